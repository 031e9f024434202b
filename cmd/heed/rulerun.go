package main

import (
	"time"

	"heed/internal/door"
	"heed/internal/rules"
	"heed/rulebook"
)

type ruleRun struct {
	data
	authority
	output
	asked
	ID string `arg:"" help:"The rule's id, such as icpc."`
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
	if _, err := find(book, c.ID); err != nil {
		return err
	}
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		rows, err := rules.Run(s.ctx, a.Session(who).At(q), c.ID)
		if err != nil {
			return err
		}
		g := &grid{columns: rows.Columns, rows: rows.Rows}
		for _, row := range g.rows {
			for i, value := range row {
				if day, ok := value.(time.Time); ok {
					row[i] = timeText(day.UTC())
				}
			}
		}
		if c.Output == "table" {
			g.narrow()
		}
		return c.print(s.stdout, g)
	})
}
