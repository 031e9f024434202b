package ledger

import (
	"context"
	"fmt"
)

// Verify reads every entry of the authority and checks that none is missing and that
// each still has the hash it was written with. It gives ErrNotIntact, with the seq, at the
// first that does not.
func (s *Store) Verify(ctx context.Context, authority string) error {
	var last int64
	return s.Entries(ctx, authority, 0, func(e Entry) error {
		last++
		if e.Seq != last {
			return fmt.Errorf("%w: authority %s lacks entry %d", ErrNotIntact, authority, last)
		}
		if e.Hash != e.ComputeHash() {
			return fmt.Errorf("%w: entry %d of authority %s does not match its hash", ErrNotIntact, e.Seq, authority)
		}
		return nil
	})
}
