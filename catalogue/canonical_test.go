package catalogue_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
)

// row lays named values out in the order of a type's fields.
func row(tb testing.TB, ty *catalogue.Type, named map[string]string) []string {
	tb.Helper()
	values := make([]string, len(ty.Fields))
	for id, v := range named {
		i := ty.Index(id)
		if i < 0 {
			tb.Fatalf("%s has no field %s", ty.ID, id)
		}
		values[i] = v
	}
	return values
}

// sound is a referral with every field filled in canonical text.
func sound() map[string]string {
	return map[string]string{
		"child_id": "566910", "referred_on": "2019-02-28", "source": "1A", "factors": "1A;9",
		"decided_at": "2019-03-01T09:30:00Z", "no_further_action": "false", "previous": "2",
		"postcode": "SW9 7QQ", "note": "Seen at home", "see_again_on": "2019-04-01",
	}
}

func with(values map[string]string, id, v string) map[string]string {
	values[id] = v
	return values
}

func TestASoundRowBecomesARecordWithSortedBodyAndJoinedKey(t *testing.T) {
	t.Parallel()
	ty := fixture(t).Type("referral")
	rec, faults, ok := ty.Canonical(row(t, ty, sound()))
	if !ok || len(faults) > 0 {
		t.Fatalf("ok %v, faults %v", ok, faults)
	}
	want := catalogue.Record{
		Type: "referral", ID: "566910/2019-02-28/1A", Subject: "566910",
		Body: []byte(`{"child_id":"566910","decided_at":"2019-03-01T09:30:00Z","factors":["1A","9"],` +
			`"no_further_action":false,"note":"Seen at home","postcode":"SW9 7QQ","previous":2,` +
			`"referred_on":"2019-02-28","see_again_on":"2019-04-01","source":"1A"}`),
	}
	if diff := cmp.Diff(want, rec); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
}

func TestValuesAreMadeCanonical(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, field, given, want string }{
		{"space around a value is dropped", "source", " 1A\t", `"1A"`},
		{"a code that looks like a number keeps its nought", "source", "01", `"01"`},
		{"codes are sorted and kept once each", "factors", "9; 2B;1A;;9", `["1A","2B","9"]`},
		{"a leap day is a date", "see_again_on", "2024-02-29", `"2024-02-29"`},
		{"a moment in summer time becomes UTC", "decided_at", "2019-07-01T09:30:00+01:00", `"2019-07-01T08:30:00Z"`},
		{"parts of a second are dropped", "decided_at", "2019-07-01T09:30:00.987Z", `"2019-07-01T09:30:00Z"`},
		{"a boolean is bare", "no_further_action", "true", `true`},
		{"noughts before a number are dropped", "previous", "+007", `7`},
		{"minus nought is nought", "previous", "-0", `0`},
		{"a long whole number keeps every digit", "previous", "900719925474099301", `900719925474099301`},
		{"a postcode is upper case with one space", "postcode", "sw97qq", `"SW9 7QQ"`},
		{"a postcode loses spaces in the wrong place", "postcode", "s w97  qq", `"SW9 7QQ"`},
		{"a short postcode is a postcode", "postcode", "m1 1ae", `"M1 1AE"`},
		{"a London postcode ends its district with a letter", "postcode", "EC1A1BB", `"EC1A 1BB"`},
		{"text keeps its quotes, lines and accents", "note", "She said “no”\n\"Zoë\" \\ \t<&>", `"She said “no”\n\"Zoë\" \\ \t<&>"`},
	}
	ty := fixture(t).Type("referral")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec, faults, ok := ty.Canonical(row(t, ty, with(sound(), tt.field, tt.given)))
			if !ok || len(faults) > 0 {
				t.Fatalf("ok %v, faults %v", ok, faults)
			}
			var body map[string]json.RawMessage
			if err := json.Unmarshal(rec.Body, &body); err != nil {
				t.Fatal(err)
			}
			if got := string(body[tt.field]); got != tt.want {
				t.Errorf("%s is %s, want %s", tt.field, got, tt.want)
			}
		})
	}
}

func TestDecimalsAndMoneyAreExact(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, field, given, want string }{
		{"noughts at the end of a fraction are dropped", "share", "12.500", `12.5`},
		{"a bare point becomes nought point", "share", ".5", `0.5`},
		{"a tenth stays a tenth", "share", "0.1", `0.1`},
		{"a negative keeps its sign", "share", "-003.25", `-3.25`},
		{"minus nought is nought", "share", "-0.00", `0`},
		{"pounds and pence", "cost", "1234.50", `1234.5`},
	}
	ty := fixture(t).Type("specimen")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec, faults, ok := ty.Canonical(row(t, ty, map[string]string{"name": "a", tt.field: tt.given}))
			if !ok || len(faults) > 0 {
				t.Fatalf("ok %v, faults %v", ok, faults)
			}
			want := `"` + tt.field + `":` + tt.want
			if !strings.Contains(string(rec.Body), want) {
				t.Errorf("body %s, want %s", rec.Body, want)
			}
		})
	}
}

func TestAFaultOffTheKeyBlanksTheFieldAndTheRowGoesIn(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, field, given, kind, reason string }{
		{"an unknown code", "factors", "1A;77", "text of 5 characters", "holds a code that is not of the list factor"},
		{"a code in the wrong case", "factors", "1a", "text of 2 characters", "holds a code that is not of the list factor"},
		{"a day that is in no calendar", "see_again_on", "2019-02-29", "text of 10 characters", "not a date in the calendar"},
		{"a century that is no leap year", "see_again_on", "2100-02-29", "text of 10 characters", "not a date in the calendar"},
		{"a year before 1900", "see_again_on", "1899-12-31", "text of 10 characters", "not a date in the calendar"},
		{"a year after 2100", "see_again_on", "2101-01-01", "text of 10 characters", "not a date in the calendar"},
		{"a date in another form", "see_again_on", "28/02/2019", "date", "not a date in the calendar"},
		{"a moment without its zone", "decided_at", "2019-07-01T09:30:00", "text of 19 characters", "not a moment with its zone, as 2006-01-02T15:04:05Z"},
		{"a moment at 24 hours", "decided_at", "2019-07-01T24:00:00Z", "text of 20 characters", "not a moment with its zone, as 2006-01-02T15:04:05Z"},
		{"a moment that its zone takes before 1900", "decided_at", "1900-01-01T00:30:00+01:00", "moment", "not a date in the calendar"},
		{"a required field left blank", "decided_at", " ", "blank", "must be filled"},
		{"yes for true", "no_further_action", "yes", "text of 3 characters", "not true or false"},
		{"a fraction for a whole number", "previous", "2.0", "number", "not a whole number"},
		{"a number with an exponent", "previous", "2e3", "text of 3 characters", "not a whole number"},
		{"a number beyond the engine's", "previous", "9223372036854775808", "number", "too many digits"},
		{"a postcode of three letters", "postcode", "GIR 1AA", "text of 7 characters", "not a postcode"},
		{"half a postcode", "postcode", "SW9", "text of 3 characters", "not a postcode"},
		{"a postcode with a digit too many", "postcode", "SW999 7QQ", "text of 9 characters", "not a postcode"},
		{"text that is not UTF-8", "note", "caf\xe9", "bytes that are not UTF-8", "not valid UTF-8"},
		{"text with a null character", "note", "a\x00b", "text of 3 characters", "holds a control character"},
	}
	ty := fixture(t).Type("referral")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec, faults, ok := ty.Canonical(row(t, ty, with(sound(), tt.field, tt.given)))
			if !ok {
				t.Fatal("the row was kept out")
			}
			want := []catalogue.Fault{{Field: tt.field, ValueKind: tt.kind, Reason: tt.reason, Effect: catalogue.EffectBlank}}
			if diff := cmp.Diff(want, faults); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
			if strings.Contains(string(rec.Body), `"`+tt.field+`"`) {
				t.Errorf("the field is in the body: %s", rec.Body)
			}
		})
	}
}

func TestANumberThatCannotBeKeptExactlyIsAFault(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, field, given, reason string }{
		{"half a penny", "cost", "1.005", "less than a penny"},
		{"a pound sign", "cost", "£12", "not a number"},
		{"a thousands comma", "cost", "1,200", "not a number"},
		{"a point with nothing after it", "share", "5.", "not a number"},
		{"a sign alone", "share", "-", "not a number"},
		{"infinity", "share", "Inf", "not a number"},
		{"more digits than a double keeps", "share", "1234567890.123456", "too many digits"},
	}
	ty := fixture(t).Type("specimen")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, faults, ok := ty.Canonical(row(t, ty, map[string]string{"name": "a", tt.field: tt.given}))
			if !ok || len(faults) != 1 || faults[0].Reason != tt.reason {
				t.Errorf("ok %v, faults %v, want %q", ok, faults, tt.reason)
			}
		})
	}
}

func TestAFaultOnTheKeyKeepsTheRowOut(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, field, given string }{
		{"no subject", "child_id", ""},
		{"a subject with a control character", "child_id", "5\n6"},
		{"no key date", "referred_on", ""},
		{"an impossible key date", "referred_on", "2019-02-30"},
		{"an unknown key code", "source", "ZZ"},
	}
	ty := fixture(t).Type("referral")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			values := with(with(sound(), tt.field, tt.given), "postcode", "nowhere")
			rec, faults, ok := ty.Canonical(row(t, ty, values))
			if ok || rec.Body != nil {
				t.Error("the row went in")
			}
			if len(faults) != 2 {
				t.Fatalf("%d faults, want one for %s and one for the postcode: %v", len(faults), tt.field, faults)
			}
			for _, f := range faults {
				if f.Effect != catalogue.EffectKeptOut {
					t.Errorf("%s: effect %q", f.Field, f.Effect)
				}
			}
		})
	}
}

func TestARowOfTheWrongLengthIsKeptOut(t *testing.T) {
	t.Parallel()
	ty := fixture(t).Type("referral")
	_, faults, ok := ty.Canonical([]string{"566910"})
	want := []catalogue.Fault{{ValueKind: "1 values", Reason: "referral has 10 fields", Effect: catalogue.EffectKeptOut}}
	if diff := cmp.Diff(want, faults); ok || diff != "" {
		t.Errorf("ok %v, faults (-want +got):\n%s", ok, diff)
	}
}

func TestARecordIDTellsItsPartsApart(t *testing.T) {
	t.Parallel()
	ty := fixture(t).Type("specimen")
	tests := []struct {
		name, want string
		given      map[string]string
	}{
		{"a stroke in a value is escaped", "a%2Fb/c/1", map[string]string{"name": "a/b", "label": "c", "counted": "01"}},
		{"a per cent sign in a value is escaped", "a%252Fb/c/1", map[string]string{"name": "a%2Fb", "label": "c", "counted": "1"}},
		{"a blank optional part is an empty part", "a//1", map[string]string{"name": "a", "counted": "1"}},
		{"blank parts at the end are kept", "a//", map[string]string{"name": "a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec, faults, ok := ty.Canonical(row(t, ty, tt.given))
			if !ok || len(faults) > 0 || rec.ID != tt.want || rec.Subject != "" {
				t.Errorf("id %q subject %q, want id %q and no subject; ok %v faults %v", rec.ID, rec.Subject, tt.want, ok, faults)
			}
		})
	}
}

func TestCanonicalDoesNotChangeTheRowItIsGiven(t *testing.T) {
	t.Parallel()
	ty := fixture(t).Type("referral")
	given := row(t, ty, with(sound(), "postcode", "sw97qq"))
	before := slices.Clone(given)
	ty.Canonical(given)
	if diff := cmp.Diff(before, given); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkCanonicalOfTenFields(b *testing.B) {
	ty := fixture(b).Type("referral")
	values := row(b, ty, sound())
	b.ReportAllocs()
	for b.Loop() {
		if _, _, ok := ty.Canonical(values); !ok {
			b.Fatal("kept out")
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkValuesOfTenFields(b *testing.B) {
	ty := fixture(b).Type("referral")
	rec, _, _ := ty.Canonical(row(b, ty, sound()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ty.Values(rec.Body); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
