//go:build !race || long

package web_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/door"
	"heed/internal/jobs"
	"heed/internal/signin"
	"heed/internal/signin/provider"
	"heed/internal/testkit"
	"heed/internal/web"
	"heed/internal/web/kit"
)

// officeURL is the address under which people reach the office.
const officeURL = "https://heed.example"

// office is the small council as people with accounts see it, over HTTPS.
type office struct {
	*world

	t     *testing.T
	heed  *testkit.Heed
	store *signin.Store
	pages *web.Server
	jobs  *jobs.Runner
	// elsewhere gives the provider that people may sign in with too, by the address to which it sends them back; nil where there is none.
	elsewhere func(back string) *provider.Provider
	// noPasswords leaves nothing but the provider.
	noPasswords bool
	// noPasskeys leaves no passkeys, as under an address that is no name.
	noPasskeys bool
}

// openOffice gives a council of its own, in which nobody has an account yet.
func openOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, heed: testkit.OpenCold(t)}
	store, err := signin.Open(t.Context(), signin.Config{Path: filepath.Join(o.heed.Dir, "heed-signin.db"), Now: o.heed.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	o.store = store
	o.jobs = background(t, o.heed)
	o.start()
	t.Cleanup(o.stop)
	return o
}

func (o *office) start() {
	o.t.Helper()
	var ids atomic.Int64
	log := &record{}
	server := httptest.NewUnstartedServer(nil)
	var asked *provider.Provider
	if o.elsewhere != nil {
		asked = o.elsewhere("https://" + server.Listener.Addr().String() + "/sign-in/back")
	}
	var party *signin.RelyingParty
	if !o.noPasswords && !o.noPasskeys {
		var err error
		if party, err = signin.NewRelyingParty(officeURL); err != nil {
			o.t.Fatal(err)
		}
	}
	pages, err := web.New(kit.Config{
		Provider: asked, NoPasswords: o.noPasswords, Passkeys: party,
		Door: o.heed.Door, Jobs: o.jobs, SignIn: o.store, URL: officeURL, Now: o.heed.Now, Log: slog.New(slog.NewTextHandler(log, nil)),
		NewID: func() string { return fmt.Sprintf("fault-%d", ids.Add(1)) },
	})
	if err != nil {
		o.t.Fatal(err)
	}
	o.pages = pages
	o.world = &world{dir: o.heed.Dir, app: o.heed.Door, server: server, log: log, jobs: o.jobs}
	server.Config.Handler = pages.Handler()
	server.StartTLS()
}

func (o *office) stop() {
	o.server.Close()
	o.pages.Close()
}

// later moves the clock.
func (o *office) later(by time.Duration) { o.heed.SetNow(o.heed.Now().Add(by)) }

// keeper is the command line, and second whoever agrees to what it gives.
func (o *office) keeper() account.Keeper {
	return account.Keeper{Session: o.heed.Session(door.System(testkit.Authority)), SignIn: o.store}
}

func (o *office) second() account.Keeper {
	who := door.System(testkit.Authority)
	who.Account = "second"
	return account.Keeper{Session: o.heed.Session(who), SignIn: o.store}
}

// person is somebody with an account, and what they sign in with.
type person struct {
	id, email, password, secret string
	recovery                    []string
}

// roleOf gives a role of an account as it stands.
func (o *office) roleOf(id string, role access.Role) door.AccountRole {
	o.t.Helper()
	accounts, err := o.keeper().Accounts(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	for _, one := range accounts.Roles(id) {
		if one.Role == role {
			return one
		}
	}
	o.t.Fatalf("%s is no %s", id, role)
	return door.AccountRole{}
}

// which names a role as it stands in a form.
func (o *office) which(id string, role access.Role) url.Values {
	one := o.roleOf(id, role)
	return url.Values{"which_role": {string(role)}, "which_from": {one.From}, "which_version": {strconv.Itoa(one.Version)}}
}

// make makes an account in a role, agreed to by a second person, without anything to sign in with.
func (o *office) make(name string, role access.Role, worker string) person {
	o.t.Helper()
	p := o.given(name, role, worker)
	if o.heed.NeedsSecond(role) {
		if err := o.second().Agree(o.t.Context(), o.roleOf(p.id, role)); err != nil {
			o.t.Fatal(err)
		}
	}
	return p
}

// given makes an account in a role to which nobody has agreed.
func (o *office) given(name string, role access.Role, worker string) person {
	o.t.Helper()
	p := person{email: strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@heed.example", password: "violet anchor teapot glacier"}
	id, faults, err := o.keeper().Create(o.t.Context(), account.New{Name: name, Email: p.email, WorkerID: worker, Role: account.Role{Role: role}})
	if err != nil || len(faults) > 0 {
		o.t.Fatal(err, faults)
	}
	p.id = id
	return p
}

// enrolled makes an account that can sign in.
func (o *office) enrolled(name string, role access.Role, worker string) person {
	o.t.Helper()
	return o.enrol(o.make(name, role, worker))
}

// enrol gives an account a password and a one-time code.
func (o *office) enrol(p person) person {
	o.t.Helper()
	link, err := o.store.Invite(o.t.Context(), signin.Account{Authority: testkit.Authority, ID: p.id}, signin.Invitation, "test", time.Hour)
	if err != nil {
		o.t.Fatal(err)
	}
	e, err := o.store.BeginPassword(o.t.Context(), link.Token, p.email, signin.Choice{Password: p.password})
	if err != nil {
		o.t.Fatal(err)
	}
	p.secret = e.Secret
	done, err := o.store.FinishPassword(o.t.Context(), link.Token, o.code(p))
	if err != nil {
		o.t.Fatal(err)
	}
	p.recovery = done.RecoveryCodes
	return p
}

// code gives the one-time code of now, a minute later, as each works once.
func (o *office) code(p person) string {
	o.t.Helper()
	o.later(time.Minute)
	code, err := totp.GenerateCode(p.secret, o.heed.Now())
	if err != nil {
		o.t.Fatal(err)
	}
	return code
}

// browser is a browser of its own, which nobody has signed in with.
func (o *office) browser() reader {
	o.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		o.t.Fatal(err)
	}
	client := o.server.Client()
	return reader{t: o.t, w: o.world, client: &http.Client{Jar: jar, Transport: client.Transport}}
}

// try signs in with a password and a code, and gives the page at the end.
func (o *office) try(r reader, p person, password, code string) (int, string) {
	o.t.Helper()
	status, body := r.post("/sign-in", url.Values{"email": {p.email}, "password": {password}})
	if status != http.StatusOK {
		return status, body
	}
	return r.post("/sign-in/code", url.Values{"code": {code}, "next": {"/help"}})
}

// in gives a browser in which somebody has signed in.
func (o *office) in(p person) reader {
	o.t.Helper()
	r := o.browser()
	if status, body := o.try(r, p, p.password, o.code(p)); status != http.StatusOK || !o.signedIn(r) {
		o.t.Fatalf("%s does not get in: %d: %s", p.email, status, body)
	}
	return r
}

// signedIn says whether a browser is signed in.
func (o *office) signedIn(r reader) bool {
	o.t.Helper()
	_, body := r.get("/own")
	return strings.Contains(body, ">Your account</h1>")
}

// cookie gives the session's cookie of a browser.
func (o *office) cookie(r reader) *http.Cookie {
	o.t.Helper()
	at, err := url.Parse(o.server.URL)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, c := range r.client.Jar.Cookies(at) {
		if c.Name == "__Host-heed" {
			return c
		}
	}
	return nil
}

// with gives a browser that has somebody's cookie.
func (o *office) with(c *http.Cookie) reader {
	o.t.Helper()
	r := o.browser()
	at, err := url.Parse(o.server.URL)
	if err != nil {
		o.t.Fatal(err)
	}
	r.client.Jar.SetCookies(at, []*http.Cookie{{Name: c.Name, Value: c.Value, Path: "/", Secure: true}})
	return r
}
