package account

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
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

// The fields of the form.
const (
	FieldActingRole = "stand_role"
	FieldActingFrom = "stand_from"
	FieldActingTo   = "stand_to"
)

// longestActing is how long somebody may act for a colleague before it is looked at again.
const longestActing = 92 * 24 * time.Hour

// ActFor arranges that somebody acts for a colleague. What they then do is written down as done by them for the colleague.
func (k Keeper) ActFor(ctx context.Context, n Stand) (faults []catalogue.Fault, err error) {
	if err := k.Allow(ctx, access.ManageAccounts, "arrange that somebody acts for a colleague"); err != nil {
		return nil, err
	}
	n.From = cmp.Or(n.From, k.today())
	if faults, err = k.checkStand(ctx, n); err != nil || len(faults) > 0 {
		return faults, err
	}
	return k.putActing(ctx, n.acting(k.Who.By()))
}

func (n Stand) acting(givenBy string) door.Acting {
	return door.Acting{
		Account: n.Account, For: n.For, Reason: n.Reason, Given: door.Given{Role: n.Role, Span: door.Span{From: n.From, To: n.To}, GivenBy: givenBy},
	}
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
	has := slices.ContainsFunc(accounts.Roles(n.For), func(r door.AccountRole) bool { return r.Role == n.Role && !r.Empty() })
	acts := slices.ContainsFunc(accounts.Actings(n.Account), func(a door.Acting) bool {
		return a.For == n.For && a.Role == n.Role && a.Meets(door.Span{From: n.From, To: n.To})
	})
	switch {
	case !ok:
		say("for_account_id", "choose for whom")
	case n.For == n.Account:
		say("for_account_id", "nobody acts for themselves")
	case colleague.ID == k.Who.Account:
		say("for_account_id", "another administrator arranges who acts for you")
	case !has:
		say(FieldActingRole, "choose a role that the colleague has")
	case acts:
		say("for_account_id", "they act for this colleague in that time already: end it first")
	}
	if strings.TrimSpace(n.Reason) == "" {
		say("reason", "say why, such as leave")
	}
	span := door.Span{From: n.From, To: n.To}
	if faults = append(faults, checkDays(span, FieldActingFrom, FieldActingTo)...); len(faults) > 0 {
		return faults, nil
	}
	from, _ := time.Parse(time.DateOnly, n.From)
	if to, _ := time.Parse(time.DateOnly, n.To); n.To == "" {
		say(FieldActingTo, "enter a last day, such as 31 March 2026")
	} else if to.Sub(from) > longestActing {
		say(FieldActingTo, "at most three months: arrange it again when they are over")
	}
	return faults, nil
}

// AgreeActing agrees to what somebody else has arranged, as it was read, where a second person must.
func (k Keeper) AgreeActing(ctx context.Context, as door.Acting) error {
	return k.changeActing(ctx, as, func(a *door.Acting) error { return k.agree(&a.Given, a.Account, a.For) })
}

// EndActing ends it, as it was read, with a day, as 2026-10-31.
func (k Keeper) EndActing(ctx context.Context, as door.Acting, last string) error {
	return k.changeActing(ctx, as, func(a *door.Acting) error { return end(&a.Given, last) })
}

// changeActing changes the one that is of the same people, role and first day, unless somebody else has changed it since it was read.
func (k Keeper) changeActing(ctx context.Context, as door.Acting, change func(*door.Acting) error) error {
	if err := k.Allow(ctx, access.ManageAccounts, "change who acts for a colleague"); err != nil {
		return err
	}
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range accounts.Actings(as.Account) {
		if a.For != as.For || a.Role != as.Role || a.From != as.From {
			continue
		}
		if a.Version = as.Version; a.Version == 0 {
			return fmt.Errorf("%w: nothing says as what it was read", door.ErrInvalid)
		}
		if err := change(&a); err != nil {
			return err
		}
		return whole(k.putActing(ctx, a))
	}
	return fmt.Errorf("%w: nobody acts so", door.ErrNotFound)
}

func (k Keeper) putActing(ctx context.Context, a door.Acting) (faults []catalogue.Fault, err error) {
	return k.put(ctx, catalogue.RecordActing, a.Account, a.Version, given(a.Given, map[string]string{"for_account_id": a.For, "reason": a.Reason}))
}
