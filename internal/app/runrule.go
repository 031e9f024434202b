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
func RunRule(ctx context.Context, s *Session, id string) (RuleRows, error) {
	if err := s.Allow(ctx, access.RunRule, id); err != nil {
		return RuleRows{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return RuleRows{}, Tidy(err)
	}
	rows, err := in.Engine.RunRule(ctx, in.Q, id)
	if err != nil {
		return RuleRows{}, Tidy(err)
	}
	return rows, s.Log(ctx, access.RunRule, "", id+" as at "+in.Q.AsAt.Format(time.DateOnly))
}
