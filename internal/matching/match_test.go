package matching_test

import (
	"errors"
	"slices"
	"testing"

	"heed/internal/children"
	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/matching"
	"heed/internal/records"
	"heed/internal/testkit"
	"heed/internal/words"
)

// secondNumbers imports a census's worth of children who are of the small council already, under other numbers: one has the
// same pupil number and nothing against it, one another date of birth, and one no more than the same name and birthday.
func secondNumbers(t *testing.T, h *testkit.Heed) imports.Result {
	t.Helper()
	list := testkit.Lists(t, map[string]string{
		"child.csv": "child_id,reported_by,born_on,sex,upn\n" +
			"1001,heed,2014-05-02,F,A100000000001\nX1,cin,2014-05-02,F,A100000000001\n" +
			"1002,heed,2012-03-04,M,A200000000002\nX2,cin,2012-04-03,M,A200000000002\n" +
			"1007,heed,2010-07-07,M,\nX7,cin,2010-07-07,,\n" +
			"1003,heed,2015-01-01,F,A300000000003\nX3,cin,2015-01-01,F,A300000000003\n",
		"child_name.csv": "child_id,given_name,family_name\n1007,Invented,Namesake\nX7,invented,NAMESAKE\n",
		"cin_visit.csv":  "child_id,visited_on\nX1,2026-10-01\nX2,2026-10-02\n",
	})
	result, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), imports.Request{Paths: []string{list}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// state finds how it stands between two numbers.
func state(t *testing.T, h *testkit.Heed, who door.Actor, first, other string) matching.Match {
	t.Helper()
	list, err := matching.List(t.Context(), h.Session(who))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list.Matches {
		if m.First.ID == first && m.Other.ID == other {
			return m
		}
	}
	return matching.Match{State: "not listed"}
}

func TestNumbersOfOneChildAreTakenTogetherAndDoubtWaitsForAPerson(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	result := secondNumbers(t, h)
	if result.Joined != 2 || result.Doubtful != 2 {
		t.Errorf("the receipt says %d joined and %d doubtful, want two of each", result.Joined, result.Doubtful)
	}
	analyst := h.Actor(t, "W13")
	for pair, want := range map[[2]string]string{
		{"1001", "X1"}: matching.Joined, {"1002", "X2"}: matching.Doubtful, {"1007", "X7"}: matching.Doubtful,
		{"1003", "X3"}: "not listed", // restricted: no list shows it
	} {
		if m := state(t, h, analyst, pair[0], pair[1]); m.State != want {
			t.Errorf("%v: %s, want %s", pair, m.State, want)
		}
	}
	list, err := matching.List(t.Context(), h.Session(analyst))
	if err != nil || len(list.Matches) != 3 {
		t.Errorf("%d shown, %v; want three", len(list.Matches), err)
	}
	m := state(t, h, analyst, "1002", "X2")
	if !slices.Equal(m.Differs, []string{"date of birth"}) || !slices.Contains(m.Agrees, "unique pupil number") {
		t.Errorf("1002 and X2: %+v", m)
	}
	page, err := children.Find(t.Context(), h.Session(analyst), "X1")
	if err != nil || page.Child.ID != "1001" || !slices.Contains(page.Facts, words.Fact{Label: "Other numbers", Value: "X1"}) {
		t.Errorf("X1 opens as %+v with %v, %v", page.Child, page.Facts, err)
	}
	if !slices.ContainsFunc(page.Chronology, func(e children.Event) bool { return e.Type == "cin_visit" }) {
		t.Error("the visit that came under X1 is not in the chronology of 1001")
	}
	found, err := children.Search(t.Context(), h.Session(analyst), "x1")
	if err != nil || len(found) != 1 || found[0].ID != "1001" {
		t.Errorf("looking for x1 finds %+v, %v", found, err)
	}
}

func TestARestrictedChildStaysSoUnderEveryNumber(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	secondNumbers(t, h)
	for _, number := range []string{"1003", "X3"} {
		if _, err := children.Find(t.Context(), h.Session(h.Actor(t, "W8")), number); !errors.Is(err, door.ErrForbidden) {
			t.Errorf("the director opens %s: %v", number, err)
		}
		decision := matching.Decision{First: "1003", Other: "X3", Reason: "test"}
		if err := matching.Decide(t.Context(), h.Session(h.Actor(t, "W8")), decision); !errors.Is(err, door.ErrForbidden) {
			t.Errorf("the director decides of a child they may not open: %v", err)
		}
		if _, err := records.List(t.Context(), h.Session(h.Actor(t, "W13")), records.Filter{Subject: number}); !errors.Is(err, door.ErrForbidden) {
			t.Errorf("the analyst lists the records of %s: %v", number, err)
		}
	}
}

func TestAMatchIsDecidedAndUndone(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	if !testing.Short() { // each decision changes nearly every answer that is kept ready
		if err := h.Warm(t.Context(), testkit.Authority); err != nil {
			t.Fatal(err)
		}
	}
	if !testing.Short() { // each decision changes nearly every answer that is kept ready
		if err := h.Warm(t.Context(), testkit.Authority); err != nil {
			t.Fatal(err)
		}
	}
	secondNumbers(t, h)
	director := h.Actor(t, "W8")
	decide := func(first, other string, same bool) {
		t.Helper()
		if err := matching.Decide(t.Context(), h.Session(director), matching.Decision{First: first, Other: other, Same: same, Reason: "Seen both files", Source: "form"}); err != nil {
			t.Fatal(err)
		}
	}
	opens := func(number, want string) {
		t.Helper()
		if page, err := children.Find(t.Context(), h.Session(director), number); err != nil || page.Child.ID != want {
			t.Errorf("%s opens as %s, %v; want %s", number, page.Child.ID, err, want)
		}
	}
	opens("X2", "X2")
	decide("X2", "1002", true) // in either order
	opens("X2", "1002")
	m := state(t, h, director, "1002", "X2")
	if m.State != matching.DecidedOne || m.DecidedBy == "W8" || m.DecidedBy == "" || m.Reason != "Seen both files" {
		t.Errorf("decided as %+v", m)
	}
	decide("1002", "X2", false) // changed, not added to
	opens("X2", "X2")
	versions, err := records.History(t.Context(), h.Session(door.System(testkit.Authority)), "identity_decision", "X2/1002")
	if err != nil || len(versions) != 2 {
		t.Errorf("%d versions of the decision, %v; want two of one record", len(versions), err)
	}
	if err := matching.Undo(t.Context(), h.Session(director), "1002", "X2", "Mistaken"); err != nil {
		t.Fatal(err)
	}
	if m := state(t, h, director, "1002", "X2"); m.State != matching.Doubtful {
		t.Errorf("after it is undone it is %s", m.State)
	}
	if err := matching.Undo(t.Context(), h.Session(director), "1002", "X2", "Again"); !errors.Is(err, door.ErrNotFound) {
		t.Errorf("undone twice: %v", err)
	}
	opens("X1", "1001")
	decide("1001", "X1", false) // what a pupil number joined, a person may part
	opens("X1", "X1")
}

func TestOnlyThoseWhoDecideSeeMatches(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	secondNumbers(t, h)
	may := []string{"W8", "W13", door.System(testkit.Authority).ID}
	for _, who := range h.Staff(t) {
		_, err := matching.List(t.Context(), h.Session(who))
		if allowed := slices.Contains(may, who.ID); allowed != (err == nil) || !allowed && !errors.Is(err, door.ErrForbidden) {
			t.Errorf("%s, %s: %v", who.ID, who.Role, err)
		}
		if slices.Contains(may, who.ID) {
			continue
		}
		if err := matching.Decide(t.Context(), h.Session(who), matching.Decision{First: "1002", Other: "X2", Reason: "x"}); !errors.Is(err, door.ErrForbidden) {
			t.Errorf("%s decides: %v", who.ID, err)
		}
	}
	for name, m := range map[string]matching.Decision{
		"no reason": {First: "1002", Other: "X2"}, "no such child": {First: "1002", Other: "nobody", Reason: "x"},
	} {
		if err := matching.Decide(t.Context(), h.Session(h.Actor(t, "W8")), m); !errors.Is(err, door.ErrInvalid) && !errors.Is(err, door.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
