//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
)

// key is a virtual authenticator of the browser, that of the machine itself or one that is plugged in.
type key struct {
	b  *tab
	id webauthn.AuthenticatorID
}

// keys lets a tab have virtual authenticators; it has none yet.
func (b *tab) keys() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, webauthn.Enable, webauthn.EnableParams{}); err != nil {
		b.t.Fatal(err)
	}
}

// plug gives the tab an authenticator that knows its person and answers at once, with the passkeys of a former one.
func (b *tab) plug(transport webauthn.AuthenticatorTransport, former ...*webauthn.Credential) key {
	b.t.Helper()
	added, err := chromedp.Call(b.ctx, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
		Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: transport, HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
		HasCmtgKey: true, // without it, no passkey of a former one is taken
	}})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, f := range former { // of what it gives there is more than it takes
		c := &webauthn.Credential{CredentialID: f.CredentialID, IsResidentCredential: true, RpID: f.RpID, PrivateKey: f.PrivateKey, UserHandle: f.UserHandle, SignCount: f.SignCount}
		if _, err := chromedp.Call(b.ctx, webauthn.AddCredential, webauthn.AddCredentialParams{AuthenticatorID: added.AuthenticatorID, Credential: c}); err != nil {
			b.t.Fatal(err)
		}
	}
	return key{b, added.AuthenticatorID}
}

// unplug takes the authenticator away and gives the passkeys that it had.
func (k key) unplug() []*webauthn.Credential {
	k.b.t.Helper()
	held, err := chromedp.Call(k.b.ctx, webauthn.GetCredentials, webauthn.GetCredentialsParams{AuthenticatorID: k.id})
	if err == nil {
		_, err = chromedp.Call(k.b.ctx, webauthn.RemoveVirtualAuthenticator, webauthn.RemoveVirtualAuthenticatorParams{AuthenticatorID: k.id})
	}
	if err != nil {
		k.b.t.Fatal(err)
	}
	return held.Credentials
}

// arrives clicks, and waits until a page with a heading is there, as where the page in between leads on by itself.
func (b *tab) arrives(button, title string) {
	b.t.Helper()
	ask[string](b, "document.querySelector('h1').dataset.left = 'yes'")
	b.do("pressing "+button, chromedp.Click(chromedp.CSS(button)))
	b.waits("h1:not([data-left])", title)
}

// waits waits until a page that has loaded says something, in just these words.
func (b *tab) waits(selector, words string) {
	b.t.Helper()
	b.answers(fmt.Sprintf("document.readyState === 'complete' ? document.querySelector(%q)?.innerText ?? '' : ''", selector), words)
}

// answers asks the page again and again, whichever is there by then, until it answers in just these words.
func (b *tab) answers(script, words string) {
	b.t.Helper()
	seen := ""
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
		now, err := chromedp.Run(ctx, chromedp.Evaluate[string](script))
		cancel()
		if err == nil && strings.TrimSpace(now) == words { // it fails while one page makes way for the next
			return
		}
		seen = now
	}
	b.t.Fatalf("%s gives %q and not %q", script, seen, words)
}

// older makes the browser one that reads no options and writes no answer by itself, until what it gives is called.
func (b *tab) older() (newer func()) {
	b.t.Helper()
	const script = `delete PublicKeyCredential.parseCreationOptionsFromJSON; delete PublicKeyCredential.parseRequestOptionsFromJSON; delete PublicKeyCredential.prototype.toJSON`
	added, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	if err != nil {
		b.t.Fatal(err)
	}
	b.must("/help")
	if ask[bool](b, "'toJSON' in PublicKeyCredential.prototype || 'parseCreationOptionsFromJSON' in PublicKeyCredential") {
		b.t.Fatal("the browser is not made older")
	}
	return func() {
		b.t.Helper()
		if _, err := chromedp.Call(b.ctx, page.RemoveScriptToEvaluateOnNewDocument, page.RemoveScriptToEvaluateOnNewDocumentParams(added)); err != nil {
			b.t.Fatal(err)
		}
	}
}

// freePort gives a port of this machine that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// From a link to a passkey, out and in again, to a second and back to one, in a browser with a virtual authenticator.
func TestPasskeysAreMadeUsedAndRemoved(t *testing.T) {
	t.Parallel()
	source, err := axeSource()
	need(t, err)
	data, port := filepath.Join(t.TempDir(), "data"), freePort(t)
	site := "http://localhost:" + port
	printed := succeed(t, "setup", "--data", data, "--authority", brockwell, "--name", "Ada Winterbourne", "--email", "ada@heed.example", "--url", site)
	_, link, found := strings.Cut(strings.TrimSpace(printed), site)
	if !found {
		t.Fatalf("no link is printed: %q", printed)
	}
	b := openAt(t, serveData(t, data, "--listen", "127.0.0.1:"+port, "--url", site))
	b.keys()
	const button, again, out = "#f-passkey", "form[data-passkey] button", ".heed-header__who button"
	at := func(what, selector, words string) {
		t.Helper()
		b.sees(selector, words)
		b.inspect(source, what)
	}

	b.must(link)
	at("the link", "h1", "Choose how to sign in")
	b.arrives(button, "Make a passkey") // where no authenticator answers, the page waits
	at("making a passkey", again, "Make the passkey")
	newer := b.older() // which leaves the page that waits, or its browser would take the next authenticator
	first := b.plug(webauthn.AuthenticatorTransportInternal)
	b.must(link)
	b.arrives(button, "Accounts")
	if status := b.get(link); status != 404 {
		t.Errorf("the link works twice: %d", status)
	}
	b.must("/")
	b.arrives(out, "Sign in")
	at("signing in", button, "Sign in with a passkey")
	b.arrives(button, "Accounts")

	b.must("/confirm?next=/accounts/new")
	at("asked again", button, "Use your passkey")
	b.arrives(button, "Make an account")
	newer()

	b.must("/own")
	at("one passkey", "section[aria-labelledby='with'] table", "Chrome on Linux")
	b.arrives(button, "Your account")
	at("one that is there already", ".govuk-error-summary", "holds a passkey for your account already")
	former := first.unplug()
	second := b.plug(webauthn.AuthenticatorTransportUsb)
	b.fill("#f-name", "Blue key")
	b.arrives(button, "Your account")
	at("two passkeys", "section[aria-labelledby='with'] table", "Blue key")
	const remove = "form[action='/own/passkeys/remove'] button"
	if n := b.count(remove); n != 2 {
		t.Fatalf("%d passkeys are listed", n)
	}
	b.arrives(remove, "Your account")
	if n := b.count(remove); n != 1 {
		t.Fatalf("after one was removed %d are listed", n)
	}
	b.arrives(remove, "Your account")
	at("the last one", ".govuk-error-summary", "This is all that you sign in with")

	b.arrives(out, "Sign in")
	b.arrives(button, "Accounts")
	b.arrives(out, "Sign in")
	second.unplug()
	removed := b.plug(webauthn.AuthenticatorTransportInternal, former...)
	b.arrives(button, "Sign in")
	at("a removed passkey", ".govuk-error-summary", "This passkey proves nothing here")
	removed.unplug()
	b.plug(webauthn.AuthenticatorTransportInternal)
	b.do("pressing "+button, chromedp.Click(chromedp.CSS(button)))
	// An authenticator without a passkey says so at once, so that the page may wait for its button.
	b.answers("(document.querySelector('#with:not([hidden]) button')?.click(), document.querySelector('.govuk-error-summary li')?.innerText ?? '')",
		"Nothing came of it: it was cancelled or took too long, or there is no passkey for Heed here. Try again, or choose another way")
	at("no passkey", ".govuk-error-summary", "there is no passkey for Heed here")

	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.must("/sign-in")
	if status := b.press(button); status != 200 {
		t.Errorf("without scripts: %d", status)
	}
	b.sees("main", "Where scripts are turned off, go back and choose another way")
	if ask[bool](b, fmt.Sprintf("document.querySelector(%q).checkVisibility()", again)) {
		t.Error("without scripts a button is shown that does nothing")
	}
	b.well("passkeys")
}
