package figures_test

import (
	"slices"
	"testing"
)

// solver works out, as somebody with time and a computer would, what numbers that are not shown can be. Every number is whole and no less than
// nought; some are the sums of others.
type solver struct {
	least, most []int
	sums        []equation
}

// equation says that one number is the sum of others.
type equation struct {
	whole int
	parts []int
}

// enough is more than any number of a test.
const enough = 1 << 20

// number adds a number that is not known.
func (s *solver) number(least, most int) int {
	s.least, s.most = append(s.least, least), append(s.most, most)
	return len(s.least) - 1
}

// is says what a number is.
func (s *solver) is(n, value int) {
	s.least[n], s.most[n] = max(s.least[n], value), min(s.most[n], value)
}

func (s *solver) sum(whole int, parts ...int) { s.sums = append(s.sums, equation{whole, parts}) }

// narrow draws from each sum what it says of its numbers, until none says more. It says false where they contradict each other.
func (s *solver) narrow() bool {
	for range 1000 {
		changed := false
		set := func(n, least, most int) {
			if least > s.least[n] {
				s.least[n], changed = least, true
			}
			if most < s.most[n] {
				s.most[n], changed = most, true
			}
		}
		for _, e := range s.sums {
			least, most := 0, 0
			for _, p := range e.parts {
				least, most = least+s.least[p], most+s.most[p]
			}
			set(e.whole, least, most)
			for _, p := range e.parts {
				set(p, s.least[e.whole]-(most-s.most[p]), s.most[e.whole]-(least-s.least[p]))
			}
		}
		for n := range s.least {
			if s.least[n] > s.most[n] {
				return false
			}
		}
		if !changed {
			return true
		}
	}
	return true
}

// possible says whether the numbers can all be something, trying them one after another for so many tries; it says true where these run out.
func (s *solver) possible(tries *int) bool {
	if *tries--; *tries < 0 {
		return true
	}
	if !s.narrow() {
		return false
	}
	next := -1
	for n := range s.least {
		if s.least[n] < s.most[n] && (next < 0 || s.most[n]-s.least[n] < s.most[next]-s.least[next]) {
			next = n
		}
	}
	if next < 0 {
		return true
	}
	return s.with(next, s.least[next], s.least[next]).possible(tries) || s.with(next, s.least[next]+1, s.most[next]).possible(tries)
}

// with gives the same numbers with one of them between two bounds.
func (s *solver) with(n, least, most int) *solver {
	tried := &solver{slices.Clone(s.least), slices.Clone(s.most), s.sums}
	tried.least[n], tried.most[n] = max(least, s.least[n]), min(most, s.most[n])
	return tried
}

// tries is how many numbers are tried to show that one cannot be something: few where there are many numbers.
func (s *solver) tries() *int {
	n := 3
	if len(s.least) <= 40 {
		n = 300
	}
	return &n
}

// forced lists the numbers that must be from 1 to 5 and are known more closely than that, of those that are not shown.
func (s *solver) forced() (found []int) {
	if !s.narrow() {
		return []int{-1} // what is shown contradicts itself
	}
	for n := range s.least {
		if s.least[n] > 5 || s.with(n, 6, enough).possible(s.tries()) || s.most[n] == 0 || s.with(n, 0, 0).possible(s.tries()) {
			continue
		}
		for v := 1; v <= 5; v++ {
			if !s.with(n, v, v).possible(s.tries()) {
				found = append(found, n)
				break
			}
		}
	}
	return found
}

// The solver finds each of the leaks that there were: else that it finds none would say nothing.
func TestTheSolverFindsWhatUsedToLeak(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		make  func(*solver)
		leaks bool
	}{
		"two hidden parts that come to 2": {func(s *solver) {
			whole := s.number(62, 62)
			s.sum(whole, s.number(40, 40), s.number(20, 20), s.number(1, enough), s.number(1, enough))
		}, true},
		"two hidden parts that come to 6": {func(s *solver) {
			whole := s.number(66, 66)
			s.sum(whole, s.number(40, 40), s.number(20, 20), s.number(1, enough), s.number(1, enough))
		}, false},
		"one hidden part": {func(s *solver) { s.sum(s.number(43, 43), s.number(40, 40), s.number(0, enough)) }, true},
		"a part of a year ago, whose whole is shown and whose other part too": {func(s *solver) {
			s.sum(s.number(64, 64), s.number(60, 60), s.number(1, enough))
		}, true},
		"seven events of one child": {func(s *solver) { s.sum(s.number(7, 7), s.number(1, 1), s.number(0, enough)) }, true},
		"twelve months less eleven": {func(s *solver) {
			year, eleven := s.number(29, 29), s.number(27, 27)
			s.sum(year, eleven, s.number(0, enough))
		}, true},
		"a year less the year that ends a quarter later, next to years of nothing": {func(s *solver) {
			q := []int{}
			for range 8 {
				q = append(q, s.number(0, enough))
			}
			for i, n := range []int{9, 6, 0, 6, 6} {
				s.sum(s.number(n, n), q[i:i+4]...)
			}
		}, true},
	} {
		s := &solver{}
		c.make(s)
		if got := s.forced(); len(got) > 0 != c.leaks {
			t.Errorf("%s: forced are %v", name, got)
		}
	}
}
