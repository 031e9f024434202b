// Package ledgertest is the suite of tests that a ledger passes, whatever kind of database holds it. The test of a driver
// calls [Run] and [Main], and its benchmark [Bench].
package ledgertest

import (
	"database/sql"
	"os"
	"testing"

	"heed/internal/ledger"
)

// Harness is what the suite must know of a driver.
type Harness struct {
	// New gives the place of a database that is new and empty, in the words that At takes. It is gone after the test.
	New func(tb testing.TB) string
	// At gives the driver of the ledger at a place.
	At func(place string) ledger.Driver
	// Unguard is the statements that let a set of tables, "ledger" or "access", be changed, so that a test can tamper with it.
	Unguard map[string][]string
	// Reached fails the test where nothing of an import that was not committed has reached the database's disk at a place.
	Reached func(t *testing.T, place string)
}

// Run runs the suite.
func Run(t *testing.T, h Harness) {
	t.Parallel()
	for _, test := range suite {
		t.Run(test.name, func(t *testing.T) { test.run(h, t) })
	}
}

// Main runs the tests of a driver's package. The suite runs the same test binary again as a process that it kills, so the
// driver's TestMain must call it.
func Main(m *testing.M, h Harness) {
	if len(os.Args) == 3 && os.Args[1] == toBeKilled {
		importUntilKilled(h.At(os.Args[2]))
	}
	os.Exit(m.Run())
}

// open opens a new store for the length of a test.
func (h Harness) open(tb testing.TB) *ledger.Store {
	tb.Helper()
	s, _ := h.openPlace(tb)
	return s
}

// openPlace is open, and gives the place as well.
func (h Harness) openPlace(tb testing.TB) (*ledger.Store, string) {
	tb.Helper()
	place := h.New(tb)
	return h.reopen(tb, place), place
}

// reopen opens the store at a place for the rest of a test.
func (h Harness) reopen(tb testing.TB, place string) *ledger.Store {
	tb.Helper()
	return openWith(tb, h.At(place))
}

func openWith(tb testing.TB, d ledger.Driver) *ledger.Store {
	tb.Helper()
	s, err := ledger.OpenWith(tb.Context(), d)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// beside opens the database at a place, as whoever goes around the ledger would.
func (h Harness) beside(tb testing.TB, place, tables string) *sql.DB {
	tb.Helper()
	writer, reader, err := h.At(place).Open(tb.Context(), tables)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		_ = reader.Close()
		_ = writer.Close()
	})
	return writer
}
