package home

import (
	"context"
	"fmt"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/figures"
)

// Warm works out today's clocks and figures of an authority, and what homes and the pages behind their figures show, so that nobody
// waits for it who comes first. The clocks and figures are kept up to date from then on.
func Warm(ctx context.Context, d *door.Door, authority string) error {
	if err := d.Warm(ctx, authority); err != nil {
		return err
	}
	if err := d.WarmPages(ctx, authority); err != nil {
		return err
	}
	in, err := d.Session(door.System(authority)).Open(ctx)
	if err != nil {
		return err
	}
	if _, err := directorPage(ctx, in); err != nil {
		return fmt.Errorf("working out homes: %w", err)
	}
	for _, r := range in.Book().Headlines() {
		if err := figures.Warm(ctx, in, r); err != nil {
			return err
		}
	}
	for _, r := range in.Book().Headlines() {
		for _, claim := range r.ClaimsOf(authority) { // what was worked out for their days is remembered, and those days take memory
			if r.SamePeriod(claim) {
				in.Engine.Forget(ctx, engine.Question{AsAt: claim.To})
			}
		}
	}
	return nil
}
