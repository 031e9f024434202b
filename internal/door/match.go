package door

import (
	"context"
	"time"
)

// Matched says whether any numbers are, or may be, of one child. It tells of nobody, so that who may see whom is not worked out for it.
func (s *Session) Matched(ctx context.Context) (bool, error) {
	a, err := s.door.authority(ctx, s.Who.Authority)
	if err != nil {
		return false, err
	}
	if err := s.door.followOthers(ctx, a); err != nil {
		return false, err
	}
	q, _, err := s.door.engineQuestion(ctx, a, s.Question)
	if err != nil {
		return false, Tidy(err)
	}
	pairs, err := a.engine.Matches(ctx, q)
	return len(pairs) > 0, Tidy(err)
}

// Number names a child by one of the child's numbers.
func (s *Scope) Number(number string, asAt time.Time) ChildRef {
	ref := s.Ref(number, asAt)
	ref.ID = number
	return ref
}
