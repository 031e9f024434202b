package signin_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"heed/internal/signin"

	"github.com/alexedwards/scs/v2"
)

// sessions gives the store for scs, with a session held by the account of its values.
func (b *bench) sessions() *signin.SessionStore {
	return b.SessionStore(func(values map[string]any) signin.Holder {
		text := func(key string) string { s, _ := values[key].(string); return s }
		return signin.Holder{
			Account: signin.Account{Authority: text("authority"), ID: text("account")}, Address: text("address"), Browser: text("browser"), After: text("after"),
		}
	})
}

func (b *bench) commit(t *testing.T, s *signin.SessionStore, token string, account signin.Account, lasts time.Duration) {
	t.Helper()
	if err := b.tryCommit(t.Context(), s, token, account, lasts); err != nil {
		t.Fatal(err)
	}
}

func (b *bench) tryCommit(ctx context.Context, s *signin.SessionStore, token string, account signin.Account, lasts time.Duration) error {
	values := map[string]any{"authority": account.Authority, "account": account.ID, "address": address, "browser": "Firefox on Linux"}
	data, err := scs.GobCodec{}.Encode(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), values)
	if err != nil {
		return err
	}
	return s.CommitCtx(ctx, token, data, b.clock.now().Add(lasts))
}

func found(t *testing.T, s *signin.SessionStore, token string) bool {
	t.Helper()
	data, found, err := s.FindCtx(t.Context(), token)
	if err != nil || found != (len(data) > 0) {
		t.Fatalf("%d bytes, %v, %v", len(data), found, err)
	}
	return found
}

func TestASessionLastsUntilItIsOverAndThroughARestart(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.commit(t, b.sessions(), "token", ada, time.Hour)
	b.reopen(t)
	b.clock.move(59 * time.Minute)
	if !found(t, b.sessions(), "token") || !found(t, b.killed(t).sessions(), "token") {
		t.Error("a session is lost")
	}
	if found(t, b.sessions(), "another") || found(t, b.sessions(), "") {
		t.Error("a token that is not known finds a session")
	}
	b.clock.move(time.Minute)
	if found(t, b.sessions(), "token") {
		t.Error("a session outlives its end")
	}
	b.clock.move(2 * time.Hour)
	b.reopen(t)
	if n, err := b.Count(t.Context(), "select count(*) from session"); err != nil || n != 0 {
		t.Errorf("%d sessions are kept that are over, %v", n, err)
	}
}

func TestEndingASessionHoldsAtTheNextRequestAndForEver(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		end  func(ctx context.Context, b *bench) error
		left int // of one, two and grace's
	}{
		"by scs": {func(ctx context.Context, b *bench) error { return b.sessions().DeleteCtx(ctx, "one") }, 2},
		"by its id": {func(ctx context.Context, b *bench) error {
			list, err := b.Sessions(ctx, ada, "one")
			if i := slices.IndexFunc(list, func(s signin.SessionInfo) bool { return s.Current }); i >= 0 {
				return b.EndSession(ctx, ada, list[i].ID)
			}
			return errors.Join(err, errors.New("the session is not on the list"))
		}, 2},
		"all":             {func(ctx context.Context, b *bench) error { return b.EndSessions(ctx, ada, "") }, 1},
		"all but another": {func(ctx context.Context, b *bench) error { return b.EndSessions(ctx, ada, "two") }, 2},
		"by forgetting":   {func(ctx context.Context, b *bench) error { return b.Forget(ctx, ada) }, 1},
		"after going away": {func(ctx context.Context, b *bench) error {
			ctx, cancel := context.WithCancel(ctx)
			cancel()
			return b.EndSessions(ctx, ada, "")
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			s := b.sessions()
			b.commit(t, s, "one", ada, time.Hour)
			b.commit(t, s, "two", ada, time.Hour)
			b.commit(t, s, "three", grace, time.Hour)
			if err := test.end(t.Context(), b); err != nil {
				t.Fatal(err)
			}
			// A request that began before writes it back.
			b.clock.move(5 * time.Minute)
			b.commit(t, s, "one", ada, time.Hour)
			for where, s := range map[string]*signin.SessionStore{"here": s, "after a kill": b.killed(t).sessions()} {
				if found(t, s, "one") {
					t.Errorf("%s: an ended session is found", where)
				}
				if all, err := s.AllCtx(t.Context()); err != nil || len(all) != test.left {
					t.Errorf("%s: %d sessions are left, %v", where, len(all), err)
				}
			}
		})
	}
}

func TestNobodyEndsAnothersSession(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	s := b.sessions()
	b.commit(t, s, "hers", grace, time.Hour)
	list, err := b.Sessions(t.Context(), grace, "")
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if err := b.EndSession(t.Context(), ada, list[0].ID); err != nil || !found(t, s, "hers") {
		t.Errorf("another's session was ended, %v", err)
	}
	if found(t, s, list[0].ID) {
		t.Error("the id of a session is its token")
	}
}

func TestSessionsAreListedWithTheirWords(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	s := b.sessions()
	began := b.clock.now()
	b.commit(t, s, "one", ada, time.Hour)
	b.clock.move(10 * time.Minute)
	b.commit(t, s, "two", ada, time.Hour)
	b.commit(t, s, "nobody's", signin.Account{}, time.Hour)
	b.clock.move(10 * time.Minute)
	b.commit(t, s, "one", ada, time.Hour)
	list, err := b.Sessions(t.Context(), ada, "two")
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	one := list[0]
	if !one.Began.Equal(began) || !one.LastSeen.Equal(b.clock.now()) || !one.Until.Equal(b.clock.now().Add(time.Hour)) ||
		one.Address != address || one.Browser != "Firefox on Linux" || one.Current {
		t.Errorf("%+v", one)
	}
	if !list[1].Current || list[1].ID == one.ID {
		t.Errorf("%+v", list[1])
	}
	if n, err := b.CountSessions(t.Context()); n != 2 || err != nil {
		t.Errorf("%d sessions are counted, %v", n, err)
	}
	b.clock.move(51 * time.Minute)
	if n, err := b.CountSessions(t.Context()); n != 1 || err != nil {
		t.Errorf("once one has run out, %d are counted, %v", n, err)
	}
}

func TestASessionThatIsOnlyUsedIsWrittenOnceAMinute(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	s := b.sessions()
	seen := func() time.Time {
		list, err := b.Sessions(t.Context(), ada, "")
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0].LastSeen
	}
	began := b.clock.now()
	b.commit(t, s, "one", ada, time.Hour)
	b.clock.move(59 * time.Second)
	b.commit(t, s, "one", ada, time.Hour)
	if !seen().Equal(began) {
		t.Error("it was written within the minute")
	}
	b.clock.move(time.Second)
	b.commit(t, s, "one", ada, time.Hour)
	if !seen().Equal(b.clock.now()) {
		t.Error("it was not written after a minute")
	}
	b.clock.move(time.Second)
	b.commit(t, s, "one", ada, time.Minute) // a sooner end counts at once
	b.clock.move(time.Minute)
	if found(t, s, "one") {
		t.Error("a sooner end was not written")
	}
}

func TestASessionNeverBecomesAnothers(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	s := b.sessions()
	b.commit(t, s, "fixed", signin.Account{}, time.Hour)
	b.commit(t, s, "ada's", ada, time.Hour)
	for _, token := range []string{"fixed", "ada's"} {
		if err := b.tryCommit(t.Context(), s, token, grace, time.Hour); err == nil {
			t.Errorf("the session %s became another account's", token)
		}
	}
	if list, err := b.Sessions(t.Context(), grace, ""); err != nil || len(list) != 0 {
		t.Error(list, err)
	}
}

// The whole of it, as scs does it: visited before signing in, signed in with a new token, ended elsewhere.
func TestSessionsWorkWithSCS(t *testing.T) {
	t.Parallel()
	for _, hashed := range []bool{false, true} {
		t.Run(fmt.Sprint("hashed by scs too: ", hashed), func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.clock.at = time.Now() // scs reads its own
			m := scs.New()
			m.Store, m.IdleTimeout, m.HashTokenInStore = b.sessions(), time.Hour, hashed
			mux := http.NewServeMux()
			mux.HandleFunc("/visit", func(_ http.ResponseWriter, r *http.Request) { m.Put(r.Context(), "visited", true) })
			mux.HandleFunc("/in", func(_ http.ResponseWriter, r *http.Request) {
				if err := m.RenewToken(r.Context()); err != nil {
					t.Error(err)
				}
				m.Put(r.Context(), "authority", ada.Authority)
				m.Put(r.Context(), "account", ada.ID)
			})
			mux.HandleFunc("/who", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, m.GetString(r.Context(), "account")) })
			get := func(path string, cookie *http.Cookie) (string, *http.Cookie) {
				r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
				if cookie != nil {
					r.AddCookie(cookie)
				}
				w := httptest.NewRecorder()
				m.LoadAndSave(mux).ServeHTTP(w, r)
				if cookies := w.Result().Cookies(); len(cookies) == 1 {
					return w.Body.String(), cookies[0]
				}
				return w.Body.String(), nil
			}
			_, before := get("/visit", nil)
			_, after := get("/in", before)
			if before.Value == after.Value {
				t.Fatal("the token was not renewed")
			}
			if who, _ := get("/who", after); who != ada.ID {
				t.Errorf("signed in as %q", who)
			}
			if who, _ := get("/who", before); who != "" {
				t.Errorf("the token from before signing in is %q", who)
			}
			if err := b.EndSessions(t.Context(), ada, ""); err != nil {
				t.Fatal(err)
			}
			if who, _ := get("/who", after); who != "" {
				t.Errorf("an ended session is %q", who)
			}
		})
	}
}
