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

// ManagerPage is what a team manager sees first: what is theirs, what the team is late with and can still do, and who carries what.
type ManagerPage struct {
	door.Asked

	TeamName string
	// Team is how the team's clocks stand; its week ends on WeekEnd.
	Team    Standing
	WeekEnd time.Time
	Own     Own
	// Children is how many children the team's workers have.
	Children int
	Workers  []WorkerLoad
	// Late are the most urgent of Team.Late, at most 12.
	Late        []clocks.Clock
	Unallocated Unallocated
	HiddenN     int
}

// WorkerLoad is what one worker carries.
type WorkerLoad struct {
	ID, Name string
	Children int
	Standing
}

// managerLate is how many late clocks a manager's home lists.
const managerLate = 12

// Manager gives a team manager's home.
func Manager(ctx context.Context, s *door.Session) (ManagerPage, error) {
	if err := s.Allow(ctx, access.ListClocks, "home"); err != nil {
		return ManagerPage{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return ManagerPage{}, door.Tidy(err)
	}
	home := ManagerPage{Asked: in.Asked, TeamName: in.ScopeWords(), WeekEnd: weekTo(in)}
	if err := fillTeam(ctx, in, &home); err != nil {
		return ManagerPage{}, door.Tidy(err)
	}
	detail := fmt.Sprintf("home as at %s: %d overdue", in.Q.AsAt.Format(time.DateOnly), home.Team.Late.N+home.Team.Gaps.N)
	return home, s.Log(ctx, access.ListClocks, "", detail)
}

func fillTeam(ctx context.Context, in *door.Inquiry, home *ManagerPage) error {
	c, err := countOpen(ctx, in, in.Scope.Clocks())
	if err != nil {
		return err
	}
	home.Team = c.standing(clocks.Filter{})
	home.Workers, home.Children = loads(in, c)
	if home.Own, err = ownOf(ctx, in); err != nil {
		return err
	}
	if home.Unallocated, err = unallocatedOf(ctx, in); err != nil {
		return err
	}
	late := in.Scope.Clocks()
	late.Statuses, late.Late, late.Limit = home.Team.Late.List.Statuses, engine.LateDue, managerLate
	home.Late, err = clocks.Within(ctx, in, late)
	for _, c := range home.Late {
		if c.Child.Hidden {
			home.HiddenN++
		}
	}
	return err
}

// loads gives what each worker of the children within the actor's scope carries, who is late with the most first, and how many children
// they have together. A reviewing officer, say, is no worker of the team.
func loads(in *door.Inquiry, c counted) (list []WorkerLoad, children int) {
	at := map[string]int{}
	in.Scope.People.All(func(p engine.Person) bool {
		if p.WorkerID == "" || !in.Scope.Of(p.Subject).Read {
			return true
		}
		i, ok := at[p.WorkerID]
		if !ok {
			i = len(list)
			at[p.WorkerID] = i
			list = append(list, WorkerLoad{ID: p.WorkerID, Name: p.Worker, Standing: c.of(p.WorkerID).standing(clocks.Filter{Owner: p.WorkerID})})
		}
		list[i].Children++
		children++
		return true
	})
	slices.SortFunc(list, func(x, y WorkerLoad) int {
		if x.Late.N != y.Late.N {
			return y.Late.N - x.Late.N
		}
		return strings.Compare(x.Name+x.ID, y.Name+y.ID)
	})
	return list, children
}
