package account_test

import (
	"strings"
	"sync"
	"testing"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/door"
)

// Who is somebody else since, or may stay longer, is not who a second person has agreed to.
func TestAChangedIdentityMakesAnAgreementVoidAndIsAskedAgain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada, ben := o.administrators()
	for name, test := range map[string]struct {
		from   account.New
		change func(*account.New)
		void   bool
	}{
		"another name":          {named("Hal Underhill", "", access.Director), func(n *account.New) { n.Name = "Hal Overhill" }, true},
		"another address":       {named("Ivy Underhill", "", access.Director), func(n *account.New) { n.Email = "other@heed.example" }, true},
		"a worker number":       {named("Jem Underhill", "", access.Director), func(n *account.New) { n.WorkerID = "W8" }, true},
		"another worker number": {named("Kit Underhill", "W9", access.Director), func(n *account.New) { n.WorkerID = "W10" }, true},
		"no last day":           {until(named("Lou Underhill", "", access.Director), o.day(9)), func(n *account.New) { n.To = "" }, true},
		"a later last day":      {until(named("Mae Underhill", "", access.Director), o.day(9)), func(n *account.New) { n.To = o.day(10) }, true},
		"a sooner last day":     {until(named("Ned Underhill", "", access.Director), o.day(9)), func(n *account.New) { n.To = o.day(8) }, false},
		"nothing":               {named("Oda Underhill", "", access.Director), func(*account.New) {}, false},
	} {
		id, faults, err := o.by(ada).Create(t.Context(), test.from)
		if err != nil || len(faults) > 0 {
			t.Fatal(faults, err)
		}
		o.must(o.by(ben).Agree(t.Context(), o.role(id)))
		if o.opens(id) != 1 || o.waits(id) != 0 {
			t.Fatalf("%s: once it is agreed to, the role does not hold", name)
		}
		n := test.from
		test.change(&n)
		if faults, err := o.by(ben).Change(t.Context(), id, n); err != nil || len(faults) > 0 {
			t.Fatalf("%s: %v, %v", name, faults, err)
		}
		if void := o.opens(id) == 0 && o.waits(id) == 1; void != test.void {
			t.Errorf("%s: the agreement is void: %v, want %v", name, void, test.void)
		}
		if !test.void {
			continue
		}
		wantErr(t, name+": who changed it agrees", o.by(ben).Agree(t.Context(), o.role(id)), account.ErrSamePerson)
		o.must(o.by(ada).Agree(t.Context(), o.role(id)))
		if o.opens(id) != 1 {
			t.Errorf("%s: agreed to again, it does not hold", name)
		}
	}
}

func until(n account.New, day string) account.New {
	n.To = day
	return n
}

func TestANumberAndAnAddressBelongToOneAccount(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	k := o.commandLine()
	o.create(k, "Dilys Okonjo", "W1", access.SocialWorker)
	other := o.create(k, "Marek Thistlewood", "W2", access.SocialWorker)
	for name, test := range map[string]struct {
		email, worker, field string
	}{
		"the address":              {address("Dilys Okonjo"), "", "email"},
		"the address in capitals":  {strings.ToUpper(address("Dilys Okonjo")), "", "email"},
		"the number":               {"new@heed.example", "W1", "worker_id"},
		"a number that nobody has": {"new@heed.example", "W99", "worker_id"},
		"what is no address":       {"new", "", "email"},
		"an address with a name":   {"New <new@heed.example>", "", "email"},
		"a number and a blank":     {"new@heed.example", "W1 ", "worker_id"},
	} {
		n := account.New{Name: "Eve Nightingale", Email: test.email, WorkerID: test.worker, Role: account.Role{Role: access.SocialWorker}}
		before := o.last()
		if _, faults, err := k.Create(t.Context(), n); !faulted(faults, err, test.field) {
			t.Errorf("a new account with %s: %v, %v", name, faults, err)
		}
		if faults, err := k.Change(t.Context(), other, n); !faulted(faults, err, test.field) {
			t.Errorf("an account changed to %s: %v, %v", name, faults, err)
		}
		if o.last() != before {
			t.Errorf("%s: something is recorded", name)
		}
	}
	own := account.New{Name: "Marek Thistlewood", Email: strings.ToUpper(address("Marek Thistlewood")), WorkerID: "W2"}
	if faults, err := k.Change(t.Context(), other, own); err != nil || len(faults) > 0 {
		t.Errorf("one's own number and address: %v, %v", faults, err)
	}
}

// However many make it at once.
func TestOfManyAtOnceOneGetsAnAddress(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		made int
	)
	for range 8 {
		wg.Go(func() {
			id, _, err := o.commandLine().Create(t.Context(), named("Dilys Okonjo", "W1", access.SocialWorker))
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			if id != "" {
				made++
			}
		})
	}
	wg.Wait()
	if made != 1 {
		t.Errorf("%d have the address and the number", made)
	}
}

// What somebody agrees to, or ends, is what they have read.
func TestWhatHasChangedSinceItWasReadIsAConflict(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada, ben := o.administrators()
	director := o.create(o.by(ada), "Hal Underhill", "", access.Director)
	absent := o.create(o.commandLine(), "Marek Thistlewood", "W2", access.SocialWorker)
	stands := o.create(o.by(ada), "Dilys Okonjo", "W1", access.SocialWorker)
	if faults, err := o.by(ada).ActFor(t.Context(), account.Stand{Account: stands, For: absent, Role: access.SocialWorker, Reason: "On leave", To: o.day(7)}); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	role, acting := o.role(director), o.acting(stands)
	o.must(o.by(ada).EndRole(t.Context(), role, o.day(20)))
	o.must(o.by(ada).EndActing(t.Context(), acting, o.day(5)))
	before := o.last()
	wantErr(t, "agreeing to a role", o.by(ben).Agree(t.Context(), role), door.ErrConflict)
	wantErr(t, "ending a role", o.by(ben).EndRole(t.Context(), role, o.day(10)), door.ErrConflict)
	wantErr(t, "agreeing to who acts", o.by(ben).AgreeActing(t.Context(), acting), door.ErrConflict)
	wantErr(t, "ending who acts", o.by(ben).EndActing(t.Context(), acting, o.day(3)), door.ErrConflict)
	role.Version, acting.Version = 0, 0
	wantErr(t, "agreeing to a role that was not read", o.by(ben).Agree(t.Context(), role), door.ErrInvalid)
	wantErr(t, "agreeing to who acts, not read", o.by(ben).AgreeActing(t.Context(), acting), door.ErrInvalid)
	if o.last() != before || o.opens(director) != 0 || o.opens(stands) != 1 {
		t.Error("what was refused is recorded")
	}
	o.must(o.by(ben).Agree(t.Context(), o.role(director)))
	o.must(o.by(ben).AgreeActing(t.Context(), o.acting(stands)))
	if o.opens(director) != 1 || o.opens(stands) != 2 {
		t.Error("agreed to as it stands, it does not hold")
	}
}

func TestARoleIsHadOnceAtATime(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	k := o.commandLine()
	id := o.create(k, "Dilys Okonjo", "W1", access.SocialWorker)
	o.must(k.EndRole(t.Context(), o.role(id), o.day(10)))
	give := func(role access.Role, from, to string) bool {
		t.Helper()
		faults, err := k.Give(t.Context(), id, account.Role{Role: role, From: from, To: to})
		if err != nil || len(faults) > 0 && !faulted(faults, err, "role") {
			t.Fatal(faults, err)
		}
		return len(faults) == 0
	}
	for _, span := range [][2]string{{o.day(0), ""}, {o.day(10), ""}, {o.day(-5), o.day(0)}, {o.day(3), o.day(4)}, {o.day(-5), o.day(20)}, {"", ""}} {
		if give(access.SocialWorker, span[0], span[1]) {
			t.Errorf("the role is given twice, from %s to %q", span[0], span[1])
		}
	}
	if !give(access.SocialWorker, o.day(11), o.day(12)) || !give(access.SocialWorker, o.day(-5), o.day(-1)) || !give(access.PersonalAdviser, o.day(0), "") {
		t.Error("the same at another time, or another at the same, is refused")
	}
	accounts, err := k.Accounts(t.Context())
	if err != nil || len(accounts.Roles(id)) != 4 {
		t.Errorf("there are %d roles, %v", len(accounts.Roles(id)), err)
	}
}

// An account without its role would keep its address and number from the next attempt.
func TestAnAccountThatCannotBeMadeLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for name, test := range map[string]struct {
		change func(*account.New)
		fields []string
	}{
		"no name":                     {func(n *account.New) { n.Name = " " }, []string{"name"}},
		"no role":                     {func(n *account.New) { n.Role.Role = "" }, []string{"role"}},
		"the command line's role":     {func(n *account.New) { n.Role.Role = access.System }, []string{"role"}},
		"no such agency":              {func(n *account.New) { n.Agency = "no such" }, []string{"agency"}},
		"a first day that is none":    {func(n *account.New) { n.From, n.Role.From = "2026-02-30", o.day(0) }, []string{"started_on"}},
		"a last day before the first": {func(n *account.New) { n.To = o.day(-1) }, []string{"last_on"}},
		"the same of the role":        {func(n *account.New) { n.Role.To = o.day(-1) }, []string{account.FieldTo}},
		"a name that is not text":     {func(n *account.New) { n.Name = "Eve\x01" }, []string{"name"}},
		"a team that is not text":     {func(n *account.New) { n.Role.TeamID = "T\x01" }, []string{"team_id"}},
		"a service that is not text":  {func(n *account.New) { n.Role.Service = "East\x01" }, []string{"service"}},
	} {
		n := named("Eve Nightingale", "W1", access.SocialWorker)
		test.change(&n)
		before := o.last()
		if id, faults, err := o.commandLine().Create(t.Context(), n); !faulted(faults, err, test.fields...) || id != "" {
			t.Errorf("%s: %q, %v, %v", name, id, faults, err)
		}
		if o.last() != before {
			t.Errorf("%s: %d entries are left behind", name, o.last()-before)
		}
	}
	o.create(o.commandLine(), "Eve Nightingale", "W1", access.SocialWorker)
}

// Who comes from outside for a while leaves without anybody's doing.
func TestAnInspectorsRoleEndsByItself(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	k := o.commandLine()
	for name, test := range map[string]struct {
		from account.New
		want string
	}{
		"of its own":        {named("Ines Pector", "", access.Inspector), o.day(92)},
		"with the account":  {until(named("Ivo Pector", "", access.Inspector), o.day(9)), o.day(9)},
		"a director's does": {named("Dot Irector", "", access.Director), ""},
	} {
		id, faults, err := k.Create(t.Context(), test.from)
		if err != nil || len(faults) > 0 {
			t.Fatal(faults, err)
		}
		if got := o.role(id).To; got != test.want {
			t.Errorf("%s: it ends on %q, want %q", name, got, test.want)
		}
	}
}
