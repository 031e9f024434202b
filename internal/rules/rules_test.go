package rules_test

import (
	"testing"

	"heed/internal/door"
	"heed/internal/rules"
	"heed/internal/testkit"
	"heed/rulebook"
)

// A length that is none would leave a duty without an old gap, so Heed's own number stands.
func TestAnOldGapIsTheAuthoritysOwnWhereItHasSetALength(t *testing.T) {
	t.Parallel()
	h := testkit.Open(t)
	gap := func(id string) rules.Setting {
		page, err := rules.Find(t.Context(), h.Session(door.System(testkit.Authority)), id)
		if err != nil {
			t.Fatal(err)
		}
		return page.Gap
	}
	heeds := rules.Setting{Name: "gap_after_cp_visit", Value: "3 months", Basis: rulebook.GapBasis}
	if got := gap("cp-visit"); got != heeds {
		t.Errorf("with none set: %+v", got)
	}
	for value, want := range map[string]rules.Setting{
		"2 weeks": {Name: heeds.Name, Value: "2 weeks", Basis: "Practice standards", Own: true},
		"a while": heeds,
	} {
		testkit.Put(t, h, "setting", map[string]string{"name": heeds.Name, "value": value, "basis": "Practice standards"})
		if got := gap("cp-visit"); got != want {
			t.Errorf("with %q set: %+v", value, got)
		}
	}
	if got := gap("cpp-count"); got != (rules.Setting{}) {
		t.Errorf("a measure has %+v", got)
	}
}
