package cin

import (
	"testing"

	"heed/internal/exchange/intake/intaketest"
)

func TestEveryElementOfAChildFillsAField(t *testing.T) {
	t.Parallel()
	f, err := New(intaketest.Catalogue(t))
	if err != nil {
		t.Fatal(err)
	}
	for n, name := range f.elements.numbers.Names {
		_, details := f.elements.details.Items[name]
		_, source := f.elements.source.Items[name]
		if details || source {
			continue
		}
		held := false
		for _, s := range f.shapes {
			held = held || s.field[n] >= 0
		}
		if !held {
			t.Errorf("no field maps to the element %s, so it would be read and lost", name)
		}
	}
}

func TestEveryKeyFieldOfATypeIsFilled(t *testing.T) {
	t.Parallel()
	f, err := New(intaketest.Catalogue(t))
	if err != nil {
		t.Fatal(err)
	}
	for id, s := range f.shapes {
		for _, key := range s.Type.Key {
			if i := s.Type.Index(key); s.Items[i] == "" && key != "reported_by" {
				t.Errorf("%s.%s is in the key and maps to no element", id, key)
			}
		}
	}
}
