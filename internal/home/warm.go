package home

import (
	"context"
	"fmt"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/figures"
	"heed/rulebook"
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
	// A leader without a grant: what is worked out for one is what most leaders are shown.
	in, err := d.Session(door.Actor{ID: "system", Role: access.Director, Authority: authority}).Open(ctx)
	if err != nil {
		return err
	}
	if _, err := leaderPage(ctx, in, figures.FindKey); err != nil {
		return fmt.Errorf("working out homes: %w", err)
	}
	in.Engine.BeginClocks(engine.Ask(d.Today(), d.Now())) // for what is not known yet
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
	return warmPublished(ctx, d, authority)
}

// warmPublished does the same for those who see totals only.
func warmPublished(ctx context.Context, d *door.Door, authority string) error {
	in, err := d.Session(door.Actor{ID: "system", Role: access.ElectedMember, Authority: authority}).Open(ctx)
	if err != nil {
		return err
	}
	if err := in.Engine.WarmPages(ctx, in.Q); err != nil {
		return fmt.Errorf("working out what is published: %w", err)
	}
	for _, r := range in.Book().Kind(rulebook.Measure) {
		if _, err := figures.FindKey(ctx, in, r); err != nil {
			return err
		}
	}
	for _, r := range in.Book().Headlines() {
		if err := figures.Warm(ctx, in, r); err != nil {
			return err
		}
	}
	return nil
}
