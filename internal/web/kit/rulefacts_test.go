package kit

import (
	"testing"

	"heed/rulebook"
)

func TestALocalNumberNeverLooksLikeLaw(t *testing.T) {
	t.Parallel()
	for _, force := range rulebook.Forces {
		want := force == "local" || force == "commitment"
		facts := BasisFacts(&rulebook.Rule{Force: "law", Number: force})
		if force != "law" && (len(facts) != 2 || facts[1].Local != want) {
			t.Errorf("a number that rests on %q: %+v", force, facts)
		}
	}
	facts := BasisFacts(&rulebook.Rule{Force: "law", Number: "law", Settings: map[string]rulebook.Setting{"visit_days": {Value: "10", Basis: "practice standard"}}})
	if last := facts[len(facts)-1]; !last.Local || last.Extra != "practice standard" {
		t.Errorf("a setting is shown as %+v", last)
	}
}
