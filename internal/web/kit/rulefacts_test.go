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

func TestADutySaysHowAChildComesToHarmAndThatItsOldGapIsNoLaw(t *testing.T) {
	t.Parallel()
	duty := &rulebook.Rule{Kind: rulebook.Duty, Harm: rulebook.HighHarm, HarmWhy: "A child may be hurt unseen."}
	facts := HarmFacts(duty, "3 months", rulebook.GapBasis)
	if len(facts) != 2 || facts[0].Value != "High" || facts[0].Extra != duty.HarmWhy || facts[0].Local {
		t.Errorf("harm is shown as %+v", facts)
	}
	if gap := facts[1]; !gap.Local || gap.Value != "More than 3 months after it was due" || gap.Extra != "Heed’s own number until the authority sets its own" {
		t.Errorf("the gap is shown as %+v", gap)
	}
	if facts := HarmFacts(&rulebook.Rule{Kind: rulebook.Measure}, "", ""); facts != nil {
		t.Errorf("a measure has %+v", facts)
	}
}
