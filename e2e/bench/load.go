package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"
)

// ask is one page asked for by one person.
type ask struct {
	name, url string
	client    *http.Client
}

// benchPages serves the data with the real binary and asks for its pages as several people at a steady rate, from a cold start:
// one server is asked which pages there are, and another, which has only just started, for the pages. A server that answers
// with the same few bytes then has the same load. It gives what was asked for.
func (s *size) benchPages(ctx context.Context, o options, data string) ([]visit, error) {
	visits, err := planned(ctx, o, data)
	if err != nil {
		return nil, err
	}
	heed, err := serveHeed(ctx, o, data)
	if err != nil {
		return nil, err
	}
	defer heed.stop()
	asks, err := asksOf(ctx, heed.base, visits)
	if err != nil {
		return nil, err
	}
	took, failed := storm(ctx, asks, o)
	for _, name := range slices.Sorted(maps.Keys(took)) {
		s.ByPage = append(s.ByPage, latencyOf(name, took[name]))
	}
	s.Pages, s.Failed = latencyOfAll("all pages", took), failed
	s.Memory = append(s.Memory, memory(fmt.Sprintf("the server, after %s at %d requests a second", o.load, o.rate), heed.process.Process.Pid))

	s.Empty, err = stormEmpty(ctx, asks, o, func(i int) string { return visits[i].path })
	return visits, errors.Join(err, ctx.Err())
}

// stormEmpty puts a load upon the empty handler: the same people ask it for what they asked Heed for.
func stormEmpty(ctx context.Context, asks []ask, o options, path func(i int) string) (latency, error) {
	empty, err := serveEmpty(ctx)
	if err != nil {
		return latency{}, err
	}
	defer empty.stop()
	for i := range asks {
		asks[i].url = empty.base + path(i)
	}
	took, failed := storm(ctx, asks, o)
	if len(failed) > 0 {
		return latency{}, fmt.Errorf("the empty handler failed %d times: %s", len(failed), failed[0])
	}
	return latencyOfAll("an empty handler", took), nil
}

// latencyOfAll is the latency of whatever was asked for.
func latencyOfAll(what string, took map[string][]time.Duration) latency {
	return latencyOf(what, slices.Concat(slices.Collect(maps.Values(took))...))
}

// planned asks a server that is stopped again which pages there are.
func planned(ctx context.Context, o options, data string) ([]visit, error) {
	first, err := serveHeed(ctx, o, data)
	if err != nil {
		return nil, err
	}
	defer first.stop()
	return plan(ctx, first.base)
}

// asksOf signs each person in and gives what they are to ask for.
func asksOf(ctx context.Context, base string, visits []visit) ([]ask, error) {
	clients := map[string]*http.Client{}
	asks := make([]ask, 0, len(visits))
	for _, v := range visits {
		if clients[v.who.kind] == nil {
			client, err := signIn(ctx, base, v.who)
			if err != nil {
				return nil, err
			}
			clients[v.who.kind] = client
		}
		asks = append(asks, ask{v.name, base + v.path, clients[v.who.kind]})
	}
	return asks, nil
}

// storm asks for the pages in turn at a steady rate, whether or not the ones before have been answered.
func storm(ctx context.Context, asks []ask, o options) (map[string][]time.Duration, []string) {
	var mu sync.Mutex
	var wait sync.WaitGroup
	took := map[string][]time.Duration{}
	var failed []string
	tick := time.NewTicker(time.Second / time.Duration(o.rate))
	defer tick.Stop()
	for n := range int(o.load.Seconds() * float64(o.rate)) {
		select {
		case <-ctx.Done():
			return took, failed
		case <-tick.C:
		}
		one := asks[n%len(asks)]
		wait.Go(func() {
			start := time.Now()
			_, err := get(ctx, one.client, one.url)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = append(failed, err.Error()) // and it took as long as it took
			}
			took[one.name] = append(took[one.name], time.Since(start))
		})
	}
	wait.Wait()
	return took, failed
}
