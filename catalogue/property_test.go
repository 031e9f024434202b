package catalogue_test

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"heed/catalogue"
)

// given draws a value that a field of this type might be given: mostly sound,
// in canonical form or not, and sometimes anything at all.
func given(ft catalogue.FieldType) *rapid.Generator[string] {
	sound := map[catalogue.FieldType]string{
		catalogue.FieldDate:     `(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])`,
		catalogue.FieldMoment:   `20[0-9]{2}-0[1-9]-[12][0-8]T[01][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,3})?(Z|[+]01:00)`,
		catalogue.FieldCode:     ` ?(1A|1B|01) ?`,
		catalogue.FieldCodes:    `(1A|2B|9)( ?; ?(1A|2B|9)){0,4}`,
		catalogue.FieldYesNo:    `true|false`,
		catalogue.FieldInteger:  `[-+]?[0-9]{1,18}`,
		catalogue.FieldDecimal:  `[-+]?[0-9]{1,9}(\.[0-9]{1,6})?`,
		catalogue.FieldMoney:    `[-+]?[0-9]{1,9}(\.[0-9]{1,2})?`,
		catalogue.FieldPostcode: `[a-zA-Z]{1,2}[0-9]{1,2} {0,2}[0-9][a-zA-Z]{2}`,
	}
	form, ok := sound[ft]
	if !ok {
		return rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-Z0-9/%"\\]{1,12}`))
	}
	return rapid.OneOf(rapid.StringMatching(form), rapid.StringMatching(form), rapid.Just(""), rapid.String(),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
}

func drawRow(t *rapid.T, ty *catalogue.Type) []string {
	values := make([]string, len(ty.Fields))
	for i, f := range ty.Fields {
		values[i] = given(f.Type).Draw(t, f.ID)
	}
	return values
}

// checkRecord holds a record to what Canonical promises of every record.
func checkRecord(t interface{ Fatalf(string, ...any) }, ty *catalogue.Type, rec catalogue.Record) {
	if !utf8.Valid(rec.Body) || !json.Valid(rec.Body) {
		t.Fatalf("the body is not JSON: %q", rec.Body)
	}
	values, err := ty.Values(rec.Body)
	if err != nil {
		t.Fatalf("reading back %q: %v", rec.Body, err)
	}
	again, faults, ok := ty.Canonical(values)
	if !ok {
		t.Fatalf("canonical values are refused: %q, %v", values, faults)
	}
	for _, f := range faults {
		if f.ValueKind != "blank" {
			t.Fatalf("a canonical value is a fault: %v", f)
		}
	}
	if diff := cmp.Diff(rec, again); diff != "" {
		t.Fatalf("Canonical of Values differs (-first +again):\n%s", diff)
	}
	back, err := ty.Values(again.Body)
	if diff := cmp.Diff(values, back); err != nil || diff != "" {
		t.Fatalf("Values of Canonical is not the identity: %v\n%s", err, diff)
	}
}

func TestValuesReversesCanonical(t *testing.T) {
	t.Parallel()
	c := fixture(t)
	for _, ty := range c.Types {
		t.Run("for a "+ty.ID, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				rec, faults, ok := ty.Canonical(drawRow(t, ty))
				if !ok {
					if len(faults) == 0 {
						t.Fatalf("a row is kept out without a fault")
					}
					return
				}
				checkRecord(t, ty, rec)
			})
		})
	}
}

func TestValuesGivesWhatEncodingJSONReads(t *testing.T) {
	t.Parallel()
	ty := fixture(t).Type("referral")
	rapid.Check(t, func(t *rapid.T) {
		rec, _, ok := ty.Canonical(drawRow(t, ty))
		if !ok {
			return
		}
		var want map[string]any
		if err := json.Unmarshal(rec.Body, &want); err != nil {
			t.Fatal(err)
		}
		values, err := ty.Values(rec.Body)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"child_id", "note", "source", "referred_on", "decided_at", "postcode"} {
			text, _ := want[id].(string)
			if got := values[ty.Index(id)]; got != text {
				t.Fatalf("%s is %q, encoding/json reads %q", id, got, text)
			}
		}
	})
}

func TestDifferentKeysGiveDifferentRecordIDs(t *testing.T) {
	t.Parallel()
	ty := fixture(t).Type("specimen")
	part := rapid.StringMatching(`[ab/%2F]{1,4}`)
	rapid.Check(t, func(t *rapid.T) {
		a := []string{part.Draw(t, "a name"), part.Draw(t, "a label"), "", "", "", ""}
		b := []string{part.Draw(t, "b name"), part.Draw(t, "b label"), "", "", "", ""}
		one, _, _ := ty.Canonical(a)
		two, _, _ := ty.Canonical(b)
		if same := a[0] == b[0] && a[1] == b[1]; same != (one.ID == two.ID) {
			t.Fatalf("keys %q and %q give ids %q and %q", a, b, one.ID, two.ID)
		}
	})
}

func FuzzCanonical(f *testing.F) {
	ty := fixture(f).Type("referral")
	s := sound()
	f.Add(s["child_id"], s["referred_on"], s["source"], s["factors"], s["decided_at"], s["previous"], s["postcode"], s["note"])
	f.Add("a/b", "1900-01-01", "", "9;1A", "2019-07-01T09:30:00+01:00", "-0", "gir0aa", "\"\\\u2028\x7f")
	f.Fuzz(func(t *testing.T, child, on, source, factors, at, previous, postcode, note string) {
		rec, _, ok := ty.Canonical([]string{child, on, source, factors, at, "", previous, postcode, note, on})
		if ok {
			checkRecord(t, ty, rec)
		}
	})
}

func FuzzValues(f *testing.F) {
	ty := fixture(f).Type("referral")
	rec, _, _ := ty.Canonical(row(f, ty, sound()))
	f.Add(rec.Body)
	f.Add([]byte(`{"child_id":"\n\"é😀","factors":["1A"],"gone":true,"previous":-1.5}`))
	f.Add([]byte(`{"child_id":"\u00e9\ud83d"}`))
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"child_id":}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		values, err := ty.Values(body)
		if err != nil {
			return
		}
		if !json.Valid(body) || !utf8.Valid(body) {
			t.Fatalf("Values reads what is not JSON in UTF-8: %q", body)
		}
		for _, id := range []string{"child_id", "note"} {
			var want map[string]json.RawMessage
			var text string
			if err := json.Unmarshal(body, &want); err != nil {
				t.Fatal(err)
			}
			if json.Unmarshal(want[id], &text) == nil && values[ty.Index(id)] != text {
				t.Fatalf("%s of %q is %q, encoding/json reads %q", id, body, values[ty.Index(id)], text)
			}
		}
	})
}
