package annexa

import (
	"slices"
	"strings"
	"unicode"
)

// fillers are words that headings have or lack without another meaning.
var fillers = map[string]bool{
	"the": true, "of": true, "a": true, "an": true, "to": true, "is": true, "was": true, "this": true, "that": true, "for": true,
	"in": true, "with": true, "be": true, "and": true, "or": true, "yn": true,
}

// words gives the words of a heading that tell it from others: in small letters, without signs, brackets or fillers.
func words(text string) string {
	var b strings.Builder
	depth := 0
	for _, c := range strings.ToLower(text) {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth = max(0, depth-1)
		case depth > 0 || c == '\'' || c == '’' || c == '‘' || c == '`':
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			b.WriteRune(c)
		default:
			b.WriteByte(' ')
		}
	}
	var kept []string
	for word := range strings.FieldsSeq(b.String()) {
		if !fillers[word] {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

// column gives the list's own heading for a heading that a file has, blank where it has none: by its words, or where only
// one of the list's is a slip of the pen away.
func (l *List) column(heading string) string {
	given := words(heading)
	if name := l.byWords[given]; name != "" || given == "" {
		return name
	}
	found := ""
	for known, name := range l.byWords {
		if similar(given, known) && name != found {
			if found != "" {
				return ""
			}
			found = name
		}
	}
	return found
}

// similar says whether two headings of some length differ by no more than two letters, and in no number.
func similar(a, b string) bool {
	const shortest, most = 10, 2
	if len(a) < shortest || len(b) < shortest || len(a)-len(b) > most || len(b)-len(a) > most || numbers(a) != numbers(b) {
		return false
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		was := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := was
			if a[i] != b[j] {
				cost++
			}
			was = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)] <= most
}

func numbers(text string) string {
	return strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, text)
}

// HeadingWithin is how many rows from the top a heading may stand: titles and notes are put above it.
const HeadingWithin = 40

// Table is a list as one sheet or file holds it.
type Table struct {
	List *List
	grid Grid
	// heading is the row of the heading; columns are the list's headings by the place of each in the file.
	heading int
	columns map[string]int
}

// Match finds the list that a sheet or file is of, nil where it is of none: the row near the top that most cells of fit one
// list. Of lists that fit alike, the sheet's name decides.
func (f *Format) Match(g Grid) *Table {
	var best *Table
	most := 0
	for i, row := range g.Rows[:min(HeadingWithin, len(g.Rows))] {
		filled := 0
		for _, cell := range row {
			if strings.TrimSpace(cell) != "" {
				filled++
			}
		}
		for _, l := range f.lists {
			columns := map[string]int{}
			for j, cell := range row {
				name := l.column(cell)
				if _, twice := columns[name]; name != "" && !twice {
					columns[name] = j
				}
			}
			_, identified := columns[l.columns[0]]
			if n := len(columns); !identified || n < 4 || 2*n < filled {
				continue
			}
			if score := 4*len(columns) + l.called(g.Name); score > most {
				best, most = &Table{l, g, i, columns}, score
			}
		}
	}
	return best
}

// called gives how well a sheet's name names the list.
func (l *List) called(sheet string) int {
	if slices.Contains(l.names, words(sheet)) {
		return 3
	}
	return 0
}
