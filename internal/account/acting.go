package account

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
)

// Stand is somebody who is to stand in for an absent colleague.
type Stand struct {
	// Account is who acts, For the colleague, both by the id of their account, and Role the colleague's.
	Account, For string
	Role         access.Role
	Reason       string
	// From and To are the first and the last day, as 2026-10-31. From is today where it is blank.
	From, To string
}

// longestActing is how long somebody may act for a colleague before it is looked at again.
const longestActing = 92 * 24 * time.Hour

// ActFor arranges that somebody acts for a colleague. What they then do is written down as done by them for the colleague.
func (k Keeper) ActFor(ctx context.Context, n Stand) (faults []catalogue.Fault, err error) {
	if err := k.Allow(ctx, access.ManageAccounts, "arrange that somebody acts for a colleague"); err != nil {
		return nil, err
	}
	n.From = cmp.Or(n.From, k.Day().Format(time.DateOnly))
	if faults, err = k.checkStand(ctx, n); err != nil || len(faults) > 0 {
		return faults, err
	}
	return k.putActing(ctx, door.Acting{
		Account: n.Account, For: n.For, Role: n.Role, Reason: n.Reason, Span: door.Span{From: n.From, To: n.To}, GivenBy: k.Who.By(),
	})
}

func (k Keeper) checkStand(ctx context.Context, n Stand) (faults []catalogue.Fault, err error) {
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	if _, ok := accounts.Find(n.Account); !ok {
		return nil, fmt.Errorf("%w: there is no such account", door.ErrNotFound)
	}
	say := func(field, message string) { faults = append(faults, catalogue.Fault{Field: field, Reason: message}) }
	colleague, ok := accounts.Find(n.For)
	has := false
	for _, r := range accounts.Roles(n.For) {
		has = has || r.Role == n.Role
	}
	switch {
	case !ok:
		say("for_account_id", "choose for whom")
	case n.For == n.Account:
		say("for_account_id", "nobody acts for themselves")
	case colleague.ID == k.Who.Account:
		say("for_account_id", "another administrator arranges who acts for you")
	case !has:
		say("role", "choose a role that the colleague has")
	}
	from, errFrom := time.Parse(time.DateOnly, n.From)
	to, errTo := time.Parse(time.DateOnly, n.To)
	switch {
	case errFrom != nil:
		say("started_on", "enter a day, such as 2026-10-31")
	case errTo != nil:
		say("last_on", "enter the last day, such as 2026-10-31")
	case to.Before(from):
		say("last_on", "the last day is before the first")
	case to.Sub(from) > longestActing:
		say("last_on", "at most three months: arrange it again when they are over")
	}
	return faults, nil
}

// AgreeActing agrees to what somebody else has arranged, where the colleague's role needs a second person.
func (k Keeper) AgreeActing(ctx context.Context, which door.Acting) error {
	return k.changeActing(ctx, which, func(a *door.Acting) error {
		if door.PersonOf(a.GivenBy) == door.PersonOf(k.Who.By()) || a.Account == k.Who.Account || a.For == k.Who.Account {
			return ErrSamePerson
		}
		a.AgreedBy = k.Who.By()
		return nil
	})
}

// EndActing ends it with a day, as 2026-10-31.
func (k Keeper) EndActing(ctx context.Context, which door.Acting, last string) error {
	return k.changeActing(ctx, which, func(a *door.Acting) error {
		a.To = last
		return nil
	})
}

// changeActing changes the one that is of the same people, role and first day.
func (k Keeper) changeActing(ctx context.Context, which door.Acting, change func(*door.Acting) error) error {
	if err := k.Allow(ctx, access.ManageAccounts, "change who acts for a colleague"); err != nil {
		return err
	}
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range accounts.Actings(which.Account) {
		if a.For != which.For || a.Role != which.Role || a.From != which.From {
			continue
		}
		if err := change(&a); err != nil {
			return err
		}
		faults, err := k.putActing(ctx, a)
		return whole(faults, err)
	}
	return fmt.Errorf("%w: nobody acts so", door.ErrNotFound)
}

func (k Keeper) putActing(ctx context.Context, a door.Acting) (faults []catalogue.Fault, err error) {
	return k.put(ctx, catalogue.RecordActing, a.Account, map[string]string{
		"for_account_id": a.For, "role": string(a.Role), "reason": a.Reason,
		"started_on": a.From, "last_on": a.To, "granted_by": a.GivenBy, "approved_by": a.AgreedBy,
	})
}
