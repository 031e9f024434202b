package apart_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"heed/catalogue"
	"heed/internal/exchange"
	"heed/internal/exchange/apart"
	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake/intaketest"
	"heed/internal/synth"
)

func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == apart.Command {
		os.Exit(apart.BrokenMain())
	}
	os.Exit(m.Run())
}

var today = time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)

func jobOf(paths ...string) exchange.Job {
	return exchange.Job{Paths: paths, Options: exchange.Options{Today: today}, Authority: "990"}
}

func spool(t *testing.T) *os.File {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "kept"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func quiet(exchange.Step) {}

// outcome is all that reading files gives: what is kept of them, the file, and the error.
type outcome struct {
	Kept    *exchange.Kept
	File    string
	Failure *exchange.Failure
}

func here(t *testing.T, j exchange.Job) (outcome, *os.File) {
	t.Helper()
	cat, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	f := spool(t)
	kept, err := exchange.Take(t.Context(), cat, j, nil, f, quiet)
	return of(t, kept, f, err), f
}

func of(t *testing.T, kept *exchange.Kept, f *os.File, err error) outcome {
	t.Helper()
	text, errRead := os.ReadFile(f.Name())
	if errRead != nil {
		t.Fatal(errRead)
	}
	return outcome{kept, string(text), exchange.FailureOf(err)}
}

// sources are files of every format, whole and broken: those that synth writes, and the real ones where they are there.
func sources(t *testing.T) map[string]string {
	t.Helper()
	council := t.TempDir()
	if _, err := synth.Write(t.Context(), council, synth.Options{Children: 40, Seed: 3, Until: today, Years: 2}, nil); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{"the invented council": council}
	for name, text := range map[string]string{
		"nothing.csv": "", "note.txt": "hello", "allocation.csv": "child_id,worker_id\n\"1,2\n", "cut.xml": "<Message><Header>",
		"team.csv":  "team_id,name,service\nT1,One,S1\nT1,Two,S2\n,Three,S3\n",
		"wide.csv":  strings.Repeat("a,", 20_000) + "\n",
		"child.csv": "child_id,born_on\n1001,2015-13-41\n1002,2015-01-02\n1002,2015-01-03\n",
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		all[name] = path
	}
	samples := filepath.Join("..", "..", "..", "..", "shared", "samples")
	folders, _ := os.ReadDir(samples)
	for _, d := range folders {
		all["sample "+d.Name()] = filepath.Join(samples, d.Name())
	}
	all["no file at all"] = filepath.Join(council, "nowhere")
	return all
}

func TestReadingApartIsReadingHere(t *testing.T) {
	t.Parallel()
	cat, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	records, refused := 0, 0
	for name, path := range sources(t) {
		j := jobOf(path)
		want, file := here(t, j)
		to := spool(t)
		kept, err := apart.Read(t.Context(), j, to, quiet)
		got := of(t, kept, to, err)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(exchange.KeptReturn{}, "Return.Reader", "Return.Parts", "Return.Spoke")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if want.Kept == nil {
			refused++
			continue
		}
		// What is kept is what the return itself gives.
		found, err := exchange.Find(t.Context(), cat, j.Paths, j.Options)
		if err != nil {
			t.Fatal(name, err)
		}
		var direct, replayed intaketest.Collector
		errDirect, errReplayed := readAll(t.Context(), found, &direct), readAll(t.Context(), want.Kept.Found(cat, j.Options, file), &replayed)
		if plain(&direct); !reflect.DeepEqual(direct, plain(&replayed)) {
			t.Errorf("%s, as kept: %s", name, cmp.Diff(direct, replayed))
		}
		if diff := cmp.Diff(exchange.FailureOf(errDirect), exchange.FailureOf(errReplayed)); diff != "" {
			t.Errorf("%s, as kept: %s", name, diff)
		}
		records += len(direct.Records)
	}
	if records < 1_000 || refused < 4 {
		t.Errorf("%d records, and %d files refused: too few to tell by", records, refused)
	}
}

// plain makes lists that are empty none at all, which is the same.
func plain(c *intaketest.Collector) intaketest.Collector {
	for i, r := range c.Records {
		if len(r.Silent) == 0 {
			c.Records[i].Silent = nil
		}
	}
	for i, k := range c.Covers {
		if len(k.Lacks) == 0 {
			c.Covers[i].Lacks = nil
		}
	}
	return *c
}

func readAll(ctx context.Context, found *exchange.Found, to exchange.Sink) error {
	for _, r := range found.Returns("990") {
		if err := r.Read(ctx, to, nil); err != nil {
			return err
		}
	}
	return nil
}

func TestAReaderEndsWhenItIsToldTo(t *testing.T) {
	t.Parallel()
	council := t.TempDir()
	if _, err := synth.Write(t.Context(), council, synth.Options{Children: 40, Seed: 3, Until: today, Years: 2}, nil); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err := apart.Read(ctx, jobOf(council), spool(t), func(exchange.Step) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// broken has a reader that does what it may not with a file of so many bytes, which give it its time.
func broken(t *testing.T, what string, bytes int64) error {
	t.Helper()
	file := filepath.Join(t.TempDir(), what)
	if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Truncate(file, bytes)); err != nil {
		t.Fatal(err)
	}
	_, err := apart.Read(t.Context(), jobOf(file), spool(t), quiet)
	return err
}

func TestAReaderThatDoesNotEndWellIsARefusalAndNothingElse(t *testing.T) {
	t.Parallel()
	const long = 64 << 20 // so that it is not the time that ends a reader, however slow the machine is
	for what, want := range map[string]string{
		"eats":   "what takes more memory to read than Heed gives to it, 768 megabytes. Check",
		"dies":   "what takes more memory to read than Heed gives to it, 768 megabytes. Check",
		"panics": "something in it that Heed's reader cannot bear, which is a mistake in Heed. Import the rest",
	} {
		err := broken(t, what, long)
		if !errors.Is(err, exchange.ErrRefused) || !strings.HasPrefix(err.Error(), what+" is refused: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", what, err)
		}
		panicked, ok := errors.AsType[*exchange.PanicError](err)
		if ok != (what == "panics") {
			t.Errorf("%s: a panic: %v", what, ok)
		}
		if ok && (!strings.Contains(panicked.Detail(), "BrokenMain") || strings.Contains(panicked.Detail()+err.Error(), "Secretname")) {
			t.Errorf("the log would hold %s", panicked.Detail())
		}
	}
	for what, want := range map[string]string{
		"leaves": "ended without saying", "babbles": "hearing the reader", "floods": "hearing the reader", "fills": "may not be filled",
	} {
		if err := broken(t, what, long); err == nil || errors.Is(err, exchange.ErrRefused) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestAReaderThatNeverEndsIsEndedWhenItsTimeIsOver(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it waits for the time of the budget: make test-long runs it")
	}
	if err := broken(t, "sleeps", 0); !errors.Is(err, budget.ErrExceeded) || !strings.Contains(err.Error(), "more than 9 seconds") {
		t.Errorf("got %v", err)
	}
}

func TestAReaderIsLimitedAndHasNothingOfWhoeverStartsIt(t *testing.T) {
	t.Setenv("HEED_SECRET", "a secret of the server")
	held, err := os.Create(filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	text := broken(t, "tells", 0).Error()
	var data int64
	if _, err := fmt.Sscanf(text, "data %d,", &data); err != nil || runtime.GOOS == "linux" && (data < budget.MemoryBytes || data > 4*budget.MemoryBytes) {
		t.Errorf("the memory of a reader has no limit: %s", text)
	}
	if strings.Contains(text, "HEED_SECRET") || strings.Contains(text, "ledger.db") || !strings.Contains(text, "core 0") {
		t.Errorf("a reader has more than its own: %s", text)
	}
}
