//go:build !race || long

package restriction_test

import (
	"context"
	"errors"
	"testing"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/children"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/restriction"
	"heed/internal/testkit"
)

// place is the small council with accounts in it.
type place struct {
	*testing.T
	h *testkit.Heed
}

func open(t *testing.T) place {
	t.Helper()
	return place{t, testkit.OpenCold(t)}
}

// account makes an account in a role, agreed to by a second person.
func (p place) account(name string, role access.Role, worker string) door.Actor {
	p.Helper()
	by := func(name string) account.Keeper {
		who := door.System(testkit.Authority)
		who.Account = name
		return account.Keeper{Session: p.h.Session(who)}
	}
	id, faults, err := by("first").Create(p.Context(), account.New{Name: name, Email: name + "@heed.example", WorkerID: worker, Role: account.Role{Role: role}})
	if err != nil || len(faults) > 0 {
		p.Fatal(err, faults)
	}
	if p.h.NeedsSecond(role) {
		accounts, err := by("second").Accounts(p.Context())
		if err != nil {
			p.Fatal(err)
		}
		if err := by("second").Agree(p.Context(), accounts.Roles(id)[0]); err != nil {
			p.Fatal(err)
		}
	}
	return p.as(id, role)
}

// as gives an account in one of its roles.
func (p place) as(id string, role access.Role) door.Actor {
	p.Helper()
	who, err := p.h.FindCapacity(p.Context(), door.Capacity{Authority: testkit.Authority, Account: id, Role: role})
	if err != nil {
		p.Fatal(err)
	}
	return who
}

func (p place) keeper(who door.Actor) restriction.Keeper {
	return restriction.Keeper{Session: p.h.Session(who)}
}

// opens says whether a child's record opens to somebody, and fails for any error but the one answer of a record that does not.
func (p place) opens(who door.Actor, child string) bool {
	p.Helper()
	_, err := children.Find(context.WithoutCancel(p.Context()), p.h.Session(who), child)
	var closed *door.ClosedError
	if err != nil && !errors.As(err, &closed) {
		p.Fatal(err)
	}
	return err == nil
}

// file is what is decided about a child's record.
func (p place) file(who door.Actor, child string) restriction.File {
	p.Helper()
	f, err := p.keeper(who).Find(p.Context(), child)
	if err != nil {
		p.Fatal(err)
	}
	return f
}

// done fails the test where something was not recorded.
func (p place) done(faults []catalogue.Fault, err error) {
	p.Helper()
	if err != nil || len(faults) > 0 {
		p.Fatal(err, faults)
	}
}

func (p place) refused(title string, err, want error) {
	p.Helper()
	if !errors.Is(err, want) {
		p.Errorf("%s: %v, want %v", title, err, want)
	}
}

func TestARestrictionHoldsFromTheNextRequestAndTwoPeopleLiftIt(t *testing.T) {
	t.Parallel()
	p := open(t)
	director, head := p.account("dcs", access.Director, "W8"), p.account("head", access.HeadOfService, "W7")
	if !p.opens(director, "1001") {
		t.Fatal("the director does not open 1001, so that the test proves nothing")
	}
	p.done(p.keeper(director).Restrict(t.Context(), restriction.New{Child: "1001", Reason: "a relative works here", Review: "2027-01-31"}))
	if p.opens(director, "1001") || p.opens(head, "1001") {
		t.Error("a record that was restricted opens")
	}
	f := p.file(head, "1001")
	if f.Now == nil || f.Now.By != director.Account || f.Now.ReviewOn != "2027-01-31" {
		t.Fatalf("what is decided is %+v", f.Now)
	}
	p.refused("an older version", p.keeper(head).Lift(t.Context(), door.Restriction{Child: "1001", From: f.Now.From, Version: f.Now.Version + 1}), door.ErrConflict)
	if err := p.keeper(director).Lift(t.Context(), *f.Now); err != nil {
		t.Fatal(err)
	}
	f = p.file(director, "1001")
	if f.Now == nil || p.opens(director, "1001") {
		t.Error("one person lifts a restriction")
	}
	p.refused("the one who asked agrees", p.keeper(director).AgreeLift(t.Context(), *f.Now), restriction.ErrSamePerson)
	if err := p.keeper(head).AgreeLift(t.Context(), *f.Now); err != nil {
		t.Fatal(err)
	}
	if !p.opens(director, "1001") || p.file(director, "1001").Now != nil {
		t.Error("a restriction that two people lifted holds on")
	}
}

// The day on which a restriction was lifted is that of the second person: until then it held.
func TestARestrictionHeldUntilASecondPersonAgreed(t *testing.T) {
	t.Parallel()
	p := open(t)
	director, head := p.account("dcs", access.Director, "W8"), p.account("head", access.HeadOfService, "W7")
	night := p.account("night", "emergency duty team", "")
	if err := p.keeper(director).Lift(t.Context(), *p.file(director, "1006").Now); err != nil {
		t.Fatal(err)
	}
	p.h.SetNow(testkit.Now.AddDate(0, 0, 4))
	p.emergency(night, "1006", 4)
	if list, err := p.h.Session(night).Emergencies(t.Context()); err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if err := p.keeper(head).AgreeLift(t.Context(), *p.file(head, "1006").Now); err != nil {
		t.Fatal(err)
	}
	if all := p.file(director, "1006").All; len(all) != 1 || all[0].LiftedOn != p.h.Today().Format("2006-01-02") || !all[0].Holds(testkit.Now.AddDate(0, 0, 3).Format("2006-01-02")) {
		t.Errorf("it was lifted: %+v", all)
	}
	if list, err := p.h.Session(night).Emergencies(t.Context()); err != nil || len(list) > 0 {
		t.Errorf("a record that is not restricted is said to be open in an emergency: %+v, %v", list, err)
	}
}

func TestAGrantHoldsOnceASecondPersonHasAgreedAndUntilItsLastDay(t *testing.T) {
	t.Parallel()
	p := open(t)
	director, head := p.account("dcs", access.Director, "W8"), p.account("head", access.HeadOfService, "W7")
	worker := p.account("worker", access.SocialWorker, "W3") // allocated to 1006
	if p.opens(worker, "1006") {
		t.Fatal("the record is not restricted")
	}
	give := func(who door.Actor, to, last string) ([]catalogue.Fault, error) {
		return p.keeper(who).Give(t.Context(), restriction.Grant{Child: "1006", Worker: to, Reason: "works with the child", To: last})
	}
	p.done(give(director, worker.Account, "2026-11-20")) // by the account, which is tied to the worker
	if p.opens(worker, "1006") {
		t.Error("a grant holds that one person gave")
	}
	g := p.file(head, "1006").Grants[0]
	if g.Worker != "W3" || g.GivenBy != director.Account || g.Until != "2026-11-21" {
		t.Fatalf("the grant is %+v", g)
	}
	p.refused("the giver agrees", p.keeper(director).Agree(t.Context(), g), restriction.ErrSamePerson)
	p.refused("the worker agrees", p.keeper(worker).Agree(t.Context(), g), door.ErrForbidden)
	if err := p.keeper(head).Agree(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	if !p.opens(worker, "1006") || p.opens(head, "1006") || p.opens(director, "1006") {
		t.Error("a grant that two people gave does not hold, or holds for another")
	}
	if faults, err := give(head, "W3", "2026-12-31"); err != nil || len(faults) != 1 {
		t.Error("a second grant in the same time is taken", faults, err)
	}
	p.h.SetNow(testkit.Now.AddDate(0, 0, 2))
	if !p.opens(worker, "1006") {
		t.Error("the grant does not hold on its last day")
	}
	p.h.SetNow(testkit.Now.AddDate(0, 0, 3))
	if p.opens(worker, "1006") {
		t.Error("the grant holds after its last day")
	}
	p.done(give(head, "W3", "2026-12-31"))
	if err := p.keeper(director).Agree(t.Context(), p.file(director, "1006").Grants[0]); err != nil || !p.opens(worker, "1006") {
		t.Fatal("the record does not open again", err)
	}
	if err := p.keeper(director).EndGrant(t.Context(), p.file(director, "1006").Grants[0]); err != nil || p.opens(worker, "1006") {
		t.Error("a grant that was ended holds at the next request", err)
	}
}

func TestNobodyGivesAGrantToThemselves(t *testing.T) {
	t.Parallel()
	p := open(t)
	director, head := p.account("dcs", access.Director, "W8"), p.account("head", access.HeadOfService, "W7")
	give := func(who door.Actor, to string) []catalogue.Fault {
		faults, err := p.keeper(who).Give(t.Context(), restriction.Grant{Child: "1006", Worker: to, Reason: "to see it", To: "2026-12-31"})
		if err != nil {
			t.Fatal(err)
		}
		return faults
	}
	for _, own := range []string{"W8", director.Account} {
		if len(give(director, own)) == 0 {
			t.Errorf("the director gives a grant to themselves, as %s", own)
		}
	}
	if len(give(director, "W99")) == 0 || len(give(director, "")) == 0 {
		t.Error("a grant is given to nobody")
	}
	p.done(give(head, "W8"), nil)
	p.refused("who gets it agrees", p.keeper(director).Agree(t.Context(), p.file(director, "1006").Grants[0]), restriction.ErrSamePerson)
	if p.opens(director, "1006") {
		t.Error("a grant holds to which only who gets it has agreed")
	}
}

func TestWhatAFormLacksIsSaidAndNothingIsRecorded(t *testing.T) {
	t.Parallel()
	p := open(t)
	director := p.account("dcs", access.Director, "W8")
	for title, n := range map[string]restriction.New{
		"no reason": {Child: "1001", Review: "2027-01-01"}, "no end and no review": {Child: "1001", Reason: "x"},
		"an end before the first day": {Child: "1001", Reason: "x", To: "2026-01-01"}, "no day": {Child: "1001", Reason: "x", Review: "soon"},
		"restricted already": {Child: "1006", Reason: "x", Review: "2027-01-01"},
	} {
		if faults, err := p.keeper(director).Restrict(t.Context(), n); err != nil || len(faults) != 1 {
			t.Errorf("%s: %v %v", title, faults, err)
		}
	}
	for title, n := range map[string]restriction.Grant{
		"no reason": {Child: "1006", Worker: "W3", To: "2026-12-31"}, "no last day": {Child: "1006", Worker: "W3", Reason: "x"},
		"a last day before the first": {Child: "1006", Worker: "W3", Reason: "x", To: "2026-01-01"}, "two years": {Child: "1006", Worker: "W3", Reason: "x", To: "2028-11-18"},
	} {
		if faults, err := p.keeper(director).Give(t.Context(), n); err != nil || len(faults) != 1 {
			t.Errorf("%s: %v %v", title, faults, err)
		}
	}
	if f := p.file(director, "1001"); f.Now != nil || len(f.All) > 0 || len(p.file(director, "1006").Grants) > 1 {
		t.Error("something is recorded")
	}
}

// Over all roles: who may not decide learns nothing, writes nothing, and a child whose record is closed to who decides is as one there is not.
func TestOnlyThoseWhoAnswerForRestrictedRecordsDecide(t *testing.T) {
	t.Parallel()
	p := open(t)
	for _, role := range access.Roles {
		who := door.Actor{ID: "W6", Role: role, Authority: testkit.Authority, TeamID: "T2", Service: "Care"}
		k := p.keeper(who)
		_, errList := k.List(t.Context())
		_, errFind := k.Find(t.Context(), "1006")
		_, errOpenings := k.Openings(t.Context())
		want := role == access.Director || role == access.HeadOfService || role == access.System
		for what, err := range map[string]error{"list": errList, "find": errFind, "openings": errOpenings} {
			if (err == nil) != want || err != nil && !errors.Is(err, door.ErrForbidden) {
				t.Errorf("%s, %s: %v", role, what, err)
			}
		}
		if want {
			continue
		}
		_, errRestrict := k.Restrict(t.Context(), restriction.New{Child: "1001", Reason: "x", Review: "2027-01-01"})
		_, errGive := k.Give(t.Context(), restriction.Grant{Child: "1006", Worker: "W1", Reason: "x", To: "2026-12-31"})
		_, errReview := k.Review(t.Context(), "E1", "needed", "x")
		for what, err := range map[string]error{"restrict": errRestrict, "give": errGive, "review": errReview} {
			p.refused(string(role)+", "+what, err, door.ErrForbidden)
		}
	}
	head := p.h.Session(door.Actor{ID: "W7", Role: access.HeadOfService, Authority: testkit.Authority, TeamID: "T1", Service: "Nowhere"})
	for _, child := range []string{"1001", "9999"} {
		var closed *door.ClosedError
		if _, err := (restriction.Keeper{Session: head}).Find(t.Context(), child); !errors.As(err, &closed) {
			t.Errorf("%s: %v", child, err)
		}
	}
}

func TestWhatIsDecidedIsInTheAccessLogWithoutItsReason(t *testing.T) {
	t.Parallel()
	p := open(t)
	director := p.account("dcs", access.Director, "W8")
	p.done(p.keeper(director).Restrict(t.Context(), restriction.New{Child: "1001", Reason: "something private", Review: "2027-01-31"}))
	list, err := p.h.Session(system()).Ledger().ListAccess(t.Context(), ledger.AccessFilter{Authority: testkit.Authority, Who: director.Account, Limit: 10})
	if err != nil || len(list) < 2 || list[0].Subject != "1001" || list[0].Action != string(access.WriteRecord) || list[0].Detail != "restriction: version 1" {
		t.Errorf("the log says %+v, %v", list, err)
	}
}

func system() door.Actor { return door.System(testkit.Authority) }

func TestWhoHasNotProvedLatelyWhoTheyAreChangesNothing(t *testing.T) {
	t.Parallel()
	p := open(t)
	director := p.account("dcs", access.Director, "W8")
	director.Unproved = true
	_, err := p.keeper(director).Restrict(t.Context(), restriction.New{Child: "1001", Reason: "x", Review: "2027-01-01"})
	p.refused("restricting", err, door.ErrUnproved)
	_, err = p.keeper(director).Give(t.Context(), restriction.Grant{Child: "1006", Worker: "W3", Reason: "x", To: "2026-12-31"})
	p.refused("giving a grant", err, door.ErrUnproved)
}
