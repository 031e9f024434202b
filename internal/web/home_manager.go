package web

import (
	"fmt"
	"heed/internal/clocks"
	"heed/internal/home"
	"net/http"
)

// managerHomePage is the work of one team: by worker, what nobody has, and what is overdue.
type managerHomePage struct {
	frame
	Heading     string
	Counts      []countView
	Workers     []workerRow
	Unallocated countView
	Overdue     clockTable
	OverdueHead string
	OverdueHref string
}

// workerRow is what one worker carries.
type workerRow struct {
	Name, Href string
	Children   int
	Cells      []countView
}

func (s *Server) managerHome(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r)
	if err != nil {
		return err
	}
	home, err := home.Manager(r.Context(), s.app.Session(s.actor(r)).At(q))
	if err != nil {
		return err
	}
	page := managerHomePage{frame: s.frame(r, "Your team", home.Asked), Heading: "Your team: " + home.TeamName}
	page.Counts = page.homeCounts(home.Counts, "", clocks.Overdue, clocks.DueSoon, clocks.CannotTell, clocks.Running)
	for _, load := range home.Workers {
		page.Workers = append(page.Workers, page.workerRow(load))
	}
	page.Unallocated = countView{N: home.Unallocated, Href: page.Link("/clocks", "unallocated", "yes", "status", string(clocks.Overdue), "status", string(clocks.CannotTell), "status", string(clocks.DueSoon), "status", string(clocks.Running))}
	overdue := home.Counts[clocks.Overdue]
	page.OverdueHead = "Overdue: " + plural(overdue, "clock")
	if overdue == 0 {
		page.OverdueHead = "Nothing is overdue"
	}
	page.OverdueHref = page.Link("/clocks", "status", string(clocks.Overdue))
	if len(home.Overdue) < overdue {
		page.OverdueHead += fmt.Sprintf(", the %d longest overdue shown", len(home.Overdue))
	}
	page.Overdue = page.clockTable("Overdue clocks of "+home.TeamName, home.Overdue)
	return s.render(w, "home_manager", page)
}

func (f frame) workerRow(load home.WorkerLoad) workerRow {
	cell := func(n int, status clocks.Status) countView {
		return countView{
			N: n, Label: string(status), Href: f.Link("/clocks", "owner", load.ID, "status", string(status)),
		}
	}
	return workerRow{
		Name: load.Name, Href: f.Link("/clocks", "owner", load.ID), Children: load.Children,
		Cells: []countView{cell(load.Overdue, clocks.Overdue), cell(load.DueSoon, clocks.DueSoon), cell(load.CannotTell, clocks.CannotTell)},
	}
}
