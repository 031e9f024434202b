package imports_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heed/internal/exchange/budget"
	"heed/internal/imports"
	"heed/internal/testkit"
	"heed/internal/testkit/hostile"
)

// mostGrown is how much a file that was made to fill the ledger may make it grow.
const mostGrown = 5 << 20

// ledgerSize is how many bytes the ledger takes on the disk.
func ledgerSize(t *testing.T, h *testkit.Heed) (size int64) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(h.Dir, "data", "heed.db*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	return size
}

// sent uploads a file and shows what importing it would do.
func sent(t *testing.T, h *testkit.Heed, path string) (*imports.Upload, imports.Shown) {
	t.Helper()
	s := h.Session(h.Actor(t, "W13"))
	u, err := imports.NewUpload(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := u.Add(filepath.Base(path), "", f); err != nil {
		t.Fatal(err)
	}
	if err := u.Save(); err != nil {
		t.Fatal(err)
	}
	if err := u.Preview(t.Context(), s, nil); err != nil {
		t.Fatal(err)
	}
	shown, found, err := u.Shown()
	if err != nil || !found {
		t.Fatal(found, err)
	}
	return u, shown
}

func TestAFileThatWasMadeToStopHeedIsRefusedByNameOrBounded(t *testing.T) {
	t.Parallel()
	for _, file := range hostile.Files() {
		t.Run(file.Says, func(t *testing.T) {
			if file.Slow && testing.Short() {
				t.Skip("takes seconds: make test-long runs it")
			}
			h := testkit.OpenCold(t)
			before := ledgerSize(t, h)
			u, shown := sent(t, h, file.Make(t))
			reasons := strings.Join(shown.Reasons, "\n")
			t.Logf("%s; %d faults, %d rows", reasons, shown.Result.Faults, shown.Result.RowsRead)
			switch {
			case file.Want != "" && (!strings.Contains(reasons, file.Want) || !strings.Contains(reasons, file.Name)):
				t.Errorf("the reasons are %q; they must name the file and say %q", reasons, file.Want)
			case file.Want == "" && reasons != "":
				t.Errorf("it is refused: %s", reasons)
			case file.Want == "":
				result, err := u.Import(t.Context(), h.Session(h.Actor(t, "W13")), "", nil)
				if err != nil || !result.Whole {
					t.Errorf("%+v, %v", result.Whole, err)
				}
				if n := len(result.FaultList); n > budget.Faults || n > result.Faults {
					t.Errorf("%d faults are kept, of %d", n, result.Faults)
				}
			}
			if grown := ledgerSize(t, h) - before; grown > mostGrown {
				t.Errorf("the ledger has grown by %d kB", grown>>10)
			}
			spooled(t, h)
		})
	}
}

func TestFaultsBeyondWhatAnImportKeepsAreCountedAndSpokenOf(t *testing.T) {
	t.Parallel()
	const rows = 25_000
	h := testkit.OpenCold(t)
	s := h.Session(h.Actor(t, "W13"))
	folder := testkit.Lists(t, map[string]string{"cp_plan.csv": "child_id,started_on,ended_on,initial_category,latest_category\n" + strings.Repeat(",2026-01-12,,NEG,NEG\n", rows)})
	result, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{folder}}, nil)
	if err != nil || result.Faults != rows || len(result.FaultList) != budget.Faults {
		t.Fatalf("%d faults, %d kept, %v", result.Faults, len(result.FaultList), err)
	}
	page, err := imports.Find(t.Context(), s, result.Batches[0].Batch, 1)
	if err != nil || page.Batch.Counts.Faults != rows || page.Total != budget.Faults {
		t.Errorf("%d faults, %d listed, %v", page.Batch.Counts.Faults, page.Total, err)
	}
	var file strings.Builder
	if err := imports.ExportFaults(t.Context(), s, result.Batches[0].Batch, imports.FaultsFile(&file, "faults.csv")); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(strings.TrimSpace(file.String()), "\n"); len(lines) != budget.Faults+2 || !strings.Contains(lines[len(lines)-1], "5,000 more faults") {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

// spooled looks for what a reading has left behind.
func spooled(t *testing.T, h *testkit.Heed) {
	t.Helper()
	if left, _ := filepath.Glob(filepath.Join(h.Dir, "data", "reading-*")); len(left) > 0 {
		t.Errorf("%v is left in the data folder", left)
	}
}
