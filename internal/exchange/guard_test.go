package exchange

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"heed/catalogue"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
)

// brittle is a format whose files begin with BRITTLE, and that panics at one step, with a cell of the file as its value.
type brittle struct{ step string }

func brittleSpec(step string) format.Spec {
	return format.Spec{
		Kind: "brittle", Title: "a brittle file",
		New: func(*catalogue.Catalogue, *intake.Normaliser) (format.Format, error) { return brittle{step}, nil },
	}
}

func (b brittle) Begin(s *format.Search) format.Finder { return &brittleFinder{brittle: b, search: s} }

type brittleFinder struct {
	brittle

	search *format.Search
	files  []*format.File
}

func (b brittle) breakAt(step string) {
	switch b.step {
	case step:
		panic("the cell Secretname is not expected")
	case step + " with an index":
		var cells []string
		_ = cells[len(step)]
	}
}

func (d *brittleFinder) Claims(*format.File) string {
	d.breakAt("claiming")
	return ""
}

func (d *brittleFinder) Recognise(f *format.File) (format.Answer, error) {
	d.breakAt("recognising")
	heading, err := f.Heading()
	if err != nil || heading[0] != "BRITTLE" {
		return format.NotMine(), err
	}
	d.files = append(d.files, f)
	return format.Mine(), nil
}

func (d *brittleFinder) Returns() ([]*format.Return, []intake.Fault, error) {
	var returns []*format.Return
	for _, f := range d.files {
		in, err := d.search.Open(f)
		if err != nil {
			return nil, nil, err
		}
		d.breakAt("grouping")
		if err := in.Close(); err != nil {
			return nil, nil, err
		}
		r := format.NewReturn("brittle", 2021, []*format.File{f}, true)
		r.Reader = func(_ context.Context, reading *format.Reading) error { return d.read(reading, f) }
		returns = append(returns, r)
	}
	return returns, nil, nil
}

func (d *brittleFinder) read(reading *format.Reading, f *format.File) error {
	return reading.Use(f, func(io.Reader) error {
		d.breakAt("reading")
		var side format.Side
		side.Go(func() error {
			d.breakAt("reading beside")
			return nil
		})
		side.Go(func() error { return nil })
		if err := side.Wait(); err != nil {
			return err
		}
		return reading.Sink.Read(1)
	})
}

// importWith finds and reads with the brittle format before all others.
func importWith(t *testing.T, step string, sink Sink, paths ...string) error {
	t.Helper()
	cat, _ := intaketest.Catalogue(t)
	found, err := find(t.Context(), cat, paths, Options{}, append([]format.Spec{brittleSpec(step)}, specs...))
	if err != nil {
		return err
	}
	for _, r := range found.Returns("") {
		if err := r.Read(t.Context(), sink, nil); err != nil {
			return err
		}
	}
	return nil
}

func TestAPanicOfAFormatEndsTheImportWithAFaultThatNamesTheFile(t *testing.T) {
	t.Parallel()
	for _, step := range []string{
		"claiming", "recognising", "grouping", "reading", "reading beside", "recognising with an index", "reading with an index",
		"reading beside with an index",
	} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			dir := tree(t, "in/odd.csv", "BRITTLE,a\n1,Secretname\n")
			err := importWith(t, step, &intaketest.Collector{}, dir)
			var panicked *PanicError
			if !errors.As(err, &panicked) || !errors.Is(err, ErrRefused) {
				t.Fatalf("got %v", err)
			}
			if !strings.HasPrefix(err.Error(), "in/odd.csv is refused: ") || !strings.Contains(err.Error(), "reader of brittle") {
				t.Errorf("the error does not name the file and the format: %v", err)
			}
			detail := panicked.Detail()
			if !strings.Contains(detail, "breakAt") || !strings.Contains(detail, "guard_test.go:") {
				t.Errorf("the detail does not say where it was: %s", detail)
			}
			if strings.Contains(step, "index") && !strings.Contains(detail, "index out of range") {
				t.Errorf("the detail does not say what it was: %s", detail)
			}
			for _, text := range []string{err.Error(), detail} {
				if strings.Contains(text, "Secretname") {
					t.Errorf("a cell of the file is shown: %s", text)
				}
			}
			if err := importWith(t, "nowhere", &intaketest.Collector{}, dir); err != nil {
				t.Errorf("the import after it: %v", err)
			}
		})
	}
}

// broken is a sink that panics.
type broken struct{ intaketest.Collector }

func (*broken) Read(int) error { panic("the ledger is broken") }

// Cover takes nothing.
func (*broken) Cover(Coverage) error { return nil }

func TestAPanicOfTheSinkIsNotTakenForOneOfTheFile(t *testing.T) {
	t.Parallel()
	defer func() {
		if why := recover(); why != "the ledger is broken" {
			t.Errorf("the sink's panic became %v", why)
		}
	}()
	err := importWith(t, "nowhere", &broken{}, tree(t, "odd.csv", "BRITTLE,a\n"))
	t.Errorf("the sink's panic became the error %v", err)
}

func TestFoundIsReadIntoWhicheverAuthorityIsChosen(t *testing.T) {
	t.Parallel()
	cat, _ := intaketest.Catalogue(t)
	dir := tree(t, "2021/cin.xml", censusXML, "2021/team.csv", teamCSV, "2022/cin.xml", strings.Replace(censusXML, "2021-03-31", "2022-03-31", 1))
	found, err := Find(t.Context(), cat, []string{dir}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := found.Authorities(); !slices.Equal(got, []string{"990"}) {
		t.Errorf("authorities %v", got)
	}
	if got := found.Kinds(); !slices.Equal(got, []string{"cin", "csv"}) {
		t.Errorf("kinds %v", got)
	}
	if got := readAll(t, found.Returns("990")).Lines(); strings.Contains(got, "LEA") {
		t.Errorf("read into its own authority: %s", got)
	}
	if got := readAll(t, found.Returns("208")).Lines(); strings.Count(got, "the file says authority 990, it was imported into 208") != 2 {
		t.Errorf("read into another authority: %s", got)
	}
}
