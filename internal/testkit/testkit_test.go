package testkit_test

import (
	"slices"
	"testing"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/rules"
	"heed/internal/testkit"
)

func TestTheSmallCouncilHasEveryRoleAndNoBrokenRule(t *testing.T) {
	t.Parallel()
	h := testkit.Open(t)
	var roles []access.Role
	for _, who := range h.Staff(t) {
		roles = append(roles, who.Role)
	}
	for _, role := range access.Roles {
		if !slices.Contains(roles, role) {
			t.Errorf("there is no %s", role)
		}
	}
	_, broken, err := rules.List(t.Context(), h.Session(door.System(testkit.Authority)))
	if err != nil {
		t.Fatal(err)
	}
	for rule, why := range broken {
		t.Errorf("%s is broken: %s", rule, why)
	}
}
