//go:build !race || long

package web_test

import (
	"testing"

	"heed/internal/access"
	"heed/internal/testkit"
)

// The page of what many kinds of record cover shows first what most waits for, and folds the rest without losing any.
func TestThePageOfManyKindsOfRecordIsFoldedAndHoldsThemAll(t *testing.T) {
	t.Parallel()
	h := testkit.Synthetic(t, 100)
	h.SetNow(testkit.Now.AddDate(0, 0, 10)) // so that every list ends before today
	page := fetch(t, serve(t, h).as(t, h.Persona(t, access.Analyst)), "/coverage")
	shown, all := page.All("section[aria-labelledby=next] > table tbody tr"), page.All("section[aria-labelledby=next] tbody tr")
	if len(shown) != 12 || len(all) <= len(shown) {
		t.Errorf("%d of %d that must come in next are shown at once", len(shown), len(all))
	}
	last := 0
	for i, row := range all {
		waits := leading(t, row.All("td.heed-num a")[0].Text())
		if i > 0 && waits > last {
			t.Errorf("%q comes after what fewer clocks wait for", row.Text())
		}
		last = waits
	}
	if folded := page.All("section[aria-labelledby=bars] details.heed-group"); len(folded) < 2 {
		t.Errorf("the pictures are in %d folds", len(folded))
	}
	kinds := leading(t, page.One("#bars").Text())
	if lanes := page.All("section[aria-labelledby=bars] .heed-lane h3"); len(lanes) != kinds {
		t.Errorf("%d lanes are drawn of %d kinds of record", len(lanes), kinds)
	}
}
