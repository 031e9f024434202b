package ssd

import (
	"slices"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// out writes the records of one type that the rows of a file give.
type out struct {
	p     *part
	shape intake.Shape
	table *intake.Table
	// from is the column that feeds each field, said whether the row in hand says anything of it.
	from     []column
	values   []string
	said     []bool
	lastSaid []bool
	silent   []string
	line     int // of the record in hand, 0 for that of the row
}

// record gives the writer of a record type. Fields that the catalogue maps to a column of the file are fed by it.
func (p *part) record(id string) *out {
	o := &out{p: p, shape: *p.shapes[id]}
	n := len(o.shape.Type.Fields)
	o.from, o.values, o.said, o.shape.Absent = make([]column, n), make([]string, n), make([]bool, n), make([]bool, n)
	for i, f := range o.shape.Type.Fields {
		o.from[i] = none
		for _, name := range intake.Names(f, Kind) {
			if p.object.columns[name] && o.from[i] == none {
				o.from[i] = p.column(name)
			}
		}
	}
	o.table = p.receiver.Open(&o.shape)
	return o
}

// begin takes from the row in hand what the catalogue maps.
func (o *out) begin() {
	for i, c := range o.from {
		o.values[i], o.said[i] = "", false
		if c == none {
			continue
		}
		v, told := o.p.cell(c)
		if o.said[i] = told; v != "" {
			o.values[i] = o.p.value(o.shape.Type.Fields[i], v)
		}
	}
	if i := o.shape.Type.Index("reported_by"); i >= 0 {
		o.values[i], o.said[i] = Kind, true
	}
}

// set gives a field a value. A blank one says that there is nothing.
func (o *out) set(field, value string) {
	i := o.shape.Type.Index(field)
	o.values[i], o.said[i] = value, true
}

// get gives a field's value.
func (o *out) get(field string) string { return o.values[o.shape.Type.Index(field)] }

// write puts the record.
func (o *out) write() error {
	p := o.p
	for i := range o.said {
		o.shape.Absent[i] = !o.said[i]
	}
	if o.silent == nil || !slices.Equal(o.said, o.lastSaid) {
		o.silence()
	}
	if about, err := o.about(); !about || err != nil {
		return err
	}
	p.newest(o)
	p.sink.took = ""
	line := o.line
	if o.line = 0; line == 0 {
		line = p.rows.Line()
	}
	err := o.table.Put(o.values, intake.Place{File: p.file, Line: line, Silent: o.silent})
	if err != nil {
		return err
	}
	if p.sink.took == "" {
		return p.leave("a fault, listed below")
	}
	p.put = true
	p.kept[o.shape.Type.ID]++
	return nil
}

// about says whether a record about whom this one is may be kept: one about a grown-up may not. It tells, once each, of
// those that the extract does not have as a person.
func (o *out) about() (bool, error) {
	p := o.p
	i := o.shape.Type.Index("child_id")
	if i < 0 || o.values[i] == "" {
		return true, nil
	}
	child := o.values[i]
	if p.adults[child] {
		return false, p.leave("about a grown-up")
	}
	if _, named := p.born[child]; named || p.strangers[child] || !p.has("person") {
		return true, nil
	}
	p.strangers[child] = true
	return true, p.fault(intake.Fault{
		Line: p.rows.Line(), RecordType: o.shape.Type.ID, Field: o.shape.FieldName(i), ValueKind: "reference",
		Reason: "names a person that person does not have: export both from one extract", Effect: catalogue.EffectAsGiven,
	})
}

func (o *out) silence() {
	o.lastSaid = append(o.lastSaid[:0], o.said...)
	o.silent = []string{}
	for i, f := range o.shape.Type.Fields {
		if !o.said[i] {
			o.silent = append(o.silent, f.ID)
		}
	}
	slices.Sort(o.silent)
}

// newest keeps the latest day, up to today, on which anything in the extract happened.
func (r *reader) newest(o *out) {
	for i, f := range o.shape.Type.Fields {
		if v := o.values[i]; f.Type == catalogue.FieldDate && !f.Planned && len(v) == 10 && v > r.day && (r.today == "" || v <= r.today) {
			r.day = v
		}
	}
}
