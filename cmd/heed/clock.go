package main

import (
	"strings"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/rulebook"
)

type clockCommands struct {
	List clockList `cmd:"" help:"List clocks, the most urgent first."`
}

type clockList struct {
	data
	authority
	output
	asked
	Duty    string   `placeholder:"ID" help:"Only this duty, such as icpc; heed rule list --kind duty gives them all."`
	Status  []string `placeholder:"STATUS" help:"Only these statuses: overdue, due soon, cannot tell, running, missed, met late, met, not known yet, before the records, excused, not owed. Several are separated by commas."`
	Late    string   `placeholder:"recent|old" enum:",recent,old" default:"" help:"Of what is overdue, only what can still be done (recent) or only old gaps in the record (old)."`
	Subject string   `placeholder:"CHILD" help:"Only this child, by the authority's own id."`
	Team    string   `placeholder:"ID" help:"Only this team, by its id."`
}

// Run lists clocks.
func (c clockList) Run(s *session) error {
	q, err := c.question()
	if err != nil {
		return err
	}
	filter, err := c.filter()
	if err != nil {
		return err
	}
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		page, err := clocks.List(s.ctx, a.Session(who).At(q), filter)
		if err != nil {
			return err
		}
		g := &grid{columns: []string{"duty", "subject", "occasion", "arose", "due", "met", "status", "owner", "owner_role", "team", "days_late", "missing", "stopped", "stopped_why", "excused", "detail", "known_to", "old_gap", "harm"}}
		for _, k := range page.Clocks {
			g.add(k.Duty, k.Subject, k.Occasion, k.Arose, k.Due, k.Met, string(k.Status), ownerOf(k), k.OwnerRole, k.Team, k.DaysLate, k.Missing, k.Stopped, k.StoppedWhy, k.Excused, k.Detail, k.KnownTo, k.OldGap, string(k.Harm))
		}
		if c.Output == "table" {
			g.keep(8)
		}
		return c.print(s.stdout, g)
	})
}

// filter makes the app's filter of the flags.
func (c clockList) filter() (clocks.Filter, error) {
	filter := clocks.Filter{Duty: c.Duty, Subject: c.Subject, Team: c.Team, Late: engine.Late(c.Late), PerPage: -1}
	if c.Duty != "" {
		rules, err := rulebook.Load()
		if err != nil {
			return filter, err
		}
		if _, err := find(rules, c.Duty, rulebook.Duty); err != nil {
			return filter, err
		}
	}
	for _, word := range c.Status {
		status, ok := engine.ParseStatus(word)
		if !ok {
			return filter, usagef("--status %s is no status: they are %s", word, statusWords())
		}
		filter.Statuses = append(filter.Statuses, status)
	}
	return filter, nil
}

// ownerOf names whose clock it is: the person, or the role where nobody holds it.
func ownerOf(k clocks.Clock) string {
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
