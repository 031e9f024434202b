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
		{catalogue.Field{Type: catalogue.FieldDate}, "31/10/43", "31/10/43"},
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
		{catalogue.Field{Type: catalogue.FieldMoment}, "05/01/2025 9:05", "2025-01-05T09:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "05/01/2025 9.05", "2025-01-05T09:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "5.1.25 09:05:30", "2025-01-05T09:05:30Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "05/01/2025, 09:05", "2025-01-05T09:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "05/01/2025 9:05 PM", "2025-01-05T21:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "05/01/2025 12:05 a.m.", "2025-01-05T00:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "Jan  5 2025  9:05AM", "2025-01-05T09:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "05-JAN-25 09.05.00.123456000 PM", "2025-01-05T21:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "Sun 5 Jan 2025 09:05", "2025-01-05T09:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "2025-01-05 09:05:00.0000000", "2025-01-05T09:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "2025-07-05 09:05:00+00", "2025-07-05T09:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "2025-07-05 09:05:00 +0100", "2025-07-05T08:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "05/07/2025 09:05 BST", "2025-07-05T08:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "20250705T090500Z", "2025-07-05T09:05:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "45662.375", "2025-01-05T09:00:00Z"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "05/01/2025", "05/01/2025"}, // it has no time
		{catalogue.Field{Type: catalogue.FieldMoment}, "9:00", "9:00"},             // nor this a day
		{catalogue.Field{Type: catalogue.FieldMoment}, "05/01/2025 13:05 AM", "05/01/2025 13:05 AM"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "05/01/2025 9:75", "05/01/2025 9:75"},
		{catalogue.Field{Type: catalogue.FieldMoment}, "N/A", ""},
		{catalogue.Field{Type: catalogue.FieldInteger}, "1,234", "1234"},
		{catalogue.Field{Type: catalogue.FieldInteger}, "1,23", "1,23"},
		{catalogue.Field{Type: catalogue.FieldMoney}, "£1,234.50", "1234.50"},
		{catalogue.Field{Type: catalogue.FieldDecimal}, "-", ""},
		{catalogue.Field{Type: catalogue.FieldPostcode}, "NULL", ""},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "risk-level"}, "None", "none"}, // the list has it
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "disability"}, "none", "NONE"},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "activity"}, "Not known", "0"},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "accommodation-kind"}, "NOT KNOWN", "not known"},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "previous-permanence"}, "None", "Z1"},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "previous-permanence"}, "NULL", ""},
		{catalogue.Field{Type: catalogue.FieldCode, Codes: "participation"}, "none", ""},
		{catalogue.Field{Type: catalogue.FieldCodes, Codes: "assessment-factor"}, "1a; 2b", "1A;2B"},
		{catalogue.Field{Type: catalogue.FieldCodes, Codes: "assessment-factor"}, "1A, 2B", "1A;2B"},
		{catalogue.Field{Type: catalogue.FieldCodes, Codes: "assessment-factor"}, "1A|2B", "1A;2B"},
		{catalogue.Field{Type: catalogue.FieldCodes, Codes: "assessment-factor"}, "1A;99Z", "1A;99Z"},
		{catalogue.Field{Type: catalogue.FieldCodes, Codes: "assessment-factor"}, "NULL", ""},
		// Where the word could be meant.
		{catalogue.Field{Type: catalogue.FieldLongText}, "None", "None"},
		{catalogue.Field{Type: catalogue.FieldLongText}, "N/A", "N/A"},
		{catalogue.Field{Type: catalogue.FieldLongText}, "Nan", "Nan"},
		{catalogue.Field{Type: catalogue.FieldLongText}, "NULL", ""},
		{catalogue.Field{Type: catalogue.FieldLongText}, "#N/A", ""},
		{catalogue.Field{Type: catalogue.FieldLongText}, "1.0", "1.0"},
		{catalogue.Field{ID: "family_name", Type: catalogue.FieldText}, "Null", "Null"},
		{catalogue.Field{ID: "family_name", Type: catalogue.FieldText}, "NULL", ""},
		{catalogue.Field{ID: "family_name", Type: catalogue.FieldText}, "Na", "Na"},
		{catalogue.Field{ID: "upn", Type: catalogue.FieldText}, "Null", ""},
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
