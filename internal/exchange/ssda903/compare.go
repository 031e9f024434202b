package ssda903

import (
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// person is what a row repeats of the header, as it is given.
type person struct{ child, birth, sex string }

var (
	birthField = &catalogue.Field{ID: "born_on", Type: catalogue.FieldDate}
	sexField   = &catalogue.Field{ID: "sex", Type: catalogue.FieldCode, Codes: "sex"}
)

// compare gives a fault where what a row repeats is not what the header says, or is no date
// at all. What the header says is kept.
func (f *Format) compare(receiver *intake.Receiver, t *Table, who person, at intake.Place) error {
	bornOn, sex, known := receiver.Child(who.child)
	birth := f.norm.Value(birthField, who.birth)
	reason := ""
	switch _, err := time.Parse(time.DateOnly, birth); {
	case birth == "":
	case err != nil:
		reason = intake.ReasonNoDate
	case known && bornOn != "" && birth != bornOn:
		reason = intake.ReasonOtherBirth
	}
	if reason != "" {
		if err := f.differs(receiver, t, "born_on (DOB)", birth, reason, at); err != nil {
			return err
		}
	}
	if !known {
		return nil
	}
	if v := f.norm.Value(sexField, who.sex); v != "" && sex != "" && v != sex {
		return f.differs(receiver, t, "sex (SEX)", v, intake.ReasonOtherSex, at)
	}
	return nil
}

func (f *Format) differs(receiver *intake.Receiver, t *Table, field, value, reason string, at intake.Place) error {
	effect := catalogue.EffectAsGiven
	if reason == intake.ReasonNoDate {
		effect = intake.EffectUnread
	}
	return receiver.Fault(intake.Fault{
		File: at.File, Line: at.Line, RecordType: t.Type.ID, Field: field,
		ValueKind: catalogue.ValueKind(value), Reason: reason, Effect: effect,
	})
}
