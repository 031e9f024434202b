//go:build !race || long

package restriction_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/restriction"
	"heed/internal/testkit"
)

// onDuty are the roles that may open a restricted record in an emergency.
var onDuty = []access.Role{access.TeamManager, "service manager", "emergency duty team"}

// emergency opens a record in an emergency.
func (p place) emergency(who door.Actor, child string, hours int) {
	p.Helper()
	p.done(p.keeper(who).OpenInEmergency(p.Context(), child, "found alone at night", hours))
}

// openings are all that were opened, the latest first.
func (p place) openings() []door.Opening {
	p.Helper()
	list, err := p.keeper(system()).Openings(p.Context())
	if err != nil {
		p.Fatal(err)
	}
	return list
}

func TestWhoIsOnDutyOpensOneRestrictedRecordUntilTheMomentItEndsAndNobodyElseDoes(t *testing.T) {
	t.Parallel()
	p := open(t)
	night, other := p.account("night", "emergency duty team", ""), p.account("other", "emergency duty team", "")
	director := p.account("dcs", access.Director, "W8")
	if p.opens(night, "1006") || p.opens(night, "1003") {
		t.Fatal("the record opens, so that the test proves nothing")
	}
	p.emergency(night, "1006", 2)
	if !p.opens(night, "1006") {
		t.Fatal("a record that was opened in an emergency does not open")
	}
	for title, open := range map[string]bool{
		"another restricted child": p.opens(night, "1003"), "a second person on duty": p.opens(other, "1006"),
		"the director": p.opens(director, "1006"), "the manager of another team": p.opens(p.h.Actor(t, "W5"), "1006"),
	} {
		if open {
			t.Errorf("%s: the record opens", title)
		}
	}
	log, err := p.h.Session(system()).Ledger().ListAccess(t.Context(), ledger.AccessFilter{Authority: testkit.Authority, Who: night.Account, Limit: 100})
	if err != nil || !slices.ContainsFunc(log, func(a ledger.Access) bool {
		return a.Action == string(access.OpenInEmergency) && a.Subject == "1006" && a.Allowed && !strings.Contains(a.Detail, "found alone")
	}) {
		t.Errorf("the access log does not say that it was opened in an emergency: %v", err)
	}
	if list, err := p.h.Session(night).Emergencies(t.Context()); err != nil || len(list) != 1 || list[0].Child != "1006" || !list[0].Over().Equal(testkit.Now.Add(2*time.Hour)) {
		t.Errorf("what is said on every page is %+v, %v", list, err)
	}
	p.h.SetNow(testkit.Now.Add(2*time.Hour - time.Second))
	if !p.opens(night, "1006") {
		t.Error("it is over before its time")
	}
	p.h.SetNow(testkit.Now.Add(2 * time.Hour))
	list, err := p.h.Session(night).Emergencies(t.Context())
	if p.opens(night, "1006") || err != nil || len(list) > 0 {
		t.Error("it is open after its time")
	}
	p.emergency(night, "1006", 1) // a second emergency, which is reviewed too
	if !p.opens(night, "1006") || len(p.openings()) != 2 {
		t.Error("it does not open a second time")
	}
}

func TestNothingIsOpenForMoreThanFourHoursWhateverIsRecorded(t *testing.T) {
	t.Parallel()
	p := open(t)
	night := p.account("night", "emergency duty team", "")
	for _, hours := range []int{-1, 0, 5, 1000} {
		if faults, err := p.keeper(night).OpenInEmergency(t.Context(), "1006", "x", hours); err != nil || len(faults) != 1 {
			t.Errorf("%d hours: %v %v", hours, faults, err)
		}
	}
	if faults, err := p.keeper(night).OpenInEmergency(t.Context(), "1006", " ", 1); err != nil || len(faults) != 1 {
		t.Errorf("no reason: %v %v", faults, err)
	}
	testkit.Put(t, p.h, "emergency_access", map[string]string{
		"emergency_id": "E1", "opened_for": "1006", "opened_by": night.Account, "role": "emergency duty team", "reason": "x",
		"opened_at": testkit.Now.Format(time.RFC3339), "until_at": testkit.Now.AddDate(0, 0, 7).Format(time.RFC3339),
	})
	p.h.SetNow(testkit.Now.Add(door.LongestEmergency - time.Second))
	if !p.opens(night, "1006") {
		t.Fatal("it is not open, so that the test proves nothing")
	}
	p.h.SetNow(testkit.Now.Add(door.LongestEmergency))
	if p.opens(night, "1006") {
		t.Error("it is open after four hours")
	}
}

func TestAnEmergencyIsEndedEarlyByWhoOpenedItOrThoseWhoAnswerForIt(t *testing.T) {
	t.Parallel()
	p := open(t)
	night, other := p.account("night", "emergency duty team", ""), p.account("other", "emergency duty team", "")
	worker, director := p.account("worker", access.SocialWorker, "W3"), p.account("dcs", access.Director, "W8")
	for _, who := range []door.Actor{night, director} {
		p.emergency(night, "1006", 4)
		id := p.openings()[0].ID
		p.refused("another on duty", p.keeper(other).End(t.Context(), id), door.ErrForbidden)
		p.refused("a worker", p.keeper(worker).End(t.Context(), id), door.ErrForbidden)
		if !p.opens(night, "1006") {
			t.Fatal("it is not open")
		}
		if err := p.keeper(who).End(t.Context(), id); err != nil || p.opens(night, "1006") {
			t.Errorf("%s ends it, and it is open: %v", who.Name, err)
		}
		p.refused("twice", p.keeper(who).End(t.Context(), id), door.ErrConflict)
		p.h.SetNow(p.h.Now().Add(time.Minute))
	}
	p.refused("one there is not", p.keeper(night).End(t.Context(), "E1"), door.ErrNotFound)
}

func TestAnEmergencyEndsWithTheRoleInWhichItWasOpened(t *testing.T) {
	t.Parallel()
	p := open(t)
	manager := p.account("manager", access.TeamManager, "W6")
	p.emergency(manager, "1003", 4)
	if !p.opens(manager, "1003") {
		t.Fatal("it is not open")
	}
	manager.Role = access.LookedAfterNurse
	if p.opens(manager, "1003") {
		t.Error("it is open in a role that is none of duty")
	}
}

func TestWhoActsForAColleagueOpensItAsThatAndTheColleagueDoesNot(t *testing.T) {
	t.Parallel()
	p := open(t)
	absent, stands := p.account("absent", access.TeamManager, "W6"), p.account("stands", access.SocialWorker, "W1")
	keeper := account.Keeper{Session: p.h.Session(system())}
	p.done(keeper.ActFor(t.Context(), account.Stand{Account: stands.Account, For: absent.Account, Role: access.TeamManager, Reason: "leave", To: "2026-11-30"}))
	acting, err := p.h.FindCapacity(t.Context(), door.Capacity{Authority: testkit.Authority, Account: stands.Account, Role: access.TeamManager, For: absent.Account})
	if err != nil {
		t.Fatal(err)
	}
	p.emergency(acting, "1003", 1)
	if o := p.openings()[0]; o.By != stands.Account+" for "+absent.Account {
		t.Errorf("it is recorded as opened by %s", o.By)
	}
	if !p.opens(acting, "1003") || p.opens(absent, "1003") || p.opens(stands, "1003") {
		t.Error("it is not open to who acts, or is to the colleague, or to who acts as themselves")
	}
}

func TestAReviewIsSignedOffBySomebodyElse(t *testing.T) {
	t.Parallel()
	p := open(t)
	both := p.account("both", access.TeamManager, "W6")
	director := p.account("dcs", access.Director, "W8")
	p.emergency(both, "1003", 1)
	o := p.openings()[0]
	review := func(who door.Actor, outcome, notes string) (int, error) {
		faults, err := p.keeper(who).Review(t.Context(), o.ID, outcome, notes)
		return len(faults), err
	}
	head := both // the same person in a role that reviews
	head.Role = access.HeadOfService
	if waiting, err := restriction.Waiting(t.Context(), p.h.Session(head)); err != nil || len(waiting) > 0 {
		t.Errorf("who opened it is asked to review it: %+v, %v", waiting, err)
	}
	_, err := review(head, "needed", "I did it")
	p.refused("who opened it", err, restriction.ErrSamePerson)
	acts := p.account("acts", access.Director, "")
	acts.For = both.Account
	_, err = review(acts, "needed", "for a colleague")
	p.refused("who acts for who opened it", err, restriction.ErrSamePerson)
	_, err = review(both, "needed", "I did it")
	p.refused("a duty role", err, door.ErrForbidden)
	if n, err := review(director, "needed", "asked the team"); err != nil || n != 1 {
		t.Error("it is reviewed while it is open", n, err)
	}
	p.h.SetNow(testkit.Now.Add(time.Hour))
	for title, form := range map[string][2]string{"no outcome": {"", "asked"}, "another outcome": {"fine", "asked"}, "no notes": {"needed", " "}} {
		if n, err := review(director, form[0], form[1]); err != nil || n != 1 {
			t.Errorf("%s: %d, %v", title, n, err)
		}
	}
	if waiting, err := restriction.Waiting(t.Context(), p.h.Session(director)); err != nil || len(waiting) != 1 || waiting[0].Child != "" {
		t.Errorf("what waits is %+v, %v", waiting, err)
	}
	if n, err := review(director, "needed", "asked the team"); err != nil || n != 0 {
		t.Fatal(n, err)
	}
	if o := p.openings()[0]; !o.Reviewed() || o.ReviewedBy != director.Account || !o.ReviewedAt.Equal(p.h.Now()) {
		t.Errorf("the review is %+v", o)
	}
	if waiting, err := restriction.Waiting(t.Context(), p.h.Session(director)); err != nil || len(waiting) != 0 {
		t.Errorf("what waits is %+v, %v", waiting, err)
	}
	_, err = review(director, "concern", "once more")
	p.refused("twice", err, door.ErrConflict)
}

// Whatever the role, the child, the hours and the reason: who has no duty role never opens a restricted record, and no number of a child that is not
// restricted is opened by anybody; the answer to it is that to a number of no child.
func TestNobodyWithoutADutyRoleOpensARestrictedRecordInAnEmergency(t *testing.T) {
	t.Parallel()
	p := open(t)
	rapid.Check(t, func(r *rapid.T) {
		role := rapid.SampledFrom(slices.DeleteFunc(slices.Clone(access.Roles), func(role access.Role) bool { return role == access.System })).Draw(r, "role")
		child := rapid.SampledFrom([]string{"1003", "1006", "1001", "9999", ""}).Draw(r, "child")
		hours := rapid.IntRange(-1, 6).Draw(r, "hours")
		reason := rapid.SampledFrom([]string{"", "an emergency"}).Draw(r, "reason")
		who := door.Actor{ID: "X1", Account: "X1", Role: role, Authority: testkit.Authority, Unproved: rapid.Bool().Draw(r, "unproved")}
		restricted := child == "1003" || child == "1006"
		before := len(p.openings())
		faults, err := p.keeper(who).OpenInEmergency(t.Context(), child, reason, hours)
		may := slices.Contains(onDuty, role) && restricted && hours >= 1 && hours <= 4 && reason != "" && !who.Unproved
		opened := err == nil && len(faults) == 0
		if opened != may || restricted && role != access.System && p.opens(door.Actor{ID: "X1", Account: "X1", Role: role, Authority: testkit.Authority}, child) && !slices.Contains(onDuty, role) {
			r.Fatalf("opened %v, want %v: %v, %v", opened, may, faults, err)
		}
		if opened {
			p.done(nil, p.keeper(who).End(t.Context(), p.openings()[0].ID))
		} else if len(p.openings()) != before {
			r.Fatal("something is recorded")
		}
	})
}

// The review is a clock of the director's, which says neither whose record was opened nor by whom.
func TestAnEmergencyThatNobodyReviewsIsAClockAndThenOverdue(t *testing.T) {
	t.Parallel()
	p := open(t)
	night, director := p.account("night", "emergency duty team", ""), p.account("dcs", access.Director, "W8")
	reviews := func(who door.Actor) (list []clocks.Clock) {
		page, err := clocks.List(t.Context(), p.h.Session(who).At(door.Question{AsAt: p.h.Today()}), clocks.Filter{Duty: "emergency-review", PerPage: -1})
		if err != nil {
			t.Fatal(err)
		}
		return page.Clocks
	}
	if len(reviews(director)) > 0 {
		t.Fatal("there is a clock before anything was opened")
	}
	p.emergency(night, "1006", 1)
	for _, who := range []door.Actor{director, p.h.Actor(t, "W13")} {
		list := reviews(who)
		if len(list) != 1 || list[0].Status != clocks.DueSoon || strings.Contains(fmt.Sprintf("%+v", list), "1006") || strings.Contains(fmt.Sprintf("%+v", list), night.Account) {
			t.Errorf("%s: the clocks are %+v", who.Role, list)
		}
	}
	for _, who := range []door.Actor{night, p.h.Actor(t, "W5")} {
		if list := reviews(who); len(list) > 0 {
			t.Errorf("%s sees the clock", who.Role)
		}
	}
	p.h.SetNow(testkit.Now.AddDate(0, 0, 2))
	if list := reviews(director); len(list) != 1 || list[0].Status != clocks.Overdue {
		t.Errorf("after the next working day the clocks are %+v", list)
	}
	p.done(p.keeper(director).Review(t.Context(), p.openings()[0].ID, "needed", "asked the team"))
	if list := reviews(director); len(list) != 1 || list[0].Status != clocks.MetLate {
		t.Errorf("after the review the clocks are %+v", list)
	}
}
