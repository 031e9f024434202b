package account_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/door"
	"heed/internal/signin"
	"heed/internal/testkit"
)

// office is the small council, of which the test keeps the accounts.
type office struct {
	t     *testing.T
	heed  *testkit.Heed
	store *signin.Store
}

func openOffice(t *testing.T) office {
	t.Helper()
	h := testkit.OpenCold(t)
	store, err := signin.Open(t.Context(), signin.Config{Path: filepath.Join(h.Dir, "heed-signin.db"), Now: h.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return office{t, h, store}
}

// commandLine is whoever runs Heed's commands.
func (o office) commandLine() account.Keeper {
	return account.Keeper{Session: o.heed.Session(door.System(testkit.Authority)), SignIn: o.store}
}

// by is an administrator with an account.
func (o office) by(id string) account.Keeper {
	who := door.Actor{ID: id, Account: id, Role: access.Administrator, Authority: testkit.Authority}
	return account.Keeper{Session: o.heed.Session(who), SignIn: o.store}
}

// administrators makes two, each of whom the command line has given the role and another has agreed to.
func (o office) administrators() (ada, ben string) {
	o.t.Helper()
	ada, ben = o.create(o.commandLine(), "Ada Winterbourne", "", access.Administrator), o.create(o.commandLine(), "Ben Ashworth", "", access.Administrator)
	for _, id := range []string{ada, ben} {
		o.must(o.by("second").Agree(o.t.Context(), o.role(id)))
	}
	return ada, ben
}

// named is an account to be made in a role, whose address is made of its name.
func named(name, worker string, role access.Role) account.New {
	return account.New{Name: name, Email: address(name), WorkerID: worker, Role: account.Role{Role: role}}
}

func address(name string) string { return string([]rune(name)[:3]) + "@heed.example" }

func (o office) create(k account.Keeper, name, worker string, role access.Role) string {
	o.t.Helper()
	id, faults, err := k.Create(o.t.Context(), named(name, worker, role))
	if err != nil || len(faults) > 0 {
		o.t.Fatal(faults, err)
	}
	return id
}

func (o office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// role gives the only role of an account as it stands.
func (o office) role(id string) door.AccountRole {
	o.t.Helper()
	accounts, err := o.commandLine().Accounts(o.t.Context())
	if err != nil || len(accounts.Roles(id)) != 1 {
		o.t.Fatalf("%s has %d roles: %v", id, len(accounts.Roles(id)), err)
	}
	return accounts.Roles(id)[0]
}

// acting gives the only colleague for whom an account acts, as it stands.
func (o office) acting(id string) door.Acting {
	o.t.Helper()
	accounts, err := o.commandLine().Accounts(o.t.Context())
	if err != nil || len(accounts.Actings(id)) != 1 {
		o.t.Fatalf("%s acts for %d: %v", id, len(accounts.Actings(id)), err)
	}
	return accounts.Actings(id)[0]
}

// opens gives as how many an account may sign in today.
func (o office) opens(id string) int {
	o.t.Helper()
	all, err := o.heed.Capacities(o.t.Context(), testkit.Authority, id)
	if err != nil {
		o.t.Fatal(err)
	}
	return len(all)
}

// waits gives how much of an account waits for a second person, as administrators see it.
func (o office) waits(id string) int {
	o.t.Helper()
	d, err := o.commandLine().Find(o.t.Context(), id)
	if err != nil {
		o.t.Fatal(err)
	}
	return d.Waiting
}

// last gives the number of the ledger's last entry.
func (o office) last() int64 {
	o.t.Helper()
	seq, err := o.commandLine().Ledger().LastSeq(o.t.Context(), testkit.Authority)
	if err != nil {
		o.t.Fatal(err)
	}
	return seq
}

// enrol gives an account a password and a one-time code.
func (o office) enrol(id string) {
	o.t.Helper()
	link, err := o.store.Invite(o.t.Context(), signin.Account{Authority: testkit.Authority, ID: id}, signin.Invitation, "test", time.Hour)
	o.must(err)
	e, err := o.store.BeginPassword(o.t.Context(), link.Token, id, signin.Choice{Password: "violet anchor teapot glacier"})
	o.must(err)
	code, err := totp.GenerateCode(e.Secret, o.heed.Now())
	o.must(err)
	_, err = o.store.FinishPassword(o.t.Context(), link.Token, code)
	o.must(err)
}

// day gives a day so many after today.
func (o office) day(after int) string {
	return o.heed.Today().AddDate(0, 0, after).Format(time.DateOnly)
}

// faulted says whether the only faults are of some fields, in order, and nothing failed.
func faulted(faults []catalogue.Fault, err error, fields ...string) bool {
	if err != nil || len(faults) != len(fields) {
		return false
	}
	for i, f := range faults {
		if f.Field != fields[i] || f.Reason == "" {
			return false
		}
	}
	return true
}

func wantErr(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}
