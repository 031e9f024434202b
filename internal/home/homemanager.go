package home

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
)

// ManagerPage is what a team manager sees first: who carries what, and what is late.
type ManagerPage struct {
	door.Asked

	TeamName string
	Counts   map[clocks.Status]int
	Children int
	Workers  []WorkerLoad
	// Overdue are the longest overdue, at most 20 of Counts[Overdue].
	Overdue []clocks.Clock
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

// Manager gives a team manager's home.
func Manager(ctx context.Context, s *door.Session) (ManagerPage, error) {
	if err := s.Allow(ctx, access.ListClocks, "home"); err != nil {
		return ManagerPage{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return ManagerPage{}, door.Tidy(err)
	}
	home := ManagerPage{Asked: in.Asked, TeamName: in.ScopeWords(), Counts: map[clocks.Status]int{}}
	if err := fillTeam(ctx, in, &home); err != nil {
		return ManagerPage{}, door.Tidy(err)
	}
	detail := fmt.Sprintf("home as at %s: %d overdue", in.Q.AsAt.Format(time.DateOnly), home.Counts[clocks.Overdue])
	return home, s.Log(ctx, access.ListClocks, "", detail)
}

func fillTeam(ctx context.Context, in *door.Inquiry, home *ManagerPage) error {
	counts, err := in.Engine.CountClocks(ctx, in.Q, engine.ClockFilter{Subjects: in.Scope.Subjects, Statuses: open})
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
	in.Scope.People.All(func(p engine.Person) bool {
		if in.Scope.Of(p.Subject).Within && p.WorkerID != "" {
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
		default:
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
	home.Overdue, err = clocks.Within(ctx, in, engine.ClockFilter{Subjects: in.Scope.Subjects, Statuses: []clocks.Status{engine.Overdue}, Limit: managerOverdue})
	if err != nil {
		return err
	}
	for _, c := range home.Overdue {
		if c.Child.Hidden {
			home.HiddenN++
		}
	}
	home.Unallocated, err = countUnallocated(ctx, in)
	return err
}

// open are the statuses of a clock that is not finished.
var open = []clocks.Status{engine.Overdue, engine.CannotTell, engine.DueSoon, engine.Running}

// dated are the statuses of a clock that is not finished and whose dates are known: a child with no other has nothing that a worker
// would be asked for.
var dated = []clocks.Status{engine.Overdue, engine.DueSoon, engine.Running}

// countUnallocated counts the children within an actor's scope who have something due and no worker. Where the records do not cover who
// works with whom, nobody is said to have none.
func countUnallocated(ctx context.Context, in *door.Inquiry) (int, error) {
	if !in.Asked.WorkersKnown {
		return 0, nil
	}
	clocks, err := in.Engine.ListClocks(ctx, in.Q, engine.ClockFilter{Unallocated: true, Statuses: dated, Subjects: in.Scope.Subjects})
	if err != nil {
		return 0, err
	}
	children := map[string]bool{}
	for _, c := range clocks {
		children[c.Subject] = true
	}
	return len(children), nil
}
