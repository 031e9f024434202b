package signin_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"heed/internal/signin"

	"pgregory.net/rapid"
)

func TestTheWaitGrowsToItsLimit(t *testing.T) {
	t.Parallel()
	for failures, want := range map[int]time.Duration{
		0: 0, 4: 0, 5: 32 * time.Second, 6: 64 * time.Second, 7: 128 * time.Second, 8: 256 * time.Second, 9: 512 * time.Second,
		10: 15 * time.Minute, 11: 15 * time.Minute, 100: 15 * time.Minute, 1 << 40: 15 * time.Minute,
	} {
		if got := signin.Wait(failures); got != want {
			t.Errorf("after %d failures the wait is %s, want %s", failures, got, want)
		}
	}
	for failures, want := range map[int]time.Duration{49: 0, 50: 2 * time.Second, 54: 32 * time.Second, 55: time.Minute, 1000: time.Minute} {
		if got := signin.WaitAddress(failures); got != want {
			t.Errorf("after %d failures from an address the wait is %s, want %s", failures, got, want)
		}
	}
}

// until gives the moment that an [signin.ErrSlow] names.
func until(t *testing.T, err error) time.Time {
	t.Helper()
	slow, ok := errors.AsType[*signin.SlowError](err)
	if !ok || !errors.Is(err, signin.ErrSlow) {
		t.Fatalf("got %v, want that it must wait", err)
	}
	return slow.Until
}

func (b *bench) try(ctx context.Context, a signin.Attempt) error {
	_, err := b.CheckPassword(ctx, a)
	return err
}

func TestFailuresSlowAndDoNotShutOut(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	secret, _ := b.enrol(t, ada)
	for name, account := range map[string]signin.Account{"ada@example.gov.uk": ada, "nobody@example.gov.uk": {}} {
		wrong := signin.Attempt{Name: name, Account: account, Password: otherPassword, Address: address}
		for range 5 {
			wantErr(t, b.try(t.Context(), wrong), signin.ErrRefused)
		}
		at := until(t, b.try(t.Context(), wrong))
		if want := b.clock.now().Add(32 * time.Second); !at.Equal(want) {
			t.Fatalf("%s waits until %s, want %s", name, at, want)
		}
		right, typed := wrong, wrong
		right.Password, typed.Name = goodPassword, strings.ToUpper("  "+name)
		b.clock.move(31 * time.Second)
		b.reopen(t)
		for _, a := range []signin.Attempt{wrong, right, typed} { // waiting makes no wait longer
			if again := until(t, b.try(t.Context(), a)); !again.Equal(at) {
				t.Errorf("%s: after a restart it waits until %s, want %s", name, again, at)
			}
		}
		b.clock.move(time.Second)
		wantErr(t, b.try(t.Context(), wrong), signin.ErrRefused)
		if at, want := until(t, b.try(t.Context(), right)), b.clock.now().Add(64*time.Second); !at.Equal(want) {
			t.Errorf("%s: then it waits until %s, want %s", name, at, want)
		}
		b.clock.move(64 * time.Second)
	}
	p, err := b.CheckPassword(t.Context(), signin.Attempt{Name: "ada@example.gov.uk", Account: ada, Password: goodPassword, Address: address})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.CheckCode(t.Context(), p.ID, b.code(t, secret)); err != nil {
		t.Fatal(err)
	}
	for range 5 { // signing in has taken the count back
		wantErr(t, b.try(t.Context(), signin.Attempt{Name: "ada@example.gov.uk", Account: ada, Password: otherPassword, Address: address}), signin.ErrRefused)
	}
}

func TestOfFiftyAttemptsAtOnceNoMoreAreTriedThanOneAfterTheOther(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enrol(t, ada)
	var compared atomic.Int32
	b.CountComparisons(func() { compared.Add(1) })
	count := atOnce(50, func(ctx context.Context) error { return b.try(ctx, attempt(ada, otherPassword)) })
	if tried, slow := count(signin.ErrRefused), count(signin.ErrSlow); tried != 5 || slow != 45 || compared.Load() != 5 {
		t.Errorf("%d were refused, %d had to wait, %d passwords were compared", tried, slow, compared.Load())
	}
}

func TestFiftyFailuresAtOnceFromAnAddressCountAsFifty(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var n atomic.Int32
	count := atOnce(50, func(ctx context.Context) error {
		return b.try(ctx, signin.Attempt{Name: fmt.Sprint("name", n.Add(1)), Password: otherPassword, Address: address})
	})
	if count(signin.ErrRefused) != 50 {
		t.Fatal("not all were tried")
	}
	at := until(t, b.try(t.Context(), signin.Attempt{Name: "another", Password: otherPassword, Address: address}))
	if want := b.clock.now().Add(2 * time.Second); !at.Equal(want) {
		t.Errorf("the address waits until %s, want %s", at, want)
	}
	wantErr(t, b.try(t.Context(), signin.Attempt{Name: "another", Password: otherPassword, Address: "192.0.2.8"}), signin.ErrRefused)
	b.clock.move(10 * time.Minute) // all are let go
	for i := range 50 {
		wantErr(t, b.try(t.Context(), signin.Attempt{Name: fmt.Sprint("later", i), Password: otherPassword, Address: address}), signin.ErrRefused)
	}
	until(t, b.try(t.Context(), signin.Attempt{Name: "another", Password: otherPassword, Address: address}))
}

func TestANetworkOfAddressesIsOneAddress(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		first, second string
		same          bool
	}{
		"one /64":             {"2001:db8:1:2::1", "2001:db8:1:2:ffff::9%eth0", true},
		"two /64":             {"2001:db8:1:2::1", "2001:db8:1:3::1", false},
		"IPv4 written as six": {"192.0.2.1", "::ffff:192.0.2.1", true},
		"two of IPv4":         {"192.0.2.1", "192.0.2.2", false},
		"no address":          {"", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			for i := range 50 {
				wantErr(t, b.try(t.Context(), signin.Attempt{Name: fmt.Sprint("name", i), Password: otherPassword, Address: test.first}), signin.ErrRefused)
			}
			err := b.try(t.Context(), signin.Attempt{Name: "another", Password: otherPassword, Address: test.second})
			if errors.Is(err, signin.ErrSlow) != test.same {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestWrongCodesSlowTheNextSignIn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	secret, _ := b.enrol(t, ada)
	id := b.pending(t, ada)
	for range 4 {
		_, err := b.CheckCode(t.Context(), id, b.wrong(t, secret))
		wantErr(t, err, signin.ErrCode)
	}
	until(t, b.try(t.Context(), attempt(ada, goodPassword)))
	if _, err := b.CheckCode(t.Context(), id, b.code(t, secret)); err != nil {
		t.Fatalf("the sign-in that had begun must go on: %v", err)
	}
	b.pending(t, ada)
}

func TestADayWithoutAFailureForgetsThem(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for range 20 {
		b.clock.move(15 * time.Minute)
		wantErr(t, b.try(t.Context(), attempt(ada, otherPassword)), signin.ErrRefused)
	}
	b.clock.move(24 * time.Hour)
	for range 5 {
		wantErr(t, b.try(t.Context(), attempt(ada, otherPassword)), signin.ErrRefused)
	}
}

func TestAClockThatIsSetBackHoldsNobodyOff(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.clock.move(1000 * time.Hour)
	for range 5 {
		wantErr(t, b.try(t.Context(), attempt(ada, otherPassword)), signin.ErrRefused)
	}
	b.clock.move(-1000 * time.Hour)
	wantErr(t, b.try(t.Context(), attempt(ada, otherPassword)), signin.ErrRefused)
	until(t, b.try(t.Context(), attempt(ada, otherPassword)))
}

// Whatever is tried and whenever, nobody waits for more than a quarter of an hour, and after the wait the next attempt is tried.
func TestNobodyWaitsLongerThanTheLimit(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	names := []string{"ada", "grace", "nobody"}
	rapid.Check(t, func(t *rapid.T) {
		for range rapid.IntRange(1, 20).Draw(t, "attempts") {
			a := signin.Attempt{Name: rapid.SampledFrom(names).Draw(t, "name"), Password: otherPassword, Address: address}
			b.clock.move(time.Duration(rapid.IntRange(0, 100).Draw(t, "seconds")) * time.Second)
			err := b.try(context.Background(), a)
			if errors.Is(err, signin.ErrRefused) {
				continue
			}
			slow, ok := errors.AsType[*signin.SlowError](err)
			if !ok {
				t.Fatal(err)
			}
			wait := slow.Until.Sub(b.clock.now())
			if wait <= 0 || wait > 15*time.Minute {
				t.Fatalf("it waits %s", wait)
			}
			if rapid.Bool().Draw(t, "waits") {
				b.clock.move(wait)
				if err := b.try(context.Background(), a); !errors.Is(err, signin.ErrRefused) {
					t.Fatalf("after the wait: %v", err)
				}
			}
		}
	})
}
