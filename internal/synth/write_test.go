package synth_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/synth"
)

var until = time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC)

func write(t *testing.T, o synth.Options) (string, synth.Authority) {
	t.Helper()
	dir := t.TempDir()
	if o.Until.IsZero() {
		o.Until = until
	}
	a, err := synth.Write(t.Context(), dir, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return dir, a
}

// sums gives the hash of every file under a directory.
func sums(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		sum := sha256.Sum256(b)
		name, _ := filepath.Rel(dir, path)
		out[name] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTheSameOptionsGiveTheSameBytesAndAnotherSeedOthers(t *testing.T) {
	t.Parallel()
	dir1, a1 := write(t, synth.Options{Children: 200, Seed: 7})
	dir2, a2 := write(t, synth.Options{Children: 200, Seed: 7})
	if diff := cmp.Diff(sums(t, dir1), sums(t, dir2)); diff != "" {
		t.Errorf("the files differ (-first +second):\n%s", diff)
	}
	if diff := cmp.Diff(a1, a2); diff != "" {
		t.Errorf("what was said of them differs (-first +second):\n%s", diff)
	}
	dir3, _ := write(t, synth.Options{Children: 200, Seed: 8})
	if sums(t, dir1)["2026/cin.xml"] == sums(t, dir3)["2026/cin.xml"] {
		t.Error("another seed gave the same census")
	}
}

func TestTheYearsFollowFromTheLastDayKnown(t *testing.T) {
	t.Parallel()
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	year := func(ending int, submitted, to time.Time) synth.Year {
		return synth.Year{Ending: ending, SubmittedAt: submitted, Dir: strconv.Itoa(ending), ListsFrom: day(ending-1, 4, 1), ListsTo: to}
	}
	tests := []struct {
		name  string
		until time.Time
		want  []synth.Year
	}{
		{"a part year after two whole ones", until, []synth.Year{
			year(2025, day(2025, 5, 31), day(2025, 3, 31)), year(2026, day(2026, 5, 31), day(2026, 3, 31)), year(2027, until, until),
		}},
		{"a return not yet due is submitted on the last day", day(2026, 4, 20), []synth.Year{
			year(2025, day(2025, 5, 31), day(2025, 3, 31)), year(2026, day(2026, 4, 20), day(2026, 3, 31)), year(2027, day(2026, 4, 20), day(2026, 4, 20)),
		}},
		{"no part year on the last day of one", day(2026, 3, 31), []synth.Year{
			year(2025, day(2025, 5, 31), day(2025, 3, 31)), year(2026, day(2026, 3, 31), day(2026, 3, 31)),
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, a := write(t, synth.Options{Children: 20, Seed: 1, Until: tt.until, Years: 2})
			if diff := cmp.Diff(tt.want, a.Years); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheListsOfAYearBeforeTheCouncilKeptThemAllAreNotSaidToHoldEverything(t *testing.T) {
	t.Parallel()
	_, a := write(t, synth.Options{Children: 20, Seed: 1, Until: until, Years: 4})
	var from []int
	for _, y := range a.Years {
		if !y.ListsFrom.IsZero() {
			from = append(from, y.Ending)
		}
	}
	if diff := cmp.Diff([]int{2025, 2026, 2027}, from); diff != "" {
		t.Errorf("lists hold everything from %s", diff)
	}
}

func TestOptionsThatNoAuthorityCanBeMadeFromAreRefused(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]synth.Options{
		"no children":                                      {Until: until},
		"no last day":                                      {Children: 5},
		"no years":                                         {Children: 5, Until: until, Years: -1},
		"a profile that is none":                           {Profile: "leeds", Children: 5, Until: until},
		"a size for a profile that has its own":            {Profile: synth.ProfileLambeth2015, Children: 5},
		"a last day for a profile that has its own":        {Profile: synth.ProfileLambeth2015, Until: until},
		"a number of years for a profile that has its own": {Profile: synth.ProfileLambeth2015, Years: 3},
	} {
		if _, err := synth.Write(t.Context(), t.TempDir(), o, nil); !errors.Is(err, synth.ErrOptions) {
			t.Errorf("%s gives %v", name, err)
		}
	}
}

func TestWritingStopsWhenItsContextEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	_, err := synth.Write(ctx, t.TempDir(), synth.Options{Children: 5_000, Seed: 1, Until: until}, func(done, total int64) {
		if calls++; done > 100 {
			cancel()
		}
		if total != 5_000 {
			t.Errorf("%d children in all", total)
		}
	})
	if !errors.Is(err, context.Canceled) || calls < 2 {
		t.Errorf("after %d calls: %v", calls, err)
	}
}

func TestThereIsAPersonForEveryRoleAndTheSocialWorkerWorksForTheManager(t *testing.T) {
	t.Parallel()
	dir, a := large.read(t)
	roles := map[string]synth.Persona{}
	for _, p := range a.Personas {
		roles[p.Role] = p
	}
	for _, role := range []string{
		"director", "head of service", "team manager", "social worker", "personal adviser", "reviewing officer", "conference chair",
		"looked-after nurse", "missing coordinator", "analyst",
	} {
		p, ok := roles[role]
		if !ok {
			t.Errorf("nobody is %s", role)
		}
		if !slices.ContainsFunc(readCSV(t, dir, "2027/records/worker.csv"), func(r map[string]string) bool {
			return r["worker_id"] == p.ID && r["name"] == p.Name && r["role"] == role && r["team_id"] == p.TeamID && r["left_on"] == ""
		}) {
			t.Errorf("the %s is not a worker in post", role)
		}
	}
	if roles["director"].ID != "W0001" || roles["head of service"].ID != "W0002" {
		t.Errorf("the director is %s and the head of service %s", roles["director"].ID, roles["head of service"].ID)
	}
	if n := overdue(large.all(t), roles["social worker"].ID); n < 2 {
		t.Errorf("the social worker has %d things overdue", n)
	}
	if roles["team manager"].TeamID != roles["social worker"].TeamID {
		t.Error("the team manager does not manage the social worker")
	}
}

// overdue counts the assessments past 45 working days of a worker's children, and the
// plans with no visit in ten.
func overdue(w whole, worker string) (n int) {
	visited := map[string]time.Time{}
	for _, v := range w.tables["records/cp_visit.csv"] {
		if on := day(v["visited_on"]); v["seen"] == "true" && on.After(visited[v["child_id"]]) {
			visited[v["child_id"]] = on
		}
	}
	for _, r := range w.tables["records/allocation.csv"] {
		if r["worker_id"] != worker || r["ended_on"] != "" {
			continue
		}
		for k, need := range w.needs {
			if k[0] != r["child_id"] || need.Closed != "" {
				continue
			}
			for _, s := range need.Assessments {
				if s.Authorised == "" && w.workdays.between(day(k[1]), until) > 45 {
					n++
				}
			}
			for _, p := range need.Plans {
				if p.Ended == "" && visited[k[0]].After(day(p.Started)) && w.workdays.between(visited[k[0]], until) > 10 {
					n++
				}
			}
		}
	}
	return n
}

func BenchmarkTenThousandChildren(b *testing.B) {
	for b.Loop() {
		if _, err := synth.Write(b.Context(), b.TempDir(), synth.Options{Children: 10_000, Seed: 1, Until: until}, nil); err != nil {
			b.Fatal(err)
		}
	}
}
