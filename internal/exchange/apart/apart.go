// Package apart reads files in a process of its own: the same program, started again with limits of memory and time. A file that
// panics a reader, fills its memory or never ends is so the end of that process, and a refusal for whoever sent the file.
//
// The two speak in JSON, a value a line: the job goes in on standard input, steps and one outcome come back on standard output, and
// what the files give is written to a file that the first process has opened (see [exchange.Kept]). The reader is told no more
// than the paths of the files. It has none of the first one's environment, and ends when that does.
package apart

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"heed/internal/exchange"
	"heed/internal/exchange/budget"
	"heed/internal/exchange/format"
)

// Command is the word after the program's name that starts a reader.
const Command = "read-apart"

// atOnce is how many readers run at once, so that their memory has a bound too. Others wait.
const atOnce = 2

var running = make(chan struct{}, atOnce)

// mostSaid is how much a reader may say besides what it keeps: its steps and the list of returns.
const mostSaid = 64 << 20

// said is one line of what a reader says. One of its fields is set.
type said struct {
	Step    *exchange.Step    `json:",omitempty"`
	Kept    *exchange.Kept    `json:",omitempty"`
	Failure *exchange.Failure `json:",omitempty"`
	// Published is what files of published figures gave (see [ReadPublished]).
	Published *Outcome `json:",omitempty"`
	// Sample is what a file looks like (see [Sample]).
	Sample *exchange.Sample `json:",omitempty"`
}

// Read does in a process of its own what [exchange.Take] does, and gives what that would. Where the process does not end well the error is a *exchange.Refused
// that says why.
func Read(ctx context.Context, j exchange.Job, to *os.File, progress func(exchange.Step)) (*exchange.Kept, error) {
	outcome, err := run(ctx, j, j, to, progress)
	switch {
	case err != nil:
		return nil, err
	case outcome.Kept == nil && outcome.Failure == nil:
		return nil, errors.New("the reader of the files ended without saying what they hold")
	}
	return outcome.Kept, outcome.Failure.Err()
}

// run has a reader do a job, when there is room for one, within the time of the budget; j names the files. What a reader that did not end well left is the error.
func run(ctx context.Context, j exchange.Job, what any, to *os.File, progress func(exchange.Step)) (said, error) {
	select {
	case running <- struct{}{}:
		defer func() { <-running }()
	case <-ctx.Done():
		return said{}, ctx.Err()
	}
	// The reader holds itself to the time of the budget. This is for one that does not come to look at it.
	within, cancel := context.WithTimeoutCause(ctx, budget.Time(j.Size())+grace, j.TooSlow())
	defer cancel()
	outcome, ending, err := start(within, j, what, to, progress)
	switch {
	case within.Err() != nil:
		return said{}, context.Cause(within)
	case ending != nil:
		return said{}, ending
	}
	return outcome, err
}

// grace is how much longer than the budget's time a reader may take before it is killed.
const grace = 500 * time.Millisecond

// start starts a reader, gives it what is to be done, and hears it to its end. ending says how it ended where that was not well; j names the files.
func start(ctx context.Context, j exchange.Job, what any, to *os.File, progress func(exchange.Step)) (outcome said, ending, err error) {
	job, err := json.Marshal(what)
	if err != nil {
		return said{}, nil, err
	}
	c, err := command(ctx)
	if err != nil {
		return said{}, nil, fmt.Errorf("starting a reader of the files: %w", err)
	}
	// Standard input stays open until the end, so that the reader hears when this process ends.
	in, err := c.StdinPipe()
	if err != nil {
		return said{}, nil, err
	}
	defer in.Close()
	out, err := c.StdoutPipe()
	if err != nil {
		return said{}, nil, err
	}
	var last tail
	c.Stderr = &last
	if to != nil {
		c.ExtraFiles = []*os.File{to}
	}
	if err := c.Start(); err != nil {
		return said{}, nil, fmt.Errorf("starting a reader of the files: %w", err)
	}
	_, errIn := in.Write(append(job, '\n'))
	outcome, err = hear(out, progress)
	if err != nil { // it says what no reader says
		_ = c.Process.Kill()
		_ = c.Wait()
		return said{}, nil, err
	}
	if err := c.Wait(); err != nil {
		return said{}, ended(j, err, last.String()), nil
	}
	return outcome, nil, errIn
}

func command(ctx context.Context) (*exec.Cmd, error) {
	program, err := program()
	if err != nil {
		return nil, err
	}
	c := exec.CommandContext(ctx, program, Command) //nolint:gosec // this program
	c.Args[0] = os.Args[0]
	c.Env = []string{"GOTRACEBACK=single"}
	c.WaitDelay = 5 * time.Second
	return c, nil
}

// hear hears what a reader says until it ends.
func hear(out io.Reader, progress func(exchange.Step)) (outcome said, err error) {
	lines := json.NewDecoder(io.LimitReader(out, mostSaid))
	for {
		var line said
		switch err := lines.Decode(&line); {
		case errors.Is(err, io.EOF):
			return outcome, nil
		case err != nil:
			return outcome, fmt.Errorf("hearing the reader of the files: %w", err)
		case line.Step != nil:
			progress(*line.Step)
		default:
			outcome = line
		}
	}
}

// ended says why files are refused whose reader did not end well. What it wrote may hold a value of the files up to where the
// stack begins, so that the rest alone is given to the log.
func ended(j exchange.Job, err error, wrote string) error {
	name := j.Name()
	killed := strings.Contains(err.Error(), "signal: killed")
	for _, sign := range []string{"out of memory", "cannot allocate memory", "failed to create new OS thread"} {
		killed = killed || strings.Contains(wrote, sign)
	}
	if killed {
		return exchange.Refuse(name, "returns or lists", budget.Over("what takes more memory to read than Heed gives to it, 768 megabytes",
			"Check that it is the file you mean. If it is, import it in parts, as CSV (UTF-8)."), "")
	}
	detail := "the reader of the files ended: " + err.Error()
	if _, stack, ok := strings.Cut(wrote, "\ngoroutine "); ok {
		detail += "\ngoroutine " + stack
	}
	return format.PanicOf(format.Unbearable(name, ""), detail)
}

// tail keeps the first of what is written to it.
type tail struct{ bytes.Buffer }

const mostTail = 16 << 10

// Write takes everything and keeps what there is room for.
func (t *tail) Write(p []byte) (int, error) {
	if room := mostTail - t.Len(); room > 0 {
		t.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}
