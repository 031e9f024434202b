//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// serveData serves a data folder to people with accounts until the test ends, and fails the test where a fault was logged. Where no more is said, it
// is served under an address that is no name.
func serveData(t *testing.T, data string, more ...string) *demo {
	t.Helper()
	return serveDespite(t, nil, data, more...)
}

// serveDespite is serveData where one fault may be logged: that which a test brings about.
func serveDespite(t *testing.T, fault *regexp.Regexp, data string, more ...string) *demo {
	t.Helper()
	d := &demo{stderr: &bytes.Buffer{}}
	d.process = exec.CommandContext(context.WithoutCancel(t.Context()), binary, append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0"}, more...)...)
	d.process.Stderr = d.stderr
	stdout, err := d.process.StdoutPipe()
	need(t, err)
	need(t, d.process.Start())
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if d.base = servedAt.FindString(line); err != nil || d.base == "" {
		_ = d.process.Process.Kill()
		_ = d.process.Wait()
		t.Fatalf("heed serve did not say where it serves: %q: %v\n%s", line, err, d.stderr)
	}
	t.Cleanup(func() {
		if err := d.process.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
		err := d.process.Wait()
		logged := d.stderr.String()
		if fault != nil {
			logged = fault.ReplaceAllString(logged, "")
		}
		if err != nil || strings.Contains(logged, `"level":"ERROR"`) {
			t.Errorf("heed serve ended with %v, and logged\n%s", err, d.stderr)
		}
	})
	return d
}

// From nothing to the first account's page, in a browser, on data that was imported.
func TestTheFirstAdministratorComesInByALinkAPasswordAndACode(t *testing.T) {
	t.Parallel()
	source, err := axeSource()
	need(t, err)
	data, returns := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "returns")
	succeed(t, "synth", returns, "--children", "40", "--years", "1")
	succeed(t, "import", returns, "--authority", brockwell, "--data", data)
	printed := succeed(t, "setup", "--data", data, "--authority", brockwell, "--name", "Ada Winterbourne", "--email", "ada@heed.example", "--url", "http://127.0.0.1")
	_, path, found := strings.Cut(strings.TrimSpace(printed), "http://127.0.0.1")
	if !found {
		t.Fatalf("no link is printed: %q", printed)
	}
	b := openAt(t, serveData(t, data))
	at := func(what, title string) {
		t.Helper()
		b.sees("h1", title)
		b.inspect(source, what)
	}
	send := func(pairs ...string) {
		t.Helper()
		for i := 0; i < len(pairs); i += 2 {
			b.fill("#f-"+pairs[i], pairs[i+1])
		}
		b.press("main form:not([action='/sign-out']) button.govuk-button")
	}
	const password = "violet anchor teapot glacier"

	b.must(path)
	at("the link", "Choose a password")
	send("password", "password", "again", "password")
	at("a weak password", "Choose a password")
	send("password", password, "again", password)
	at("the key", "Codes from an app")
	secret := strings.ReplaceAll(b.text("main p strong"), " ", "")
	send("code", "000000")
	at("a wrong first code", "Codes from an app")
	code := func(ahead time.Duration) string {
		code, err := totp.GenerateCode(secret, time.Now().Add(ahead))
		need(t, err)
		return code
	}
	send("code", code(0))
	at("recovery codes", "Your recovery codes")
	recovery := b.text("main li code")

	b.must("/sign-in")
	at("signing in", "Sign in")
	send("email", "ada@heed.example", "password", "not the password")
	at("a wrong password", "Sign in")
	send("email", "ada@heed.example", "password", password)
	at("the code", "Your one-time code")
	send("code", "000000")
	at("a wrong code", "Your one-time code")
	send("code", recovery)
	at("their own account", "Your account")

	b.must("/")
	at("their home", "Accounts")
	b.must("/accounts/new")
	at("a new account", "Make an account")
	send("name", "Dilys Okonjo", "email", "nobody")
	at("a new account that lacks something", "Make an account")
	ask[string](b, "document.querySelector('#f-role').value = 'social worker'")
	send("email", "dilys@heed.example")
	at("a link for somebody", "A link for Dilys Okonjo")
	b.must("/accounts")
	b.follow(b.links("main table a")[0])
	at("an account", "Ada Winterbourne")
	b.must("/confirm")
	at("asked again", "Is it you?")
	send("password", "wrong", "code", "000000")
	at("a wrong answer", "Is it you?")
	for _, path := range []string{"/find", "/clocks", "/children/1", "/imports"} {
		if status := b.get(path); status != 403 {
			t.Errorf("%s: an administrator gets %d", path, status)
		}
	}
}
