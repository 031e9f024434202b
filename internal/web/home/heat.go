package home

import (
	"fmt"

	"heed/internal/clocks"
	"heed/internal/home"
	"heed/internal/listing"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// heatView is late clocks by duty and team. Every number opens exactly that many clocks.
type heatView struct {
	Heading, Lead string
	// Gaps is how many old gaps there are beside it, blank where there are none, and the list of them.
	Gaps, GapsHref string
	Main           heatTable
	// Rest are the duties with less that is late, folded under RestHeading.
	Rest        heatTable
	RestHeading string
}

// heatTable is some duties of the heat, with the total of all duties where it is the first table.
type heatTable struct {
	Caption string
	Teams   []string
	Rows    []heatRow
	Total   *heatRow
}

type heatRow struct {
	Duty, Force, Href string
	Cells             []heatCell
	All               heatCell
}

// heatCell is one count. A duty that never applies to a team has no count there.
type heatCell struct {
	N                 int
	Class, Team, Href string
	// About completes the number for those who cannot see its row and column.
	About   string
	Applies bool
}

// heatRows is how many duties the heat shows at once, those with the most that is late; the others are folded.
const heatRows = 12

func heatOf(f kit.Frame, h home.Heat, gaps home.Tally) heatView {
	v := heatView{Heading: "Where work is late and can still be done: ", GapsHref: listOf(f, gaps.List)}
	v.Heading += words.Either(h.Total == 0 && f.Unsaid != "", words.LowerFirst(f.Unsaid), words.Count(h.Total, "clock"))
	if gaps.N > 0 {
		v.Gaps = words.Count(gaps.N, "old gap") + " to close"
	}
	v.Main.Caption, v.Rest.Caption = "Late clocks that can still be done, by duty and team", "The same of the other duties"
	for _, team := range h.Teams {
		v.Main.Teams = append(v.Main.Teams, teamLabel(team))
	}
	v.Rest.Teams = v.Main.Teams
	for i, row := range h.Rows {
		table := &v.Main
		if i >= heatRows {
			table = &v.Rest
		}
		table.Rows = append(table.Rows, heatRowOf(f, row, h.Teams, h.List))
	}
	if n := len(v.Rest.Rows); n > 0 {
		v.RestHeading = words.Count(n, "other duty", "other duties")
	}
	total := heatRow{Duty: "All duties", All: heatCellOf(f, h.List, h.Total, true, nil, listing.Choice{Value: allTeams})}
	for i, n := range h.Totals {
		total.Cells = append(total.Cells, heatCellOf(f, h.List, n, true, nil, h.Teams[i]))
	}
	v.Main.Total = &total
	v.Lead = heatLead(h)
	return v
}

// heatLead says where the most is late, and what is in no column.
func heatLead(h home.Heat) string {
	most, lead := 0, ""
	for _, row := range h.Rows {
		for i, cell := range row.Cells {
			if cell.N > most && h.Teams[i].Value != "" {
				most, lead = cell.N, fmt.Sprintf("The most: %s in %s (%s).", row.Duty.Title, teamLabel(h.Teams[i]), words.Thousands(cell.N))
			}
		}
	}
	if h.Teamless {
		lead += " Duties about no child, such as those about a carer’s household, have no team and are counted under All only."
	}
	return lead
}

func heatRowOf(f kit.Frame, row home.HeatRow, teams []listing.Choice, list clocks.Filter) heatRow {
	made := heatRow{Duty: row.Duty.Title, Force: kit.LimitWords(row.Duty.Force, row.Duty.Number), Href: f.Rule(row.Duty.ID)}
	for i, cell := range row.Cells {
		made.Cells = append(made.Cells, heatCellOf(f, list, cell.N, cell.Applies, row.Duty, teams[i]))
	}
	made.All = heatCellOf(f, list, row.Total, true, row.Duty, listing.Choice{Value: allTeams})
	return made
}

// allTeams stands for no choice of team; a blank team is that of clocks whose child has none.
const allTeams = "*"

func teamLabel(team listing.Choice) string {
	if team.Label != "" {
		return team.Label
	}
	return team.Value
}

func heatCellOf(f kit.Frame, list clocks.Filter, n int, applies bool, duty *rulebook.Rule, team listing.Choice) heatCell {
	c := heatCell{N: n, Applies: applies || n > 0, Team: teamLabel(team), Class: heatClass(n)}
	about := "all duties"
	if duty != nil {
		list.Duty = duty.ID
		about = duty.Title
	}
	switch team.Value {
	case allTeams:
		c.Team, c.Class = "All", "h-all"
		about += ", all teams"
	case "":
		list.NoTeam = true
		about += ", " + words.LowerFirst(c.Team)
	default:
		list.Team = team.Value
		about += ", " + c.Team
	}
	if !c.Applies {
		c.Class = "h-na"
	}
	c.Href, c.About = listOf(f, list), " late: "+about
	return c
}

// heatClass is the tint of a count, in five steps.
func heatClass(n int) string {
	switch {
	case n == 0:
		return "h0 is-ok"
	case n <= 2:
		return "h1"
	case n <= 5:
		return "h2"
	case n <= 9:
		return "h3"
	}
	return "h4"
}
