package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/engine"
)

// ManagerHome is what a team manager sees first: who carries what, and what is late.
type ManagerHome struct {
	Asked

	TeamName string
	Counts   map[Status]int
	Children int
	Workers  []WorkerLoad
	// Overdue are the longest overdue, at most 20 of Counts[Overdue].
	Overdue []Clock
	// Unallocated is how many of the team's children have something open and no worker.
	Unallocated int
	HiddenN     int
}

// WorkerLoad is what one worker carries.
type WorkerLoad struct {
	ID, Name                               string
	Children, Overdue, DueSoon, CannotTell int
}

// managerOverdue is how many overdue clocks a manager's home lists.
const managerOverdue = 20

// ManagerHome gives a team manager's home.
func (a *App) ManagerHome(ctx context.Context, who Actor, q Question) (ManagerHome, error) {
	if err := a.allow(ctx, who, access.ListClocks, "home"); err != nil {
		return ManagerHome{}, err
	}
	d, err := a.desk(ctx, who, q)
	if err != nil {
		return ManagerHome{}, tidy(err)
	}
	home := ManagerHome{Asked: d.asked, TeamName: d.scope(), Counts: map[Status]int{}}
	if err := a.fillTeam(ctx, d, &home); err != nil {
		return ManagerHome{}, tidy(err)
	}
	detail := fmt.Sprintf("home as at %s: %d overdue", d.q.AsAt.Format(time.DateOnly), home.Counts[Overdue])
	return home, a.logShown(ctx, who, access.ListClocks, "", detail)
}

func (a *App) fillTeam(ctx context.Context, d *desk, home *ManagerHome) error {
	counts, err := d.engine.CountClocks(ctx, d.q, engine.ClockFilter{Subjects: d.sight.subjects})
	if err != nil {
		return err
	}
	loads := map[string]*WorkerLoad{}
	load := func(id, name string) *WorkerLoad {
		if loads[id] == nil {
			loads[id] = &WorkerLoad{ID: id, Name: name}
		}
		return loads[id]
	}
	d.sight.people.All(func(p engine.Person) bool {
		if d.sight.of(p.Subject).within && p.WorkerID != "" {
			load(p.WorkerID, p.Worker).Children++
			home.Children++
		}
		return true
	})
	for _, c := range counts {
		home.Counts[c.Status] += c.N
		w := loads[c.OwnerID]
		if w == nil {
			continue // a reviewing officer's clock, say: no worker of the team
		}
		switch c.Status {
		case engine.Overdue:
			w.Overdue += c.N
		case engine.DueSoon:
			w.DueSoon += c.N
		case engine.CannotTell:
			w.CannotTell += c.N
		case engine.Met, engine.MetLate, engine.Excused, engine.Running:
		}
	}
	for _, w := range loads {
		home.Workers = append(home.Workers, *w)
	}
	slices.SortFunc(home.Workers, func(x, y WorkerLoad) int {
		if x.Overdue != y.Overdue {
			return y.Overdue - x.Overdue
		}
		return strings.Compare(x.Name+x.ID, y.Name+y.ID)
	})
	home.Overdue, err = a.listClocks(ctx, d, engine.ClockFilter{Subjects: d.sight.subjects, Statuses: []Status{engine.Overdue}, Limit: managerOverdue})
	if err != nil {
		return err
	}
	for _, c := range home.Overdue {
		if c.Child.Hidden {
			home.HiddenN++
		}
	}
	home.Unallocated, err = a.unallocated(ctx, d)
	return err
}

// open are the statuses of a clock that is not finished.
var open = []Status{engine.Overdue, engine.CannotTell, engine.DueSoon, engine.Running}

// told are the statuses of a clock that is not finished and can be told: a child with no other has nothing that a worker
// would be asked for.
var told = []Status{engine.Overdue, engine.DueSoon, engine.Running}

// unallocated counts the children within an actor's scope who have something due and no worker.
func (a *App) unallocated(ctx context.Context, d *desk) (int, error) {
	clocks, err := d.engine.ListClocks(ctx, d.q, engine.ClockFilter{Unallocated: true, Statuses: told, Subjects: d.sight.subjects})
	if err != nil {
		return 0, err
	}
	children := map[string]bool{}
	for _, c := range clocks {
		children[c.Subject] = true
	}
	return len(children), nil
}
