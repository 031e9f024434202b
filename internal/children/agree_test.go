package children_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/children"
	"heed/internal/door"
	"heed/internal/testkit"
)

// seenCouncil is the small council with visits of every kind, a list of which ends in September, and an episode that begins before its child was born.
var seenCouncil = testkit.Council{Lists: map[string]string{
	"care_visit.csv":      "child_id,visited_on,kind,seen\n1004,2026-10-05,care,true\n1004,2026-11-02,care,false\n1007,2026-10-19,care,\n1006,2026-09-01,adoption,\n",
	"cin_visit.csv":       "child_id,visited_on,seen\n1001,2026-10-20,true\n1002,2026-11-16,true\n",
	"adviser_contact.csv": "child_id,contact_on,kind\n1008,2026-11-10,telephone\n1008,2026-08-11,visit\n",
	"episode.csv": "child_id,started_on,start_reason,legal_status,primary_need,placement_type,placement_provider,ended_on,end_reason,placement_change\n" +
		"1005,2009-05-01,S,C2,N1,K2,PR4,2009-08-01,E3,\n1011,2021-02-01,L,C2,N1,U6,PR4,,,\n",
}}

func standingsOf(t *testing.T, h *testkit.Heed, q door.Question, ids ...string) map[string]children.Standing {
	t.Helper()
	in, err := h.Session(door.System(testkit.Authority)).At(q).Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found, err := children.Standings(t.Context(), in, ids)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAChildWasLastSeenAtTheLatestVisitOfAnyKindWhichIsNamed(t *testing.T) {
	t.Parallel()
	h := seenCouncil.Open(t)
	want := map[string]string{
		"1001": "20 October 2026, child in need visit",
		"1002": "16 November 2026, child in need visit",
		"1003": "12 November 2026, child protection visit",
		"1004": "5 October 2026, placement visit",
		"1006": "1 September 2026, visit to a child placed for adoption, not recorded whether the child was seen",
		"1007": "19 October 2026, return interview",
		"1008": "11 August 2026, visit by the personal adviser",
		"1012": "no visit recorded at which the child was seen",
	}
	found := standingsOf(t, h, door.Question{}, "1001", "1002", "1003", "1004", "1006", "1007", "1008", "1012")
	for id, words := range want {
		if got := found[id].SeenWords(); got != words {
			t.Errorf("%s was last seen: %q, want %q", id, got, words)
		}
	}
	for _, id := range []string{"1002", "1004"} {
		page := child(t, h, "system", id, door.Question{})
		if got := fact(page, "Last seen"); !strings.EqualFold(got, want[id]) {
			t.Errorf("the page of %s says %q, want %q", id, got, want[id])
		}
	}
}

func TestWhereVisitsAreNotKnownToTheDayItIsSaidToWhichTheyAre(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	found := standingsOf(t, h, door.Question{}, "1002", "1004")
	if got := found["1002"].SeenWords(); got != "30 October 2026, child protection visit" {
		t.Errorf("whose visits are known to the day: %q", got)
	}
	if got := found["1004"].SeenWords(); got != "no visit recorded at which the child was seen; no source holds placement visits" {
		t.Errorf("whose visits no source holds: %q", got)
	}
	stale := testkit.Open(t)
	stale.SetNow(testkit.Now.AddDate(0, 2, 0))
	later := standingsOf(t, stale, door.Question{AsAt: testkit.Today.AddDate(0, 2, 0)}, "1002")["1002"]
	if got := later.SeenWords(); got != "30 October 2026, child protection visit; child protection visits are known to 18 November 2026" {
		t.Errorf("two months after the list ends: %q", got)
	}
	if !strings.HasSuffix(later.Words, ", when last known, 18 November 2026") {
		t.Errorf("two months after the list ends the child stands: %q", later.Words)
	}
}

func TestAChildsPageAgreesWithTheJourney(t *testing.T) {
	t.Parallel()
	h := seenCouncil.Open(t)
	who := door.System(testkit.Authority)
	closed, paused := 0, 0
	for _, id := range []string{"1001", "1002", "1003", "1004", "1005", "1006", "1007", "1008", "1009", "1010", "1011", "1012"} {
		for _, day := range []string{"2024-01-10", "2026-03-31", ""} {
			q := door.Question{}
			if day != "" {
				q.AsAt = date(t, day)
			}
			page := child(t, h, "system", id, q)
			years, err := children.FindJourney(t.Context(), h.Session(who).At(q), id)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(years.Missing, page.Missing); diff != "" {
				t.Errorf("%s on %q: the journey lacks other things than the page:\n%s", id, day, diff)
			}
			if page.Closed != years.Closed || !slices.Equal(page.Paused, years.Paused) {
				t.Errorf("%s on %q: %q and %q, the journey says %q and %q", id, day, page.Closed, page.Paused, years.Closed, years.Paused)
			}
			if page.Closed != "" {
				closed++
			}
			paused += len(page.Paused)
		}
	}
	if closed == 0 || paused == 0 {
		t.Errorf("%d pages are of closed cases and %d rows cannot be right, so that this test sees nothing", closed, paused)
	}
}

func TestAChildsPageSaysWhenACaseIsClosed(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	for _, one := range []struct{ id, day, want string }{
		{"1009", "", "Closed on 20 November 2023: the case closed"},
		{"1009", "2023-11-19", ""},
		{"1001", "2026-05-01", "Closed on 20 April 2026: the case closed"},
		{"1001", "", ""},
		{"1002", "", ""},
		{"1004", "", ""},
		{"1008", "", ""}, // a care leaver
	} {
		q := door.Question{}
		if one.day != "" {
			q.AsAt = date(t, one.day)
		}
		if got := child(t, h, "system", one.id, q).Closed; got != one.want {
			t.Errorf("%s on %q: %q, want %q", one.id, one.day, got, one.want)
		}
	}
}

func TestARowThatCannotBeRightIsShownAndNothingIsCountedFromIt(t *testing.T) {
	t.Parallel()
	h := seenCouncil.Open(t)
	page := child(t, h, "system", "1005", door.Question{})
	want := []string{"The episode of care from 1 May 2009 to 1 August 2009 cannot be right: it begins before the child was born. Clocks that count from the child’s care cannot be told until it is corrected"}
	if diff := cmp.Diff(want, page.Paused); diff != "" {
		t.Error(diff)
	}
	if got := fact(page, "Looked after"); strings.Contains(got, "2023") {
		t.Errorf("looked after: %q", got)
	}
	// The first episode held of 1011 has the reason L: the care began on some day before it.
	first := child(t, h, "system", "1011", door.Question{})
	for label, want := range map[string]string{
		"Looked after": "Yes, since before 1 February 2021", "Legal status": "Interim care order since at least 1 February 2021",
	} {
		if got := fact(first, label); !strings.HasSuffix(got, strings.TrimPrefix(want, "Interim care order")) {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
	if slices.ContainsFunc(first.Missing, func(text string) bool { return strings.HasPrefix(text, "Looked after since") }) {
		t.Errorf("something is counted from a day that is not known: %q", first.Missing)
	}
}
