package clocks_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/testkit"
)

// What is open is kept by itself, for most lists want nothing else. A list of one status, or of what was met since a day, must
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
		if diff := cmp.Diff(want, list(f)); diff != "" {
			t.Errorf("%s (-of all +the list):\n%.2000s", name, diff)
		}
		return len(want)
	}
	late := 0
	for _, status := range []engine.Status{engine.Overdue, engine.CannotTell, engine.DueSoon, engine.Running, engine.Met, engine.MetLate, engine.Excused} {
		n := same(string(status), engine.ClockFilter{Statuses: []engine.Status{status}}, func(c engine.Clock) bool { return c.Status == status })
		t.Logf("%s: %d", status, n)
	}
	for _, c := range all {
		if c.Status == engine.Excused && !c.Met.IsZero() && in.Q.AsAt.Sub(c.Met) > 31*24*time.Hour {
			late++
		}
	}
	t.Logf("%d excused clocks were met long ago", late)
	for _, days := range []int{7, 30, 31, 400} {
		since := in.Q.AsAt.AddDate(0, 0, -days)
		same("met since", engine.ClockFilter{DoneSince: since}, func(c engine.Clock) bool {
			return c.Met.IsZero() || c.Due.IsZero() || !door.Civil(c.Met, c.Timed).Before(since)
		})
	}
}
