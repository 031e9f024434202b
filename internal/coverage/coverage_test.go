package coverage_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/clocks"
	"heed/internal/coverage"
	"heed/internal/door"
	"heed/internal/testkit"
)

func civil(s string) time.Time {
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return day
}

// stale gives the small council ten weeks on, with nothing imported since but the visits of three weeks in January.
func stale(t *testing.T) *testkit.Heed {
	t.Helper()
	h := testkit.OpenCold(t)
	h.SetNow(time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC))
	testkit.Put(t, h, "record_coverage", map[string]string{
		"record_type": "cp_visit", "source": "Visits of January", "from_on": "2027-01-01", "to_on": "2027-01-20", "basis": "Given at import",
	})
	return h
}

func listed(t *testing.T, h *testkit.Heed, who door.Actor, q door.Question) coverage.Page {
	t.Helper()
	page, err := coverage.List(t.Context(), h.Session(who).At(q))
	if err != nil {
		t.Fatalf("%s: %v", who.Role, err)
	}
	return page
}

func kindOf(t *testing.T, page coverage.Page, recordType string) coverage.Kind {
	t.Helper()
	at := slices.IndexFunc(page.Kinds, func(k coverage.Kind) bool { return k.Type == recordType })
	if at < 0 {
		t.Fatalf("%s is not among the kinds that are covered", recordType)
	}
	return page.Kinds[at]
}

func needs(page coverage.Page, recordType string) int {
	for _, need := range page.Unfed {
		if need.Type == recordType {
			return len(need.Duties)
		}
	}
	return 0
}

func TestWhatEndsEarlyHasAGapOrIsFedByNothingIsListed(t *testing.T) {
	t.Parallel()
	h := stale(t)
	page := listed(t, h, door.System(testkit.Authority), door.Question{AsAt: civil("2027-02-01")})
	visits := kindOf(t, page, "cp_visit")
	if diff := cmp.Diff([]coverage.Gap{{From: civil("2026-11-19"), To: civil("2026-12-31")}}, visits.Gaps); diff != "" {
		t.Errorf("the gap of the visits (-want +got):\n%s", diff)
	}
	if len(visits.Spans) != 2 || !visits.From.Equal(testkit.KeptFrom) || !visits.To.Equal(civil("2027-01-20")) {
		t.Errorf("the visits are covered from %s to %s in %d spans", visits.From, visits.To, len(visits.Spans))
	}
	if reviews := kindOf(t, page, "review"); !reviews.To.Equal(testkit.Today) || len(reviews.Gaps) > 0 || reviews.Title == "" || reviews.Area == "" {
		t.Errorf("reviews are %+v; want them to end on the day of the lists, without a gap", reviews)
	}
	if page.ToDay != 0 || page.Before != len(page.Kinds) || page.WithGaps != 1 {
		t.Errorf("%d of %d kinds reach the day, %d end before it and %d have a gap", page.ToDay, len(page.Kinds), page.Before, page.WithGaps)
	}
	if needs(page, "care_visit") == 0 || needs(page, "cp_visit") != 0 || needs(page, "setting") != 0 {
		t.Errorf("nothing feeds %+v; want the visits to looked-after children there and not those to children on plans", page.Unfed)
	}
	for i, need := range page.Unfed {
		if need.Title == "" || len(need.Duties) == 0 || i > 0 && len(need.Duties) > len(page.Unfed[i-1].Duties) {
			t.Errorf("need %d is %+v; want those with most duties first", i, need)
		}
	}
}

// On a day that the records reach nothing is said to end early, and what came in later was not known then.
func TestWhatIsCoveredIsAsOfItsDayAndItsMoment(t *testing.T) {
	t.Parallel()
	h := stale(t)
	who := door.System(testkit.Authority)
	page := listed(t, h, who, door.Question{AsAt: testkit.Today})
	if page.Before != 0 || page.ToDay != len(page.Kinds) || page.WithGaps != 0 || page.NotKnownYet != 0 {
		t.Errorf("as at the last day covered %d kinds end early, %d have a gap and %d clocks are not known yet", page.Before, page.WithGaps, page.NotKnownYet)
	}
	then := listed(t, h, who, door.Question{AsAt: civil("2027-02-01"), KnownAt: testkit.Now})
	if visits := kindOf(t, then, "cp_visit"); !visits.To.Equal(testkit.Today) || len(visits.Gaps) > 0 {
		t.Errorf("as known before they came in the visits of January are covered: %+v", visits)
	}
	first := listed(t, h, who, door.Question{AsAt: civil("2009-06-30")})
	if len(first.Kinds) != 0 || needs(first, "cp_visit") != 0 || needs(first, "care_visit") == 0 {
		t.Errorf("before the first day covered %d kinds are covered, and nothing is said to feed the visits to children on plans, or something the visits to looked-after children", len(first.Kinds))
	}
}

func TestNothingIsCoveredWhereNothingCameIn(t *testing.T) {
	t.Parallel()
	page := listed(t, testkit.Empty(t), door.System(testkit.Authority), door.Question{})
	if len(page.Kinds) != 0 || needs(page, "cp_visit") == 0 || page.NotKnownYet != 0 {
		t.Errorf("of an empty council %d kinds are covered and %d clocks not known yet", len(page.Kinds), page.NotKnownYet)
	}
}

// Everybody may see what the records cover. Each sees how many of their own clocks are not known yet: as many as their list has, and
// nothing that would show a child.
func TestEverybodySeesWhatTheRecordsCoverAndNothingOfAChild(t *testing.T) {
	t.Parallel()
	h := stale(t)
	q := door.Question{AsAt: civil("2027-02-01")}
	some := map[string]bool{}
	for _, who := range h.Staff(t) {
		page := listed(t, h, who, q)
		list, err := clocks.List(t.Context(), h.Session(who).At(q), clocks.Filter{Statuses: []clocks.Status{clocks.NotKnownYet}, PerPage: -1})
		if refused := errors.Is(err, door.ErrForbidden); refused == page.Counted || err != nil && !refused {
			t.Errorf("%s %s: clocks are counted: %t, and listing them gives %v", who.Role, who.ID, page.Counted, err)
		}
		sum := 0
		for _, kind := range page.Kinds {
			sum += kind.FellDue
		}
		waiting := 0
		for _, next := range page.Next {
			waiting += next.Clocks
			inDuties := 0
			for _, w := range next.Duties {
				inDuties += w.Clocks
			}
			if inDuties != next.Clocks || next.Title == "" || next.Who == "" || next.When == "" || len(next.Kinds) == 0 {
				t.Errorf("%s: %d clocks wait for %+v, and %d by duty", who.ID, next.Clocks, next, inDuties)
			}
		}
		if waiting != page.NotKnownYet {
			t.Errorf("%s %s: %d clocks are not known yet, and %d wait for something", who.Role, who.ID, page.NotKnownYet, waiting)
		}
		if page.NotKnownYet != len(list.Clocks) || sum != page.NotKnownYet {
			t.Errorf("%s %s: %d clocks are not known yet, %d by kind, and %d are listed", who.Role, who.ID, page.NotKnownYet, sum, len(list.Clocks))
		}
		some[who.ID] = page.NotKnownYet > 0
		text, err := json.Marshal(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range append(testkit.Children(), "Brackenbury", "Sunderwalla", "Zielonka") {
			if strings.Contains(string(text), id) {
				t.Errorf("%s %s is shown %s", who.Role, who.ID, id)
			}
		}
	}
	if !some["W1"] || !some["W8"] || some["member-1"] {
		t.Errorf("clocks are not known yet of %v; want some of the worker W1 and the director W8, and none of the member", some)
	}
}
