//go:build e2e

package e2e

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"heed/internal/testkit/issuer"
)

// providerDown is the one fault that is logged where the provider cannot be reached.
var providerDown = regexp.MustCompile(`(?m)^.*"level":"ERROR","msg":"the provider cannot be reached".*$`)

// council is a Heed in which people sign in with a provider, on another site than its own: the one is localhost, the other 127.0.0.1.
type council struct {
	*issuer.Issuer

	t      *testing.T
	served *demo
	// link is the path of the first administrator's link.
	link string
}

func openCouncil(t *testing.T) *council {
	t.Helper()
	i, data, port := issuer.Open(t, time.Now), filepath.Join(t.TempDir(), "data"), freePort(t)
	site := "http://localhost:" + port
	i.Set(func(does *issuer.Behaviour) {
		does.People, does.Back, does.SignedOut = []string{"ada", "marek"}, site+"/sign-in/back", site+"/sign-in"
	})
	printed := succeed(t, "setup", "--data", data, "--authority", brockwell, "--name", "Ada Winterbourne", "--email", "ada@heed.example", "--url", site)
	_, link, found := strings.Cut(strings.TrimSpace(printed), site)
	if !found {
		t.Fatalf("no link is printed: %q", printed)
	}
	served := serveDespite(t, providerDown, data, "--listen", "127.0.0.1:"+port, "--url", site,
		"--oidc-issuer", i.URL(), "--oidc-client", issuer.ClientID, "--oidc-secret-file", write(t, "secret", issuer.Password), "--oidc-name", "Council sign-in")
	return &council{i, t, served, link}
}

// tab opens a tab, which Heed may send to the provider.
func (c *council) tab() *tab {
	c.t.Helper()
	b := openAt(c.t, c.served)
	b.seen.mayLead(c.URL())
	return b
}

const (
	toProvider = "form[action$='/provider'] button"
	signOut    = ".heed-header__who button"
	asAda      = "button[value=ada]"
	asMarek    = "button[value=marek]"
)

// there presses a button of Heed's that leads to the provider, whose page asks for something.
func (c *council) there(b *tab, title string) {
	c.t.Helper()
	b.arrives(toProvider, title)
	if origin := ask[string](b, "location.origin"); origin != c.URL() {
		c.t.Fatalf("%q is shown at %s and not at the provider", title, origin)
	}
}

// here presses a button of the provider's that leads back to a page of Heed's.
func (c *council) here(b *tab, button, title string) {
	c.t.Helper()
	b.arrives(button, title)
	if origin := ask[string](b, "location.origin"); origin != c.served.base {
		c.t.Fatalf("%q is shown at %s and not in Heed", title, origin)
	}
}

// From a link to the provider and back, out of both and in again, asked once more, and taken for somebody else, in a browser.
func TestPeopleComeAndGoByTheProvider(t *testing.T) {
	t.Parallel()
	source, err := axeSource()
	need(t, err)
	c := openCouncil(t)
	b := c.tab()
	at := func(what, selector, words string) {
		t.Helper()
		b.sees(selector, words)
		b.inspect(source, what)
	}

	b.must(c.link)
	at("the link", "main", "Use Council sign-in")
	c.there(b, issuer.TitleChoose)
	c.here(b, "button[value=nobody]", "Council sign-in did not sign you in")
	at("cancelled", "main", "It may be that you went back")
	b.must(c.link)
	c.there(b, issuer.TitleChoose)
	c.here(b, asAda, "Accounts")
	if status := b.get(c.link); status != 404 {
		t.Errorf("the link works twice: %d", status)
	}
	b.must("/own")
	at("their own account", "section[aria-labelledby='with']", "Council sign-in, since")

	b.arrives(signOut, "Sign in")
	at("signed out", ".govuk-inset-text a", "Sign out of Council sign-in too")
	b.arrives(".govuk-inset-text a", "Sign in")
	if where := b.address().String(); where != "/sign-in" {
		t.Errorf("signing out of the provider leads to %s", where)
	}
	c.there(b, issuer.TitleSignIn)
	c.here(b, asMarek, "Heed does not know you yet")
	at("somebody unknown", "main", "Ask whoever keeps Heed’s accounts in your council for a link")

	c.Set(func(does *issuer.Behaviour) {
		does.SignedIn = func() time.Time { return time.Now().Add(-3 * time.Hour) }
	})
	b.must("/accounts")
	at("signing in", toProvider, "Sign in with Council sign-in")
	c.there(b, issuer.TitleSignIn)
	c.here(b, asAda, "Is it you?") // as they signed in there hours ago
	at("asked again", "h1", "Is it you?")
	c.there(b, issuer.TitleConfirm)
	c.here(b, asAda, "Council sign-in did not prove who you are") // hours ago still
	at("not anew", "main a", "Go on")
	c.Set(func(does *issuer.Behaviour) { does.SignedIn = time.Now })
	b.must("/confirm?next=/accounts/new")
	c.there(b, issuer.TitleConfirm)
	c.here(b, asMarek, "That is not who is signed in here")
	at("somebody else", "main a", "Go on")
	b.must("/confirm?next=/accounts/new")
	c.there(b, issuer.TitleConfirm)
	c.here(b, asAda, "Make an account")
	b.well("the provider")
}

// Where the provider cannot be reached, in whichever way, its button and the way back lead to a page that says so, and who is signed in stays so.
func TestTheProvidersOutageIsSaidAndEndsNoSession(t *testing.T) {
	t.Parallel()
	source, err := axeSource()
	need(t, err)
	c := openCouncil(t)
	in, out := c.tab(), c.tab()
	in.must(c.link)
	c.there(in, issuer.TitleChoose)
	c.here(in, asAda, "Accounts")
	const down = "Council sign-in cannot be reached"

	out.must("/sign-in")
	c.there(out, issuer.TitleSignIn)
	c.Set(func(does *issuer.Behaviour) { does.Unreachable = true })
	c.here(out, asAda, down)
	out.inspect(source, "the code cannot be exchanged")
	in.must("/accounts")
	c.Set(func(does *issuer.Behaviour) { does.Unreachable = false })
	out.must("/sign-in")
	c.there(out, issuer.TitleSignIn)
	c.here(out, asAda, "Accounts")
	out.arrives(signOut, "Sign in")

	c.Close()
	time.Sleep(6 * time.Second) // after which Heed asks whether the provider is there
	if status := out.press(toProvider); status != 503 {
		t.Errorf("where the provider is stopped its button leads to %d", status)
	}
	out.sees("h1", down)
	out.inspect(source, "the provider is stopped")
	in.must("/accounts")
	in.sees("h1", "Accounts")
	in.must("/confirm?next=/accounts/new")
	if status := in.press(toProvider); status != 503 {
		t.Errorf("where the provider is stopped, being asked again leads to %d", status)
	}
	in.sees("main a", "Go on")
	in.must("/accounts")
	in.well("the session that goes on")
}
