package home

import (
	"cmp"
	"slices"
	"time"

	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
)

// Section is one part of a person's own clocks.
type Section struct {
	// Filter is the list that has exactly these clocks, and N how many they are.
	Filter clocks.Filter
	N      int
	// Children is how many children they are about, Others how many subjects that are none.
	Children, Others int
	// Rows are the first of them, at most rowsAtHome: the most urgent or, of what is due later, the next.
	Rows []WorkRow

	first    []engine.Clock
	subjects map[string]bool
}

// WorkRow is one clock with what is known of the child.
type WorkRow struct {
	clocks.Clock

	// Seen is when the child was last seen, nothing for what is no child and where it may not be shown.
	Seen children.Seen
	// Worker is the child's own worker, blank where that is the person who asks or nobody.
	Worker string
}

// rowsAtHome is how many clocks of a section a home holds, shown or folded.
const rowsAtHome = 20

// firstQuiet is the first of the open sections that asks nothing of anybody for now.
const firstQuiet = 4

// open lists the parts that hold what is not done, those that ask most first.
func (home *WorkerPage) open() []*Section {
	return []*Section{&home.Late, &home.Today, &home.Week, &home.Untold, &home.Gaps, &home.Later, &home.NotKnownYet}
}

// sections says what each part holds, for a day. Together they hold every clock that is not done, each once.
func (home *WorkerPage) sections(asAt time.Time) {
	of := func(f clocks.Filter, statuses ...clocks.Status) Section {
		f.Mine, f.Statuses = true, statuses
		return Section{Filter: f, subjects: map[string]bool{}}
	}
	home.Late = of(clocks.Filter{Late: engine.LateDue}, engine.Overdue)
	home.Gaps = of(clocks.Filter{Late: engine.LateGaps}, engine.Overdue)
	home.Today = of(clocks.Filter{DueFrom: asAt, DueTo: asAt}, engine.DueSoon, engine.Running)
	home.Week = of(clocks.Filter{DueFrom: asAt.AddDate(0, 0, 1), DueTo: home.WeekTo}, engine.DueSoon, engine.Running)
	home.Later = of(clocks.Filter{DueFrom: home.WeekTo.AddDate(0, 0, 1)}, engine.DueSoon, engine.Running)
	home.Untold = of(clocks.Filter{}, engine.CannotTell)
	home.NotKnownYet = of(clocks.Filter{}, engine.NotKnownYet)
	lately := clocks.Filter{DoneSince: asAt.AddDate(0, 0, -doneDays)}
	home.Met, home.MetLate = of(lately, engine.Met), of(lately, engine.MetLate)
}

// holds says whether a clock belongs in the part, as its filter does.
func (s *Section) holds(c engine.Clock) bool {
	f, due := s.Filter, door.Civil(c.Due, c.Timed)
	switch {
	case !slices.Contains(f.Statuses, c.Status):
		return false
	case f.Late == engine.LateDue && c.OldGap, f.Late == engine.LateGaps && !c.OldGap:
		return false
	case !f.DueFrom.IsZero() && due.Before(f.DueFrom), !f.DueTo.IsZero() && due.After(f.DueTo):
		return false
	}
	return true
}

func (s *Section) add(in *door.Inquiry, c engine.Clock) {
	s.N++
	if key := subjectKey(c); !s.subjects[key] {
		s.subjects[key] = true
		if r := in.Book().Rule(c.Duty); r == nil || r.AboutChild() {
			s.Children++
		} else {
			s.Others++
		}
	}
	s.first = append(s.first, c)
}

// subjectKey names a subject, whose number another of another kind may have too.
func subjectKey(c engine.Clock) string { return c.About + " " + c.Subject }

// cut keeps those clocks that are shown. Of what cannot be told, those come first of which it is known what to add; of what is due later,
// the next. What is not known yet is counted only.
func (home *WorkerPage) cut() {
	slices.SortStableFunc(home.Untold.first, func(a, b engine.Clock) int { return cmp.Compare(unfed(a), unfed(b)) })
	slices.SortStableFunc(home.Later.first, func(a, b engine.Clock) int { return a.Due.Compare(b.Due) })
	home.NotKnownYet.first = nil
	for _, s := range home.open() {
		s.first = s.first[:min(len(s.first), rowsAtHome)]
	}
}

// unfed is 1 for a clock that cannot be told as no source holds what would show it done, so that no date can be added.
func unfed(c engine.Clock) int {
	if c.Missing == engine.NothingFeeds {
		return 1
	}
	return 0
}
