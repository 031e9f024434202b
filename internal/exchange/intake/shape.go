package intake

import (
	"slices"
	"strings"

	"heed/catalogue"
)

// Shape is a record type as one format writes it.
type Shape struct {
	Type *catalogue.Type
	// Items is the format's own name of each field, blank where it has none. Where
	// the format has several names for one item it is the first.
	Items []string
	// Absent says of each field whether the file lacks its column. That is one fault of
	// the file, so the field's blanks are no faults of its rows.
	Absent []bool

	events    []int // dates that cannot lie in the future
	lived     []int // dates that cannot lie before the birth of the child
	happened  []int // dates and moments at which something happened, whether or not the format has an item for them
	spans     []span
	coded     []int // codes, of lists of which it is held in which years they are valid
	child     int
	bornOn    int
	sex       int
	aboutKids bool
	keyed     []bool // whether each field is of the key
	days      []int  // fields that are days
	names     []int  // fields that hold what names something
}

// span is a pair of dates of which the first cannot be after the second.
type span struct{ from, to int }

// The pairs of fields, by id, that begin and end something.
var spanFields = [][2]string{
	{"started_on", "ended_on"},
	{"referred_on", "closed_on"},
	{"started_on", "authorised_on"},
	{"decided_on", "reversed_on"},
	{"started_on", "left_on"},
	{"born_on", "died_on"},
}

// NewShape gives the shape of a type in a format of the catalogue's maps, such as
// ssda903 or cin. A blank format is that of our own lists, where an item is named
// as its field.
func NewShape(t *catalogue.Type, format string) *Shape {
	s := &Shape{
		Type: t, Items: make([]string, len(t.Fields)), Absent: make([]bool, len(t.Fields)),
		child: -1, bornOn: t.Index("born_on"), sex: t.Index("sex"), aboutKids: t.About == "child",
	}
	for i, f := range t.Fields {
		if names := Names(f, format); len(names) > 0 {
			s.Items[i] = names[0]
		}
		s.keyed = append(s.keyed, slices.Contains(t.Key, f.ID))
		switch {
		case f.Type == catalogue.FieldDate:
			s.days = append(s.days, i)
		case isName(f):
			s.names = append(s.names, i)
		}
		if f.Type == catalogue.FieldSubject {
			s.child = i
		}
		if l := f.List(); l != nil && l.Dated() {
			s.coded = append(s.coded, i)
		}
		if happens(f) || format == "" && f.ID == yearField {
			s.happened = append(s.happened, i)
		}
		// What the format does not hold is filled in by the importer.
		if f.Planned || s.Items[i] == "" || f.Type != catalogue.FieldDate && f.Type != catalogue.FieldMoment {
			continue
		}
		s.events = append(s.events, i)
		if f.Type == catalogue.FieldDate && i != s.bornOn {
			s.lived = append(s.lived, i)
		}
	}
	for _, pair := range spanFields {
		if from, to := t.Index(pair[0]), t.Index(pair[1]); from >= 0 && to >= 0 {
			s.spans = append(s.spans, span{from, to})
		}
	}
	return s
}

// NamesRow says whether a field is an id of the key.
func (s *Shape) NamesRow(i int) bool { return s.keyed[i] && isName(s.Type.Fields[i]) }

// Names lists the names of a field's item in a format, none where it has none.
func Names(f *catalogue.Field, format string) []string {
	if format == "" {
		return []string{f.ID}
	}
	if f.Maps[format] == "" {
		return nil
	}
	return strings.Split(f.Maps[format], ", ")
}

// silent lists the fields that the format has no item for, or the file no column, sorted: what other sources say of
// them is not for this one to blank.
func (s *Shape) silent() []string {
	ids := []string{}
	for i, f := range s.Type.Fields {
		if s.Items[i] == "" || i < len(s.Absent) && s.Absent[i] {
			ids = append(ids, f.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// FieldName is how faults name a field: its id, and the item's name where that
// is another.
func (s *Shape) FieldName(i int) string {
	f := s.Type.Fields[i]
	if s.Items[i] == "" || s.Items[i] == f.ID {
		return f.ID
	}
	return f.ID + " (" + s.Items[i] + ")"
}

func (s *Shape) fieldNameOf(id string) string {
	if i := s.Type.Index(id); i >= 0 {
		return s.FieldName(i)
	}
	return id
}
