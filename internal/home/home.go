package home

import (
	"context"
	"fmt"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/rulebook"
)

// WorkerPage is what somebody who works with children, or whose role owns duties, sees first: their own clocks, by what can still be
// done.
type WorkerPage struct {
	door.Asked

	// Late can still be done, Today falls due on the day asked about, Week within the five working days after it, and of what
	// Untold holds nobody can say how it stands.
	Late, Today, Week, Untold Section
	// Gaps are overdue for so long that they are gaps in the record, Later falls due after the week, and what became of NotKnownYet
	// the records end too early to say.
	Gaps, Later, NotKnownYet Section
	// WeekTo is the last day of the week.
	WeekTo time.Time
	// Met and MetLate count what was done in the last seven days.
	Met, MetLate Section
	// Children are those the person works with; Quiet, how many of them have nothing late, due by WeekTo, untold or not known yet.
	Children, Quiet int
	// OwnsDuties says that the person's role owns duties of the rulebook: what nobody is named for is theirs.
	OwnsDuties bool
	// Unfed are the duties of the person's role that nothing feeds.
	Unfed []*rulebook.Rule
	// HiddenN is how many clocks are of restricted records that the person has no grant for.
	HiddenN int
}

// weekDays is how many working days a week has, and doneDays how many days back is lately.
const weekDays, doneDays = 5, 7

// Worker gives the home of a person who has clocks of their own.
func Worker(ctx context.Context, s *door.Session) (WorkerPage, error) {
	if err := s.Allow(ctx, access.ListClocks, "home"); err != nil {
		return WorkerPage{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return WorkerPage{}, door.Tidy(err)
	}
	home, err := workerPage(ctx, in)
	if err != nil {
		return WorkerPage{}, door.Tidy(err)
	}
	n := home.Late.N + home.Today.N + home.Week.N + home.Untold.N
	return home, s.Log(ctx, access.ListClocks, "", fmt.Sprintf("home as at %s: %d clocks", in.Q.AsAt.Format(time.DateOnly), n))
}

func workerPage(ctx context.Context, in *door.Inquiry) (WorkerPage, error) {
	home := WorkerPage{Asked: in.Asked, WeekTo: weekTo(in), OwnsDuties: ownsDuties(in)}
	home.sections(in.Q.AsAt)
	found, err := in.Engine.ListClocks(ctx, in.Q, mine(in, notDone...))
	if err != nil {
		return home, err
	}
	open := home.open()
	busy := map[string]bool{}
	for _, c := range found {
		i := slices.IndexFunc(open, func(s *Section) bool { return s.holds(c) })
		if i < 0 {
			return home, fmt.Errorf("no part of the page holds a clock of %s that is %s", c.Duty, c.Status)
		}
		open[i].add(in, c)
		if in.RefOf(in.Book().Rule(c.Duty), c.Subject, in.Q.AsAt).Hidden {
			home.HiddenN++
		}
		busy[subjectKey(c)] = busy[subjectKey(c)] || i < firstQuiet || c.Status == engine.NotKnownYet
	}
	home.cut()
	for _, p := range in.Scope.Readable() {
		if slices.Contains(p.WorkerIDs, in.Who.ID) {
			home.Children++
			if !busy["child "+p.Subject] {
				home.Quiet++
			}
		}
	}
	if err := home.countDone(ctx, in); err != nil {
		return home, err
	}
	if home.Unfed, err = unfedOf(ctx, in); err != nil {
		return home, err
	}
	return home, home.dress(ctx, in)
}

// weekTo is the last of the five working days after the day asked about, or seven days on where no calendar reaches so far.
func weekTo(in *door.Inquiry) time.Time {
	if day := in.Calendar().LastWithin(in.Q.AsAt, weekDays); !day.IsZero() {
		return day
	}
	return in.Q.AsAt.AddDate(0, 0, 7)
}

func ownsDuties(in *door.Inquiry) bool {
	return slices.ContainsFunc(in.Book().Kind(rulebook.Duty), func(r *rulebook.Rule) bool { return r.Owner == string(in.Who.Role) })
}

// mine is the filter of the clocks of some statuses that are a person's own, within their scope.
func mine(in *door.Inquiry, statuses ...clocks.Status) engine.ClockFilter {
	f := in.Scope.Clocks()
	f.Mine, f.Statuses = clocks.Holder(in), statuses
	return f
}

// notDone are the statuses of a clock that still asks something of somebody, or may.
var notDone = slices.DeleteFunc(slices.Clone(engine.Statuses), engine.Status.Done)

func (home *WorkerPage) countDone(ctx context.Context, in *door.Inquiry) error {
	f := mine(in, engine.Met, engine.MetLate)
	f.DoneSince = home.Met.Filter.DoneSince
	counts, err := in.Engine.CountClocks(ctx, in.Q, f)
	for _, c := range counts {
		if c.Status == engine.Met {
			home.Met.N += c.N
		} else {
			home.MetLate.N += c.N
		}
	}
	return err
}

// dress dresses the clocks that are shown, and says of their children when they were last seen.
func (home *WorkerPage) dress(ctx context.Context, in *door.Inquiry) error {
	var ids []string
	for _, s := range home.open() {
		for _, c := range s.first {
			row := WorkRow{Clock: clocks.Dress(in, c)}
			if id := row.Child.ID; id != "" && row.Child.Kind == "" {
				ids = append(ids, id)
				if p, _ := in.Scope.People.Find(id); p.WorkerID != in.Who.ID {
					row.Worker = p.Worker
				}
			}
			s.Rows = append(s.Rows, row)
		}
	}
	slices.Sort(ids)
	standing, err := children.Standings(ctx, in, slices.Compact(ids))
	if err != nil {
		return err
	}
	for _, s := range home.open() {
		for i, row := range s.Rows {
			s.Rows[i].Seen = standing[row.Child.ID].Seen
		}
	}
	return nil
}
