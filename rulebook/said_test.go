package rulebook_test

import (
	"regexp"
	"strings"
	"testing"

	"heed/rulebook"
)

// What a measure says of its rows is read beside real children, so it says no more of one than the row knows.
func TestWhatAMeasureSaysOfItsRowsIsNoMoreThanTheyKnow(t *testing.T) {
	t.Parallel()
	book, err := rulebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	untrue := map[string]string{
		"were still":    "that no end is recorded does not mean that it goes on",
		"not graded":    "a row without a grade is left out",
		"council’s own": "the number is Heed’s default until the council sets its own",
		"were bought":   "a row is one child, and no child is bought",
		"in the period": "a case that came back is of the day it was first heard, whenever that was",
	}
	plans := 0
	for _, r := range book.Kind(rulebook.Measure) {
		for words, why := range untrue {
			if said := strings.Join([]string{r.Row, r.CountedAs, r.NotCountedAs}, "\n"); strings.Contains(said, words) {
				t.Errorf("%s says %q: %s", r.ID, words, why)
			}
		}
		if strings.HasPrefix(r.CountedAs, "were on a plan for ") {
			plans++
			if !strings.HasSuffix(r.NotCountedAs, ", or for several") {
				t.Errorf("%s says of a plan for several kinds of abuse that it is for another: %q", r.ID, r.NotCountedAs)
			}
		}
	}
	if plans != 4 {
		t.Errorf("%d measures are of one kind of abuse", plans)
	}
}

var identifier = regexp.MustCompile(`\b[a-z]+(_[a-z]+)+\b`)

// What a rule says of itself stands on the pages of its clocks and figures, where people who have never seen a record type's id read it.
func TestWhatARuleSaysOfItselfNamesNoIDs(t *testing.T) {
	t.Parallel()
	book, err := rulebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range book.Rules {
		if r.Kind == rulebook.View {
			continue // only who writes rules reads a view
		}
		for _, said := range []string{r.Title, r.Why, r.About, r.HarmWhy, r.Row, r.CountedAs, r.NotCountedAs} {
			if id := identifier.FindString(said); id != "" {
				t.Errorf("%s says %q", r.ID, id)
			}
		}
	}
}
