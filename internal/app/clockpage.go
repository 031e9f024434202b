package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/engine"
	"heed/rulebook"
)

// ClockRef names one clock: a duty, whom it is about, and which occasion of theirs. A blank occasion is the most urgent.
type ClockRef struct{ Duty, Subject, Occasion string }

// ClockDetail is one clock with all that it takes to see why it stands as it does.
type ClockDetail struct {
	Asked

	Rule  *rulebook.Rule
	Clock Clock
	// Settings are the local numbers the duty asks for, as they stand in the authority.
	Settings []Setting
	// Evidence is what the duty looked at: each record type it reads, and how many records of it there are about the
	// subject.
	Evidence []Evidence
	// Others are the subject's other clocks of the same duty, the most urgent first.
	Others []Clock
}

// Evidence is how many records of one type a duty found about a subject.
type Evidence struct {
	Type, Title string
	N           int
	// Last is when the latest of them was recorded, zero where there is none.
	Last time.Time
}

// Clock gives one clock. Whoever may open the child's record may open the clock; one about no child is for those who
// see every child.
func (a *App) Clock(ctx context.Context, who Actor, q Question, ref ClockRef) (ClockDetail, error) {
	r := a.book.Rule(ref.Duty)
	if r == nil || r.Kind != rulebook.Duty {
		return ClockDetail{}, fmt.Errorf("%w: there is no duty %q", ErrNotFound, ref.Duty)
	}
	if err := a.allow(ctx, who, access.ListClocks, ref.Duty); err != nil {
		return ClockDetail{}, err
	}
	d, err := a.desk(ctx, who, q)
	if err != nil {
		return ClockDetail{}, tidy(err)
	}
	v := d.sight.stranger
	if r.AboutChild() {
		v = d.sight.of(ref.Subject)
	}
	if !v.read {
		return ClockDetail{}, a.refuse(ctx, who, access.ReadChild, ref.Subject, "one clock", v.reason)
	}
	if r.AboutChild() {
		ref.Subject = d.sight.people.First(ref.Subject)
	}
	detail := ClockDetail{Asked: d.asked, Rule: r}
	if err := a.fillClock(ctx, d, ref, &detail); err != nil {
		return ClockDetail{}, tidy(err)
	}
	return detail, a.logShown(ctx, who, access.ListClocks, ref.Subject, "clock of "+r.ID)
}

func (a *App) fillClock(ctx context.Context, d *desk, ref ClockRef, detail *ClockDetail) error {
	r := detail.Rule
	filter := engine.ClockFilter{Duty: r.ID}
	if r.AboutChild() {
		filter.Subject = ref.Subject
	}
	all, err := a.listClocks(ctx, d, filter)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(c Clock) bool { return c.Subject != ref.Subject })
	at := slices.IndexFunc(all, func(c Clock) bool { return ref.Occasion == "" || c.Occasion == ref.Occasion })
	if at < 0 {
		return fmt.Errorf("%w: there is no such clock on this day", ErrNotFound)
	}
	detail.Clock, detail.Others = all[at], slices.Delete(slices.Clone(all), at, at+1)
	if detail.Settings, err = a.settings(ctx, d.house, r); err != nil {
		return err
	}
	detail.Evidence, err = a.evidence(ctx, d, r, ref.Subject)
	return err
}

// evidence counts the records about a subject that a duty reads, itself or through its views.
func (a *App) evidence(ctx context.Context, d *desk, r *rulebook.Rule, subject string) ([]Evidence, error) {
	types := slices.DeleteFunc(d.engine.RecordTypes(r), func(id string) bool {
		t := a.catalogue.Type(id)
		return t == nil || t.About != r.Subject || t.Restricted && !d.sight.sensitive(subject)
	})
	found, err := d.engine.SubjectRows(ctx, d.q, []string{subject}, types...)
	if err != nil {
		return nil, err
	}
	list := make([]Evidence, 0, len(types))
	for _, id := range types {
		one := Evidence{Type: id, Title: a.catalogue.Type(id).Title, N: len(found[id])}
		for _, row := range found[id] {
			if at, ok := row["recorded_at"].(time.Time); ok && at.After(one.Last) {
				one.Last = at
			}
		}
		list = append(list, one)
	}
	return list, nil
}
