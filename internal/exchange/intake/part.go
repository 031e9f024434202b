package intake

import (
	"cmp"
	"slices"
	"strings"
)

// Part says what became of one file of a return that is made of many.
type Part struct {
	// Name is what the file is within its return, such as cin_episodes; File is the file itself, blank for one that the
	// return could have and has not.
	Name, File string
	// Rows is how many were read.
	Rows int
	// Kept are the records made of them by record type, Left the rows that none was made of by the reason.
	Kept, Left []Count
	// Unkept are the columns that Heed keeps nothing of.
	Unkept []string
	// Why says why nothing of the file is kept, blank where something is.
	Why string
}

// Count is how many there are of something.
type Count struct {
	What string
	N    int
}

// Counts lists counts, the most first.
func Counts(of map[string]int) []Count {
	var list []Count
	for what, n := range of {
		list = append(list, Count{What: what, N: n})
	}
	slices.SortFunc(list, func(a, b Count) int { return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.What, b.What)) })
	return list
}
