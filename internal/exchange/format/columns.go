package format

import (
	"slices"
	"strings"
)

// Columns is what somebody said of the columns of a kind of file, by which files with the same headings are read as lists of a record type.
type Columns struct {
	// RecordType is what the file is a list of.
	RecordType string
	// Fields gives the field of each heading, as [Plain] writes it: blank for one that is left out.
	Fields map[string]string
	// Words gives, by field, the code of each word, as Plain writes it.
	Words map[string]map[string]string
}

// ReportedBy is the field of a child that says which source says so. No list need have it: one without is Heed's own.
const ReportedBy = "reported_by"

// Plain writes a heading or a word so that two that people take for one are one: in small letters, with one space between its words.
func Plain(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// fits says whether each heading of which a field was said stands in a row.
func (c Columns) fits(heading []string) bool {
	for name, field := range c.Fields {
		if field != "" && !slices.ContainsFunc(heading, func(cell string) bool { return Plain(cell) == name }) {
			return false
		}
	}
	return len(c.Fields) > 0
}

// known counts the cells of a row of which anything was said.
func (c Columns) known(heading []string) (n int) {
	for _, cell := range heading {
		if _, ok := c.Fields[Plain(cell)]; ok {
			n++
		}
	}
	return n
}

// ColumnsOf gives what was said of files with a heading, nil where nothing was. Of several it is what knows most of its cells, and of those what was
// said last. It is nobody's heading of which less than half the cells are known.
func (o Options) ColumnsOf(heading []string) *Columns {
	var best *Columns
	most := 0
	for i := range o.Columns {
		c := &o.Columns[i]
		if n := c.known(heading); n >= most && 2*n >= len(heading) && c.fits(heading) {
			best, most = c, n
		}
	}
	return best
}
