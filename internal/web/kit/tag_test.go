package kit

import (
	"testing"

	"heed/internal/clocks"
)

func TestEveryStatusHasAShapeAndAWordOfItsOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, l := range StatusLabels {
		tag := StatusTag(l.Status)
		if tag.Class == "priority" || tag.Shape == "" {
			t.Errorf("%s has no tag: %+v", l.Status, tag)
		}
		if other, ok := seen[tag.Shape]; ok {
			t.Errorf("%s has the shape of %s", l.Status, other)
		}
		seen[tag.Shape] = string(l.Status)
	}
	if len(seen) != 11 {
		t.Errorf("there are labels for %d statuses of 11", len(seen))
	}
}

func TestALabelSaysThatItIsOfThirtyDaysUnlessTheListIsOfEveryDay(t *testing.T) {
	t.Parallel()
	for _, l := range StatusLabels {
		if got := EveryDay(l.Label); l.Status.Done() && (got != string(l.Status) || got == l.Label) {
			t.Errorf("%s: %q of every day is %q", l.Status, l.Label, got)
		}
	}
	if got := EveryDay("overdue"); got != string(clocks.Overdue) {
		t.Errorf("overdue is %q", got)
	}
}
