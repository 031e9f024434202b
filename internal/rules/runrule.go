package rules

import (
	"context"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
)

// Rows are a rule's rows with their columns.
type Rows = engine.RuleRows

// Run gives every row of a rule, for somebody who may see all rows of the authority.
func Run(ctx context.Context, s *door.Session, id string) (Rows, error) {
	if err := s.Allow(ctx, access.RunRule, id); err != nil {
		return Rows{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return Rows{}, door.Tidy(err)
	}
	rows, err := in.Engine.RunRule(ctx, in.Q, id)
	if err != nil {
		return Rows{}, door.Tidy(err)
	}
	return rows, s.Log(ctx, access.RunRule, "", id+" as at "+in.Q.AsAt.Format(time.DateOnly))
}
