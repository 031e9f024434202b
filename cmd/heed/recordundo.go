package main

import (
	"errors"
	"fmt"
	"heed/internal/door"
	"heed/internal/imports"
	"time"
)

type recordImports struct {
	data
	authority
	output
}

// Run lists an authority's imports and undos, the latest first.
func (c recordImports) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		list, err := imports.List(s.ctx, a.Session(who))
		if err != nil {
			return err
		}
		g := &grid{columns: []string{"batch", "recorded_at", "recorded_by", "name", "kind", "scope", "rows_read", "appended", "unchanged", "withdrawn", "faults", "undone_at", "undone_by", "undone_why"}}
		for _, b := range list {
			undone := ""
			if !b.UndoneAt.IsZero() {
				undone = b.UndoneAt.UTC().Format(time.RFC3339)
			}
			g.add(b.ID, b.At.UTC().Format(time.RFC3339), b.By, b.Name, b.Kind, b.Scope, b.Counts.RowsRead, b.Counts.Appended, b.Counts.Unchanged,
				b.Counts.Withdrawn, b.Counts.Faults, undone, b.UndoneBy, b.UndoneWhy)
		}
		return c.print(s.stdout, g)
	})
}

type recordUndo struct {
	data
	authority
	output
	Batch  string `arg:"" help:"The import's id, which heed record imports gives."`
	Reason string `required:"" placeholder:"WORDS" help:"Why it is undone. It is kept with the import."`
}

// Run takes an import back.
func (c recordUndo) Run(s *session) error {
	if err := stated(c.Reason, "the import is undone"); err != nil {
		return err
	}
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		receipt, err := imports.Undo(s.ctx, a.Session(who), c.Batch, c.Reason)
		if errors.Is(err, door.ErrNotFound) {
			return fmt.Errorf("there is no import %s: heed record imports gives them all", c.Batch)
		}
		if err != nil {
			return err
		}
		g := &grid{columns: []string{"batch", "put_back", "withdrawn", "left"}}
		g.add(receipt.Batch, receipt.Appended, receipt.Withdrawn, receipt.Left)
		return c.print(s.stdout, g)
	})
}
