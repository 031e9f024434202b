package apart

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"heed/catalogue"
	"heed/internal/exchange"
)

// keptIn is the number under which a reader has the file that it writes to open.
const keptIn = 3

// Main is all that a reader does: it limits itself, reads the job that [Read] gives it, and says how it ended. It gives the exit status.
func Main() int { return serve(read) }

// serve does a job with work.
func serve(work func(ctx context.Context, j exchange.Job, to *os.File, out *json.Encoder) said) int {
	if err := limit(); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "limiting the reader of the files:", err)
		return 1
	}
	in := bufio.NewReader(os.Stdin)
	line, err := in.ReadBytes('\n')
	var j exchange.Job
	var other task
	if err == nil {
		err = errors.Join(json.Unmarshal(line, &j), json.Unmarshal(line, &other))
	}
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "a reader of uploaded files is started by Heed itself:", err)
		return 2
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, in) // it ends when the process that gave the job does
		cancel()
		os.Exit(1)
	}()
	to := os.NewFile(keptIn, "kept")
	out := json.NewEncoder(os.Stdout)
	var outcome said
	switch {
	case other.Published != nil:
		outcome = other.Published.work(to)
	case other.Sample != nil:
		outcome = other.Sample.work(ctx)
	default:
		outcome = work(ctx, j, to, out)
	}
	if err := out.Encode(outcome); err != nil {
		return 1
	}
	return 0
}

// task is what a reader is asked for where it is not to read returns. One of its fields is set.
type task struct {
	Published *publishedJob `json:",omitempty"`
	Sample    *sampleJob    `json:",omitempty"`
}

func read(ctx context.Context, j exchange.Job, to *os.File, out *json.Encoder) said {
	types, err := catalogue.Load()
	var kept *exchange.Kept
	if err == nil {
		kept, err = exchange.Take(ctx, types, j, nil, to, steps(out))
	}
	if err != nil {
		return said{Failure: exchange.FailureOf(err)}
	}
	return said{Kept: kept}
}

// steps says each step that is a hundredth further than the last.
func steps(out *json.Encoder) func(exchange.Step) {
	var last exchange.Step
	return func(s exchange.Step) {
		if s.Index == last.Index && 100*(s.Done-last.Done) < s.Total {
			return
		}
		last = s
		_ = out.Encode(said{Step: &s}) // the outcome will fail too
	}
}
