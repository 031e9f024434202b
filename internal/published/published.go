// Package published holds what the Department for Education publishes of every authority, so that a figure can be set beside
// England, its region and its statistical neighbours, and so that anyone can see an authority before a child is imported.
//
// It reads any CSV file of Explore Education Statistics ([Read]), tells its filters from its indicators by what they hold, and
// keeps every symbol that stands for a number as that symbol. A small table of it ships with Heed ([Shipped]); files imported
// later are kept in a [Store]; a [Table] puts them together. The figures are of areas, never of a child.
package published

import "strings"

// Set is what was read of one file.
type Set struct {
	Source

	Periods []Period
	Series  []*Series
	Areas   map[string]Area
}

// Source is where a series is from.
type Source struct {
	// File is the file's name, Publication and Release what it was published in; the last two are blank where nobody said.
	File, Publication, Release string
	// Imported says that the file did not come with Heed.
	Imported bool
}

// Series is one row of numbers for each area: one indicator for one choice of each filter.
type Series struct {
	// ID is what a measure's header names. Title says what is counted, Topic groups series, When says to which day or year a
	// period's figure belongs ("at 31 March"), Unit is "%", "per 10,000" or a noun.
	ID, Topic, Title, When, Unit string
	// Indicator is the column's name in the file, and Filters are the others that tell this series from the file's rest.
	Indicator string
	Filters   []Filter
	// Note says what a reader has to know, such as that Heed worked the values out.
	Note    string
	Periods []Period
	// Sources are the files that the values are from, the latest first.
	Sources []Source

	values map[string][]Value // by area; each as long as Periods
	known  string             // its key in a table
}

// Filter is one choice of a filter column.
type Filter struct{ Name, Value string }

// key tells whether two series of files with one stem are the same.
func (s *Series) key(stem string) string {
	parts := []string{stem, strings.ToLower(s.Indicator)}
	for _, f := range s.Filters {
		parts = append(parts, strings.ToLower(f.Name+"="+f.Value))
	}
	return strings.Join(parts, "\x00")
}

// At gives the value of an area in the i-th period, blank where nothing is published.
func (s *Series) At(area string, i int) Value {
	if row := s.values[area]; row != nil {
		return row[i]
	}
	return ""
}

// Has says whether anything is published of an area.
func (s *Series) Has(area string) bool { return s.values[area] != nil }

// Decimals is how many decimals the values are published to, at most two.
func (s *Series) Decimals() int {
	most := 0
	for _, row := range s.values {
		for _, v := range row {
			most = max(most, v.decimals())
		}
	}
	return min(most, 2)
}

// Area is somewhere that figures are published of.
type Area struct {
	// Code is the three digits of an authority, otherwise the code of the Office for National Statistics; GSS is the latter.
	Code, GSS, Name string
	Level           Level
	// Region is the code of the region that an authority is published under.
	Region string
}

// Level is how large an area is, in the words of the files.
type Level string

// The levels that Heed keeps. Rows of other levels, such as schools, are counted and left out.
const (
	National  Level = "National"
	Regional  Level = "Regional"
	Authority Level = "Local authority"
)

// England is the code of England.
const England = "E92000001"
