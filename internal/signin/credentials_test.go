package signin_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"heed/internal/signin"
)

func TestAskingAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	secret, recovery := b.enrol(t, ada)
	b.enrol(t, grace)
	for name, test := range map[string]struct {
		account signin.Account
		proof   func() signin.Proof
		want    error
	}{
		"the password":              {ada, func() signin.Proof { return signin.Proof{Password: goodPassword} }, nil},
		"a code":                    {ada, func() signin.Proof { return signin.Proof{Code: b.code(t, secret)} }, nil},
		"both":                      {ada, func() signin.Proof { return signin.Proof{Password: goodPassword, Code: b.code(t, secret)} }, nil},
		"nothing":                   {ada, func() signin.Proof { return signin.Proof{} }, signin.ErrRefused},
		"the wrong password":        {ada, func() signin.Proof { return signin.Proof{Password: otherPassword} }, signin.ErrRefused},
		"a wrong code":              {ada, func() signin.Proof { return signin.Proof{Code: b.wrong(t, secret)} }, signin.ErrCode},
		"right and wrong":           {ada, func() signin.Proof { return signin.Proof{Password: goodPassword, Code: b.wrong(t, secret)} }, signin.ErrCode},
		"wrong and right":           {ada, func() signin.Proof { return signin.Proof{Password: otherPassword, Code: b.code(t, secret)} }, signin.ErrRefused},
		"a recovery code":           {ada, func() signin.Proof { return signin.Proof{Code: recovery[0]} }, signin.ErrCode},
		"a code of somebody else's": {grace, func() signin.Proof { return signin.Proof{Code: b.code(t, secret)} }, signin.ErrCode},
		"nobody":                    {signin.Account{}, func() signin.Proof { return signin.Proof{Password: goodPassword} }, signin.ErrRefused},
	} {
		b.clock.move(24 * time.Hour) // no code was used and no failure counts
		if err := b.Confirm(t.Context(), test.account, test.proof()); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
	}
}

func TestAskingAgainSlowsApartFromSigningIn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enrol(t, ada)
	count := atOnce(50, func(ctx context.Context) error { return b.Confirm(ctx, ada, signin.Proof{Password: otherPassword}) })
	if refused, slow := count(signin.ErrRefused), count(signin.ErrSlow); refused != 5 || slow != 45 {
		t.Errorf("%d were refused, %d had to wait", refused, slow)
	}
	until(t, b.Confirm(t.Context(), ada, signin.Proof{Password: goodPassword}))
	b.pending(t, ada)
	b.clock.move(time.Minute)
	if err := b.Confirm(t.Context(), ada, signin.Proof{Password: goodPassword}); err != nil {
		t.Error(err)
	}
}

func TestChangingAPassword(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	secret, _ := b.enrol(t, ada)
	waiting := b.pending(t, ada)
	choice := signin.Choice{Password: otherPassword, Words: []string{"Ada Lovelace"}}
	wantErr(t, b.ChangePassword(t.Context(), ada, otherPassword, choice), signin.ErrRefused)
	wantErr(t, b.ChangePassword(t.Context(), ada, "", choice), signin.ErrRefused)
	wantErr(t, b.ChangePassword(t.Context(), ada, goodPassword, signin.Choice{Password: "lovelace otters gantry", Words: choice.Words}), signin.ErrWeak)
	wantErr(t, b.ChangePassword(t.Context(), grace, goodPassword, choice), signin.ErrRefused)
	if err := b.ChangePassword(t.Context(), ada, goodPassword, choice); err != nil {
		t.Fatal(err)
	}
	_, err := b.CheckCode(t.Context(), waiting, b.code(t, secret))
	wantErr(t, err, signin.ErrOver)
	wantErr(t, b.try(t.Context(), attempt(ada, goodPassword)), signin.ErrRefused)
	p, err := b.CheckPassword(t.Context(), attempt(ada, otherPassword))
	if err != nil {
		t.Fatal(err)
	}
	if in, err := b.CheckCode(t.Context(), p.ID, b.code(t, secret)); err != nil || in.RecoveryCodesLeft != 10 {
		t.Errorf("%+v, %v", in, err)
	}
}

func TestForgettingLeavesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	secret, _ := b.enrol(t, ada)
	others, _ := b.enrol(t, grace)
	waiting, token := b.pending(t, ada), b.invite(t, ada, signin.Recovery)
	b.begin(t, token)
	b.commit(t, b.sessions(), "token", ada, time.Hour)
	if has, err := b.Has(t.Context(), ada); err != nil || !has.Password || has.PasswordSince.IsZero() {
		t.Fatalf("%+v, %v", has, err)
	}
	if err := b.Forget(t.Context(), ada); err != nil {
		t.Fatal(err)
	}
	for where, b := range map[string]*bench{"here": b, "after a kill": b.killed(t)} {
		_, err := b.CheckCode(t.Context(), waiting, b.code(t, secret))
		wantErr(t, err, signin.ErrOver)
		wantErr(t, b.try(t.Context(), attempt(ada, goodPassword)), signin.ErrRefused)
		_, err = b.FindInvitation(t.Context(), token)
		wantErr(t, err, signin.ErrInvitation)
		if has, err := b.Has(t.Context(), ada); err != nil || has.Any() || has.RecoveryCodesLeft != 0 || found(t, b.sessions(), "token") {
			t.Errorf("%s: %+v, %v", where, has, err)
		}
		for _, table := range []string{"password", "recovery_code", "pending", "invitation"} {
			if n, err := b.Count(t.Context(), "select count(*) from "+table+" where account = 'acc-ada'"); err != nil || n != 0 {
				t.Errorf("%s: %s holds %d, %v", where, table, n, err)
			}
		}
		if n, err := b.Count(t.Context(), "select count(*) from enrolment"); err != nil || n != 0 {
			t.Errorf("%s: %d enrolments are left, %v", where, n, err)
		}
		if _, err := b.CheckCode(t.Context(), b.pending(t, grace), b.code(t, others)); err != nil {
			t.Errorf("%s: another was forgotten too: %v", where, err)
		}
	}
}

// A password that was forgotten while it was being compared signs nobody in.
func TestForgettingHoldsWhileAPasswordIsCompared(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enrol(t, ada)
	b.CountComparisons(func() {
		if err := b.Forget(context.Background(), ada); err != nil {
			t.Error(err)
		}
	})
	wantErr(t, b.try(t.Context(), attempt(ada, goodPassword)), signin.ErrRefused)
}

func TestCleaningUpDeletesWhatIsOverAndNothingElse(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enrol(t, ada)
	b.begin(t, b.invite(t, grace, signin.Invitation))
	b.pending(t, ada)
	b.commit(t, b.sessions(), "token", ada, time.Hour)
	count := func(query string) int {
		n, err := b.Count(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	const waiting = "select (select count(*) from enrolment) + (select count(*) from invitation) + (select count(*) from pending) + (select count(*) from session)"
	if err := b.CleanUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(waiting); n != 4 { // ada's used link is gone
		t.Errorf("%d are left, want 4", n)
	}
	b.clock.move(48 * time.Hour)
	if err := b.CleanUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n, failures := count(waiting), count("select count(*) from failure"); n != 0 || failures != 0 {
		t.Errorf("%d and %d failures are left", n, failures)
	}
	if has, err := b.Has(t.Context(), ada); err != nil || !has.Password || has.RecoveryCodesLeft != 10 {
		t.Errorf("%+v, %v", has, err)
	}
}
