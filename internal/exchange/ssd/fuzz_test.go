package ssd_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/ssd"
)

// FuzzObjects reads any text as an object of the dataset, beside the persons of the fixtures.
func FuzzObjects(f *testing.F) {
	names, err := filepath.Glob("testdata/extract/*")
	if err != nil || len(names) == 0 {
		f.Fatalf("no fixtures: %v", err)
	}
	persons := ""
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
		if strings.Contains(strings.ToLower(name), "ssd_person.") {
			persons = string(text)
		}
	}
	f.Add("cine_person_id,cine_referral_id,cine_referral_date,cine_referral_outcome_json\n1,R1,2026-01-05,\"{\"\"NFA_FLAG\"\": \"\"Y\"\", \"\"X\"\": [{}]}\"\n")
	shared := format(f)
	f.Fuzz(func(t *testing.T, text string) {
		const longest = 8 << 10
		if len(text) > longest {
			t.Skip("long")
		}
		heading, err := sheet.Heading(sheet.New(strings.NewReader(text)))
		if err != nil {
			t.Skip("no heading")
		}
		object := shared.Match(heading)
		if object == nil {
			t.Skip("no object")
		}
		list := []ssd.File{{Name: "object.csv", Object: object, Open: func() (ssd.Rows, error) {
			return csv{sheet.New(strings.NewReader(text)), io.NopCloser(nil)}, nil
		}}}
		if object.Name != "person" {
			list = append(list, file(t, shared, "ssd_person.csv", persons))
		}
		first := readObjects(t, shared, list)
		intaketest.CheckSound(t, first)
		if diff := cmp.Diff(first, readObjects(t, shared, list)); diff != "" {
			t.Fatal("read again it is another: ", diff)
		}
	})
}

func readObjects(t *testing.T, shared *ssd.Format, list []ssd.File) *intaketest.Collector {
	t.Helper()
	sink := &intaketest.Collector{}
	src := ssd.Source{Today: today, Own: func(last string) (intake.Span, error) { return intake.Span{To: last, Basis: "a test"}, nil }}
	parts, err := shared.Read(context.Background(), list, sink, src)
	if err != nil {
		intaketest.CheckRefused(t, err)
	} else if len(parts) != len(list) {
		t.Fatalf("%d objects of %d are reported", len(parts), len(list))
	}
	return sink
}
