package figures_test

import (
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/imports"
	"heed/internal/testkit"
	"heed/internal/words"
	"heed/rulebook"
)

// lambeth is the code of the authority that the rulebook's claims are about; all that is recorded of it here is invented.
const lambeth = "208"

// invented are contacts from the police of an invented January 2015, and one of February.
const invented = "child_id,contact_id,received_on,source,outcome\n" +
	"L1,C1,2015-01-01,6,no further action\n" +
	"L2,C2,2015-01-12,6,signposting\n" +
	"L3,C3,2015-01-20,6,early help\n" +
	"L4,C4,2015-01-31,6,no further action\n" +
	"L5,C5,2015-02-01,6,no further action\n" +
	"L6,C6,2014-12-31,6,early help\n"

// claimsOf gives what was said of a figure as a page of an authority shows it.
func claimsOf(t *testing.T, h *testkit.Heed, authority, id string) map[string]figures.ClaimRow {
	t.Helper()
	page, err := figures.Find(t.Context(), h.Session(door.System(authority)), id, figures.Filter{})
	if err != nil {
		t.Fatal(id, err)
	}
	rows := map[string]figures.ClaimRow{}
	for _, row := range page.Claims {
		rows[row.Value+" "+row.Period] = row
	}
	return rows
}

// invent imports contacts and plans of an invented Lambeth, that are said to be complete from October 2013 until now.
func invent(t *testing.T) *testkit.Heed {
	t.Helper()
	return inventCovering(t, date("2013-10-01"), testkit.Today)
}

// inventCovering does the same of lists that are said to be complete between two days; where they are zero, what they cover is assumed.
func inventCovering(t *testing.T, from, to time.Time) *testkit.Heed {
	t.Helper()
	return imported(t, map[string]string{
		"contact.csv": invented,
		"cp_plan.csv": "child_id,started_on,ended_on,initial_category,latest_category\nL1,2014-02-01,,NEG,NEG\nL2,2014-06-01,,EMO,EMO\n",
	}, from, to)
}

// imported is a Lambeth that has nothing but some lists.
func imported(t *testing.T, lists map[string]string, from, to time.Time) *testkit.Heed {
	t.Helper()
	h := testkit.Empty(t)
	folder := testkit.Lists(t, lists)
	result, err := imports.Import(t.Context(), h.Session(door.System(lambeth)), imports.Request{Paths: []string{folder}, CompleteFrom: from, CompleteTo: to}, nil)
	if err != nil || result.Faults > 0 {
		t.Fatal(err, result.FaultList)
	}
	return h
}

func TestWhatWasSaidOfOneAuthorityIsShownToNoOther(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	for _, r := range h.Book().Kind(rulebook.Measure) {
		if len(r.Claims) == 0 {
			continue
		}
		if list := r.ClaimsOf(testkit.Authority); len(list) > 0 {
			t.Errorf("%s: %d claims are about the invented council", r.ID, len(list))
		}
	}
	for _, id := range []string{"cpp-count", "minority-ethnic-share", "a1-days"} {
		if rows := claimsOf(t, h, testkit.Authority, id); len(rows) > 0 {
			t.Errorf("%s of the invented council shows %v", id, rows)
		}
	}
}

func TestAClaimIsComparedOverItsOwnDaysByItsOwnDefinitionOnly(t *testing.T) {
	t.Parallel()
	h := invent(t)
	for name, one := range map[string]struct{ id, claim, ours, difference string }{
		"a month is set beside that month":          {"police-contacts-nfa", "81% 1 January 2015 to 31 January 2015", "75.0% (3 of 4), 1 January 2015 to 31 January 2015", "Heed gives 6.0 points less"},
		"another definition is not compared":        {"contacts-by-source-police", "30% 1 January 2015 to 31 January 2015", "100.0% (4 of 4), 1 January 2015 to 31 January 2015", "Counted another way: not compared"},
		"a day is set beside that day":              {"cpp-count", "307 children 31 December 2014", "2, 31 December 2014", "Heed gives 305 less"},
		"and another beside its own":                {"cpp-count", "358 children 31 March 2014", "1, 31 March 2014", "Heed gives 357 less"},
		"a month is not set beside a day":           {"cpp-over-2y", "7.5% 1 January 2015 to 31 January 2015", "The figure of this page is that on 18 November 2026", "Over another period: not compared"},
		"ten months are not set beside a day":       {"rcpc-on-time", "100% 1 April 2014 to 31 January 2015", "The figure of this page is that on 18 November 2026", "Over another period: not compared"},
		"days that nobody stated are not compared":  {"placements-3plus", "12% Days not stated", "", "They name no days: not compared"},
		"a quarter is set beside no year":           {"advocacy-commissioned", "27 children 1 October 2014 to 31 December 2014", "Nothing feeds this: no source holds the records it rests on", ""},
		"nor is a day":                              {"advocacy-commissioned", "10 cases 31 December 2014", "The figure of this page is that in the 12 months to 18 November 2026", "Over another period: not compared"},
		"a year to March has nothing recorded here": {"annual-health", "95% 1 April 2013 to 31 March 2014", "Nothing feeds this: no source holds the records it rests on", ""},
	} {
		row, ok := claimsOf(t, h, lambeth, one.id)[one.claim]
		if !ok || row.Ours != one.ours || row.Difference != one.difference {
			t.Errorf("%s: %s %q: %t, %q, %q", name, one.id, one.claim, ok, row.Ours, row.Difference)
		}
	}
}

func TestEveryClaimInTheRulebookSaysWhatItIsOf(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	stated, compared := 0, 0
	for _, r := range h.Book().Kind(rulebook.Measure) {
		for _, c := range r.Claims {
			if c.Authority != lambeth || c.Definition == "" {
				t.Errorf("%s: %q is of authority %q, counted as %q", r.ID, c.About, c.Authority, c.Definition)
			}
			if c.Dated() {
				stated++
			}
			if r.SamePeriod(c) && c.SameDefinition && c.Value != nil {
				compared++
			}
		}
	}
	if stated < 60 || compared < 15 {
		t.Errorf("%d claims state their days, and %d can be compared", stated, compared)
	}
}

func TestClaimsThatContradictEachOtherSaySo(t *testing.T) {
	t.Parallel()
	h := invent(t)
	for id, want := range map[string]bool{
		"minority-ethnic-share": true, "lac-gcse": false, "cl-work-experience": false, "cpp-count": false, "lac-count": false, "care-proceedings-weeks": false,
	} {
		rows := claimsOf(t, h, lambeth, id)
		if len(rows) < 2 {
			t.Fatalf("%s: %d claims", id, len(rows))
		}
		for _, row := range rows {
			if row.Disagrees != want {
				t.Errorf("%s: %s of %s disagrees: %v", id, row.Value, row.Period, row.Disagrees)
			}
		}
	}
}

func TestAHalfRoundsAwayFromNoughtEverywhere(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		value float64
		want  string
	}{{6.25, "6.3"}, {56.25, "56.3"}, {0.05, "0.1"}, {-0.04, "0.0"}, {-6.25, "-6.3"}, {1234.5, "1,234.5"}, {99.95, "100.0"}} {
		if got := words.Decimal(one.value, 1); got != one.want {
			t.Errorf("%v is %q, want %q", one.value, got, one.want)
		}
	}
}
