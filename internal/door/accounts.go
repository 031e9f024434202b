package door

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/signin"
)

// Account is somebody who may sign in. What they may see and do are their roles.
type Account struct {
	Authority, ID, Name, Email string
	// WorkerID is their number in the list of staff, blank where they are not in it; Agency is whose partner they are, blank for everybody else.
	WorkerID, Agency string
	Span
}

// Span is from one civil day to another, both included. To is blank where there is no last day.
type Span struct{ From, To string }

// Holds says whether a day is in it.
func (s Span) Holds(day string) bool { return s.From <= day && (s.To == "" || day <= s.To) }

// AccountRole is what an account may see and do, for a time.
type AccountRole struct {
	Account string
	Role    access.Role
	// TeamID and Service are blank where the list of staff says them.
	TeamID, Service string
	Span
	// GivenBy and AgreedBy are the accounts that gave it and agreed to it.
	GivenBy, AgreedBy string
}

// Acting is an account's right to do in one role of a colleague what the colleague may, for a time.
type Acting struct {
	Account, For string
	Role         access.Role
	Reason       string
	Span
	GivenBy, AgreedBy string
}

// Accounts are all accounts of an authority by their ids, with their roles and whom they act for by the ids of the records. They do not change;
// what is recorded makes others.
type Accounts struct {
	accounts map[string]Account
	roles    map[string]AccountRole
	actings  map[string]Acting
}

// Find gives an account by its id.
func (a *Accounts) Find(id string) (Account, bool) {
	one, ok := a.accounts[id]
	return one, ok
}

// All lists the accounts by name.
func (a *Accounts) All() []Account {
	return sorted(a.accounts, nil, func(one Account) string { return one.Name + "\x00" + one.ID })
}

// Roles lists an account's roles, those that are over and those to come too, by their first day.
func (a *Accounts) Roles(account string) []AccountRole {
	return sorted(a.roles, func(one AccountRole) bool { return one.Account == account },
		func(one AccountRole) string { return one.From + string(one.Role) })
}

// Actings lists whom an account acts for, or acted or will act for, by the first day.
func (a *Accounts) Actings(account string) []Acting {
	return sorted(a.actings, func(one Acting) bool { return one.Account == account },
		func(one Acting) string { return one.From + one.For + string(one.Role) })
}

// sorted lists those of some records that are asked for, all where keep is nil, by a key.
func sorted[T any](all map[string]T, keep func(T) bool, key func(T) string) []T {
	list := make([]T, 0, len(all))
	for _, one := range all {
		if keep == nil || keep(one) {
			list = append(list, one)
		}
	}
	slices.SortFunc(list, func(x, y T) int { return strings.Compare(key(x), key(y)) })
	return list
}

// names adds the names of all who have or had an account, and of those who acted for them, as the ledger and the log name them.
func (a *Accounts) names(to map[string]string) {
	for _, one := range a.accounts {
		to[one.ID] = one.Name
	}
	for _, acting := range a.actings {
		who, whom := Actor{Account: acting.Account, For: acting.For}, to[acting.For]
		to[who.By()] = to[acting.Account] + " for " + whom
	}
}

// accountsOf gives an authority's accounts up to the ledger's last entry.
func (d *Door) accountsOf(ctx context.Context, a *authority) (*Accounts, error) {
	return a.accounts.upTo(ctx, d, a.code, func(after int64, was Accounts) (now Accounts, changed bool, err error) {
		var some, more, others bool
		if now.accounts, some, err = latest(ctx, d, a.code, catalogue.RecordAccount, after, was.accounts, accountOf); err != nil {
			return now, false, err
		}
		if now.roles, more, err = latest(ctx, d, a.code, catalogue.RecordRole, after, was.roles, roleOf); err != nil {
			return now, false, err
		}
		now.actings, others, err = latest(ctx, d, a.code, catalogue.RecordActing, after, was.actings, actingOf)
		return now, some || more || others, err
	})
}

func spanOf(r said) Span { return Span{r.value("started_on"), r.value("last_on")} }

func accountOf(r said) Account {
	return Account{
		Authority: r.Authority, ID: r.Subject, Name: r.value("name"), Email: r.value("email"),
		WorkerID: r.value("worker_id"), Agency: r.value("agency"), Span: spanOf(r),
	}
}

func roleOf(r said) AccountRole {
	return AccountRole{
		Account: r.Subject, Role: access.Role(r.value("role")), TeamID: r.value("team_id"), Service: r.value("service"),
		Span: spanOf(r), GivenBy: r.value("granted_by"), AgreedBy: r.value("approved_by"),
	}
}

func actingOf(r said) Acting {
	return Acting{
		Account: r.Subject, For: r.value("for_account_id"), Role: access.Role(r.value("role")), Reason: r.value("reason"),
		Span: spanOf(r), GivenBy: r.value("granted_by"), AgreedBy: r.value("approved_by"),
	}
}

// Accounts gives the accounts of the session's authority, for use cases that have asked for permission.
func (s *Session) Accounts(ctx context.Context) (*Accounts, error) {
	a, err := s.door.authority(ctx, s.Who.Authority)
	if err != nil {
		return nil, err
	}
	return s.door.accountsOf(ctx, a)
}

// FindAccountByEmail gives the account that an e-mail address belongs to, of whichever authority, or ErrNotFound. It says nothing about
// whether the account may sign in.
func (d *Door) FindAccountByEmail(ctx context.Context, email string) (Account, error) {
	codes, err := d.ledger.Authorities(ctx)
	if err != nil {
		return Account{}, err
	}
	name := signin.FoldName(email) // as attempts to sign in are counted
	for _, code := range codes {
		a, err := d.authority(ctx, code)
		if err != nil {
			return Account{}, err
		}
		accounts, err := d.accountsOf(ctx, a)
		if err != nil {
			return Account{}, err
		}
		for _, one := range accounts.All() {
			if signin.FoldName(one.Email) == name {
				return one, nil
			}
		}
	}
	return Account{}, fmt.Errorf("%w: nobody has that address", ErrNotFound)
}

// FindAccount gives an account by its id.
func (d *Door) FindAccount(ctx context.Context, authority, id string) (Account, error) {
	a, err := d.authority(ctx, authority)
	if err != nil {
		return Account{}, err
	}
	accounts, err := d.accountsOf(ctx, a)
	if err != nil {
		return Account{}, err
	}
	one, ok := accounts.Find(id)
	if !ok {
		return one, fmt.Errorf("%w: there is no account of that id", ErrNotFound)
	}
	return one, nil
}

// NeedsSecond says whether a role is one that somebody else than its giver must agree to: who has it sees every child, or keeps the accounts.
func (d *Door) NeedsSecond(role access.Role) bool {
	const anywhere = "000"
	asker := d.policy.Asker(access.Principal{Role: role, Authority: anywhere})
	return asker.About(access.ReadChild, access.Child{Authority: anywhere}.Ready()).Allowed ||
		d.policy.Allows(access.Principal{Role: role, Authority: anywhere}, access.ManageAccounts, anywhere).Allowed
}

// agreed says whether what was given holds: somebody else has agreed to it, where somebody must.
func (d *Door) agreed(role access.Role, givenBy, agreedBy string) bool {
	return !d.NeedsSecond(role) || agreedBy != "" && PersonOf(agreedBy) != PersonOf(givenBy)
}

// FindAccountByEmail is [Door.FindAccountByEmail], for use cases that have asked for permission.
func (s *Session) FindAccountByEmail(ctx context.Context, email string) (Account, error) {
	return s.door.FindAccountByEmail(ctx, email)
}

// FindAccount gives an account of the session's authority by its id, for use cases that have asked for permission.
func (s *Session) FindAccount(ctx context.Context, id string) (Account, error) {
	return s.door.FindAccount(ctx, s.Who.Authority, id)
}

// NeedsSecond is [Door.NeedsSecond].
func (s *Session) NeedsSecond(role access.Role) bool { return s.door.NeedsSecond(role) }

// InForce says whether an account may sign in today at all: it has begun, has not ended, and who has it has not left by the list of staff.
func (s *Session) InForce(ctx context.Context, one Account) (bool, error) {
	a, err := s.door.authority(ctx, s.Who.Authority)
	if err != nil {
		return false, err
	}
	posts, err := s.door.postsOf(ctx, a)
	return err == nil && s.door.inForce(one, posts), err
}
