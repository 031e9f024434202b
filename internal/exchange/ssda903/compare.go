package ssda903

import (
	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// person is what a row repeats of the header, as it is given.
type person struct{ child, birth, sex string }

var (
	birthField = &catalogue.Field{ID: "born_on", Type: catalogue.FieldDate}
	sexField   = &catalogue.Field{ID: "sex", Type: catalogue.FieldCode, Codes: "sex"}
)

// compare tells where what a row repeats is not what the header says. What the
// header says is kept.
func (f *Format) compare(desk *intake.Desk, t *Table, who person, at intake.Place) error {
	bornOn, sex, known := desk.Child(who.child)
	if !known {
		return nil
	}
	if v := f.norm.Value(birthField, who.birth); v != "" && bornOn != "" && v != bornOn {
		if err := f.differs(desk, t, "born_on (DOB)", v, intake.ReasonOtherBirth, at); err != nil {
			return err
		}
	}
	if v := f.norm.Value(sexField, who.sex); v != "" && sex != "" && v != sex {
		return f.differs(desk, t, "sex (SEX)", v, intake.ReasonOtherSex, at)
	}
	return nil
}

func (f *Format) differs(desk *intake.Desk, t *Table, field, value, reason string, at intake.Place) error {
	return desk.Fault(intake.Fault{
		File: at.File, Line: at.Line, RecordType: t.Type.ID, Field: field,
		ValueKind: catalogue.ValueKind(value), Reason: reason, Effect: catalogue.EffectAsGiven,
	})
}
