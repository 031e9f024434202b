package disclosure

import "slices"

// most is the largest count that is hidden: the one rule from which all others follow.
const most = 5

// Few says whether a count is so small that a child could be told by it: from 1 to 5.
func Few(n int) bool { return n > 0 && n <= most }

// Cell is what stands behind one number that may be shown.
type Cell struct {
	// Counts are the counts that the number tells, in an order that is the same for all cells of a measure: of a share all that it counts, those
	// that count and those that do not. Of parts, and of days one after another, they add up.
	Counts []int
	// People is how many different people they are about, nought where that says no more than the counts.
	People int
}

// Small says whether a number must be hidden for itself: one of its counts is few, or it is about few people, however often each is counted.
func Small(c Cell) bool {
	return slices.ContainsFunc(c.Counts, Few) || Few(c.People)
}

// Repeats says whether how many different people some rows are about may be told beside the number of rows: not where few people are, nor where few
// rows are of somebody who is counted already.
func Repeats(rows, people int) bool { return !Few(people) && !Few(rows-people) }

// count gives one of a cell's counts, nought where the cell has none.
func (c Cell) count(i int) int {
	if i >= len(c.Counts) {
		return 0
	}
	return c.Counts[i]
}

// width is how many counts the cells of a measure have.
func width(cells []Cell) int {
	n := 0
	for _, c := range cells {
		n = max(n, len(c.Counts))
	}
	return n
}
