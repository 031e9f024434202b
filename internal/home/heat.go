package home

import (
	"slices"

	"heed/internal/clocks"
	"heed/internal/engine"
	"heed/internal/listing"
	"heed/internal/words"
	"heed/rulebook"
)

// Heat is where work is late and can still be done: duties by teams.
type Heat struct {
	Teams  []listing.Choice
	Rows   []HeatRow
	Totals []int
	Total  int
	// List is the list of all that is counted; narrowed to a duty and a team it is that of a cell.
	List clocks.Filter
	// Teamless says that some of it is of duties about no child, which have no team and are in no column.
	Teamless bool
}

// HeatRow is one duty of which something is late, with a cell for each team.
type HeatRow struct {
	Duty  *rulebook.Rule
	Cells []HeatCell
	Total int
}

// HeatCell is how many clocks of a duty are late in a team. Applies is false where the team has no clock of the duty.
type HeatCell struct {
	N       int
	Applies bool
}

// heatOf lays out by duty and team what is overdue and can still be done. Children of whom no team is known, as nobody is
// allocated or whoever is has none, have a column of their own, the last.
func heatOf(book *rulebook.Book, counts []engine.ClockCount, workersKnown bool) (h Heat) {
	var teams listing.Tally
	for _, c := range counts {
		if c.TeamID != "" {
			teams.Add(c.TeamID, c.Team, 0)
		}
	}
	h = Heat{List: clocks.Filter{Statuses: []clocks.Status{clocks.Overdue}, Late: engine.LateDue}}
	h.Teams = append(teams.List(), listing.Choice{Label: words.Either(workersKnown, "No team", "Team not known")})
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
	for _, c := range counts {
		if i, ok := row[c.Duty]; ok {
			h.add(i, column[c.TeamID], c)
		}
	}
	h.Rows = slices.DeleteFunc(h.Rows, func(r HeatRow) bool { return r.Total == 0 })
	slices.SortStableFunc(h.Rows, func(x, y HeatRow) int { return y.Total - x.Total })
	return h
}

// add adds a count to its duty and team. Duties about no child have no team.
func (h *Heat) add(row, column int, c engine.ClockCount) {
	r := &h.Rows[row]
	late := 0
	if c.Status == engine.Overdue && !c.OldGap {
		late = c.N
	}
	r.Total += late
	h.Total += late
	if !r.Duty.AboutChild() {
		h.Teamless = h.Teamless || late > 0
		return
	}
	r.Cells[column].Applies = true
	r.Cells[column].N += late
	h.Totals[column] += late
	h.Teams[column].N += late
}
