package clocks_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/testkit"
	"heed/rulebook"
)

// place gives where a list puts a clock before it looks at how much time is left: what can still be done, harm and force.
func place(book *rulebook.Book, c clocks.Clock) [3]int {
	groups := []clocks.Status{clocks.Overdue, clocks.DueSoon, clocks.CannotTell, clocks.Running}
	group := slices.Index(groups, c.Status)
	if c.OldGap {
		group = len(groups)
	}
	r := book.Rule(c.Duty)
	return [3]int{group, slices.Index(rulebook.Harms, r.Harm), slices.Index(rulebook.Forces, r.Force)}
}

// A list leads with what can still be done and may do most harm. Of what is late the least late comes first: a manager once met a child
// who had been late for thirteen years before the one who was found last Sunday.
func TestAListLeadsWithWhatCanStillBeDoneAndMayDoMostHarm(t *testing.T) {
	t.Parallel()
	h := testkit.Synthetic(t, 100)
	page, err := clocks.List(t.Context(), h.Session(door.System(testkit.Authority)), clocks.Filter{
		Statuses: []clocks.Status{clocks.Overdue, clocks.DueSoon, clocks.CannotTell, clocks.Running}, PerPage: -1,
	})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]int{}
	for i, c := range page.Clocks {
		at := place(h.Book(), c)
		seen[at[0]]++
		if i == 0 {
			continue
		}
		before := page.Clocks[i-1]
		was := place(h.Book(), before)
		switch order := slices.Compare(was[:], at[:]); {
		case order > 0:
			t.Fatalf("%s (%s, %v) comes before %s (%s, %v)", before.Duty, before.Status, was, c.Duty, c.Status, at)
		case order < 0:
		case c.Status == clocks.Overdue && before.Due.Before(c.Due):
			t.Fatalf("%s, due %s, comes before %s, due %s: the older is first", before.Duty, before.Due, c.Duty, c.Due)
		case (c.Status == clocks.DueSoon || c.Status == clocks.Running) && door.Civil(before.Due, before.Timed).After(door.Civil(c.Due, c.Timed)):
			t.Fatalf("%s, due %s, comes before %s, due %s: the later is first", before.Duty, before.Due, c.Duty, c.Due)
		}
	}
	for group, name := range []string{"can still be done", "due soon", "cannot tell", "running", "old gaps"} {
		if seen[group] == 0 {
			t.Errorf("the list has nothing of the kind %q, so that the test shows nothing of it", name)
		}
	}
}

// What is late is either what can still be done or an old gap, by the duty's own length or the authority's.
func TestAnOldGapIsOverdueForLongerThanItsDutyOrTheAuthoritySays(t *testing.T) {
	t.Parallel()
	h := testkit.Synthetic(t, 100)
	who := door.System(testkit.Authority)
	list := func(f clocks.Filter) clocks.Page {
		t.Helper()
		f.Statuses, f.PerPage = []clocks.Status{clocks.Overdue}, -1
		page, err := clocks.List(t.Context(), h.Session(who), f)
		if err != nil {
			t.Fatal(err)
		}
		if page.Total != len(page.Clocks) {
			t.Fatalf("%+v: a list of %d says that it has %d", f, len(page.Clocks), page.Total)
		}
		return page
	}
	all, recent, old := list(clocks.Filter{}), list(clocks.Filter{Late: engine.LateDue}), list(clocks.Filter{Late: engine.LateGaps})
	if len(recent.Clocks)+len(old.Clocks) != len(all.Clocks) || all.OldGaps != len(old.Clocks) || len(recent.Clocks) == 0 || len(old.Clocks) == 0 {
		t.Fatalf("%d overdue are %d that can be done and %d old gaps, counted as %d", len(all.Clocks), len(recent.Clocks), len(old.Clocks), all.OldGaps)
	}
	duties := map[string]int{}
	for _, c := range old.Clocks {
		duties[c.Duty]++
		from := c.KnownTo
		if from.IsZero() {
			from = old.Asked.AsAt
		}
		if r := h.Book().Rule(c.Duty); !from.After(after(c, r.GapAfter)) {
			t.Errorf("%s, due %s, is an old gap before %d %s are over", c.Duty, c.Due, r.GapAfter.N, r.GapAfter.Unit)
		}
	}
	duty := slices.MaxFunc(old.Clocks, func(x, y clocks.Clock) int { return cmp.Compare(duties[x.Duty], duties[y.Duty]) }).Duty
	was := list(clocks.Filter{Duty: duty, Late: engine.LateGaps}).Total
	setting := h.Book().Rule(duty).GapSetting()
	testkit.Put(t, h, "setting", map[string]string{"name": setting, "value": "50 years", "basis": "a number that is no length"})
	if got := list(clocks.Filter{Duty: duty, Late: engine.LateGaps}).Total; got != was {
		t.Errorf("a number that is no length of time makes %d old gaps of %s from %d", got, duty, was)
	}
	testkit.Put(t, h, "setting", map[string]string{"name": setting, "value": "600 months", "basis": "Heads of service, 4 November 2026"})
	if got := list(clocks.Filter{Duty: duty, Late: engine.LateGaps}).Total; got != 0 {
		t.Errorf("after 600 months %d of %s are old gaps", got, duty)
	}
}

// after gives the last day on which a clock can still be done: so long after it was due.
func after(c clocks.Clock, length rulebook.Warn) time.Time {
	due := door.Civil(c.Due, c.Timed)
	switch length.Unit {
	case rulebook.Months:
		first := time.Date(due.Year(), due.Month()+time.Month(length.N), 1, 0, 0, 0, 0, time.UTC)
		return first.AddDate(0, 0, min(due.Day(), first.AddDate(0, 1, -1).Day())-1)
	case rulebook.Weeks:
		return due.AddDate(0, 0, 7*length.N)
	default:
		return due.AddDate(0, 0, length.N)
	}
}
