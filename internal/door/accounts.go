package door

import (
	"cmp"
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

// Key gives by what package signin knows the account.
func (a Account) Key() signin.Account { return signin.Account{Authority: a.Authority, ID: a.ID} }

// Span is from one civil day to another, both included. To is blank where there is no last day.
type Span struct{ From, To string }

// Holds says whether a day is in it.
func (s Span) Holds(day string) bool { return s.From <= day && (s.To == "" || day <= s.To) }

// Empty says that it holds no day: it was taken back before it began.
func (s Span) Empty() bool { return s.To != "" && s.To < s.From }

// Meets says whether some day is in both.
func (s Span) Meets(other Span) bool {
	return !s.Empty() && !other.Empty() && (s.To == "" || other.From <= s.To) && (other.To == "" || s.From <= other.To)
}

// Given is what is given to an account for a time: a role of its own, or that of a colleague.
type Given struct {
	Role access.Role
	Span
	// GivenBy and AgreedBy are who gave it and who agreed to it, as Actor.By writes them.
	GivenBy, AgreedBy string
	// Version is that of its record, by which it is told whether somebody else has changed it since.
	Version int
}

// AccountRole is what an account may see and do, for a time.
type AccountRole struct {
	Account string
	Given
	// TeamID and Service are blank where the list of staff says them.
	TeamID, Service string
}

// Acting is an account's right to do in one role of a colleague what the colleague may, for a time.
type Acting struct {
	Account, For string
	Given
	Reason string
}

// Accounts are all accounts of an authority by their ids, with their roles and whom they act for by the ids of the records. They do not change;
// what is recorded makes others.
type Accounts struct {
	accounts map[string]Account
	roles    map[string]AccountRole
	actings  map[string]Acting
	// byName are the ids of accounts by the names that they sign in with, as attempts are counted.
	byName map[string]string
	// rolesOf and actingsOf are the same by account, by the first day.
	rolesOf   map[string][]AccountRole
	actingsOf map[string][]Acting
}

// Find gives an account by its id.
func (a *Accounts) Find(id string) (Account, bool) {
	one, ok := a.accounts[id]
	return one, ok
}

// All lists the accounts by name.
func (a *Accounts) All() []Account {
	return sorted(a.accounts, func(one Account) string { return one.Name + "\x00" + one.ID })
}

// Roles lists an account's roles, those that are over and those to come too, by their first day.
func (a *Accounts) Roles(account string) []AccountRole { return a.rolesOf[account] }

// Actings lists whom an account acts for, or acted or will act for, by the first day.
func (a *Accounts) Actings(account string) []Acting { return a.actingsOf[account] }

// sorted lists records by a key.
func sorted[T any](all map[string]T, key func(T) string) []T {
	list := make([]T, 0, len(all))
	for _, one := range all {
		list = append(list, one)
	}
	slices.SortFunc(list, func(x, y T) int { return strings.Compare(key(x), key(y)) })
	return list
}

// grouped lists records by account, each account's by a key.
func grouped[T any](all map[string]T, account, key func(T) string) map[string][]T {
	of := map[string][]T{}
	for _, one := range sorted(all, key) {
		of[account(one)] = append(of[account(one)], one)
	}
	return of
}

// arrange works out what is asked for of the records.
func (a *Accounts) arrange() {
	a.byName = make(map[string]string, len(a.accounts))
	for _, one := range a.All() {
		a.byName[signin.FoldName(one.Email)] = one.ID
	}
	a.rolesOf = grouped(a.roles, func(one AccountRole) string { return one.Account }, func(one AccountRole) string { return one.From + string(one.Role) })
	a.actingsOf = grouped(a.actings, func(one Acting) string { return one.Account }, func(one Acting) string { return one.From + one.For + string(one.Role) })
}

// SetUp stands in the ledger for whoever made the first administrator.
const SetUp = "setup"

// names adds the names of all who have or had an account, and of those who acted for them, as the ledger and the log name them.
func (a *Accounts) names(to map[string]string) {
	to[SetUp] = "Whoever set Heed up"
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
		changed = some || more || others
		if changed {
			now.arrange()
		}
		return now, changed, err
	})
}

func spanOf(r said) Span { return Span{r.value("started_on"), r.value("last_on")} }

func accountOf(r said) Account {
	return Account{
		Authority: r.Authority, ID: r.Subject, Name: r.value("name"), Email: r.value("email"),
		WorkerID: r.value("worker_id"), Agency: r.value("agency"), Span: spanOf(r),
	}
}

func givenOf(r said) Given {
	return Given{
		Role: access.Role(r.value("role")), Span: spanOf(r), GivenBy: r.value("granted_by"), AgreedBy: r.value("approved_by"), Version: r.Version,
	}
}

func roleOf(r said) AccountRole {
	return AccountRole{Account: r.Subject, Given: givenOf(r), TeamID: r.value("team_id"), Service: r.value("service")}
}

func actingOf(r said) Acting {
	return Acting{Account: r.Subject, For: r.value("for_account_id"), Given: givenOf(r), Reason: r.value("reason")}
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
		if id, ok := accounts.byName[name]; ok {
			return accounts.accounts[id], nil
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
func (d *Door) NeedsSecond(role access.Role) bool { return d.wide[role] }

// wideRoles are those roles, as the policies have it.
func wideRoles(p *access.Policy) map[access.Role]bool {
	const anywhere = "000"
	wide := map[access.Role]bool{}
	for _, role := range access.Roles {
		who := access.Principal{Role: role, Authority: anywhere}
		wide[role] = p.Asker(who).About(access.ReadChild, access.Child{Authority: anywhere}.Ready()).Allowed ||
			p.Allows(who, access.ManageAccounts, anywhere).Allowed
	}
	return wide
}

// holds says whether what was given holds today: somebody else has agreed to it, where somebody must.
func (d *Door) holds(g Given, needs bool) bool {
	return g.Holds(d.civil()) && (!needs || g.AgreedBy != "" && PersonOf(g.AgreedBy) != PersonOf(g.GivenBy))
}

// actingNeeds says whether a second person must agree that somebody acts for a colleague: as to the role, and where the colleague has, or will
// have, a grant by name to a restricted record, which whoever acts has too.
func (d *Door) actingNeeds(ctx context.Context, a *authority, colleague Account, role access.Role) (bool, error) {
	if d.NeedsSecond(role) {
		return true, nil
	}
	by := cmp.Or(colleague.WorkerID, colleague.ID) // as grants name people
	rights, err := d.rightsOf(ctx, a)
	if err != nil {
		return true, err
	}
	for _, grant := range rights.grants {
		if grant.Worker == by && !grant.Over(d.civil()) {
			return true, nil
		}
	}
	return false, nil
}

// FindAccountByEmail is [Door.FindAccountByEmail], for use cases that have asked for permission.
func (s *Session) FindAccountByEmail(ctx context.Context, email string) (Account, error) {
	return s.door.FindAccountByEmail(ctx, email)
}

// FindAccount gives an account of the session's authority by its id, for use cases that have asked for permission.
func (s *Session) FindAccount(ctx context.Context, id string) (Account, error) {
	return s.door.FindAccount(ctx, s.Who.Authority, id)
}

// OpensEveryChild says whether the policies open every child of the authority to a role that stands in no relation to it, restricted ones apart.
func (s *Session) OpensEveryChild(role access.Role) bool {
	const anywhere = "000"
	return s.door.policy.Asker(access.Principal{Role: role, Authority: anywhere}).About(access.ReadChild, access.Child{Authority: anywhere}.Ready()).Allowed
}

// NeedsSecond is [Door.NeedsSecond].
func (s *Session) NeedsSecond(role access.Role) bool { return s.door.NeedsSecond(role) }

// ActingNeedsSecond says whether a second person must agree that somebody acts for a colleague in a role.
func (s *Session) ActingNeedsSecond(ctx context.Context, colleague Account, role access.Role) (bool, error) {
	a, err := s.door.authority(ctx, s.Who.Authority)
	if err != nil {
		return true, err
	}
	return s.door.actingNeeds(ctx, a, colleague, role)
}

// AccountsAlone waits until nobody else of this process makes or changes an account, so that no two get the same address or number, and gives what lets the next
// one.
func (s *Session) AccountsAlone() (done func()) {
	s.door.keeping.Lock()
	return s.door.keeping.Unlock
}

// IsWorker says whether the list of staff has a number.
func (s *Session) IsWorker(ctx context.Context, id string) (bool, error) {
	a, err := s.door.authority(ctx, s.Who.Authority)
	if err != nil {
		return false, err
	}
	posts, err := s.door.postsOf(ctx, a)
	if err != nil {
		return false, err
	}
	_, known := posts.workers[id]
	return known, nil
}

// InForce says whether an account may sign in today at all: it has begun, has not ended, and who has it has not left by the list of staff.
func (s *Session) InForce(ctx context.Context, one Account) (bool, error) {
	a, err := s.door.authority(ctx, s.Who.Authority)
	if err != nil {
		return false, err
	}
	posts, err := s.door.postsOf(ctx, a)
	return err == nil && s.door.inForce(one, posts), err
}
