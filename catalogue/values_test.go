package catalogue_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
)

func TestValuesPassesOverAFieldThatTheTypeNoLongerHas(t *testing.T) {
	t.Parallel()
	ty := fixture(t).Type("specimen")
	got, err := ty.Values([]byte(`{"aged":3,"colours":["red","blue"],"label":"b","name":"a","zeal":true}`))
	if diff := cmp.Diff([]string{"a", "b", "", "", "", ""}, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestValuesRefusesWhatIsNotCanonicalWithoutRepeatingIt(t *testing.T) {
	t.Parallel()
	ty := fixture(t).Type("specimen")
	tests := []struct{ name, body string }{
		{"nothing", ``},
		{"no object", `"name"`},
		{"an object cut short", `{"name":"secret"`},
		{"a string cut short", `{"name":"secret`},
		{"an escape cut short", `{"name":"secret\`},
		{"an escape that is none", `{"name":"secret\q"}`},
		{"a bare line end in a string", "{\"name\":\"sec\nret\"}"},
		{"keys out of order", `{"name":"secret","label":"b"}`},
		{"a key twice", `{"name":"secret","name":"b"}`},
		{"space between", `{"name": "secret"}`},
		{"something after", `{"name":"secret"}{}`},
		{"a comma too many", `{"name":"secret",}`},
		{"a null", `{"name":null}`},
		{"no value", `{"name":}`},
		{"no value before another", `{"label":,"name":"secret"}`},
		{"no value in a key that the type has no more", `{"gone":,"name":"secret"}`},
		{"a minus alone", `{"share":-}`},
		{"a byte that is not UTF-8", "{\"name\":\"secret\xff\"}"},
		{"a byte that is not UTF-8 beside an escape", "{\"name\":\"secret\\n\xff\"}"},
		{"half of a surrogate pair", `{"name":"secret\ud83d"}`},
		{"an escape that is not needed", `{"name":"secret\u0041"}`},
		{"an escape that is not the shortest", `{"name":"secret\u000a"}`},
		{"a stroke escaped", `{"name":"secret\/"}`},
		{"an object within", `{"name":{"a":1}}`},
		{"a number with an exponent", `{"share":1e3}`},
		{"a number with noughts before it", `{"share":007}`},
		{"an array cut short", `{"name":["secret"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ty.Values([]byte(tt.body))
			if err == nil {
				t.Fatal("it was read")
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("the error holds the value: %v", err)
			}
		})
	}
}

func TestAValueKindNeverHoldsTheValue(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"": "blank", " \t": "blank", "2019-02-28": "date", "28/2/2019": "date", "28 February 2019": "date",
		"2019-02-28T09:30:00Z": "moment", "-12.5": "number", "007": "number", "true": "true or false",
		"Zoë": "text of 3 characters", "X": "text of 1 character", "+": "text of 1 character", "\xff": "bytes that are not UTF-8",
	} {
		if got := catalogue.ValueKind(value); got != want {
			t.Errorf("ValueKind(%q) = %q, want %q", value, got, want)
		}
	}
}

func TestAListGivesTheLabelOrTheCodeItself(t *testing.T) {
	t.Parallel()
	l := fixture(t).List("referral-source")
	if got := l.Label("1A"); got != "Individual: family member" {
		t.Errorf("label of 1A: %q", got)
	}
	if got := l.Label("77"); got != "77" {
		t.Errorf("label of an unknown code: %q", got)
	}
	want := catalogue.Code{Code: "1A", Label: "Individual: family member", Group: "Individual"}
	if diff := cmp.Diff(want, l.Codes[0]); diff != "" {
		t.Error(diff)
	}
}

func TestAFieldIsFoundByItsID(t *testing.T) {
	t.Parallel()
	c := fixture(t)
	ty := c.Type("referral")
	if f := ty.Field("see_again_on"); f == nil || !f.Planned || f.Type != catalogue.FieldDate {
		t.Errorf("see_again_on: %+v", f)
	}
	if ty.Field("nothing") != nil || ty.Index("nothing") != -1 || c.Type("nothing") != nil || c.List("nothing") != nil {
		t.Error("something was found for an id that is not there")
	}
}

func TestTheHashChangesWithAnyFile(t *testing.T) {
	t.Parallel()
	hashes := map[string]string{fixture(t).Hash(): "the fixture"}
	for path, change := range map[string]string{
		"codes/factor.yaml":                  "# a comment\n",
		"types/settings/specimen.yaml":       "# a comment\n",
		"types/front-door/referral.yaml":     "\n",
		"types/front-door/referral.yaml ...": "",
	} {
		path = strings.TrimSuffix(path, " ...")
		files := goodFiles(t)
		files[path] = &fstest.MapFile{Data: append(files[path].Data, change...)}
		c, err := catalogue.Parse(files)
		if err != nil {
			t.Fatal(err)
		}
		if other, seen := hashes[c.Hash()]; seen != (change == "") {
			t.Errorf("changing %s: hash seen %v (%s)", path, seen, other)
		}
		hashes[c.Hash()] = path
	}
}
