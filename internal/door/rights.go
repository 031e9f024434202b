package door

import (
	"context"
	"time"

	"heed/catalogue"
	"heed/internal/engine"
)

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

// rightsOf gives an authority's rights up to the ledger's last entry.
func (d *Door) rightsOf(ctx context.Context, a *authority) (*rights, error) {
	return a.rights.upTo(ctx, d, a.code, func(after int64, was rights) (now rights, changed bool, err error) {
		var some, more bool
		if now.restrictions, some, err = latest(ctx, d, a.code, catalogue.RecordRestriction, after, was.restrictions, rightOf); err == nil {
			now.grants, more, err = latest(ctx, d, a.code, catalogue.RecordGrant, after, was.grants, rightOf)
		}
		return now, some || more, err
	})
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
