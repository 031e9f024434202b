package published

import (
	"slices"
	"strings"
)

// column is what a column holds, by which a filter is told from an indicator.
type column struct {
	at                             int
	numbers, symbols, blanks, text int
	decimals                       bool
	distinct                       map[string]bool
}

// most is how many different values are worth counting: no filter has more.
const most = 500

func look(at int, rows []row) column {
	c := column{at: at, distinct: map[string]bool{}}
	for _, r := range rows {
		cell := string(tidy(r.cells[at]))
		if len(c.distinct) <= most {
			c.distinct[cell] = true
		}
		_, number := Value(cell).Number()
		switch {
		case cell == "":
			c.blanks++
		case number:
			c.numbers++
			c.decimals = c.decimals || strings.ContainsAny(cell, ".:")
		case isKnownSymbol(cell):
			c.symbols++
		default:
			c.text++
		}
	}
	return c
}

// mayFilter says whether a column of numbers could be a filter all the same, such as an age: whole numbers, few, none missing.
func (c column) mayFilter() bool {
	return !c.decimals && c.symbols == 0 && c.blanks == 0 && len(c.distinct) <= most
}

// enoughRows is how many rows with one number must agree before the number is a label and not a count.
const enoughRows = 20

// split tells filters from indicators by what they hold. Words make a filter and numbers an indicator. Where filters of words
// leave two rows of one place and period alike, a column of whole numbers is a filter too: the one with the fewest different
// values that tells them apart. So an age of 16, 17 and 18 is a filter whatever the column is called.
func split(h header, rows []row) (filters, indicators []int) {
	var open []column
	for _, at := range h.rest {
		c := look(at, rows)
		switch {
		case c.blanks == len(rows):
		case c.numbers == 0 && c.text > 0:
			filters = append(filters, at)
		case c.numbers > 0 && c.text == 0 && len(c.distinct) == 1 && !c.distinct["0"] && !c.decimals && len(rows) >= enoughRows:
			filters = append(filters, at)
		case c.text > c.numbers:
			filters = append(filters, at)
		default:
			open = append(open, c)
		}
	}
	for {
		next := resolve(filters, open, rows)
		if next < 0 {
			break
		}
		filters = append(filters, open[next].at)
		open = slices.Delete(open, next, next+1)
	}
	for _, c := range open {
		indicators = append(indicators, c.at)
	}
	slices.Sort(filters)
	return filters, indicators
}

// resolve gives the column that tells apart rows which the filters leave alike, or -1 where none does or none needs to: first one
// that leaves none alike, then the one with the fewest different values. A single alike row is a fault of the file and no sign of
// a filter; where few are alike only a column that leaves none counts. The last column of numbers stays an indicator.
func resolve(filters []int, open []column, rows []row) int {
	alike := repeats(filters, rows)
	if alike < 2 || len(open) < 2 {
		return -1
	}
	few := 4*alike < len(rows)
	best, bestWhole := -1, false
	for i, c := range open {
		if !c.mayFilter() || 2*len(c.distinct) > len(rows) {
			continue
		}
		left := repeats(append(slices.Clone(filters), c.at), rows)
		whole := left == 0
		better := best < 0 || whole && !bestWhole || whole == bestWhole && len(c.distinct) < len(open[best].distinct)
		if left < alike && better && (whole || !few) {
			best, bestWhole = i, whole
		}
	}
	return best
}

// repeats counts the rows that are of the same place, period and filters as an earlier one.
func repeats(filters []int, rows []row) int {
	seen, n := make(map[string]bool, len(rows)), 0
	var key strings.Builder
	for _, r := range rows {
		key.Reset()
		key.WriteString(r.period.Code + "\x00" + r.period.Identifier + "\x00" + r.area.Code)
		for _, at := range filters {
			key.WriteString("\x00" + strings.TrimSpace(r.cells[at]))
		}
		if seen[key.String()] {
			n++
		}
		seen[key.String()] = true
	}
	return n
}
