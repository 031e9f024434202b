package home_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/home"
	"heed/internal/imports"
	"heed/internal/testkit"
	"heed/internal/words"
)

// lengthOf gives how long a list of clocks is, as its own page says and as its rows are.
func lengthOf(t *testing.T, s *door.Session, list clocks.Filter) int {
	t.Helper()
	list.PerPage = -1
	page, err := clocks.List(t.Context(), s, list)
	if err != nil {
		t.Fatal(err)
	}
	if page.Total != len(page.Clocks) {
		t.Errorf("%+v: the total is %d, the list has %d", list, page.Total, len(page.Clocks))
	}
	return page.Total
}

func sameAsList(t *testing.T, s *door.Session, what string, n int, list clocks.Filter) {
	t.Helper()
	if got := lengthOf(t, s, list); got != n {
		t.Errorf("%s, %s: the home says %d, the list %+v has %d", s.Who.Role, what, n, list, got)
	}
}

func standingIsItsLists(t *testing.T, s *door.Session, what string, standing home.Standing) {
	t.Helper()
	for name, tally := range map[string]home.Tally{"late": standing.Late, "this week": standing.Week, "cannot tell": standing.CannotTell, "old gaps": standing.Gaps} {
		sameAsList(t, s, what+" "+name, tally.N, tally.List)
	}
}

// changed gives the home of a leader once all that has changed is worked out.
func changed(t *testing.T, s *door.Session, find func(*testing.T, *door.Session) home.DirectorPage) home.DirectorPage {
	t.Helper()
	for until := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		page := find(t, s)
		if !page.Changed.Waiting {
			return page
		}
		if time.Now().After(until) {
			t.Fatal("what has changed is never worked out")
		}
	}
}

func director(t *testing.T, s *door.Session) home.DirectorPage {
	t.Helper()
	page, err := home.Director(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func service(t *testing.T, s *door.Session) home.DirectorPage {
	t.Helper()
	page, err := home.Service(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestEveryNumberOfALeadersHomeIsTheLengthOfTheListItOpens(t *testing.T) {
	t.Parallel()
	h := large.Open(t)
	for role, find := range map[access.Role]func(*testing.T, *door.Session) home.DirectorPage{
		access.Director: director, access.HeadOfService: service, access.Inspector: director,
	} {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			s := h.Session(h.Persona(t, role))
			page := changed(t, s, find)
			standingIsItsLists(t, s, "all", page.All)
			if page.Own.Owns {
				standingIsItsLists(t, s, "own", page.Own.Standing)
			}
			if page.Own.Owns == (role == access.Inspector) {
				t.Errorf("a %s owns clocks: %t", role, page.Own.Owns)
			}
			if page.Heat.Total != page.All.Late.N {
				t.Errorf("the heat has %d late, the counts %d", page.Heat.Total, page.All.Late.N)
			}
			checkNeeds(t, s, page)
			for _, line := range page.Changed.Lines {
				if line.Clocks != nil {
					sameAsList(t, s, line.Words, line.N, *line.Clocks)
				}
			}
			if len(page.Changed.Lines) == 0 {
				t.Error("nothing is said to have changed")
			}
		})
	}
}

func checkNeeds(t *testing.T, s *door.Session, page home.DirectorPage) {
	t.Helper()
	if len(page.Needs) == 0 || len(page.Needs) > 5 {
		t.Errorf("%d things are asked for, want one to five", len(page.Needs))
	}
	for _, n := range page.Needs {
		if n.Title == "" || n.Detail == "" || n.Clocks == nil && n.Rule == "" && n.Imports.On.IsZero() {
			t.Errorf("a need lacks something: %+v", n)
		}
		if n.Clocks != nil {
			sameAsList(t, s, n.Title, n.N, *n.Clocks)
		}
		faults := 0
		for _, b := range n.Imports.Batches {
			faults += b.Counts.Faults
		}
		if !n.Imports.On.IsZero() && faults != n.N {
			t.Errorf("%s: its imports have %d faults", n.Title, faults)
		}
	}
}

// What is overdue is set beside a week ago by the same count that a list as at that day has, and what moved adds up to it.
func TestWhatHasChangedIsTheDifferenceOfTwoLists(t *testing.T) {
	t.Parallel()
	h := large.Open(t)
	s := h.Session(h.Persona(t, access.Director))
	page := changed(t, s, director)
	then := lengthOf(t, s.At(door.Question{AsAt: page.AsAt.AddDate(0, 0, -7)}), clocks.Filter{Statuses: []clocks.Status{clocks.Overdue}})
	first := page.Changed.Lines[0]
	want := "as many as on"
	if by := first.N - then; by < 0 {
		want = words.Thousands(-by) + " fewer than on"
	} else if by > 0 {
		want = words.Thousands(by) + " more than on"
	}
	if !strings.Contains(first.Words, want) || !strings.Contains(first.Words, "by the records of the latest import") {
		t.Errorf("%d were overdue a week before and %d are: the page says %q", then, first.N, first.Words)
	}
}

// Heed held nothing a week ago where all was imported today: what was known then is not compared, and the page says so.
func TestADayOfWhichNothingWasHeldIsNotComparedAsKnownThen(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	page := changed(t, h.Session(h.Actor(t, "W8")), director)
	for _, line := range page.Changed.Lines {
		if strings.Contains(line.Words, "as known then") {
			t.Errorf("nothing was held then: %q", line.Words)
		}
	}
}

// Where what was held a week ago reaches that day, what was known then is compared; and where what was held before the latest import reaches
// the day asked about, what that import changed is said.
func TestWhatWasKnownThenIsComparedWhereItReachesTheDay(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	week := testkit.Today.AddDate(0, 0, 7)
	system := h.Session(door.System(testkit.Authority))
	send := func(paths string, days int) {
		t.Helper()
		h.SetNow(testkit.Now.AddDate(0, 0, days))
		request := imports.Request{Paths: []string{paths}, CompleteFrom: testkit.KeptFrom, CompleteTo: week}
		if _, err := imports.Import(t.Context(), system, request, nil); err != nil {
			t.Fatal(err)
		}
	}
	send(filepath.Join(h.Dir, "council"), 7)
	send(testkit.Lists(t, map[string]string{"worker.csv": "worker_id,name,role\nW99,Orla Penhaligon,social worker\n"}), 8)
	s := h.Session(h.Actor(t, "W8")).At(door.Question{AsAt: week})
	page := changed(t, s, director)
	overdue := clocks.Filter{Statuses: []clocks.Status{clocks.Overdue}}
	then := lengthOf(t, s.At(door.Question{AsAt: testkit.Today, KnownAt: engine.EndOfDay(testkit.Today)}), overdue)
	first := page.Changed.Lines[0]
	if by := first.N - then; by <= 0 || !strings.Contains(first.Words, words.Thousands(by)+" more than on") || !strings.HasSuffix(first.Words, "as known then") {
		t.Errorf("%d were overdue as known then and %d are: the page says %q", then, first.N, first.Words)
	}
	if !slices.ContainsFunc(page.Changed.Lines, func(c home.Change) bool { return c.Under && c.Words == "As many overdue are known of as before them" }) {
		t.Errorf("a list of workers made no clock overdue, and the page says %+v", page.Changed.Lines)
	}
}

func TestAnImportThatFailedIsSaidToHaveChangedNothing(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	s := h.Session(h.Actor(t, "W8"))
	analyst := h.Session(h.Persona(t, access.Analyst))
	for range 2 {
		err := analyst.Commit(t.Context(), door.Write{Action: access.Import, Detail: "import of files", Append: func(context.Context) (string, bool, error) {
			return "", false, door.ErrInvalid
		}})
		if !errors.Is(err, door.ErrInvalid) {
			t.Fatal(err)
		}
	}
	page := changed(t, s.At(door.Question{AsAt: s.Day()}), director)
	if !slices.ContainsFunc(page.Changed.Lines, func(c home.Change) bool {
		return strings.HasPrefix(c.Words, "2 imports were refused, or failed, since ")
	}) {
		t.Errorf("two imports failed, and the home says %+v", page.Changed.Lines)
	}
}

func TestAManagersHomeShowsWhoCarriesWhatAndWhoHasNobody(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]*door.Session{
		"small": func() *door.Session { h := small.Open(t); return h.Session(h.Actor(t, "W6")) }(),
		"large": func() *door.Session {
			h := large.Open(t)
			return h.Session(h.Persona(t, access.TeamManager))
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			page, err := home.Manager(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			if page.TeamName != s.Who.Team {
				t.Errorf("the team is %s, want %s", page.TeamName, s.Who.Team)
			}
			standingIsItsLists(t, s, "team", page.Team)
			standingIsItsLists(t, s, "own", page.Own.Standing)
			children := 0
			for _, w := range page.Workers {
				children += w.Children
				standingIsItsLists(t, s, w.Name, w.Standing)
			}
			if children != page.Children || len(page.Late) != min(page.Team.Late.N, 12) {
				t.Errorf("the workers have %d children of %d; %d late are listed of %d", children, page.Children, len(page.Late), page.Team.Late.N)
			}
			for _, c := range page.Late {
				if c.Status != clocks.Overdue || c.OldGap {
					t.Errorf("%s of %s is listed as late and to be done: %s, old gap %t", c.Duty, c.Subject, c.Status, c.OldGap)
				}
			}
			for _, c := range page.Own.Clocks {
				if c.OwnerID != s.Who.ID && (c.OwnerID != "" || c.OwnerRole != string(access.TeamManager)) {
					t.Errorf("%s of %s (%s) is not the manager’s own", c.Duty, c.OwnerID, c.OwnerRole)
				}
			}
			sameAsList(t, s, "unallocated", page.Unallocated.N, page.Unallocated.List)
		})
	}
}

// The number of children with no worker, the list behind it and the duty that says so are one: households and panels, which have no worker
// either, are not among them.
func TestWhoHasNoWorkerIsWhomTheDutySaysHasNone(t *testing.T) {
	t.Parallel()
	h := large.Open(t)
	s := h.Session(h.Persona(t, access.Director))
	open := []clocks.Status{clocks.Overdue, clocks.DueSoon, clocks.Running}
	want := lengthOf(t, s, clocks.Filter{Duty: "case-allocation", Statuses: open})
	page := director(t, s)
	i := slices.IndexFunc(page.Needs, func(n home.Need) bool { return n.Tag == "Not allocated" })
	if want == 0 || i < 0 {
		t.Fatalf("%d open cases have no worker, and the home says: %+v", want, page.Needs)
	}
	if n := page.Needs[i]; n.N != want || n.Clocks.Duty != "case-allocation" {
		t.Errorf("the home says %d, the duty %d, and the list is %+v", n.N, want, n.Clocks)
	}
	list, err := clocks.List(t.Context(), s, clocks.Filter{NoTeam: true, Statuses: open, PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list.Clocks {
		if c.About != "child" {
			t.Errorf("a %s is listed as a child without a worker: %s", c.About, c.Duty)
		}
	}
}

func TestAHeadOfServicesFiguresAreOfTheServiceOrSaySo(t *testing.T) {
	t.Parallel()
	h := large.Open(t)
	s := h.Session(h.Persona(t, access.HeadOfService))
	page := service(t, s)
	in, err := s.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cut := 0
	for _, k := range page.Figures {
		switch {
		case k.Figure.Unknown != "" || k.Broken != "":
		case k.Whose == "Of "+s.Who.Service:
			cut++
			part := k.Part
			part.Without = engine.NamesOf(in.Scope.Hidden)
			rows, err := in.Engine.ListRows(t.Context(), in.Q, k.Rule.ID, engine.RowFilter{Slice: part, Only: "counted"})
			if err != nil {
				t.Fatal(err)
			}
			if len(rows) != k.Figure.Rows {
				t.Errorf("%s counts %d of the service, its list has %d", k.Rule.ID, k.Figure.Rows, len(rows))
			}
		case !strings.HasPrefix(k.Whose, "Of the whole authority: "):
			t.Errorf("%s says of whom it is: %q", k.Rule.ID, k.Whose)
		}
	}
	if cut == 0 || len(page.Figures)+len(page.Empty) != len(s.Book().Headlines()) {
		t.Errorf("%d figures are the service’s, %d shown and %d empty of %d", cut, len(page.Figures), len(page.Empty), len(s.Book().Headlines()))
	}
}
