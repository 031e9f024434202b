package door

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"heed/catalogue"
	"heed/internal/engine"
	"heed/internal/ledger"
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
	restrictions, some, err := d.readRights(ctx, a.code, catalogue.RecordRestriction, c.to, restrictions)
	if err != nil {
		return nil, err
	}
	grants, more, err := d.readRights(ctx, a.code, catalogue.RecordGrant, c.to, grants)
	if err != nil {
		return nil, err
	}
	if c.to = last; c.now == nil || some || more {
		c.now = &rights{restrictions, grants}
	}
	return c.now, nil
}

// readRights adds what has been recorded of a type after an entry to what stood then, which stays as it is. changed says that there was any.
// A record that cannot be read is an error: nobody is let in by mistake.
func (d *Door) readRights(ctx context.Context, authority, recordType string, after int64, was map[string]right) (now map[string]right, changed bool, err error) {
	entries, err := d.ledger.TypeEntries(ctx, authority, recordType, after)
	if err != nil || len(entries) == 0 {
		return was, false, err
	}
	now = make(map[string]right, len(was)+len(entries))
	maps.Copy(now, was)
	t := d.catalogue.Type(recordType)
	for _, e := range entries {
		if e.Withdrawn {
			delete(now, e.RecordID)
			continue
		}
		if now[e.RecordID], err = rightOf(t, e); err != nil {
			return nil, false, fmt.Errorf("reading a %s: %w", recordType, err)
		}
	}
	return now, true, nil
}

// rightOf reads one restriction or grant.
func rightOf(t *catalogue.Type, e ledger.Entry) (right, error) {
	values, err := t.Values(e.Body)
	if err != nil {
		return right{}, err
	}
	value := func(field string) string {
		if i := t.Index(field); i >= 0 {
			return values[i]
		}
		return ""
	}
	return right{child: e.Subject, worker: value("worker_id"), from: value("started_on"), until: value("ended_on")}, nil
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
