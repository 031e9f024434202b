package signin_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"heed/internal/signin"
)

// begins writes a session that goes on after another under a new token, as scs does once it has deleted the other.
func (b *bench) begins(t *testing.T, s *signin.SessionStore, token, after string, account signin.Account) {
	t.Helper()
	if err := b.tryBegin(t, s, token, after, account); err != nil {
		t.Fatal(err)
	}
}

func (b *bench) tryBegin(t *testing.T, s *signin.SessionStore, token, after string, account signin.Account) error {
	t.Helper()
	data, err := scs.GobCodec{}.Encode(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), map[string]any{
		"authority": account.Authority, "account": account.ID, "after": signin.Mark(after),
	})
	if err != nil {
		return err
	}
	return s.CommitCtx(t.Context(), token, data, b.clock.now().Add(time.Hour))
}

// A request that gives a session a new token takes three steps: it is found, the old token is deleted, the new is written. Whenever between, before or after
// them the session is ended, nothing goes on.
func TestASessionThatIsEndedWhileItGetsANewTokenStaysEnded(t *testing.T) {
	t.Parallel()
	const renewals, steps = 3, 3
	for at := range steps*renewals + 1 {
		for name, end := range map[string]func(b *bench) error{
			"all":        func(b *bench) error { return b.EndSessions(t.Context(), ada, "") },
			"forgetting": func(b *bench) error { return b.Forget(t.Context(), ada) },
		} {
			b := newBench(t)
			s := b.sessions()
			b.begins(t, s, "token-0", "before signing in", ada)
			b.begins(t, s, "grace's", "x", grace)
			step := 0
			before := func() {
				if step == at {
					if err := end(b); err != nil {
						t.Fatal(err)
					}
				}
				step++
			}
			for i := range renewals {
				token := fmt.Sprint("token-", i)
				before()
				if !found(t, s, token) {
					break // a request with it is nobody's
				}
				before()
				if err := s.DeleteCtx(t.Context(), token); err != nil {
					wantErr(t, err, signin.ErrEnded)
					break // a request to which this happens is sent to sign in
				}
				before()
				b.begins(t, s, fmt.Sprint("token-", i+1), token, ada)
			}
			before()
			if step <= at {
				t.Fatalf("it was not ended at step %d", at)
			}
			for where, s := range map[string]*signin.SessionStore{"here": s, "after a kill": b.killed(t).sessions()} {
				for i := range renewals + 1 {
					if found(t, s, fmt.Sprint("token-", i)) {
						t.Errorf("ended by %s at step %d, %s: token %d is found", name, at, where, i)
					}
				}
				if !found(t, s, "grace's") {
					t.Errorf("ended by %s at step %d, %s: another's session has ended too", name, at, where)
				}
			}
		}
	}
}

// Of two requests that give the same session a new token at once, at most one goes on.
func TestASessionGoesOnUnderOneNewTokenAtMost(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	s := b.sessions()
	b.begins(t, s, "token", "x", ada)
	if err := s.DeleteCtx(t.Context(), "token"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, s.DeleteCtx(t.Context(), "token"), signin.ErrEnded)
	b.begins(t, s, "one", "token", ada)
	b.begins(t, s, "other", "token", ada)
	if found(t, s, "one") || found(t, s, "other") {
		t.Error("a token that two came with goes on")
	}
}

// When a session began stays with it under each new token; another account's, or one before signing in, begins anew.
func TestWhenASessionBeganStaysWithItUnderANewToken(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	s := b.sessions()
	b.begins(t, s, "anonymous", "x", signin.Account{})
	b.clock.move(time.Hour)
	began := b.clock.now()
	b.begins(t, s, "token-0", "anonymous", ada)
	for _, step := range [][2]string{{"token-0", "token-1"}, {"token-1", "token-2"}} {
		b.clock.move(10 * time.Minute)
		if err := s.DeleteCtx(t.Context(), step[0]); err != nil {
			t.Fatal(err)
		}
		b.begins(t, s, step[1], step[0], ada)
	}
	b.begins(t, s, "grace's", "token-2", grace)
	for account, want := range map[signin.Account]time.Time{ada: began, grace: b.clock.now()} {
		list, err := b.Sessions(t.Context(), account, "")
		if err != nil || len(list) != 1 || !list[0].Began.Equal(want) {
			t.Errorf("%s: %+v, %v; want one that began %s", account.ID, list, err, want)
		}
	}
}

// Many at once, in whatever order the machine has them.
func TestSessionsThatAreEndedWhileTheyGetNewTokensStayEnded(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	s := b.sessions()
	const browsers = 8
	var tokens [browsers][]string
	renew := func(n int) error {
		for {
			i := len(tokens[n])
			was, next := tokens[n][i-1], fmt.Sprint(n, "-", i)
			_, found, err := s.FindCtx(t.Context(), was)
			if err != nil || !found {
				return err
			}
			if err := s.DeleteCtx(t.Context(), was); errors.Is(err, signin.ErrEnded) {
				return nil
			} else if err != nil {
				return err
			}
			if err := b.tryBegin(t, s, next, was, ada); err != nil {
				return err
			}
			tokens[n] = append(tokens[n], next)
		}
	}
	for n := range browsers {
		tokens[n] = []string{fmt.Sprint(n, "-0")}
		b.begins(t, s, tokens[n][0], "x", ada)
	}
	done := atOnceEach(browsers, renew)
	time.Sleep(30 * time.Millisecond) // some have got new tokens by then
	if err := b.EndSessions(t.Context(), ada, ""); err != nil {
		t.Fatal(err)
	}
	if err := done(); err != nil { // it would never end where one went on
		t.Fatal(err)
	}
	renewed := 0
	for _, all := range tokens {
		renewed += len(all) - 1
		for _, token := range all {
			if found(t, s, token) {
				t.Errorf("%s, one of %d, is found", token, len(all))
			}
		}
	}
	if renewed == 0 {
		t.Error("none had got a new token, so that this proves nothing")
	}
}
