package linkage

import (
	"slices"
	"strings"
)

// Groups says which numbers are of one child. It does not change. A nil Groups says that each number is of a child of its own.
type Groups struct {
	first  map[string]string   // the number first known, of every number that is not the only one of its child
	others map[string][]string // all numbers of a child, in order, by the first known
	// types are the record types that hold anything of a child with several numbers.
	types []string
}

// First gives the number by which a child goes: the one first known of those that are theirs.
func (g *Groups) First(number string) string {
	if g == nil || g.first[number] == "" {
		return number
	}
	return g.first[number]
}

// Several says whether a number is of a child with several.
func (g *Groups) Several(number string) bool { return g != nil && g.first[number] != "" }

// Numbers lists all numbers of a child, the one first known first.
func (g *Groups) Numbers(number string) []string {
	if g == nil || g.first[number] == "" {
		return []string{number}
	}
	return g.others[g.first[number]]
}

// Equal says whether two put the same numbers together.
func (g *Groups) Equal(other *Groups) bool {
	if g == nil || other == nil {
		return g == other
	}
	if len(g.first) != len(other.first) {
		return false
	}
	for number, first := range g.first {
		if other.first[number] != first {
			return false
		}
	}
	return true
}

// group makes sets of the numbers that pairs say are of one child, nil where there are none. Two that a person has said are two
// children are never in one set, whatever else would bring them there.
func group(pairs []Pair) *Groups {
	sets := map[string][]string{}
	apart := map[[2]string]bool{}
	known := map[string]int64{}
	for _, p := range pairs {
		known[p.First], known[p.Other] = p.firstSeq, p.otherSeq
		if p.State == DecidedTwo {
			apart[[2]string{p.First, p.Other}], apart[[2]string{p.Other, p.First}] = true, true
		}
	}
	for _, state := range []MatchState{DecidedOne, Joined} {
		for _, p := range pairs {
			if p.State != state || p.First == p.Other {
				continue
			}
			unite(sets, apart, p.First, p.Other)
		}
	}
	if len(sets) == 0 {
		return nil
	}
	g := &Groups{first: map[string]string{}, others: map[string][]string{}}
	for number, numbers := range sets {
		all := slices.Clone(numbers)
		slices.SortFunc(all, func(a, b string) int {
			if known[a] != known[b] {
				return int(min(max(known[a]-known[b], -1), 1))
			}
			return strings.Compare(a, b)
		})
		g.first[number], g.others[all[0]] = all[0], all
	}
	return g
}

// unite makes one set of the sets of two numbers, unless any two numbers in it are to stay apart.
func unite(sets map[string][]string, apart map[[2]string]bool, first, other string) {
	setOf := func(number string) []string {
		if sets[number] == nil {
			return []string{number}
		}
		return sets[number]
	}
	a, b := setOf(first), setOf(other)
	if slices.Contains(a, other) {
		return
	}
	for _, x := range a {
		for _, y := range b {
			if apart[[2]string{x, y}] {
				return
			}
		}
	}
	both := append(slices.Clone(a), b...)
	for _, number := range both {
		sets[number] = both
	}
}
