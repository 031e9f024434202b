package home

import (
	"fmt"
	"net/http"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/home"
	"heed/internal/listing"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// directorHomePage says what needs a leader, how the service does, and where work piles up.
type directorHomePage struct {
	kit.Frame
	Heading      string
	NeedsHeading string
	Needs        []needView
	CardsHeading string
	Cards        []kit.Card
	Heat         heatView
	Changed      []string
}

// needView is one decision that waits for this person.
type needView struct {
	Title, Detail, Href, Step string
	Tag                       kit.Tag
}

// heatView is overdue clocks by duty and team. Every number opens exactly that many clocks.
type heatView struct {
	Heading, Lead string
	Teams         []string
	Rows          []heatRow
	Total         heatRow
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

func directorHome(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	home, err := home.Director(r.Context(), s.Door.Session(s.Actor(r)).At(q))
	if err != nil {
		return err
	}
	page := directorHomePage{Frame: s.Frame(r, "How children’s services are doing", home.Asked), Changed: home.Changed}
	page.Heading = page.Title
	if page.Actor.Role == access.HeadOfService && page.Actor.Service != "" {
		page.Heading = "How " + page.Actor.Service + " is doing"
	}
	page.NeedsHeading = needsHeading(len(home.Needs))
	for _, n := range home.Needs {
		page.Needs = append(page.Needs, need(page.Frame, n))
	}
	page.Cards = page.CardsOf(home.Figures)
	page.CardsHeading = words.CountInWords(len(page.Cards), "key figure")
	page.Heat = heat(page.Frame, home.Heat)
	return s.Render(w, "director", page)
}

func needsHeading(n int) string {
	return words.CountInWords(n, "thing needs you", "things need you")
}

// need makes a decision's row. Its link keeps the question.
func need(f kit.Frame, n home.Need) needView {
	v := needView{Title: n.Title, Detail: n.Detail, Tag: kit.StatusTag(n.Tag)}
	switch {
	case n.Rule != "":
		v.Href, v.Step = f.Rule(n.Rule), "See the rule"
	case n.Import != "":
		v.Href, v.Step = f.Link(kit.ImportHref(n.Import)), "See the faults"
	default:
		v.Href, v.Step = f.Link("/clocks", clockFilterValues(*n.Clocks)...), "See the list"
	}
	return v
}

// clockFilterValues writes a filter as the names and values of a list's address.
func clockFilterValues(filter clocks.Filter) []string {
	list := []string{"duty", filter.Duty, "team", filter.Team}
	if filter.Unallocated {
		list = append(list, "unallocated", "1")
	}
	for _, status := range filter.Statuses {
		list = append(list, "status", string(status))
	}
	return list
}

func heat(f kit.Frame, h home.Heat) heatView {
	v := heatView{Heading: "Where work is overdue: " + words.Count(h.Total, "clock")}
	for _, team := range h.Teams {
		v.Teams = append(v.Teams, teamLabel(team))
	}
	most, where := 0, ""
	rest := h.Rows[min(len(h.Rows), heatRows):]
	for _, row := range h.Rows[:len(h.Rows)-len(rest)] {
		made := heatRow{Duty: row.Duty.Title, Force: kit.LimitWords(row.Duty.Force, row.Duty.Number), Href: f.Rule(row.Duty.ID)}
		for i, cell := range row.Cells {
			made.Cells = append(made.Cells, heatCellOf(f, cell.N, cell.Applies, row.Duty, h.Teams[i]))
			if cell.N > most {
				most, where = cell.N, row.Duty.Title+" in "+teamLabel(h.Teams[i])
			}
		}
		made.All = heatCellOf(f, row.Total, true, row.Duty, listing.Choice{Value: allTeams})
		v.Rows = append(v.Rows, made)
	}
	if len(rest) > 0 {
		v.Rows = append(v.Rows, restOfHeat(f, h, rest))
	}
	v.Total.Duty = "All duties"
	for i, n := range h.Totals {
		v.Total.Cells = append(v.Total.Cells, heatCellOf(f, n, true, nil, h.Teams[i]))
	}
	v.Total.All = heatCellOf(f, h.Total, true, nil, listing.Choice{Value: allTeams})
	if where != "" {
		v.Lead = fmt.Sprintf("The most: %s (%s).", where, words.Thousands(most))
	}
	return v
}

// heatRows is how many duties the heat shows by themselves, those with the most overdue; the others are one row.
const heatRows = 12

func restOfHeat(f kit.Frame, h home.Heat, rest []home.HeatRow) heatRow {
	made := heatRow{Duty: words.Count(len(rest), "other duty", "other duties")}
	total := 0
	for i, team := range h.Teams {
		n, applies := 0, false
		for _, row := range rest {
			n, applies = n+row.Cells[i].N, applies || row.Cells[i].Applies
		}
		cell := heatCellOf(f, n, applies, nil, team)
		cell.Href = "" // no list has just these
		made.Cells = append(made.Cells, cell)
		total += n
	}
	made.All = heatCellOf(f, total, true, nil, listing.Choice{Value: allTeams})
	made.All.Href = ""
	return made
}

// allTeams stands for no choice of team; a blank team is that of clocks whose child nobody is allocated to.
const allTeams = "*"

func teamLabel(team listing.Choice) string {
	if team.Label != "" {
		return team.Label
	}
	if team.Value == "" {
		return "No worker"
	}
	return team.Value
}

func heatCellOf(f kit.Frame, n int, applies bool, duty *rulebook.Rule, team listing.Choice) heatCell {
	c := heatCell{N: n, Applies: applies || n > 0, Team: teamLabel(team), Class: heatClass(n)}
	link := []string{"status", string(clocks.Overdue)}
	about := "all duties"
	if duty != nil {
		link = append(link, "duty", duty.ID)
		about = duty.Title
	}
	switch team.Value {
	case allTeams:
		c.Team, c.Class = "All", "h-all"
		about += ", all teams"
	case "":
		link = append(link, "unallocated", "yes")
		about += ", no worker"
	default:
		link = append(link, "team", team.Value)
		about += ", " + c.Team
	}
	if !c.Applies {
		c.Class = "h-na"
	}
	c.Href, c.About = f.Link("/clocks", link...), " overdue: "+about
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
