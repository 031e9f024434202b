package door

import (
	"context"
	"sync"
	"time"
)

// posts are what the lists of staff and of teams say today. They say where somebody works and when they leave, and give nobody a right.
type posts struct {
	workers map[string]worker
	teams   map[string]team
}

// worker is one of the staff, now or before. left is their last civil day, blank where the list says none.
type worker struct{ name, team, left string }

type team struct{ name, service string }

// postsCache keeps the posts of an authority until something is recorded, or the day ends.
type postsCache struct {
	mu  sync.Mutex
	seq int64
	day string
	now *posts
}

// postsOf gives the posts of an authority.
func (d *Door) postsOf(ctx context.Context, a *authority) (*posts, error) {
	if err := d.followOthers(ctx, a); err != nil {
		return nil, err
	}
	c := &a.posts
	c.mu.Lock()
	defer c.mu.Unlock()
	seq := a.engine.Fresh().Seq
	if c.now != nil && c.seq == seq && c.day == d.civil() {
		return c.now, nil
	}
	workers, err := a.engine.Rows(ctx, d.today(), "worker")
	if err != nil {
		return nil, Tidy(err)
	}
	teams, err := a.engine.Rows(ctx, d.today(), "team")
	if err != nil {
		return nil, Tidy(err)
	}
	now := &posts{workers: make(map[string]worker, len(workers)), teams: make(map[string]team, len(teams))}
	for _, w := range workers {
		one := worker{name: w.Text("name"), team: w.Text("team_id")}
		if left, ok := w["left_on"].(time.Time); ok {
			one.left = left.Format(time.DateOnly)
		}
		now.workers[w.Text("worker_id")] = one
	}
	for _, t := range teams {
		now.teams[t.Text("team_id")] = team{name: t.Text("name"), service: t.Text("service")}
	}
	c.seq, c.day, c.now = seq, d.civil(), now
	return now, nil
}
