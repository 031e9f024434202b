package home

import (
	"context"
	"slices"
	"time"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// Tally is a number and the list of clocks that it is the length of.
type Tally struct {
	N    int
	List clocks.Filter
}

// Standing is how somebody's open clocks stand: what is late and can still be done, what falls due by the end of the week, what cannot be told,
// and the old gaps.
type Standing struct{ Late, Week, CannotTell, Gaps Tally }

// counted is how many open clocks there are, and how many of them fall due this week.
type counted struct {
	all, week []engine.ClockCount
	until     time.Time
	from      time.Time
}

// countOpen counts the open clocks of a filter, which begins from the actor's scope.
func countOpen(ctx context.Context, in *door.Inquiry, f engine.ClockFilter) (c counted, err error) {
	c.from, c.until = in.Q.AsAt, weekTo(in)
	f.Statuses = open
	if c.all, err = in.Engine.CountClocks(ctx, in.Q, f); err != nil {
		return c, err
	}
	f.Statuses, f.DueFrom, f.DueTo = coming, c.from, c.until
	c.week, err = in.Engine.CountClocks(ctx, in.Q, f)
	return c, err
}

// of narrows counts to those of one owner.
func (c counted) of(owner string) counted {
	other := func(n engine.ClockCount) bool { return n.OwnerID != owner }
	c.all, c.week = slices.DeleteFunc(slices.Clone(c.all), other), slices.DeleteFunc(slices.Clone(c.week), other)
	return c
}

// later is how many fall due after the week.
func (c counted) later() (later int) {
	for _, n := range c.all {
		if slices.Contains(coming, n.Status) {
			later += n.N
		}
	}
	for _, n := range c.week {
		later -= n.N
	}
	return later
}

// standing adds counts up. The lists are those of a filter, narrowed to each kind.
func (c counted) standing(f clocks.Filter) (s Standing) {
	for _, n := range c.all {
		switch {
		case n.Status == engine.Overdue && n.OldGap:
			s.Gaps.N += n.N
		case n.Status == engine.Overdue:
			s.Late.N += n.N
		case n.Status == engine.CannotTell:
			s.CannotTell.N += n.N
		}
	}
	for _, n := range c.week {
		s.Week.N += n.N
	}
	s.Late.List, s.Gaps.List, s.CannotTell.List, s.Week.List = f, f, f, f
	s.Late.List.Statuses, s.Late.List.Late = []clocks.Status{clocks.Overdue}, engine.LateDue
	s.Gaps.List.Statuses, s.Gaps.List.Late = []clocks.Status{clocks.Overdue}, engine.LateGaps
	s.CannotTell.List.Statuses = []clocks.Status{clocks.CannotTell}
	s.Week.List.Statuses, s.Week.List.DueFrom, s.Week.List.DueTo = coming, c.from, c.until
	return s
}

// open are the statuses of a clock that is not finished.
var open = []clocks.Status{engine.Overdue, engine.CannotTell, engine.DueSoon, engine.Running}

// coming are the statuses of a clock that falls due later.
var coming = []clocks.Status{engine.DueSoon, engine.Running}

// Own is the clocks that are the actor's own or, where nobody is named for them, their role's.
type Own struct {
	// Owns says that the rulebook gives clocks to the actor's role; nothing else is filled in where it does not.
	Owns bool
	Standing

	// Later falls due after the week, and of NotKnownYet the records end too early to say what became.
	Later, NotKnownYet Tally
	// Unfed are the duties of the role that nothing feeds.
	Unfed []*rulebook.Rule
	// Clocks are the most urgent of what is late, due soon or cannot be told, without old gaps.
	Clocks []clocks.Clock
}

// needing are the statuses that ask something of somebody.
var needing = []clocks.Status{engine.Overdue, engine.CannotTell, engine.DueSoon}

// ownShown is how many of their own clocks a leader's home lists.
const ownShown = 8

// ownOf gives the actor's own clocks.
func ownOf(ctx context.Context, in *door.Inquiry) (own Own, err error) {
	if !ownsDuties(in) {
		return own, nil
	}
	c, err := countOpen(ctx, in, mine(in))
	if err != nil {
		return own, err
	}
	own.Owns, own.Standing = true, c.standing(clocks.Filter{Mine: true})
	own.Later = Tally{N: c.later(), List: clocks.Filter{Mine: true, Statuses: coming, DueFrom: c.until.AddDate(0, 0, 1)}}
	own.NotKnownYet.List = clocks.Filter{Mine: true, Statuses: []clocks.Status{clocks.NotKnownYet}}
	unknown, err := in.Engine.CountClocks(ctx, in.Q, mine(in, clocks.NotKnownYet))
	if err != nil {
		return own, err
	}
	for _, n := range unknown {
		own.NotKnownYet.N += n.N
	}
	if own.Unfed, err = unfedOf(ctx, in); err != nil {
		return own, err
	}
	first := mine(in, needing...)
	first.Late, first.Limit = engine.LateDue, ownShown
	own.Clocks, err = clocks.Within(ctx, in, first)
	return own, err
}

// Unallocated is the open cases that are owed an allocated worker and have none, as the duty counts them.
type Unallocated struct {
	Tally

	// Overdue is how many of them are past the duty's time.
	Overdue int
	// Unknown says in a sentence why the records do not tell on the day whether anybody has no worker, blank where they do.
	Unknown string
}

// Words says how many of the open cases are past the duty's time.
func (u Unallocated) Words() string {
	const past = " past the time in which somebody is to be named."
	switch u.Overdue {
	case 0:
		return "None is" + past
	case u.N:
		return words.Either(u.N == 1, "It is", "All are") + past
	}
	return words.Count(u.Overdue, "is", "are") + past
}

// allocationDuty is the duty by which every open case has a named worker.
const allocationDuty = "case-allocation"

func unallocatedOf(ctx context.Context, in *door.Inquiry) (u Unallocated, err error) {
	if !in.Asked.WorkersKnown {
		u.Unknown = "The records do not cover who works with whom on this day."
		return u, nil
	}
	u.List = clocks.Filter{Duty: allocationDuty, Statuses: []clocks.Status{engine.Overdue, engine.DueSoon, engine.Running}}
	f := in.Scope.Clocks()
	f.Duty, f.Statuses = u.List.Duty, u.List.Statuses
	counts, err := in.Engine.CountClocks(ctx, in.Q, f)
	for _, c := range counts {
		u.N += c.N
		if c.Status == engine.Overdue {
			u.Overdue += c.N
		}
	}
	if err != nil || u.N > 0 {
		return u, err
	}
	reach, err := in.Engine.Reach(ctx, in.Q, allocationDuty)
	u.Unknown = door.ReachWords(reach) // of cases that are not held it is not said that all have a worker
	return u, err
}
