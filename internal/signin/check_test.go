package signin_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"heed/internal/signin"
)

func TestPasswordAndCodeSignIn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	secret, _ := b.enrol(t, ada)
	id := b.pending(t, ada)
	code := b.code(t, secret)
	in, err := b.CheckCode(t.Context(), id, code[:3]+" "+code[3:])
	if err != nil || in != (signin.SignedIn{Account: ada, RecoveryCodesLeft: 10}) {
		t.Fatalf("got %+v, %v", in, err)
	}
	_, err = b.CheckCode(t.Context(), id, code)
	wantErr(t, err, signin.ErrOver)
}

func TestTheAnswerIsTheSameWhetherOrNotThereIsAnAccount(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enrol(t, ada)
	b.invite(t, grace, signin.Invitation)
	var compared atomic.Int32
	b.CountComparisons(func() { compared.Add(1) })
	if _, params, ok := strings.Cut(b.Decoy(), "$argon2id$"); !ok || !strings.HasPrefix(params, "v=19$m=8,t=1,p=1$") {
		t.Errorf("the decoy %s is hashed in another way", b.Decoy())
	}
	var says string
	for name, a := range map[string]signin.Attempt{
		"the wrong password": attempt(ada, otherPassword),
		"no password":        attempt(ada, ""),
		"no end of one":      attempt(ada, strings.Repeat("x", 1<<20)),
		"no credential yet":  attempt(grace, goodPassword),
		"nobody":             {Name: "nobody@example.gov.uk", Password: goodPassword, Address: address},
		"nobody, no name":    {Password: goodPassword, Address: address},
	} {
		compared.Store(0)
		p, err := b.CheckPassword(t.Context(), a)
		wantErr(t, err, signin.ErrRefused)
		if p != (signin.Pending{}) || compared.Load() != 1 {
			t.Errorf("%s: got %+v after %d comparisons", name, p, compared.Load())
		}
		if says == "" {
			says = err.Error()
		}
		if err.Error() != says {
			t.Errorf("%s says %q, another %q", name, err, says)
		}
	}
}

func TestTheParametersAreThoseThatOWASPRecommends(t *testing.T) {
	t.Parallel()
	s, err := signin.Open(t.Context(), signin.Config{Path: t.TempDir() + "/heed-signin.db", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if p := s.Hashing(); p.Memory != 19456 || p.Iterations != 2 || p.Parallelism != 1 {
		t.Errorf("%+v", p)
	}
}

func TestAPasswordMatchesHoweverItsCharactersAreComposed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	token := b.invite(t, ada, signin.Invitation)
	e, err := b.BeginPassword(t.Context(), token, "ada", signin.Choice{Password: "caf\u00e9 purple lamps quietly"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.FinishPassword(t.Context(), token, b.code(t, e.Secret)); err != nil {
		t.Fatal(err)
	}
	if _, err := b.CheckPassword(t.Context(), attempt(ada, "cafe\u0301 purple lamps quietly")); err != nil {
		t.Error(err)
	}
	for _, other := range []string{"cafe purple lamps quietly", "caf\u00e9 purple lamps quietly ", "Caf\u00e9 purple lamps quietly"} {
		_, err := b.CheckPassword(t.Context(), attempt(ada, other))
		wantErr(t, err, signin.ErrRefused)
	}
}

func TestACodeIsRefusedWhenItIsWrongEarlyLateOrUsed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		code func(t *testing.T, b *bench, secret string) string
		want error
	}{
		"right":                  {coded(0), nil},
		"wrong":                  {wrongNow, signin.ErrCode},
		"blank":                  {func(*testing.T, *bench, string) string { return "" }, signin.ErrCode},
		"very long":              {func(*testing.T, *bench, string) string { return strings.Repeat("1", 1<<20) }, signin.ErrCode},
		"of the last step":       {coded(-30 * time.Second), nil},
		"of the next step":       {coded(30 * time.Second), nil},
		"of two steps ago":       {coded(-60 * time.Second), signin.ErrCode},
		"of two steps from now":  {coded(60 * time.Second), signin.ErrCode},
		"used before a restart":  {used(restarted), signin.ErrCode},
		"used a step ago":        {used(aStepLater), signin.ErrCode},
		"older than one used":    {older, signin.ErrCode},
		"somebody else's":        {others, signin.ErrCode},
		"a somebody's recovery":  {othersRecovery, signin.ErrCode},
		"used to ask once again": {confirmed, signin.ErrCode},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			secret, _ := b.enrol(t, ada)
			code := test.code(t, b, secret)
			_, err := b.CheckCode(t.Context(), b.pending(t, ada), code)
			wantErr(t, err, test.want)
		})
	}
}

// coded gives the code of another moment.
func coded(away time.Duration) func(*testing.T, *bench, string) string {
	return func(t *testing.T, b *bench, secret string) string {
		t.Helper()
		b.clock.move(away)
		code := b.code(t, secret)
		b.clock.move(-away)
		return code
	}
}

// used gives a code that has signed somebody in, after which something else happened.
func used(then func(*testing.T, *bench)) func(*testing.T, *bench, string) string {
	return func(t *testing.T, b *bench, secret string) string {
		t.Helper()
		code := b.code(t, secret)
		if _, err := b.CheckCode(t.Context(), b.pending(t, ada), code); err != nil {
			t.Fatal(err)
		}
		then(t, b)
		return code
	}
}

func restarted(t *testing.T, b *bench) {
	t.Helper()
	b.reopen(t)
}

func aStepLater(t *testing.T, b *bench) {
	t.Helper()
	b.clock.move(30 * time.Second)
}

func wrongNow(t *testing.T, b *bench, secret string) string {
	t.Helper()
	return b.wrong(t, secret)
}

func older(t *testing.T, b *bench, secret string) string {
	t.Helper()
	code := b.code(t, secret)
	b.clock.move(30 * time.Second)
	if _, err := b.CheckCode(t.Context(), b.pending(t, ada), b.code(t, secret)); err != nil {
		t.Fatal(err)
	}
	return code
}

func others(t *testing.T, b *bench, _ string) string {
	t.Helper()
	secret, _ := b.enrol(t, grace)
	return b.code(t, secret)
}

func othersRecovery(t *testing.T, b *bench, _ string) string {
	t.Helper()
	_, recovery := b.enrol(t, grace)
	return recovery[0]
}

func confirmed(t *testing.T, b *bench, secret string) string {
	t.Helper()
	code := b.code(t, secret)
	if err := b.Confirm(t.Context(), ada, signin.Proof{Code: code}); err != nil {
		t.Fatal(err)
	}
	return code
}

func TestFiveWrongCodesOrFiveMinutesEndASignIn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	secret, _ := b.enrol(t, ada)
	id := b.pending(t, ada)
	for range 4 {
		_, err := b.CheckCode(t.Context(), id, b.wrong(t, secret))
		wantErr(t, err, signin.ErrCode)
	}
	_, err := b.killed(t).CheckCode(t.Context(), id, b.wrong(t, secret))
	wantErr(t, err, signin.ErrOver) // the four were kept
	_, err = b.CheckCode(t.Context(), id, b.wrong(t, secret))
	wantErr(t, err, signin.ErrOver)
	_, err = b.CheckCode(t.Context(), id, b.code(t, secret))
	wantErr(t, err, signin.ErrOver)

	b.clock.move(time.Hour)
	id = b.pending(t, ada)
	b.clock.move(5 * time.Minute)
	_, err = b.CheckCode(t.Context(), id, b.code(t, secret))
	wantErr(t, err, signin.ErrOver)
	_, err = b.CheckCode(t.Context(), "never begun", b.code(t, secret))
	wantErr(t, err, signin.ErrOver)
}

func TestACodeWorksOnceHoweverManyTryItAtOnce(t *testing.T) {
	t.Parallel()
	for name, which := range map[string]func(b *bench, secret string, recovery []string) string{
		"one-time": func(b *bench, secret string, _ []string) string { return b.code(t, secret) },
		"recovery": func(_ *bench, _ string, recovery []string) string { return recovery[3] },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			secret, recovery := b.enrol(t, ada)
			ids := make(chan string, 4)
			for range 4 {
				ids <- b.pending(t, ada)
			}
			code := which(b, secret, recovery)
			count := atOnce(4, func(ctx context.Context) error {
				_, err := b.CheckCode(ctx, <-ids, code)
				return err
			})
			if ok, refused := count(nil), count(signin.ErrCode); ok != 1 || refused != 3 {
				t.Errorf("%d times taken and %d times refused", ok, refused)
			}
		})
	}
}

func TestARecoveryCodeTakesThePlaceOfACodeOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	_, recovery := b.enrol(t, ada)
	in, err := b.CheckCode(t.Context(), b.pending(t, ada), strings.ToUpper(strings.ReplaceAll(recovery[0], "-", " ")))
	if err != nil || in != (signin.SignedIn{Account: ada, ByRecovery: true, RecoveryCodesLeft: 9}) {
		t.Fatalf("got %+v, %v", in, err)
	}
	killed := b.killed(t)
	_, err = killed.CheckCode(t.Context(), killed.pending(t, ada), recovery[0])
	wantErr(t, err, signin.ErrCode)
	fresh, err := b.NewRecoveryCodes(t.Context(), ada)
	if err != nil {
		t.Fatal(err)
	}
	id := b.pending(t, ada)
	_, err = b.CheckCode(t.Context(), id, recovery[1])
	wantErr(t, err, signin.ErrCode)
	if in, err := b.CheckCode(t.Context(), id, fresh[1]); err != nil || in.RecoveryCodesLeft != 9 {
		t.Fatalf("got %+v, %v", in, err)
	}
	_, err = b.NewRecoveryCodes(t.Context(), grace)
	wantErr(t, err, signin.ErrNoPassword)
}
