package published

import "slices"

// Relative says whether a small and a large area compare in a series, as shares and rates do and counts do not: a count of
// England is more than that of any authority. It is told from the latest period that has both.
func (s *Series) Relative() bool {
	for i := range slices.Backward(s.Periods) {
		england, ok := s.At(England, i).Number()
		if !ok {
			continue
		}
		highest, others := 0.0, 0
		for area, row := range s.values {
			if n, ok := row[i].Number(); ok && len(area) == 3 {
				highest, others = max(highest, n), others+1
			}
		}
		if others > 1 {
			return england <= highest
		}
	}
	return true
}
