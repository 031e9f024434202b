package disclosure

import (
	"math"
	"slices"
)

// Days are the days that a figure is of, as whole numbers: those after After and up to To.
type Days struct{ After, To int }

// overlaps says whether two figures are of some days in common, and not of the same days.
func (d Days) overlaps(other Days) bool {
	return d != other && d.After < other.To && other.After < d.To
}

// Range is what a reader knows of a count: that it is from Least to Most.
type Range struct{ Least, Most int }

// unbounded is more than any count.
const unbounded = math.MaxInt32

// anything is a count of which nothing is known.
var anything = Range{0, unbounded}

// exactly is a count that is shown.
func exactly(n int) Range { return Range{n, n} }

// tells says whether a range tells a count from 1 to 5 more closely than that it is one.
func (r Range) tells() bool { return r.Least >= 1 && r.Most <= most && r != Range{1, most} }

// Steps says which figures of a measure are hidden, of all those that are shown over some days or other: those that are small, and those that would
// let the count of a hidden one, or of the days by which two differ, be worked out to be from 1 to 5. All figures are of different days. Where one
// of several must be hidden, it is the earliest.
func Steps(days []Days, cells []Cell) []bool {
	hidden := make([]bool, len(cells))
	var later []int
	for i, c := range cells {
		if hidden[i] = Small(c); !hidden[i] {
			later = append(later, i)
		}
	}
	if !leaks(days, cells, hidden) {
		return hidden
	}
	slices.SortStableFunc(later, func(i, j int) int { return days[j].To - days[i].To })
	for _, i := range later {
		hidden[i] = true
	}
	for _, i := range later { // one after another is shown, the latest first, where that tells nothing
		hidden[i] = false
		hidden[i] = leaks(days, cells, hidden)
	}
	return hidden
}

// leaks says whether the figures that are shown tell a count from 1 to 5 of any days. Of a figure that is hidden a reader is taken to know which of its
// counts are small.
func leaks(days []Days, cells []Cell, hidden []bool) bool {
	for i := range width(cells) {
		known := make([]Range, len(cells))
		for j, c := range cells {
			switch n := c.count(i); {
			case !hidden[j]:
				known[j] = exactly(n)
			case Few(n):
				known[j] = Range{1, most}
			default:
				known[j] = anything
			}
		}
		if tellsFew(days, known) {
			return true
		}
	}
	return false
}

// tellsFew says whether what is known of the counts of some days tells a count from 1 to 5 of any days between two ends of theirs. A count is never less
// than nought, and that of two stretches is the sum of theirs: so each pair of ends is as far apart as the shortest way between them allows, which is
// exact, in whole numbers too.
func tellsFew(days []Days, known []Range) bool {
	ends := make([]int, 0, 2*len(days))
	for _, d := range days {
		ends = append(ends, d.After, d.To)
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	at := func(day int) int { i, _ := slices.BinarySearch(ends, day); return i }
	// far[a][b] is how much more can have been counted by the end b than by the end a.
	far := make([][]int, len(ends))
	for a := range far {
		far[a] = make([]int, len(ends))
		for b := range far[a] {
			if a < b {
				far[a][b] = unbounded
			}
		}
	}
	for i, d := range days {
		a, b := at(d.After), at(d.To)
		far[a][b], far[b][a] = min(far[a][b], known[i].Most), min(far[b][a], -known[i].Least)
	}
	shorten(far)
	for a := range far {
		for b := a + 1; b < len(far); b++ {
			if (Range{-far[b][a], far[a][b]}).tells() {
				return true
			}
		}
	}
	return false
}

// shorten makes each distance that of the shortest way, by Floyd and Warshall.
func shorten(far [][]int) {
	for via := range far {
		for a := range far {
			if far[a][via] == unbounded {
				continue
			}
			for b := range far {
				if way := far[a][via] + far[via][b]; far[via][b] != unbounded && way < far[a][b] {
					far[a][b] = way
				}
			}
		}
	}
}
