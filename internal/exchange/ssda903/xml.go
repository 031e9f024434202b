package ssda903

import (
	"context"
	"io"
	"slices"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/outline"
)

// Root is the root element of the XML form.
const Root = "EXPSSDA903"

// authorityItems are elements by which systems say whose return it is, though the department's schema has none.
var authorityItems = []string{"LEA", "LA", "LA_CODE"}

// elements is the outline of the XML form. Its items have the names of the CSV
// columns, but for CHILDID and PL.
type elements struct {
	numbers outline.Numbering
	root    *outline.Group
	child   *outline.Group
	header  *outline.Group
	record  map[*outline.Group]string // groups that are one record each
	single  []string                  // records of which a child has one, whose items may stand in HEADER itself
}

func newElements(f *Format) *elements {
	e := &elements{record: map[*outline.Group]string{}}
	e.single = []string{"child", "unaccompanied_child", "care_leaver", "adoption"}
	inHeader := append([]string{"CHILDID", "CHILD", "UASC"}, authorityItems...)
	for _, id := range e.single {
		inHeader = append(inHeader, f.table(id).columns()...)
	}
	one := func(name, record string) *outline.Group {
		g := e.numbers.Group(name, f.table(record).columns())
		e.record[g] = record
		return g
	}
	e.header = e.numbers.Group("HEADER", inHeader,
		one("AREVIEW", "review"), one("AMISSING", "missing_episode"), one("PERMANENCE", "previous_permanence"),
		one("OC2", "annual_health"), one("OC3", "care_leaver"), one("AD1", "adoption"),
		one("AD_PLACED", "adoption_decision"), one("SW_EPISODE", "social_worker"), one("DOLO", "deprivation_of_liberty"))
	e.child = e.numbers.Group("CHILD", authorityItems, e.header, one("EPISODE", "episode"))
	e.root = e.numbers.Group(Root, authorityItems, e.child)
	return e
}

// columns lists what a table holds besides CHILD and what it repeats.
func (t *Table) columns() []string {
	var names []string
	for name, i := range t.field {
		if i >= 0 && i != t.child {
			names = append(names, name)
		}
	}
	return names
}

// ReadXML reads the XML form of a return of a year to 31 March and gives its rows
// to the receiver, child by child. A file that cannot be read to its end is a
// *intake.Refused.
func (f *Format) ReadXML(ctx context.Context, r io.Reader, file string, year int, receiver *intake.Receiver) error {
	v := &xmlReader{ctx: ctx, f: f, e: f.xml, file: file, year: year, receiver: receiver, tables: map[string]*xmlTable{}}
	for _, t := range f.Tables {
		v.tables[t.Type.ID] = &xmlTable{Table: t, out: receiver.Open(t.Shape), fixed: t.fixed(year)}
	}
	receiver.HoldRows()
	receiver.OfYear(year)
	err := outline.Walk(r, f.xml.root, v)
	switch {
	case v.err != nil:
		return v.err
	case err != nil:
		return RefuseXML(file, err)
	}
	return receiver.Settle()
}

// RefuseXML says that a file is not a return in XML that can be read.
func RefuseXML(file string, err error) error {
	return intake.Refuse(file, "an SSDA903 return in XML", err, "Export the return again and import the new file.")
}

type xmlTable struct {
	*Table
	out   *intake.Table
	fixed []string
}

// xmlReader builds the records of one child at a time.
type xmlReader struct {
	ctx      context.Context
	f        *Format
	e        *elements
	file     string
	year     int
	receiver *intake.Receiver
	tables   map[string]*xmlTable
	err      error

	id     string
	idLine int
	single []*xmlRow // by e.single
	rows   []*xmlRow
	part   *xmlRow
	asylum bool
}

type xmlRow struct {
	table  *xmlTable
	values []string
	lines  []int
	line   int
	given  bool
}

func (v *xmlReader) newRow(record string, line int) *xmlRow {
	t := v.tables[record]
	r := &xmlRow{table: t, line: line, values: make([]string, len(t.fixed)), lines: make([]int, len(t.fixed))}
	copy(r.values, t.fixed)
	return r
}

// Open begins the records of an element.
func (v *xmlReader) Open(g *outline.Group, line int) error {
	if g == v.e.child {
		if err := v.ctx.Err(); err != nil {
			return v.stop(err)
		}
		v.id, v.idLine, v.asylum = "", 0, false
		v.rows, v.single = v.rows[:0], v.single[:0]
		for _, id := range v.e.single {
			v.single = append(v.single, v.newRow(id, line))
		}
	}
	if record, ok := v.e.record[g]; ok {
		if len(v.rows) == budget.ChildRows {
			return errTooMany
		}
		v.part = v.newRow(record, line)
		v.rows = append(v.rows, v.part)
	}
	return nil
}

var errTooMany = budget.Over("more than 100,000 records of one child", "Check that it is the return you mean, and export it again.")

// Item puts a value into the record that holds it.
func (v *xmlReader) Item(g *outline.Group, item int, value string, line int) error {
	name := v.e.numbers.Names[item]
	if slices.Contains(authorityItems, name) {
		return nil // read before, when the file was recognised
	}
	if g != v.e.header {
		return v.set(v.part, name, value, line)
	}
	switch name {
	case "CHILDID", "CHILD":
		v.id, v.idLine = v.f.norm.Value(childField, value), line
		return nil
	case "UASC":
		v.asylum = v.asylum || v.f.norm.Value(yesNoField, value) == "true"
		return nil
	case "DOB":
		return v.set(v.single[0], name, value, line)
	}
	for _, r := range v.single {
		if _, ok := r.table.field[name]; ok {
			return v.set(r, name, value, line)
		}
	}
	return nil
}

// Close puts the records of a child once all of it has been read.
func (v *xmlReader) Close(g *outline.Group, _ int) error {
	if g == v.e.child {
		return v.stop(v.put())
	}
	return nil
}

// Unexpected gives a fault of what the return does not have.
func (v *xmlReader) Unexpected(in *outline.Group, element string, line int) error {
	return v.stop(v.receiver.Fault(intake.UnexpectedElement(v.file, in.Name, element, line)))
}

// Mistaken gives a fault of text that is not in the encoding that the file says.
func (v *xmlReader) Mistaken(line int, reason string) error {
	return v.stop(v.receiver.Fault(intake.MistakenEncoding(v.file, line, reason)))
}

func (v *xmlReader) stop(err error) error {
	v.err = err
	return err
}

// XMLTypes lists the record types that the XML form always holds all of.
func (f *Format) XMLTypes() []string {
	var ids []string
	for _, t := range f.Tables {
		if t.Type.ID != "social_worker" && t.Type.ID != "deprivation_of_liberty" {
			ids = append(ids, t.Type.ID)
		}
	}
	return ids
}
