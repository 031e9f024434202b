//go:build !race || long

package web_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/signin"
	"heed/internal/testkit"
)

// switching is a browser that goes on and on in another role, each time under a new id, and keeps every cookie of a session that it was given.
type switching struct {
	o       *office
	client  *http.Client
	cookies []*http.Cookie
	asked   atomic.Int64
}

// until asks until the session has ended, and a few times more. It never follows an answer.
func (s *switching) until(ended <-chan struct{}) error {
	client := &http.Client{Jar: s.client.Jar, Transport: s.client.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for more := 5; more > 0; s.asked.Add(1) {
		select {
		case <-ended:
			more--
		default:
		}
		role := []access.Role{access.SocialWorker, access.PersonalAdviser}[s.asked.Load()%2]
		form := url.Values{"role": {string(role)}}.Encode()
		request, err := http.NewRequestWithContext(s.o.t.Context(), http.MethodPost, s.o.server.URL+"/own/role", strings.NewReader(form))
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Sec-Fetch-Site", "same-origin")
		answer, err := client.Do(request)
		if err != nil {
			return err
		}
		if err := answer.Body.Close(); err != nil {
			return err
		}
		if answer.StatusCode != http.StatusSeeOther {
			return fmt.Errorf("status %d", answer.StatusCode)
		}
		for _, c := range answer.Cookies() {
			if c.Value != "" {
				s.cookies = append(s.cookies, c)
			}
		}
	}
	return nil
}

// Browsers that get new ids all the while are out once their sessions are ended, with whichever id they had.
func TestASessionThatWasEndedStaysEndedWhateverTheBrowserAsksMeanwhile(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	worker := o.enrolled("Dilys Okonjo", access.SocialWorker, "W1")
	if faults, err := o.keeper().Give(t.Context(), worker.id, account.Role{Role: access.PersonalAdviser}); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	rounds := 15
	if testing.Short() {
		rounds = 2
	}
	for round := range rounds {
		var (
			browsers [3]*switching
			errs     [3]error
			wg       sync.WaitGroup
		)
		for i := range browsers {
			r := o.in(worker)
			browsers[i] = &switching{o: o, client: r.client, cookies: []*http.Cookie{o.cookie(r)}}
		}
		ended := make(chan struct{})
		for i, s := range browsers {
			wg.Go(func() { errs[i] = s.until(ended) })
		}
		for browsers[0].asked.Load() < int64(3+round) {
			time.Sleep(time.Millisecond)
		}
		if err := o.store.EndSessions(t.Context(), signin.Account{Authority: testkit.Authority, ID: worker.id}, ""); err != nil {
			t.Fatal(err)
		}
		close(ended)
		wg.Wait()
		if err := errors.Join(errs[:]...); err != nil {
			t.Fatal(err)
		}
		for i, s := range browsers {
			if len(s.cookies) < 2 {
				t.Errorf("browser %d got no new id, so that this proves nothing", i)
			}
			if o.signedIn(reader{t: t, w: o.world, client: s.client}) {
				t.Errorf("round %d: browser %d is signed in", round, i)
			}
			for n, c := range s.cookies {
				if o.signedIn(o.with(c)) {
					t.Errorf("round %d: browser %d is signed in with the id %d of %d", round, i, n, len(s.cookies))
				}
			}
		}
	}
	o.in(worker)
}

// A session under its twelfth id has lasted as long as under its first.
func TestANewIDMakesNoSessionLastLonger(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for _, test := range []struct {
		p       person
		role    access.Role
		each    time.Duration
		renewed int
	}{
		{o.enrolled("Dilys Okonjo", access.SocialWorker, "W1"), access.SocialWorker, 59 * time.Minute, 12},
		{o.enrolled("Ruairi Castellan", access.Director, "W8"), access.Director, 19 * time.Minute, 25},
	} {
		r := o.in(test.p)
		ids := map[string]bool{o.cookie(r).Value: true}
		for n := range test.renewed {
			o.later(test.each)
			if status, _ := r.post("/own/role", url.Values{"role": {string(test.role)}}); status != http.StatusOK || !o.signedIn(r) {
				t.Fatalf("%s: out after %d ids", test.role, n+1)
			}
			ids[o.cookie(r).Value] = true
		}
		if len(ids) != test.renewed+1 {
			t.Errorf("%s: %d ids, want %d", test.role, len(ids), test.renewed+1)
		}
		o.later(test.each)
		if o.signedIn(r) {
			t.Errorf("%s: the session has lasted longer than it may", test.role)
		}
	}
}
