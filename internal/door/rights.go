package door

import (
	"context"
	"fmt"
	"sync"
	"time"

	"heed/catalogue"
	"heed/internal/engine"
)

// rightsCache keeps an authority's restrictions and grants as far as the ledger has been read. They are read from the ledger and not from
// the engine: they hold for the next decision from the moment when they are recorded, in every process, whatever is being imported
// or worked in meanwhile.
type rightsCache struct {
	mu sync.Mutex
	// to is the last entry read; now is nil before the first reading.
	to  int64
	now *rights
}

// rights are the restrictions and grants that stand. They do not change; what is recorded makes others.
type rights struct{ restrictions, grants map[string]right }

// right is one restriction or grant, by its record.
type right struct {
	child, worker string
	// from and until are civil days, until zero where it has no end: that day it holds no more.
	from, until string
}

// holds says whether it holds on a day.
func (r right) holds(day string) bool {
	return r.from <= day && (r.until == "" || r.until > day)
}

// rightsOf gives an authority's rights up to the ledger's last entry. Where nothing has been recorded since, that costs one question after the
// number of that entry.
func (d *Door) rightsOf(ctx context.Context, a *authority) (*rights, error) {
	last, err := d.ledger.LastSeq(ctx, a.code)
	if err != nil {
		return nil, fmt.Errorf("asking the ledger for its last entry: %w", err)
	}
	c := &a.rights
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now != nil && last <= c.to {
		return c.now, nil
	}
	restrictions, grants := map[string]right{}, map[string]right{}
	if c.now != nil {
		restrictions, grants = c.now.restrictions, c.now.grants
	}
	restrictions, some, err := latest(ctx, d, a.code, catalogue.RecordRestriction, c.to, restrictions, rightOf)
	if err != nil {
		return nil, err
	}
	grants, more, err := latest(ctx, d, a.code, catalogue.RecordGrant, c.to, grants, rightOf)
	if err != nil {
		return nil, err
	}
	if c.to = last; c.now == nil || some || more {
		c.now = &rights{restrictions, grants}
	}
	return c.now, nil
}

// held is what rights say of one child on a day.
type held struct {
	restricted bool
	granted    []string
}

// on gives what the rights say on a day, by the number that each child goes by: a restriction or a grant under any number holds for all of
// the child's.
func (r *rights) on(day time.Time, people *engine.People) map[string]held {
	civil := day.Format(time.DateOnly)
	by := map[string]held{}
	for _, restriction := range r.restrictions {
		if restriction.holds(civil) {
			h := by[people.First(restriction.child)]
			h.restricted = true
			by[people.First(restriction.child)] = h
		}
	}
	for _, grant := range r.grants {
		if grant.holds(civil) {
			h := by[people.First(grant.child)]
			h.granted = append(h.granted, grant.worker)
			by[people.First(grant.child)] = h
		}
	}
	return by
}

// rightOf reads one restriction or grant.
func rightOf(r said) right {
	return right{child: r.Subject, worker: r.value("worker_id"), from: r.value("started_on"), until: r.value("ended_on")}
}
