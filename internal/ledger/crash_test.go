package ledger

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// crashLedger, in the environment, tells the test binary that it is the process to be
// killed, and which ledger to import into.
const crashLedger = "HEED_TEST_CRASH_LEDGER"

// crashAfter is how many records of 8,000 bytes are put before the kill: more than the
// writer keeps in memory, so that much of the import has reached the disk by then.
const crashAfter = 25_000

// TestMain lets the test binary be run again as a process that imports without end.
func TestMain(m *testing.M) {
	if path := os.Getenv(crashLedger); path != "" {
		importUntilKilled(path)
	}
	os.Exit(m.Run())
}

func importUntilKilled(path string) {
	ctx := context.Background()
	s, err := Open(ctx, path)
	if err != nil {
		panic(err)
	}
	_, err = s.Import(ctx, batch("cut short"), func(w *Writer) error {
		long := strings.Repeat("long text ", 800)
		for i := 0; ; i++ {
			if _, err := w.Put(record("review", strconv.Itoa(i), long)); err != nil {
				return err
			}
			if i == crashAfter {
				if _, err := os.Stdout.WriteString("put\n"); err != nil {
					return err
				}
			}
		}
	})
	panic(err)
}

func TestKillingTheProcessInTheMiddleOfAnImportLeavesTheLedgerAsItWas(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "heed.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	importRecords(t, s, batch("b1"), reviews("1", "2")...)
	before := allEntries(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	killDuringImport(t, path)

	wal, err := os.Stat(path + "-wal")
	if err != nil || wal.Size() < 10<<20 {
		t.Errorf("the import had not reached the disk when it was killed: %v, %v", wal, err)
	}
	if s, err = Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	equal(t, "entries", allEntries(t, s), before)
	_, err = s.FindBatch(t.Context(), brockwell, "cut short")
	wantError(t, err, ErrNotFound)
	if err := s.Verify(t.Context(), brockwell); err != nil {
		t.Error(err)
	}
	importRecords(t, s, batch("b2"), reviews("3")...)
	equal(t, "entries after another import", len(allEntries(t, s)), 3)
}

// killDuringImport starts a second process that imports into the ledger, and kills
// it once it has said that it has put crashAfter records.
func killDuringImport(t *testing.T, path string) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), crashLedger+"="+path)
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

func TestReadersSeeAllOfAnImportOrNone(t *testing.T) {
	t.Parallel()
	s := openStore(t)
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
	_, err := s.Import(t.Context(), batch("b2"), func(w *Writer) error {
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
