package imports_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/jobs"
	"heed/internal/testkit"
)

// toBeKilled is the argument by which this test's own program becomes one that imports in the background until it is killed.
const toBeKilled = "import-until-killed"

func init() {
	if len(os.Args) == 5 && os.Args[1] == toBeKilled {
		if err := importUntilKilled(os.Args[2], os.Args[3], os.Args[4]); err != nil {
			_, _ = fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
}

// importsToKill is how many imports there are in all, and visitsEach how many visits each brings.
const importsToKill, visitsEach = 20, 60

// importUntilKilled finishes what an earlier process was killed at, and then does each of the imports from one on: it says begun once it is taken up.
func importUntilKilled(dir, from, process string) error {
	ctx := context.Background()
	d, err := door.Open(ctx, door.Config{Dir: dir, Now: func() time.Time { return testkit.Now }, NewID: func() string { return "j" + strings.ToLower(rand.Text()[:10]) }})
	if err != nil {
		return err
	}
	runner, err := jobs.Open(ctx, jobs.Config{Door: d, Log: slog.New(slog.DiscardHandler), Kinds: imports.Jobs()})
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(from)
	for ; err == nil && n < importsToKill; n++ {
		if err = nothingRuns(ctx, runner); err == nil {
			err = importOne(ctx, d, runner, n, process)
		}
	}
	return errors.Join(err, nothingRuns(ctx, runner), runner.Close(), d.Close())
}

// nothingRuns waits until every import is over.
func nothingRuns(ctx context.Context, runner *jobs.Runner) error {
	for range 3000 {
		if _, runs, err := runner.Current(ctx, testkit.Authority, imports.JobLane); err != nil || !runs {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
	return errors.New("an import does not end")
}

func importOne(ctx context.Context, d *door.Door, runner *jobs.Runner, n int, process string) error {
	who, err := d.FindActor(testkit.Authority, "W13")
	if err != nil {
		return err
	}
	s := d.Session(who)
	u, err := imports.NewUpload(ctx, s)
	if err != nil {
		return err
	}
	var list strings.Builder
	list.WriteString("child_id,visited_on,seen\n")
	for day := range visitsEach {
		_, _ = fmt.Fprintf(&list, "1002,%s,true\n", dayOfVisit(n, day))
	}
	if err := errors.Join(u.Add(nameOf(n, process), "", strings.NewReader(list.String())), rename(u)); err != nil {
		return err
	}
	if err := u.Preview(ctx, s, nil); err != nil {
		return err
	}
	if _, err := runner.Begin(ctx, who, imports.JobImport, u.ID); err != nil {
		return err
	}
	_, err = fmt.Printf("begun %d\n", n)
	return err
}

// rename says what the file is, since its name does not.
func rename(u *imports.Upload) error {
	u.Kind = "cp_visit"
	return u.Save()
}

func nameOf(n int, process string) string {
	return fmt.Sprintf("list %c process %s.csv", 'a'+rune(n), process)
}

func dayOfVisit(n, day int) string {
	return time.Date(2010, 4, 1+n*visitsEach+day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// Heed is killed while it imports, again and again. Whatever it had taken up is imported all the same, once.
func TestNoImportIsLostOrDoneTwiceWhereHeedIsKilled(t *testing.T) {
	t.Parallel()
	kills := 14
	if testing.Short() {
		kills = 4
	}
	h := testkit.OpenCold(t)
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(h.Door.Dir())); err != nil {
		t.Fatal(err)
	}
	next, acknowledged := 0, map[string]bool{}
	for process := range kills + 1 { // the last is let be
		for _, n := range runUntilKilled(t, dir, next, process, process < kills) {
			acknowledged[nameOf(n, strconv.Itoa(process))], next = true, n+1
		}
	}
	if next != importsToKill {
		t.Fatalf("%d imports were begun, want %d", next, importsToKill)
	}
	once(t, dir, acknowledged)
}

// runUntilKilled lets a process import, kills it soon after it has begun an import where it is to be killed, and gives which it had begun.
func runUntilKilled(t *testing.T, dir string, from, process int, kill bool) (begun []int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], toBeKilled, dir, strconv.Itoa(from), strconv.Itoa(process))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var n int
		if _, err := fmt.Sscanf(lines.Text(), "begun %d", &n); err != nil {
			continue
		}
		if begun = append(begun, n); kill && len(begun) == 1 {
			time.Sleep(time.Duration(mathrand.IntN(60)) * time.Millisecond)
			_ = cmd.Process.Kill() // it may have ended
		}
	}
	if err := cmd.Wait(); err != nil && !kill {
		t.Fatalf("process %d: %v: %s", process, err, said.String())
	}
	return begun
}

// once checks that whatever was begun is in the ledger, and no visit of it twice.
func once(t *testing.T, dir string, acknowledged map[string]bool) {
	t.Helper()
	d, err := door.Open(t.Context(), door.Config{Dir: dir, Now: func() time.Time { return testkit.Now }, NewID: rand.Text})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	batches, err := imports.List(t.Context(), d.Session(door.System(testkit.Authority)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	appended := 0
	for _, b := range batches {
		if strings.HasPrefix(b.Name, "list ") {
			names, appended = append(names, b.Name), appended+b.Counts.Appended
		}
	}
	slices.Sort(names)
	if len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("an import was done twice: %q", names)
	}
	for name := range acknowledged {
		if !slices.Contains(names, name) {
			t.Errorf("%q was begun and is lost", name)
		}
	}
	if appended != importsToKill*visitsEach {
		t.Errorf("%d visits are recorded, want %d", appended, importsToKill*visitsEach)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "incoming", "*", "upload.json")); err != nil || len(left) > len(names) {
		t.Errorf("%d uploads are left, %v", len(left), err)
	}
}
