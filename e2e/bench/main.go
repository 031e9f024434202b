// Command bench measures Heed on invented authorities of one size or several: how fast returns go in, how long all rules take,
// how soon a write shows, how much memory it holds, and how long pages take under load from a cold start, in a demonstration and with people signed in to their accounts. Beside each figure
// stands a floor measured in the same run, the least that the same work could take, and how many times the floor the figure is:
// machines differ by a factor of two, and such ratios hardly do. It prints a report in Markdown; docs/performance.md holds the last one. It is not a
// test: nothing fails for being slow.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"heed/internal/engine"
	"heed/internal/synth"
)

type options struct {
	sizes, json, binary string
	rate, people        int
	load                time.Duration
	// phase is what this process does for the one that was started by hand, in the folder dir.
	phase, dir string
}

func main() {
	var o options
	flag.StringVar(&o.sizes, "sizes", cmp.Or(os.Getenv("BENCH_SIZES"), "10000"), "how many children the invented authorities have ever known, with commas between (BENCH_SIZES)")
	flag.StringVar(&o.json, "json", os.Getenv("BENCH_JSON"), "a file for the same figures as JSON (BENCH_JSON)")
	flag.IntVar(&o.rate, "rate", 100, "requests a second")
	flag.IntVar(&o.people, "people", 200, "how many people with accounts are signed in at once; none where 0")
	flag.DurationVar(&o.load, "load", time.Minute, "how long pages are asked for")
	flag.StringVar(&o.binary, "heed", filepath.Join("bin", "heed"), "the binary that serves the pages")
	flag.StringVar(&o.phase, "phase", "", "what the bench asks of processes of its own: data or empty")
	flag.StringVar(&o.dir, "dir", "", "the folder of such a process")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options, in io.Reader, out io.Writer) error {
	switch o.phase {
	case "data":
		return dataPhase(ctx, o.dir, in, out)
	case "empty":
		return emptyPhase(ctx, out)
	default:
		return bench(ctx, o, out)
	}
}

// bench measures each size and prints what it found as soon as it is found, then how the figures grow.
func bench(ctx context.Context, o options, w io.Writer) error {
	sizes, err := parseSizes(o.sizes)
	if err != nil {
		return err
	}
	found := result{On: time.Now().Format("2 January 2006"), Machine: machine(), Rate: o.rate, LoadSeconds: o.load.Seconds()}
	found.printHead(w)
	for _, children := range sizes {
		s, err := benchSize(ctx, o, children)
		if err != nil {
			return fmt.Errorf("%d children: %w", children, err)
		}
		s.print(w, o)
		found.Sizes = append(found.Sizes, s)
	}
	found.printGrowth(w)
	if o.json == "" {
		return nil
	}
	text, err := json.MarshalIndent(found, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(o.json, append(text, '\n'), 0o600)
}

func parseSizes(list string) ([]int, error) {
	var sizes []int
	for text := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 1 {
			return nil, fmt.Errorf("%q is no number of children: write sizes as 2000,10000", text)
		}
		sizes = append(sizes, n)
	}
	return sizes, nil
}

// benchSize invents an authority and measures it. What imports and what serves are processes of their own, so that the
// memory of each is its own.
func benchSize(ctx context.Context, o options, children int) (s size, err error) {
	dir, err := os.MkdirTemp("", "heed-bench-")
	if err != nil {
		return s, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	until := engine.Today(time.Now()).AddDate(0, 0, -1)
	made, err := synth.Write(ctx, filepath.Join(dir, "returns"), synth.Options{Children: children, Seed: 1, Until: until}, nil)
	if err != nil {
		return s, err
	}
	if s, err = benchData(ctx, dir, made); err != nil {
		return s, err
	}
	s.Children = children
	data := filepath.Join(dir, "data")
	visits, err := s.benchPages(ctx, o, data)
	if err != nil || o.people == 0 {
		return s, err
	}
	return s, s.benchSignedIn(ctx, o, data, made.Code, visits)
}
