package imports_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/incoming"
	"heed/internal/testkit"
)

func TestAnUploadIsItsSendersOwnForADay(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	analyst := h.Actor(t, "W13")
	if _, err := imports.NewUpload(t.Context(), h.Session(h.Actor(t, "W1"))); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("a social worker sends files: %v", err)
	}
	u, err := imports.NewUpload(t.Context(), h.Session(analyst))
	if err != nil {
		t.Fatal(err)
	}
	add := func(sent, instead, text string) {
		t.Helper()
		if err := u.Add(sent, instead, strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
	}
	add("../Zoë’s plans.csv", "", plans+"1002,2026-01-12,2026-11-01,NEG,NEG\n")
	add("b.csv", "", "x")
	add("b.csv", "", "y")
	if err := u.Remove("b-2.csv"); err != nil {
		t.Error(err)
	}
	add("c.csv", "b.csv", "z")
	if err := u.Remove("../upload.json"); !errors.Is(err, door.ErrNotFound) {
		t.Errorf("a file of another folder is left out: %v", err)
	}
	files, err := u.Files()
	if err != nil || len(files) != 2 || files[0].Name != "Zoë’s plans.csv" || files[1].Name != "c.csv" {
		t.Errorf("%v, %v", files, err)
	}
	if _, err := imports.FindUpload(h.Session(analyst), u.ID); !errors.Is(err, door.ErrNotFound) {
		t.Errorf("one that was never saved: %v", err)
	}
	if err := u.Save(); err != nil {
		t.Fatal(err)
	}
	colleague := analyst
	colleague.ID = "W99"
	promoted := analyst
	promoted.Role = access.Director
	elsewhere := analyst
	elsewhere.Authority = "208"
	for name, who := range map[string]door.Actor{"a colleague": colleague, "who may import no more": promoted, "the same person elsewhere": elsewhere} {
		if _, err := imports.FindUpload(h.Session(who), u.ID); !errors.Is(err, door.ErrNotFound) {
			t.Errorf("%s finds it: %v", name, err)
		}
		if list, err := imports.ListUploads(h.Session(who)); err != nil || len(list) > 0 {
			t.Errorf("%s is shown %d uploads, %v", name, len(list), err)
		}
	}
	for _, id := range []string{"", "..", "../" + u.ID, u.ID + "/files", strings.ToUpper(u.ID)} {
		if _, err := imports.FindUpload(h.Session(analyst), id); !errors.Is(err, door.ErrNotFound) {
			t.Errorf("%q: %v", id, err)
		}
	}
	list, err := imports.ListUploads(h.Session(analyst))
	if err != nil || len(list) != 1 {
		t.Errorf("%d uploads wait, %v", len(list), err)
	}
	sweeps(t, h, analyst, u.ID)
}

// sweeps checks what is removed from the disk when.
func sweeps(t *testing.T, h *testkit.Heed, analyst door.Actor, id string) {
	t.Helper()
	unsaved, err := imports.NewUpload(t.Context(), h.Session(analyst))
	if err != nil {
		t.Fatal(err)
	}
	lie := func() string {
		entries, err := os.ReadDir(filepath.Join(h.Dir, "data", "incoming"))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, strings.NewReplacer(id, "saved", unsaved.ID, "unsaved").Replace(e.Name()))
		}
		slices.Sort(names)
		return strings.Join(names, " ")
	}
	for _, step := range []struct {
		name  string
		at    time.Duration
		clear func(*door.Door) error
		want  string
	}{
		{"now and then, within its day", 23 * time.Hour, incoming.ClearOld, "saved unsaved"},
		{"when Heed starts again", 23 * time.Hour, incoming.Clear, "saved"},
		{"a day later", 24 * time.Hour, incoming.ClearOld, ""},
	} {
		h.SetNow(testkit.Now.Add(step.at))
		if err := step.clear(h.Door); err != nil || lie() != step.want {
			t.Errorf("%s %q lies on the disk, %v; want %q", step.name, lie(), err, step.want)
		}
	}
	if _, err := imports.FindUpload(h.Session(analyst), id); !errors.Is(err, door.ErrNotFound) {
		t.Errorf("a day later: %v", err)
	}
}

func TestAnUploadIsShownThenImportedUnderTheNamesOfItsFiles(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	s := h.Session(h.Actor(t, "W13"))
	for name, c := range map[string]struct {
		files []string
		want  string
	}{
		"one":                {[]string{"plans of may.csv"}, "plans of may.csv"},
		"two":                {[]string{"b.csv", "a.csv"}, "a.csv and b.csv"},
		"many":               {[]string{"a.csv", "b.csv", "c.csv", "d.csv"}, "a.csv, b.csv and 2 more files"},
		"two of named years": {[]string{"plans 2024.csv", "b.csv"}, "2 files sent together"},
	} {
		u, err := imports.NewUpload(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		for i, file := range c.files {
			if err := u.Add(file, "", strings.NewReader(plans+fmt.Sprintf("1002,2026-0%d-12,2026-11-01,NEG,NEG\n", i+1))); err != nil {
				t.Fatal(err)
			}
		}
		u.Kind = "cp_plan"
		if err := errors.Join(u.Save(), u.Preview(context.WithoutCancel(t.Context()), s, nil)); err != nil {
			t.Fatal(err)
		}
		result, err := u.Import(t.Context(), s, "", nil)
		if err != nil || len(result.Batches) != 1 || result.Batches[0].Name != c.want {
			t.Errorf("%s: %+v, %v; want the name %q", name, result.Batches, err, c.want)
		}
		if _, err := imports.FindUpload(s, u.ID); !errors.Is(err, door.ErrNotFound) {
			t.Errorf("%s: it is kept after it was imported: %v", name, err)
		}
	}
}

// What was overruled was said of what was shown. Where that is no longer what the import would do, it is asked again.
func TestAChoiceIsAskedAgainWhereWhatTheImportWouldDoHasChanged(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	s := h.Session(system)
	if _, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{sentCensus(t, 2024, testkit.Authority, numbers(1, 10)...)}}, nil); err != nil {
		t.Fatal(err)
	}
	u, err := imports.NewUpload(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	half, err := os.Open(filepath.Join(sentCensus(t, 2024, testkit.Authority, numbers(1, 5)...), "census.xml"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = half.Close() }()
	if err := errors.Join(u.Add("half.xml", "", half), u.Save(), u.Preview(t.Context(), s, nil)); err != nil {
		t.Fatal(err)
	}
	u.Allowed = []string{imports.ManyWithdrawn}
	if _, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{sentCensus(t, 2024, testkit.Authority, numbers(1, 40)...)}}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := u.Import(t.Context(), s, "", nil); !errors.Is(err, imports.ErrChanged) {
		t.Fatalf("%v, want it refused", err)
	}
	shown, found, err := u.Shown()
	if err != nil || !found || shown.Result.Withdrawn != 35 || len(shown.Result.Objections) != 1 || shown.Result.Objections[0].Kind != imports.ManyWithdrawn {
		t.Errorf("%d withdrawn, asked %+v, %v; want it asked whether 35 are to be", shown.Result.Withdrawn, shown.Result.Objections, err)
	}
}

func TestANameFromABrowserCannotLeadOutOfTheUpload(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		"episodes.csv": "episodes.csv", "../../etc/passwd": "passwd", `C:\Users\ann\Header 2018.CSV`: "Header 2018.CSV", "..": "file", "/": "_",
		".hidden": "hidden", "Zoë’s list (1).csv": "Zoë’s list (1).csv", "a\x00b\n.csv": "a_b_.csv", "": "file", "a\xffb": "a_b", `q?"*.csv`: "q___.csv",
		strings.Repeat("é", 100) + ".csv": strings.Repeat("é", 73) + ".csv",
	} {
		if got := imports.SafeName(sent); got != want {
			t.Errorf("%q becomes %q, want %q", sent, got, want)
		}
	}
}
