package engine_test

import (
	"testing"

	"heed/catalogue"
	"heed/internal/engine"
	"heed/rulebook"
)

// TestEveryRuleGivesWhatItsTestsExpect runs the rulebook's own tests, each twice: see Tester.Run.
func TestEveryRuleGivesWhatItsTestsExpect(t *testing.T) {
	t.Parallel()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	book, err := rulebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	failures, err := engine.RunTests(t.Context(), c, book, book.Rules)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range failures {
		t.Error(f)
	}
}
