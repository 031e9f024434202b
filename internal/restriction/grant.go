package restriction

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/door"
)

// longestGrant is for how long a grant is given at most. Who still needs it then is given it again.
const longestGrant = 366 * 24 * time.Hour

// Give gives a person a grant. It holds once somebody else has agreed: see [Keeper.Agree].
func (k Keeper) Give(ctx context.Context, n Grant) ([]catalogue.Fault, error) {
	f, err := k.find(ctx, n.Child)
	if err != nil {
		return nil, err
	}
	n.Child, n.From, n.Worker = f.Child, cmp.Or(n.From, k.today()), strings.TrimSpace(n.Worker)
	var faults faults
	if n.Worker, err = k.worker(ctx, n.Worker, &faults); err != nil {
		return nil, err
	}
	switch own, err := k.own(ctx); {
	case err != nil:
		return nil, err
	case slices.Contains(own, n.Worker):
		faults.say("worker_id", "nobody gives a grant to themselves, or to somebody for whom they act")
	}
	if strings.TrimSpace(n.Reason) == "" {
		faults.say("grant_reason", "say why they need to open the record")
	}
	until := faults.grantDays(n)
	version := 0
	for _, g := range f.Grants {
		if g.Worker != n.Worker {
			continue
		}
		if g.From == n.From && g.Child == n.Child {
			version = g.Version
		}
		if (g.Until == "" || g.Until > n.From && g.Until > g.From) && g.From < until {
			faults.say("worker_id", "they have a grant in that time already: end it first")
			break
		}
	}
	if len(faults) > 0 {
		return faults, nil
	}
	return k.put(ctx, catalogue.RecordGrant, version, map[string]string{
		"child_id": n.Child, "worker_id": n.Worker, "reason": n.Reason, "started_on": n.From, "ended_on": until, "granted_by": k.Who.By(),
	})
}

// grantDays finds what is wrong with the days of a grant, and gives the first day on which it holds no more.
func (f *faults) grantDays(n Grant) (until string) {
	first := f.day("grant_from", n.From)
	if n.To == "" {
		f.say("grant_to", "enter a last day, such as 31 March 2026")
		return ""
	}
	if !f.day("grant_to", n.To) || !first {
		return ""
	}
	from, _ := time.Parse(time.DateOnly, n.From)
	to, _ := time.Parse(time.DateOnly, n.To)
	switch {
	case to.Before(from):
		f.say("grant_to", "the last day is before the first")
	case to.Sub(from) > longestGrant:
		f.say("grant_to", "at most a year: give it again when it is over")
	}
	return dayAfter(n.To)
}

// worker gives by what the policies know a person of a number: one in the list of staff, or that of an account.
func (k Keeper) worker(ctx context.Context, number string, faults *faults) (string, error) {
	if number == "" {
		faults.say("worker_id", "enter a number")
		return "", nil
	}
	switch known, err := k.IsWorker(ctx, number); {
	case err != nil:
		return "", err
	case known:
		return number, nil
	}
	switch one, err := k.FindAccount(ctx, number); {
	case errors.Is(err, door.ErrNotFound):
		faults.say("worker_id", "neither the list of staff nor the accounts have anybody of this number")
		return number, nil
	case err != nil:
		return "", err
	default:
		return cmp.Or(one.WorkerID, one.ID), nil
	}
}

// own gives by what the policies know the person themselves: in each of their roles, and as those for whom they act.
func (k Keeper) own(ctx context.Context) ([]string, error) {
	all, err := k.Capacities(ctx, k.Who.Account)
	own := []string{k.Who.ID}
	for _, who := range all {
		own = append(own, who.ID)
	}
	return own, err
}

// Agree agrees to a grant, as it was read, that somebody else has given to a third person.
func (k Keeper) Agree(ctx context.Context, as door.Grant) error {
	own, err := k.own(ctx)
	if err != nil {
		return err
	}
	return k.changeGrant(ctx, as, func(g *door.Grant) error {
		switch {
		case !GrantWaits(*g, k.today()):
			return fmt.Errorf("%w: it waits for nobody", door.ErrConflict)
		case door.PersonOf(g.GivenBy) == door.PersonOf(k.Who.By()) || slices.Contains(own, g.Worker):
			return ErrSamePerson
		}
		g.AgreedBy = k.Who.By()
		return nil
	})
}

// EndGrant ends a grant, as it was read: it holds no more from the next request.
func (k Keeper) EndGrant(ctx context.Context, as door.Grant) error {
	return k.changeGrant(ctx, as, func(g *door.Grant) error {
		if g.Over(k.today()) {
			return fmt.Errorf("%w: it is over already", door.ErrConflict)
		}
		g.Until = k.today()
		return nil
	})
}

// changeGrant changes the grant of the same child, person and first day, unless somebody else has changed it since it was read.
func (k Keeper) changeGrant(ctx context.Context, as door.Grant, change func(*door.Grant) error) error {
	f, err := k.find(ctx, as.Child)
	if err != nil {
		return err
	}
	for _, g := range f.Grants {
		if g.Child != as.Child || g.Worker != as.Worker || g.From != as.From {
			continue
		}
		if g.Version = as.Version; g.Version == 0 {
			return fmt.Errorf("%w: nothing says as what it was read", door.ErrInvalid)
		}
		if err := change(&g); err != nil {
			return err
		}
		return whole(k.put(ctx, catalogue.RecordGrant, g.Version, map[string]string{
			"child_id": g.Child, "worker_id": g.Worker, "reason": g.Reason, "started_on": g.From, "ended_on": g.Until,
			"granted_by": g.GivenBy, "approved_by": g.AgreedBy,
		}))
	}
	return fmt.Errorf("%w: there is no such grant", door.ErrNotFound)
}
