package signin_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"heed/internal/signin"
	"heed/internal/testkit/authenticator"
)

const (
	site = "https://heed.example"
	host = "heed.example"
)

func party(t *testing.T) *signin.RelyingParty {
	t.Helper()
	p, err := signin.NewRelyingParty(site)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// makes begins to make a passkey, with the name that its owner gives it.
func (b *bench) makes(t *testing.T, n signin.NewPasskey) signin.Challenge {
	t.Helper()
	n.Email, n.Person, n.Name = "ada@example.gov.uk", "Ada Winterbourne", "Work laptop"
	c, err := b.BeginPasskey(t.Context(), party(t), n, "")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// byLink answers for whoever followed a link.
func byLink(account signin.Account, c signin.Challenge, json string) signin.Answer {
	return signin.Answer{JSON: json, Browser: c.Browser, Address: address, Purpose: signin.ToBind, Account: account}
}

// passkey gives an account a passkey by a link, in an authenticator of its own.
func (b *bench) passkey(t *testing.T, account signin.Account, kind signin.Kind) *authenticator.Authenticator {
	t.Helper()
	a := authenticator.New(site, host)
	c := b.makes(t, signin.NewPasskey{Link: b.invite(t, account, kind)})
	if done, err := b.FinishPasskey(t.Context(), party(t), byLink(account, c, a.Make(t, c.Options))); err != nil || done.Account != account || done.Kind != kind {
		t.Fatalf("%+v, %v", done, err)
	}
	return a
}

// adds adds a passkey to an account that is signed in.
func (b *bench) adds(t *testing.T, account signin.Account, a *authenticator.Authenticator) error {
	t.Helper()
	c := b.makes(t, signin.NewPasskey{Account: account})
	_, err := b.FinishPasskey(t.Context(), party(t), signin.Answer{JSON: a.Make(t, c.Options), Browser: c.Browser, Purpose: signin.ToAdd, Account: account})
	return err
}

func (b *bench) asks(t *testing.T, purpose signin.Purpose, account signin.Account) signin.Challenge {
	t.Helper()
	c, err := b.AskPasskey(t.Context(), party(t), purpose, account, "")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// signs signs in with whatever passkey an authenticator has.
func (b *bench) signs(t *testing.T, a *authenticator.Authenticator) (signin.SignedIn, error) {
	t.Helper()
	c := b.asks(t, signin.ToSignIn, signin.Account{})
	return b.CheckPasskey(t.Context(), party(t), signin.Answer{JSON: a.Sign(t, c.Options), Browser: c.Browser, Address: address, Purpose: signin.ToSignIn})
}

func (b *bench) mustSign(t *testing.T, a *authenticator.Authenticator, want signin.Account) {
	t.Helper()
	if in, err := b.signs(t, a); err != nil || in.Account != want {
		t.Fatalf("%+v, %v", in, err)
	}
}

func (b *bench) passkeys(t *testing.T, account signin.Account) []signin.Passkey {
	t.Helper()
	has, err := b.Has(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	return has.Passkeys
}

func TestPasskeysBelongToANameServedByHTTPS(t *testing.T) {
	t.Parallel()
	for at, may := range map[string]bool{
		"https://heed.example.gov.uk": true, "https://Heed.Example:8443": true, "http://localhost:8080": true, "https://localhost": true,
		"http://heed.example.gov.uk": false, "http://127.0.0.1:8080": false, "https://192.0.2.1": false, "https://[::1]:8443": false, "heed.example": false, "": false,
	} {
		p, err := signin.NewRelyingParty(at)
		if (err == nil) != may || (p != nil) != may || err != nil && !errors.Is(err, signin.ErrNoParty) {
			t.Errorf("%q: %v", at, err)
		}
	}
}

func TestAPasskeySignsInItsAccountAndNoOther(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	has := b.passkey(t, ada, signin.Invitation)
	other := b.passkey(t, grace, signin.Invitation)
	b.clock.move(time.Hour)
	b.mustSign(t, has, ada)
	b.mustSign(t, other, grace)
	list := b.passkeys(t, ada)
	if len(list) != 1 || list[0].Name != "Work laptop" || !list[0].Used.Equal(b.clock.now()) || !list[0].Made.Equal(b.clock.now().Add(-time.Hour)) || list[0].Synced {
		t.Errorf("%+v", list)
	}
	c := b.asks(t, signin.ToSignIn, ada)
	if strings.Contains(c.Options, "allowCredentials") || !strings.Contains(c.Options, `"userVerification":"required"`) {
		t.Errorf("signing in tells of passkeys, or asks for no verified person: %s", c.Options)
	}
	b.reopen(t)
	b.mustSign(t, has, ada)
	b.killed(t).mustSign(t, has, ada)
}

func TestAnAnswerThatIsNotToBeBelievedProvesNothing(t *testing.T) {
	t.Parallel()
	for name, wrong := range map[string]struct {
		alter func(*authenticator.Authenticator)
		want  error
	}{
		"another origin":     {func(a *authenticator.Authenticator) { a.Origin = "https://heed.example.org" }, signin.ErrPasskey},
		"another host":       {func(a *authenticator.Authenticator) { a.Host = "heed.example.org" }, signin.ErrPasskey},
		"nobody verified":    {func(a *authenticator.Authenticator) { a.Unverified = true }, signin.ErrPasskey},
		"another's handle":   {func(a *authenticator.Authenticator) { a.Keys[0].Handle = []byte("somebody else") }, signin.ErrPasskey},
		"no handle":          {func(a *authenticator.Authenticator) { a.Keys[0].Handle = nil }, signin.ErrPasskey},
		"an unknown passkey": {func(a *authenticator.Authenticator) { a.Keys[0].ID = []byte("an id that nobody has") }, signin.ErrPasskey},
		"it became synced":   {func(a *authenticator.Authenticator) { a.Synced = true }, signin.ErrPasskey},
		"a copy":             {func(a *authenticator.Authenticator) { a.Keys[0].Count = 0 }, signin.ErrCloned},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			a := b.passkey(t, ada, signin.Invitation)
			b.mustSign(t, a, ada)
			b.mustSign(t, a, ada)
			wrong.alter(a)
			in, err := b.signs(t, a)
			wantErr(t, err, wrong.want)
			wantErr(t, err, signin.ErrPasskey)
			if !in.Account.IsZero() || errors.Is(err, signin.ErrCloned) != errors.Is(wrong.want, signin.ErrCloned) {
				t.Errorf("%+v, %v", in, err)
			}
		})
	}
}

func TestAPasskeyThatWasMadeWronglyIsNotKept(t *testing.T) {
	t.Parallel()
	for name, alter := range map[string]func(*authenticator.Authenticator){
		"another origin":  func(a *authenticator.Authenticator) { a.Origin = "https://heed.example.org" },
		"another host":    func(a *authenticator.Authenticator) { a.Host = "heed.example.org" },
		"nobody verified": func(a *authenticator.Authenticator) { a.Unverified = true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			a, token := authenticator.New(site, host), b.invite(t, ada, signin.Invitation)
			alter(a)
			c := b.makes(t, signin.NewPasskey{Link: token})
			_, err := b.FinishPasskey(t.Context(), party(t), byLink(ada, c, a.Make(t, c.Options)))
			wantErr(t, err, signin.ErrPasskey)
			if _, err := b.FindInvitation(t.Context(), token); err != nil || len(b.passkeys(t, ada)) > 0 {
				t.Errorf("the link is used up or a passkey kept: %v", err)
			}
		})
	}
	b := newBench(t)
	_, err := b.FinishPasskey(t.Context(), party(t), signin.Answer{JSON: "{}", Purpose: signin.ToAdd, Account: ada})
	wantErr(t, err, signin.ErrPasskey)
	_, err = b.CheckPasskey(t.Context(), party(t), signin.Answer{JSON: "not JSON", Purpose: signin.ToSignIn})
	wantErr(t, err, signin.ErrPasskey)
}

func TestACeremonyIsAnsweredOnceInItsBrowserInTimeAndForWhatItWasAsked(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	a := b.passkey(t, ada, signin.Invitation)
	check := func(answer signin.Answer) error {
		_, err := b.CheckPasskey(t.Context(), party(t), answer)
		return err
	}
	c := b.asks(t, signin.ToSignIn, signin.Account{})
	answer := signin.Answer{JSON: a.Sign(t, c.Options), Browser: c.Browser, Address: address, Purpose: signin.ToSignIn}
	elsewhere := answer
	elsewhere.Browser = "another browser"
	wantErr(t, check(elsewhere), signin.ErrCeremony)
	wantErr(t, check(answer), nil) // another browser has not used it up
	wantErr(t, check(answer), signin.ErrCeremony)

	c = b.asks(t, signin.ToSignIn, signin.Account{})
	late := signin.Answer{JSON: a.Sign(t, c.Options), Browser: c.Browser, Address: address, Purpose: signin.ToSignIn}
	b.clock.move(5 * time.Minute)
	wantErr(t, check(late), signin.ErrCeremony)
	if err := b.CleanUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n, err := b.Count(t.Context(), "select count(*) from ceremony"); err != nil || n != 0 {
		t.Errorf("%d ceremonies are kept, %v", n, err)
	}

	c = b.asks(t, signin.ToSignIn, signin.Account{})
	wantErr(t, check(signin.Answer{JSON: a.Sign(t, c.Options), Browser: c.Browser, Purpose: signin.ToConfirm, Account: ada}), signin.ErrCeremony)
	c = b.asks(t, signin.ToConfirm, ada)
	wantErr(t, check(signin.Answer{JSON: a.Sign(t, c.Options), Browser: c.Browser, Purpose: signin.ToSignIn}), signin.ErrCeremony)
	c = b.makes(t, signin.NewPasskey{Account: grace})
	_, err := b.FinishPasskey(t.Context(), party(t), signin.Answer{JSON: a.Make(t, c.Options), Browser: c.Browser, Purpose: signin.ToAdd, Account: ada})
	wantErr(t, err, signin.ErrCeremony)
	c = b.makes(t, signin.NewPasskey{Link: b.invite(t, grace, signin.Invitation)})
	_, err = b.FinishPasskey(t.Context(), party(t), byLink(ada, c, a.Make(t, c.Options)))
	wantErr(t, err, signin.ErrCeremony)
}

func TestAnAnswerCountsOnceHoweverManyBringItAtOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	a := b.passkey(t, ada, signin.Invitation)
	c := b.asks(t, signin.ToSignIn, signin.Account{})
	answer := signin.Answer{JSON: a.Sign(t, c.Options), Browser: c.Browser, Address: address, Purpose: signin.ToSignIn}
	p := party(t)
	count := atOnce(20, func(ctx context.Context) error {
		_, err := b.CheckPasskey(ctx, p, answer)
		return err
	})
	if n := count(nil); n != 1 || count(signin.ErrCeremony) != 19 {
		t.Errorf("it counted %d times", n)
	}
}

func TestAskedAgainOnlyThePasskeyOfWhoIsSignedInProvesIt(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	a, other := b.passkey(t, ada, signin.Invitation), b.passkey(t, grace, signin.Invitation)
	confirm := func(with *authenticator.Authenticator) error {
		c := b.asks(t, signin.ToConfirm, ada)
		_, err := b.CheckPasskey(t.Context(), party(t), signin.Answer{JSON: with.Sign(t, c.Options), Browser: c.Browser, Purpose: signin.ToConfirm, Account: ada})
		return err
	}
	wantErr(t, confirm(a), nil)
	wantErr(t, confirm(other), signin.ErrPasskey)
	_, err := b.AskPasskey(t.Context(), party(t), signin.ToConfirm, signin.Account{Authority: "ENG", ID: "acc-none"}, "")
	wantErr(t, err, signin.ErrNoPasskey)
}

func TestFailuresWithAPasskeySlowItsAccountAndTheAddress(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	a, other := b.passkey(t, ada, signin.Invitation), b.passkey(t, grace, signin.Invitation)
	a.Unverified = true
	for range 5 {
		_, err := b.signs(t, a)
		wantErr(t, err, signin.ErrPasskey)
	}
	a.Unverified = false
	_, err := b.signs(t, a)
	wantErr(t, err, signin.ErrSlow)
	b.mustSign(t, other, grace) // it slows nobody else
	b.clock.move(33 * time.Second)
	b.mustSign(t, a, ada)

	a.Keys[0].ID = []byte("an id that nobody has")
	_, err = b.signs(t, a)
	wantErr(t, err, signin.ErrPasskey)
	for range 50 {
		_, err = b.signs(t, a)
	}
	wantErr(t, err, signin.ErrSlow)
	_, err = b.signs(t, other)
	wantErr(t, err, signin.ErrSlow)
}

func TestPasskeysAreAddedAndRemovedButTheLastStays(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	first, second := b.passkey(t, ada, signin.Invitation), authenticator.New(site, host)
	c := b.makes(t, signin.NewPasskey{Account: ada})
	if !first.Excludes(t, c.Options) || second.Excludes(t, c.Options) {
		t.Error("an authenticator that has one would make a second, or one that has none would not")
	}
	wantErr(t, b.adds(t, ada, second), nil)
	if string(first.Keys[0].Handle) != string(second.Keys[0].Handle) {
		t.Error("the account's handle has changed")
	}
	list := b.passkeys(t, ada)
	if len(list) != 2 {
		t.Fatalf("%+v", list)
	}
	wantErr(t, b.RemovePasskey(t.Context(), grace, list[0].ID, true), signin.ErrNoPasskey)
	wantErr(t, b.RemovePasskey(t.Context(), ada, list[0].ID, false), nil)
	_, err := b.signs(t, first)
	wantErr(t, err, signin.ErrPasskey)
	b.mustSign(t, second, ada)
	wantErr(t, b.RemovePasskey(t.Context(), ada, list[1].ID, false), signin.ErrLast)
	b.mustSign(t, second, ada)
	wantErr(t, b.RemovePasskey(t.Context(), ada, list[1].ID, true), nil)
	for range 10 {
		wantErr(t, b.adds(t, ada, authenticator.New(site, host)), nil)
	}
	_, err = b.BeginPasskey(t.Context(), party(t), signin.NewPasskey{Account: ada}, "")
	wantErr(t, err, signin.ErrTooMany)
}

func TestALinkGivesOnePasskeyOrNone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	token := b.invite(t, ada, signin.Invitation)
	a, again := authenticator.New(site, host), authenticator.New(site, host)
	one, other := b.makes(t, signin.NewPasskey{Link: token}), b.makes(t, signin.NewPasskey{Link: token})
	if _, err := b.FinishPasskey(t.Context(), party(t), byLink(ada, one, a.Make(t, one.Options))); err != nil {
		t.Fatal(err)
	}
	_, err := b.FinishPasskey(t.Context(), party(t), byLink(ada, other, again.Make(t, other.Options)))
	wantErr(t, err, signin.ErrInvitation)
	_, err = b.BeginPasskey(t.Context(), party(t), signin.NewPasskey{Link: token}, "")
	wantErr(t, err, signin.ErrInvitation)
	if list := b.passkeys(t, ada); len(list) != 1 {
		t.Errorf("%+v", list)
	}
	// The same passkey a second time leaves the link as it was.
	token = b.invite(t, grace, signin.Invitation)
	c := b.makes(t, signin.NewPasskey{Link: token})
	made := a.Make(t, c.Options)
	if err := b.Exec(t.Context(), "update passkey set credential_id = ?1", a.Keys[len(a.Keys)-1].ID); err != nil {
		t.Fatal(err)
	}
	_, err = b.FinishPasskey(t.Context(), party(t), byLink(grace, c, made))
	wantErr(t, err, signin.ErrTaken)
	if _, err := b.FindInvitation(t.Context(), token); err != nil {
		t.Errorf("a refusal uses the link up: %v", err)
	}
}

func TestRecoveryReplacesPasskeysAndPassword(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enrol(t, ada)
	wantErr(t, b.bind(t, ada, signin.Invitation, "1"), nil)
	old := b.passkey(t, ada, signin.Invitation)
	b.commit(t, b.sessions(), "token", ada, time.Hour)
	has := b.passkey(t, ada, signin.Recovery)
	if string(old.Keys[0].Handle) != string(has.Keys[0].Handle) {
		t.Error("the account's handle has changed, so that authenticators collect dead passkeys")
	}
	_, err := b.signs(t, old)
	wantErr(t, err, signin.ErrPasskey)
	b.mustSign(t, has, ada)
	wantErr(t, b.try(t.Context(), attempt(ada, goodPassword)), signin.ErrRefused)
	_, err = b.FindSubject(t.Context(), signin.Subject{Issuer: issuer, ID: "1"})
	wantErr(t, err, signin.ErrUnknown)
	if found(t, b.sessions(), "token") {
		t.Error("recovery ends no session")
	}
	token := b.invite(t, ada, signin.Recovery)
	e := b.begin(t, token)
	if _, err := b.FinishPassword(t.Context(), token, b.code(t, e.Secret)); err != nil {
		t.Fatal(err)
	}
	_, err = b.signs(t, has)
	wantErr(t, err, signin.ErrPasskey)
}

func TestForgettingTakesPasskeysAway(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	a := b.passkey(t, ada, signin.Invitation)
	if has, err := b.Has(t.Context(), ada); err != nil || !has.Any() {
		t.Errorf("%+v, %v", has, err)
	}
	if err := b.Forget(t.Context(), ada); err != nil {
		t.Fatal(err)
	}
	_, err := b.signs(t, a)
	wantErr(t, err, signin.ErrPasskey)
	if has, err := b.Has(t.Context(), ada); err != nil || has.Any() {
		t.Errorf("%+v, %v", has, err)
	}
}

// Whoever can write to the database cannot give somebody else's passkey to an account, nor one of their own.
func TestAPasskeyIsBoundToItsAccount(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.passkey(t, ada, signin.Invitation)
	a := b.passkey(t, grace, signin.Invitation)
	if err := b.Exec(t.Context(), "delete from passkey where account = 'acc-ada'"); err != nil {
		t.Fatal(err)
	}
	if err := b.Exec(t.Context(), "update passkey set account = 'acc-ada'"); err != nil {
		t.Fatal(err)
	}
	if err := b.Exec(t.Context(), "delete from passkey_handle where account = 'acc-ada'"); err != nil {
		t.Fatal(err)
	}
	if err := b.Exec(t.Context(), "update passkey_handle set account = 'acc-ada'"); err != nil {
		t.Fatal(err)
	}
	if in, err := b.signs(t, a); err == nil || errors.Is(err, signin.ErrPasskey) {
		t.Errorf("%+v, %v: want that it cannot be opened", in, err)
	}
}

func TestACopyHoldsPasskeysAndNoCeremony(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	a := b.passkey(t, ada, signin.Invitation)
	b.asks(t, signin.ToSignIn, signin.Account{})
	c := &bench{clock: b.clock, dir: t.TempDir()}
	if err := b.Copy(t.Context(), c.dir); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join(b.dir, "heed-signin.key"))
	if err == nil {
		err = os.WriteFile(filepath.Join(c.dir, "heed-signin.key"), key, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	c.open(t)
	defer c.Close()
	if n, err := c.Count(t.Context(), "select count(*) from ceremony"); err != nil || n != 0 {
		t.Errorf("a copy holds %d ceremonies, %v", n, err)
	}
	c.mustSign(t, a, ada)
}
