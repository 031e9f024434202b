package intake_test

import (
	"testing"

	"heed/catalogue"
	"heed/internal/exchange/intake/intaketest"
)

func TestNormaliserTakesWhatHasOneMeaning(t *testing.T) {
	t.Parallel()
	_, norm := intaketest.Catalogue(t)
	for _, tt := range []struct {
		field catalogue.Field
		in    string
		want  string
	}{
		{catalogue.Field{Type: catalogue.FieldDate}, "31/10/2023", "2023-10-31"},
		{catalogue.Field{Type: catalogue.FieldDate}, " 1/4/2023 ", "2023-04-01"},
		{catalogue.Field{Type: catalogue.FieldDate}, "2023-10-31", "2023-10-31"},
		{catalogue.Field{Type: catalogue.FieldDate}, "31/10/2023 00:00:00", "2023-10-31"},
		{catalogue.Field{Type: catalogue.FieldDate}, "2023-10-31T00:00:00", "2023-10-31"},
		{catalogue.Field{Type: catalogue.FieldDate}, "31/10/2023 10:15", "31/10/2023 10:15"},
		{catalogue.Field{Type: catalogue.FieldDate}, "31/10/23", "31/10/23"},
		{catalogue.Field{Type: catalogue.FieldDate}, "31/02/2023", "2023-02-31"},
		{catalogue.Field{Type: catalogue.FieldYesNo}, "1.0", "true"},
		{catalogue.Field{Type: catalogue.FieldYesNo}, "False", "false"},
		{catalogue.Field{Type: catalogue.FieldYesNo}, "maybe", "maybe"},
		{catalogue.Field{Type: catalogue.FieldInteger}, "12.0", "12"},
		{catalogue.Field{Type: catalogue.FieldInteger}, "12.5", "12.5"},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "sex"}, "1", "M"},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "sex"}, "2.0", "F"},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "sex"}, "0", "U"},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "sex"}, "9", "I"},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "sex"}, "F", "F"},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "sex"}, "3", "3"},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "participation"}, " pn1 ", "PN1"},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "activity"}, "0.0", "0"},
		{catalogue.Field{Type: catalogue.FieldText}, "\u00a0x\u00a0", "x"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "01/07/2023 10:30", "2023-07-01T09:30:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "2023-01-01 10:30", "2023-01-01T10:30:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "2023-07-01T10:30:00+01:00", "2023-07-01T09:30:00Z"},
		// The hour that comes twice, and the hour that does not come.
		{catalogue.Field{Type: catalogue.FieldMoment}, "29/10/2023 01:30", "29/10/2023 01:30"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "26/03/2023 01:30", "26/03/2023 01:30"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "29/10/2023 02:30", "2023-10-29T02:30:00Z"},
		{catalogue.Field{Type: catalogue.FieldDate}, "", ""},
	} {
		if got := norm.Value(&tt.field, tt.in); got != tt.want {
			t.Errorf("%s %q became %q, want %q", tt.field.Type, tt.in, got, tt.want)
		}
	}
}

func FuzzNormaliser(f *testing.F) {
	cat, norm := intaketest.Catalogue(f)
	for _, seed := range []string{"31/10/2023", "1.0", "01/07/2023 10:30", " x ", "\xff", "//////////", "0000-00-00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, v string) {
		for _, typ := range cat.Types {
			values := make([]string, len(typ.Fields))
			for i, field := range typ.Fields {
				values[i] = norm.Value(field, v)
				if again := norm.Value(field, values[i]); again != values[i] {
					t.Fatalf("%s: a value changes when it is normalised again", field.ID)
				}
			}
			typ.Canonical(values)
		}
	})
}
