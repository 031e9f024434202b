package published

import "slices"

// Beside is one series of one authority, period by period, with what it is compared with.
type Beside struct {
	Series  *Series
	Council Council
	Steps   []Step
}

// Step is one period of a [Beside].
type Step struct {
	Period               Period
	Own, England, Region Value
	Neighbours           Spread
}

// Spread is how the statistical neighbours lie.
type Spread struct {
	// Known is how many of the neighbours have a number; with none the rest is nought. Symbols are left out of it.
	Known, Of         int
	Median, Low, High float64
}

// Enough says whether at least half of the neighbours have a number. With fewer the median and the range would mislead: it is
// the small numbers that are suppressed.
func (s Spread) Enough() bool { return s.Known > 0 && 2*s.Known >= s.Of }

// Beside sets an authority's values in a series beside England's, its region's and its statistical neighbours'.
func (t *Table) Beside(s *Series, c Council) Beside {
	b := Beside{Series: s, Council: c}
	for i, p := range s.Periods {
		b.Steps = append(b.Steps, Step{p, s.At(c.Code, i), s.At(England, i), s.At(c.RegionCode, i), s.spread(c.Neighbours, i)})
	}
	return b
}

func (s *Series) spread(areas []string, i int) Spread {
	spread := Spread{Of: len(areas)}
	var numbers []float64
	for _, area := range areas {
		if n, ok := s.At(area, i).Number(); ok {
			numbers = append(numbers, n)
		}
	}
	if spread.Known = len(numbers); spread.Known == 0 {
		return spread
	}
	slices.Sort(numbers)
	middle := len(numbers) / 2
	spread.Low, spread.Median, spread.High = numbers[0], numbers[middle], numbers[len(numbers)-1]
	if len(numbers)%2 == 0 {
		spread.Median = (numbers[middle-1] + numbers[middle]) / 2
	}
	return spread
}

// Latest gives the last step that has a number of the authority, of England or of a neighbour, and whether there is one.
func (b Beside) Latest() (Step, bool) {
	for _, step := range slices.Backward(b.Steps) {
		_, own := step.Own.Number()
		_, england := step.England.Number()
		if own || england || step.Neighbours.Enough() {
			return step, true
		}
	}
	return Step{}, false
}
