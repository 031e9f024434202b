package account_test

import (
	"testing"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/door"
	"heed/internal/signin"
	"heed/internal/testkit"
)

// Whoever has a link for somebody is that person: no administrator gets one for who sees every child, or keeps accounts, once they have signed in.
func TestALinkForWhoSeesEveryChildIsMadeByTheCommandLine(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada, ben := o.administrators()
	director := o.create(o.by(ada), "Hal Underhill", "", access.Director)
	worker := o.create(o.by(ada), "Dilys Okonjo", "W1", access.SocialWorker)
	if _, err := o.by(ada).Invite(t.Context(), director); err != nil {
		t.Errorf("the first link: %v", err)
	}
	for _, id := range []string{director, worker, ben} {
		o.enrol(id)
	}
	for what, k := range map[string]account.Keeper{"whose role nobody has agreed to": o.by(ada), "whose role holds": o.by(ben)} {
		_, err := k.Invite(t.Context(), director)
		wantErr(t, "a director "+what, err, account.ErrWide)
		if what == "whose role nobody has agreed to" && o.role(director).AgreedBy == "" {
			o.must(o.by(ben).Agree(t.Context(), o.role(director)))
		}
	}
	_, err := o.by(ada).Invite(t.Context(), ben)
	wantErr(t, "an administrator", err, account.ErrWide)
	for id, k := range map[string]account.Keeper{director: o.commandLine(), ben: o.commandLine(), worker: o.by(ada)} {
		link, err := k.Invite(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if i, err := o.store.FindInvitation(t.Context(), link.Token); err != nil || i.Kind != signin.Recovery || i.Account.ID != id {
			t.Errorf("the link is %+v, %v", i, err)
		}
	}
}

// Whoever takes away what somebody signs in with, and makes a link, has a link to an account to whose role nobody has agreed.
func TestWhatIsTakenAwayAndGivenByALinkIsAgreedToAgain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada, ben := o.administrators()
	director := o.create(o.by(ada), "Hal Underhill", "", access.Director)
	o.must(o.by(ben).Agree(t.Context(), o.role(director)))
	o.enrol(director)
	if o.opens(director) != 1 {
		t.Fatal("the role does not hold, so that the test proves nothing")
	}
	o.must(o.by(ada).Forget(t.Context(), director))
	if _, err := o.by(ada).Invite(t.Context(), director); err != nil {
		t.Fatal(err)
	}
	if o.opens(director) != 0 || o.waits(director) != 1 {
		t.Error("the role holds for whoever follows the link")
	}
	wantErr(t, "who made the link agrees", o.by(ada).Agree(t.Context(), o.role(director)), account.ErrSamePerson)
	o.must(o.by(ben).Agree(t.Context(), o.role(director)))
	if o.opens(director) != 1 {
		t.Error("agreed to again, it does not hold")
	}
}

// A grant is to a number of the list of staff or, where somebody has none, to that of their account; it counts before it begins, too.
func TestALinkForWhoHasAGrantByNameIsMadeByTheCommandLine(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada, _ := o.administrators()
	nurse := o.create(o.by(ada), "Ivy Underhill", "", access.LookedAfterNurse)
	granted := o.create(o.commandLine(), "Marek Thistlewood", "W2", access.SocialWorker)
	friend := o.create(o.by(ada), "Dilys Okonjo", "W1", access.SocialWorker)
	for _, id := range []string{nurse, friend} {
		if _, err := o.by(ada).Invite(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	testkit.Put(t, o.heed, "access_grant", map[string]string{"child_id": "1006", "worker_id": nurse, "reason": "x", "started_on": o.day(1)})
	for _, id := range []string{nurse, granted} {
		_, err := o.by(ada).Invite(t.Context(), id)
		wantErr(t, id, err, account.ErrWide)
	}
	if faults, err := o.by(ada).ActFor(t.Context(), account.Stand{Account: friend, For: nurse, Role: access.LookedAfterNurse, Reason: "Leave", To: o.day(7)}); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	if o.opens(friend) != 1 || o.waits(friend) != 1 {
		t.Error("acting for who has a grant to the number of their account waits for nobody")
	}
}

// A second person is neither who gave it nor who gets it, in whoever's name they act.
func TestWhoGaveOrGetsDoesNotAgree(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada, ben := o.administrators()
	id := o.create(o.by(ada), "Hal Underhill", "", access.Director)
	for who, actor := range map[string]door.Actor{
		"who gave it":                      {ID: ada, Account: ada},
		"who gave it, in another's name":   {ID: ben, Account: ada, For: ben},
		"who gets it":                      {ID: id, Account: id},
		"who gets it, in a colleague's":    {ID: ben, Account: id, For: ben},
		"who gave it, in the getter's own": {ID: id, Account: ada, For: id},
	} {
		actor.Role, actor.Authority = access.Administrator, testkit.Authority
		before := o.last()
		err := account.Keeper{Session: o.heed.Session(actor), SignIn: o.store}.Agree(t.Context(), o.role(id))
		wantErr(t, who, err, door.ErrForbidden)
		if o.last() != before || o.opens(id) != 0 {
			t.Errorf("%s: it holds", who)
		}
	}
	o.must(o.by(ben).Agree(t.Context(), o.role(id)))
	if o.opens(id) != 1 {
		t.Error("a second person has agreed, and it does not hold")
	}
}

func TestNobodyDoesAnythingToTheirOwnAccount(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada, ben := o.administrators()
	worker := o.create(o.by(ben), "Dilys Okonjo", "W1", access.SocialWorker)
	k := o.by(ada)
	_, err := k.Invite(t.Context(), ada)
	wantErr(t, "invites themselves for the first time", err, door.ErrForbidden)
	for _, id := range []string{ada, ben} {
		o.enrol(id)
	}
	before := o.last()
	for what, try := range map[string]func() error{
		"forgets themselves": func() error { return k.Forget(t.Context(), ada) },
		"invites themselves": func() error { _, err := k.Invite(t.Context(), ada); return err },
		"changes themselves": func() error {
			_, err := k.Change(t.Context(), ada, account.New{Name: "Ada Winterbourne", Email: address("Ada Winterbourne"), WorkerID: "W8"})
			return err
		},
		"gives themselves a role": func() error {
			_, err := k.Give(t.Context(), ada, account.Role{Role: access.SocialWorker})
			return err
		},
		"ends their own role": func() error { return k.EndRole(t.Context(), o.role(ada), o.day(0)) },
		"acts for somebody": func() error {
			_, err := k.ActFor(t.Context(), account.Stand{Account: ada, For: worker, Role: access.SocialWorker, Reason: "Leave", To: o.day(1)})
			return err
		},
	} {
		wantErr(t, what, try(), door.ErrForbidden)
	}
	if o.last() != before {
		t.Error("what was refused is recorded")
	}
	has, err := o.store.Has(t.Context(), signin.Account{Authority: testkit.Authority, ID: ada})
	if err != nil || !has.Password {
		t.Errorf("it is forgotten: %+v, %v", has, err)
	}
	o.must(o.by(ben).Forget(t.Context(), ada))
}

// Whoever acts for a colleague has what the colleague has, so that they do not choose what that is.
func TestWhoActsForAColleagueDoesNotChangeWhatTheColleagueMay(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada, ben := o.administrators()
	worker := o.create(o.by(ben), "Dilys Okonjo", "W1", access.SocialWorker)
	if faults, err := o.by(ben).ActFor(t.Context(), account.Stand{Account: ada, For: worker, Role: access.SocialWorker, Reason: "Leave", From: o.day(1), To: o.day(2)}); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	other := account.New{Name: "Dilys Okonjo", Email: address("Dilys Okonjo"), WorkerID: "W4"}
	before := o.last()
	_, err := o.by(ada).Change(t.Context(), worker, other)
	wantErr(t, "the number", err, door.ErrForbidden)
	_, err = o.by(ada).Give(t.Context(), worker, account.Role{Role: access.TeamManager})
	wantErr(t, "a role", err, door.ErrForbidden)
	wantErr(t, "ending a role", o.by(ada).EndRole(t.Context(), o.role(worker), o.day(9)), door.ErrForbidden)
	if o.last() != before {
		t.Error("what was refused is recorded")
	}
	if faults, err := o.by(ben).Change(t.Context(), worker, other); err != nil || len(faults) > 0 {
		t.Errorf("another administrator: %v, %v", faults, err)
	}
	o.heed.SetNow(o.heed.Now().AddDate(0, 0, 3))
	other.WorkerID = "W1"
	if faults, err := o.by(ada).Change(t.Context(), worker, other); err != nil || len(faults) > 0 {
		t.Errorf("once it is over: %v, %v", faults, err)
	}
}

// W2 has a grant by name to a restricted record, which whoever acts for them has too.
// Whoever has the account of a number has its grants, which two people gave to somebody: no administrator takes them alone.
func TestNoAdministratorGivesAnAccountANumberThatHasAGrantByName(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada, _ := o.administrators()
	for title, put := range map[string]func() ([]catalogue.Fault, error){
		"a new account": func() ([]catalogue.Fault, error) {
			_, faults, err := o.by(ada).Create(t.Context(), named("Marek Thistlewood", "W2", access.SocialWorker))
			return faults, err
		},
		"another number": func() ([]catalogue.Fault, error) {
			id := o.create(o.by(ada), "Dilys Okonjo", "W1", access.SocialWorker)
			return o.by(ada).Change(t.Context(), id, named("Dilys Okonjo", "W2", access.SocialWorker))
		},
	} {
		if faults, err := put(); err != nil || len(faults) != 1 || faults[0].Field != "worker_id" {
			t.Errorf("%s: %v, %v", title, faults, err)
		}
	}
	granted := o.create(o.commandLine(), "Marek Thistlewood", "W2", access.SocialWorker)
	if faults, err := o.by(ada).Change(t.Context(), granted, named("Marek T. Thistlewood", "W2", access.SocialWorker)); err != nil || len(faults) > 0 {
		t.Errorf("another name of who has it: %v, %v", faults, err)
	}
}

func TestActingForWhoHasAGrantByNameNeedsASecondPerson(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada, ben := o.administrators()
	granted := o.create(o.commandLine(), "Marek Thistlewood", "W2", access.SocialWorker)
	plain := o.create(o.by(ada), "Ayesha Penrose", "W3", access.SocialWorker)
	stands := o.create(o.by(ada), "Dilys Okonjo", "W1", access.SocialWorker)
	other := o.create(o.by(ada), "Nadia Pemberton", "W14", access.FamilySupportWorker)
	for who, whom := range map[string]string{stands: granted, other: plain} {
		if faults, err := o.by(ada).ActFor(t.Context(), account.Stand{Account: who, For: whom, Role: access.SocialWorker, Reason: "On leave", To: o.day(7)}); err != nil || len(faults) > 0 {
			t.Fatal(faults, err)
		}
	}
	if o.opens(other) != 2 || o.waits(other) != 0 {
		t.Error("acting for who has no grant waits for somebody")
	}
	if o.opens(stands) != 1 || o.waits(stands) != 1 {
		t.Error("acting for who has a grant by name waits for nobody")
	}
	for _, who := range []string{ada, stands, granted} {
		wantErr(t, who+" agrees", o.by(who).AgreeActing(t.Context(), o.acting(stands)), door.ErrForbidden)
	}
	o.must(o.by(ben).AgreeActing(t.Context(), o.acting(stands)))
	if o.opens(stands) != 2 || o.waits(stands) != 0 {
		t.Error("agreed to, it does not hold")
	}
	// Who the colleague is, or who acts, is another since: it is asked again.
	for _, id := range []string{granted, stands} {
		one, err := o.commandLine().FindAccount(t.Context(), id)
		o.must(err)
		if faults, err := o.by(ben).Change(t.Context(), id, account.New{Name: one.Name, Email: "new." + one.Email, WorkerID: one.WorkerID}); err != nil || len(faults) > 0 {
			t.Fatal(faults, err)
		}
		if o.opens(stands) != 1 || o.waits(stands) != 1 {
			t.Errorf("%s is another, and it goes on", one.Name)
		}
		o.must(o.by(ada).AgreeActing(t.Context(), o.acting(stands)))
	}
}

func TestTheFirstAdministratorIsMadeOnce(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	link, faults, err := o.commandLine().SetUp(t.Context(), account.New{Name: "Ada Winterbourne", Email: "ada@heed.example"})
	if err != nil || len(faults) > 0 || link.Token == "" {
		t.Fatal(link, faults, err)
	}
	all, err := o.commandLine().Accounts(t.Context())
	if err != nil || len(all.All()) != 1 || o.opens(all.All()[0].ID) != 1 {
		t.Fatalf("there are %d accounts, %v", len(all.All()), err)
	}
	_, _, err = o.commandLine().SetUp(t.Context(), account.New{Name: "Ben Ashworth", Email: "ben@heed.example"})
	wantErr(t, "a second time", err, account.ErrSetUp)
}
