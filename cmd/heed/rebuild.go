package main

import (
	"fmt"

	"heed/internal/app"
)

type rebuildCommand struct {
	data
	authority
}

// Run makes the engine anew from the ledger.
func (c rebuildCommand) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *app.App, who app.Actor) error {
		start := s.now()
		if err := a.Rebuild(s.ctx, who); err != nil {
			return err
		}
		_, err := fmt.Fprintf(s.stdout, "The engine of %s was made anew from the ledger in %.1f seconds.\n", who.Authority, s.now().Sub(start).Seconds())
		return err
	})
}
