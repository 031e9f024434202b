//go:build !race || long

package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/testkit"
)

// refusedTo lists why somebody was refused to sign in, by the access log, the first first.
func (o *office) refusedTo(who string) (reasons []string) {
	o.t.Helper()
	list, err := o.heed.Session(door.System(testkit.Authority)).Ledger().ListAccess(o.t.Context(), ledger.AccessFilter{
		Authority: testkit.Authority, Who: who, Refused: true, Limit: 100,
	})
	if err != nil {
		o.t.Fatal(err)
	}
	for _, one := range list {
		if one.Action == "sign in" {
			reasons = append(reasons, one.Reason)
		}
	}
	slices.Reverse(reasons)
	return reasons
}

// Somebody whose password is known to another is seen to be attacked: each wrong password and code stands in the access log with the account.
func TestWrongPasswordsAndCodesAreInTheLogWithTheAccount(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p, other := o.enrolled("Dilys Okonjo", access.SocialWorker, "W1"), o.enrolled("Marek Thistlewood", access.SocialWorker, "W2")
	o.try(o.browser(), p, "not the password of anybody", "")
	r := o.browser()
	if status, _ := r.post("/sign-in", url.Values{"email": {p.email}, "password": {p.password}}); status != http.StatusOK {
		t.Fatal(status)
	}
	for range 5 {
		o.heed.SetNow(o.heed.Now().Add(time.Minute / 2))
		r.post("/sign-in/code", url.Values{"code": {"no code"}})
	}
	signed := o.in(other)
	signed.post("/confirm", url.Values{"password": {"not the password of anybody"}, "code": {"000000"}})
	const code, over = "the password was right and the code was wrong", "the password was right and too many codes were wrong, or none came in time"
	want := []string{"the name or the password was wrong, or the account is not open", code}
	if got := o.refusedTo(p.id); len(got) < 3 || !slices.Equal(got[:2], want) || got[len(got)-1][:len(over)] != over {
		t.Errorf("the log has %q of whom was tried", got)
	}
	if got := o.refusedTo(other.id); len(got) != 1 || got[0] != "the password or the code was wrong" {
		t.Errorf("the log has %q of whom was asked again", got)
	}
	if got := o.refusedTo(door.Nobody().ID); len(got) != 0 {
		t.Errorf("the log has %q of nobody", got)
	}
}
