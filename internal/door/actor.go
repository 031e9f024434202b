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
type Actor struct {
	ID, Name                 string
	Role                     access.Role
	Authority, AuthorityName string
	TeamID, Team, Service    string
}

// System is the command line on the machine that holds the data. It may do all, and what it does is logged.
func System(authority string) Actor {
	return Actor{ID: "system", Name: "Command line", Role: access.System, Authority: authority}
}

// invented is the code of Brockwell, the council of the demonstration. Only there are some actors invented besides those
// its records name.
const invented = "990"

// guests are the invented people who are not on a council's list of staff.
var guests = []Actor{
	{ID: "member-1", Name: "Cllr Ifeoma Castellane", Role: access.ElectedMember},
	{ID: "partner-1", Name: "DCI Rhodri Featherstone", Role: access.Partner},
	{ID: "inspector-1", Name: "Hester Vaughan-Okoro", Role: access.Inspector},
}

// actors gives everybody who may sign in: the staff in post today and, in the invented council, its guests.
func (d *Door) actors(ctx context.Context, authority string) ([]Actor, error) {
	a, err := d.authority(ctx, authority)
	if err != nil {
		return nil, err
	}
	q := d.today()
	workers, err := a.engine.Rows(ctx, q, "worker")
	if err != nil {
		return nil, Tidy(err)
	}
	teams, err := a.engine.Rows(ctx, q, "team")
	if err != nil {
		return nil, Tidy(err)
	}
	team := make(map[string]engine.SubjectRow, len(teams))
	for _, t := range teams {
		team[t.Text("team_id")] = t
	}
	var list []Actor
	for _, w := range workers {
		role := access.Role(w.Text("role"))
		if !inPost(w, q.AsAt) || !slices.Contains(access.Roles, role) || role == access.System {
			continue
		}
		id := w.Text("team_id")
		list = append(list, Actor{
			ID: w.Text("worker_id"), Name: w.Text("name"), Role: role, Authority: authority, AuthorityName: d.AuthorityName(authority),
			TeamID: id, Team: team[id].Text("name"), Service: team[id].Text("service"),
		})
	}
	if authority == invented {
		for _, g := range guests {
			if slices.ContainsFunc(list, func(who Actor) bool { return who.ID == g.ID }) {
				continue // one of the staff has that id
			}
			g.Authority, g.AuthorityName = authority, d.AuthorityName(authority)
			list = append(list, g)
		}
	}
	return list, nil
}

func inPost(w engine.SubjectRow, today time.Time) bool {
	if from, ok := w["started_on"].(time.Time); ok && from.After(today) {
		return false
	}
	left, ok := w["left_on"].(time.Time)
	return !ok || left.After(today)
}

// FindActor gives the person of an id as they stand today, or ErrNotFound: a worker who has left cannot sign in.
func (d *Door) FindActor(ctx context.Context, authority, id string) (Actor, error) {
	list, err := d.actors(ctx, authority)
	if err != nil {
		return Actor{}, err
	}
	for _, who := range list {
		if who.ID == id {
			return who, nil
		}
	}
	return Actor{}, fmt.Errorf("%w: nobody in post has that id", ErrNotFound)
}

// Personas gives one person of each role, for the demonstration: the one with the most overdue, then with the most
// children to answer for, so that there is something to see.
func (d *Door) Personas(ctx context.Context, authority string) ([]Actor, error) {
	list, err := d.actors(ctx, authority)
	if err != nil {
		return nil, err
	}
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
