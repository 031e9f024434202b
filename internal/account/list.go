package account

import (
	"context"
	"fmt"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
)

// Standing is how an account stands today.
type Standing string

// How an account can stand.
const (
	Open    Standing = "open"
	ToCome  Standing = "not begun"
	Ended   Standing = "ended"
	Left    Standing = "left, by the list of staff"
	NoRoles Standing = "has no role today"
)

// Entry is an account in the list, with what it may sign in as today.
type Entry struct {
	door.Account

	Standing Standing
	// Now is what it may sign in as today.
	Now []door.Actor
	// Waiting is how many roles, or absences of colleagues, wait for a second person.
	Waiting int
}

// List lists the accounts of the authority by name.
func (k Keeper) List(ctx context.Context) ([]Entry, error) {
	if err := k.Allow(ctx, access.ManageAccounts, "list the accounts"); err != nil {
		return nil, err
	}
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	var list []Entry
	for _, one := range accounts.All() {
		e, err := k.entry(ctx, accounts, one)
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, k.Log(ctx, access.ManageAccounts, "", "list the accounts")
}

func (k Keeper) entry(ctx context.Context, accounts *door.Accounts, one door.Account) (e Entry, err error) {
	e.Account = one
	if e.Now, err = k.Capacities(ctx, one.ID); err != nil {
		return e, err
	}
	inForce, err := k.InForce(ctx, one)
	if err != nil {
		return e, err
	}
	today := k.Day().Format(time.DateOnly)
	switch {
	case one.From > today:
		e.Standing = ToCome
	case !one.Holds(today):
		e.Standing = Ended
	case !inForce:
		e.Standing = Left
	case len(e.Now) == 0:
		e.Standing = NoRoles
	default:
		e.Standing = Open
	}
	for _, r := range accounts.Roles(one.ID) {
		if k.NeedsSecond(r.Role) && r.AgreedBy == "" && (r.To == "" || r.To >= today) {
			e.Waiting++
		}
	}
	for _, a := range accounts.Actings(one.ID) {
		if k.NeedsSecond(a.Role) && a.AgreedBy == "" && a.To >= today {
			e.Waiting++
		}
	}
	return e, nil
}

// Detail is one account with all that it was, is and will be.
type Detail struct {
	Entry

	Roles   []door.AccountRole
	Actings []door.Acting
}

// Find gives one account.
func (k Keeper) Find(ctx context.Context, id string) (d Detail, err error) {
	if err := k.Allow(ctx, access.ManageAccounts, "one account"); err != nil {
		return d, err
	}
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return d, err
	}
	one, ok := accounts.Find(id)
	if !ok {
		return d, fmt.Errorf("%w: there is no such account", door.ErrNotFound)
	}
	d.Roles, d.Actings = accounts.Roles(id), accounts.Actings(id)
	if d.Entry, err = k.entry(ctx, accounts, one); err != nil {
		return d, err
	}
	return d, k.Log(ctx, access.ManageAccounts, id, "one account")
}

// Change corrects an account, or gives it a last day. Its first day and its id stay.
func (k Keeper) Change(ctx context.Context, id string, n New) (faults []catalogue.Fault, err error) {
	if err := k.Allow(ctx, access.ManageAccounts, "change an account"); err != nil {
		return nil, err
	}
	one, err := k.FindAccount(ctx, id)
	if err != nil {
		return nil, err
	}
	if faults, err = k.check(ctx, n, id); err != nil || len(faults) > 0 {
		return faults, err
	}
	return k.putAccount(ctx, id, one.From, n)
}
