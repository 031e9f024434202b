package table

import (
	"cmp"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
)

// Lists are the record types as CSV lists with our field ids as their heading.
type Lists struct {
	cat   *catalogue.Catalogue
	norm  *intake.Normaliser
	field map[*catalogue.Type]map[string]int
}

// NewLists gives the lists of a catalogue. They do not change, so they may be
// shared.
func NewLists(cat *catalogue.Catalogue, norm *intake.Normaliser) *Lists {
	l := &Lists{cat: cat, norm: norm, field: map[*catalogue.Type]map[string]int{}}
	for _, t := range cat.Types {
		l.field[t] = make(map[string]int, len(t.Fields))
		for i, f := range t.Fields {
			l.field[t][f.ID] = i
		}
	}
	return l
}

// column writes a heading cell as a field id: Started on is started_on.
func column(cell string) string {
	return strings.Join(strings.Fields(strings.ToLower(cell)), "_")
}

// Match gives the record types that a heading could be of, likeliest first and
// more than one only where nothing tells them apart. file is the file's name: one
// that is a record type's id decides between types, where the heading has that
// type's key.
func (l *Lists) Match(heading []string, file string) []*catalogue.Type {
	names := columns(heading)
	if t := l.Named(file); t != nil && (l.hasKey(t, names) || l.makesKey(t, names)) {
		return []*catalogue.Type{t}
	}
	var fits []*catalogue.Type
	for _, t := range l.cat.Types {
		known := l.known(t, names)
		if l.hasKey(t, names) && known >= 2 && 2*known >= len(names) {
			fits = append(fits, t)
		}
	}
	rank := func(a, b *catalogue.Type) int {
		return cmp.Or(cmp.Compare(l.known(b, names), l.known(a, names)), cmp.Compare(l.lacks(a, names), l.lacks(b, names)))
	}
	slices.SortStableFunc(fits, rank)
	return slices.DeleteFunc(fits, func(t *catalogue.Type) bool { return rank(fits[0], t) != 0 })
}

// Named gives the record type whose id a file's name is: allocation.csv or
// allocations 2024.csv; nil where it is none's.
func (l *Lists) Named(file string) *catalogue.Type {
	return format.NamedType(l.cat, strings.TrimSuffix(strings.ToLower(file), ".csv"))
}

// HasKey says whether a heading has every field of a type's key, or all but one that can be made.
func (l *Lists) HasKey(t *catalogue.Type, heading []string) bool {
	names := columns(heading)
	return l.hasKey(t, names) || l.makesKey(t, names)
}

// lacksKey lists the columns of a type's key that a heading lacks.
func (l *Lists) lacksKey(t *catalogue.Type, heading []string) []string {
	names := columns(heading)
	return slices.DeleteFunc(slices.Clone(t.Key), func(id string) bool { return id == reportedBy || slices.Contains(names, id) })
}

func columns(heading []string) []string {
	names := make([]string, len(heading))
	for i, cell := range heading {
		names[i] = column(cell)
	}
	return names
}

func (l *Lists) hasKey(t *catalogue.Type, names []string) bool {
	for _, id := range t.Key {
		if id != reportedBy && !slices.Contains(names, id) {
			return false
		}
	}
	return true
}

// makesKey says whether all that a list lacks of a type's key is an id that can be made of its rows.
func (l *Lists) makesKey(t *catalogue.Type, names []string) bool {
	return Made(t, func(field string) bool { return slices.Contains(names, field) }) >= 0
}

func (l *Lists) known(t *catalogue.Type, names []string) int {
	n := 0
	for _, name := range names {
		if _, ok := l.field[t][name]; ok {
			n++
		}
	}
	return n
}

// lacks counts the fields that must be filled and are not there.
func (l *Lists) lacks(t *catalogue.Type, names []string) int {
	n := 0
	for _, f := range t.Fields {
		if f.Required && f.ID != reportedBy && !slices.Contains(names, f.ID) {
			n++
		}
	}
	return n
}

// reportedBy is the field of a child that says which source says so: a list that
// does not say is Heed's own.
const (
	reportedBy = format.ReportedBy
	ownSource  = "heed"
)

// File says how a list of a record type is read.
func (l *Lists) File(name string, t *catalogue.Type) File {
	f := File{
		Name: name, Expected: "a list of the record type " + t.ID, Shape: intake.NewShape(t, ""),
		Field: l.field[t], Column: column, Makes: true,
	}
	if i := t.Index(reportedBy); i >= 0 {
		f.Fixed = make([]string, len(t.Fields))
		f.Fixed[i] = ownSource
	}
	return f
}
