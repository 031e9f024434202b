package home

import (
	"context"
	"fmt"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
)

// WorkerPage is what a worker sees first: what is late and what comes next, by child.
type WorkerPage struct {
	door.Asked

	// Overdue, DueSoon and CannotTell count the worker's own clocks; Children, the children they work with.
	Overdue, DueSoon, CannotTell, Children int
	// Work is the children who need something, the most urgent first.
	Work []WorkChild
	// OtherChildren is how many have nothing due.
	OtherChildren int
	// Done are the worker's clocks met in the last seven days.
	Done []clocks.Clock
	// HiddenN is how many clocks are of restricted records that the worker has no grant for.
	HiddenN int
}

// WorkChild is one child with what is due for them.
type WorkChild struct {
	Child door.ChildRef
	// Status says how the child stands: "On a child protection plan (Neglect) since 3 July 2026".
	Status string
	// LastSeen is the last visit recorded, zero where there is none.
	LastSeen time.Time
	Clocks   []clocks.Clock
}

// needing are the statuses that ask something of somebody.
var needing = []clocks.Status{engine.Overdue, engine.CannotTell, engine.DueSoon}

// Worker gives a worker's own work.
func Worker(ctx context.Context, s *door.Session) (WorkerPage, error) {
	if err := s.Allow(ctx, access.ListClocks, "home"); err != nil {
		return WorkerPage{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return WorkerPage{}, door.Tidy(err)
	}
	home := WorkerPage{Asked: in.Asked, Children: len(in.Scope.Readable)}
	if err := fillWork(ctx, in, &home); err != nil {
		return WorkerPage{}, door.Tidy(err)
	}
	detail := fmt.Sprintf("home as at %s: %d children", in.Q.AsAt.Format(time.DateOnly), len(home.Work))
	return home, s.Log(ctx, access.ListClocks, "", detail)
}

func fillWork(ctx context.Context, in *door.Inquiry, home *WorkerPage) error {
	mine := engine.ClockFilter{Owner: in.Who.ID, Subjects: in.Scope.Subjects, Statuses: needing}
	waiting, err := clocks.Within(ctx, in, mine)
	if err != nil {
		return err
	}
	at := map[string]int{}
	for _, c := range waiting {
		switch c.Status {
		case engine.Overdue:
			home.Overdue++
		case engine.DueSoon:
			home.DueSoon++
		case engine.CannotTell:
			home.CannotTell++
		case engine.Met, engine.MetLate, engine.Missed, engine.NotOwed, engine.Excused, engine.Running, engine.NotKnownYet, engine.BeforeRecords:
		}
		if c.Child.Hidden {
			home.HiddenN++
			continue
		}
		i, ok := at[c.Subject]
		if !ok {
			i = len(home.Work)
			at[c.Subject] = i
			home.Work = append(home.Work, WorkChild{Child: c.Child})
		}
		home.Work[i].Clocks = append(home.Work[i].Clocks, c)
	}
	if err := fillStanding(ctx, in, home.Work); err != nil {
		return err
	}
	home.OtherChildren = max(home.Children-len(home.Work), 0)
	mine.Statuses, mine.DoneSince = []clocks.Status{engine.Met, engine.MetLate}, in.Q.AsAt.AddDate(0, 0, -7)
	done, err := clocks.Within(ctx, in, mine)
	home.Done = slices.DeleteFunc(done, func(c clocks.Clock) bool { return c.Child.Hidden })
	return err
}

// fillStanding says of each child how they stand on the day and when they were last seen.
func fillStanding(ctx context.Context, in *door.Inquiry, work []WorkChild) error {
	ids := make([]string, 0, len(work))
	for _, w := range work {
		ids = append(ids, w.Child.ID)
	}
	found, err := children.Standings(ctx, in, ids)
	for i, id := range ids {
		work[i].Status, work[i].LastSeen = found[id].Words, found[id].LastSeen
	}
	return err
}
