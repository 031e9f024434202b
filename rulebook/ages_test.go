package rulebook_test

import (
	"testing"

	"heed/rulebook"
)

func TestTheAgeBandsHoldEveryAgeOfAChildOnce(t *testing.T) {
	t.Parallel()
	next := 0
	for _, band := range rulebook.AgeBands {
		if band.From != next || band.To < band.From {
			t.Errorf("%s is from %d to %d; the band before it ended at %d", band.Name, band.From, band.To, next-1)
		}
		next = band.To + 1
	}
	if next != 18 {
		t.Errorf("the bands end before %d, and %q follows them", next, rulebook.Adult)
	}
}
