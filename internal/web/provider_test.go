//go:build !race || long

package web_test

import (
	"crypto/rand"
	"crypto/rsa"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/signin"
	"heed/internal/signin/provider"
	"heed/internal/testkit"
	"heed/internal/testkit/issuer"
	"heed/internal/web/htmlcheck"
)

// openOfficeWith gives an office whose people may sign in with a provider.
func openOfficeWith(t *testing.T) (*office, *issuer.Issuer) {
	t.Helper()
	o := openOffice(t)
	i := issuer.Open(t, o.heed.Now)
	o.elsewhere = func(back string) *provider.Provider {
		i.Set(func(does *issuer.Behaviour) { does.Back = back })
		p, err := provider.New(provider.Config{
			Issuer: i.URL(), ClientID: issuer.ClientID, Secret: issuer.Password, Name: "Council sign-in", Back: back, Now: o.heed.Now,
		})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	o.restart()
	return o, i
}

func (o *office) restart() {
	o.t.Helper()
	o.stop()
	o.start()
}

var onward = regexp.MustCompile(`<a class="govuk-button" href="(http[^"]+)">Go to`)

// sent gives the address at the provider to which a form sends the reader.
func (r reader) sent(path string, form url.Values) string {
	r.t.Helper()
	status, body := r.post(path, form)
	found := onward.FindStringSubmatch(body)
	if status != http.StatusOK || found == nil {
		r.t.Fatalf("%s sends nobody to the provider: %d: %s", path, status, body)
	}
	return html.UnescapeString(found[1])
}

// follow goes to an address and wherever it leads.
func (r reader) follow(address string) (int, string, *url.URL) {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, address, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return r.do(request)
}

// elsewhereIn tries to sign in with the provider.
func (r reader) elsewhereIn() (int, string, *url.URL) {
	r.t.Helper()
	return r.follow(r.sent("/sign-in/provider", url.Values{"next": {"/help"}}))
}

// connected makes an account that signs in with the provider, as some subject.
func (o *office) connected(i *issuer.Issuer, subject, name string, role access.Role, worker string) person {
	o.t.Helper()
	p := o.make(name, role, worker)
	i.Set(func(does *issuer.Behaviour) { does.Subject = subject })
	link, err := o.keeper().Invite(o.t.Context(), p.id)
	if err != nil {
		o.t.Fatal(err)
	}
	r := o.browser()
	if status, body, _ := r.follow(r.sent("/link/"+link.Token+"/provider", nil)); status != http.StatusOK || !o.signedIn(r) {
		o.t.Fatalf("%s is not connected: %d: %s\n%s", name, status, body, o.log)
	}
	return p
}

func TestALinkConnectsTheCouncilsSignInOnceAndThenItSignsIn(t *testing.T) {
	t.Parallel()
	o, i := openOfficeWith(t)
	p := o.make("Dilys Okonjo", access.SocialWorker, "W1")
	link, err := o.keeper().Invite(t.Context(), p.id)
	if err != nil {
		t.Fatal(err)
	}
	stranger := o.browser()
	status, body, _ := stranger.elsewhereIn()
	if status != http.StatusForbidden || !strings.Contains(body, "Heed does not know you yet") || o.signedIn(stranger) {
		t.Fatalf("a subject that no account has: %d: %s", status, body)
	}
	r := o.browser()
	if _, body := r.get("/link/" + link.Token); !strings.Contains(body, "Use Council sign-in") || !strings.Contains(body, "Or choose a password") {
		t.Fatalf("the link leads to %s", body)
	}
	leave := r.sent("/link/"+link.Token+"/provider", nil)
	asked, err := url.Parse(leave)
	if err != nil {
		t.Fatal(err)
	}
	if q := asked.Query(); q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 || q.Get("nonce") == "" || q.Get("state") == "" ||
		q.Get("response_type") != "code" || strings.Contains(leave, link.Token) || q.Get("scope") != "openid" {
		t.Errorf("the provider is asked %s", leave)
	}
	if status, body, at := r.follow(leave); status != http.StatusOK || !o.signedIn(r) {
		t.Fatalf("back at %s: %d: %s", at.Path, status, body)
	}
	if status, _ := r.get("/link/" + link.Token); status != http.StatusNotFound {
		t.Errorf("the link works twice: %d", status)
	}
	if _, body := r.get("/own"); !strings.Contains(body, "Council sign-in, since") {
		t.Errorf("one's own account does not say so: %s", body)
	}
	r = o.browser()
	if _, body := r.get("/sign-in"); strings.Index(body, "Sign in with Council sign-in") > strings.Index(body, "E-mail address") {
		t.Errorf("the provider does not come first: %s", body)
	}
	if status, _, at := r.elsewhereIn(); status != http.StatusOK || at.Path != "/help" || !o.signedIn(r) {
		t.Fatalf("signing in again: %d at %s", status, at)
	}
	_, body = r.post("/sign-out", nil)
	if o.signedIn(r) || !strings.Contains(body, "Sign out of Council sign-in too") || !strings.Contains(body, i.URL()+"/end_session?") {
		t.Errorf("signing out: %s", body)
	}
}

func TestWhoComesBackFromTheProviderWithoutRightIsRefused(t *testing.T) {
	t.Parallel()
	o, i := openOfficeWith(t)
	o.connected(i, "subject-1", "Dilys Okonjo", access.SocialWorker, "W1")
	equal := o.make("Marek Thistlewood", access.SocialWorker, "W2")

	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, alter := range map[string]struct {
		claims func(map[string]any)
		sign   func([]byte) string
	}{
		"another nonce":              {claims: func(c map[string]any) { c["nonce"] = "another" }},
		"no nonce":                   {claims: func(c map[string]any) { delete(c, "nonce") }},
		"another audience":           {claims: func(c map[string]any) { c["aud"] = []string{"another application"} }},
		"another party":              {claims: func(c map[string]any) { c["azp"] = "another application" }},
		"a second audience":          {claims: func(c map[string]any) { c["aud"] = []string{issuer.ClientID, "x"}; delete(c, "azp") }},
		"another issuer":             {claims: func(c map[string]any) { c["iss"] = "https://issuer.example" }},
		"out of date":                {claims: func(c map[string]any) { c["exp"] = o.heed.Now().Add(-time.Hour).Unix() }},
		"nobody":                     {claims: func(c map[string]any) { delete(c, "sub") }},
		"no signature":               {sign: issuer.Unsigned},
		"another's signature":        {sign: func(c []byte) string { return issuer.SignedBy(other, c) }},
		"another subject, same mail": {claims: func(c map[string]any) { c["sub"], c["email"], c["email_verified"] = "subject-9", equal.email, true }},
	} {
		i.Set(func(does *issuer.Behaviour) { does.Claims, does.Sign = alter.claims, alter.sign })
		r := o.browser()
		status, body, _ := r.elsewhereIn()
		if status != http.StatusForbidden || o.signedIn(r) {
			t.Errorf("%s: %d", name, status)
		}
		if faults := htmlcheck.Parse(t, body).Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", name, faults)
		}
	}
	i.Set(func(does *issuer.Behaviour) { does.Claims, does.Sign = nil, nil })

	t.Run("state", func(t *testing.T) {
		r := o.browser()
		leave := r.sent("/sign-in/provider", nil)
		state := mustQuery(t, leave).Get("state")
		for name, try := range map[string]struct {
			r    reader
			path string
		}{
			"none": {r, "/sign-in/back?code=x"}, "another": {r, "/sign-in/back?code=x&state=y"}, "another browser's": {o.browser(), "/sign-in/back?code=x&state=" + state},
		} {
			if status, body := try.r.get(try.path); status != http.StatusBadRequest || !strings.Contains(body, "That sign-in is over") {
				t.Errorf("%s: %d: %s", name, status, body)
			}
		}
		if status, _, _ := r.follow(leave); status != http.StatusOK || !o.signedIn(r) {
			t.Fatalf("its own: %d", status)
		}
		again := "/sign-in/back?state=" + state + "&code=" + url.QueryEscape(i.LastCode())
		if status, _ := r.get(again); status != http.StatusBadRequest {
			t.Errorf("replayed: %d", status)
		}
		// The code that was used, with a state that is new.
		fresh := o.browser()
		state = mustQuery(t, fresh.sent("/sign-in/provider", nil)).Get("state")
		if status, _ := fresh.get("/sign-in/back?state=" + state + "&code=" + url.QueryEscape(i.LastCode())); status != http.StatusForbidden || o.signedIn(fresh) {
			t.Errorf("a code that was used: %d", status)
		}
		late := o.browser()
		leave = late.sent("/sign-in/provider", nil)
		o.later(16 * time.Minute)
		if status, _, _ := late.follow(leave); status != http.StatusBadRequest || o.signedIn(late) {
			t.Errorf("after a quarter of an hour: %d", status)
		}
	})
	t.Run("a stolen code", func(t *testing.T) {
		owner, thief := o.browser(), o.browser()
		leave := owner.sent("/sign-in/provider", nil)
		owner.client.CheckRedirect = func(next *http.Request, _ []*http.Request) error {
			if next.URL.Path == "/sign-in/back" {
				return http.ErrUseLastResponse // it is caught on its way
			}
			return nil
		}
		owner.follow(leave)
		state := mustQuery(t, thief.sent("/sign-in/provider", nil)).Get("state")
		if status, _ := thief.get("/sign-in/back?state=" + state + "&code=" + url.QueryEscape(i.LastCode())); status != http.StatusForbidden || o.signedIn(thief) {
			t.Errorf("another's code: %d", status)
		}
	})
	t.Run("another site", func(t *testing.T) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.server.URL+"/sign-in/provider", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Sec-Fetch-Site", "cross-site")
		answer, err := o.browser().client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusForbidden {
			t.Errorf("another site sends somebody to the provider: %d", answer.StatusCode)
		}
	})
}

func mustQuery(t *testing.T, address string) url.Values {
	t.Helper()
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return at.Query()
}

func TestASubjectBelongsToOneAccountAndEndsWithIt(t *testing.T) {
	t.Parallel()
	o, i := openOfficeWith(t)
	dilys := o.connected(i, "subject-1", "Dilys Okonjo", access.SocialWorker, "W1")
	marek := o.make("Marek Thistlewood", access.SocialWorker, "W2")
	link, err := o.keeper().Invite(t.Context(), marek.id)
	if err != nil {
		t.Fatal(err)
	}
	r := o.browser()
	if status, body, _ := r.follow(r.sent("/link/"+link.Token+"/provider", nil)); status != http.StatusConflict || o.signedIn(r) || !strings.Contains(body, "another account") {
		t.Errorf("somebody else's subject: %d: %s", status, body)
	}
	if status, _ := r.get("/link/" + link.Token); status != http.StatusOK {
		t.Errorf("the link is used up by that: %d", status)
	}
	i.Set(func(does *issuer.Behaviour) { does.Subject = "subject-2" })
	if status, _, _ := r.follow(r.sent("/link/"+link.Token+"/provider", nil)); status != http.StatusOK || !o.signedIn(r) {
		t.Errorf("their own: %d", status)
	}
	if _, body := r.get("/own"); !strings.Contains(body, "Marek Thistlewood") {
		t.Errorf("it signs in as somebody else: %s", body)
	}

	i.Set(func(does *issuer.Behaviour) { does.Subject = "subject-1" })
	today := o.heed.Today().Format(time.DateOnly)
	if faults, err := o.keeper().Change(t.Context(), dilys.id, account.New{Name: "Dilys Okonjo", Email: dilys.email, WorkerID: "W1", To: today}); err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	o.heed.SetNow(o.heed.Today().AddDate(0, 0, 1).Add(time.Hour))
	r = o.browser()
	if status, body, _ := r.elsewhereIn(); status != http.StatusForbidden || !strings.Contains(body, "not open today") || o.signedIn(r) {
		t.Errorf("after the last day: %d: %s", status, body)
	}

	i.Set(func(does *issuer.Behaviour) { does.Subject = "subject-2" })
	if err := o.keeper().Forget(t.Context(), marek.id); err != nil {
		t.Fatal(err)
	}
	if status, _, _ := r.elsewhereIn(); status != http.StatusForbidden || o.signedIn(r) {
		t.Errorf("after it was taken away: %d", status)
	}
}

func TestARecoveryLinkReplacesThePasswordByTheCouncilsSignIn(t *testing.T) {
	t.Parallel()
	o, _ := openOfficeWith(t)
	p := o.enrolled("Dilys Okonjo", access.SocialWorker, "W1")
	before := o.in(p)
	link, err := o.keeper().Invite(t.Context(), p.id)
	if err != nil {
		t.Fatal(err)
	}
	r := o.browser()
	if status, _, _ := r.follow(r.sent("/link/"+link.Token+"/provider", nil)); status != http.StatusOK || !o.signedIn(r) {
		t.Fatalf("connecting: %d", status)
	}
	if o.signedIn(before) {
		t.Error("a session from before recovery goes on")
	}
	if status, _ := o.try(o.browser(), p, p.password, o.code(p)); status == http.StatusOK {
		t.Error("the password that was lost still signs in")
	}
	has, err := o.store.Has(t.Context(), signin.Account{Authority: testkit.Authority, ID: p.id})
	if err != nil || has.Password || len(has.Subjects) != 1 {
		t.Errorf("%+v, %v", has, err)
	}
}

func TestTheProvidersOutageLeavesSessionsAndPasswords(t *testing.T) {
	t.Parallel()
	o, i := openOfficeWith(t)
	o.connected(i, "subject-1", "Dilys Okonjo", access.SocialWorker, "W1")
	byPassword := o.enrolled("Marek Thistlewood", access.SocialWorker, "W2")
	r, away := o.browser(), o.browser()
	if status, _, _ := r.elsewhereIn(); status != http.StatusOK {
		t.Fatal(status)
	}
	leave := away.sent("/sign-in/provider", nil)
	away.client.CheckRedirect = func(next *http.Request, _ []*http.Request) error {
		i.Set(func(does *issuer.Behaviour) { does.Down = next.URL.Path == "/sign-in/back" })
		return nil
	}
	if status, body, _ := away.follow(leave); status != http.StatusServiceUnavailable || !strings.Contains(body, "Council sign-in cannot be reached") {
		t.Errorf("the code cannot be exchanged: %d: %s", status, body)
	}
	cookie := o.cookie(r)
	down := func(before string) {
		t.Helper()
		if status, body := o.browser().post("/sign-in/provider", nil); status != http.StatusServiceUnavailable || !strings.Contains(body, "Council sign-in cannot be reached") {
			t.Errorf("the provider is down, and %s: %d: %s", before, status, body)
		}
	}
	o.later(10 * time.Second)
	down("answered seconds ago")
	o.restart()
	down("nothing is known of it yet")
	if !o.signedIn(o.with(cookie)) {
		t.Error("the outage ended a session")
	}
	o.in(byPassword)
	i.Set(func(does *issuer.Behaviour) { does.Down = false })
	r = o.browser()
	if status, _, _ := r.elsewhereIn(); status != http.StatusOK || !o.signedIn(r) {
		t.Errorf("after the outage: %d", status)
	}
}

func TestWhoSignsInWithTheProviderIsAskedAgainThere(t *testing.T) {
	t.Parallel()
	o, i := openOfficeWith(t)
	o.connected(i, "subject-1", "Ada Winterbourne", access.Administrator, "")
	long := o.heed.Now().Add(-3 * time.Hour)
	i.Set(func(does *issuer.Behaviour) { does.SignedIn = func() time.Time { return long } })
	r := o.browser()
	if status, _, _ := r.elsewhereIn(); status != http.StatusOK {
		t.Fatal(status)
	}
	_, body := r.get("/accounts/new")
	if !strings.Contains(body, "Is it you?") || !strings.Contains(body, "Sign in to Council sign-in once more") || strings.Contains(body, `name="password"`) {
		t.Fatalf("who signed in there hours ago: %s", body)
	}
	again := func() (int, string, *url.URL) {
		leave := r.sent("/confirm/provider", url.Values{"next": {"/accounts/new"}})
		if q := mustQuery(t, leave); q.Get("prompt") != "login" || q.Get("max_age") != "0" {
			t.Errorf("the provider is not asked to sign in anew: %s", leave)
		}
		return r.follow(leave)
	}
	if status, _, _ := again(); status != http.StatusForbidden {
		t.Errorf("an old auth_time: %d", status)
	}
	i.Set(func(does *issuer.Behaviour) { does.Claims = func(c map[string]any) { delete(c, "auth_time") } })
	if status, _, _ := again(); status != http.StatusForbidden {
		t.Errorf("no auth_time: %d", status)
	}
	i.Set(func(does *issuer.Behaviour) { does.Claims, does.SignedIn, does.Subject = nil, o.heed.Now, "subject-2" })
	if status, body, _ := again(); status != http.StatusForbidden || !strings.Contains(body, "not who is signed in here") {
		t.Errorf("somebody else: %d: %s", status, body)
	}
	if _, body := r.get("/accounts/new"); !strings.Contains(body, "Is it you?") {
		t.Fatalf("what was refused counts: %s", body)
	}
	i.Set(func(does *issuer.Behaviour) { does.Subject = "subject-1" })
	was := o.cookie(r)
	if status, body, at := again(); status != http.StatusOK || at.Path != "/accounts/new" || !strings.Contains(body, "Make the account") {
		t.Errorf("anew: %d at %s: %s", status, at, body)
	}
	if o.signedIn(o.with(was)) {
		t.Error("the session keeps its id")
	}
}

func TestWherePasswordsAreConfiguredAwayNoneSignsIn(t *testing.T) {
	t.Parallel()
	o, _ := openOfficeWith(t)
	p := o.enrolled("Dilys Okonjo", access.SocialWorker, "W1")
	o.noPasswords = true
	o.restart()
	r := o.browser()
	if _, body := r.get("/sign-in"); strings.Contains(body, `name="password"`) || !strings.Contains(body, "Sign in with Council sign-in") {
		t.Errorf("the sign-in page: %s", body)
	}
	if status, _ := o.try(r, p, p.password, o.code(p)); status == http.StatusOK || o.signedIn(r) {
		t.Errorf("a password: %d", status)
	}
	link, err := o.keeper().Invite(t.Context(), p.id)
	if err != nil {
		t.Fatal(err)
	}
	if _, body := r.get("/link/" + link.Token); strings.Contains(body, `name="password"`) {
		t.Errorf("the link offers a password: %s", body)
	}
	if status, _ := r.post("/link/"+link.Token, url.Values{"password": {p.password}, "again": {p.password}}); status != http.StatusNotFound {
		t.Errorf("choosing one: %d", status)
	}
	// What was begun before goes no further either, and uses no link up.
	if _, err := o.store.BeginPassword(t.Context(), link.Token, p.email, signin.Choice{Password: p.password}); err != nil {
		t.Fatal(err)
	}
	for _, more := range []string{"/codes", "/picture.png"} {
		if status, _ := r.get("/link/" + link.Token + more); status != http.StatusNotFound {
			t.Errorf("%s: %d", more, status)
		}
	}
	if status, _ := r.post("/link/"+link.Token+"/codes", url.Values{"code": {"000000"}}); status != http.StatusNotFound {
		t.Errorf("the first code: %d", status)
	}
	if _, err := o.store.FindInvitation(t.Context(), link.Token); err != nil {
		t.Errorf("the link is used up: %v", err)
	}
}
