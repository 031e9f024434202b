package ssd_test

import (
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/intake/intaketest"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/ssd"
)

var update = flag.Bool("update", false, "write the golden files anew")

// today is the day on which tests import.
var today = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// csv is a file of CSV as rows.
type csv struct {
	*sheet.Reader
	io.Closer
}

func format(tb testing.TB) *ssd.Format {
	tb.Helper()
	cat, norm := intaketest.Catalogue(tb)
	f, err := ssd.New(cat, norm)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// files gives the files of a folder as an extract.
func files(tb testing.TB, f *ssd.Format, dir string) []ssd.File {
	tb.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		tb.Fatal(err)
	}
	var list []ssd.File
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		list = append(list, file(tb, f, filepath.Base(name), string(text)))
	}
	return list
}

// file gives one file of an extract by its text.
func file(tb testing.TB, f *ssd.Format, name, text string) ssd.File {
	tb.Helper()
	heading, err := sheet.Heading(sheet.New(strings.NewReader(text)))
	if err != nil {
		tb.Fatal(err)
	}
	object := f.Match(heading)
	if object == nil {
		tb.Fatalf("%s is recognised as no object", name)
	}
	return ssd.File{Name: name, Object: object, Open: func() (ssd.Rows, error) {
		return csv{sheet.New(strings.NewReader(text)), io.NopCloser(nil)}, nil
	}}
}

// extract writes objects, given as heading and rows in one text each, as an extract and reads it.
func extract(tb testing.TB, texts ...string) (*intaketest.Collector, []ssd.Part) {
	tb.Helper()
	f := format(tb)
	var list []ssd.File
	for _, text := range texts {
		text = strings.TrimLeft(text, "\n")
		prefix := text[:4]
		list = append(list, file(tb, f, prefix+".csv", text))
	}
	return read(tb, f, list)
}

func read(tb testing.TB, f *ssd.Format, list []ssd.File) (*intaketest.Collector, []ssd.Part) {
	tb.Helper()
	sink := &intaketest.Collector{}
	parts, err := f.Read(context.Background(), list, sink, today, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return sink, parts
}

func TestAWholeExtractBecomesRecords(t *testing.T) {
	t.Parallel()
	f := format(t)
	sink, parts := read(t, f, files(t, f, "testdata/extract"))
	if len(parts) != 48 {
		t.Errorf("%d objects are reported, want all 48", len(parts))
	}
	got := sink.Bodies() + "\nfaults\n" + sink.Lines()
	const golden = "testdata/extract.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryFileNameOfTheStandardIsAnObject(t *testing.T) {
	t.Parallel()
	f := format(t)
	for name, want := range map[string]bool{
		"ssd_cin_episodes.csv": true, "SSD_PERSON.CSV": true, "ssd_s251_finance.parquet": true,
		"cin_episodes.csv": false, "ssd_nothing.csv": false, "header.csv": false,
	} {
		if got := f.Named(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
