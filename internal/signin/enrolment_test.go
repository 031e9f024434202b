package signin_test

import (
	"bytes"
	"errors"
	"image/png"
	"strings"
	"testing"
	"time"

	"heed/internal/signin"
)

func TestAPasswordCountsOnceItsCodeIsProved(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	token := b.invite(t, ada, signin.Invitation)
	_, err := b.FinishPassword(t.Context(), token, "123456")
	wantErr(t, err, signin.ErrOver) // nothing was begun
	e := b.begin(t, token)
	if _, err := png.Decode(bytes.NewReader(e.PNG)); err != nil {
		t.Error(err)
	}
	if !strings.HasPrefix(e.URL, "otpauth://totp/Heed:ada@example.gov.uk?") || !strings.Contains(e.URL, "secret="+e.Secret) || len(e.Secret) != 32 {
		t.Errorf("the URL is %s, the secret %s", e.URL, e.Secret)
	}
	again, err := b.FindEnrolment(t.Context(), token, "ada@example.gov.uk")
	if err != nil || again.URL != e.URL || !bytes.Equal(again.PNG, e.PNG) || !again.Until.Equal(e.Until) {
		t.Errorf("shown again it is %s, %v", again.URL, err)
	}
	_, err = b.FinishPassword(t.Context(), token, b.wrong(t, e.Secret))
	wantErr(t, err, signin.ErrCode)
	_, err = b.CheckPassword(t.Context(), attempt(ada, goodPassword))
	wantErr(t, err, signin.ErrRefused)
	done, err := b.FinishPassword(t.Context(), token, b.code(t, e.Secret))
	if err != nil || done.Account != ada || done.Kind != signin.Invitation || len(done.RecoveryCodes) != 10 {
		t.Fatalf("got %+v, %v", done, err)
	}
	_, err = b.CheckCode(t.Context(), b.pending(t, ada), b.code(t, e.Secret))
	wantErr(t, err, signin.ErrCode) // the code that proved it has been used
}

func TestWhatWasBegunIsOverInHalfAnHourOrWithItsLink(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		lasts, move time.Duration
		want        error
	}{
		"half an hour": {24 * time.Hour, 30 * time.Minute, signin.ErrOver},
		"the link":     {10 * time.Minute, 10 * time.Minute, signin.ErrInvitation},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			link, err := b.Invite(t.Context(), ada, signin.Invitation, "x", test.lasts)
			if err != nil {
				t.Fatal(err)
			}
			e := b.begin(t, link.Token)
			if want := b.clock.now().Add(test.move); !e.Until.Equal(want) {
				t.Errorf("it says until %s, want %s", e.Until, want)
			}
			b.clock.move(test.move)
			_, err = b.FinishPassword(t.Context(), link.Token, b.code(t, e.Secret))
			wantErr(t, err, test.want)
			_, err = b.FindEnrolment(t.Context(), link.Token, "ada")
			wantErr(t, err, test.want)
		})
	}
}

func TestToBeginAgainTakesThePlaceOfWhatWasBegun(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	token := b.invite(t, ada, signin.Invitation)
	first := b.begin(t, token)
	second := b.begin(t, token)
	_, err := b.FinishPassword(t.Context(), token, b.code(t, first.Secret))
	wantErr(t, err, signin.ErrCode)
	if _, err := b.FinishPassword(t.Context(), token, b.code(t, second.Secret)); err != nil {
		t.Fatal(err)
	}
}

func TestRecoveryReplacesEverythingAndEndsSessions(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	secret, recovery := b.enrol(t, ada)
	waiting := b.pending(t, ada)
	sessions := b.sessions()
	b.commit(t, sessions, "a token", ada, time.Hour)
	token := b.invite(t, ada, signin.Recovery)
	e, err := b.BeginPassword(t.Context(), token, "ada", signin.Choice{Password: otherPassword})
	if err != nil {
		t.Fatal(err)
	}
	if _, found, _ := sessions.FindCtx(t.Context(), "a token"); !found {
		t.Error("a session ended before anything was recovered")
	}
	if _, err := b.FinishPassword(t.Context(), token, b.code(t, e.Secret)); err != nil {
		t.Fatal(err)
	}
	if _, found, _ := sessions.FindCtx(t.Context(), "a token"); found {
		t.Error("a session outlived recovery")
	}
	_, err = b.CheckCode(t.Context(), waiting, b.code(t, secret))
	wantErr(t, err, signin.ErrOver)
	_, err = b.CheckPassword(t.Context(), attempt(ada, goodPassword))
	wantErr(t, err, signin.ErrRefused)
	b.clock.move(time.Minute)
	p, err := b.CheckPassword(t.Context(), attempt(ada, otherPassword))
	if err != nil {
		t.Fatal(err)
	}
	for _, old := range []string{b.code(t, secret), recovery[0]} {
		_, err = b.CheckCode(t.Context(), p.ID, old)
		wantErr(t, err, signin.ErrCode)
	}
	if _, err = b.CheckCode(t.Context(), p.ID, b.code(t, e.Secret)); err != nil {
		t.Fatal(err)
	}
}

func TestAWeakPasswordIsRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	words := []string{"Ada Lovelace-Byron", "a.lovelace@kentshire.gov.uk", "Kentshire County Council"}
	for name, test := range map[string]struct{ password, says string }{
		"eleven characters":               {"xq7!vb2#mz9", "12 characters or more"},
		"eleven with spaces in a row":     {"xq7!v   b2#mz", "12 characters or more"},
		"129 characters":                  {strings.Repeat("xq7!vb2#m", 15)[:129], "128 characters at most"},
		"very many":                       {strings.Repeat("x", 1<<20), "128 characters at most"},
		"no text":                         {"xq7!vb2#mz9\xff\xfe", "read as text"},
		"a common one":                    {"passwordpassword", "harder to guess"},
		"keys in a row":                   {"qwertyuiop1234", "harder to guess"},
		"one character":                   {strings.Repeat("a", 100), "harder to guess"},
		"a date":                          {"1984031519840315", "harder to guess"},
		"the own name":                    {"mister LOVELACE eats lamps", "lovelace"},
		"the own name in wide characters": {"mister ｌｏｖｅｌａｃｅ eats lamps", "lovelace"},
		"the council":                     {"kentshire-purple-lamps", "kentshire"},
		"Heed":                            {"purple lamps heed quietly", "heed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := b.CheckStrength(t.Context(), test.password, words)
			weak, ok := errors.AsType[*signin.WeakError](err)
			if !ok || !strings.Contains(weak.Reason, test.says) {
				t.Fatalf("got %v, want that it says %q", err, test.says)
			}
			_, err = b.BeginPassword(t.Context(), b.invite(t, signin.Account{Authority: "ENG", ID: name}, signin.Invitation), "ada", signin.Choice{Password: test.password, Words: words})
			wantErr(t, err, signin.ErrWeak)
		})
	}
}

func TestAnyCharactersMakeAPassword(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, password := range []string{
		goodPassword,
		"  vb  mz  qp  tk  ",
		"λύκος πράσινη ομπρέλα",
		"🦊🌧️🪣🧶🦉🛶🥝🎺🧭🪁🦔🧀",
		"all lower case without any digit",
		strings.Repeat("purple lamps eat quietly ", 6)[:128],
	} {
		if err := b.CheckStrength(t.Context(), password, []string{"Ada Lovelace", "Jo"}); err != nil {
			t.Errorf("%q: %v", password, err)
		}
	}
}

// A line of 128 characters can be chosen so that to estimate it whole takes seconds.
func TestEstimatingTheLongestPasswordIsBounded(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, password := range []string{strings.Repeat("4@8({[<369&#!1/|0?5+7%2", 6)[:128], strings.Repeat("19870101", 16), strings.Repeat("p455w0rd", 16)} {
		begun := time.Now()
		_ = b.CheckStrength(t.Context(), password, nil)
		if took := time.Since(begun); took > 5*time.Second { // some hundredths of one by itself; the machine may be busy
			t.Errorf("%q took %s", password, took)
		}
	}
}
