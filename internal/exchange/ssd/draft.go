package ssd

import (
	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// draft is the record of one type that is made of the rows of a file.
type draft struct {
	*intake.Draft

	p *part
	// from is the column that fills each field.
	from []column
	line int // of the record in hand, 0 for that of the row
}

// record gives the draft of a record type. Fields that the catalogue maps to a column of the file are filled from it.
func (p *part) record(id string) *draft {
	o := &draft{Draft: p.receiver.Draft(p.shapes[id], Kind), p: p}
	o.from = make([]column, len(o.Shape.Type.Fields))
	for i, f := range o.Shape.Type.Fields {
		o.from[i] = none
		for _, name := range intake.Names(f, Kind) {
			if p.object.columns[name] && o.from[i] == none {
				o.from[i] = p.column(name)
				p.standsAt(o.Shape.FieldName(i), o.from[i])
			}
		}
	}
	return o
}

// begin takes from the row in hand what the catalogue maps.
func (o *draft) begin() {
	o.Clear()
	for i, c := range o.from {
		if c == none {
			continue
		}
		v, said := o.p.cell(c)
		if o.Said[i] = said; v != "" {
			o.Values[i] = o.p.value(o.Shape.Type.Fields[i], v)
		}
	}
}

// write puts the record.
func (o *draft) write() error {
	p := o.p
	if about, err := o.about(); !about || err != nil {
		return err
	}
	p.newest(o)
	line := o.line
	if o.line = 0; line == 0 {
		line = p.rows.Line()
	}
	taken, err := o.Put(p.file, line)
	if err != nil {
		return err
	}
	if !taken {
		return p.Leave(intake.ListedBelow)
	}
	p.Keep(o.Shape.Type.ID)
	return nil
}

// about says whether a record of whoever this one is of may be kept: one of an adult may not. Of each person that the
// extract has only in other objects it gives one fault.
func (o *draft) about() (bool, error) {
	p := o.p
	i := o.Shape.Type.Index("child_id")
	if i < 0 || o.Values[i] == "" {
		return true, nil
	}
	child := o.Values[i]
	if p.adults[child] {
		return false, p.Leave("about a grown-up")
	}
	if _, named := p.born[child]; named || p.unlisted[child] || !p.has("person") {
		return true, nil
	}
	p.unlisted[child] = true
	return true, p.fault(intake.Fault{
		Line: p.rows.Line(), RecordType: o.Shape.Type.ID, Field: o.Shape.FieldName(i), ValueKind: "reference",
		Reason: "names a person that person does not have: export both from one extract", Effect: catalogue.EffectAsGiven,
	})
}

// newest keeps the latest day, up to today, on which anything in the extract happened.
func (r *reader) newest(o *draft) {
	for i, f := range o.Shape.Type.Fields {
		if v := o.Values[i]; f.Type == catalogue.FieldDate && !f.Planned && len(v) == 10 && v > r.day && (r.today == "" || v <= r.today) {
			r.day = v
		}
	}
}
