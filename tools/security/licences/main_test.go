package main

import (
	"slices"
	"testing"
)

const bill = `{"components": [
	{"name": "a", "evidence": {"licenses": [{"license": {"id": "MIT"}}]}},
	{"name": "b", "evidence": {"licenses": [{"license": {"id": "MIT"}}, {"license": {"id": "GPL-3.0-only"}}]}},
	{"name": "c"},
	{"name": "d", "evidence": {"licenses": [{"license": {"name": "My own"}}]}},
	{"name": "e"}
]}`

func TestWhatIsNotAllowedOrNotFoundIsNamed(t *testing.T) {
	t.Parallel()
	components, err := parse([]byte(bill))
	if err != nil {
		t.Fatal(err)
	}
	got := check(components, "# allowed\nMIT\n\ne MIT\n")
	want := []string{"b: GPL-3.0-only is not among the licences that are allowed", "c: no licence was found", "d: My own is not among the licences that are allowed"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestABillOfNothingIsAFault(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "{}", `{"components": []}`} {
		if _, err := parse([]byte(text)); err == nil {
			t.Errorf("%q is read", text)
		}
	}
}
