package main

import (
	"fmt"
	"heed/internal/door"
)

type rebuildCommand struct {
	data
	authority
	output
}

// Run makes the engine anew from the ledger. It is never needed: an engine that is missing, stale or broken is made anew when
// it is next asked.
func (c rebuildCommand) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		start := s.now()
		if err := a.Session(who).Rebuild(s.ctx); err != nil {
			return err
		}
		took := s.now().Sub(start).Seconds()
		if c.Output == "table" {
			_, err := fmt.Fprintf(s.stdout, "The tables of %s were made anew from the ledger in %.1f seconds.\n", who.Authority, took)
			return err
		}
		g := &grid{columns: []string{"authority", "seconds"}}
		g.add(who.Authority, took)
		return c.print(s.stdout, g)
	})
}
