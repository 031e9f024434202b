package door

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"heed/internal/access"
)

// Capacity is as what somebody has signed in: an account, one of its roles and, where they act for a colleague, whose role it is. A session
// keeps it, and what it gives is found afresh for every request.
type Capacity struct {
	Authority, Account string
	Role               access.Role
	// For is the account of the colleague, blank where somebody acts for themselves.
	For string
}

// Capacity gives as what an actor has signed in.
func (who Actor) Capacity() Capacity {
	return Capacity{who.Authority, cmp.Or(who.Account, who.ID), who.Role, who.For}
}

// actingFor stands between who did something and the colleague for whom.
const actingFor = " for "

// By says who did what is done in this capacity, for the ledger: the account and, where there is one, the colleague for whom; or who ran the
// command line.
func (who Actor) By() string {
	switch {
	case who.For != "":
		return who.Account + actingFor + who.For
	case who.Operator != "":
		return who.Operator + " (command line)"
	}
	return cmp.Or(who.Account, who.ID)
}

// PersonOf gives the account of the person who did what is written down as done by By: whomever they did it for, it was they.
func PersonOf(by string) string {
	person, _, _ := strings.Cut(by, actingFor)
	return person
}

// WhomOf gives the account of the colleague for whom what is written down as done by By was done, blank where it was for nobody.
func WhomOf(by string) string {
	_, whom, _ := strings.Cut(by, actingFor)
	return whom
}

// FindCapacity gives the person of a capacity, or ErrNotFound where it holds no more: the account has ended, or the role, or the absence of
// the colleague.
func (d *Door) FindCapacity(ctx context.Context, c Capacity) (Actor, error) {
	if who, err := d.FindActor(c.Authority, c.Account); err == nil {
		return who, nil
	}
	all, err := d.Capacities(ctx, c.Authority, c.Account)
	if err != nil {
		return Actor{}, err
	}
	for _, who := range all {
		if who.Capacity() == c {
			return who, nil
		}
	}
	return Actor{}, fmt.Errorf("%w: this account may not sign in so, or no more", ErrNotFound)
}

// Capacities lists all that an account may sign in as today: its own roles, then those of colleagues for whom it acts. There are none once it
// has ended, or the person has left by the list of staff.
func (d *Door) Capacities(ctx context.Context, authority, account string) ([]Actor, error) {
	if account == "" {
		return nil, nil
	}
	a, err := d.authority(ctx, authority)
	if err != nil {
		return nil, err
	}
	accounts, err := d.accountsOf(ctx, a)
	if err != nil {
		return nil, err
	}
	posts, err := d.postsOf(ctx, a)
	if err != nil {
		return nil, err
	}
	own, ok := accounts.Find(account)
	if !ok || !d.inForce(own, posts) {
		return nil, nil
	}
	list := d.ofAccount(own, accounts, posts)
	for _, acting := range accounts.Actings(account) {
		colleague, ok := accounts.Find(acting.For)
		if !ok || !d.inForce(colleague, posts) {
			continue
		}
		needs, err := d.actingNeeds(ctx, a, colleague, acting.Role)
		if err != nil {
			return nil, err
		}
		if !d.holds(acting.Given, needs) {
			continue
		}
		for _, who := range d.ofAccount(colleague, accounts, posts) {
			if who.Role == acting.Role {
				who.Account, who.Name, who.For, who.ForName = own.ID, own.Name, colleague.ID, colleague.Name
				list = append(list, who)
			}
		}
	}
	return list, nil
}

// civil is today as records write it.
func (d *Door) civil() string { return d.Today().Format(time.DateOnly) }

// inForce says whether an account may sign in today at all: it has begun, has not ended, and who has it has not left. Who is gone from a list that has
// others has left; where there is no list at all, it says nothing.
func (d *Door) inForce(one Account, posts *posts) bool {
	if !one.Holds(d.civil()) {
		return false
	}
	w, listed := posts.workers[one.WorkerID]
	if one.WorkerID != "" && !listed && len(posts.workers) > 0 {
		return false
	}
	return w.left == "" || d.civil() <= w.left
}

// HasEnded says whether an account has ended, or who has it has left by the list of staff. One that is still to begin has not.
func (d *Door) HasEnded(ctx context.Context, one Account) (bool, error) {
	a, err := d.authority(ctx, one.Authority)
	if err != nil {
		return false, err
	}
	posts, err := d.postsOf(ctx, a)
	return err == nil && one.From <= d.civil() && !d.inForce(one, posts), err
}

// ofAccount gives an account's own roles that hold today.
func (d *Door) ofAccount(one Account, accounts *Accounts, posts *posts) []Actor {
	var list []Actor
	for _, r := range accounts.Roles(one.ID) {
		if !d.holds(r.Given, d.NeedsSecond(r.Role)) {
			continue
		}
		id := cmp.Or(r.TeamID, posts.workers[one.WorkerID].team)
		team := posts.teams[id]
		list = append(list, Actor{
			ID: cmp.Or(one.WorkerID, one.ID), Account: one.ID, Name: one.Name, Role: r.Role, Authority: one.Authority,
			AuthorityName: d.AuthorityName(one.Authority), TeamID: id, Team: team.name,
			Service: cmp.Or(r.Service, team.service), Agency: one.Agency,
		})
	}
	return list
}

// Capacities is [Door.Capacities] of an account of the session's authority, for use cases that have asked for permission.
func (s *Session) Capacities(ctx context.Context, account string) ([]Actor, error) {
	return s.door.Capacities(ctx, s.Who.Authority, account)
}
