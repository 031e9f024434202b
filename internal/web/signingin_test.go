//go:build !race || long

package web_test

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/signin"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

func TestALinkLeadsToAPasswordACodeAndIn(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := o.make("Ada Winterbourne", access.Administrator, "")
	k := o.keeper()
	link, err := k.Invite(t.Context(), p.id)
	if err != nil {
		t.Fatal(err)
	}
	r, path := o.browser(), "/link/"+link.Token
	if _, body := r.get(path); !strings.Contains(body, "Ada Winterbourne") || !strings.Contains(body, "Or choose a password") {
		t.Fatalf("the link leads to %s", body)
	}
	for name, form := range map[string]url.Values{
		"short":     {"password": {"violet"}, "again": {"violet"}},
		"common":    {"password": {"passwordpassword"}, "again": {"passwordpassword"}},
		"their own": {"password": {"ada winterbourne"}, "again": {"ada winterbourne"}},
		"different": {"password": {p.password}, "again": {"another glacier teapot"}},
	} {
		status, body := r.post(path, form)
		if status != http.StatusBadRequest || !strings.Contains(body, "There is a problem") {
			t.Errorf("a password that is %s: %d", name, status)
		}
		if faults := htmlcheck.Parse(t, body).Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", name, faults)
		}
	}
	_, body := r.post(path, url.Values{"password": {p.password}, "again": {p.password}})
	found := regexp.MustCompile(`Key: <strong>([A-Z2-7 ]+)</strong>`).FindStringSubmatch(body)
	if found == nil {
		t.Fatalf("no key is shown: %s", body)
	}
	p.secret = strings.ReplaceAll(found[1], " ", "")
	if status, body := r.get(path + "/picture.png"); status != http.StatusOK || !strings.HasPrefix(body, "\x89PNG") {
		t.Errorf("the picture: %d", status)
	}
	if status, _ := r.post(path+"/codes", url.Values{"code": {"000000"}}); status != http.StatusBadRequest {
		t.Errorf("a wrong first code: %d", status)
	}
	first := o.code(p)
	_, body = r.post(path+"/codes", url.Values{"code": {first}})
	p.recovery = regexp.MustCompile(`<code>([^<]+)</code>`).FindStringSubmatch(body)
	if p.recovery == nil {
		t.Fatalf("no recovery codes are shown: %s", body)
	}
	if status, _ := r.get(path); status != http.StatusNotFound {
		t.Errorf("the link works twice: %d", status)
	}
	if status, _ := o.try(o.browser(), p, p.password, first); status != http.StatusBadRequest {
		t.Errorf("a code works twice: %d", status)
	}
	if r := o.browser(); true {
		if _, body := o.try(r, p, p.password, p.recovery[1]); !strings.Contains(body, "9 recovery codes are left") {
			t.Errorf("after a recovery code: %s", body)
		}
	}
	o.in(p)
}

// The cookie goes back to this very server alone, over HTTPS alone, to no script, and for no longer than the browser is open.
func TestTheCookieOfASessionIsForThisServerAlone(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := o.enrolled("Dilys Okonjo", access.SocialWorker, "W1")
	answer, _ := o.bare(http.MethodPost, "/sign-in", url.Values{"email": {p.email}, "password": {p.password}}, nil)
	waiting := answer.Cookies[0]
	answer, body := o.bare(http.MethodPost, "/sign-in/code", url.Values{"code": {o.code(p)}}, waiting)
	cookies := answer.Cookies
	if len(cookies) != 1 {
		t.Fatalf("%d cookies: %s", len(cookies), body)
	}
	c := cookies[0]
	if c.Name != "__Host-heed" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.MaxAge != 0 || !c.Expires.IsZero() {
		t.Errorf("the cookie is %+v", c)
	}
	if len(c.Value) < 43 || c.Value == waiting.Value || strings.Contains(answer.Header.Get("Location"), c.Value) { // 43 are 32 random bytes
		t.Errorf("its value is %q, after %q, and leads to %q", c.Value, waiting.Value, answer.Header.Get("Location"))
	}
	if got := answer.Header.Get("Strict-Transport-Security"); !strings.HasPrefix(got, "max-age=") {
		t.Errorf("Strict-Transport-Security is %q", got)
	}
}

func TestWhoIsRefusedIsToldNothing(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	worker := o.enrolled("Dilys Okonjo", access.SocialWorker, "W1")
	nobody := person{email: "nobody@heed.example"}
	bare := o.make("Not Invited", access.SocialWorker, "")
	left := o.enrolled("Silas Undercroft", access.SocialWorker, "W15")
	waits := o.enrol(o.given("Waits Director", access.Director, ""))
	say := map[string]bool{}
	for name, try := range map[string]struct {
		p        person
		password string
	}{
		"a wrong password": {worker, "another glacier teapot"}, "nobody": {nobody, worker.password}, "never invited": {bare, worker.password},
		"left": {left, left.password}, "nobody has agreed": {waits, waits.password},
	} {
		r := o.browser()
		status, body := r.post("/sign-in", url.Values{"email": {try.p.email}, "password": {try.password}})
		if status != http.StatusBadRequest || o.signedIn(r) {
			t.Errorf("%s: %d", name, status)
		}
		say[strings.ReplaceAll(body, try.p.email, "")] = true
	}
	if len(say) != 1 {
		t.Errorf("there are %d answers, by which one can be told from another", len(say))
	}
	if status, _ := o.try(o.browser(), worker, worker.password, "123456"); status != http.StatusBadRequest {
		t.Errorf("a wrong code: %d", status)
	}
	for range 6 { // each counts, for a name that nobody has too
		o.browser().post("/sign-in", url.Values{"email": {nobody.email}, "password": {"wrong"}})
	}
	if _, body := o.browser().post("/sign-in", url.Values{"email": {nobody.email}, "password": {"wrong"}}); !strings.Contains(body, "Too many attempts") {
		t.Errorf("after seven failures: %s", body)
	}
	o.in(worker)
}

func TestASessionEndsWhenItShould(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	worker := o.enrolled("Dilys Okonjo", access.SocialWorker, "W1")
	director := o.enrolled("Ruairi Castellan", access.Director, "W8")

	t.Run("a session from before signing in is not the one after", func(t *testing.T) {
		r := o.browser()
		r.post("/sign-in", url.Values{"email": {worker.email}, "password": {worker.password}})
		fixed := o.cookie(r)
		r.post("/sign-in/code", url.Values{"code": {o.code(worker)}})
		if !o.signedIn(r) || fixed == nil || o.signedIn(o.with(fixed)) {
			t.Error("the cookie that was there before signing in opens the account")
		}
	})
	t.Run("a stolen cookie is of no use after signing out", func(t *testing.T) {
		r := o.in(worker)
		stolen := o.cookie(r)
		r.post("/sign-out", nil)
		if o.signedIn(r) || o.signedIn(o.with(stolen)) {
			t.Error("the session goes on after signing out")
		}
	})
	t.Run("a restart ends none", func(t *testing.T) {
		cookie := o.cookie(o.in(worker))
		o.stop()
		o.start()
		if !o.signedIn(o.with(cookie)) {
			t.Error("the restart ended the session")
		}
	})
	t.Run("idle and at most, by role", func(t *testing.T) {
		w, d := o.in(worker), o.in(director)
		o.later(25 * time.Minute)
		if !o.signedIn(w) || o.signedIn(d) {
			t.Error("after 25 minutes a social worker is signed in and a director is not")
		}
		for range 12 {
			o.later(59 * time.Minute)
			o.signedIn(w)
		}
		o.later(30 * time.Minute)
		if o.signedIn(w) {
			t.Error("a session lasts longer than twelve hours")
		}
	})
	t.Run("a change of rights ends it", func(t *testing.T) {
		r := o.in(worker)
		if _, err := o.keeper().Give(t.Context(), worker.id, account.Role{Role: access.PersonalAdviser}); err != nil {
			t.Fatal(err)
		}
		if o.signedIn(r) {
			t.Error("the session goes on under its old id")
		}
	})
	t.Run("one's own, from another place", func(t *testing.T) {
		here, there := o.in(worker), o.in(worker)
		_, body := here.get("/own")
		if n := strings.Count(body, "Sign out there"); n == 0 {
			t.Fatalf("no other place is listed: %s", body)
		}
		here.post("/own/sessions", url.Values{})
		if o.signedIn(there) || !o.signedIn(here) {
			t.Error("signing out everywhere else ends this session, or not the other")
		}
	})
	t.Run("credentials taken away", func(t *testing.T) {
		r := o.in(worker)
		if err := o.keeper().Forget(t.Context(), worker.id); err != nil {
			t.Fatal(err)
		}
		if status, _ := o.try(o.browser(), worker, worker.password, o.code(worker)); status == http.StatusOK || o.signedIn(r) {
			t.Error("what was taken away still signs in")
		}
	})
}

func TestALeaverCannotSignInFromMidnight(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	byList := o.enrolled("Dilys Okonjo", access.SocialWorker, "W1")
	byAccount := o.enrolled("Marek Thistlewood", access.SocialWorker, "W2")
	today := o.heed.Today().Format(time.DateOnly)
	testkit.Put(t, o.heed, "worker", map[string]string{
		"worker_id": "W1", "name": "Dilys Okonjo", "role": "social worker", "team_id": "T1", "started_on": "2020-01-06", "left_on": today,
	})
	if faults, err := o.keeper().Change(t.Context(), byAccount.id, account.New{Name: "Marek Thistlewood", Email: byAccount.email, WorkerID: "W2", To: today}); err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	midnight := o.heed.Today().AddDate(0, 0, 1)
	o.heed.SetNow(midnight.Add(-5 * time.Minute))
	one, other := o.in(byList), o.in(byAccount)
	o.heed.SetNow(midnight.Add(time.Second))
	if o.signedIn(one) || o.signedIn(other) {
		t.Error("a leaver's session goes on after midnight")
	}
	for _, p := range []person{byList, byAccount} {
		if status, _ := o.try(o.browser(), p, p.password, o.code(p)); status == http.StatusOK {
			t.Errorf("%s signs in after their last day", p.email)
		}
	}
}

func TestAMoveChangesTheScopeTheSameDay(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	manager := o.enrolled("Greta Lindqvist-Shaw", access.TeamManager, "W5")
	r := o.in(manager)
	if status, _ := r.get("/children/1002"); status != http.StatusOK {
		t.Fatalf("a manager opens a child of the team: %d", status)
	}
	testkit.Put(t, o.heed, "worker", map[string]string{
		"worker_id": "W5", "name": "Greta Lindqvist-Shaw", "role": "team manager", "team_id": "T2", "started_on": "2018-04-03",
	})
	if status, _ := r.get("/children/1002"); status != http.StatusForbidden {
		t.Errorf("after the move a child of the old team: %d", status)
	}
	if status, _ := r.get("/children/1004"); status != http.StatusOK {
		t.Errorf("after the move a child of the new team: %d", status)
	}
}

func TestWhoActsForAColleagueSeesWhatTheColleagueSeesAndTheLogSaysForWhom(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	absent := o.enrolled("Dilys Okonjo", access.SocialWorker, "W1")
	stands := o.enrolled("Ayesha Penrose", access.SocialWorker, "W3")
	faults, err := o.keeper().ActFor(t.Context(), account.Stand{
		Account: stands.id, For: absent.id, Role: access.SocialWorker, Reason: "On leave", To: o.heed.Today().AddDate(0, 0, 7).Format(time.DateOnly),
	})
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	r := o.in(stands)
	if status, _ := r.get("/children/1002"); status != http.StatusForbidden {
		t.Errorf("in their own role: %d", status)
	}
	r.post("/own/role", url.Values{"role": {"social worker"}, "for": {absent.id}})
	status, body := r.get("/children/1002")
	if status != http.StatusOK || !strings.Contains(body, "for Dilys Okonjo") {
		t.Errorf("for the colleague: %d, and the page does not say for whom", status)
	}
	if status, _ := r.get("/children/1004"); status != http.StatusForbidden {
		t.Errorf("for the colleague, a child of their own: %d", status)
	}
	log, err := o.heed.Session(door.System(testkit.Authority)).Ledger().ListAccess(t.Context(), ledger.AccessFilter{
		Authority: testkit.Authority, Who: stands.id + " for " + absent.id, Limit: 100,
	})
	if err != nil || len(log) == 0 {
		t.Errorf("the log has nothing by %s for %s: %v", stands.id, absent.id, err)
	}
	o.heed.SetNow(o.heed.Today().AddDate(0, 0, 8).Add(time.Hour))
	r = o.in(stands)
	r.post("/own/role", url.Values{"role": {"social worker"}, "for": {absent.id}})
	if status, _ := r.get("/children/1002"); status != http.StatusForbidden {
		t.Errorf("after the last day: %d", status)
	}
}

func TestAnAdministratorOpensNoChildAndNobodyRaisesTheirOwnRights(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada := o.enrolled("Ada Winterbourne", access.Administrator, "")
	ben := o.enrolled("Ben Ashworth", access.Administrator, "")
	worker := o.enrolled("Dilys Okonjo", access.SocialWorker, "W1")
	r := o.in(ada)
	for _, path := range []string{"/children/1001", "/children/1002/journey", "/clocks", "/clocks.csv", "/find", "/drift", "/findings", "/exports", "/access-log", "/matches", "/imports"} {
		if status, _ := r.get(path); status != http.StatusForbidden {
			t.Errorf("an administrator asks for %s: %d", path, status)
		}
	}
	own := "/accounts/" + ada.id
	for path, form := range map[string]url.Values{
		own: {"name": {"Ada"}, "email": {ada.email}, "worker_id": {"W8"}}, own + "/roles": {"role": {"director"}}, own + "/link": {},
		own + "/acting": {"for_account_id": {worker.id}, "stand_role": {"social worker"}, "reason": {"x"}, "stand_to": {o.heed.Today().Format(time.DateOnly)}},
	} {
		if status, _ := r.post(path, form); status != http.StatusForbidden {
			t.Errorf("an administrator asks for %s: %d", path, status)
		}
	}
	// What somebody else has given is not agreed to by its giver, nor by who gets it.
	r.post("/accounts/"+worker.id+"/roles", url.Values{"role": {"director"}})
	agree := o.which(worker.id, access.Director)
	if status, body := r.post("/accounts/"+worker.id+"/roles/agree", agree); status != http.StatusBadRequest || !strings.Contains(body, "A second person must agree") {
		t.Errorf("the giver agrees: %d", status)
	}
	if who, err := o.heed.Capacities(t.Context(), testkit.Authority, worker.id); err != nil || len(who) != 1 {
		t.Errorf("before anybody has agreed: %v, %v", who, err)
	}
	o.in(ben).post("/accounts/"+worker.id+"/roles/agree", agree)
	if who, err := o.heed.Capacities(t.Context(), testkit.Authority, worker.id); err != nil || len(who) != 2 {
		t.Errorf("after a second person has agreed: %v, %v", who, err)
	}
	// Nobody but an administrator reaches accounts at all, by pages or through the door.
	w := o.in(worker)
	for _, role := range []url.Values{{}, {"role": {"director"}}} {
		if len(role) > 0 {
			w.post("/own/role", role)
		}
		for _, path := range []string{"/accounts", "/accounts/" + ben.id, "/accounts/new"} {
			if status, _ := w.get(path); status != http.StatusForbidden {
				t.Errorf("%v asks for %s: %d", role, path, status)
			}
		}
	}
	o.nobodyWritesRights(ada, worker)
}

// nobodyWritesRights tries to record what gives rights through the door as every role but the command line.
func (o *office) nobodyWritesRights(ada, worker person) {
	o.t.Helper()
	for _, role := range account.Roles() {
		k := account.Keeper{Session: o.heed.Session(door.Actor{ID: ada.id, Account: ada.id, Role: role, Authority: testkit.Authority}), SignIn: o.store}
		if _, err := k.Give(o.t.Context(), ada.id, account.Role{Role: access.Director}); err == nil {
			o.t.Errorf("a %s gives themselves a role", role)
		}
		if _, err := k.Give(o.t.Context(), worker.id, account.Role{Role: access.TeamManager}); (err == nil) != (role == access.Administrator) {
			o.t.Errorf("a %s gives somebody a role: %v", role, err)
		}
	}
}

func TestWhatIsGraveIsAskedAgain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada := o.enrolled("Ada Winterbourne", access.Administrator, "")
	r := o.in(ada)
	if _, body := r.get("/accounts"); !strings.Contains(body, "Make an account") {
		t.Error("who has just signed in is asked again")
	}
	o.later(16 * time.Minute)
	_, body := r.get("/accounts/new")
	if !strings.Contains(body, "Is it you?") || !strings.Contains(body, `value="/accounts/new"`) {
		t.Fatalf("after a quarter of an hour: %s", body)
	}
	before := len(mustAccounts(t, o))
	r.post("/accounts/new", url.Values{"name": {"Eve"}, "email": {"eve@heed.example"}, "role": {"social worker"}})
	if after := len(mustAccounts(t, o)); after != before {
		t.Error("an account was made without asking again")
	}
	if status, body := r.post("/confirm", url.Values{"password": {"wrong"}, "code": {o.code(ada)}}); status != http.StatusBadRequest || !strings.Contains(body, "The password is wrong") {
		t.Errorf("a wrong password: %d", status)
	}
	was := o.cookie(r)
	if _, body := r.post("/confirm", url.Values{"password": {ada.password}, "code": {o.code(ada)}, "next": {"/accounts/new"}}); !strings.Contains(body, "Make the account") {
		t.Errorf("after proving it: %s", body)
	}
	if o.signedIn(o.with(was)) {
		t.Error("the session keeps its id")
	}
}

func TestARestrictedRecordAndAFileOfRowsAreAskedForAgain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	r := o.in(o.enrolled("Marek Thistlewood", access.SocialWorker, "W2"))
	opens := func(path string) bool {
		status, body := r.get(path)
		if status != http.StatusOK {
			t.Errorf("%s: %d", path, status)
		}
		return !strings.Contains(body, "Is it you?")
	}
	for _, path := range []string{"/children/1003", "/children/1010", "/clocks.csv"} {
		if !opens(path) {
			t.Errorf("%s: who has just signed in is asked again", path)
		}
	}
	o.later(16 * time.Minute)
	for path, open := range map[string]bool{"/children/1003": false, "/children/1003/journey": false, "/children/1010": true, "/clocks": true, "/clocks.csv": false} {
		if opens(path) != open {
			t.Errorf("%s after a quarter of an hour: open %v", path, !open)
		}
	}
}

// Who has given a role does not agree to it in a colleague's name either.
func TestWhoHasGivenARoleDoesNotAgreeForAColleague(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ada, ben := o.make("Ada Winterbourne", access.Administrator, ""), o.make("Ben Ashworth", access.Administrator, "")
	worker := o.make("Dilys Okonjo", access.SocialWorker, "W1")
	by := func(who door.Actor) account.Keeper {
		return account.Keeper{Session: o.heed.Session(who), SignIn: o.store}
	}
	own := door.Actor{ID: ada.id, Account: ada.id, Role: access.Administrator, Authority: testkit.Authority}
	if faults, err := by(own).Give(t.Context(), worker.id, account.Role{Role: access.Director}); err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	acting := own
	acting.ID, acting.For = ben.id, ben.id
	if err := by(acting).Agree(t.Context(), o.roleOf(worker.id, access.Director)); !errors.Is(err, account.ErrSamePerson) {
		t.Errorf("it gives %v", err)
	}
}

func mustAccounts(t *testing.T, o *office) []door.Account {
	t.Helper()
	all, err := o.keeper().Accounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all.All()
}

func TestALinkThatIsOverOrReplacedOpensNothing(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := o.make("Dilys Okonjo", access.SocialWorker, "W1")
	first, err := o.keeper().Invite(t.Context(), p.id)
	if err != nil {
		t.Fatal(err)
	}
	second, err := o.keeper().Invite(t.Context(), p.id)
	if err != nil {
		t.Fatal(err)
	}
	for token, want := range map[string]int{first.Token: http.StatusNotFound, second.Token: http.StatusOK, "nosuch": http.StatusNotFound} {
		if status, _ := o.browser().get("/link/" + token); status != want {
			t.Errorf("%s: %d, want %d", token, status, want)
		}
	}
	o.later(8 * 24 * time.Hour)
	if status, body := o.browser().get("/link/" + second.Token); status != http.StatusNotFound || !strings.Contains(body, "does not work any more") {
		t.Errorf("after eight days: %d", status)
	}
	has, err := o.store.Has(t.Context(), signin.Account{Authority: testkit.Authority, ID: p.id})
	if err != nil || has.Password {
		t.Errorf("%+v, %v", has, err)
	}
}
