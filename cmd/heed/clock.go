package main

import (
	"strings"

	"heed/internal/app"
	"heed/internal/engine"
)

type clockCommands struct {
	List clockList `cmd:"" help:"List clocks, the most urgent first."`
}

type clockList struct {
	data
	authority
	output
	asked
	Duty    string   `help:"Only this duty, such as icpc."`
	Status  []string `help:"Only these statuses: overdue, due soon, running, met, met late, excused, cannot tell."`
	Subject string   `help:"Only this child, by the authority's own id."`
	Team    string   `help:"Only this team, by its id."`
}

// Run lists clocks.
func (c clockList) Run(s *session) error {
	q, err := c.question()
	if err != nil {
		return err
	}
	filter := app.ClockFilter{Duty: c.Duty, Subject: c.Subject, Team: c.Team, PerPage: -1}
	for _, word := range c.Status {
		status, ok := engine.ParseStatus(word)
		if !ok {
			return usagef("--status %s is no status: they are %s", word, statusWords())
		}
		filter.Statuses = append(filter.Statuses, status)
	}
	return with(s, c.data, c.authority, func(a *app.App, who app.Actor) error {
		page, err := a.Clocks(s.ctx, who, q, filter)
		if err != nil {
			return err
		}
		g := &grid{columns: []string{"duty", "subject", "occasion", "arose", "due", "met", "status", "owner", "owner_role", "team", "excused", "detail"}}
		for _, k := range page.Clocks {
			g.add(k.Duty, k.Subject, k.Occasion, k.Arose, k.Due, k.Met, string(k.Status), ownerOf(k), k.OwnerRole, k.Team, k.Excused, k.Detail)
		}
		if c.Output == "table" {
			g.columns = g.columns[:8]
			for i := range g.rows {
				g.rows[i] = g.rows[i][:8]
			}
		}
		return c.print(s.stdout, g)
	})
}

// ownerOf names whose clock it is: the person, or the role where nobody holds it.
func ownerOf(k app.Clock) string {
	for _, name := range []string{k.OwnerID, k.OwnerRole} {
		if name != "" {
			return name
		}
	}
	return ""
}

func statusWords() string {
	words := make([]string, 0, len(engine.Statuses))
	for _, status := range engine.Statuses {
		words = append(words, string(status))
	}
	return strings.Join(words, ", ")
}
