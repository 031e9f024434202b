package figures_test

import (
	"reflect"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/testkit"
	"heed/rulebook"
)

// Two questions that lie a day apart would tell one child's outcome (124 of 159, then 125 of 160): for those who see totals only they are one question.
func TestSteppingTheDayChangesWhatAMemberSeesOnlyAtTheEndOfAQuarter(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	member := door.Actor{ID: "member-1", Role: access.ElectedMember, Authority: testkit.Authority}
	first := date("2026-06-24")
	for name, question := range map[string]func(time.Time) door.Question{
		"the day asked about": func(day time.Time) door.Question { return door.Question{AsAt: day} },
		"what was known": func(day time.Time) door.Question {
			return door.Question{AsAt: first, KnownAt: day.AddDate(0, 0, 1).Add(-time.Nanosecond)}
		},
	} {
		changed, ids := 0, []string{"cin-count", "assessment-45", "rhi-72h-rate", "lac-count"}
		if testing.Short() {
			ids = ids[:2]
		}
		for _, id := range ids {
			var before figures.Page
			var breakdown figures.Breakdown
			for step := range 100 {
				day := first.AddDate(0, 0, step)
				s := h.Session(member).At(question(day))
				page, err := figures.Find(t.Context(), s, id, figures.Filter{})
				if err != nil {
					t.Fatal(err)
				}
				parts, err := figures.FindBreakdown(t.Context(), s, id, "age", figures.Span{})
				if err != nil {
					t.Fatal(err)
				}
				same := reflect.DeepEqual(page, before) && reflect.DeepEqual(parts, breakdown)
				if end := door.QuarterEnd(day).Equal(day); !same && !end && step > 0 {
					t.Errorf("%s of %s: %s shows a member something else than the day before", name, id, day.Format(time.DateOnly))
				}
				if !same && step > 0 {
					changed++
				}
				before, breakdown = page, parts
			}
		}
		if name == "the day asked about" && changed != 2*len(ids) {
			t.Errorf("%s: what a member sees changed %d times at two ends of a quarter, of %d figures", name, changed, len(ids))
		}
	}
}

func TestAMembersTrendIsOfWholeYearsAtTheEndsOfQuarters(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	s := h.Session(door.Actor{ID: "member-1", Role: access.ElectedMember, Authority: testkit.Authority})
	shown := 0
	for _, r := range testkit.Measures(h.Book()) {
		page, err := figures.Find(t.Context(), s, r.ID, figures.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if asAt := page.AsAt; !asAt.Equal(door.QuarterEnd(asAt)) || !page.Quarterly {
			t.Errorf("%s is as at %s", r.ID, asAt)
		}
		for _, point := range page.Trend {
			days := point.Figure.Span.To.Sub(point.Figure.Span.After).Hours() / 24
			if !point.On.Equal(door.QuarterEnd(point.On)) || r.Period == rulebook.TwelveMonths && days < 365 {
				t.Errorf("%s has a step of %.0f days to %s", r.ID, days, point.On.Format(time.DateOnly))
			}
			if point.Figure.Value != nil {
				shown++
			}
		}
	}
	if shown < 20 {
		t.Errorf("%d steps show a number: too few to be of use", shown)
	}
}
