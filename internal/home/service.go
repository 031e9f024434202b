package home

import (
	"context"

	"heed/internal/door"
	"heed/internal/figures"
	"heed/rulebook"
)

// Service gives the home of a head of service: what is overdue is within their scope and the figures are their service's, but for a measure
// that cannot be cut so, which says that it is the whole authority's. One who has no service is given the authority's.
func Service(ctx context.Context, s *door.Session) (DirectorPage, error) {
	if s.Who.Service == "" {
		return Director(ctx, s)
	}
	return leaderHome(ctx, s, func(ctx context.Context, in *door.Inquiry, r *rulebook.Rule) (figures.KeyFigure, error) {
		return figures.FindServiceKey(ctx, in, r, in.Who.Service)
	})
}
