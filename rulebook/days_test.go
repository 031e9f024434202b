package rulebook_test

import (
	"strings"
	"testing"
	"time"

	"heed/rulebook"
)

func TestAMeasureSaysOverWhichDaysItHasAFigure(t *testing.T) {
	t.Parallel()
	book, err := rulebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	day := func(text string) time.Time {
		d, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for name, one := range map[string]struct{ id, from, to, want string }{
		"a snapshot has no period":                 {"cpp-count", "2015-01-01", "2015-03-31", "ask for a day instead"},
		"a flow has a figure over a quarter":       {"icpc-15wd", "2014-10-01", "2014-12-31", ""},
		"and over one day":                         {"icpc-15wd", "2014-10-01", "2014-10-01", ""},
		"three years are of days too":              {"a1-days", "2014-10-01", "2014-12-31", ""},
		"a yearly return has none over a quarter":  {"annual-health", "2014-10-01", "2014-12-31", "ask for 1 April 2014 to 31 March 2015"},
		"and none over two years":                  {"annual-health", "2013-04-01", "2015-03-31", "ask for 1 April 2014 to 31 March 2015"},
		"it has one over its year":                 {"annual-health", "2014-04-01", "2015-03-31", ""},
		"a school year is whole too":               {"lac-gcse", "2014-04-01", "2015-03-31", "ask for 1 September 2014 to 31 August 2015"},
		"the school year has a figure":             {"lac-gcse", "2013-09-01", "2014-08-31", ""},
		"parts of a year's number want a year":     {"marac-volume", "2014-01-01", "2014-03-31", "ask for 12 months, such as 1 April 2013 to 31 March 2014"},
		"any year will do, a leap year among them": {"marac-volume", "2015-03-01", "2016-02-29", ""},
	} {
		got := book.Rule(one.id).RefusesDays(day(one.from), day(one.to))
		if (got == "") != (one.want == "") || !strings.HasSuffix(got, one.want) {
			t.Errorf("%s: %s from %s to %s: %q, want %q", name, one.id, one.from, one.to, got, one.want)
		}
	}
}

func TestEveryMeasureOfRowsByTheYearIsKnownAsOne(t *testing.T) {
	t.Parallel()
	book, err := rulebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range book.Kind(rulebook.Measure) {
		ofYears := strings.Contains(r.SQL, "year_ending_on as on_date") || r.Period == rulebook.YearToMarch
		if why := r.RefusesDays(time.Date(2014, 5, 1, 0, 0, 0, 0, time.UTC), time.Date(2014, 6, 30, 0, 0, 0, 0, time.UTC)); ofYears && why == "" {
			t.Errorf("%s is of whole years and gives a figure over two months", r.ID)
		}
	}
}
