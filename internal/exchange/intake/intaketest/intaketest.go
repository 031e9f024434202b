// Package intaketest gives tests of the exchange a sink to look into.
package intaketest

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// Today is the day of import in tests.
var Today = time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)

// Collector keeps all that a sink is given.
type Collector struct {
	Records []catalogue.Record
	Faults  []intake.Fault
	Rows    int
	Covers  []intake.Coverage
}

// Cover keeps what the records of a type cover.
func (c *Collector) Cover(covers intake.Coverage) error {
	c.Covers = append(c.Covers, covers)
	return nil
}

// Covered lists what the records of each type cover, a line each.
func (c *Collector) Covered() string {
	var b strings.Builder
	for _, k := range c.Covers {
		assumed := map[bool]string{true: " (assumed)"}[k.Assumed]
		fmt.Fprintf(&b, "%s %s to %s | %s | %s%s\n", k.RecordType, k.From, k.To, k.Source, k.Basis, assumed)
	}
	return b.String()
}

// Record keeps a record.
func (c *Collector) Record(r catalogue.Record) error {
	c.Records = append(c.Records, r)
	return nil
}

// Fault keeps a fault.
func (c *Collector) Fault(f intake.Fault) error {
	c.Faults = append(c.Faults, f)
	return nil
}

// Read counts rows.
func (c *Collector) Read(rows int) error {
	c.Rows += rows
	return nil
}

// Count counts the records of a type.
func (c *Collector) Count(typeID string) int {
	n := 0
	for _, r := range c.Records {
		if r.Type == typeID {
			n++
		}
	}
	return n
}

// Bodies lists the records as type, id and body, a line each.
func (c *Collector) Bodies() string {
	var b strings.Builder
	for _, r := range c.Records {
		fmt.Fprintf(&b, "%s %s %s\n", r.Type, r.ID, r.Body)
	}
	return b.String()
}

// Lines lists the faults, a line each.
func (c *Collector) Lines() string {
	var b strings.Builder
	for _, f := range c.Faults {
		b.WriteString(Line(f) + "\n")
	}
	return b.String()
}

// Line writes a fault in one line.
func Line(f intake.Fault) string {
	return fmt.Sprintf("%s:%d %s | %s | %s | %s | %s", f.File, f.Line, f.RecordType, f.Field, f.ValueKind, f.Reason, f.Effect)
}

// load reads Heed's own catalogue, once for all tests of a package: neither it nor the normaliser changes.
var load = sync.OnceValues(catalogue.Load)

// Catalogue gives Heed's own catalogue and a normaliser for it.
func Catalogue(tb testing.TB) (*catalogue.Catalogue, *intake.Normaliser) {
	tb.Helper()
	cat, err := load()
	if err != nil {
		tb.Fatal(err)
	}
	norm, err := intake.NewNormaliser(cat)
	if err != nil {
		tb.Fatal(err)
	}
	return cat, norm
}

// CheckRows fails the test unless every row that was read has gone in, or has been
// kept out with a fault that says so.
func CheckRows(tb testing.TB, c *Collector) {
	tb.Helper()
	out := map[string]bool{}
	for _, f := range c.Faults {
		if f.Effect == catalogue.EffectKeptOut {
			out[fmt.Sprintf("%s:%d", f.File, f.Line)] = true
		}
	}
	if c.Rows != len(c.Records)+len(out) {
		tb.Errorf("%d rows were read, but %d went in and %d were kept out", c.Rows, len(c.Records), len(out))
	}
}
