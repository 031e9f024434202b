//go:build e2e

package e2e

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"heed/internal/ledger"
)

// An import that is killed in the middle of writing leaves the ledger as it was, and goes in whole when it is begun again.
func TestAnImportThatIsKilledLeavesTheLedgerAsItWasAndGoesInAgain(t *testing.T) {
	tree := filepath.Join(t.TempDir(), "tree")
	succeed(t, "synth", tree, "--children", "4000", "--seed", "2", "--years", "2", "--until", "2026-09-30")
	years, err := filepath.Glob(filepath.Join(tree, "20??"))
	if err != nil || len(years) < 2 {
		t.Fatalf("the tree holds the years %q: %v", years, err)
	}
	slices.Sort(years)
	first, second := years[0], filepath.Join(years[1], "cin.xml")

	killed, whole := filepath.Join(t.TempDir(), "killed"), filepath.Join(t.TempDir(), "whole")
	importInto(t, killed, first)
	importInto(t, whole, first)
	want := importInto(t, whole, second)
	before, figure := standing(t, killed), inNeed(t, killed)

	for _, later := range []time.Duration{0, 10 * time.Millisecond, 30 * time.Millisecond} {
		kill(t, killed, second, later)
		after := standing(t, killed)
		if !slices.Equal(before.batches, after.batches) || !slices.Equal(before.hashes, after.hashes) {
			t.Fatalf("killed %s into the import, the ledger holds %d entries of %d imports, and held %d of %d before", later,
				len(after.hashes), len(after.batches), len(before.hashes), len(before.batches))
		}
	}
	if after := inNeed(t, killed); after != figure {
		t.Errorf("after the imports that were killed the figure is %s, and was %s before", after, figure)
	}
	if got := importInto(t, killed, second); got != want {
		t.Errorf("begun again, the import did %+v, want %+v as where nothing was killed", got, want)
	}
	if want.Appended == 0 {
		t.Error("the import appends nothing: this test could not fail")
	}
	if got, want := standing(t, killed).records, standing(t, whole).records; !slices.Equal(got, want) {
		t.Errorf("begun again, the ledger holds %d entries that are not the %d of one where nothing was killed", len(got), len(want))
	}
	if got, want := inNeed(t, killed), inNeed(t, whole); got != want || got == figure {
		t.Errorf("begun again, the figure is %s, want %s, which is not %s", got, want, figure)
	}
}

// receipt is what heed import says it did.
type receipt struct {
	RowsRead  int `json:"rows_read"`
	Appended  int `json:"appended"`
	Unchanged int `json:"unchanged"`
	Withdrawn int `json:"withdrawn"`
	Faults    int `json:"faults"`
}

func importInto(t *testing.T, data, path string) receipt {
	t.Helper()
	var r receipt
	if err := json.Unmarshal([]byte(succeed(t, importing(data, path)...)), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func importing(data, path string) []string {
	return []string{"import", path, "--data", data, "--authority", brockwell, "-o", "json"}
}

// inNeed is the figure of children in need at the end of September 2026, as the command prints it, without the moment known.
func inNeed(t *testing.T, data string) string {
	t.Helper()
	var f struct {
		Value *float64 `json:"value"`
		Rows  int      `json:"rows"`
	}
	if err := json.Unmarshal([]byte(succeed(t, "figure", "cin-count", "--data", data, "--as-at", "2026-03-31", "-o", "json")), &f); err != nil {
		t.Fatal(err)
	}
	if f.Value == nil { // the census of that year is not in yet
		return fmt.Sprintf("not known of %d rows", f.Rows)
	}
	return fmt.Sprintf("%v of %d rows", *f.Value, f.Rows)
}

// state is all that a ledger holds.
type state struct {
	// batches are the imports, the latest first; hashes are those of the entries, which cover all that an entry says.
	batches []string
	hashes  [][32]byte
	// records are the entries without when and by which import they came.
	records []string
}

// intact opens a ledger, and fails the test where anything of it is not as it was written.
func intact(t *testing.T, data string) *ledger.Store {
	t.Helper()
	store, err := ledger.Open(t.Context(), filepath.Join(data, "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Verify(t.Context(), brockwell, 0); err != nil {
		t.Fatal(err)
	}
	return store
}

// standing reads a ledger whole, and fails the test where it is not intact.
func standing(t *testing.T, data string) state {
	t.Helper()
	store := intact(t, data)
	defer func() { _ = store.Close() }()
	var s state
	err := store.Entries(t.Context(), brockwell, 0, func(e ledger.Entry) error {
		s.hashes = append(s.hashes, e.Hash)
		s.records = append(s.records, fmt.Sprintf("%d %s %s %d %t %s", e.Seq, e.RecordType, e.RecordID, e.Version, e.Withdrawn, e.Body))
		return nil
	})
	batches, listed := store.ListBatches(t.Context(), brockwell)
	if err := errors.Join(err, listed); err != nil {
		t.Fatal(err)
	}
	for _, b := range batches {
		s.batches = append(s.batches, b.ID+" "+b.Scope)
	}
	return s
}

// kill begins an import and kills it while it writes, or a little later, but before it is done.
func kill(t *testing.T, data, path string, later time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, importing(data, path)...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for !writing(t, data) {
		select {
		case err := <-ended:
			t.Fatalf("the import ended before it was seen to write: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
	time.Sleep(later)
	_ = cmd.Process.Signal(syscall.SIGKILL)
	err := <-ended
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatalf("the import was done %s after it began to write: make the file larger", later)
	}
	if status, ok := exit.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
		t.Fatalf("the import ended by itself: %v", err)
	}
}

// writing says whether somebody holds the right to write to a ledger, which an import does from its first row to its last.
func writing(t *testing.T, data string) bool {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(data, "heed.db")+"?_busy_timeout=0&_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	tx, err := db.BeginTx(t.Context(), nil)
	if err == nil {
		_ = tx.Rollback()
		return false
	}
	var busy sqlite3.Error
	if !errors.As(err, &busy) || busy.Code != sqlite3.ErrBusy {
		t.Fatal(err)
	}
	return true
}
