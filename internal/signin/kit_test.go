package signin_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"heed/internal/signin"

	"github.com/pquerna/otp/totp"
)

var (
	ada   = signin.Account{Authority: "ENG", ID: "acc-ada"}
	grace = signin.Account{Authority: "ENG", ID: "acc-grace"}
)

const (
	goodPassword  = "purple lamps eat quietly"
	otherPassword = "seven otters near a gantry"
	address       = "192.0.2.7"
)

// clock is a time that the test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// bench is a store in a folder of its own, with its clock.
type bench struct {
	*signin.Store
	clock *clock
	dir   string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{clock: &clock{at: time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)}, dir: t.TempDir()}
	b.open(t)
	t.Cleanup(func() { b.Close() })
	return b
}

func (b *bench) path() string { return filepath.Join(b.dir, "heed-signin.db") }

func (b *bench) config() signin.Config {
	return signin.Cheaply(signin.Config{Path: b.path(), Now: b.clock.now})
}

func (b *bench) open(t *testing.T) {
	t.Helper()
	s, err := signin.Open(t.Context(), b.config())
	if err != nil {
		t.Fatal(err)
	}
	b.Store = s
}

// reopen closes and opens the store, as a restart does.
func (b *bench) reopen(t *testing.T) {
	t.Helper()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b.open(t)
}

// killed gives a second store on a copy of the files as they are now, as they would be found after a kill.
func (b *bench) killed(t *testing.T) *bench {
	t.Helper()
	c := &bench{clock: &clock{at: b.clock.now()}, dir: t.TempDir()}
	for _, name := range []string{"heed-signin.db", "heed-signin.db-wal", "heed-signin.key"} {
		data, err := os.ReadFile(filepath.Join(b.dir, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(c.dir, name), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	c.open(t)
	t.Cleanup(func() { c.Close() })
	return c
}

func (b *bench) invite(t *testing.T, account signin.Account, kind signin.Kind) string {
	t.Helper()
	link, err := b.Invite(t.Context(), account, kind, "the administrator", 24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	return link.Token
}

func (b *bench) begin(t *testing.T, token string) signin.Enrolment {
	t.Helper()
	e, err := b.BeginPassword(t.Context(), token, "ada@example.gov.uk", signin.Choice{Password: goodPassword})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// code gives the one-time code of this moment.
func (b *bench) code(t *testing.T, secret string) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, b.clock.now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// wrong gives a code that is not right now.
func (b *bench) wrong(t *testing.T, secret string) string {
	t.Helper()
	code := []byte(b.code(t, secret))
	for i := range code {
		code[i] = '0' + (code[i]-'0'+5)%10
	}
	return string(code)
}

// enrol gives an account goodPassword with one-time codes, and moves the clock past the code that this took.
func (b *bench) enrol(t *testing.T, account signin.Account) (secret string, recovery []string) {
	t.Helper()
	token := b.invite(t, account, signin.Invitation)
	e := b.begin(t, token)
	done, err := b.FinishPassword(t.Context(), token, b.code(t, e.Secret))
	if err != nil {
		t.Fatal(err)
	}
	b.clock.move(time.Minute)
	return e.Secret, done.RecoveryCodes
}

func attempt(account signin.Account, password string) signin.Attempt {
	return signin.Attempt{Name: account.ID + "@example.gov.uk", Account: account, Password: password, Address: address}
}

// pending signs in up to the code.
func (b *bench) pending(t *testing.T, account signin.Account) string {
	t.Helper()
	p, err := b.CheckPassword(t.Context(), attempt(account, goodPassword))
	if err != nil {
		t.Fatal(err)
	}
	return p.ID
}

func wantErr(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got %v, want %v", err, want)
	}
}

// atOnce calls fn n times at once, and counts how often it gave each error.
func atOnce(n int, fn func(context.Context) error) func(want error) int {
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { errs[i] = fn(context.Background()) })
	}
	wg.Wait()
	return func(want error) (count int) {
		for _, err := range errs {
			if want == nil && err == nil || want != nil && errors.Is(err, want) {
				count++
			}
		}
		return count
	}
}

// codeOf gives the one-time code of a time step.
func codeOf(t interface {
	Helper()
	Fatal(args ...any)
}, secret string, step int64) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, time.Unix(step*30, 0))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// atOnceEach calls fn n times at once, each with its number, and gives what waits for all and gives their errors.
func atOnceEach(n int, fn func(int) error) (wait func() error) {
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { errs[i] = fn(i) })
	}
	return func() error {
		wg.Wait()
		return errors.Join(errs...)
	}
}
