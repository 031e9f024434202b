package annexa

import (
	"slices"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// out writes the records of one type that the rows of a list give.
type out struct {
	p      *part
	shape  intake.Shape
	table  *intake.Table
	values []string
	said   []bool
}

// record gives the writer of a record type. Fields that the catalogue maps to a column of the list are fed by it.
func (p *part) record(id string) *out {
	o := &out{p: p, shape: *p.shapes[id]}
	n := len(o.shape.Type.Fields)
	o.values, o.said, o.shape.Absent = make([]string, n), make([]bool, n), make([]bool, n)
	o.table = p.receiver.Open(&o.shape)
	return o
}

// begin takes from the row in hand what the catalogue maps.
func (o *out) begin() {
	for i, f := range o.shape.Type.Fields {
		o.values[i], o.said[i] = "", false
		for _, name := range intake.Names(f, Kind) {
			v, told := o.p.cell(name)
			if !told {
				continue
			}
			if o.said[i] = true; v != "" {
				o.values[i] = o.p.value(f, v)
			}
			// That an answer is not known is no answer.
			o.said[i] = v == "" || o.values[i] != ""
			break
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

// mute says that the row says nothing of a field.
func (o *out) mute(field string) {
	i := o.shape.Type.Index(field)
	o.values[i], o.said[i] = "", false
}

// get gives a field's value.
func (o *out) get(field string) string { return o.values[o.shape.Type.Index(field)] }

// write puts the record of the row in hand.
func (o *out) write() error { return o.writeFrom(o.p.file, o.p.line) }

func (o *out) writeFrom(file string, line int) error {
	p := o.p
	silent := []string{}
	for i, f := range o.shape.Type.Fields {
		if o.shape.Absent[i] = !o.said[i]; o.shape.Absent[i] {
			silent = append(silent, f.ID)
		}
	}
	slices.Sort(silent)
	p.sink.took = false
	if err := o.table.Put(o.values, intake.Place{File: file, Line: line, Silent: silent}); err != nil {
		return err
	}
	if !p.sink.took {
		return p.leave("a fault, listed below")
	}
	p.put = true
	p.kept[o.shape.Type.ID]++
	return nil
}

// broken tells that no record of a type can be made of the row in hand, for want of what the lists do not have.
func (p *part) broken(id, field, reason string) error {
	if err := p.leave(reason); err != nil {
		return err
	}
	return p.fault(intake.Fault{
		Line: p.line, RecordType: id, Field: field, ValueKind: "reference", Reason: reason, Effect: catalogue.EffectKeptOut,
	})
}
