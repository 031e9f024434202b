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

// DirectorHome is what a director or a head of service sees first.
type DirectorHome struct {
	Asked

	// Scope says whose children it is about.
	Scope string
	// Needs are at most five things that wait for this person.
	Needs   []Need
	Figures []KeyFigure
	Counts  map[Status]int
	Heat    Heat
	// Changed says what has moved, a line each.
	Changed []string
}

// Need is one thing that waits for somebody. Tag is a word or two on how it stands; Link is a page's path.
type Need struct{ Title, Detail, Tag, Link string }

// Heat is where work is overdue: duties by teams.
type Heat struct {
	Teams  []Choice
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

// DirectorHome gives the home of those who answer for a service or the whole authority. The figures are the authority's;
// what is overdue is within the actor's scope.
func (a *App) DirectorHome(ctx context.Context, who Actor, q Question) (DirectorHome, error) {
	if err := a.allow(ctx, who, access.ListClocks, "home"); err != nil {
		return DirectorHome{}, err
	}
	d, err := a.desk(ctx, who, q)
	if err != nil {
		return DirectorHome{}, tidy(err)
	}
	home := DirectorHome{Asked: d.asked, Scope: d.scope(), Counts: map[Status]int{}}
	if home.Figures, err = a.keyFigures(ctx, d); err != nil {
		return DirectorHome{}, tidy(err)
	}
	counts, err := d.engine.CountClocks(ctx, d.q, engine.ClockFilter{Subjects: d.sight.subjects})
	if err != nil {
		return DirectorHome{}, tidy(err)
	}
	for _, c := range counts {
		home.Counts[c.Status] += c.N
	}
	home.Heat = a.heat(counts)
	if home.Needs, err = a.needs(ctx, d, home); err != nil {
		return DirectorHome{}, tidy(err)
	}
	home.Changed = a.changed(d, home)
	return home, a.logShown(ctx, who, access.ListClocks, "", "home as at "+d.q.AsAt.Format(time.DateOnly))
}

func (a *App) keyFigures(ctx context.Context, d *desk) ([]KeyFigure, error) {
	var list []KeyFigure
	for _, r := range a.book.Headlines() {
		k, err := a.keyFigure(ctx, d, r)
		if err != nil {
			return nil, err
		}
		list = append(list, k)
	}
	return list, nil
}

// heat lays overdue clocks out by duty and team. Children with no worker have a column of their own, the last.
func (a *App) heat(counts []engine.ClockCount) (h Heat) {
	var teams tally
	for _, c := range counts {
		if c.TeamID != "" {
			teams.add(c.TeamID, c.Team, 0)
		}
	}
	h = Heat{Teams: append(teams.list(), Choice{Label: "Not allocated"})}
	column := map[string]int{}
	for i, t := range h.Teams {
		column[t.Value] = i
	}
	h.Totals = make([]int, len(h.Teams))
	row := map[string]int{}
	for _, r := range a.book.Kind(rulebook.Duty) {
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

// changed says what has moved: the latest import, and the key figures that moved the most within a year.
func (a *App) changed(d *desk, home DirectorHome) []string {
	var list []string
	d.imports.mu.Lock()
	defer d.imports.mu.Unlock()
	for _, b := range d.imports.list {
		if b.ID == d.asked.LastImportBatch {
			list = append(list, fmt.Sprintf("The latest import, of %s, recorded %s and withdrew %s.",
				longDate(civil(b.At, true)), count(b.Counts.Appended, "change"), count(b.Counts.Withdrawn, "record")))
		}
	}
	for _, k := range home.Figures {
		if k.Change != "" && k.Rule.Unit == "%" && k.Change != "the same as a year ago" {
			list = append(list, k.Rule.Title+": "+k.Change+".")
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

// MemberHome is what an elected member sees: totals, never children.
type MemberHome struct {
	Asked

	Figures []KeyFigure
	// Duties are those of which something is open, the most overdue first.
	Duties []DutyTotal
}

// MemberHome gives the home of those who see totals only.
func (a *App) MemberHome(ctx context.Context, who Actor, q Question) (MemberHome, error) {
	if err := a.allow(ctx, who, access.ReadFigure, "home"); err != nil {
		return MemberHome{}, err
	}
	d, err := a.desk(ctx, who, q)
	if err != nil {
		return MemberHome{}, tidy(err)
	}
	home := MemberHome{Asked: d.asked}
	if home.Figures, err = a.keyFigures(ctx, d); err != nil {
		return MemberHome{}, tidy(err)
	}
	counts, err := d.engine.CountClocks(ctx, d.q, engine.ClockFilter{Statuses: open})
	if err != nil {
		return MemberHome{}, tidy(err)
	}
	hides := !a.May(who, access.ReadFigureRows)
	for _, r := range a.book.Kind(rulebook.Duty) {
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
		if hides && (few(float64(t.Overdue)) || few(float64(t.Open)) || few(float64(t.Open-t.Overdue))) {
			t.Overdue, t.Open, t.Hidden = 0, 0, true
		}
		if t.Open > 0 || t.Hidden {
			home.Duties = append(home.Duties, t)
		}
	}
	slices.SortStableFunc(home.Duties, func(x, y DutyTotal) int { return y.Overdue - x.Overdue })
	return home, a.logShown(ctx, who, access.ReadFigure, "", "home as at "+d.q.AsAt.Format(time.DateOnly))
}
