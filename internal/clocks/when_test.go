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
