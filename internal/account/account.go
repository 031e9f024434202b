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

// The fields of a role in a form, by which its faults are told from those of the account.
const (
	FieldFrom = "role_from"
	FieldTo   = "role_to"
)

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
	return k.create(ctx, n, "")
}

// create is Create of a role to which somebody has agreed already, where agreedBy is not blank.
func (k Keeper) create(ctx context.Context, n New, agreedBy string) (id string, faults []catalogue.Fault, err error) {
	if err := k.Allow(ctx, access.ManageAccounts, "make an account"); err != nil {
		return "", nil, err
	}
	defer k.AccountsAlone()()
	n.From = cmp.Or(n.From, k.today())
	n.Role.From = cmp.Or(n.Role.From, n.From)
	n.Role = n.Role.ending(n.To)
	faults, err = k.check(ctx, n, door.Account{})
	if faults = append(faults, checkRole(n.Role)...); err != nil || len(faults) > 0 {
		return "", faults, err
	}
	id = "A" + strings.ToLower(rand.Text()[:10])
	role := n.Role.of(id, k.Who.By(), agreedBy)
	if faults, err = records.Check(k.Session, request(catalogue.RecordRole, id, 0, valuesOf(role))); err != nil || len(faults) > 0 { // before the account stands without it
		return "", faults, err
	}
	if faults, err = k.putAccount(ctx, id, n); err != nil || len(faults) > 0 {
		return "", faults, err
	}
	faults, err = k.putRole(ctx, role)
	return id, nil, afterFirst(whole(faults, err))
}

// afterFirst says of an error that something was recorded before.
func afterFirst(err error) error {
	if err != nil {
		return &door.CommittedError{Err: err}
	}
	return nil
}

func (k Keeper) today() string { return k.Day().Format(time.DateOnly) }

// of gives the role as an account has it.
func (r Role) of(account, givenBy, agreedBy string) door.AccountRole {
	return door.AccountRole{
		Account: account, TeamID: r.TeamID, Service: r.Service,
		Given: door.Given{Role: r.Role, Span: door.Span{From: r.From, To: r.To}, GivenBy: givenBy, AgreedBy: agreedBy},
	}
}

// IsEmail says whether a text is an address and nothing else.
func IsEmail(text string) bool {
	_, err := mail.ParseAddress(text)
	return err == nil && !strings.ContainsAny(text, "<> ")
}

// check finds what the record type cannot know: whether the address is one, and nobody else's, and whether the worker is in the list of staff and
// nobody else's. was is what stands, blank where the account is new.
func (k Keeper) check(ctx context.Context, n New, was door.Account) (faults []catalogue.Fault, err error) {
	say := func(field, reason string) { faults = append(faults, catalogue.Fault{Field: field, Reason: reason}) }
	if strings.TrimSpace(n.Name) == "" {
		say("name", "enter a name")
	}
	switch other, err := k.FindAccountByEmail(ctx, n.Email); {
	case !IsEmail(n.Email):
		say("email", "enter an address such as name@example.gov.uk")
	case err == nil && other.ID != was.ID:
		say("email", "somebody else has an account with this address")
	case err != nil && !errors.Is(err, door.ErrNotFound):
		return nil, err
	}
	if n.WorkerID != "" && n.WorkerID != was.WorkerID {
		known, err := k.IsWorker(ctx, n.WorkerID)
		if err != nil {
			return nil, err
		}
		accounts, err := k.Accounts(ctx)
		if err != nil {
			return nil, err
		}
		has := slices.ContainsFunc(accounts.All(), func(a door.Account) bool { return a.WorkerID == n.WorkerID && a.ID != was.ID })
		granted, err := k.ActingNeedsSecond(ctx, door.Account{WorkerID: n.WorkerID}, "")
		if err != nil {
			return nil, err
		}
		switch {
		case granted && k.Who.Role != access.System: // whoever has the account has the grant
			say("worker_id", "this number may open a restricted record by name: end that grant, and give it again once the account is there")
		case !known:
			say("worker_id", "the list of staff has nobody of this number")
		case has:
			say("worker_id", "somebody else has an account with this number")
		}
	}
	return append(faults, checkDays(door.Span{From: n.From, To: n.To}, "started_on", "last_on")...), nil
}

// checkDays finds what is wrong with a first and a last day.
func checkDays(span door.Span, first, last string) (faults []catalogue.Fault) {
	const aDay = "enter a day, such as 31 March 2026"
	if _, err := time.Parse(time.DateOnly, span.From); err != nil {
		faults = append(faults, catalogue.Fault{Field: first, Reason: aDay})
	}
	if span.To == "" {
		return faults
	}
	if _, err := time.Parse(time.DateOnly, span.To); err != nil {
		return append(faults, catalogue.Fault{Field: last, Reason: aDay})
	}
	if span.Empty() {
		faults = append(faults, catalogue.Fault{Field: last, Reason: "the last day is before the first"})
	}
	return faults
}

// inspectorStays is how long an inspector's role lasts where nobody says: it ends by itself.
const inspectorStays = 92 * 24 * time.Hour

// ending gives a role of somebody from outside who comes for a while a last day, where nobody has said one: that of the account, or one of its own.
func (r Role) ending(account string) Role {
	from, err := time.Parse(time.DateOnly, r.From)
	if r.Role == access.Inspector && r.To == "" && err == nil {
		r.To = cmp.Or(account, from.Add(inspectorStays).Format(time.DateOnly))
	}
	return r
}

func checkRole(r Role) (faults []catalogue.Fault) {
	if !slices.Contains(Roles(), r.Role) {
		faults = append(faults, catalogue.Fault{Field: "role", Reason: "choose a role"})
	}
	return append(faults, checkDays(door.Span{From: r.From, To: r.To}, FieldFrom, FieldTo)...)
}

// allowUpon asks whether somebody may change an account or its roles. Who acts for a colleague, or will, has what the colleague has: they would change their
// own rights. The policy refuses to change one's own account.
func (k Keeper) allowUpon(ctx context.Context, id, what string) error {
	if err := k.Allow(ctx, access.ManageAccounts, what); err != nil {
		return err
	}
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return err
	}
	acts := slices.ContainsFunc(accounts.Actings(k.Who.Account), func(a door.Acting) bool { return a.For == id && !k.over(a.Given) })
	if acts {
		return k.Refuse(ctx, access.ManageAccounts, "", what, "you act for this colleague, and nobody changes their own rights: another administrator does it")
	}
	return nil
}

// Give gives an account a role. Where the role needs a second person it holds once somebody else has agreed: see [Keeper.Agree].
func (k Keeper) Give(ctx context.Context, account string, r Role) (faults []catalogue.Fault, err error) {
	if err := k.allowUpon(ctx, account, "give a role"); err != nil {
		return nil, err
	}
	defer k.AccountsAlone()()
	r.From = cmp.Or(r.From, k.today())
	r = r.ending("")
	if faults = checkRole(r); len(faults) > 0 {
		return faults, nil
	}
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	given := r.of(account, k.Who.By(), "")
	for _, has := range accounts.Roles(account) {
		if has.Role == r.Role && has.Meets(given.Span) {
			return []catalogue.Fault{{Field: "role", Reason: "the account has this role in that time already: end it first"}}, nil
		}
	}
	return k.putRole(ctx, given)
}

// putRole records a role, new or changed.
func (k Keeper) putRole(ctx context.Context, r door.AccountRole) (faults []catalogue.Fault, err error) {
	return k.put(ctx, catalogue.RecordRole, r.Account, r.Version, valuesOf(r))
}

// valuesOf gives the values of a role's record.
func valuesOf(r door.AccountRole) map[string]string {
	return given(r.Given, map[string]string{"team_id": r.TeamID, "service": r.Service})
}

// given adds to the values of a record what is given by it.
func given(g door.Given, values map[string]string) map[string]string {
	values["role"], values["started_on"], values["last_on"] = string(g.Role), g.From, g.To
	values["granted_by"], values["approved_by"] = g.GivenBy, g.AgreedBy
	return values
}

// putAccount records an account, new or changed.
func (k Keeper) putAccount(ctx context.Context, id string, n New) (faults []catalogue.Fault, err error) {
	return k.put(ctx, catalogue.RecordAccount, id, 0, map[string]string{
		"name": n.Name, "email": n.Email, "worker_id": n.WorkerID, "agency": n.Agency, "started_on": n.From, "last_on": n.To,
	})
}

// request asks to record something of an account. version is what it was changed from, 0 where that is not asked.
func request(recordType, account string, version int, values map[string]string) records.PutRequest {
	values["account_id"] = account
	r := records.PutRequest{Type: recordType, Source: source, Values: values}
	if version > 0 {
		r.ExpectVersion = &version
	}
	return r
}

// put records something of an account, and ends its sessions, since what it may do is other now. version is what it was changed from, 0 where that is not
// asked. Faults say which fields cannot be taken: nothing is then recorded.
func (k Keeper) put(ctx context.Context, recordType, account string, version int, values map[string]string) (faults []catalogue.Fault, err error) {
	faults, err = records.Fill(ctx, k.Session, request(recordType, account, version, values))
	if len(faults) > 0 {
		return faults, nil
	}
	var committed *door.CommittedError
	if err != nil && !errors.As(err, &committed) {
		return nil, err
	}
	if ended := k.endSessions(ctx, account); ended != nil {
		return nil, &door.CommittedError{Err: errors.Join(err, ended)}
	}
	return nil, err
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

// agree agrees to what somebody else has given to a third person.
func (k Keeper) agree(g *door.Given, getting ...string) error {
	if door.PersonOf(g.GivenBy) == door.PersonOf(k.Who.By()) || slices.Contains(getting, k.Who.Account) {
		return ErrSamePerson
	}
	g.AgreedBy = k.Who.By()
	return nil
}

// end gives what was given a last day, as 2026-10-31, unless it is over by then.
func end(g *door.Given, last string) error {
	if g.To != "" && g.To <= last {
		return fmt.Errorf("%w: it is over already", door.ErrConflict)
	}
	g.To = last
	return nil
}

// Agree agrees to a role as it was read, that somebody else has given to a third person.
func (k Keeper) Agree(ctx context.Context, as door.AccountRole) error {
	return k.changeRole(ctx, as, func(r *door.AccountRole) error { return k.agree(&r.Given, r.Account) })
}

// EndRole gives a role as it was read a last day, as 2026-10-31.
func (k Keeper) EndRole(ctx context.Context, as door.AccountRole, last string) error {
	return k.changeRole(ctx, as, func(r *door.AccountRole) error { return end(&r.Given, last) })
}

// changeRole changes the role of the same account, kind and first day, unless somebody else has changed it since it was read.
func (k Keeper) changeRole(ctx context.Context, as door.AccountRole, change func(*door.AccountRole) error) error {
	if err := k.allowUpon(ctx, as.Account, "change a role"); err != nil {
		return err
	}
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, r := range accounts.Roles(as.Account) {
		if r.Role != as.Role || r.From != as.From {
			continue
		}
		if r.Version = as.Version; r.Version == 0 {
			return fmt.Errorf("%w: nothing says as what the role was read", door.ErrInvalid)
		}
		if err := change(&r); err != nil {
			return err
		}
		return whole(k.putRole(ctx, r))
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
