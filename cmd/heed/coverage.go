package main

import (
	"heed/internal/coverage"
	"heed/internal/door"
)

type coverageCommand struct {
	data
	authority
	output
	asked
}

// Run lists what the records cover, by record type.
func (c coverageCommand) Run(s *session) error {
	q, err := c.question()
	if err != nil {
		return err
	}
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		page, err := coverage.List(s.ctx, a.Session(who).At(q))
		if err != nil {
			return err
		}
		g := &grid{columns: []string{"record_type", "source", "from", "to", "basis"}}
		for _, kind := range page.Kinds {
			for _, span := range kind.Spans {
				g.add(span.RecordType, span.Source, span.From, span.To, span.Basis)
			}
		}
		return c.print(s.stdout, g)
	})
}
