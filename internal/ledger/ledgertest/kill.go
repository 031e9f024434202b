package ledgertest

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"heed/internal/ledger"
)

// toBeKilled, as its first argument, tells the test binary that it is the process to be
// killed. The second is the place of the ledger that it imports into.
const toBeKilled = "import-until-killed"

// killAfter is how many records of 8,000 bytes are put before the kill: more than the
// writer keeps in memory, so that much of the import has reached the disk by then.
const killAfter = 25_000

func importUntilKilled(d ledger.Driver) {
	ctx := context.Background()
	s, err := ledger.OpenWith(ctx, d)
	if err != nil {
		panic(err)
	}
	_, err = s.Import(ctx, batch("cut short"), func(w *ledger.Writer) error {
		long := strings.Repeat("long text ", 800)
		for i := 0; ; i++ {
			if _, err := w.Put(record("review", strconv.Itoa(i), long)); err != nil {
				return err
			}
			if i == killAfter {
				if _, err := os.Stdout.WriteString("put\n"); err != nil {
					return err
				}
			}
		}
	})
	panic(err)
}

func (h Harness) killingTheProcessInTheMiddleOfAnImportLeavesTheLedgerAsItWas(t *testing.T) {
	t.Parallel()
	place := h.New(t)
	s, err := ledger.OpenWith(t.Context(), h.At(place))
	if err != nil {
		t.Fatal(err)
	}
	importRecords(t, s, batch("b1"), reviews("1", "2")...)
	before := allEntries(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	killDuringImport(t, place)

	h.Reached(t, place)
	s = h.reopen(t, place)
	equal(t, "entries", allEntries(t, s), before)
	_, err = s.FindBatch(t.Context(), brockwell, "cut short")
	wantError(t, err, ledger.ErrNotFound)
	if err := intact(t.Context(), s); err != nil {
		t.Error(err)
	}
	importRecords(t, s, batch("b2"), reviews("3")...)
	equal(t, "entries after another import", len(allEntries(t, s)), 3)
}

// killDuringImport starts a second process that imports into the ledger, and kills
// it once it has said that it has put killAfter records.
func killDuringImport(t *testing.T, place string) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], toBeKilled, place) //nolint:gosec // it is this program
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(out).Scan() {
		t.Fatal("the process ended before it could be killed")
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the process was not killed")
	}
}

func (h Harness) readersSeeAllOfAnImportOrNone(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), reviews("1", "2")...)
	records := benchRecords(20_000)
	var reads atomic.Int64
	importing := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for reading := true; reading; {
				select {
				case <-importing:
					reading = false
				default:
				}
				last, err := s.LastSeq(t.Context(), brockwell)
				if err != nil || last != 2 && last != int64(2+len(records)) {
					t.Errorf("last seq %d, %v", last, err)
					return
				}
				reads.Add(1)
			}
		})
	}
	_, err := s.Import(t.Context(), batch("b2"), func(w *ledger.Writer) error {
		if err := put(records...)(w); err != nil {
			return err
		}
		during := reads.Load()
		for reads.Load() < during+20 { // readers are not held up by the open import
			if t.Failed() {
				break
			}
		}
		return nil
	})
	close(importing)
	wg.Wait()
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "entries", len(allEntries(t, s)), 2+len(records))
}
