package figures_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/export"
	"heed/internal/figures"
	"heed/internal/testkit"
	"heed/rulebook"
)

// brockwell opens an invented council large enough for every measure to have rows, which tests that only read share.
func brockwell(t *testing.T) *testkit.Heed {
	t.Helper()
	return large.Open(t)
}

// fromRows works a figure out again from its exported rows and from nothing else.
func fromRows(r *rulebook.Rule, rows []map[string]string, population float64) (value *float64, n int) {
	var yes, total float64
	var values []float64
	for _, row := range rows {
		if row["left_out"] != "" {
			continue
		}
		n++
		if row["counted"] == "true" {
			yes++
		}
		if v, err := strconv.ParseFloat(row["value"], 64); err == nil {
			total += v
			values = append(values, v)
		}
	}
	result := func(v float64) *float64 { return &v }
	switch {
	case r.Statistic == rulebook.Count:
		return result(float64(n)), n
	case r.Statistic == rulebook.Sum:
		return result(total), n
	case r.Statistic == rulebook.Rate && population > 0:
		return result(10_000 * float64(n) / population), n
	case r.Statistic == rulebook.Rate || n == 0:
		return nil, n
	case r.Statistic == rulebook.Share:
		return result(100 * yes / float64(n)), n
	case r.Statistic == rulebook.Mean:
		return result(total / float64(n)), n
	}
	slices.Sort(values)
	return result((values[(n-1)/2] + values[n/2]) / 2), n
}

func TestEveryFigureIsWhatItsExportedRowsGive(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	system := door.System(testkit.Authority)
	director := h.Persona(t, "director")
	questions := []door.Question{{}, {AsAt: time.Date(2025, 8, 31, 0, 0, 0, 0, time.UTC)}}
	for i, q := range questions {
		all := h.Book().Kind(rulebook.Measure)
		if i > 0 {
			all = testkit.Measures(h.Book())
		}
		for _, r := range all {
			page, err := figures.Find(t.Context(), h.Session(system).At(q), r.ID, figures.Filter{PerPage: -1})
			if err != nil || page.Broken != "" {
				t.Fatalf("%s: %v %s", r.ID, err, page.Broken)
			}
			rows := exported(t, h, system, q, r.ID)
			name := fmt.Sprintf("%s as at %s", r.ID, page.AsAt.Format(time.DateOnly))
			if len(rows) != page.Figure.Rows+page.Figure.TotalLeftOut() || page.Total != len(rows) || len(page.Rows) != len(rows) {
				t.Errorf("%s: %d exported rows, %d on the page, figure of %d and %d left out", name, len(rows), len(page.Rows), page.Figure.Rows, page.Figure.TotalLeftOut())
			}
			if page.Figure.Unknown != "" {
				if page.Figure.Value != nil {
					t.Errorf("%s: %s, though it is %s", name, written(page.Figure.Value), page.Figure.Unknown)
				}
				continue
			}
			var population float64
			if r.Statistic == rulebook.Rate && page.Figure.Denominator != nil {
				population = *page.Figure.Denominator
			}
			value, n := fromRows(r, rows, population)
			if n != page.Figure.Rows || !alike(value, page.Figure.Value) {
				t.Errorf("%s: %s of %d rows, its exported rows give %s of %d", name, written(page.Figure.Value), page.Figure.Rows, written(value), n)
			}
			// Whoever sees every child reconciles to the same number, though restricted children are not named.
			if value, _ := fromRows(r, exported(t, h, director, q, r.ID), population); !alike(value, page.Figure.Value) {
				t.Errorf("%s: the director's export gives %s, the figure is %s", name, written(value), written(page.Figure.Value))
			}
			if q.AsAt.IsZero() && page.Figure.Rows == 0 {
				t.Logf("%s has no rows in this council", name)
			}
		}
	}
}

func alike(x, y *float64) bool {
	if x == nil || y == nil {
		return x == y
	}
	return math.Abs(*x-*y) < 1e-9*(1+math.Abs(*x))
}

func written(v *float64) string {
	if v == nil {
		return "no figure"
	}
	return fmt.Sprint(*v)
}

func TestASlicesRowsAreThoseOfItsFigure(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	system := door.System(testkit.Authority)
	for _, r := range testkit.Measures(h.Book()) {
		whole, err := figures.Find(t.Context(), h.Session(system), r.ID, figures.Filter{PerPage: -1})
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range whole.Slices {
			n := 0
			for _, row := range table.Rows {
				part, err := figures.Find(t.Context(), h.Session(system), r.ID, figures.Filter{Slice: figures.Slice{Dimension: table.Dimension, Value: row.Value}, PerPage: -1})
				if err != nil {
					t.Fatal(err)
				}
				if part.Figure.Rows != row.Figure.Rows || part.Total != part.Figure.Rows+part.Figure.TotalLeftOut() {
					t.Errorf("%s, %s %s: %d rows in the table, %d in the figure, %d listed", r.ID, table.Dimension, row.Value, row.Figure.Rows, part.Figure.Rows, part.Total)
				}
				n += row.Figure.Rows
			}
			if n != whole.Figure.Rows {
				t.Errorf("%s by %s: the parts have %d rows, the whole %d", r.ID, table.Dimension, n, whole.Figure.Rows)
			}
		}
	}
}

func TestAFigureIsAsKnownThen(t *testing.T) {
	t.Parallel()
	h := testkit.Open(t)
	system := door.System(testkit.Authority)
	was := figure(t, h, system, "cpp-count", door.Question{})
	h.SetNow(testkit.Now.Add(time.Hour))
	testkit.Put(t, h, "cp_plan", map[string]string{
		"child_id": "1001", "started_on": "2026-11-02", "initial_category": "PHY", "latest_category": "PHY",
	})
	if now := figure(t, h, system, "cpp-count", door.Question{}); now != was+1 {
		t.Errorf("after another plan: %v, want %v", now, was+1)
	}
	if then := figure(t, h, system, "cpp-count", door.Question{KnownAt: testkit.Now}); then != was {
		t.Errorf("as known before it was recorded: %v, want %v", then, was)
	}
	past := door.Question{AsAt: time.Date(2026, 11, 10, 0, 0, 0, 0, time.UTC)}
	page, err := figures.Find(t.Context(), h.Session(system).At(past), "cpp-count", figures.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if page.KnownThen == nil || page.KnownThen.Unknown == "" || page.KnownThen.Value != nil {
		t.Errorf("nothing had been recorded by 10 November, so that it could not be told, and the page says %+v", page.KnownThen)
	}
}

func figure(t *testing.T, h *testkit.Heed, who door.Actor, id string, q door.Question) float64 {
	t.Helper()
	page, err := figures.Find(context.WithoutCancel(t.Context()), h.Session(who).At(q), id, figures.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if page.Figure.Value == nil {
		t.Fatalf("%s has no value", id)
	}
	return *page.Figure.Value
}

func exported(t *testing.T, h *testkit.Heed, who door.Actor, q door.Question, id string) []map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := figures.Export(t.Context(), h.Session(who).At(q), id, figures.Filter{}, export.New(&b)); err != nil {
		t.Fatal(err)
	}
	return testkit.ReadCSV(t, &b)
}
