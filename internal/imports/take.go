package imports

import (
	"context"
	"errors"
	"fmt"
	"os"

	"heed/internal/engine"
	"heed/internal/exchange"
	"heed/internal/exchange/apart"
)

// spool is a file in which what a reading gave waits to be recorded. It lies in the data folder, as children's records are not written
// elsewhere on the disk, and has no name there where the system allows it, so that it is gone when Heed is, however that ends.
type spool struct {
	*os.File

	named bool
}

func newSpool(dir string) (*spool, error) {
	f, err := os.CreateTemp(dir, "reading-*")
	if err != nil {
		return nil, fmt.Errorf("making room for what the files hold: %w", err)
	}
	return &spool{f, os.Remove(f.Name()) != nil}, nil
}

// close removes the file.
func (s *spool) close() error {
	if s == nil {
		return nil
	}
	err := s.Close()
	if s.named {
		err = errors.Join(err, os.Remove(s.Name()))
	}
	return err
}

// take reads the files, before anything of the ledger is touched: nobody waits for a reader.
func (r *run) take(ctx context.Context) (*exchange.Found, error) {
	options, err := r.req.options(ctx, r.s, engine.Today(r.at))
	if err != nil {
		return nil, err
	}
	job := exchange.Job{Paths: r.req.Paths, Options: options, Authority: r.s.Who.Authority}
	if r.spool, err = newSpool(r.s.Dir()); err != nil {
		return nil, err
	}
	step := func(s exchange.Step) {
		r.progress(Progress{Stage: "reading", Name: s.Name, Kind: s.Kind, Scope: s.Scope, Index: s.Index, Of: s.Of, Done: s.Done, Total: s.Total})
	}
	var kept *exchange.Kept
	if r.req.Apart {
		kept, err = apart.Read(ctx, job, r.spool.File, step)
	} else {
		kept, err = exchange.Take(ctx, r.s.Catalogue(), job, r.req.found, r.spool.File, step)
	}
	if err != nil {
		return nil, looking(err)
	}
	return kept.Found(r.s.Catalogue(), job.Options, r.spool.File), nil
}

// close lets go of what was read.
func (r *run) close() error {
	r.room = nil
	return r.spool.close()
}
