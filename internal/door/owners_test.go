//go:build !race || long

package door_test

import (
	"errors"
	"slices"
	"testing"

	"heed/internal/access"
	"heed/internal/children"
	"heed/internal/door"
	"heed/internal/testkit"
	"heed/rulebook"
)

// ownersOf lists the roles that own duties of the rulebook. The worker allocated to a child is a person and no role.
func ownersOf(book *rulebook.Book) []access.Role {
	var list []access.Role
	for _, r := range book.Kind(rulebook.Duty) {
		if role := access.Role(r.Owner); r.Owner != "allocated_worker" && !slices.Contains(list, role) {
			list = append(list, role)
		}
	}
	return list
}

func TestEveryRoleThatOwnsADutyIsARoleThatSomebodyMayHave(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	owners := ownersOf(h.Book())
	codes := h.Session(door.System(testkit.Authority)).Catalogue().List("account-role")
	for _, role := range owners {
		if !slices.Contains(access.Roles, role) {
			t.Errorf("a %s owns a duty and is no role of the policies", role)
		}
		if who := h.Persona(t, role); who.Name == "" {
			t.Errorf("the person who is %s has no name", role)
		}
		if !codes.Has(string(role)) {
			t.Errorf("no account can have the role of %s", role)
		}
	}
	besides := access.Roles[slices.Index(access.Roles, access.System)+1:]
	for _, role := range besides {
		if !slices.Contains(owners, role) {
			t.Errorf("no policy names a %s, and it owns no duty", role)
		}
	}
}

func TestWhomARoleMaySeeFollowsWhatItStillOwes(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	coordinator := h.Session(h.Actor(t, "W12"))
	if _, err := children.Find(t.Context(), coordinator, "1004"); err != nil {
		t.Fatalf("the coordinator owes 1004 the offer of an interview, and may not open the record: %v", err)
	}
	testkit.Put(t, h, "return_interview", map[string]string{
		"child_id": "1004", "missing_started_on": "2025-03-02", "offered_at": "2025-03-03T10:00:00Z", "outcome": "declined",
	})
	if _, err := children.Find(t.Context(), coordinator, "1004"); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("nothing is owed to 1004 any more, and opening the record gives %v, want a refusal", err)
	}
	if _, err := children.Find(t.Context(), coordinator, "1007"); err != nil {
		t.Errorf("1007 has been missing lately, and opening the record gives %v", err)
	}
}
