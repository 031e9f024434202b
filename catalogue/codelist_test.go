package catalogue_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
)

// returned is a catalogue of one record type with a list of a return and a closed list.
func returned(tb testing.TB) *catalogue.Type {
	tb.Helper()
	c, err := catalogue.Parse(fstest.MapFS{
		"codes/place.yaml":  {Data: []byte("id: place\ntitle: Place\nsource: A return\nreturned: true\ncodes:\n  - {code: U4, label: Foster}\n  - {code: K3, label: Supported, from: 2024-25}\n  - {code: E43, label: Guardian, to: 2017-18}\n")},
		"codes/factor.yaml": {Data: []byte("id: factor\ntitle: Factor\nsource: A return\nreturned: true\ncodes:\n  - {code: 1A, label: Drink}\n  - {code: 2A, label: Drugs}\n")},
		"codes/own.yaml":    {Data: []byte("id: own\ntitle: Own\nsource: Heed\ncodes:\n  - {code: one, label: One}\n")},
		"types/care/stay.yaml": {Data: []byte(`id: stay
title: Stay
area: care
about: child
kept_by: case system
key: [child_id, started_on, place]
retention: {class: child record, basis: A test}
fields:
  - {id: child_id, title: Child, type: subject, required: true}
  - {id: started_on, title: Started on, type: date, required: true}
  - {id: place, title: Place, type: code, codes: place}
  - {id: factors, title: Factors, type: codes, codes: factor}
  - {id: own, title: Own, type: code, codes: own}
`)},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return c.Type("stay")
}

func TestAnUnknownCodeOfAReturnIsKeptAndTold(t *testing.T) {
	t.Parallel()
	const reason = "unknown code: the list place does not have it"
	for _, tt := range []struct {
		name, place, factors, own string
		body                      string
		faults                    []catalogue.Fault
	}{
		{
			"a code of the list", "U4", "", "",
			`{"child_id":"1","place":"U4","started_on":"2025-01-01"}`, nil,
		},
		{
			"a code that the list lacks", "Q9", "", "",
			`{"child_id":"1","place":"Q9","started_on":"2025-01-01"}`,
			[]catalogue.Fault{{Field: "place", ValueKind: "text of 2 characters", Reason: reason, Effect: catalogue.EffectAsGiven}},
		},
		{
			"a text that is no code", "In a tent by the river", "", "",
			`{"child_id":"1","started_on":"2025-01-01"}`,
			[]catalogue.Fault{{Field: "place", ValueKind: "text of 22 characters", Reason: "not a code of the list place", Effect: catalogue.EffectKeptOut}},
		},
		{
			"a code among several", "", "2A;99Z;1A", "",
			`{"child_id":"1","factors":["1A","2A","99Z"],"started_on":"2025-01-01"}`,
			[]catalogue.Fault{{Field: "factors", ValueKind: "text of 9 characters", Reason: "unknown code: the list factor does not have it", Effect: catalogue.EffectAsGiven}},
		},
		{
			"a text among several codes", "", "1A;drank a lot", "",
			`{"child_id":"1","started_on":"2025-01-01"}`,
			[]catalogue.Fault{{Field: "factors", ValueKind: "text of 14 characters", Reason: "holds a code that is not of the list factor", Effect: catalogue.EffectBlank}},
		},
		{
			"a code that a closed list lacks", "", "", "two",
			`{"child_id":"1","started_on":"2025-01-01"}`,
			[]catalogue.Fault{{Field: "own", ValueKind: "text of 3 characters", Reason: "not a code of the list own", Effect: catalogue.EffectBlank}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			kind := returned(t)
			rec, faults, ok := kind.Canonical([]string{"1", "2025-01-01", tt.place, tt.factors, tt.own})
			if diff := cmp.Diff(tt.faults, faults); diff != "" {
				t.Error(diff)
			}
			if !ok {
				return
			}
			if string(rec.Body) != tt.body {
				t.Errorf("body %s, want %s", rec.Body, tt.body)
			}
			values, err := kind.Values(rec.Body)
			if err != nil {
				t.Fatal(err)
			}
			again, _, _ := kind.Canonical(values)
			if diff := cmp.Diff(rec, again); diff != "" {
				t.Errorf("what was recorded makes another record:\n%s", diff)
			}
		})
	}
}

func TestACodeIsShownByItsLabelOrSaidToBeUnknown(t *testing.T) {
	t.Parallel()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ list, code, want string }{
		{"placement-type", "U4", "Foster, long term"},
		{"placement-type", "Q9", "unknown code Q9"},
		{"placement-type", "", ""},
		{"placement-type", "Not known", "Not known"},
		{"worker-role", "juggler", "juggler"},
	} {
		if got := c.List(tt.list).Label(tt.code); got != tt.want {
			t.Errorf("%s of %s is %q, want %q", tt.code, tt.list, got, tt.want)
		}
	}
}

func TestCodesHaveTheYearsOfTheReturnsThatHoldThem(t *testing.T) {
	t.Parallel()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		list, code string
		from, to   int
	}{
		{"placement-type", "K2", 0, 0},
		{"placement-type", "K3", 2025, 0},
		{"placement-type", "H5", 0, 2025},
		{"placement-type", "Z1", 0, 2025},
		{"placement-type", "Z11", 2026, 0},
		{"placement-type", "Z14", 2026, 0},
		{"placement-type", "Q9", 0, 0},
		{"episode-end", "E43", 0, 2018},
		{"episode-end", "E44", 0, 2018},
		{"episode-end", "E45", 2019, 0},
		{"assessment-factor", "8A", 0, 2016},
		{"cin-closure", "RC9", 2023, 0},
	} {
		if from, to := c.List(tt.list).Years(tt.code); from != tt.from || to != tt.to {
			t.Errorf("%s of %s is of %d to %d, want %d to %d", tt.code, tt.list, from, to, tt.from, tt.to)
		}
	}
}
