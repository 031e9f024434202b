package coverage_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/imports"
	"heed/internal/synth"
	"heed/internal/testkit"
)

// reviewsHeld gives how many children's reviews were all held in time, as at seven months after the census of March 2025.
func reviewsHeld(t *testing.T, h *testkit.Heed, knownAt time.Time) figures.Page {
	t.Helper()
	q := door.Question{AsAt: time.Date(2025, 10, 31, 0, 0, 0, 0, time.UTC), KnownAt: knownAt}
	page, err := figures.Find(t.Context(), h.Session(door.System(testkit.Authority)).At(q), "rcpc-on-time", figures.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// Seven months after the last census a figure says to which day it is known. As known then it says the same after later returns, and older ones, and
// those of before again, in whatever order they come.
func TestAFigureMonthsAfterTheLastCensusIsKnownToItsDayAndStaysSoAsKnownThen(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	made, err := synth.Write(t.Context(), tree, invented, nil)
	if err != nil {
		t.Fatal(err)
	}
	bring := func(h *testkit.Heed, ending int) {
		t.Helper()
		i := slices.IndexFunc(made.Years, func(y synth.Year) bool { return y.Ending == ending })
		dir := filepath.Join(tree, made.Years[i].Dir)
		request := imports.Request{Paths: []string{filepath.Join(dir, "cin.xml"), filepath.Join(dir, "ssda903")}, MaxWithdrawn: 1}
		if _, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), request, nil); err != nil {
			t.Fatal(err)
		}
	}
	lastCensus := time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC)
	for _, order := range [][]int{{2026, 2023, 2024}, {2023, 2026, 2025}} {
		h := testkit.Empty(t)
		for _, year := range []int{2025, 2024} {
			bring(h, year)
		}
		knownAt := h.Now()
		then := reviewsHeld(t, h, time.Time{})
		f := then.Figure
		if f.Value != nil || f.Unknown != "not known yet" || !f.KnownTo.Equal(lastCensus) || then.Trust.Level != figures.NotKnownYet {
			t.Fatalf("seven months after the last census it is %+v, %+v", f, then.Trust)
		}
		if f.LastKnown == nil || !f.LastKnown.AsAt.Equal(lastCensus) || f.LastKnown.Value == nil {
			t.Fatalf("what was last known is %+v", f.LastKnown)
		}
		for i, year := range order {
			h.SetNow(knownAt.AddDate(0, 0, 1+i))
			bring(h, year)
			again := reviewsHeld(t, h, knownAt)
			if diff := cmp.Diff(f, again.Figure); diff != "" || again.Trust != then.Trust {
				t.Errorf("after the returns of %d, as known then (-then +now), %+v:\n%s", year, again.Trust, diff)
			}
		}
		if now := reviewsHeld(t, h, time.Time{}).Figure; now.Value == nil || now.Unknown != "" {
			t.Errorf("once the census of March 2026 has come the figure of October 2025 is %+v", now)
		}
	}
}
