package home

import (
	"context"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/disclosure"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/figures"
	"heed/rulebook"
)

// MemberPage is what an elected member sees: totals, never children. Its promises are those of the year to the latest quarter that is published,
// whatever quarter is asked about: two years that overlap would tell how many were kept in the months by which they differ.
type MemberPage struct {
	door.Asked

	Figures []figures.KeyFigure
	// QuarterEnd is the last day of the year that the promises are of.
	QuarterEnd time.Time
	// Waiting says that the promises are still being worked out.
	Waiting bool
	// Promises are the duties of which something fell due in the year, those in which a child may come to the greatest harm first, and
	// of these the least kept.
	Promises []Promise
}

// Promise is how often a duty was kept in time, in a year and in the one before.
type Promise struct {
	Duty      *rulebook.Rule
	Now, Then Kept
}

// Kept is how often a promise was kept in time, of how often that is known, in one period.
type Kept struct {
	InTime, Of int
	// Hidden says that the numbers are so small that a child could be told by them; Unknown, why there are none.
	Hidden  bool
	Unknown string
}

// Share gives the percentage that was kept in time. ok is false where there is none to show.
func (k Kept) Share() (percent float64, ok bool) {
	if k.Hidden || k.Unknown != "" || k.Of == 0 {
		return 0, false
	}
	return 100 * float64(k.InTime) / float64(k.Of), true
}

// mostUntold is the share of a promise's clocks, in hundredths, of which it may not be known whether they were kept: with more, there is
// no number.
const mostUntold = 10

// Member gives the home of those who see totals only.
func Member(ctx context.Context, s *door.Session) (MemberPage, error) {
	if err := s.Allow(ctx, access.ReadFigure, "home"); err != nil {
		return MemberPage{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return MemberPage{}, door.Tidy(err)
	}
	home := MemberPage{Asked: in.Asked, QuarterEnd: in.Q.AsAt}
	if home.Figures, err = keyFigures(ctx, in, figures.FindKey); err != nil {
		return MemberPage{}, door.Tidy(err)
	}
	if home.Promises, home.Waiting, err = promises(ctx, in); err != nil {
		return MemberPage{}, door.Tidy(err)
	}
	return home, s.Log(ctx, access.ReadFigure, "", "home as at "+in.Asked.AsAt.Format(time.DateOnly))
}

// yearTo gives the first day of the year that ends with a quarter.
func yearTo(end time.Time) time.Time {
	return time.Date(end.Year()-1, end.Month()+1, 1, 0, 0, 0, 0, time.UTC)
}

// promises counts, for every duty, how often it was kept of what fell due in the year to the quarter that is published and in the year before.
func promises(ctx context.Context, in *door.Inquiry) (list []Promise, waiting bool, err error) {
	if !in.Engine.BeginClocks(in.Q) {
		return nil, true, nil
	}
	from := yearTo(in.Q.AsAt)
	now, err := keptBetween(ctx, in, from, in.Q.AsAt)
	if err != nil {
		return nil, false, err
	}
	then, err := keptBetween(ctx, in, from.AddDate(-1, 0, 0), from.AddDate(0, 0, -1))
	if err != nil {
		return nil, false, err
	}
	for _, r := range in.Book().Kind(rulebook.Duty) {
		if p := (Promise{Duty: r, Now: now[r.ID], Then: then[r.ID]}); p.Now.Of > 0 || p.Now.Hidden || p.Now.Unknown != "" {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, byHarm)
	return list, false, nil
}

// byHarm sets the promise before in which a child may come to greater harm and, of two alike, the one that is kept less. One without a number
// comes after those that have one.
func byHarm(a, b Promise) int {
	x, hasX := a.Now.Share()
	y, hasY := b.Now.Share()
	harm := slices.Index(rulebook.Harms, a.Duty.Harm) - slices.Index(rulebook.Harms, b.Duty.Harm)
	switch {
	case hasX != hasY && hasX:
		return -1
	case hasX != hasY:
		return 1
	case harm != 0:
		return harm
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// keptBetween counts by duty how often what fell due between two days was kept in time.
func keptBetween(ctx context.Context, in *door.Inquiry, from, to time.Time) (map[string]Kept, error) {
	counts, err := in.Engine.CountClocks(ctx, in.Q, engine.ClockFilter{DueFrom: from, DueTo: to})
	if err != nil {
		return nil, err
	}
	var t keeping
	for _, c := range counts {
		t.add(c.Duty, c.Status, c.N)
	}
	return t.kept(), nil
}

// keeping adds up how often promises were kept, were not, and how often nobody can tell.
type keeping struct{ inTime, not, untold map[string]int }

func (t *keeping) add(name string, status clocks.Status, n int) {
	if t.inTime == nil {
		t.inTime, t.not, t.untold = map[string]int{}, map[string]int{}, map[string]int{}
	}
	switch status {
	case clocks.Met:
		t.inTime[name] += n
	case clocks.MetLate, clocks.Missed, clocks.Overdue:
		t.not[name] += n
	case clocks.CannotTell, clocks.NotKnownYet, clocks.BeforeRecords:
		t.untold[name] += n
	case clocks.NotOwed, clocks.Excused, clocks.DueSoon, clocks.Running:
	}
}

// kept gives each promise's numbers, hidden where they are small.
func (t *keeping) kept() map[string]Kept {
	found := map[string]Kept{}
	for _, names := range []map[string]int{t.inTime, t.not, t.untold} {
		for name := range names {
			found[name] = keptOf(t.inTime[name], t.not[name], t.untold[name])
		}
	}
	return found
}

// untoldWords says that there is no number, as too many cannot be told.
const untoldWords = "the records do not tell"

func keptOf(inTime, not, untold int) Kept {
	switch all := inTime + not + untold; {
	case untold*100 > mostUntold*all:
		return Kept{Unknown: untoldWords}
	case disclosure.Small(disclosure.Cell{Counts: []int{inTime + not, inTime, not}}):
		return Kept{Hidden: true}
	}
	return Kept{InTime: inTime, Of: inTime + not}
}
