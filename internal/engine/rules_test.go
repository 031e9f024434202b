package engine_test

import (
	"context"
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
	ctx := context.Background()
	tester, err := engine.NewTester(ctx, c, book)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tester.Close() })
	for _, r := range book.Rules {
		failures, err := tester.Run(ctx, r)
		if err != nil {
			t.Errorf("%s: %v", r.ID, err)
		}
		for _, f := range failures {
			t.Error(f)
		}
	}
}
