package figures_test

import (
	"strings"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/testkit"
	"heed/rulebook"
)

func date(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestEveryComparatorIsOfThePeriodAskedAboutOrSaysThatItIsNot(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	s := h.Session(door.System(testkit.Authority))
	for name, one := range map[string]struct {
		id, day string
		over    figures.Span
		label   string
		value   bool
		note    string
	}{
		"April 2015 beside England 2015":        {"cpp-over-2y", "2015-04-30", figures.Span{}, "England, 31 March 2015", true, ""},
		"today beside the nearest, which it is": {"cpp-over-2y", "2026-11-18", figures.Span{}, "England, 31 March 2025", true, "Heed has nothing published for 2025-26; the nearest is 2024-25"},
		"a flow beside its year":                {"re-referral-12m", "2015-04-30", figures.Span{}, "England, year to 31 March 2015", true, ""},
		"exactly a year beside that year":       {"re-referral-12m", "2015-03-31", figures.Days(date("2014-04-01"), date("2015-03-31")), "England, year to 31 March 2015", true, ""},
		"a quarter beside no year":              {"re-referral-12m", "2014-12-31", figures.Days(date("2014-10-01"), date("2014-12-31")), "England, year to 31 March 2014", true, "Heed has nothing published for 1 October 2014 to 31 December 2014; the nearest is 2013-14"},
		"a quoted value of its year":            {"icpc-15wd", "2025-04-30", figures.Span{}, "England, year to March 2025", true, ""},
		"never a quoted value of a later year":  {"icpc-15wd", "2015-04-30", figures.Span{}, "England", false, "Heed has nothing published for 2014-15; the nearest is 2024-25"},
	} {
		list := figures.Comparators(t.Context(), s, h.Book().Rule(one.id), date(one.day), one.over)
		if len(list) != 1 || list[0].Label != one.label || (list[0].Value != nil) != one.value || list[0].Note != one.note {
			t.Errorf("%s: %+v", name, list)
		}
	}
	for _, r := range h.Book().Kind(rulebook.Measure) {
		for _, c := range figures.Comparators(t.Context(), s, r, date("2015-04-30"), figures.Span{}) {
			if c.Value != nil && !strings.Contains(c.Label, "2014") && !strings.Contains(c.Label, "2015") && c.Note == "" {
				t.Errorf("%s as at April 2015 stands beside %q", r.ID, c.Label)
			}
			if c.Value != nil && strings.Contains(c.Label, "202") {
				t.Errorf("%s as at April 2015 stands beside %q", r.ID, c.Label)
			}
		}
	}
}

func TestWhatIsPublishedOfLaterYearsIsNotSetBesideAnEarlierDay(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	page, err := figures.Find(t.Context(), h.Session(door.System(testkit.Authority)).At(door.Question{AsAt: date("2015-04-30")}), "cpp-over-2y", figures.Filter{})
	if err != nil || page.Alongside == nil {
		t.Fatal(err)
	}
	if last := page.Alongside.Years[len(page.Alongside.Years)-1].Ending; last != 2015 || page.Alongside.OfPeriod.Found != "2014-15" {
		t.Errorf("as at April 2015 the last year is %d, and the period %+v", last, page.Alongside.OfPeriod)
	}
}
