package apart

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"heed/internal/exchange"
	"heed/internal/published"
)

// publishedJob is a file of published figures that is to be read.
type publishedJob struct {
	Path   string
	Choice published.Choice
}

// Outcome is what a reader says of a file of published figures: of each CSV file in it the report and, where it could not be read, why.
type Outcome struct {
	Reports []published.Report
	// Refused are why files could not be read, blank of those that could; one more where nothing could be looked at.
	Refused []string
}

// ReadPublished does in a process of its own what [published.ReadFile] does. The sets go by way of a file that the caller has opened.
func ReadPublished(ctx context.Context, path string, choice published.Choice, to *os.File) ([]published.Result, error) {
	job := task{Published: &publishedJob{path, choice}}
	said, err := run(ctx, exchange.Job{Paths: []string{path}}, job, to, func(exchange.Step) {})
	switch {
	case err != nil:
		return nil, err
	case said.Failure != nil:
		return nil, said.Failure.Err()
	case said.Published == nil:
		return nil, errors.New("the reader of the file ended without saying what it holds")
	}
	return said.Published.results(path, to)
}

// results puts what a reader said and what it wrote together.
func (o *Outcome) results(path string, from *os.File) ([]published.Result, error) {
	if len(o.Refused) > len(o.Reports) {
		return []published.Result{{Report: published.Report{File: filepath.Base(path)}, Refused: errors.New(o.Refused[len(o.Refused)-1])}}, nil
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	sets, err := published.Decode(from)
	if err != nil {
		return nil, fmt.Errorf("reading what the reader of the file wrote: %w", err)
	}
	var list []published.Result
	for i, report := range o.Reports {
		r := published.Result{Report: report}
		switch {
		case o.Refused[i] != "":
			r.Refused = errors.New(o.Refused[i])
		case len(sets) == 0:
			return nil, errors.New("the reader of the file wrote less than it said")
		default:
			r.Set, sets = sets[0], sets[1:]
		}
		list = append(list, r)
	}
	return list, nil
}

// work reads the file, in the process of the reader.
func (p publishedJob) work(to *os.File) said {
	file, err := os.Open(p.Path)
	if err != nil {
		return said{Failure: exchange.FailureOf(err)}
	}
	defer file.Close()
	results, err := published.ReadFile(p.Path, file, p.Choice)
	if err != nil {
		return said{Published: &Outcome{Refused: []string{err.Error()}}}
	}
	out := &Outcome{}
	var sets []*published.Set
	for _, r := range results {
		why := ""
		if r.Refused != nil {
			why = r.Refused.Error()
		} else {
			sets = append(sets, r.Set)
		}
		out.Reports, out.Refused = append(out.Reports, r.Report), append(out.Refused, why)
	}
	if err := published.Encode(to, sets); err != nil {
		return said{Failure: exchange.FailureOf(err)}
	}
	return said{Published: out}
}
