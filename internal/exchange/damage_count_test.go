package exchange_test

import (
	"strings"
	"testing"

	"heed/catalogue"
	"heed/internal/exchange"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
)

// tally is a sink that counts the rows that are kept out. A reader counts each row before it gives what comes of it, so the faults between two rows are
// those of the first, however many they are. Faults that come of comparing two rows may come later, one for each row.
type tally struct {
	intaketest.Collector

	keptOut int
	open    bool // the row in hand has been kept out already
}

// Read counts rows.
func (c *tally) Read(rows int) error {
	c.open = false
	return c.Collector.Read(rows)
}

// Fault counts the row that a fault keeps out.
func (c *tally) Fault(f exchange.Fault) error {
	compared := strings.HasPrefix(f.Reason, "differs from the row with the same key on ") || strings.HasPrefix(f.Reason, intake.ReasonTwice)
	switch {
	case f.Effect != catalogue.EffectKeptOut:
	case compared:
		c.keptOut++
	case !c.open:
		c.open = true
		c.keptOut++
	}
	return c.Collector.Fault(f)
}

// checkCount fails the test unless the rows of a return add up. In the SSDA903, the census and lists a row is a record, so the rows that were read are
// those recorded and those kept out, of which a row that says what another has said is one. In the dataset and Annex A a row gives records of several
// types, or a part of one, so there the parts of the return count: each row has given something, or is left with the reason.
func checkCount(t *testing.T, label string, r exchange.Return, c *tally) {
	t.Helper()
	if r.Parts == nil {
		if c.Rows != len(c.Records)+c.keptOut {
			t.Errorf("%s: %d rows were read, but %d were recorded and %d kept out:\n%s", label, c.Rows, len(c.Records), c.keptOut, c.Lines())
		}
		return
	}
	rows, recorded, out := 0, 0, map[string]map[int]bool{}
	for _, f := range c.Faults {
		if f.Effect == catalogue.EffectKeptOut {
			if out[f.File] == nil {
				out[f.File] = map[int]bool{}
			}
			out[f.File][f.Line] = true
		}
	}
	for _, p := range r.Parts() {
		rows += p.Rows
		kept, left, faulty := 0, 0, 0
		for _, k := range p.Kept {
			kept += k.N
			if !strings.HasPrefix(k.What, "part of ") {
				recorded += k.N
			}
		}
		for _, l := range p.Left {
			left += l.N
			if l.What == intake.ListedBelow {
				faulty += l.N
			}
		}
		if p.Why == "" && (left > p.Rows || p.Rows-left > kept) {
			t.Errorf("%s: %s has %d rows, of which %d are left and %d gave records: %+v", label, p.Name, p.Rows, left, kept, p)
		}
		if faulty > len(out[p.File]) {
			t.Errorf("%s: %s has %d rows left with a fault, but faults of %d rows", label, p.Name, faulty, len(out[p.File]))
		}
	}
	if rows != c.Rows || recorded != len(c.Records) {
		t.Errorf("%s: the parts have %d rows and %d records, the sink %d and %d", label, rows, recorded, c.Rows, len(c.Records))
	}
}

// checkFaults fails the test unless each fault says of which file it is and why, and each that keeps a row out of which line.
func checkFaults(t *testing.T, label string, faults []exchange.Fault, d *drawn) {
	t.Helper()
	for _, f := range faults {
		known := false
		for _, file := range d.files {
			known = known || strings.HasPrefix(f.File, file.name)
		}
		if !known || f.Reason == "" || f.Effect == "" || f.ValueKind == "" || f.Effect == catalogue.EffectKeptOut && f.Line < 1 {
			t.Errorf("%s: a fault that does not say all: %+v", label, f)
		}
		checkSecrets(t, label, intaketest.Line(f)+" "+f.Cell, d.secrets)
	}
}
