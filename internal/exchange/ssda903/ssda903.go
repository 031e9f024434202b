// Package ssda903 reads the DfE's return of looked-after children, as the CSV
// tables that councils' systems write and as the one XML file made of them.
package ssda903

import (
	"fmt"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/table"
)

// Kind is the format's name in the catalogue's maps.
const Kind = "ssda903"

// Format is the return as a catalogue maps it. It does not change, so it may be
// shared.
type Format struct {
	// Tables are the tables of the return in the order in which they are read.
	Tables []*Table
	norm   *intake.Normaliser
	xml    *elements
}

// Table is one table of the return and the record type that its rows become.
type Table struct {
	// Name is the table's own name: header, episodes and so on.
	Name string

	*intake.Shape
	field map[string]int // the field of each column, table.NotKept for one that repeats the header
	// repeats says whether any column repeats the header.
	repeats bool
	child   int
	year    int // the field that holds the year's end, -1 where there is none
	// own are the columns that no other table has.
	own map[string]bool
}

// The tables, header first since the others are held against it. Repeats are the
// columns of the header that a table has besides its own.
var specs = []struct{ name, record, repeats string }{
	{"header", "child", ""},
	{"episodes", "episode", ""},
	{"reviews", "review", "DOB"},
	{"uasc", "unaccompanied_child", "DOB SEX"},
	{"missing", "missing_episode", "DOB"},
	{"oc2", "annual_health", "DOB"},
	{"oc3", "care_leaver", ""},
	{"ad1", "adoption", "DOB"},
	{"placed_for_adoption", "adoption_decision", "DOB"},
	{"previous_permanence", "previous_permanence", "DOB"},
	{"sw_episodes", "social_worker", "DOB"},
	{"dolo", "deprivation_of_liberty", "DOB"},
}

// New gives the format for a catalogue, and an error where the catalogue lacks a
// record type that the return fills.
func New(cat *catalogue.Catalogue, norm *intake.Normaliser) (*Format, error) {
	f := &Format{norm: norm}
	columns := map[string]int{}
	for _, spec := range specs {
		t := cat.Type(spec.record)
		if t == nil {
			return nil, fmt.Errorf("the SSDA903 return needs the record type %s, which the catalogue lacks", spec.record)
		}
		made := newTable(spec.name, t, strings.Fields(spec.repeats))
		if i := made.unmapped(); i >= 0 {
			return nil, fmt.Errorf("%s.%s maps to no item of the SSDA903, which its key needs", t.ID, t.Fields[i].ID)
		}
		f.Tables = append(f.Tables, made)
		for column := range made.field {
			columns[column]++
		}
	}
	for _, t := range f.Tables {
		for column := range t.field {
			t.own[column] = columns[column] == 1
		}
	}
	f.xml = newElements(f)
	return f, nil
}

func newTable(name string, t *catalogue.Type, repeats []string) *Table {
	made := &Table{
		Name: name, Shape: intake.NewShape(t, Kind), field: map[string]int{}, own: map[string]bool{},
		repeats: len(repeats) > 0, child: t.Index("child_id"), year: t.Index("year_ending_on"),
	}
	for i, field := range t.Fields {
		for _, column := range intake.Names(field, Kind) {
			made.field[column] = i
		}
	}
	for _, column := range repeats {
		made.field[column] = table.NotKept
	}
	return made
}

// table returns the table of a record type.
func (f *Format) table(record string) *Table {
	for _, t := range f.Tables {
		if t.Type.ID == record {
			return t
		}
	}
	return nil
}

// unmapped gives a key field that no column fills, or -1.
func (t *Table) unmapped() int {
	fixed := t.fixed(0)
	for _, id := range t.Type.Key {
		if i := t.Type.Index(id); t.Items[i] == "" && fixed[i] == "" {
			return i
		}
	}
	return -1
}

// Match gives the table whose columns a heading has, in any order and case, or
// nil where it has those of none. One column that only one table has, with CHILD,
// tells a table; so do two without it.
func (f *Format) Match(heading []string) *Table {
	var best *Table
	most := 1
	columns := make([]string, len(heading))
	for i, cell := range heading {
		columns[i] = columnName(cell)
	}
	for _, t := range f.Tables {
		n := 0
		for _, column := range columns {
			if t.own[column] {
				n += 2
			} else if _, ok := t.field[column]; ok {
				n++
			}
		}
		if n > most && t.identifiedBy(columns) {
			best, most = t, n
		}
	}
	return best
}

// identifiedBy says whether columns, by their names in the return, tell this table from any other.
func (t *Table) identifiedBy(columns []string) bool {
	own, child := 0, false
	for _, column := range columns {
		child = child || column == "CHILD"
		if t.own[column] {
			own++
		}
	}
	return own >= 2 || own == 1 && child
}

// columnName writes a heading as the return does: Place Provider is PLACE_PROVIDER.
func columnName(cell string) string {
	return strings.ToUpper(strings.Join(strings.Fields(strings.ReplaceAll(cell, "-", " ")), "_"))
}

// Named says whether a file's name claims that it is a table of the return:
// header.csv, SSDA903_Episodes.csv or oc2-2024.csv.
func (f *Format) Named(file string) bool {
	name := plain(strings.TrimSuffix(strings.ToLower(file), ".csv"))
	name = strings.TrimPrefix(strings.TrimPrefix(name, "ssda"), "903")
	for _, t := range f.Tables {
		if rest, ok := strings.CutPrefix(name, plain(t.Name)); ok && strings.Trim(rest, "0123456789") == "" {
			return true
		}
	}
	return false
}

var joined = strings.NewReplacer("_", "", "-", "", " ", "")

// plain drops what people put between words.
func plain(name string) string {
	return joined.Replace(name)
}
