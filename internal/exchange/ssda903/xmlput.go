package ssda903

import (
	"heed/catalogue"
	"heed/internal/exchange/intake"
)

var (
	yesNoField = &catalogue.Field{ID: "unaccompanied", Type: catalogue.FieldYesNo}
	childField = &catalogue.Field{ID: "child_id", Type: catalogue.FieldSubject}
)

// set puts a value into its field. The first value given for a field stays.
func (v *xmlReader) set(r *xmlRow, name, value string, line int) error {
	i := r.table.field[name]
	if i < 0 {
		return nil
	}
	if r.lines[i] != 0 {
		return v.stop(v.receiver.Fault(intake.GivenTwice(v.file, r.table.Shape, i, line)))
	}
	r.lines[i] = line
	r.values[i] = v.f.norm.Value(r.table.Type.Fields[i], value)
	r.given = r.given || r.values[i] != ""
	return nil
}

// put hands on the records of a child: the child, then what it has one of, then
// the rest. HEADER has room for what most children do not have, so a record
// without any value is none.
func (v *xmlReader) put() error {
	birth := v.single[0].values[v.single[0].table.Type.Index("born_on")]
	for n, r := range v.single {
		switch {
		case n == 0, r.given:
		case r.table.Name == "uasc" && v.asylum:
		default:
			continue
		}
		if i := r.table.Type.Index("born_on"); i >= 0 && r.values[i] == "" {
			r.values[i] = birth
		}
		if err := v.putRow(r); err != nil {
			return err
		}
	}
	for _, r := range v.rows {
		if i := r.table.Type.Index("born_on"); i >= 0 && r.values[i] == "" {
			r.values[i] = birth
		}
		if err := v.putRow(r); err != nil {
			return err
		}
	}
	return nil
}

func (v *xmlReader) putRow(r *xmlRow) error {
	r.values[r.table.child], r.lines[r.table.child] = v.id, v.idLine
	return r.table.out.Put(r.values, intake.Place{File: v.file, Line: r.line, Lines: r.lines})
}
