package home

import (
	"context"
	"fmt"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/disclosure"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/figures"
	"heed/internal/ledger"
	"heed/internal/listing"
	"heed/internal/words"
	"heed/rulebook"
)

// DirectorPage is what a director or a head of service sees first.
type DirectorPage struct {
	door.Asked

	// Scope says whose children it is about.
	Scope string
	// Needs are at most five things that wait for this person.
	Needs   []Need
	Figures []figures.KeyFigure
	Counts  map[clocks.Status]int
	Heat    Heat
	// Changed says what has moved, a line each.
	Changed []string
}

// Need is one thing that waits for somebody. Tag is a word or two on how it stands.
type Need struct {
	Title, Detail, Tag string
	// One of these says where it is seen: in a list of clocks, at a rule or at an import.
	Clocks       *clocks.Filter
	Rule, Import string
}

// Heat is where work is overdue: duties by teams.
type Heat struct {
	Teams  []listing.Choice
	Rows   []HeatRow
	Totals []int
	Total  int
}

// HeatRow is one duty of which something is overdue, with a cell for each team.
type HeatRow struct {
	Duty  *rulebook.Rule
	Cells []HeatCell
	Total int
}

// HeatCell is how many clocks of a duty are overdue in a team. Applies is false where the team has no clock of the duty.
type HeatCell struct {
	N       int
	Applies bool
}

// Director gives the home of those who answer for a service or the whole authority. The figures are the authority's;
// what is overdue is within the actor's scope.
func Director(ctx context.Context, s *door.Session) (DirectorPage, error) {
	if err := s.Allow(ctx, access.ListClocks, "home"); err != nil {
		return DirectorPage{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return DirectorPage{}, door.Tidy(err)
	}
	home, err := directorPage(ctx, in)
	if err != nil {
		return DirectorPage{}, door.Tidy(err)
	}
	return home, s.Log(ctx, access.ListClocks, "", "home as at "+in.Q.AsAt.Format(time.DateOnly))
}

func directorPage(ctx context.Context, in *door.Inquiry) (home DirectorPage, err error) {
	home = DirectorPage{Asked: in.Asked, Scope: in.ScopeWords(), Counts: map[clocks.Status]int{}}
	if home.Figures, err = headlineFigures(ctx, in); err != nil {
		return home, err
	}
	counts, err := in.Engine.CountClocks(ctx, in.Q, engine.ClockFilter{Subjects: in.Scope.Subjects})
	if err != nil {
		return home, err
	}
	for _, c := range counts {
		home.Counts[c.Status] += c.N
	}
	home.Heat = heatOf(in.Book(), counts, in.Asked.WorkersKnown)
	if home.Needs, err = needsOf(ctx, in, home); err != nil {
		return home, err
	}
	batches, err := in.Batches(ctx)
	if err != nil {
		return home, err
	}
	home.Changed = changedWords(in, batches, home)
	return home, nil
}

func headlineFigures(ctx context.Context, in *door.Inquiry) ([]figures.KeyFigure, error) {
	if err := in.Engine.ReadyFigures(ctx, in.Q, in.Book().Headlines()); err != nil {
		return nil, err
	}
	var list []figures.KeyFigure
	for _, r := range in.Book().Headlines() {
		k, err := figures.FindKey(ctx, in, r)
		if err != nil {
			return nil, err
		}
		list = append(list, k)
	}
	return list, nil
}

// heatOf lays overdue clocks out by duty and team. Children with no worker have a column of their own, the last.
func heatOf(book *rulebook.Book, counts []engine.ClockCount, workersKnown bool) (h Heat) {
	var teams listing.Tally
	for _, c := range counts {
		if c.TeamID != "" {
			teams.Add(c.TeamID, c.Team, 0)
		}
	}
	h = Heat{Teams: append(teams.List(), listing.Choice{Label: words.Either(workersKnown, "Not allocated", "Team not known")})}
	column := map[string]int{}
	for i, t := range h.Teams {
		column[t.Value] = i
	}
	h.Totals = make([]int, len(h.Teams))
	row := map[string]int{}
	for _, r := range book.Kind(rulebook.Duty) {
		row[r.ID] = len(h.Rows)
		h.Rows = append(h.Rows, HeatRow{Duty: r, Cells: make([]HeatCell, len(h.Teams))})
	}
	defer func() {
		h.Rows = slices.DeleteFunc(h.Rows, func(r HeatRow) bool { return r.Total == 0 })
		slices.SortStableFunc(h.Rows, func(x, y HeatRow) int { return y.Total - x.Total })
	}()
	for _, c := range counts {
		i, ok := row[c.Duty]
		if !ok {
			continue
		}
		j := column[c.TeamID]
		h.Rows[i].Cells[j].Applies = true
		if c.Status == engine.Overdue {
			h.Rows[i].Cells[j].N += c.N
			h.Rows[i].Total += c.N
			h.Totals[j] += c.N
			h.Teams[j].N += c.N
			h.Total += c.N
		}
	}
	return h
}

// changedWords says what has moved: the latest import, and the key figures that moved the most within a year.
func changedWords(in *door.Inquiry, batches []ledger.BatchInfo, home DirectorPage) []string {
	var list []string
	for _, b := range batches {
		if b.ID == in.Asked.LastImportBatch {
			list = append(list, fmt.Sprintf("The latest import, of %s, recorded %s and withdrew %s.",
				words.LongDate(door.Civil(b.At, true)), words.Count(b.Counts.Appended, "change"), words.Count(b.Counts.Withdrawn, "record")))
		}
	}
	for _, k := range home.Figures {
		if k.Rule.Unit == "%" && k.Change.Size > 0 {
			list = append(list, k.Rule.Title+": "+k.Change.Words+".")
		}
	}
	return list[:min(len(list), 5)]
}

// DutyTotal is how many clocks of a duty are overdue and open in a whole authority.
type DutyTotal struct {
	Duty          *rulebook.Rule
	Overdue, Open int
	// Hidden says that a number from 1 to 5 is not shown.
	Hidden bool
}

// MemberPage is what an elected member sees: totals, never children.
type MemberPage struct {
	door.Asked

	Figures []figures.KeyFigure
	// Duties are those of which something is open, the most overdue first.
	Duties []DutyTotal
}

// Member gives the home of those who see totals only.
func Member(ctx context.Context, s *door.Session) (MemberPage, error) {
	if err := s.Allow(ctx, access.ReadFigure, "home"); err != nil {
		return MemberPage{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return MemberPage{}, door.Tidy(err)
	}
	home := MemberPage{Asked: in.Asked}
	if home.Figures, err = headlineFigures(ctx, in); err != nil {
		return MemberPage{}, door.Tidy(err)
	}
	counts, err := in.Engine.CountClocks(ctx, in.Q, engine.ClockFilter{Statuses: open})
	if err != nil {
		return MemberPage{}, door.Tidy(err)
	}
	hides := !s.May(access.ReadFigureRows)
	for _, r := range s.Book().Kind(rulebook.Duty) {
		t := DutyTotal{Duty: r}
		for _, c := range counts {
			if c.Duty != r.ID {
				continue
			}
			t.Open += c.N
			if c.Status == engine.Overdue {
				t.Overdue += c.N
			}
		}
		if hides && (disclosure.Few(float64(t.Overdue)) || disclosure.Few(float64(t.Open)) || disclosure.Few(float64(t.Open-t.Overdue))) {
			t.Overdue, t.Open, t.Hidden = 0, 0, true
		}
		if t.Open > 0 || t.Hidden {
			home.Duties = append(home.Duties, t)
		}
	}
	slices.SortStableFunc(home.Duties, func(x, y DutyTotal) int { return y.Overdue - x.Overdue })
	return home, s.Log(ctx, access.ReadFigure, "", "home as at "+in.Q.AsAt.Format(time.DateOnly))
}
