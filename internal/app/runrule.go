package app

import (
	"context"
	"time"

	"heed/internal/access"
	"heed/internal/engine"
)

// RuleRows are a rule's rows with their columns.
type RuleRows = engine.RuleRows

// RunRule gives every row of a rule, for somebody who may see all rows of the authority.
func (a *App) RunRule(ctx context.Context, who Actor, q Question, id string) (RuleRows, error) {
	if err := a.allow(ctx, who, access.Import, "run rule "+id); err != nil {
		return RuleRows{}, err
	}
	d, err := a.desk(ctx, who, q)
	if err != nil {
		return RuleRows{}, tidy(err)
	}
	rows, err := d.engine.RunRule(ctx, d.q, id)
	if err != nil {
		return RuleRows{}, tidy(err)
	}
	return rows, a.logShown(ctx, who, access.ReadFigureRows, "", "rule "+id+" as at "+d.q.AsAt.Format(time.DateOnly))
}
