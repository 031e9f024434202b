package door

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/engine"
)

// Actor is who asks: somebody who has signed in, or the command line.
//
// ID is by which children and duties know them: their number in the list of staff or, where they have none, that of their account. Account is who
// has signed in, blank in a demonstration and on the command line. For and ForName are the account and the name of the colleague for whom they
// act, whose ID, role and place the others then are.
type Actor struct {
	ID, Name                 string
	Account, For, ForName    string
	Role                     access.Role
	Authority, AuthorityName string
	TeamID, Team, Service    string
	// Unproved says that they have not proved lately who they are, so that a restricted record is not opened before they have.
	Unproved bool
	// Operator is who runs the command line, by their name on the machine; blank for everybody else.
	Operator string
	// Agency is the code of the agency that a partner is of, blank for everybody else.
	Agency string
}

// System is the command line on the machine that holds the data. It may do all, and what it does is logged.
func System(authority string) Actor {
	return Actor{ID: "system", Name: "Command line", Role: access.System, Authority: authority}
}

// Operator is the command line run by somebody, by their name on the machine, so that the ledger and the log say whom.
func Operator(authority, name string) Actor {
	who := System(authority)
	who.Operator = name
	return who
}

// actors gives everybody of an authority who may sign in: the people of the demonstration. Who has an account is found by [Door.FindCapacity]. A
// list of staff says who works for the council, and gives nobody any right.
func (d *Door) actors(authority string) []Actor {
	return slices.DeleteFunc(slices.Clone(d.demonstrated()), func(who Actor) bool { return who.Authority != authority })
}

func inPost(w engine.SubjectRow, today time.Time) bool {
	if from, ok := w["started_on"].(time.Time); ok && from.After(today) {
		return false
	}
	left, ok := w["left_on"].(time.Time)
	return !ok || left.After(today)
}

// FindActor gives the person of an id, or ErrNotFound where nobody of that id may sign in.
func (d *Door) FindActor(authority, id string) (Actor, error) {
	for _, who := range d.actors(authority) {
		if who.ID == id {
			return who, nil
		}
	}
	return Actor{}, fmt.Errorf("%w: nobody of that id may sign in", ErrNotFound)
}

// Personas gives one person of each role, for the demonstration: the one with the most overdue, then with the most
// children to answer for, so that there is something to see.
func (d *Door) Personas(ctx context.Context, authority string) ([]Actor, error) {
	list := d.actors(authority)
	a, err := d.authority(ctx, authority)
	if err != nil {
		return nil, err
	}
	people, err := a.engine.People(ctx, d.today())
	if err != nil {
		return nil, Tidy(err)
	}
	load, err := d.overdueLoad(ctx, a)
	if err != nil {
		return nil, Tidy(err)
	}
	people.All(func(p engine.Person) bool {
		for _, id := range p.WorkerIDs {
			load["worker "+id]++
		}
		if p.WorkerID != "" {
			load["team "+p.TeamID]++
			load["service "+p.Service]++
		}
		return true
	})
	busy := func(who Actor) int {
		switch who.Role {
		case access.TeamManager:
			return load["team "+who.TeamID]
		case access.HeadOfService:
			return load["service "+who.Service]
		default:
			return load["worker "+who.ID]
		}
	}
	best := map[access.Role]Actor{}
	for _, who := range list {
		now, ok := best[who.Role]
		if !ok || busy(who) > busy(now) || busy(who) == busy(now) && strings.Compare(who.ID, now.ID) < 0 {
			best[who.Role] = who
		}
	}
	var personas []Actor
	for _, role := range access.Roles {
		if who, ok := best[role]; ok {
			personas = append(personas, who)
		}
	}
	return personas, nil
}

// overdueWeight makes one overdue clock count for more than any number of children.
const overdueWeight = 10_000

// overdueLoad gives what is overdue today by worker, team and service.
func (d *Door) overdueLoad(ctx context.Context, a *authority) (map[string]int, error) {
	counts, err := a.engine.CountClocks(ctx, d.today(), engine.ClockFilter{Statuses: []engine.Status{engine.Overdue}})
	if err != nil {
		return nil, err
	}
	load := map[string]int{}
	for _, c := range counts {
		load["worker "+c.OwnerID] += overdueWeight * c.N
		load["team "+c.TeamID] += overdueWeight * c.N
		load["service "+c.Service] += overdueWeight * c.N
	}
	return load, nil
}
