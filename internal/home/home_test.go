package home_test

import (
	"strings"
	"testing"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/home"
	"heed/internal/testkit"
)

func TestAWorkersHomeIsTheirOwnWork(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	home, err := home.Worker(t.Context(), h.Session(h.Actor(t, "W1")))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range home.Work {
		n += len(c.Clocks)
		if c.Child.Name == "" || c.Status == "" {
			t.Errorf("a child of the worker's own is shown as %+v, %q", c.Child, c.Status)
		}
	}
	if n == 0 || n != home.Overdue+home.DueSoon+home.CannotTell {
		t.Errorf("the home lists %d clocks and counts %d overdue, %d due soon, %d that cannot be told", n, home.Overdue, home.DueSoon, home.CannotTell)
	}
	if home.Children != 2 || len(home.Work)+home.OtherChildren != 2 {
		t.Errorf("the worker has %d children, %d of them with work and %d without; want two", home.Children, len(home.Work), home.OtherChildren)
	}
	for _, c := range home.Work {
		if c.Child.ID == "1002" && (!strings.Contains(c.Status, "(neglect) since 12 January 2026") || c.LastSeen.Day() != 30) {
			t.Errorf("1002 stands as %q, last seen %s", c.Status, c.LastSeen)
		}
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
		overdue, err := home.Director(t.Context(), h.Session(who))
		if err != nil {
			t.Fatal(err)
		}
		if overdue.Heat.Total != page.Counts[clocks.Overdue] || overdue.Counts[clocks.Overdue] != page.Counts[clocks.Overdue] {
			t.Errorf("%s: the heat has %d overdue, the list %d", who.ID, overdue.Heat.Total, page.Counts[clocks.Overdue])
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

func TestAManagersHomeShowsWhoCarriesWhatAndWhoHasNobody(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	home, err := home.Manager(t.Context(), h.Session(h.Actor(t, "W6")))
	if err != nil {
		t.Fatal(err)
	}
	if home.TeamName != "Looked After 1" || home.Unallocated != 1 {
		t.Errorf("%s has %d children with nobody, want one: 1005", home.TeamName, home.Unallocated)
	}
	children := 0
	for _, w := range home.Workers {
		children += w.Children
	}
	if children != home.Children || len(home.Overdue) != home.Counts[clocks.Overdue] {
		t.Errorf("the workers have %d children of %d; %d overdue are listed of %d", children, home.Children, len(home.Overdue), home.Counts[clocks.Overdue])
	}
}

func TestADirectorIsAskedForAtMostFiveThings(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	home, err := home.Director(t.Context(), h.Session(h.Actor(t, "W8")))
	if err != nil {
		t.Fatal(err)
	}
	if len(home.Needs) == 0 || len(home.Needs) > 5 || len(home.Figures) != 8 {
		t.Errorf("the director is asked for %d things and shown %d figures, want one to five and eight", len(home.Needs), len(home.Figures))
	}
	for _, n := range home.Needs {
		if n.Title == "" || n.Detail == "" || n.Clocks == nil && n.Rule == "" && n.Import == "" {
			t.Errorf("a need lacks something: %+v", n)
		}
	}
	for _, f := range home.Figures {
		if f.Broken != "" || f.Sentence == "" || f.Trust.Level == "" || f.Trust.Words == "" {
			t.Errorf("%s: %q, trust %+v, broken %q", f.Rule.ID, f.Sentence, f.Trust, f.Broken)
		}
	}
}
