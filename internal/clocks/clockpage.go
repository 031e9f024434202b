package clocks

import (
	"context"
	"fmt"
	"slices"

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
	// Judges are the measures that judge the duty.
	Judges []rules.Judge
	// Evidence is what the duty looked at: each record type it reads, with the records of it about the subject. Absent says what is not there.
	Evidence []Evidence
	Absent   []string
	// Covers says what the records cover of the types that the duty hangs on, where that is why the clock stands as it does; else it is empty.
	Covers []Cover
	// Others are the subject's other clocks of the same duty, the most urgent first.
	Others []Clock
}

// Find gives one clock. Whoever may open the child's record may open the clock; one about no child is for those who may read its
// subject, as they see every child or as their role owns the duty.
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
	if err := mayOpen(ctx, in, r, ref); err != nil {
		return Detail{}, err
	}
	if r.AboutChild() {
		ref.Subject = in.Scope.People.First(ref.Subject)
	}
	detail := Detail{Asked: in.Asked, Rule: r, Judges: rules.Judges(ctx, s, r, in.Q.AsAt)}
	if err := fillClock(ctx, in, ref, &detail); err != nil {
		return Detail{}, door.Tidy(err)
	}
	return detail, s.Log(ctx, access.ListClocks, ref.Subject, "clock of "+r.ID)
}

// mayOpen gives the refusal of somebody who may not open a clock, and logs it.
func mayOpen(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, ref Ref) error {
	if !r.AboutChild() {
		if in.Scope.ReadsOther(r) {
			return nil
		}
		return in.Refuse(ctx, access.ReadSubject, ref.Subject, "clock of "+r.ID, "neither does your role cover the whole authority nor own this duty")
	}
	return in.OpenChild(ctx, ref.Subject, "one clock")
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
	if detail.Evidence, err = findEvidence(ctx, in, r, detail.Clock.Clock, ref.Subject); err != nil {
		return err
	}
	detail.Absent = absentWords(in, r, detail.Clock, detail.Evidence)
	return nil
}
