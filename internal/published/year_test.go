package published_test

import (
	"testing"
	"time"

	"heed/internal/published"
)

func england(s published.Step) bool { _, ok := s.England.Number(); return ok }

func TestWhatStandsBesideAFigureIsOfItsOwnPeriod(t *testing.T) {
	t.Parallel()
	sets, err := published.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	table := published.NewTable(sets...)
	for name, one := range map[string]struct{ series, day, free, found, words string }{
		"April 2015 stands beside 2015":           {"cp-plans-over-2-years-percent", "2015-04-30", "", "2014-15", ""},
		"the year end itself does":                {"cp-plans-over-2-years-percent", "2015-03-31", "", "2014-15", ""},
		"the day before is of the year before":    {"cp-plans-over-2-years-percent", "2015-03-30", "", "2013-14", ""},
		"a year not published yet":                {"cp-plans-over-2-years-percent", "2026-10-31", "", "2024-25", "Heed has nothing published for 2025-26; the nearest is 2024-25"},
		"a quarter is no published year":          {"cp-plans-over-2-years-percent", "2014-12-31", "1 October 2014 to 31 December 2014", "2013-14", "Heed has nothing published for 1 October 2014 to 31 December 2014; the nearest is 2013-14"},
		"before the first year nothing is lent":   {"cp-plans-over-2-years-percent", "2010-04-30", "", "", "Heed has nothing published for 2009-10; the nearest is 2012-13"},
		"what is counted in September is of then": {"workers-agency", "2020-10-31", "", "30 September 2020", ""},
		"in August it is of the year before":      {"workers-agency", "2020-08-31", "", "30 September 2019", ""},
	} {
		day, err := time.Parse(time.DateOnly, one.day)
		if err != nil {
			t.Fatal(err)
		}
		p := table.Beside(table.Find(one.series), published.Council{}).OfPeriod(day, one.free, england)
		if p.Found != one.found || p.Words() != one.words || (p.Step == nil) != (one.found == "") {
			t.Errorf("%s: as at %s: %q, %q, want %q, %q", name, one.day, p.Found, p.Words(), one.found, one.words)
		}
	}
}

func TestAQuotedValueSaysOfWhichYearItIs(t *testing.T) {
	t.Parallel()
	for when, want := range map[string]int{"year to March 2025": 2025, "2024": 2024, "2023-24": 2024, "once": 0} {
		if got := (published.Quoted{When: when}).Ending(); got != want {
			t.Errorf("%q ends in %d, want %d", when, got, want)
		}
	}
	all, err := published.QuotedValues()
	if err != nil {
		t.Fatal(err)
	}
	for id, list := range all {
		for _, q := range list {
			if q.Ending() == 0 {
				t.Errorf("%s: %q names no year", id, q.When)
			}
		}
	}
}

func TestWhatEndedAfterADayIsNotSetBesideIt(t *testing.T) {
	t.Parallel()
	sets, err := published.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	table := published.NewTable(sets...)
	b := table.Beside(table.Find("cp-plans-over-2-years-percent"), published.Council{}).UpTo(time.Date(2015, 4, 30, 0, 0, 0, 0, time.UTC))
	if last := b.Steps[len(b.Steps)-1].Period.Code; last != "2015" {
		t.Errorf("as at April 2015 the last period is %s", last)
	}
}
