package door

import (
	"context"

	"heed/internal/access"
)

// Rebuild throws away all that the authority's engine holds and makes it anew from the ledger.
func (s *Session) Rebuild(ctx context.Context) error {
	return s.Commit(ctx, Write{
		Action: access.Rebuild, Detail: "make the tables anew",
		Append: func(ctx context.Context) (string, bool, error) {
			err := s.door.rebuild(ctx, s.Who.Authority)
			return "made anew", err == nil, err
		},
	})
}
