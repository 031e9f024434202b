package figures_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/export"
	"heed/internal/figures"
	"heed/internal/testkit"
	"heed/rulebook"
)

func TestAFigureOverAnyDaysIsThatOfTheRowsOfTheseDays(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	who := door.System(testkit.Authority)
	from, to := date("2026-01-10"), date("2026-04-20")
	counted := 0
	for _, r := range testkit.Measures(h.Book()) {
		if r.RefusesDays(from, to) != "" {
			continue
		}
		s := h.Session(who).At(door.Question{AsAt: to})
		filter := figures.Filter{Over: figures.Days(from, to), PerPage: -1}
		page, err := figures.Find(t.Context(), s, r.ID, filter)
		if err != nil {
			t.Fatal(r.ID, err)
		}
		var file bytes.Buffer
		if err := figures.Export(t.Context(), s, r.ID, filter, export.New(&file)); err != nil {
			t.Fatal(r.ID, err)
		}
		rows := testkit.ReadCSV(t, &file)
		for _, row := range rows {
			on := date(row["on_date"])
			if on.Before(from) || on.After(to) || row["from"] != "2026-01-10" || row["to"] != "2026-04-20" {
				t.Errorf("%s: a row of %s is in the figure from %s to %s", r.ID, row["on_date"], row["from"], row["to"])
			}
		}
		want, n := fromRows(r, rows, 0)
		if n != page.Figure.Rows || page.Total != len(rows) || r.Statistic != rulebook.Rate && !sameNumber(want, page.Figure.Value) {
			t.Errorf("%s: %d rows and %v, exported are %d and %v", r.ID, page.Figure.Rows, page.Figure.Value, n, want)
		}
		counted += n
		for _, table := range page.Slices {
			total := 0
			for _, row := range table.Rows {
				total += row.Figure.Rows
			}
			if total != page.Figure.Rows {
				t.Errorf("%s by %s: %d rows of %d", r.ID, table.Dimension, total, page.Figure.Rows)
			}
		}
		if page.Figure.Span != figures.Days(from, to) || page.YearAgo != nil && page.YearAgo.Span != figures.Days(date("2025-01-10"), date("2025-04-20")) {
			t.Errorf("%s: it covers %v, and a year before %v", r.ID, page.Figure.Span, page.YearAgo)
		}
	}
	if counted == 0 {
		t.Error("no figure had a row, so nothing was tried")
	}
}

func TestTheMeasuresOwnPeriodAskedAsDaysGivesTheSameFigure(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	who := door.System(testkit.Authority)
	day := date("2026-03-31")
	for _, id := range []string{"re-referral-12m", "icpc-15wd", "annual-health", "missing-episodes"} {
		s := h.Session(who).At(door.Question{AsAt: day})
		own, err := figures.Find(t.Context(), s, id, figures.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		asked, err := figures.Find(t.Context(), s, id, figures.Filter{Over: figures.Days(date("2025-04-01"), day)})
		if err != nil {
			t.Fatal(err)
		}
		if own.Figure.Rows == 0 || own.Figure.Rows != asked.Figure.Rows || !sameNumber(own.Figure.Value, asked.Figure.Value) {
			t.Errorf("%s: its own period gives %d rows, the same days asked for %d", id, own.Figure.Rows, asked.Figure.Rows)
		}
	}
}

func TestWhatHasNoFigureOfSomeDaysIsRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	who := door.System(testkit.Authority)
	quarter := figures.Days(date("2026-01-01"), date("2026-03-31"))
	for name, one := range map[string]struct {
		who  door.Actor
		id   string
		asAt time.Time
		want error
	}{
		"a snapshot":                          {who, "cpp-count", date("2026-03-31"), door.ErrInvalid},
		"a quarter of a yearly return":        {who, "annual-health", date("2026-03-31"), door.ErrInvalid},
		"a day that is not the last":          {who, "icpc-15wd", date("2026-04-30"), door.ErrInvalid},
		"days of one's own for a totals role": {door.Actor{ID: "member-1", Role: access.ElectedMember, Authority: testkit.Authority}, "icpc-15wd", date("2026-03-31"), door.ErrForbidden},
	} {
		s := h.Session(one.who).At(door.Question{AsAt: one.asAt})
		if _, err := figures.Find(t.Context(), s, one.id, figures.Filter{Over: quarter}); !errors.Is(err, one.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDaysBeforeTheFirstRowAreSaidToBeEmptyOfRecordsUnlessTheRecordsCoverThem(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		h                         *testkit.Heed
		unknown, begins, sentence string
	}{
		"lists that are said to be complete since 2013": {invent(t), "", "", "3 of 5 ended in advice or no further action, from 1 October 2014 to 31 January 2015"},
		"lists of which nobody says so": {
			inventCovering(t, time.Time{}, time.Time{}), "before the records",
			"The earliest row that Heed has of this measure is of 31 December 2014: of the days before it nothing is held", "There is no figure from 1 October 2014 to 31 January 2015",
		},
	} {
		s := one.h.Session(door.System(lambeth)).At(door.Question{AsAt: date("2015-01-31")})
		page, err := figures.Find(t.Context(), s, "police-contacts-nfa", figures.Filter{Over: figures.Days(date("2014-10-01"), date("2015-01-31"))})
		if err != nil {
			t.Fatal(err)
		}
		if page.Figure.Unknown != one.unknown || page.BeginsWords() != one.begins || page.Sentence != one.sentence {
			t.Errorf("%s: it is %q and says %q, %q", name, page.Figure.Unknown, page.BeginsWords(), page.Sentence)
		}
	}
}

func sameNumber(x, y *float64) bool {
	if x == nil || y == nil {
		return x == y
	}
	gap := *x - *y
	return gap < 1e-9 && gap > -1e-9
}
