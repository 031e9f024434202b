package clocks

import (
	"context"
	"fmt"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/rules"
	"heed/rulebook"
)

// Ref names one clock: a duty, whom it is about, and which occasion of theirs. A blank occasion is the most urgent.
type Ref struct{ Duty, Subject, Occasion string }

// Detail is one clock with all that it takes to see why it stands as it does.
type Detail struct {
	door.Asked

	Rule  *rulebook.Rule
	Clock Clock
	// Settings are the local numbers the duty asks for, as they stand in the authority.
	Settings []rules.Setting
	// Evidence is what the duty looked at: each record type it reads, and how many records of it there are about the
	// subject.
	Evidence []Evidence
	// Covers says what the records cover of the types that the duty hangs on, where that is why the clock stands as it does; else it is empty.
	Covers []Cover
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

// Find gives one clock. Whoever may open the child's record may open the clock; one about no child is for those who
// see every child.
func Find(ctx context.Context, s *door.Session, ref Ref) (Detail, error) {
	r := s.Book().Rule(ref.Duty)
	if r == nil || r.Kind != rulebook.Duty {
		return Detail{}, fmt.Errorf("%w: there is no duty %q", door.ErrNotFound, ref.Duty)
	}
	if err := s.Allow(ctx, access.ListClocks, ref.Duty); err != nil {
		return Detail{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return Detail{}, door.Tidy(err)
	}
	v := in.Scope.Stranger
	if r.AboutChild() {
		v = in.Scope.Of(ref.Subject)
	}
	if !v.Read {
		return Detail{}, s.Refuse(ctx, access.ReadChild, ref.Subject, "one clock", v.Reason)
	}
	if r.AboutChild() {
		ref.Subject = in.Scope.People.First(ref.Subject)
	}
	detail := Detail{Asked: in.Asked, Rule: r}
	if err := fillClock(ctx, in, ref, &detail); err != nil {
		return Detail{}, door.Tidy(err)
	}
	return detail, s.Log(ctx, access.ListClocks, ref.Subject, "clock of "+r.ID)
}

func fillClock(ctx context.Context, in *door.Inquiry, ref Ref, detail *Detail) error {
	r := detail.Rule
	filter := engine.ClockFilter{Duty: r.ID}
	if r.AboutChild() {
		filter.Subject = ref.Subject
	}
	all, err := Within(ctx, in, filter)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(c Clock) bool { return c.Subject != ref.Subject })
	at := slices.IndexFunc(all, func(c Clock) bool { return ref.Occasion == "" || c.Occasion == ref.Occasion })
	if at < 0 {
		return fmt.Errorf("%w: there is no such clock on this day", door.ErrNotFound)
	}
	detail.Clock, detail.Others = all[at], slices.Delete(slices.Clone(all), at, at+1)
	if detail.Settings, err = rules.FindSettings(ctx, in, r); err != nil {
		return err
	}
	if beyondRecords(detail.Clock.Clock) {
		if detail.Covers, err = listCovers(ctx, in, r); err != nil {
			return err
		}
	}
	detail.Evidence, err = findEvidence(ctx, in, r, ref.Subject)
	return err
}

// findEvidence counts the records about a subject that a duty reads, itself or through its views.
func findEvidence(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, subject string) ([]Evidence, error) {
	types := slices.DeleteFunc(in.Engine.RecordTypes(r), func(id string) bool {
		t := in.Catalogue().Type(id)
		return t == nil || t.About != r.Subject || t.Restricted && !in.Scope.Sensitive(subject)
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
