package signin_test

import (
	"context"
	"testing"
	"time"

	"heed/internal/signin"
)

const issuer = "https://login.example/tenant/v2.0"

func (b *bench) depart(t *testing.T, purpose signin.Purpose, link string) signin.Departure {
	t.Helper()
	d, err := b.Depart(t.Context(), purpose, "/clocks", link, "")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// bind binds a subject to the account of a new link.
func (b *bench) bind(t *testing.T, account signin.Account, kind signin.Kind, subject string) error {
	t.Helper()
	d := b.depart(t, signin.ToBind, b.invite(t, account, kind))
	j, err := b.Return(t.Context(), d.State, d.Browser)
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.BindSubject(t.Context(), j, signin.Subject{Issuer: issuer, ID: subject})
	return err
}

func TestAJourneyIsOverOnceItsBrowserIsBackOrItTookTooLong(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	d, other := b.depart(t, signin.ToSignIn, ""), b.depart(t, signin.ToConfirm, "")
	for _, try := range [][2]string{{"", d.Browser}, {d.State, ""}, {d.State, other.Browser}, {other.State, d.Browser}} {
		_, err := b.Return(t.Context(), try[0], try[1])
		wantErr(t, err, signin.ErrJourney)
	}
	c := b.killed(t)
	j, err := b.Return(t.Context(), d.State, d.Browser)
	if err != nil || j.Nonce != d.Nonce || j.Verifier != d.Verifier || j.Next != "/clocks" || j.Purpose != signin.ToSignIn || len(j.Verifier) < 43 {
		t.Fatalf("%+v, %v", j, err)
	}
	_, err = b.Return(t.Context(), d.State, d.Browser)
	wantErr(t, err, signin.ErrJourney)
	if _, err := c.Return(t.Context(), d.State, d.Browser); err != nil {
		t.Errorf("after a restart on the way: %v", err)
	}
	b.clock.move(15 * time.Minute)
	_, err = b.Return(t.Context(), other.State, other.Browser)
	wantErr(t, err, signin.ErrJourney)
	if err := b.CleanUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n, err := b.Count(t.Context(), "select count(*) from journey"); err != nil || n != 0 {
		t.Errorf("%d journeys are kept, %v", n, err)
	}
}

func TestAJourneyEndsOnceHoweverManyComeBackAtOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	d := b.depart(t, signin.ToSignIn, "")
	count := atOnce(20, func(ctx context.Context) error {
		_, err := b.Return(ctx, d.State, d.Browser)
		return err
	})
	if n := count(nil); n != 1 || count(signin.ErrJourney) != 19 {
		t.Errorf("it ended %d times", n)
	}
}

func TestASubjectIsOneAccountsAndAnAccountHasOneOfAnIssuer(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	_, err := b.FindSubject(t.Context(), signin.Subject{Issuer: issuer, ID: "1"})
	wantErr(t, err, signin.ErrUnknown)
	wantErr(t, b.bind(t, ada, signin.Invitation, "1"), nil)
	wantErr(t, b.bind(t, grace, signin.Invitation, "1"), signin.ErrTaken)
	wantErr(t, b.bind(t, ada, signin.Invitation, "1"), nil) // once more the same
	wantErr(t, b.bind(t, ada, signin.Invitation, "2"), nil)
	_, err = b.FindSubject(t.Context(), signin.Subject{Issuer: issuer, ID: "1"})
	wantErr(t, err, signin.ErrUnknown)
	_, err = b.FindSubject(t.Context(), signin.Subject{Issuer: "https://other.example", ID: "2"})
	wantErr(t, err, signin.ErrUnknown)
	c := b.killed(t)
	if a, err := c.FindSubject(t.Context(), signin.Subject{Issuer: issuer, ID: "2"}); err != nil || a != ada {
		t.Errorf("%v, %v", a, err)
	}
	has, err := b.Has(t.Context(), ada)
	if one, bound := has.Subject(issuer); err != nil || !bound || one.ID != "2" || !has.Any() || has.Password || !one.Since.Equal(b.clock.now()) {
		t.Errorf("%+v, %v", has, err)
	}
	if err := b.Forget(t.Context(), ada); err != nil {
		t.Fatal(err)
	}
	_, err = b.FindSubject(t.Context(), signin.Subject{Issuer: issuer, ID: "2"})
	wantErr(t, err, signin.ErrUnknown)
	wantErr(t, b.bind(t, grace, signin.Invitation, "2"), nil)
}

func TestALinkIsUsedWithItsSubjectOrNeither(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	wantErr(t, b.bind(t, grace, signin.Invitation, "1"), nil)
	token := b.invite(t, ada, signin.Invitation)
	d, again := b.depart(t, signin.ToBind, token), b.depart(t, signin.ToBind, token)
	j, err := b.Return(t.Context(), d.State, d.Browser)
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.BindSubject(t.Context(), j, signin.Subject{Issuer: issuer, ID: "1"})
	wantErr(t, err, signin.ErrTaken)
	if _, err := b.FindInvitation(t.Context(), token); err != nil {
		t.Errorf("a refusal uses the link up: %v", err)
	}
	if in, err := b.BindSubject(t.Context(), j, signin.Subject{Issuer: issuer, ID: "2"}); err != nil || in.Account != ada {
		t.Errorf("%+v, %v", in, err)
	}
	_, err = b.FindInvitation(t.Context(), token)
	wantErr(t, err, signin.ErrInvitation)
	j, err = b.Return(t.Context(), again.State, again.Browser)
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.BindSubject(t.Context(), j, signin.Subject{Issuer: issuer, ID: "3"})
	wantErr(t, err, signin.ErrInvitation)
	_, err = b.BindSubject(t.Context(), signin.Journey{}, signin.Subject{Issuer: issuer, ID: "3"})
	wantErr(t, err, signin.ErrInvitation)
}

func TestASubjectByRecoveryTakesThePlaceOfThePassword(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enrol(t, ada)
	b.commit(t, b.sessions(), "token", ada, time.Hour)
	wantErr(t, b.bind(t, ada, signin.Recovery, "1"), nil)
	wantErr(t, b.try(t.Context(), attempt(ada, goodPassword)), signin.ErrRefused)
	if has, err := b.Has(t.Context(), ada); err != nil || has.Password || len(has.Subjects) != 1 || found(t, b.sessions(), "token") {
		t.Errorf("%+v, %v", has, err)
	}
}
