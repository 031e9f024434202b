package home

import (
	"fmt"
	"net/http"

	"heed/internal/home"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// managerHomePage is the work of one team: what is the manager's own, what nobody has, what is late, and who carries it.
type managerHomePage struct {
	kit.Frame
	Heading     string
	Counts      []kit.Count
	Own         ownView
	Unallocated unallocatedView
	LateHead    string
	Late        kit.ClockTable
	LateHref    string
	Week        string
	Workers     []workerRow
	// NoWorkers stands in place of the workers where none is known to have a child.
	NoWorkers string
}

// workerRow is what one worker carries.
type workerRow struct {
	Name, Href string
	Children   int
	Cells      []kit.Count
}

// unallocatedView is how many open cases have no worker, in words, and the list of them.
type unallocatedView struct{ Words, Detail, Href string }

func managerHome(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	home, err := home.Manager(r.Context(), s.Door.Session(s.Actor(r)).At(q))
	if err != nil {
		return err
	}
	page := managerHomePage{Frame: s.Frame(r, "Your team", home.Asked), Heading: "Your team: " + home.TeamName}
	page.Counts = standingCounts(page.Frame, home.Team, home.WeekEnd)
	page.Own = ownOf(page.Frame, home.Own, home.WeekEnd)
	page.Unallocated = unallocated(page.Frame, home.Unallocated)
	page.Week = words.LongDate(home.WeekEnd)
	page.NoWorkers = noWorkers(home.WorkersKnown)
	for _, load := range home.Workers {
		page.Workers = append(page.Workers, workerRowOf(page.Frame, load))
	}
	page.LateHead, page.LateHref = lateHeading(home.Team.Late.N, len(home.Late), page.Unsaid), listOf(page.Frame, home.Team.Late.List)
	page.Late = page.ClockTable("Late clocks of "+home.TeamName+" that can still be done", home.Late)
	return s.Render(w, "manager", page)
}

// lateHeading says how much is late and can still be done, and how much of it is shown. unsaid stands in place of nought on a day that no
// records reach.
func lateHeading(n, shown int, unsaid string) string {
	switch {
	case n == 0 && unsaid != "":
		return "Late and can still be done: " + words.LowerFirst(unsaid)
	case n == 0:
		return "Nothing in the records open to you is late and can still be done"
	case shown < n:
		return fmt.Sprintf("Late and can still be done: %s, the %d most urgent shown", words.Count(n, "clock"), shown)
	}
	return "Late and can still be done: " + words.Count(n, "clock")
}

// noWorkers says that no worker has a child or, where the records do not cover who works with whom, that it is not known.
func noWorkers(known bool) string {
	return words.Either(known, "No worker of this team has a child on this day whose record is open to you.", "Which worker has which children is not known: the records do not cover who works with whom on this day.")
}

func unallocated(f kit.Frame, u home.Unallocated) unallocatedView {
	switch {
	case u.Unknown != "":
		return unallocatedView{Words: "Which open cases have no allocated worker is not known. " + u.Unknown}
	case u.N == 0:
		return unallocatedView{Words: "Every open case whose record is open to you has an allocated worker."}
	}
	return unallocatedView{Words: words.Count(u.N, "open case has", "open cases have") + " no allocated worker", Detail: u.Words(), Href: listOf(f, u.List)}
}

func workerRowOf(f kit.Frame, load home.WorkerLoad) workerRow {
	cell := func(t home.Tally, label string) kit.Count {
		return kit.Count{N: t.N, Label: label, Href: listOf(f, t.List)}
	}
	return workerRow{
		Name: load.Name, Href: f.Link("/clocks", "owner", load.ID), Children: load.Children,
		Cells: []kit.Count{cell(load.Late, "late"), cell(load.Week, "due this week"), cell(load.CannotTell, "cannot tell"), cell(load.Gaps, "old gaps")},
	}
}
