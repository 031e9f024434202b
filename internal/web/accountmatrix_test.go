//go:build !race || long

package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/door"
	"heed/internal/testkit"
	"heed/internal/web"
	"heed/internal/web/kit"
)

// numbersOf are the numbers in the list of staff of those who have a role in the small council. W2 has a grant by name to a restricted record. Everybody
// else with an account is in no list.
var numbersOf = map[access.Role]string{
	access.SocialWorker: "W2", access.PersonalAdviser: "W4", access.TeamManager: "W5", access.HeadOfService: "W7", access.Director: "W8",
	access.ReviewingOfficer: "W9", access.ConferenceChair: "W10", access.LookedAfterNurse: "W11", access.MissingCoordinator: "W12",
	access.Analyst: "W13", access.FamilySupportWorker: "W14",
}

// endsItself are the routes that end a session by what the probes ask of them, so that they come last.
var endsItself = []string{"try a code"}

// accountMatrix is the matrix over people with accounts, who sign in with a password and a code.
type accountMatrix struct {
	matrix

	o *office
}

// newAccountMatrix makes the council. Its upload is that of an analyst with an account.
func newAccountMatrix(t *testing.T) accountMatrix {
	t.Helper()
	o := openOffice(t)
	if err := o.heed.Warm(t.Context(), testkit.Authority); err != nil {
		t.Fatal(err)
	}
	m := accountMatrix{matrix{w: o.world, h: o.heed}, o}
	_, body := o.in(o.enrolled("Uma Ploughright", access.Analyst, "")).upload(map[string]string{"cp_visit.csv": "child_id,visited_on,seen\n1002,31/02/2026,yes\n"})
	upload := uploadIn(body)
	if upload == "" {
		t.Error("the analyst's upload leads nowhere")
	}
	m.known = knownOf(t, o.heed, upload)
	m.known.job = o.ranJob(t, o.heed)
	return m
}

// roles are those that the matrix goes through: all that an account can have, or in a short run some of each kind.
func (m accountMatrix) roles() []access.Role {
	roles := account.Roles()
	if testing.Short() {
		few := []access.Role{access.SocialWorker, access.Director, access.Administrator}
		roles = slices.DeleteFunc(roles, func(role access.Role) bool { return !slices.Contains(few, role) })
	}
	return roles
}

// The matrix once more, over everybody who may have an account, and through what they sign in with: no answer holds a child whom they may not see, and
// what their role may not open is refused.
func TestNoAnswerToAnybodyWithAnAccountHoldsAChildWhomTheyMayNotSee(t *testing.T) {
	t.Parallel()
	m := newAccountMatrix(t)
	secrets := m.secrets(t)
	for n, role := range m.roles() {
		p := m.o.enrolled("Somebody "+string(rune('A'+n/26))+string(rune('A'+n%26)), role, numbersOf[role])
		who := m.only(t, p)
		if who.Role != role {
			t.Fatalf("%s signs in as %s", role, who.Role)
		}
		m.check(t, who, p, secrets)
	}
	m.checkActing(t, secrets)
	m.checkLogs(t, secrets)
}

// only gives the one capacity of an account.
func (m accountMatrix) only(t *testing.T, p person) door.Actor {
	t.Helper()
	all, err := m.h.Capacities(t.Context(), testkit.Authority, p.id)
	if err != nil || len(all) != 1 {
		t.Fatalf("%s may sign in as %d: %v", p.email, len(all), err)
	}
	return all[0]
}

// checkActing goes through the matrix as who acts for the colleague with the grant by name.
func (m accountMatrix) checkActing(t *testing.T, secrets map[string][]string) {
	t.Helper()
	o := m.o
	all, err := o.keeper().Accounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all.All(), func(a door.Account) bool { return a.WorkerID == "W2" })
	p, colleague := o.enrolled("Acting Person", access.SocialWorker, "W1"), all.All()[i].ID
	stand := account.Stand{Account: p.id, For: colleague, Role: access.SocialWorker, Reason: "On leave", To: o.heed.Today().AddDate(0, 0, 7).Format("2006-01-02")}
	if faults, err := o.keeper().ActFor(t.Context(), stand); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	if all, err = o.keeper().Accounts(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := o.second().AgreeActing(t.Context(), all.Actings(p.id)[0]); err != nil {
		t.Fatal(err)
	}
	can, err := m.h.Capacities(t.Context(), testkit.Authority, p.id)
	if err != nil || len(can) != 2 || can[1].ID != "W2" || can[1].For != colleague {
		t.Fatal(can, err)
	}
	m.check(t, can[1], p, secrets)
}

// check goes through every route as somebody who signs in.
func (m accountMatrix) check(t *testing.T, who door.Actor, p person, secrets map[string][]string) {
	t.Helper()
	may, browser := m.verdicts(t, who), m.o.in(p)
	if who.For != "" {
		browser.post("/own/role", url.Values{"role": {string(who.Role)}, "for": {who.For}})
	}
	routes := web.Routes()
	slices.SortStableFunc(routes, func(x, y kit.Route) int { return slices.Index(endsItself, x.Name) - slices.Index(endsItself, y.Name) })
	opened := 0
	for _, route := range routes {
		if probes[route.Name] == nil {
			continue
		}
		for _, p := range append(probes[route.Name](m.known), ownAccount(route, p)...) {
			status, body := browser.ask(route.Method, p.path, p.form)
			checkAnswer(t, route, p, status, said(t, body), may, secrets)
			if route.May != kit.Anyone && !strings.Contains(body, "Sign out") && status == http.StatusOK && strings.Contains(body, "<h1") {
				t.Fatalf("%s: %s %s: they are not signed in any more: %s", who.Role, route.Method, p.path, body)
			}
			allowed := m.w.app.May(who, route.May)
			if route.May != kit.Anyone && route.May != kit.SignedIn && !allowed && status != http.StatusForbidden {
				t.Errorf("%s: %s: status %d, want a refusal", who.Role, p.path, status)
			}
			if status == http.StatusOK && route.May != kit.Anyone {
				opened++
			}
		}
	}
	if opened < 5 {
		t.Errorf("%s opens %d pages, so that this proves nothing", who.Role, opened)
	}
}

// ownAccount asks of the routes that change an account that they change one's own, which nobody may.
func ownAccount(route kit.Route, p person) []probe {
	const accounts = "/accounts/{id}"
	if route.Method != http.MethodPost || !strings.HasPrefix(route.Path, accounts) {
		return nil
	}
	return []probe{{path: strings.Replace(route.Path, "{id}", p.id, 1), form: url.Values{
		"name": {"Somebody else"}, "email": {"other@heed.example"}, "role": {"director"}, "worker_id": {"W15"},
	}}}
}
