package imports_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/door"
	"heed/internal/exchange"
	"heed/internal/imports"
	"heed/internal/testkit"
)

const (
	personHead = "pers_person_id,pers_common_child_id,pers_upn,pers_sex,pers_dob,pers_ethnicity\n"
	casesHead  = "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_close_date,cine_close_reason\n"
)

// standings are extracts of a dataset, whose names are no order: child 1's need ends in the newest, in which child 2 is no more, and child 3 is in the
// oldest only.
var standings = map[string]map[string]string{
	"z oldest": {
		"ssd_person.csv":       personHead + "1,,,F,2012-05-01,WBRI\n2,,,M,2013-05-01,WBRI\n3,,,M,2014-05-01,WBRI\n",
		"ssd_cin_episodes.csv": casesHead + "R1,1,2024-01-10,N1,,\nR2,2,2024-01-11,N1,,\nR3,3,2024-01-12,N1,,\nR9,1,2024-01-13,N4,,\n",
	},
	"m middle": {
		"ssd_person.csv":       personHead + "1,,,F,2012-05-01,WBRI\n2,,,M,2013-05-01,WBRI\n",
		"ssd_cin_episodes.csv": casesHead + "R1,1,2024-01-10,N1,,\nR2,2,2024-01-11,N1,2025-02-01,RC1\n",
	},
	"a newest": {
		"ssd_person.csv":       personHead + "1,,,F,2012-05-01,WBRI\n",
		"ssd_cin_episodes.csv": casesHead + "R1,1,2024-01-10,N1,2026-03-01,RC1\n",
	},
}

// extractIn writes an extract to a folder of its name.
func extractIn(t *testing.T, in, name string) string {
	t.Helper()
	folder := filepath.Join(in, name)
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for file, text := range standings[name] {
		if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func bringAll(t *testing.T, h *testkit.Heed, req imports.Request) imports.Result {
	t.Helper()
	req.MaxWithdrawn = 1
	result, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), req, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func withoutCoverage(records map[string]string) map[string]string {
	for id := range records {
		if strings.HasPrefix(id, "record_coverage ") {
			delete(records, id)
		}
	}
	return records
}

func TestExtractsOfADatasetGiveTheSameRecordsInAnyOrder(t *testing.T) {
	t.Parallel()
	var want map[string]string
	for _, order := range [][]string{
		{"z oldest", "m middle", "a newest"}, {"a newest", "z oldest", "m middle"}, {"a newest", "m middle", "z oldest"}, {"m middle", "a newest", "z oldest"},
	} {
		h := testkit.Empty(t)
		dir := t.TempDir()
		for i, name := range order {
			result := bringAll(t, h, imports.Request{Paths: []string{extractIn(t, dir, name)}})
			newest := slices.Contains(order[:i], "a newest")
			if dated := strings.Join(imports.OriginWords(result.Batches[0]), " "); newest != strings.Contains(dated, "It is older than the extract of 1 March 2026") {
				t.Errorf("%s in the order %v is told as %q", name, order, dated)
			}
		}
		got := withoutCoverage(recorded(t, h))
		if want == nil {
			want = got
			for _, id := range []string{"cin_episode 1/R1", "cin_episode 2/R2", "cin_episode 3/R3"} {
				if !slices.ContainsFunc(keysOf(got), func(key string) bool { return strings.Contains(key, strings.Fields(id)[0]) }) {
					t.Fatalf("there is no %s among %v", id, keysOf(got))
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("in the order %v: %s", order, diff)
		}
	}
	h := testkit.Empty(t)
	dir := t.TempDir()
	for name := range standings {
		extractIn(t, dir, name)
	}
	result := bringAll(t, h, imports.Request{Paths: []string{dir}})
	if names := []string{result.Batches[0].Name, result.Batches[1].Name, result.Batches[2].Name}; !slices.Equal(names, []string{"z oldest", "m middle", "a newest"}) {
		t.Errorf("together they go in as %v", names)
	}
	if diff := cmp.Diff(want, withoutCoverage(recorded(t, h))); diff != "" {
		t.Error("together: ", diff)
	}
}

func keysOf(records map[string]string) []string {
	var keys []string
	for id := range records {
		keys = append(keys, id)
	}
	return keys
}

func TestTwoExtractsOfOneDayAreRefusedUnlessOneIsTaken(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	dir := t.TempDir()
	extractIn(t, dir, "z oldest")
	extractIn(t, dir, "a newest")
	req := imports.Request{Paths: []string{dir}, On: time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)}
	_, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), req, nil)
	refused := exchange.Refusals(err)
	if len(refused) != 1 || !strings.Contains(err.Error(), "a newest") || !strings.Contains(err.Error(), "z oldest as well, of the same day") || len(recorded(t, h)) > 0 {
		t.Fatalf("%v", err)
	}
	req.Take = []string{refused[0].Rivals[0]}
	result := bringAll(t, h, req)
	if len(result.Batches) != 1 || result.Batches[0].Name != "a newest" || !slices.ContainsFunc(result.FaultList, func(f imports.Fault) bool {
		return f.File == "z oldest/ssd_person.csv" && strings.Contains(f.Reason, "you took a newest in its place")
	}) {
		t.Errorf("%+v", result)
	}
}
