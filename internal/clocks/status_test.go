package clocks_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/testkit"
)

// What is open is kept by itself, for most lists want nothing else. A list of one status, or of what was done since a day, must
// hold what the list of all clocks holds of it all the same.
func TestAListOfAStatusHoldsWhatTheListOfAllHoldsOfIt(t *testing.T) {
	t.Parallel()
	h := testkit.Synthetic(t, 100)
	in, err := h.Session(door.System(testkit.Authority)).Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list := func(f engine.ClockFilter) []engine.Clock {
		t.Helper()
		found, err := in.Engine.ListClocks(t.Context(), in.Q, f)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	all := list(engine.ClockFilter{})
	same := func(name string, f engine.ClockFilter, keep func(engine.Clock) bool) int {
		t.Helper()
		want := slices.DeleteFunc(slices.Clone(all), func(c engine.Clock) bool { return !keep(c) })
		if diff := cmp.Diff(want, list(f), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-of all +the list):\n%.2000s", name, diff)
		}
		return len(want)
	}
	for _, status := range engine.Statuses {
		n := same(string(status), engine.ClockFilter{Statuses: []engine.Status{status}}, func(c engine.Clock) bool { return c.Status == status })
		t.Logf("%s: %d", status, n)
	}
	for _, days := range []int{7, 30, 31, 400} {
		since := in.Q.AsAt.AddDate(0, 0, -days)
		same("done since", engine.ClockFilter{DoneSince: since}, func(c engine.Clock) bool {
			return !c.Status.Done() || !doneOn(c).Before(since)
		})
	}
}

// doneOn gives the day since when a clock asks nothing of anybody: on which it was met or stopped, or else was due or arose.
func doneOn(c engine.Clock) time.Time {
	for _, at := range []time.Time{c.Met, c.Stopped, c.Due, c.Arose} {
		if !at.IsZero() {
			return door.Civil(at, c.Timed)
		}
	}
	return time.Time{}
}
