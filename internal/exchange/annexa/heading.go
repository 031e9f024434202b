package annexa

import (
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"heed/internal/exchange/format"
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
func (l *List) column(heading string) string { return l.named(words(heading)) }

// named gives the column that a heading is, by its words.
func (l *List) named(given string) string {
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
		was, least := row[0], i+1
		row[0] = i + 1
		for j := range len(b) {
			cost := was
			if a[i] != b[j] {
				cost++
			}
			was = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
			least = min(least, row[j+1])
		}
		if least > most {
			return false // and no more letters make it less
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
const HeadingWithin = format.HeadingWithin

// Table is a list as one sheet or file holds it, or a part of one.
type Table struct {
	List *List
	grid Grid
	// heading is the row of the heading; columns are the list's headings by the place of each in the file, and again the other places of those
	// that stand there more than once.
	heading int
	columns map[string]int
	again   map[string][]int
}

// Match finds the list that a sheet or file is of, nil where it is of none, and the first where it holds several.
func (f *Format) Match(g Grid) *Table {
	if tables := f.Tables(g); len(tables) > 0 {
		return tables[0]
	}
	return nil
}

// Tables finds the lists that stand on a sheet or in a file, one below the other: each goes from its heading to the next one's. The first heading
// stands near the top. Where a heading fits several lists alike, the title right above it decides, or the sheet's name.
func (f *Format) Tables(g Grid) []*Table {
	var tables []*Table
	for i := range g.Rows {
		if i >= HeadingWithin && len(tables) == 0 {
			break
		}
		if i >= HeadingWithin && !f.mayBegin(g.Rows[i]) {
			continue
		}
		t := f.begins(g, i)
		if t == nil {
			continue
		}
		if n := len(tables); n > 0 && tables[n-1].List == t.List && maps.Equal(tables[n-1].columns, t.columns) {
			continue // the heading again, as where pages are joined
		}
		tables = append(tables, t)
	}
	for i, t := range tables {
		end := len(g.Rows)
		if i+1 < len(tables) {
			end = tables[i+1].heading
		}
		t.cut(end)
	}
	return tables
}

// mayBegin says whether a row has the heading that every list begins with, as a row of children has not.
func (f *Format) mayBegin(row []string) bool {
	for _, cell := range row {
		if len(cell) > 60 || !strings.Contains(strings.ToLower(cell), "id") {
			continue
		}
		given := words(cell)
		for _, l := range f.lists {
			if l.byWords[given] == l.columns[0] && given != "" {
				return true
			}
		}
	}
	return false
}

// begins gives the list whose heading a row is, nil where it is that of none.
func (f *Format) begins(g Grid, row int) *Table {
	filled := 0
	given := make([]string, len(g.Rows[row]))
	for i, cell := range g.Rows[row] {
		if strings.TrimSpace(cell) != "" {
			given[i] = words(cell)
			filled++
		}
	}
	var best *Table
	most := 0
	for _, l := range f.lists {
		if !l.identifiedBy(given) {
			continue
		}
		columns, again := map[string]int{}, map[string][]int{}
		for j := range g.Rows[row] {
			name := l.named(given[j])
			if _, twice := columns[name]; twice {
				again[name] = append(again[name], j)
			} else if name != "" {
				columns[name] = j
			}
		}
		_, identified := columns[l.columns[0]]
		if n := len(columns); !identified || n < 4 || 2*n < filled {
			continue
		}
		if score := 4*len(columns) + max(l.called(g.Name), l.called(titleAbove(g, row))); score > most {
			best, most = &Table{List: l, grid: g, heading: row, columns: columns, again: again}, score
		}
	}
	return best
}

// identifiedBy says whether a row, by the words of its cells, may have the column by which the rows of the list are told apart. Comparing every cell with
// every heading of every list takes long, and most rows near the top are children's.
func (l *List) identifiedBy(row []string) bool {
	return slices.ContainsFunc(row, func(given string) bool {
		return slices.ContainsFunc(l.ids, func(known string) bool { return given == known || similar(given, known) })
	})
}

// titleAbove gives the one cell of the row above a heading, blank where that row has more.
func titleAbove(g Grid, row int) string {
	if row == 0 {
		return ""
	}
	return onlyCell(g.Rows[row-1])
}

func onlyCell(row []string) string {
	only := ""
	for _, cell := range row {
		if strings.TrimSpace(cell) == "" {
			continue
		}
		if only != "" {
			return ""
		}
		only = cell
	}
	return only
}

// cut leaves the table the rows up to the heading of the next, without its title, and what could not be read among them.
func (t *Table) cut(end int) {
	next := math.MaxInt
	if end < len(t.grid.Rows) {
		next = t.grid.Lines[end]
		for end > t.heading+1 && onlyCell(t.grid.Rows[end-1]) != "" {
			end--
		}
		t.grid.Rows, t.grid.Lines, t.grid.Numbers = t.grid.Rows[:end], t.grid.Lines[:end], t.grid.Numbers[:end]
	}
	broken := map[int]string{}
	for line, reason := range t.grid.Broken {
		if line > t.grid.Lines[t.heading] && line < next {
			broken[line] = reason
		}
	}
	t.grid.Broken = broken
}

// called gives how well a sheet's name, or a title, names the list.
func (l *List) called(name string) int {
	if slices.Contains(l.names, words(name)) {
		return 3
	}
	return 0
}
