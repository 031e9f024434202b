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

// FindClock gives one clock. Whoever may open the child's record may open the clock; one about no child is for those who
// see every child.
func FindClock(ctx context.Context, s *Session, ref ClockRef) (ClockDetail, error) {
	r := s.Book().Rule(ref.Duty)
	if r == nil || r.Kind != rulebook.Duty {
		return ClockDetail{}, fmt.Errorf("%w: there is no duty %q", ErrNotFound, ref.Duty)
	}
	if err := s.Allow(ctx, access.ListClocks, ref.Duty); err != nil {
		return ClockDetail{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return ClockDetail{}, Tidy(err)
	}
	v := in.Scope.stranger
	if r.AboutChild() {
		v = in.Scope.of(ref.Subject)
	}
	if !v.read {
		return ClockDetail{}, s.Refuse(ctx, access.ReadChild, ref.Subject, "one clock", v.reason)
	}
	if r.AboutChild() {
		ref.Subject = in.Scope.people.First(ref.Subject)
	}
	detail := ClockDetail{Asked: in.Asked, Rule: r}
	if err := fillClock(ctx, in, ref, &detail); err != nil {
		return ClockDetail{}, Tidy(err)
	}
	return detail, s.Log(ctx, access.ListClocks, ref.Subject, "clock of "+r.ID)
}

func fillClock(ctx context.Context, in *Inquiry, ref ClockRef, detail *ClockDetail) error {
	r := detail.Rule
	filter := engine.ClockFilter{Duty: r.ID}
	if r.AboutChild() {
		filter.Subject = ref.Subject
	}
	all, err := listClocks(ctx, in, filter)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(c Clock) bool { return c.Subject != ref.Subject })
	at := slices.IndexFunc(all, func(c Clock) bool { return ref.Occasion == "" || c.Occasion == ref.Occasion })
	if at < 0 {
		return fmt.Errorf("%w: there is no such clock on this day", ErrNotFound)
	}
	detail.Clock, detail.Others = all[at], slices.Delete(slices.Clone(all), at, at+1)
	if detail.Settings, err = findSettings(ctx, in, r); err != nil {
		return err
	}
	detail.Evidence, err = findEvidence(ctx, in, r, ref.Subject)
	return err
}

// findEvidence counts the records about a subject that a duty reads, itself or through its views.
func findEvidence(ctx context.Context, in *Inquiry, r *rulebook.Rule, subject string) ([]Evidence, error) {
	types := slices.DeleteFunc(in.Engine.RecordTypes(r), func(id string) bool {
		t := in.Catalogue().Type(id)
		return t == nil || t.About != r.Subject || t.Restricted && !in.Scope.sensitive(subject)
	})
	found, err := in.Engine.SubjectRows(ctx, in.Q, []string{subject}, types...)
	if err != nil {
		return nil, err
	}
	list := make([]Evidence, 0, len(types))
	for _, id := range types {
		one := Evidence{Type: id, Title: in.Catalogue().Type(id).Title, N: len(found[id])}
		for _, row := range found[id] {
			if at, ok := row["recorded_at"].(time.Time); ok && at.After(one.Last) {
				one.Last = at
			}
		}
		list = append(list, one)
	}
	return list, nil
}
