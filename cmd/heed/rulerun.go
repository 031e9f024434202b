package main

import (
	"fmt"
	"time"

	"heed/internal/app"
	"heed/rulebook"
)

type ruleRun struct {
	data
	authority
	output
	asked
	ID string `arg:"" help:"The rule's id: a duty gives clocks, a measure its rows."`
}

// Run runs one rule over an authority's records.
func (c ruleRun) Run(s *session) error {
	q, err := c.question()
	if err != nil {
		return err
	}
	book, err := rulebook.Load()
	if err != nil {
		return err
	}
	r := book.Rule(c.ID)
	if r == nil {
		return fmt.Errorf("there is no rule %q; heed rule list gives them all", c.ID)
	}
	return with(s, c.data, c.authority, func(a *app.App, who app.Actor) error {
		rows, err := a.RunRule(s.ctx, who, q, r.ID)
		if err != nil {
			return err
		}
		g := &grid{columns: rows.Columns}
		for _, row := range rows.Rows {
			g.add(row...)
		}
		for _, row := range g.rows {
			for i, value := range row {
				if day, ok := value.(time.Time); ok {
					row[i] = timeText(day.UTC())
				}
			}
		}
		return c.print(s.stdout, g)
	})
}
