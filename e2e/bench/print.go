package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
)

func say(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) }

func (r result) printHead(w io.Writer) {
	say(w, "## Heed on %s\n\n%s", r.On, r.Machine)
	say(w, "\nFloors: %s; %s; %s; an empty handler under the same load.", floorInsert, floorRead, floorCommit)
}

// print writes the tables of one size.
func (s *size) print(w io.Writer, o options) {
	say(w, "\n### %d children\n\n%d rows imported, with %d faults listed; %d entries in the ledger.", s.Children, s.Rows, s.Faults, s.Entries)
	say(w, "\n| What | Measured | Floor | Times the floor | A child |\n| --- | --- | --- | --- | --- |")
	for _, one := range s.Steps {
		measured, each := short(one.Seconds), short(one.Seconds/float64(s.Children))
		if one.Times > 0 {
			measured = fmt.Sprintf("half of %d within %s, all within %s", one.Times, short(one.Seconds), short(one.Slowest))
			each = ""
		}
		if one.What == intoLedger || one.What == followed {
			measured += fmt.Sprintf(", %.0f rows a second", float64(s.Rows)/one.Seconds)
		}
		say(w, "| %s | %s | %s | %.1f | %s |", one.What, measured, short(one.FloorSeconds), one.Ratio, each)
	}
	for _, m := range s.Memory {
		say(w, "| memory of %s | %d MiB now, %d MiB at most | %d MiB | | %.1f kB |", m.What, m.Now>>20, m.Most>>20, allowance>>20, m.aChild(s.Children)/1000)
	}
	s.printPages(w, o)
	if s.SignedIn.People > 0 {
		s.printSignedIn(w, o)
	}
}

func (s *size) printPages(w io.Writer, o options) {
	say(w, "\nPages from a cold start, at %d requests a second for %s:", o.rate, o.load)
	say(w, "\n| Who and page | Asked | p50 | p95 | p99 | Slowest |\n| --- | --- | --- | --- | --- | --- |")
	row := func(l latency) {
		say(w, "| %s | %d | %s | %s | %s | %s |", l.What, l.Asked, short(l.P50), short(l.P95), short(l.P99), short(l.Slowest))
	}
	for _, l := range s.ByPage {
		row(l)
	}
	row(s.Pages)
	row(s.Empty)
	p, e := s.Pages, s.Empty
	say(w, "| times the floor | | %.1f | %.1f | %.1f | %.1f |", ratio(p.P50, e.P50), ratio(p.P95, e.P95), ratio(p.P99, e.P99), ratio(p.Slowest, e.Slowest))
	say(w, "\n%d requests failed.", len(s.Failed))
	for _, message := range slices.Compact(slices.Sorted(slices.Values(s.Failed))) {
		say(w, "- %s", message)
	}
}

// printSignedIn sets what people with accounts waited beside what those of the demonstration did, each over the empty handler under its own load.
func (s *size) printSignedIn(w io.Writer, o options) {
	in := s.SignedIn
	say(w, "\nThe same pages with %d people signed in to their accounts, at %d requests a second for %s:", in.People, o.rate, o.load)
	say(w, "\n| Who and page | Asked | p50 | p95 | p99 | Slowest |\n| --- | --- | --- | --- | --- | --- |")
	for _, l := range append(slices.Clone(in.ByPage), in.Pages, in.Empty) {
		say(w, "| %s | %d | %s | %s | %s | %s |", l.What, l.Asked, short(l.P50), short(l.P95), short(l.P99), short(l.Slowest))
	}
	say(w, "\n| Times the empty handler | p50 | p95 |\n| --- | --- | --- |")
	say(w, "| in a demonstration | %.1f | %.1f |", ratio(s.Pages.P50, s.Empty.P50), ratio(s.Pages.P95, s.Empty.P95))
	say(w, "| with %d people signed in | %.1f | %.1f |", in.People, ratio(in.Pages.P50, in.Empty.P50), ratio(in.Pages.P95, in.Empty.P95))
	say(w, "| the second over the first; within a fifth is 1.20 at most | %s | %s |", within(in.Pages.P50, in.Empty.P50, s.Pages.P50, s.Empty.P50), within(in.Pages.P95, in.Empty.P95, s.Pages.P95, s.Empty.P95))
	say(w, "\n%d requests failed.", len(in.Failed))
	for _, message := range slices.Compact(slices.Sorted(slices.Values(in.Failed))) {
		say(w, "- %s", message)
	}
}

// within says how many times one ratio is another, and whether it is more than a fifth above it.
func within(page, empty, pageBefore, emptyBefore float64) string {
	if empty == 0 || pageBefore == 0 || emptyBefore == 0 {
		return "not measured"
	}
	times := page / empty / (pageBefore / emptyBefore)
	return fmt.Sprintf("%.2f, %s", times, map[bool]string{true: "within", false: "not within"}[times <= 1.2])
}

// printGrowth sets what each size takes of one child beside the others: what grows faster than the authority shows here.
func (r result) printGrowth(w io.Writer) {
	say(w, "\n### A child, by size\n")
	say(w, "| Children | Into the ledger | Engine has followed | Evaluation | Times reading | Memory importing | Memory serving | Pages p95, p99 times empty |")
	say(w, "| --- | --- | --- | --- | --- | --- | --- | --- |")
	for _, s := range r.Sizes {
		each := func(what string) string { return short(s.step(what).Seconds / float64(s.Children)) }
		beyond := make([]string, 2)
		for i := range min(len(s.Memory), 2) {
			beyond[i] = fmt.Sprintf("%.1f kB", s.Memory[i].aChild(s.Children)/1000)
		}
		say(w, "| %d | %s | %s | %s | %.1f | %s | %s | %.1f, %.1f |", s.Children, each(intoLedger), each(followed), each(evaluation),
			s.step(evaluation).Ratio, beyond[0], beyond[1], ratio(s.Pages.P95, s.Empty.P95), ratio(s.Pages.P99, s.Empty.P99))
	}
	say(w, "\nMemory is what goes beyond %d MiB at its most, shared out among the children.", allowance>>20)
}

// short writes seconds with three figures at most.
func short(seconds float64) string {
	switch {
	case seconds == 0:
		return "0"
	case seconds >= 1:
		return fmt.Sprintf("%.2f s", seconds)
	case seconds >= 10e-3:
		return fmt.Sprintf("%.0f ms", seconds*1e3)
	case seconds >= 1e-3:
		return fmt.Sprintf("%.1f ms", seconds*1e3)
	default:
		return fmt.Sprintf("%.0f µs", seconds*1e6)
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
