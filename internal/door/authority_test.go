//go:build !race || long

package door_test

import (
	"testing"
	"time"

	"heed/internal/clocks"
	"heed/internal/testkit"
)

func TestANewDayIsAskedAboutWithoutWaitingForAllOfIt(t *testing.T) {
	t.Parallel()
	h := testkit.Open(t)
	tomorrow := testkit.Now.AddDate(0, 0, 1)
	h.SetNow(tomorrow)
	// What is kept in Heed is complete on every new day, so that the new day is asked about and not the last that the lists cover.
	testkit.Put(t, h, "record_coverage", map[string]string{
		"record_type": "decision", "source": "Kept in Heed", "from_on": "2026-04-01", "to_on": "2026-04-01", "to_today": "true", "basis": "test",
	})
	page, err := clocks.List(t.Context(), h.Session(system()), clocks.Filter{PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	if want := tomorrow.Truncate(24 * time.Hour); !page.Asked.AsAt.Equal(want) || !page.Asked.Today || len(page.Clocks) == 0 {
		t.Errorf("it answers as at %s with %d clocks; want %s", page.Asked.AsAt, len(page.Clocks), want)
	}
	testkit.Put(t, h, visited.Type, visited.Values)
	again, err := clocks.List(t.Context(), h.Session(system()), clocks.Filter{PerPage: -1})
	if err != nil || len(again.Clocks) <= len(page.Clocks) {
		t.Errorf("a visit recorded on the new day changes %d clocks to %d, %v; want one more", len(page.Clocks), len(again.Clocks), err)
	}
}
