package apart

import (
	"context"
	"errors"

	"heed/internal/exchange"
)

// sampleJob is a file that is to be looked at.
type sampleJob struct{ Path, Sheet string }

// Sample does in a process of its own what [exchange.TakeSample] does.
func Sample(ctx context.Context, path, sheet string) (*exchange.Sample, error) {
	job := task{Sample: &sampleJob{path, sheet}}
	said, err := run(ctx, exchange.Job{Paths: []string{path}}, job, nil, func(exchange.Step) {})
	switch {
	case err != nil:
		return nil, err
	case said.Failure != nil:
		return nil, said.Failure.Err()
	case said.Sample == nil:
		return nil, errors.New("the reader of the file ended without saying what it holds")
	}
	return said.Sample, nil
}

// work looks at the file, in the process of the reader.
func (j sampleJob) work(ctx context.Context) said {
	sample, err := exchange.TakeSample(ctx, j.Path, j.Sheet)
	if err != nil {
		return said{Failure: exchange.FailureOf(err)}
	}
	return said{Sample: sample}
}
