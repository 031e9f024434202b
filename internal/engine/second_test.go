package engine_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heed/internal/engine"
)

// stamp says which file stands under a name.
func stamp(t *testing.T, path string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// A second engine in one folder has a file of its own, and a third is in memory. Each follows the ledger, and none touches another's file.
func TestAnEngineThatSomebodyHoldsIsNeverTouched(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.plan("A")
	engines := []*engine.Engine{w.open(), w.open(), w.open()}
	first := filepath.Join(w.cfg.Dir, "990.duckdb")
	before := stamp(t, first)
	w.plan("B")
	for n, e := range engines {
		if err := e.Follow(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got, err := clocks(t.Context(), e, "2024-05-10"); err != nil || got != 2 {
			t.Errorf("engine %d: %d clocks, %v; want two", n+1, got, err)
		}
		if e.Second() != (n > 0) {
			t.Errorf("engine %d is said to be second: %t", n+1, e.Second())
		}
	}
	for _, e := range engines[1:] {
		if err := e.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if !os.SameFile(before, stamp(t, first)) {
		t.Error("the file of the first engine is another")
	}
	if err := engines[0].Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if os.SameFile(before, stamp(t, first)) {
		t.Error("the first engine was not made anew: this test could not fail")
	}
	w.plan("C")
	if got, err := clocks(t.Context(), engines[0], "2024-05-10"); err != nil || got != 2 {
		t.Errorf("%d clocks, %v; want two", got, err)
	}
}

// A file is followed on from where it was left, and made anew where it is not as it was left, though every block of it is in order.
func TestAFileIsFollowedOnFromUnlessItIsNotAsItWasLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var log bytes.Buffer
	w.cfg.Log = slog.New(slog.NewTextHandler(&log, nil))
	path := filepath.Join(w.cfg.Dir, "990.duckdb")
	opened := func(want int, anew bool) {
		t.Helper()
		log.Reset()
		e := w.open()
		if made := strings.Contains(log.String(), "rebuilding the engine"); made != anew {
			t.Errorf("the file was made anew: %t, want %t: %s", made, anew, log.String())
		}
		if got, err := clocks(t.Context(), e, "2024-05-10"); err != nil || got != want {
			t.Errorf("%d clocks, %v; want %d", got, err, want)
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
	w.plan("A")
	opened(1, true)
	opened(1, false)
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w.plan("B")
	opened(2, false)
	opened(2, false)
	if err := os.WriteFile(path, old, 0o600); err != nil { // what was written last never reached the disk
		t.Fatal(err)
	}
	opened(2, true)
	if err := os.Remove(path + ".sum"); err != nil {
		t.Fatal(err)
	}
	opened(2, true)
	opened(2, false)
}
