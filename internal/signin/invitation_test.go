package signin_test

import (
	"context"
	"testing"
	"time"

	"heed/internal/signin"
)

func TestALinkSaysWhatItIsForUntilItIsOver(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	token := b.invite(t, ada, signin.Invitation)
	if len(token) < 26 { // 128 bits in base32
		t.Fatalf("the token %q is short", token)
	}
	found, err := b.FindInvitation(t.Context(), token)
	want := signin.Invited{Account: ada, Kind: signin.Invitation, By: "the administrator", Until: b.clock.now().Add(24 * time.Hour)}
	if err != nil || found != want {
		t.Fatalf("got %+v, %v, want %+v", found, err, want)
	}
	_, err = b.FindInvitation(t.Context(), "no such token")
	wantErr(t, err, signin.ErrInvitation)
	unknown := err.Error()
	b.clock.move(24 * time.Hour)
	_, err = b.FindInvitation(t.Context(), token)
	wantErr(t, err, signin.ErrInvitation)
	if err.Error() != unknown {
		t.Errorf("a link out of date says %q, one not known %q", err, unknown)
	}
}

func TestANewLinkTakesThePlaceOfTheFormerOfItsKind(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	first, recovery, others := b.invite(t, ada, signin.Invitation), b.invite(t, ada, signin.Recovery), b.invite(t, grace, signin.Invitation)
	b.begin(t, first)
	second := b.invite(t, ada, signin.Invitation)
	_, err := b.FindInvitation(t.Context(), first)
	wantErr(t, err, signin.ErrInvitation)
	_, err = b.FindEnrolment(t.Context(), first, "ada")
	wantErr(t, err, signin.ErrInvitation)
	for _, token := range []string{second, recovery, others} {
		if _, err := b.FindInvitation(t.Context(), token); err != nil {
			t.Error(err)
		}
	}
}

func TestALinkThatLacksSomethingIsNotMade(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for name, invite := range map[string]func() (signin.Link, error){
		"no account": func() (signin.Link, error) {
			return b.Invite(t.Context(), signin.Account{}, signin.Invitation, "x", time.Hour)
		},
		"no kind": func() (signin.Link, error) { return b.Invite(t.Context(), ada, "", "x", time.Hour) },
		"no time": func() (signin.Link, error) { return b.Invite(t.Context(), ada, signin.Invitation, "x", 0) },
	} {
		if _, err := invite(); err == nil {
			t.Errorf("%s: a link was made", name)
		}
	}
}

func TestALinkWorksOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	token, other := b.invite(t, ada, signin.Invitation), b.invite(t, ada, signin.Recovery)
	e := b.begin(t, token)
	code := b.code(t, e.Secret)
	count := atOnce(20, func(ctx context.Context) error {
		_, err := b.FinishPassword(ctx, token, code)
		return err
	})
	if ok, refused := count(nil), count(signin.ErrInvitation); ok != 1 || refused != 19 {
		t.Fatalf("%d times taken and %d times refused", ok, refused)
	}
	for name, used := range map[string]string{"used": token, "made beside it": other} {
		_, err := b.FindInvitation(t.Context(), used)
		if wantErr(t, err, signin.ErrInvitation); t.Failed() {
			t.Error(name)
		}
		_, err = b.BeginPassword(t.Context(), used, "ada", signin.Choice{Password: otherPassword})
		wantErr(t, err, signin.ErrInvitation)
	}
}

func TestAKillLeavesALinkEitherUsedWithItsPasswordOrNeither(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	token := b.invite(t, ada, signin.Invitation)
	e := b.begin(t, token)
	before := b.killed(t)
	if _, err := before.FindEnrolment(t.Context(), token, "ada"); err != nil {
		t.Fatalf("what was begun is lost: %v", err)
	}
	if has, err := before.Has(t.Context(), ada); err != nil || has.Password {
		t.Fatalf("a password counts before its code was proved: %+v, %v", has, err)
	}
	if _, err := b.FinishPassword(t.Context(), token, b.code(t, e.Secret)); err != nil {
		t.Fatal(err)
	}
	after := b.killed(t)
	_, err := after.FindInvitation(t.Context(), token)
	wantErr(t, err, signin.ErrInvitation)
	if has, err := after.Has(t.Context(), ada); err != nil || !has.Password || has.RecoveryCodesLeft != 10 {
		t.Fatalf("the link is used and the password is not there: %+v, %v", has, err)
	}
}
