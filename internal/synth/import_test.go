package synth_test

import (
	"slices"
	"testing"

	"heed/catalogue"
	"heed/internal/exchange"
	"heed/internal/synth"
)

// collector keeps the faults that the importers find.
type collector struct {
	rows   int
	faults []exchange.Fault
}

func (d *collector) Record(catalogue.Record) error { return nil }
func (d *collector) Read(n int) error              { d.rows += n; return nil }
func (d *collector) Cover(exchange.Coverage) error { return nil }
func (d *collector) Fault(f exchange.Fault) error  { d.faults = append(d.faults, f); return nil }

func read(t *testing.T, dir string) (returns []exchange.Return, d collector) {
	t.Helper()
	cat, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	returns, err = exchange.Recognise(t.Context(), cat, []string{dir}, exchange.Options{Authority: "990", Today: until})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range returns {
		if err := r.Read(t.Context(), &d, nil); err != nil {
			t.Fatal(err)
		}
	}
	return returns, d
}

func TestTheImportersKnowEveryFileAndFindNothingWrongWhereNoFaultWasPlanted(t *testing.T) {
	t.Parallel()
	dir, a := small.read(t)
	returns, d := read(t, dir)
	if len(returns) != 3*len(a.Years) {
		t.Fatalf("recognised %d returns in %d years", len(returns), len(a.Years))
	}
	for i, r := range returns {
		if want := a.Years[i/3].Ending; r.Year != want {
			t.Errorf("the %s of %d is taken for %d", r.Kind, want, r.Year)
		}
	}
	if len(d.faults) > 0 || len(a.Planted) > 0 {
		t.Errorf("%d faults in %d rows, the first %+v", len(d.faults), d.rows, d.faults[0])
	}
}

// TestTheImportersFindThePlantedFaultsAndNoOthers holds for every kind but a missing
// date of birth, which no record needs and which is a check's to find.
func TestTheImportersFindThePlantedFaultsAndNoOthers(t *testing.T) {
	t.Parallel()
	dir, a := write(t, synth.Options{Children: 1_500, Seed: 4, FaultShare: 0.02})
	_, d := read(t, dir)
	type place struct {
		file string
		line int
	}
	found, planted := map[place]string{}, map[place]bool{}
	for _, f := range d.faults {
		found[place{f.File, f.Line}] = f.Reason
	}
	for _, p := range a.Planted {
		planted[place{p.File, p.Line}] = true
		if p.Kind != synth.FaultMissingBirthDate && found[place{p.File, p.Line}] == "" {
			t.Errorf("%s line %d: %s of %s not found", p.File, p.Line, p.Kind, p.Field)
		}
	}
	for at, reason := range found {
		if !planted[at] {
			t.Errorf("%s line %d: %s, which was not planted", at.file, at.line, reason)
		}
	}
	for _, kind := range []string{
		synth.FaultUnknownCode, synth.FaultImpossibleDate, synth.FaultMissingBirthDate, synth.FaultDuplicatedRow, synth.FaultStrayColumn,
		synth.FaultEndBeforeStart, synth.FaultFutureDate,
	} {
		if !slices.ContainsFunc(a.Planted, func(p synth.Planted) bool { return p.Kind == kind }) {
			t.Errorf("no %s was planted", kind)
		}
	}
	if share := float64(len(a.Planted)) / float64(d.rows); share < 0.01 || share > 0.025 {
		t.Errorf("%.4f of rows have a fault where 0.02 was asked for", share)
	}
}
