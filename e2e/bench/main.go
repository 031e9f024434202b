// Command bench measures Heed on an invented authority of 10,000 children over six years: how fast returns go in, how
// long all rules take, how soon a write shows, how much memory it holds, and how long pages take under load. It prints a
// report in Markdown; docs/performance.md holds the last one. It is not a test: nothing fails for being slow.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/imports"
	"heed/internal/records"
	"heed/internal/synth"
)

type options struct {
	children, rate int
	load           time.Duration
	binary         string
}

func main() {
	var o options
	flag.IntVar(&o.children, "children", 10_000, "how many children the invented authority has ever known")
	flag.IntVar(&o.rate, "rate", 100, "requests a second")
	flag.DurationVar(&o.load, "load", time.Minute, "how long pages are asked for")
	flag.StringVar(&o.binary, "heed", filepath.Join("bin", "heed"), "the binary that serves the pages")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(ctx context.Context, o options, w io.Writer) error {
	dir, err := os.MkdirTemp("", "heed-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	say(w, "## Heed on %s\n\n%s\n", time.Now().Format("2 January 2006"), machine())
	data, tree := filepath.Join(dir, "data"), filepath.Join(dir, "returns")
	until := engine.Today(time.Now()).AddDate(0, 0, -1)
	start := time.Now()
	made, err := synth.Write(ctx, tree, synth.Options{Children: o.children, Seed: 1, Until: until}, nil)
	if err != nil {
		return err
	}
	say(w, "An invented authority of %d children over six years and the part year to %s, written in %s.\n", o.children, until.Format("2 January 2006"), since(start))
	say(w, "\n| What | Measured |\n| --- | --- |")
	if err := benchData(ctx, w, data, tree, made); err != nil {
		return err
	}
	return benchPages(ctx, w, o, data)
}

// benchData imports, evaluates and writes, in this process.
func benchData(ctx context.Context, w io.Writer, data, tree string, made synth.Authority) (err error) {
	a, err := door.Open(ctx, door.Config{Dir: data, Now: time.Now, NewID: newID()})
	if err != nil {
		return err
	}
	defer func() { err = closing(a, err) }()
	who := door.System(made.Code)
	if err := benchImport(ctx, w, a, who, tree, made); err != nil {
		return err
	}
	start := time.Now()
	if err := a.Session(who).Rebuild(ctx); err != nil {
		return err
	}
	say(w, "| engine made anew from the whole ledger | %s |", since(start))
	start = time.Now()
	if err := a.Warm(ctx, made.Code); err != nil {
		return err
	}
	say(w, "| full evaluation of all rules | %s |", since(start))
	if err := benchWrites(ctx, w, a, who); err != nil {
		return err
	}
	say(w, "| memory of the process that imported, evaluated and wrote | %s |", memory(os.Getpid()))
	return nil
}

func closing(a *door.Door, err error) error {
	if closed := a.Close(); err == nil {
		return closed
	}
	return err
}

// benchImport imports the six whole years with the clock set to each year's submission, then the part year.
func benchImport(ctx context.Context, w io.Writer, a *door.Door, who door.Actor, tree string, made synth.Authority) error {
	rows, faults := 0, 0
	var reading, all time.Duration
	for _, y := range made.Years {
		at := y.SubmittedAt
		if at.After(time.Now()) {
			at = time.Now()
		}
		start := time.Now()
		read := start
		result, err := imports.Import(ctx, a.Session(who), imports.Request{Paths: []string{filepath.Join(tree, y.Dir)}, At: at}, func(p imports.Progress) {
			if p.Stage == "working out" {
				read = time.Now()
			}
		})
		if err != nil {
			return err
		}
		reading += read.Sub(start)
		all += time.Since(start)
		rows += result.RowsRead
		faults += result.Faults
	}
	say(w, "| rows imported | %d, with %d faults listed |", rows, faults)
	say(w, "| import, into the ledger | %.0f rows a second (%s) |", float64(rows)/reading.Seconds(), short(reading))
	say(w, "| import, until the engine has followed | %.0f rows a second (%s) |", float64(rows)/all.Seconds(), short(all))
	return nil
}

// writes are the records that somebody enters by hand, the most usual first, and what is recorded of a child besides its number
// and the day.
var writes = []struct {
	what, recordType, on string
	times                int
	values               map[string]string
}{
	{"a visit", "cp_visit", "visited_on", 20, map[string]string{"seen": "true", "seen_alone": "true"}},
	{"a worker allocated", "allocation", "started_on", 5, map[string]string{"worker_id": "bench", "role": "social worker"}},
	{"a missing episode", "missing_episode", "started_on", 5, map[string]string{"kind": "M"}},
	{"a case opened", "cin_episode", "referred_on", 5, map[string]string{}},
	{"who a child is", "child", "born_on", 5, map[string]string{"reported_by": "heed"}},
}

// benchWrites records things and asks for the clocks they change.
func benchWrites(ctx context.Context, w io.Writer, a *door.Door, who door.Actor) error {
	page, err := clocks.List(ctx, a.Session(who), clocks.Filter{Duty: "cp-visit", Statuses: []engine.Status{engine.Overdue, engine.DueSoon, engine.Running}, PerPage: 20})
	if err != nil {
		return err
	}
	for _, kind := range writes {
		var took []time.Duration
		for _, clock := range page.Clocks[:min(kind.times, len(page.Clocks))] {
			one, err := benchWrite(ctx, a, who, kind.recordType, clock.Subject, kind.on, maps.Clone(kind.values))
			if err != nil {
				return err
			}
			took = append(took, one)
		}
		say(w, "| one write to refreshed clocks: %s, of %d | half within %s, all within %s |", kind.what, len(took), short(percentile(took, 50)), short(percentile(took, 100)))
	}
	return nil
}

func benchWrite(ctx context.Context, a *door.Door, who door.Actor, recordType, child, on string, values map[string]string) (time.Duration, error) {
	start := time.Now()
	values["child_id"], values[on] = child, engine.Today(start).Format(time.DateOnly)
	_, faults, err := records.Put(ctx, a.Session(who), records.PutRequest{Type: recordType, Source: "bench", Values: values})
	if err != nil {
		return 0, fmt.Errorf("%w %v", err, faults)
	}
	_, err = clocks.List(ctx, a.Session(who), clocks.Filter{Subject: child})
	return time.Since(start), err
}

func newID() func() string {
	n := 0
	return func() string {
		n++
		return fmt.Sprintf("bench-%d-%d", time.Now().UnixNano(), n)
	}
}

func percentile(list []time.Duration, p int) time.Duration {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(list))
	at := (len(sorted)*p + 99) / 100
	return sorted[max(at, 1)-1]
}

func say(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) }

func since(start time.Time) string { return short(time.Since(start)) }

// short writes a duration with three figures at most.
func short(d time.Duration) string {
	switch {
	case d >= time.Second:
		return fmt.Sprintf("%.2f s", d.Seconds())
	case d >= 10*time.Millisecond:
		return fmt.Sprintf("%.0f ms", float64(d)/float64(time.Millisecond))
	default:
		return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
	}
}

// machine says what this ran on.
func machine() string {
	model, ram := "unknown processor", "unknown"
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				model = strings.TrimSpace(value)
			}
		}
	}
	if text, err := os.ReadFile("/proc/meminfo"); err == nil {
		ram, _, _ = strings.Cut(strings.TrimSpace(strings.TrimPrefix(string(text), "MemTotal:")), "\n")
	}
	commit, err := exec.Command("git", "rev-parse", "--short", "HEAD").Output() //nolint:noctx // nothing to cancel
	if err != nil {
		commit = []byte("unknown")
	}
	return fmt.Sprintf("Commit %s. %s, %d cores, %s of memory, %s %s/%s.", strings.TrimSpace(string(commit)), model, runtime.NumCPU(),
		strings.TrimSpace(ram), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// memory gives a process's memory now and at its most.
func memory(pid int) string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return "not known on this system"
	}
	found := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok {
			found[name] = strings.TrimSpace(value)
		}
	}
	return fmt.Sprintf("%s now, %s at most", megabytes(found["VmRSS"]), megabytes(found["VmHWM"]))
}

func megabytes(kB string) string {
	n := 0
	if _, err := fmt.Sscanf(kB, "%d kB", &n); err != nil {
		return kB
	}
	return fmt.Sprintf("%d MiB", n/1024)
}
