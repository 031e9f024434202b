package home_test

import (
	"testing"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/home"
	"heed/internal/testkit"
)

// parts gives the parts of a home by what they hold.
func parts(page home.WorkerPage) map[string]home.Section {
	return map[string]home.Section{
		"late": page.Late, "today": page.Today, "this week": page.Week, "cannot tell": page.Untold, "old gaps": page.Gaps, "later": page.Later,
		"not known yet": page.NotKnownYet, "met": page.Met, "met late": page.MetLate,
	}
}

func TestAWorkersHomeIsTheirOwnWork(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	page, err := home.Worker(t.Context(), h.Session(h.Actor(t, "W1")))
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, part := range parts(page) {
		for _, row := range part.Rows {
			rows++
			if row.Child.Name == "" || row.OwnerID != "W1" {
				t.Errorf("the home shows a clock of %q about the child %+v", row.OwnerID, row.Child)
			}
			if row.Child.ID == "1002" && row.Seen.LastSeen.Day() != 30 {
				t.Errorf("1002 was last seen %s", row.Seen.SeenWords())
			}
		}
	}
	if rows == 0 || page.Children != 2 || page.Quiet > 2 {
		t.Errorf("the home shows %d clocks of %d children, %d of them quiet; want two children", rows, page.Children, page.Quiet)
	}
}

func TestEveryPartOfAHomeIsTheListThatItOpens(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	for _, who := range h.Staff(t) {
		page, err := home.Worker(t.Context(), h.Session(who))
		if !h.Session(who).May(access.ListClocks) {
			continue // they have no list of clocks
		}
		if err != nil {
			t.Fatal(err)
		}
		for name, part := range parts(page) {
			list, err := clocks.List(t.Context(), h.Session(who), part.Filter)
			if err != nil {
				t.Fatal(err)
			}
			if list.Total != part.N {
				t.Errorf("%s (%s): %s has %d clocks, its list %d", who.ID, who.Role, name, part.N, list.Total)
			}
			for i, row := range part.Rows {
				if name != "later" && name != "cannot tell" && i < len(list.Clocks) && row.Occasion != list.Clocks[i].Occasion {
					t.Errorf("%s (%s): row %d of %s is another than in the list", who.ID, who.Role, i, name)
				}
			}
		}
	}
}

// theirs lists the open clocks that are a person's own or, where nobody is named, their role's, of all clocks that there are. Of what a
// role owns within a team or a service, only that of the person's own is; none is of a child whose record is restricted and closed to them.
func theirs(t *testing.T, h *testkit.Heed, who door.Actor) map[string]bool {
	t.Helper()
	all, err := clocks.List(t.Context(), h.Session(door.System(testkit.Authority)), clocks.Filter{PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	in, err := h.Session(who).Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]bool{}
	for _, c := range all.Clocks {
		elsewhere := in.Scope.Restricted(c.Subject) || who.Role == access.TeamManager || who.Role == access.HeadOfService
		elsewhere = elsewhere && h.Book().Rule(c.Duty).AboutChild() && !in.Scope.Of(c.Subject).Read
		if !c.Status.Done() && !elsewhere && (c.OwnerID == who.ID || c.OwnerID == "" && c.OwnerRole == string(who.Role) && h.Book().Rule(c.Duty).Owner == string(who.Role)) {
			list[c.Duty+" "+c.Subject+" "+c.Occasion] = true
		}
	}
	return list
}

func TestAHomeHoldsEveryClockThatIsAPersonsOwnOrTheirRolesAndNoOther(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	some := 0
	for _, who := range h.Staff(t) {
		if !h.Session(who).May(access.ListClocks) || who.Role == access.System {
			continue
		}
		page, err := home.Worker(t.Context(), h.Session(who))
		if err != nil {
			t.Fatal(err)
		}
		want := theirs(t, h, who)
		hidden, n := 0, 0
		for name, part := range parts(page) {
			if name == "met" || name == "met late" {
				continue
			}
			part.Filter.PerPage = -1
			list, err := clocks.List(t.Context(), h.Session(who), part.Filter)
			if err != nil {
				t.Fatal(err)
			}
			n += part.N
			for _, c := range list.Clocks {
				if c.Child.Hidden {
					hidden++
				} else if !want[c.Duty+" "+c.Subject+" "+c.Occasion] {
					t.Errorf("%s (%s): the home has a clock of %s about %s, which is not theirs", who.ID, who.Role, c.Duty, c.Subject)
				}
			}
		}
		if n != len(want) || hidden != page.HiddenN {
			t.Errorf("%s (%s): the home has %d clocks and %d hidden, %d are theirs and %d hidden in lists", who.ID, who.Role, n, page.HiddenN, len(want), hidden)
		}
		some += n
	}
	if some < 20 {
		t.Errorf("only %d clocks are anybody's own", some)
	}
}

func TestEveryCountIsTheLengthOfTheListItOpens(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	for _, who := range []door.Actor{h.Actor(t, "W5"), h.Actor(t, "W7"), h.Actor(t, "W8"), h.Actor(t, "W3"), door.System(testkit.Authority)} {
		page, err := clocks.List(t.Context(), h.Session(who), clocks.Filter{PerPage: -1})
		if err != nil {
			t.Fatal(err)
		}
		length := func(f clocks.Filter) int {
			f.PerPage = -1
			list, err := clocks.List(t.Context(), h.Session(who), f)
			if err != nil {
				t.Fatal(err)
			}
			if list.Total != len(list.Clocks) {
				t.Errorf("%s, %+v: the total is %d, the list has %d", who.ID, f, list.Total, len(list.Clocks))
			}
			return len(list.Clocks)
		}
		for _, status := range engine.Statuses {
			if n := length(clocks.Filter{Statuses: []clocks.Status{status}}); n != page.Counts[status] {
				t.Errorf("%s: %d %s counted, %d listed", who.ID, page.Counts[status], status, n)
			}
		}
		for _, c := range page.Duties {
			if n := length(clocks.Filter{Duty: c.Value}); n != c.N {
				t.Errorf("%s: %s has %d by its filter, %d listed", who.ID, c.Value, c.N, n)
			}
		}
		for _, c := range page.Areas {
			if n := length(clocks.Filter{Area: c.Value}); n != c.N {
				t.Errorf("%s: %s has %d by its filter, %d listed", who.ID, c.Value, c.N, n)
			}
		}
		for _, c := range page.Teams {
			if n := length(clocks.Filter{Team: c.Value}); n != c.N {
				t.Errorf("%s: team %s has %d by its filter, %d listed", who.ID, c.Value, c.N, n)
			}
		}
	}
}

func TestPagesOfAListAreTheListCutUp(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	whole, err := clocks.List(t.Context(), h.Session(h.Actor(t, "W8")), clocks.Filter{PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	var parts []clocks.Clock
	for page := 1; len(parts) < whole.Total; page++ {
		part, err := clocks.List(t.Context(), h.Session(h.Actor(t, "W8")), clocks.Filter{Page: page, PerPage: 7})
		if err != nil || len(part.Clocks) == 0 {
			t.Fatalf("page %d has %d clocks, %v", page, len(part.Clocks), err)
		}
		parts = append(parts, part.Clocks...)
	}
	for i, c := range parts {
		if c.Duty != whole.Clocks[i].Duty || c.Occasion != whole.Clocks[i].Occasion {
			t.Fatalf("clock %d is another on its page than in the whole list", i)
		}
	}
}
