package account

import (
	"context"
	"fmt"

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
	today := k.today()
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
		if k.Waits(r.Given, k.NeedsSecond(r.Role)) {
			e.Waiting++
		}
	}
	for _, a := range accounts.Actings(one.ID) {
		needs, err := k.actingNeeds(ctx, accounts, a)
		if err != nil {
			return e, err
		}
		if k.Waits(a.Given, needs) {
			e.Waiting++
		}
	}
	return e, nil
}

// Waits says whether what was given waits for a second person: one is needed, nobody has agreed, and it is not over.
func (k Keeper) Waits(g door.Given, needs bool) bool {
	return needs && g.AgreedBy == "" && !k.over(g)
}

// over says that what was given holds no more, and will not.
func (k Keeper) over(g door.Given) bool { return g.Empty() || g.To != "" && g.To < k.today() }

// ActingNeeds says whether a second person must agree that somebody acts for a colleague.
func (k Keeper) ActingNeeds(ctx context.Context, a door.Acting) (bool, error) {
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return true, err
	}
	return k.actingNeeds(ctx, accounts, a)
}

func (k Keeper) actingNeeds(ctx context.Context, accounts *door.Accounts, a door.Acting) (bool, error) {
	colleague, _ := accounts.Find(a.For)
	return k.ActingNeedsSecond(ctx, colleague, a.Role)
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

// Change corrects an account, or gives it a last day. Its first day and its id stay. Where it says who somebody is, or lets them stay longer, what a second
// person has agreed to is to be agreed to again: it was given to somebody else.
func (k Keeper) Change(ctx context.Context, id string, n New) (faults []catalogue.Fault, err error) {
	if err := k.allowUpon(ctx, id, "change an account"); err != nil {
		return nil, err
	}
	defer k.AccountsAlone()()
	was, err := k.FindAccount(ctx, id)
	if err != nil {
		return nil, err
	}
	n.From = was.From
	if faults, err = k.check(ctx, n, was); err != nil || len(faults) > 0 {
		return faults, err
	}
	other := n.Name != was.Name || n.Email != was.Email || n.WorkerID != was.WorkerID || n.To == "" && was.To != "" || n.To > was.To && was.To != ""
	if other { // before it is somebody else
		if err := k.askAgain(ctx, id); err != nil {
			return nil, err
		}
	}
	faults, err = k.putAccount(ctx, id, n)
	if other && err != nil {
		err = afterFirst(err)
	}
	return faults, err
}

// askAgain has what a second person has agreed to of an account be agreed to again: its roles, and that it acts for a colleague, or a colleague for it, since
// who acts for somebody is given what they have.
func (k Keeper) askAgain(ctx context.Context, id string) error {
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, r := range accounts.Roles(id) {
		if r.AgreedBy != "" && k.NeedsSecond(r.Role) {
			r.GivenBy, r.AgreedBy = k.Who.By(), ""
			if err := whole(k.putRole(ctx, r)); err != nil {
				return err
			}
		}
	}
	for _, one := range accounts.All() {
		for _, a := range accounts.Actings(one.ID) {
			if a.AgreedBy == "" || a.Account != id && a.For != id {
				continue
			}
			a.GivenBy, a.AgreedBy = k.Who.By(), ""
			if err := whole(k.putActing(ctx, a)); err != nil {
				return err
			}
		}
	}
	return nil
}
