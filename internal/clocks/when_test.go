package clocks

import (
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/rulebook"
)

func at(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		t, err = time.Parse(time.DateOnly, s)
	}
	if err != nil {
		panic(err)
	}
	return t
}

func TestWhenIsSaidAsPeopleSayIt(t *testing.T) {
	t.Parallel()
	calendar, err := engine.NewCalendar()
	if err != nil {
		t.Fatal(err)
	}

	q := engine.Question{AsAt: at("2026-11-18"), Moment: at("2026-11-18 12:00")} // a Wednesday
	day := func(status engine.Status, arose, due, met string) engine.Clock {
		c := engine.Clock{Status: status}
		for text, into := range map[string]*time.Time{arose: &c.Arose, due: &c.Due, met: &c.Met} {
			if text != "" {
				*into = at(text)
			}
		}
		return c
	}
	timed := func(c engine.Clock) engine.Clock { c.Timed = true; return c }
	excused := day(engine.Excused, "2026-11-01", "2026-11-10", "")
	excused.Excused = "the young person refused"
	cases := []struct {
		want, unit string
		clock      engine.Clock
	}{
		{"3 working days overdue, was due Friday 13 November", UnitWorkingDays, day(engine.Overdue, "2026-10-30", "2026-11-13", "")},
		{"1 working day overdue, was due Tuesday 17 November", UnitWorkingDays, day(engine.Overdue, "2026-10-30", "2026-11-17", "")},
		{"123 days overdue, was due 18 July 2026", UnitDays, day(engine.Overdue, "2024-07-18", "2026-07-18", "")},
		{"Due today", UnitWorkingDays, day(engine.DueSoon, "2026-11-01", "2026-11-18", "")},
		{"Due tomorrow", UnitWorkingDays, day(engine.DueSoon, "2026-11-01", "2026-11-19", "")},
		{"Due Friday (in 2 working days)", UnitWorkingDays, day(engine.DueSoon, "2026-11-01", "2026-11-20", "")},
		{"Due Wednesday (in 5 working days)", UnitWorkingDays, day(engine.DueSoon, "2026-11-01", "2026-11-25", "")},
		{"Due 24 December 2026 (in 26 working days)", UnitWorkingDays, day(engine.Running, "2026-11-01", "2026-12-24", "")},
		{"Met 24 April 2026, 9 working days late", UnitWorkingDays, day(engine.MetLate, "2026-03-12", "2026-04-13", "2026-04-24")},
		{"Met 1 April 2026", UnitWorkingDays, day(engine.Met, "2026-03-12", "2026-04-10", "2026-04-01")},
		{"Met 19 October 2026, in 44 hours", UnitHours, timed(day(engine.Met, "2026-10-17 18:30", "2026-10-20 18:30", "2026-10-19 14:30"))},
		{"27 hours overdue, was due 9am on Tuesday 17 November", UnitHours, timed(day(engine.Overdue, "2026-11-14 09:00", "2026-11-17 09:00", ""))},
		{"14 days overdue, was due 9:30am on Wednesday 4 November", UnitHours, timed(day(engine.Overdue, "2026-11-01 09:30", "2026-11-04 09:30", ""))},
		{"Due tomorrow by 8:15pm", UnitHours, timed(day(engine.DueSoon, "2026-11-16 20:15", "2026-11-19 20:15", ""))},
		{"Cannot tell: a date is missing, counted from 1 November 2026", UnitWorkingDays, day(engine.CannotTell, "2026-11-01", "", "")},
		{"Cannot tell: there is no date to count from", UnitWorkingDays, day(engine.CannotTell, "", "", "")},
		{"Not known yet: it fell due on 9 April 2026, after the records end", UnitWorkingDays, day(engine.NotKnownYet, "2026-03-01", "2026-04-09", "")},
		{"Not known yet: it falls due on 9 March 2027, after the records end", UnitWorkingDays, day(engine.NotKnownYet, "2026-03-09", "2027-03-09", "")},
		{"Excused: the young person refused", UnitWorkingDays, excused},
	}
	for _, c := range cases {
		if got, _ := WhenWords(calendar, c.clock, c.unit, q); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}

// Each status says why it is so, and none says more than is known.
func TestEachStatusIsSaidWithItsReason(t *testing.T) {
	t.Parallel()
	calendar, err := engine.NewCalendar()
	if err != nil {
		t.Fatal(err)
	}
	q := engine.Question{AsAt: at("2026-11-18"), Moment: at("2026-11-18 12:00")} // a Wednesday
	clock := func(status engine.Status, change func(*engine.Clock)) engine.Clock {
		c := engine.Clock{Status: status, Arose: at("2026-02-02"), Due: at("2026-03-02")}
		change(&c)
		return c
	}
	stopped := func(on, why string) func(*engine.Clock) {
		return func(c *engine.Clock) {
			c.StoppedWhy = why
			if on != "" {
				c.Stopped = at(on)
			}
		}
	}
	without := func(missing string) func(*engine.Clock) {
		return func(c *engine.Clock) { c.Missing, c.Due = missing, time.Time{} }
	}
	as := func(*engine.Clock) {}
	for _, tt := range []struct {
		clock       engine.Clock
		when, brief string
	}{
		{
			clock(engine.Missed, stopped("2026-05-20", "the plan ended")),
			"Missed: the plan ended on 20 May 2026, without it; it was due 2 March 2026",
			"The plan ended on 20 May 2026, without it; it was due 2 March 2026",
		},
		{clock(engine.NotOwed, stopped("2026-02-20", "care ended")), "Not owed: care ended on 20 February 2026", "Care ended on 20 February 2026"},
		{
			clock(engine.NotOwed, stopped("", "no visit is needed: the child lives with a parent")),
			"Not owed: no visit is needed: the child lives with a parent", "No visit is needed: the child lives with a parent",
		},
		{
			clock(engine.NotKnownYet, func(c *engine.Clock) { c.Due = at("2026-11-13") }),
			"Not known yet: it fell due on 13 November 2026, after the records end", "It fell due on 13 November 2026, after the records end",
		},
		{ // it has not fallen due, and whether it still runs is not known
			clock(engine.NotKnownYet, func(c *engine.Clock) { c.Due = at("2028-02-02") }),
			"Not known yet: it falls due on 2 February 2028, after the records end", "It falls due on 2 February 2028, after the records end",
		},
		{
			clock(engine.BeforeRecords, as),
			"Before the records: they do not cover all the days in which it could have been done", "They do not cover all the days in which it could have been done",
		},
		{clock(engine.CannotTell, without("the day the care started")), "Cannot tell: the day the care started is not recorded", "The day the care started is not recorded"},
		{clock(engine.CannotTell, without(engine.NothingFeeds)), "Cannot tell: no source holds what would show it done", "No source holds what would show it done"},
		{clock(engine.Excused, func(c *engine.Clock) { c.Excused = "the young person refused" }), "Excused: the young person refused", "The young person refused"},
		{
			clock(engine.Overdue, func(c *engine.Clock) { c.KnownTo = at("2026-03-31") }),
			"Overdue when last known, 31 March 2026: was due 2 March 2026", "Overdue when last known, 31 March 2026: was due 2 March 2026",
		},
	} {
		when, brief := WhenWords(calendar, tt.clock, UnitWorkingDays, q)
		if when != tt.when || brief != tt.brief {
			t.Errorf("%s:\ngot  %q, %q\nwant %q, %q", tt.clock.Status, when, brief, tt.when, tt.brief)
		}
	}
}

func TestEveryStatusIsSaid(t *testing.T) {
	t.Parallel()
	calendar, err := engine.NewCalendar()
	if err != nil {
		t.Fatal(err)
	}
	q := engine.Question{AsAt: at("2026-11-18"), Moment: at("2026-11-18 12:00")}
	said := map[string]engine.Status{}
	for _, status := range engine.Statuses {
		c := engine.Clock{Status: status, Arose: at("2026-10-01"), Due: at("2026-12-24"), StoppedWhy: "care ended", Excused: "agreed"}
		switch status {
		case engine.Met, engine.MetLate:
			c.Met = at("2026-12-23")
			if status == engine.MetLate {
				c.Met = at("2026-12-29")
			}
		case engine.Overdue:
			c.Due = at("2026-11-02")
		case engine.DueSoon:
			c.Due = at("2026-11-19")
		default:
		}
		when, brief := WhenWords(calendar, c, UnitWorkingDays, q)
		if was, twice := said[when]; when == "" || brief == "" || twice {
			t.Errorf("%s is said as %q, as %s is", status, when, was)
		}
		said[when] = status
		if parsed, ok := ParseStatus(string(status)); !ok || parsed != status {
			t.Errorf("%q is read as %q", status, parsed)
		}
	}
}

func TestAClockCountsInItsDutysOwnUnit(t *testing.T) {
	t.Parallel()
	warn := rulebook.Warn{N: 1, Unit: rulebook.Days} // what it is warned of in is not what it counts in
	for _, unit := range []rulebook.TimeUnit{rulebook.Days, rulebook.WorkingDays, rulebook.Hours} {
		if got := UnitOf(&rulebook.Rule{Warn: warn, Counts: unit}); got != string(unit) {
			t.Errorf("a duty that counts %s is counted in %s", unit, got)
		}
	}
	if got := UnitOf(nil); got != UnitWorkingDays {
		t.Error(got)
	}
}

func TestAnAgeIsSaidAsPeopleSayIt(t *testing.T) {
	t.Parallel()
	on := at("2026-11-18")
	cases := map[string]engine.Person{
		"11":               {BornOn: at("2015-05-09")},
		"2":                {BornOn: at("2024-11-18")},
		"23 months":        {BornOn: at("2024-11-19")},
		"5 months":         {BornOn: at("2026-06-01")},
		"6 weeks":          {BornOn: at("2026-10-05")},
		"due January 2027": {DueOn: at("2027-01-11")},
		"":                 {},
	}
	for want, p := range cases {
		if got := door.Age(p, on); got != want {
			t.Errorf("born %s, due %s: %q, want %q", p.BornOn, p.DueOn, got, want)
		}
	}
}

func TestWhatWasDueOnFridayIsOverdueAtTheWeekendWithoutACount(t *testing.T) {
	t.Parallel()
	calendar, err := engine.NewCalendar()
	if err != nil {
		t.Fatal(err)
	}

	saturday := engine.Question{AsAt: at("2026-11-21"), Moment: at("2026-11-21 12:00")}
	c := engine.Clock{Status: engine.Overdue, Arose: at("2026-10-30"), Due: at("2026-11-20")}
	if got, _ := WhenWords(calendar, c, UnitWorkingDays, saturday); got != "Overdue, was due Friday 20 November" {
		t.Errorf("it reads %q", got)
	}
}
