package engine_test

import (
	"maps"
	"slices"
	"testing"

	"heed/internal/engine"
	"heed/rulebook"
)

// coveredWorld is a world whose book has the rulebook's view of coverage, a duty that a visit meets while there is a plan, and a measure
// that counts plans.
func coveredWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	whole, err := rulebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	book := maps.Clone(small)
	view := whole.Rule("coverage")
	book[view.File] = rule("\nid: coverage\nkind: view\ntitle: Coverage\narea: settings\nreads: [record_coverage]\nabout: test", view.SQL)
	book["duties/health/seen.sql"] = rule(`
id: seen
kind: duty
title: Seen
area: health
subject: child
force: local
number: local
source: local test
in_force: 2014-01-01..
reads: [cp_plan, cp_visit]
met_by: [cp_visit]
rests_on: [cp_plan]
owner: allocated_worker
warn: 2 working days
why: test
about: test`, `select p.subject_id, p.record_id as occasion_id, p.started_on as arose_on, p.started_on + 10 as due_on,
    min(v.visited_on) as met_on, null::DATE as stopped_on, null as stopped_why
from cp_plan p left join cp_visit v on v.subject_id = p.subject_id and v.visited_on between p.started_on and $as_at
where p.started_on <= $as_at
group by p.subject_id, p.record_id, p.started_on`)
	if w.cfg.Book, err = rulebook.Parse(book); err != nil {
		t.Fatal(err)
	}
	w.put("2024-05-01T09:00:00Z", "cp_plan", "child_id=A", "started_on=2024-01-10", "initial_category=NEG", "latest_category=NEG")
	w.covers("cp_plan", "2023-04-01", "2024-03-31")
	return w
}

// covers records that a source covers the days of a record type.
func (w *world) covers(recordType, from, to string) {
	w.put("2024-05-01T09:00:00Z", "record_coverage", "record_type="+recordType, "source=List", "from_on="+from, "to_on="+to, "basis=test")
}

func seenClock(t *testing.T, e *engine.Engine, asAt string) engine.Clock {
	t.Helper()
	list, err := e.ListClocks(t.Context(), engine.Ask(date(asAt), date("2030-01-01")), engine.ClockFilter{Duty: "seen"})
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v; want one clock", list, err)
	}
	return list[0]
}

func TestWhyAnUnmetClockCannotBeJudgedIsSaidTruly(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		visits [][2]string
		asAt   string
		want   engine.Status
	}{
		{"no source holds visits", nil, "2024-03-31", engine.CannotTell},
		{"visits are covered from then on", [][2]string{{"2023-04-01", "2024-03-31"}}, "2024-03-31", engine.Overdue},
		{"visits are covered from within the days", [][2]string{{"2024-01-15", "2024-03-31"}}, "2024-03-31", engine.BeforeRecords},
		{"visits are covered on later days alone", [][2]string{{"2025-01-01", "2026-03-31"}}, "2024-03-31", engine.BeforeRecords},
		{"visits end before it fell due", [][2]string{{"2023-04-01", "2024-01-15"}}, "2024-03-31", engine.NotKnownYet},
		{"visits have a gap", [][2]string{{"2022-04-01", "2024-01-12"}, {"2024-02-01", "2024-03-31"}}, "2024-03-31", engine.BeforeRecords},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := coveredWorld(t)
			for _, days := range tt.visits {
				w.covers("cp_visit", days[0], days[1])
			}
			c := seenClock(t, w.open(), tt.asAt)
			if c.Status != tt.want || (c.Missing == engine.NothingFeeds) != (tt.visits == nil) {
				t.Errorf("it is %s, missing %q; want %s", c.Status, c.Missing, tt.want)
			}
		})
	}
}

func TestACoverageThatComesInIsFollowedThoughItIsOfLaterDays(t *testing.T) {
	t.Parallel()
	w := coveredWorld(t)
	e := w.open()
	if err := e.Warm(t.Context(), date("2024-03-31")); err != nil {
		t.Fatal(err)
	}
	var got []engine.Status
	for _, days := range [][2]string{{}, {"2025-01-01", "2026-03-31"}, {"2023-04-01", "2024-03-31"}} {
		if days[0] != "" {
			w.covers("cp_visit", days[0], days[1])
		}
		if err := e.Follow(t.Context()); err != nil {
			t.Fatal(err)
		}
		got = append(got, seenClock(t, e, "2024-03-31").Status)
	}
	if want := []engine.Status{engine.CannotTell, engine.BeforeRecords, engine.Overdue}; !slices.Equal(got, want) {
		t.Errorf("it is %q in turn; want %q", got, want)
	}
}

func TestTheReachOfARuleSaysWhyItsRecordsDoNotTellTheDay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		visits  []string // from and to, by turns
		asAt    string
		unknown string
		knownTo string
	}{
		{"nothing feeds the visits", nil, "2024-03-31", engine.NothingFeeds, ""},
		{"both reach the day", []string{"2023-04-01", "2024-03-31"}, "2024-03-31", "", "2024-03-31"},
		{"the visits end before it", []string{"2023-04-01", "2024-02-29"}, "2024-03-31", string(engine.NotKnownYet), "2024-02-29"},
		{"the visits begin after it", []string{"2024-01-01", "2024-03-31"}, "2023-06-30", string(engine.BeforeRecords), ""},
		{"two sources of visits follow one another", []string{"2024-01-01", "2024-03-31", "2023-04-01", "2023-12-31"}, "2024-03-31", "", "2024-03-31"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := coveredWorld(t)
			for i := 0; i+1 < len(tt.visits); i += 2 {
				w.put("2024-05-01T09:00:00Z", "record_coverage", "record_type=cp_visit", "source=List of "+tt.visits[i], "from_on="+tt.visits[i], "to_on="+tt.visits[i+1], "basis=test")
			}
			e := w.open()
			got, err := e.Reach(t.Context(), engine.Ask(date(tt.asAt), date("2030-01-01")), "seen")
			if err != nil {
				t.Fatal(err)
			}
			to := ""
			if !got.KnownTo.IsZero() {
				to = got.KnownTo.Format("2006-01-02")
			}
			if got.Unknown != tt.unknown || to != tt.knownTo {
				t.Errorf("%q, known to %q; want %q and %q", got.Unknown, to, tt.unknown, tt.knownTo)
			}
			if _, err := e.Reach(t.Context(), engine.Ask(date(tt.asAt), date("2030-01-01")), "no-such-rule"); err == nil {
				t.Error("a rule that is none has a reach")
			}
		})
	}
}
