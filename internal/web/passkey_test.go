//go:build !race || long

package web_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/testkit"
	"heed/internal/testkit/authenticator"
	"heed/internal/web/assets"
	"heed/internal/web/htmlcheck"
)

// noScript is the content policy of every page but one.
const noScript = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func newKey() *authenticator.Authenticator { return authenticator.New(officeURL, "heed.example") }

// question is what the page that asks for a passkey gives a browser.
type question struct{ options, action, next, policy string }

// asked opens the page that asks for a passkey, which must be well made.
func (r reader) asked(path string, form url.Values) question {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, r.w.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := r.client.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	page := htmlcheck.Parse(r.t, string(body))
	if answer.StatusCode != http.StatusOK || !page.Has("form[data-passkey]") {
		r.t.Fatalf("%s does not ask for a passkey: %d: %s", path, answer.StatusCode, body)
	}
	if faults := page.Faults(); len(faults) > 0 {
		r.t.Errorf("%s: %q", path, faults)
	}
	asks := page.One("form[data-passkey]")
	return question{asks.Attr("data-options"), asks.Attr("action"), page.One("input[name='next']").Attr("value"), answer.Header.Get("Content-Security-Policy")}
}

// brings brings what an authenticator has answered, and gives the page that it leads to.
func (r reader) brings(q question, answer string) (int, string) {
	r.t.Helper()
	return r.post(q.action, url.Values{"answer": {answer}, "next": {q.next}})
}

// byPasskey tries to sign in with a passkey.
func (r reader) byPasskey(a *authenticator.Authenticator) (int, string) {
	r.t.Helper()
	q := r.asked("/sign-in/passkey", url.Values{"next": {"/help"}})
	return r.brings(q, a.Sign(r.t, q.options))
}

// keyed makes an account with a passkey, and a browser that was signed in as it was made.
func (o *office) keyed(name string, role access.Role, worker string) (person, *authenticator.Authenticator, reader) {
	o.t.Helper()
	p, a := o.make(name, role, worker), newKey()
	return p, a, o.links(p, a)
}

// links gives an account a passkey by a new link.
func (o *office) links(p person, a *authenticator.Authenticator) reader {
	o.t.Helper()
	link, err := o.keeper().Invite(o.t.Context(), p.id)
	if err != nil {
		o.t.Fatal(err)
	}
	r := o.browser()
	q := r.asked("/link/"+link.Token+"/passkey", nil)
	if status, body := r.brings(q, a.Make(o.t, q.options)); status != http.StatusOK || !o.signedIn(r) {
		o.t.Fatalf("%s has no passkey: %d: %s", p.email, status, body)
	}
	return r
}

// logged says whether the access log says something of signing in.
func (o *office) logged(detail, reason string) bool {
	o.t.Helper()
	var log []ledger.Access
	for _, authority := range []string{testkit.Authority, "all"} { // nobody who is not known is of an authority
		list, err := o.heed.Session(door.System(testkit.Authority)).Ledger().ListAccess(o.t.Context(), ledger.AccessFilter{Authority: authority, Action: "sign in", Limit: 500})
		if err != nil {
			o.t.Fatal(err)
		}
		log = append(log, list...)
	}
	return slices.ContainsFunc(log, func(one ledger.Access) bool {
		return strings.HasSuffix(one.Detail, detail) && strings.Contains(one.Reason, reason) && one.Allowed == (reason == "")
	})
}

func TestALinkLeadsToAPasskeyAndTheNextSignInIsByIt(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := o.make("Dilys Okonjo", access.SocialWorker, "W1")
	link, err := o.keeper().Invite(t.Context(), p.id)
	if err != nil {
		t.Fatal(err)
	}
	r, path, a := o.browser(), "/link/"+link.Token, newKey()
	if _, body := r.get(path); !strings.Contains(body, "Choose how to sign in") || !strings.Contains(body, "Make a passkey") || !strings.Contains(body, "Or choose a password") {
		t.Fatalf("the link leads to %s", body)
	}
	q := r.asked(path+"/passkey", nil)
	if want := noScript + "; script-src " + officeURL + assets.Path("passkey.js"); q.policy != want {
		t.Errorf("the content policy is %q, want %q", q.policy, want)
	}
	if !strings.Contains(q.options, p.email) || !strings.Contains(q.options, `"residentKey":"required"`) || strings.Contains(q.options, p.id) {
		t.Errorf("the authenticator is given %s", q.options)
	}
	before := o.cookie(r)
	if status, body := r.brings(q, a.Make(t, q.options)); status != http.StatusOK || !o.signedIn(r) || o.signedIn(o.with(before)) {
		t.Fatalf("the passkey: %d: %s", status, body)
	}
	if status, _ := r.get(path); status != http.StatusNotFound {
		t.Errorf("the link works twice: %d", status)
	}
	r.post("/sign-out", nil)
	if o.signedIn(r) {
		t.Fatal("signing out")
	}
	q = r.asked("/sign-in/passkey", url.Values{"next": {"/help"}, "email": {p.email}})
	fixed := o.cookie(r)
	if status, body := r.brings(q, a.Sign(t, q.options)); status != http.StatusOK || !strings.Contains(body, ">Help</h1>") || !o.signedIn(r) || o.signedIn(o.with(fixed)) {
		t.Errorf("signing in by passkey: %d: %s", status, body)
	}
	if !o.logged("by passkey", "") || !o.logged("made a passkey, by a link", "") {
		t.Error("the log does not say how")
	}
	admin := o.in(o.enrolled("Ada Winterbourne", access.Administrator, ""))
	if _, body := admin.get("/accounts/" + p.id); !strings.Contains(body, "It signs in with a passkey, since ") {
		t.Errorf("the account's page: %s", body)
	}
}

func TestNoOtherPageRunsAScript(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p, _, in := o.keyed("Dilys Okonjo", access.SocialWorker, "W1")
	link, err := o.keeper().Invite(t.Context(), p.id)
	if err != nil {
		t.Fatal(err)
	}
	for path, r := range map[string]reader{"/sign-in": o.browser(), "/link/" + link.Token: o.browser(), "/own": in, "/confirm": in, "/": in} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, o.server.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := r.client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		page := htmlcheck.Parse(t, string(body))
		if err != nil || answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Security-Policy") != noScript || page.Has("script") {
			t.Errorf("%s: %d, %q", path, answer.StatusCode, answer.Header.Get("Content-Security-Policy"))
		}
		if faults := page.Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", path, faults)
		}
	}
}

// refusedAt fails the test where a page does not say in words why a passkey was not taken.
func (o *office) refusedAt(what string, status int, body, words string) {
	o.t.Helper()
	page := htmlcheck.Parse(o.t, body)
	if status != http.StatusBadRequest || !page.Has(".govuk-error-summary a[href='#f-passkey']") || !strings.Contains(page.One("#e-passkey").Text(), words) {
		o.t.Errorf("%s: %d: %s", what, status, body)
	}
	if faults := page.Faults(); len(faults) > 0 {
		o.t.Errorf("%s: %q", what, faults)
	}
}

func TestWhatTheBrowserCouldNotDoIsSaidInWords(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p, _, in := o.keyed("Dilys Okonjo", access.SocialWorker, "W1")
	link, err := o.keeper().Invite(t.Context(), p.id)
	if err != nil {
		t.Fatal(err)
	}
	out := o.browser()
	for name, words := range map[string]string{
		"NotAllowedError": "it was cancelled or took too long", "SecurityError": "under " + officeURL + " only", "NotSupportedError": "able to ask for a PIN",
		"none": "cannot use passkeys", "InvalidStateError": "holds a passkey for your account already", "<script>": "The browser could not use a passkey", "": "The browser could not",
	} {
		for path, r := range map[string]reader{
			"/sign-in/passkey": out, "/link/" + link.Token + "/passkey": out, "/confirm/passkey": in, "/own/passkeys": in,
		} {
			q := r.asked(path, nil)
			status, body := r.post(q.action, url.Values{"failed": {name}})
			o.refusedAt(path+" "+name, status, body, words)
		}
	}
	if o.signedIn(out) || !o.logged("by passkey", "the browser brought no passkey") {
		t.Error("it is not in the log, or somebody is signed in")
	}
}

func TestAPasskeyThatProvesNothingIsRefusedInWords(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	_, a, _ := o.keyed("Dilys Okonjo", access.SocialWorker, "W1")
	tried := func(what, words, reason string, try func(r reader, q question) (int, string)) {
		t.Helper()
		r := o.browser()
		status, body := try(r, r.asked("/sign-in/passkey", nil))
		o.refusedAt(what, status, body, words)
		if o.signedIn(r) || !o.logged("by passkey", reason) {
			t.Errorf("%s: somebody is signed in, or the log does not say that %s", what, reason)
		}
	}
	const nothing, over, untrue = "This passkey proves nothing here", "That took too long, was used already", "the answer is not to be believed"
	tried("nonsense", nothing, "the answer cannot be read", func(r reader, q question) (int, string) { return r.brings(q, "{}") })
	tried("a wrong origin", nothing, untrue, func(r reader, q question) (int, string) {
		a.Origin = "https://heed.example.org"
		defer func() { a.Origin = officeURL }()
		return r.brings(q, a.Sign(t, q.options))
	})
	tried("nobody verified", nothing, untrue, func(r reader, q question) (int, string) {
		a.Unverified = true
		defer func() { a.Unverified = false }()
		return r.brings(q, a.Sign(t, q.options))
	})
	tried("an unknown passkey", nothing, "nobody has this passkey", func(r reader, q question) (int, string) {
		stranger := newKey()
		stranger.Make(t, q.options)
		return r.brings(q, stranger.Sign(t, q.options))
	})
	tried("another browser's", over, "came too late", func(r reader, q question) (int, string) {
		return r.brings(q, a.Sign(t, o.browser().asked("/sign-in/passkey", nil).options))
	})
	tried("too late", over, "came too late", func(r reader, q question) (int, string) {
		o.later(6 * time.Minute)
		return r.brings(q, a.Sign(t, q.options))
	})
	tried("a second time", over, "came too late", func(r reader, q question) (int, string) {
		answer := a.Sign(t, q.options)
		if status, _ := r.brings(q, answer); status != http.StatusOK || !o.signedIn(r) {
			t.Fatalf("the first time: %d", status)
		}
		r.post("/sign-out", nil)
		return r.brings(q, answer)
	})
	tried("a copy", "may have been copied", "its count of signatures has gone back", func(r reader, q question) (int, string) {
		a.Keys[0].Count = 0
		return r.brings(q, a.Sign(t, q.options))
	})
	for range 6 {
		o.browser().byPasskey(a)
	}
	tried("after too many failures", "Too many attempts have failed", "too many attempts have failed", func(r reader, q question) (int, string) { return r.brings(q, a.Sign(t, q.options)) })
}

func TestWhoseAccountIsNotOpenIsNotLetInByAPasskey(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p, a, r := o.keyed("Dilys Okonjo", access.SocialWorker, "W1")
	today := o.heed.Today().Format(time.DateOnly)
	testkit.Put(t, o.heed, "worker", map[string]string{
		"worker_id": "W1", "name": "Dilys Okonjo", "role": "social worker", "team_id": "T1", "started_on": "2020-01-06", "left_on": today,
	})
	o.heed.SetNow(o.heed.Today().AddDate(0, 0, 1).Add(time.Second))
	out := o.browser()
	if status, body := out.byPasskey(a); status != http.StatusForbidden || !strings.Contains(body, "Your account is not open today") || o.signedIn(out) || o.signedIn(r) {
		t.Errorf("a leaver: %d: %s", status, body)
	}
	if err := o.keeper().Forget(t.Context(), p.id); err != nil {
		t.Fatal(err)
	}
	status, body := out.byPasskey(a)
	o.refusedAt("taken away", status, body, "This passkey proves nothing here")
}

func TestOnesOwnPasskeysAreAddedNamedAndRemoved(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	_, first, r := o.keyed("Dilys Okonjo", access.SocialWorker, "W1")
	second, other := newKey(), o.browser()
	if status, _ := other.byPasskey(first); status != http.StatusOK {
		t.Fatal(status)
	}
	ids := func() []string {
		t.Helper()
		_, body := r.get("/own")
		page := htmlcheck.Parse(t, body)
		if faults := page.Faults(); len(faults) > 0 {
			t.Errorf("%q", faults)
		}
		var list []string
		for _, one := range page.All("input[name='passkey']") {
			list = append(list, one.Attr("value"))
		}
		return list
	}
	remove := func(id string) (int, string) { return r.post("/own/passkeys/remove", url.Values{"passkey": {id}}) }
	status, body := remove(ids()[0])
	o.refusedAt("the last one", status, body, "This is all that you sign in with")

	if status, body := r.post("/own/passkeys", url.Values{"name": {strings.Repeat("x", 61)}}); status != http.StatusBadRequest || !strings.Contains(body, "60 characters at most") {
		t.Errorf("a long name: %d", status)
	}
	q := r.asked("/own/passkeys", url.Values{"name": {"  Blue   key "}})
	if !first.Excludes(t, q.options) {
		t.Error("an authenticator that has one would make a second")
	}
	if status, body := r.brings(q, second.Make(t, q.options)); status != http.StatusOK || !strings.Contains(body, "Blue key") || len(ids()) != 2 {
		t.Fatalf("the second: %d: %s", status, body)
	}
	if !o.signedIn(other) {
		t.Error("adding one ends other sessions")
	}
	if status, _ := remove("nosuch"); status != http.StatusNotFound {
		t.Errorf("one that is none: %d", status)
	}
	if status, _ := remove(ids()[0]); status != http.StatusOK || len(ids()) != 1 || o.signedIn(other) || !o.signedIn(r) {
		t.Errorf("removing the first: %d, and other sessions go on or this one does not", status)
	}
	status, body = o.browser().byPasskey(first)
	o.refusedAt("the removed one", status, body, "This passkey proves nothing here")
	if status, _ := o.browser().byPasskey(second); status != http.StatusOK {
		t.Errorf("the other: %d", status)
	}
	if !o.logged("made a passkey", "") || !o.logged("removed a passkey", "") {
		t.Error("the log does not say so")
	}
}

func TestAPasskeyProvesAgainWhoIsSignedIn(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	_, a, r := o.keyed("Ada Winterbourne", access.Administrator, "")
	_, others, _ := o.keyed("Dilys Okonjo", access.SocialWorker, "W1")
	o.later(16 * time.Minute)
	if status, body := r.post("/own/passkeys", url.Values{"name": {"x"}}); status != http.StatusOK || !strings.Contains(body, "Is it you?") {
		t.Errorf("a passkey is added without asking again: %d", status)
	}
	if _, body := r.get("/accounts/new"); !strings.Contains(body, "Use your passkey") || strings.Contains(body, "One-time code") {
		t.Fatalf("asked again: %s", body)
	}
	q := r.asked("/confirm/passkey", url.Values{"next": {"/accounts/new"}})
	status, body := r.brings(q, others.Sign(t, q.options))
	o.refusedAt("another account's", status, body, "This passkey proves nothing here")
	q = r.asked("/confirm/passkey", url.Values{"next": {"/accounts/new"}})
	was := o.cookie(r)
	if status, body := r.brings(q, a.Sign(t, q.options)); status != http.StatusOK || !strings.Contains(body, "Make the account") || o.signedIn(o.with(was)) {
		t.Errorf("after proving it: %d: %s", status, body)
	}
	if !o.logged("by passkey", "another account's") {
		t.Error("the log does not say whose it was")
	}
	// Who has no passkey is not asked for one.
	w := o.in(o.enrolled("Marek Thistlewood", access.SocialWorker, "W2"))
	if _, body := w.get("/confirm"); strings.Contains(body, "passkey") {
		t.Errorf("who has none: %s", body)
	}
	if status, _ := w.post("/confirm/passkey", nil); status != http.StatusNotFound {
		t.Errorf("who has none: %d", status)
	}
}

func TestWherePasskeysCannotBeUsedNoneIsOffered(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p, _, _ := o.keyed("Dilys Okonjo", access.SocialWorker, "W1")
	o.noPasskeys = true
	o.restart()
	r := o.in(o.enrolled("Ada Winterbourne", access.Administrator, ""))
	link, err := o.keeper().Invite(t.Context(), p.id)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/sign-in", "/link/" + link.Token, "/own", "/confirm", "/accounts/" + p.id} {
		if _, body := r.get(path); strings.Contains(body, "passkey") {
			t.Errorf("%s: %s", path, body)
		}
	}
	for _, path := range []string{"/sign-in/passkey", "/link/" + link.Token + "/passkey", "/confirm/passkey", "/own/passkeys"} {
		for _, more := range []string{"", "/answer"} {
			if status, _ := r.post(path+more, url.Values{"answer": {"{}"}}); status != http.StatusNotFound {
				t.Errorf("%s: %d", path+more, status)
			}
		}
	}
	if status, _ := r.post("/own/passkeys/remove", nil); status != http.StatusNotFound {
		t.Errorf("removing: %d", status)
	}
}
