package door_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/testkit"
)

// clockLines gives every clock of the small council, a line each, or what the list lacks.
func clockLines(ctx context.Context, h *testkit.Heed) (string, error) {
	ctx, lacks := engine.NoteLacks(ctx)
	page, err := clocks.List(ctx, h.Session(door.System(testkit.Authority)), clocks.Filter{PerPage: -1})
	if err != nil {
		return "", err
	}
	if broken := lacks.Broken(); len(broken) > 0 || lacks.Stale() {
		return "", fmt.Errorf("it lacks %v", broken)
	}
	var lines strings.Builder
	for _, c := range page.Clocks {
		_, _ = fmt.Fprintln(&lines, c.Duty, c.Subject, c.Occasion, c.Due, c.Met, c.Status, c.OwnerID)
	}
	return lines.String(), nil
}

// engineFiles reads the files of the small council's engine, but for its lock.
func engineFiles(t *testing.T, h *testkit.Heed) map[string][]byte {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(h.Door.Dir(), "engine", testkit.Authority+".duckdb*"))
	files := map[string][]byte{}
	for _, path := range found {
		if filepath.Ext(path) == ".lock" {
			continue
		}
		var read error
		files[path], read = os.ReadFile(path)
		err = errors.Join(err, read)
	}
	if err != nil || len(files) == 0 {
		t.Fatal(len(files), err)
	}
	return files
}

func write(t *testing.T, files map[string][]byte) {
	t.Helper()
	for path, data := range files {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// flip damages a byte of a file in place, at random: half the time one that is not nought, so that it holds something.
func flip(t *testing.T, random *rand.Rand, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := random.IntN(len(data))
	for something := random.IntN(2) == 0; something && data[at] == 0; {
		at = random.IntN(len(data))
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteAt([]byte{data[at] ^ byte(1<<random.IntN(8))}, int64(at))
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A damaged byte of the engine's file or of its log changes no answer, as what is damaged is made anew: whether it comes before the file is
// opened or after.
func TestADamagedByteOfTheEnginesFileChangesNoAnswer(t *testing.T) {
	t.Parallel()
	flips := 200
	if testing.Short() {
		flips = 15
	}
	h := testkit.OpenCold(t)
	path := filepath.Join(h.Door.Dir(), "engine", testkit.Authority+".duckdb")
	testkit.Put(t, h, "cp_visit", map[string]string{"child_id": "1002", "visited_on": "2026-11-17", "seen": "true"})
	want, err := clockLines(t.Context(), h)
	if err != nil || want == "" {
		t.Fatalf("%q, %v", want, err)
	}
	killed := engineFiles(t, h) // as a process that is killed leaves them
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	closed := engineFiles(t, h)
	if killed[path+".wal"] == nil || closed[path+".wal"] != nil {
		t.Fatal("there is no log where there should be, or there is where there should not")
	}
	random := rand.New(rand.NewPCG(7, 12))
	for n := range flips {
		files, damaged, open := closed, path, n%3 == 1
		if n%3 == 2 {
			files, damaged = killed, path+".wal"
		}
		write(t, files)
		if !open {
			flip(t, random, damaged)
		}
		again, err := testkit.Make(t.Context(), h.Dir)
		if err != nil {
			t.Fatal(err)
		}
		if open {
			if err := again.Follow(t.Context(), testkit.Authority); err != nil {
				t.Fatal(err)
			}
			flip(t, random, damaged)
		}
		got, err := clockLines(t.Context(), again)
		if err != nil || got != want {
			t.Errorf("flip %d: %d bytes, want %d: %v", n, len(got), len(want), err)
		}
		if err := again.Close(); err != nil {
			t.Errorf("flip %d: %v", n, err)
		}
	}
}
