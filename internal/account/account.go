// Package account holds the use cases of accounts: who may sign in, in which roles and from which day to which, and who acts for whom. Accounts are
// records that Heed keeps. What proves who somebody is, such as a password, is none and is in package signin.
package account

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/records"
	"heed/internal/signin"
)

// New is an account to be made, with its first role.
type New struct {
	Name, Email string
	// WorkerID is the person's number in the list of staff, blank where they are not in it.
	WorkerID string
	// Agency is whose partner they are, by its code, blank for everybody else.
	Agency string
	// From and To are the first and the last day, as 2026-10-31. From is today where it is blank, and To is blank where there is none.
	From, To string
	Role     Role
}

// Role is a role to be given to an account.
type Role struct {
	Role access.Role
	// TeamID and Service are blank where the list of staff says them.
	TeamID, Service string
	// From is today where it is blank; To is blank where the role has no last day.
	From, To string
}

// Roles lists every role that an account can have.
func Roles() []access.Role {
	return slices.DeleteFunc(slices.Clone(access.Roles), func(r access.Role) bool { return r == access.System })
}

// Keeper is somebody who keeps the accounts of an authority. SignIn is what proves who people are, nil in a demonstration, where nobody has to.
type Keeper struct {
	*door.Session

	SignIn *signin.Store
}

// source is what the ledger says of where an account's records come from.
const source = "account"

// Create makes an account and gives it its first role. It gives the id of the account. Faults say which fields cannot be taken: nothing is then
// recorded.
func (k Keeper) Create(ctx context.Context, n New) (id string, faults []catalogue.Fault, err error) {
	if err := k.Allow(ctx, access.ManageAccounts, "make an account"); err != nil {
		return "", nil, err
	}
	faults, err = k.check(ctx, n, "")
	if faults = append(faults, checkRole(n.Role)...); err != nil || len(faults) > 0 {
		return "", faults, err
	}
	id = "A" + strings.ToLower(rand.Text()[:10])
	from := cmp.Or(n.From, k.Day().Format(time.DateOnly))
	if faults, err = k.putAccount(ctx, id, from, n); err != nil || len(faults) > 0 {
		return "", faults, err
	}
	n.Role.From = cmp.Or(n.Role.From, from)
	faults, err = k.Give(ctx, id, n.Role)
	return id, faults, err
}

// check finds what the record type cannot know: whether the address is one, and nobody else's, and whether the worker is in the list of staff. own is the account that may have the address, blank where it is new.
func (k Keeper) check(ctx context.Context, n New, own string) (faults []catalogue.Fault, err error) {
	if strings.TrimSpace(n.Name) == "" {
		faults = append(faults, catalogue.Fault{Field: "name", Reason: "enter a name"})
	}
	if _, err := mail.ParseAddress(n.Email); err != nil || strings.ContainsAny(n.Email, "<> ") {
		faults = append(faults, catalogue.Fault{Field: "email", Reason: "enter an address such as name@example.gov.uk"})
	} else if other, err := k.FindAccountByEmail(ctx, n.Email); err == nil && other.ID != own {
		faults = append(faults, catalogue.Fault{Field: "email", Reason: "somebody else has an account with this address"})
	} else if err != nil && !errors.Is(err, door.ErrNotFound) {
		return nil, err
	}
	if n.WorkerID != "" {
		names, err := k.StaffNames(ctx)
		if err != nil {
			return nil, err
		}
		if names[n.WorkerID] == "" {
			faults = append(faults, catalogue.Fault{Field: "worker_id", Reason: "the list of staff has nobody of this number"})
		}
	}
	return faults, nil
}

func checkRole(r Role) []catalogue.Fault {
	if !slices.Contains(Roles(), r.Role) {
		return []catalogue.Fault{{Field: "role", Reason: "choose a role"}}
	}
	return nil
}

// Give gives an account a role. Where the role needs a second person it holds once somebody else has agreed: see [Keeper.Agree].
func (k Keeper) Give(ctx context.Context, account string, r Role) (faults []catalogue.Fault, err error) {
	if err := k.Allow(ctx, access.ManageAccounts, "give a role"); err != nil {
		return nil, err
	}
	if faults := checkRole(r); len(faults) > 0 {
		return faults, nil
	}
	return k.putRole(ctx, door.AccountRole{
		Account: account, Role: r.Role, TeamID: r.TeamID, Service: r.Service,
		Span: door.Span{From: cmp.Or(r.From, k.Day().Format(time.DateOnly)), To: r.To}, GivenBy: k.Who.By(),
	})
}

// putRole records a role, new or changed.
func (k Keeper) putRole(ctx context.Context, r door.AccountRole) (faults []catalogue.Fault, err error) {
	return k.put(ctx, catalogue.RecordRole, r.Account, map[string]string{
		"role": string(r.Role), "team_id": r.TeamID, "service": r.Service, "started_on": r.From, "last_on": r.To, "granted_by": r.GivenBy, "approved_by": r.AgreedBy,
	})
}

// putAccount records an account, new or changed.
func (k Keeper) putAccount(ctx context.Context, id, from string, n New) (faults []catalogue.Fault, err error) {
	return k.put(ctx, catalogue.RecordAccount, id, map[string]string{
		"name": n.Name, "email": n.Email, "worker_id": n.WorkerID, "agency": n.Agency, "started_on": from, "last_on": n.To,
	})
}

// put records something of an account, and ends its sessions, since what it may do is other now. Faults say which fields cannot be taken: nothing is then
// recorded.
func (k Keeper) put(ctx context.Context, recordType, account string, values map[string]string) (faults []catalogue.Fault, err error) {
	values["account_id"] = account
	_, faults, err = records.Put(ctx, k.Session, records.PutRequest{Type: recordType, Source: source, Values: values})
	if len(faults) > 0 && errors.Is(err, door.ErrInvalid) {
		return faults, nil
	}
	if err != nil {
		return nil, err
	}
	return nil, k.endSessions(ctx, account)
}

// endSessions ends the sessions of an account whose rights have changed: they go on under new ones, for which the person signs in again.
func (k Keeper) endSessions(ctx context.Context, account string) error {
	if k.SignIn == nil {
		return nil
	}
	return k.SignIn.EndSessions(ctx, signin.Account{Authority: k.Who.Authority, ID: account}, "")
}

// ErrSamePerson says that what needs two people was done by one.
var ErrSamePerson = fmt.Errorf("%w: a second person must agree to this, who is neither the one who gave it nor the one who gets it", door.ErrForbidden)

// Agree agrees to a role that somebody else has given to a third person.
func (k Keeper) Agree(ctx context.Context, account string, role access.Role, from string) error {
	return k.changeRole(ctx, account, role, from, func(r *door.AccountRole) error {
		if door.PersonOf(r.GivenBy) == door.PersonOf(k.Who.By()) || account == k.Who.Account {
			return ErrSamePerson
		}
		r.AgreedBy = k.Who.By()
		return nil
	})
}

// EndRole gives a role a last day, as 2026-10-31; today is the soonest that can be had without a trace of what it was.
func (k Keeper) EndRole(ctx context.Context, account string, role access.Role, from, last string) error {
	return k.changeRole(ctx, account, role, from, func(r *door.AccountRole) error {
		r.To = last
		return nil
	})
}

func (k Keeper) changeRole(ctx context.Context, account string, role access.Role, from string, change func(*door.AccountRole) error) error {
	if err := k.Allow(ctx, access.ManageAccounts, "change a role"); err != nil {
		return err
	}
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, r := range accounts.Roles(account) {
		if r.Role != role || r.From != from {
			continue
		}
		if err := change(&r); err != nil {
			return err
		}
		faults, err := k.putRole(ctx, r)
		return whole(faults, err)
	}
	return fmt.Errorf("%w: the account has no such role", door.ErrNotFound)
}

// whole takes a fault for an error, where no form could show it beside its field.
func whole(faults []catalogue.Fault, err error) error {
	if len(faults) > 0 {
		return fmt.Errorf("%w: %s: %s", door.ErrInvalid, faults[0].Field, faults[0].Reason)
	}
	return err
}
