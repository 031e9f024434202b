package published

import (
	"fmt"
	"slices"
	"strings"
)

// Choice says of columns what they are, where somebody knows better than what they hold says. It names them as the file does, in any case.
type Choice struct{ Filters, Indicators, LeaveOut []string }

func (c Choice) of(name string) (role, bool) {
	for _, one := range []struct {
		names []string
		role  role
	}{{c.Filters, filter}, {c.Indicators, indicator}, {c.LeaveOut, leftOut}} {
		if slices.ContainsFunc(one.names, func(n string) bool { return strings.EqualFold(strings.TrimSpace(n), name) }) {
			return one.role, true
		}
	}
	return 0, false
}

// check says whether the file has every column that is named.
func (c Choice) check(file string, h header) error {
	for _, name := range slices.Concat(c.Filters, c.Indicators, c.LeaveOut) {
		if !slices.ContainsFunc(h.rest, func(at int) bool { return strings.EqualFold(h.names[at], strings.TrimSpace(name)) }) {
			return fmt.Errorf("%s has no column %q besides those of time and place", file, name)
		}
	}
	return nil
}

// Why a column is left out that is no fault.
const (
	blankColumn = "it is blank in every row"
	askedFor    = "as was asked"
)

// role is what a column is.
type role int

const (
	leftOut role = iota
	filter
	indicator
)

// columns are a file's columns besides those of time and place, told apart.
type columns struct {
	filters, indicators []int
	// left are those that are neither, with why.
	left []LeftOut
	// held says what each indicator's cells look like.
	held map[int]column
}

// column is what a column holds, by which a filter is told from an indicator.
type column struct {
	at int
	// hard counts the symbols that cannot be labels, and soft those that may be.
	numbers, hard, soft, blanks, text int
	decimals                          bool
	// percent and pounds count the numbers with such a sign, short those written as 1.2E+03.
	percent, pounds, short int
	distinct               map[string]bool
	// example is the first cell of text.
	example string
}

// most is how many different values are worth counting: no filter has more.
const most = 500

func look(at int, rows []row) column {
	c := column{at: at, distinct: map[string]bool{}}
	for _, r := range rows {
		cell := readCell(r.cells[at])
		if len(c.distinct) <= most {
			c.distinct[string(cell.value)] = true
		}
		switch cell.kind {
		case blank:
			c.blanks++
		case aNumber:
			c.number(cell)
		case mark:
			c.hard++
		case soft:
			c.soft++
			c.say(cell)
		default:
			c.text++
			c.say(cell)
		}
	}
	return c
}

func (c *column) number(cell cell) {
	c.numbers++
	c.decimals = c.decimals || strings.ContainsAny(string(cell.value), ".:[") || cell.unit != ""
	if cell.short {
		c.short++
	}
	switch cell.unit {
	case "%":
		c.percent++
	case "£":
		c.pounds++
	}
}

func (c *column) say(cell cell) {
	if c.example == "" {
		c.example = string(cell.value)
	}
}

// unit tells the unit from the signs at the numbers, where the column's name does not.
func (c column) unit() string {
	switch {
	case c.percent > 0 && c.percent == c.numbers:
		return "%"
	case c.pounds > 0 && c.pounds == c.numbers:
		return "£"
	}
	return ""
}

// words is how many cells are neither numbers nor symbols that cannot be labels.
func (c column) words() int { return c.text + c.soft }

// mayFilter says whether a column of numbers could be a filter all the same, such as an age: whole numbers and words, few, none missing.
func (c column) mayFilter() bool {
	return !c.decimals && c.hard == 0 && c.blanks == 0 && len(c.distinct) <= most
}

// enoughRows is how many rows with one number must agree before the number is a label and not a count.
const enoughRows = 20

// split tells filters from indicators by what they hold. Words make a filter and numbers an indicator, whatever symbols stand among them. Where filters of
// words leave two rows of one place and period alike, a column of whole numbers is a filter too: the one with the fewest different
// values that tells them apart. So an age of 16, 17 and 18 is a filter whatever the column is called. Words that tell no rows apart and differ from
// place to place are left out: each place would have a series of its own.
func split(h header, rows []row, choice Choice) columns {
	found := columns{held: map[int]column{}}
	var open, words []column
	for _, at := range h.rest {
		c := look(at, rows)
		found.held[at] = c
		chosen, ok := choice.of(h.names[at])
		switch {
		case ok && chosen == filter:
			found.filters = append(found.filters, at)
		case ok && chosen == indicator:
			found.indicators = append(found.indicators, at)
		case ok:
			found.leave(h, at, askedFor)
		case c.blanks == len(rows):
			found.leave(h, at, blankColumn)
		case c.numbers > 0 && c.words() == 0 && c.hard == 0 && len(c.distinct) == 1 && !c.distinct["0"] && !c.decimals && len(rows) >= enoughRows:
			found.filters = append(found.filters, at)
		case c.numbers == 0 && c.text > 0:
			words = append(words, c)
			found.filters = append(found.filters, at)
		default:
			open = append(open, c)
		}
	}
	for _, c := range words {
		found.doubt(h, c, rows)
	}
	for {
		next := resolve(found.filters, open, rows)
		if next < 0 {
			break
		}
		found.filters = append(found.filters, open[next].at)
		open = slices.Delete(open, next, next+1)
	}
	for _, c := range open {
		if c.numbers > 0 && c.words() > c.numbers && c.mayFilter() && !differs(found.filters, c.at, rows) {
			found.filters = append(found.filters, c.at)
			continue
		}
		found.indicators = append(found.indicators, c.at)
	}
	slices.Sort(found.filters)
	slices.Sort(found.indicators)
	return found
}

func (c *columns) leave(h header, at int, why string) {
	c.left = append(c.left, LeftOut{h.names[at], why})
}

// doubt takes a column of words out of the filters where it cannot be one.
func (c *columns) doubt(h header, words column, rows []row) {
	others := slices.DeleteFunc(slices.Clone(c.filters), func(at int) bool { return at == words.at })
	if len(words.distinct) < 2 || repeats(others, rows) > repeats(c.filters, rows) || !differs(others, words.at, rows) {
		return
	}
	c.filters = others
	why := "its words differ from place to place and tell no series apart"
	if digit(words.example) {
		why = "none of its cells can be read as a number, such as " + short(words.example)
	}
	c.leave(h, words.at, why)
}

// digit says whether something looks more like a number than like a word.
func digit(as string) bool {
	digits, letters := 0, 0
	for _, r := range as {
		switch {
		case '0' <= r && r <= '9':
			digits++
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			letters++
		}
	}
	return digits > letters
}

// short quotes the beginning of a cell.
func short(as string) string {
	const most = 20
	if r := []rune(as); len(r) > most {
		as = string(r[:most]) + "…"
	}
	return "“" + as + "”"
}

// differs says whether a column has different values for two authorities in one period where the filters are the same.
func differs(filters []int, at int, rows []row) bool {
	seen := make(map[string]string, len(rows))
	for _, r := range rows {
		if r.area.Level != Authority {
			continue
		}
		key, value := groupOf(r, filters, ""), strings.TrimSpace(r.cells[at])
		if before, ok := seen[key]; ok && before != value {
			return true
		}
		seen[key] = value
	}
	return false
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
	for _, r := range rows {
		key := groupOf(r, filters, r.area.Code)
		if seen[key] {
			n++
		}
		seen[key] = true
	}
	return n
}

// groupOf is what rows of one period, place and filters share.
func groupOf(r row, filters []int, place string) string {
	var key strings.Builder
	key.WriteString(r.period.Code + "\x00" + r.period.Identifier + "\x00" + place)
	for _, at := range filters {
		key.WriteString("\x00" + strings.TrimSpace(r.cells[at]))
	}
	return key.String()
}
