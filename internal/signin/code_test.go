package signin_test

import (
	"context"
	"encoding/base32"
	"errors"
	"testing"
	"time"

	"heed/internal/signin"

	"pgregory.net/rapid"
)

// The codes of RFC 6238, appendix B, for SHA-1, of which the last six digits are ours.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	t.Parallel()
	secret := []byte("12345678901234567890")
	for at, code := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		step, right, err := signin.Step(secret, code, time.Unix(at, 0), 0)
		if err != nil || !right || step != at/30 {
			t.Errorf("at %d: step %d, %v, %v", at, step, right, err)
		}
	}
}

// However the clock moves and whatever codes are tried again, a sign-in takes each time step once at most, and none before one it has taken.
func TestEachCodeIsTakenOnceAtMost(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	secret, _ := b.enrol(t, ada)
	var last int64
	rapid.Check(t, func(t *rapid.T) {
		for range rapid.IntRange(1, 10).Draw(t, "codes") {
			b.clock.move(time.Duration(rapid.IntRange(0, 40).Draw(t, "seconds")) * time.Second)
			away := rapid.IntRange(-3, 3).Draw(t, "steps away")
			now := b.clock.now()
			step := now.Unix()/30 + int64(away)
			err := b.Confirm(context.Background(), ada, signin.Proof{Code: codeOf(t, secret, step)})
			if errors.Is(err, signin.ErrSlow) {
				b.clock.move(24 * time.Hour)
				continue
			}
			if may := away >= -1 && away <= 1 && step > last; may != (err == nil) || err != nil && !errors.Is(err, signin.ErrCode) {
				t.Fatalf("the code of %d steps away, %d after the last that was taken: %v", away, step-last, err)
			}
			if err == nil {
				last = step
			}
		}
	})
}

func FuzzCode(f *testing.F) {
	secret := []byte("12345678901234567890")
	at := time.Unix(1234567890, 0)
	right := map[string]bool{"005924": true}
	for _, away := range []int64{-1, 1} {
		right[codeOf(f, base32.StdEncoding.EncodeToString(secret), at.Unix()/30+away)] = true
	}
	for code := range right {
		f.Add(code)
	}
	f.Add("")
	f.Add("5924")
	f.Add("００５９２４")
	f.Fuzz(func(t *testing.T, code string) {
		_, taken, err := signin.Step(secret, code, at, 0)
		if err != nil || taken != right[code] {
			t.Errorf("%q: %v, %v", code, taken, err)
		}
	})
}

func FuzzFoldName(f *testing.F) {
	for _, name := range []string{"Ada@Example.gov.uk ", "ＡＤＡ", "İstanbul", "straße", "\xff", "ﬁ", "\u00a0ada\u3000"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		folded := signin.FoldName(name)
		if again := signin.FoldName(folded); again != folded {
			t.Errorf("%q folds to %q, and that to %q", name, folded, again)
		}
	})
}
