package home

import (
	"fmt"
	"net/http"

	"heed/internal/clocks"
	"heed/internal/home"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// managerHomePage is the work of one team: by worker, what nobody has, and what is overdue.
type managerHomePage struct {
	kit.Frame
	Heading     string
	Counts      []kit.Count
	Workers     []workerRow
	Unallocated kit.Count
	Overdue     kit.ClockTable
	OverdueHead string
	OverdueHref string
}

// workerRow is what one worker carries.
type workerRow struct {
	Name, Href string
	Children   int
	Cells      []kit.Count
}

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
	page.Counts = homeCounts(page.Frame, home.Counts, "", clocks.Overdue, clocks.DueSoon, clocks.CannotTell, clocks.Running)
	for _, load := range home.Workers {
		page.Workers = append(page.Workers, workerRowOf(page.Frame, load))
	}
	page.Unallocated = kit.Count{N: home.Unallocated, Href: page.Link("/clocks", "unallocated", "yes", "status", string(clocks.Overdue), "status", string(clocks.CannotTell), "status", string(clocks.DueSoon), "status", string(clocks.Running))}
	overdue := home.Counts[clocks.Overdue]
	page.OverdueHead = "Overdue: " + words.Count(overdue, "clock")
	if overdue == 0 {
		page.OverdueHead = "Nothing is overdue"
	}
	page.OverdueHref = page.Link("/clocks", "status", string(clocks.Overdue))
	if len(home.Overdue) < overdue {
		page.OverdueHead += fmt.Sprintf(", the %d longest overdue shown", len(home.Overdue))
	}
	page.Overdue = page.ClockTable("Overdue clocks of "+home.TeamName, home.Overdue)
	return s.Render(w, "manager", page)
}

func workerRowOf(f kit.Frame, load home.WorkerLoad) workerRow {
	cell := func(n int, status clocks.Status) kit.Count {
		return kit.Count{
			N: n, Label: string(status), Href: f.Link("/clocks", "owner", load.ID, "status", string(status)),
		}
	}
	return workerRow{
		Name: load.Name, Href: f.Link("/clocks", "owner", load.ID), Children: load.Children,
		Cells: []kit.Count{cell(load.Overdue, clocks.Overdue), cell(load.DueSoon, clocks.DueSoon), cell(load.CannotTell, clocks.CannotTell)},
	}
}
