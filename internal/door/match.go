package door

import (
	"time"
)

// Number names a child by one of the child's numbers.
func (s *Scope) Number(number string, asAt time.Time) ChildRef {
	ref := s.Ref(number, asAt)
	ref.ID = number
	return ref
}
