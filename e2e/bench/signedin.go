package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"heed/e2e/people"
	"heed/internal/access"
	"heed/internal/door"
)

// signedIn is what was found of pages that people with accounts ask for, and of the empty handler under the same load.
type signedIn struct {
	People int       `json:"people"`
	Pages  latency   `json:"pages"`
	Empty  latency   `json:"empty_handler"`
	ByPage []latency `json:"by_page"`
	Failed []string  `json:"failed"`
}

// benchSignedIn makes accounts in the data of the demonstration, which is none then, and signs all in. A server that has only just started is then asked for
// what the demonstration was asked for, by people of the same kinds in turn.
func (s *size) benchSignedIn(ctx context.Context, o options, data, authority string, visits []visit) error {
	as, err := accounts(data, o.people)
	if err != nil {
		return err
	}
	all, err := people.Make(ctx, data, authority, as)
	if err != nil {
		return err
	}
	asks, err := plannedSignedIn(ctx, o, data, all, visits)
	if err != nil {
		return err
	}
	heed, err := serveAccounts(ctx, o, data)
	if err != nil {
		return err
	}
	defer heed.stop()
	paths := make([]string, len(asks))
	for i := range asks {
		paths[i] = asks[i].url
		asks[i].url = heed.base + paths[i]
	}
	took, failed := storm(ctx, asks, o)
	s.SignedIn = signedIn{People: len(all), Pages: latencyOfAll("all pages", took), Failed: failed}
	for _, name := range slices.Sorted(maps.Keys(took)) {
		s.SignedIn.ByPage = append(s.SignedIn.ByPage, latencyOf(name, took[name]))
	}
	s.Memory = append(s.Memory, memory(fmt.Sprintf("the server, after %s with %d people signed in", o.load, len(all)), heed.process.Process.Pid))
	s.SignedIn.Empty, err = stormEmpty(ctx, asks, o, func(i int) string { return paths[i] })
	return errors.Join(err, ctx.Err())
}

// accounts says as what so many people are to have accounts: of each kind of the mix a fifth, social workers and managers each as one of the staff, and where
// there are not so many of those, elected members. The folder is no demonstration any more then.
func accounts(data string, n int) ([]people.As, error) {
	path := filepath.Join(data, door.DemonstrationFile)
	text, err := os.ReadFile(path) //nolint:gosec // of the folder that was just made
	if err != nil {
		return nil, err
	}
	var staff []door.Actor
	if err := json.Unmarshal(text, &staff); err != nil {
		return nil, fmt.Errorf("reading the staff: %w", err)
	}
	var as []people.As
	for _, role := range []access.Role{access.SocialWorker, access.TeamManager} {
		for _, who := range staff {
			if who.Role == role && len(as) < n && count(as, role) < max(1, n/len(pages)) {
				as = append(as, people.As{Role: role, WorkerID: who.ID})
			}
		}
	}
	for _, role := range []access.Role{access.Director, access.Analyst, access.ElectedMember} {
		for range max(1, n/len(pages)) {
			as = append(as, people.As{Role: role})
		}
	}
	for len(as) < n {
		as = append(as, people.As{Role: access.ElectedMember})
	}
	return as, os.Remove(path)
}

func count(as []people.As, role access.Role) (n int) {
	for _, one := range as {
		if one.Role == role {
			n++
		}
	}
	return n
}

// longestReady is how long a server may take to make today's answers ready.
const longestReady = 10 * time.Minute

// serveAccounts starts the real binary on the data for people with accounts, and waits until it has made ready what it makes ready.
func serveAccounts(ctx context.Context, o options, data string) (*server, error) {
	ready := &awaited{words: "today's answers are ready", said: make(chan struct{})}
	heed, err := startServer(ctx, ready, o.binary, "serve", "--data", data, "--listen", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, longestReady)
	defer cancel()
	select {
	case <-ready.said:
		return heed, nil
	case <-ctx.Done():
		heed.stop()
		return nil, fmt.Errorf("waiting until the server has made today's answers ready: %w", ctx.Err())
	}
}

// plannedSignedIn signs everybody in to a server that is stopped again, whose sessions outlive it, and gives what they are to ask for: the visits of the
// demonstration in their order, each by the next of its kind of person, who asks for what their own pages lead to. The addresses are without the server's.
func plannedSignedIn(ctx context.Context, o options, data string, all []people.Person, visits []visit) ([]ask, error) {
	first, err := serveAccounts(ctx, o, data)
	if err != nil {
		return nil, err
	}
	defer first.stop()
	own := map[string][]planOfOne{}
	plain := people.Client(8)
	for _, p := range all {
		code, err := p.Code(time.Now())
		if err != nil {
			return nil, err
		}
		session, err := p.SignIn(ctx, plain, first.base, code)
		if err != nil {
			return nil, fmt.Errorf("signing in %s, a %s: %w", p.Name, p.Role, err)
		}
		one := planOfOne{client: &http.Client{Transport: withSession{session}, Timeout: 30 * time.Second, CheckRedirect: plain.CheckRedirect}}
		if one.visits, err = planOf(ctx, one.client, first.base, persona{kind: string(p.Role)}); err != nil {
			return nil, fmt.Errorf("planning what %s, a %s, asks for: %w", p.Name, p.Role, err)
		}
		own[string(p.Role)] = append(own[string(p.Role)], one)
	}
	return turns(own, visits), nil
}

// planOfOne is one person's browser, and what they may ask for.
type planOfOne struct {
	client *http.Client
	visits []visit
}

// turns gives every visit by each person of its kind in turn, until each has had all. Whose pages lead to fewer of a kind asks for the same again.
func turns(own map[string][]planOfOne, visits []visit) []ask {
	most := 0
	for _, list := range own {
		most = max(most, len(list))
	}
	var asks []ask
	for round := range most {
		nth := map[string]int{}
		for i, v := range visits {
			list := own[v.who.kind]
			one := list[(round+i)%len(list)]
			var same []visit
			for _, w := range one.visits {
				if w.name == v.name {
					same = append(same, w)
				}
			}
			if len(same) == 0 { // such as a worker who has no child
				continue
			}
			asks = append(asks, ask{v.name, same[nth[v.name]%len(same)].path, one.client})
			nth[v.name]++
		}
	}
	return asks
}

// withSession sends a session's cookie with each request, on the connections that all browsers share.
type withSession struct{ session string }

// RoundTrip sends the request with the cookie.
func (t withSession) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	people.WithSession(r, t.session)
	return browsers.RoundTrip(r)
}
