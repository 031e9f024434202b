package clocks_test

import (
	"strings"
	"testing"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/testkit"
)

// A clock that cannot be told names what is not recorded, so that somebody can mend it, and nothing but a record that excuses it with a reason
// excuses one.
func TestEveryClockThatCannotBeToldNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	h := testkit.Synthetic(t, 100)
	page, err := clocks.List(t.Context(), h.Session(door.System(testkit.Authority)), clocks.Filter{
		Statuses: []clocks.Status{clocks.CannotTell, clocks.Excused, clocks.Missed, clocks.NotOwed}, PerPage: -1,
	})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[clocks.Status]int{}
	for _, c := range page.Clocks {
		seen[c.Status]++
		switch c.Status {
		case clocks.CannotTell:
			if c.Missing == "" || strings.Contains(c.Brief, "there is no date") {
				t.Errorf("%s of %s cannot be told, and says %q: missing %q", c.Duty, c.Subject, c.Brief, c.Missing)
			}
		case clocks.Excused:
			if c.Excused == "" || !strings.Contains(h.Book().Rule(c.Duty).SQL, "excused") {
				t.Errorf("%s of %s is excused by %q", c.Duty, c.Subject, c.Excused)
			}
		default:
			if c.Excused != "" || c.StoppedWhy == "" {
				t.Errorf("%s of %s is %s because %q, excused by %q", c.Duty, c.Subject, c.Status, c.StoppedWhy, c.Excused)
			}
		}
	}
	for _, status := range []clocks.Status{clocks.CannotTell, clocks.Missed, clocks.NotOwed} {
		if seen[status] == 0 {
			t.Errorf("no clock is %s, so that this test sees nothing", status)
		}
	}
}
