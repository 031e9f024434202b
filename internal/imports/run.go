package imports

import (
	"context"
	"slices"
	"time"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/exchange"
	"heed/internal/ledger"
)

// run is one import of a request, or its preview.
type run struct {
	s   *door.Session
	req Request
	at  time.Time
	// since is the number of the first entry that the run may append.
	since   int64
	preview bool
	// put puts one return into the ledger, or into a trial of it.
	put func(ctx context.Context, b ledger.Batch, fill func(*ledger.Writer) error) (Receipt, error)
	// object is told what speaks against the import. An error of it ends the run.
	object   func(*ObjectionError) error
	progress func(Progress)
	result   *Result
	// spool holds what the files gave.
	spool *spool
	// earlier is what was recorded of children before the run.
	earlier earlier
	// room is never used. While it is held, the garbage of an import is collected each time that there is as much more of it.
	room []byte
}

// roomBytes is how large that is. Memory grows by twice as much at most.
const roomBytes = 32 << 20

func newRun(s *door.Session, req Request, progress func(Progress), result *Result) *run {
	if progress == nil {
		progress = func(Progress) {}
	}
	return &run{s: s, req: req, progress: progress, result: result, room: make([]byte, roomBytes)}
}

// record records each return in turn.
func (r *run) record(ctx context.Context, returns []exchange.Return) error {
	for i, next := range returns {
		step := Progress{Stage: "recording", Name: next.Name, Kind: next.Kind, Scope: next.Scope, Index: i + 1, Of: len(returns)}
		if err := r.one(ctx, next, step); err != nil {
			return err
		}
	}
	r.result.Whole = true
	r.progress(Progress{Stage: "working out"})
	return nil
}

// begin finds out what is to be read, and whether anything speaks against it before it is.
func (r *run) begin(ctx context.Context) (_ []exchange.Return, err error) {
	if r.at, err = importTime(ctx, r.s, r.req.At); err != nil {
		return nil, err
	}
	r.progress(Progress{Stage: "looking"})
	if err := r.req.complete(engine.Today(r.at)); err != nil {
		return nil, err
	}
	found, err := r.take(ctx)
	if err != nil {
		return nil, err
	}
	last, err := r.s.Ledger().LastSeq(ctx, r.s.Who.Authority)
	if err != nil {
		return nil, err
	}
	r.since = last + 1
	returns := found.Returns(r.s.Who.Authority)
	if r.req.shown != nil && len(r.req.shown.Batches) != len(returns) {
		return nil, ErrChanged
	}
	for _, next := range returns {
		if o := r.anothers(next); o != nil {
			if err := r.object(o); err != nil {
				return nil, err
			}
		}
	}
	return returns, nil
}

// one records one return.
func (r *run) one(ctx context.Context, from exchange.Return, step Progress) error {
	b := ledger.Batch{
		ID: r.req.number(r.s, step.Index), Authority: r.s.Who.Authority, Kind: from.Kind, Name: from.Name, By: r.s.Who.By(), At: r.at,
		Scope: from.Scope, Full: from.Full, Named: from.Named, MaxWithdrawn: r.req.MaxWithdrawn, Types: from.Types, SpeaksTo: from.SpeaksTo,
	}
	if r.preview {
		b.MaxWithdrawn = 1 // what is too much is an objection
	} else if was, found, err := r.recorded(ctx, b); err != nil {
		return err
	} else if found {
		r.result.add(was)
		return nil
	}
	done := Imported{Name: from.Name, Kind: from.Kind, Scope: from.Scope, YearFrom: from.YearFrom, SpeaksTo: from.SpeaksTo, DayFrom: from.DayFrom, Authority: from.Authority, Files: from.Files, Saved: from.Saved}
	var effect ledger.Effect
	var err error
	done.Receipt, err = r.put(ctx, b, func(w *ledger.Writer) error {
		w.WhenDone(func(e ledger.Effect) error {
			effect, done.Types, done.Sum = e, e.Types, e.Sum
			done.Newer, _ = time.Parse(time.DateOnly, e.Newer) // blank, or a day that is kept
			return r.asShown(e, step.Index-1)
		})
		return r.fill(ctx, w, from, step, &done)
	})
	if err != nil {
		return err
	}
	if o := r.tooMany(done, effect.Held); r.preview && o != nil {
		if err := r.object(o); err != nil {
			return err
		}
	}
	r.result.add(done)
	return nil
}

// fill puts what a return gave into the ledger.
func (r *run) fill(ctx context.Context, w *ledger.Writer, from exchange.Return, step Progress, done *Imported) error {
	to := newSink(r, w)
	err := from.Read(ctx, to, func(read, total int64) {
		step.Done, step.Total = read, total
		r.progress(step)
	})
	if err != nil {
		return err
	}
	w.MoreFaults(from.MoreFaults)
	if done.Children, err = to.count(r.since, r.preview); err != nil {
		return err
	}
	o, err := r.strangers(w, from, done.Children)
	if err != nil {
		return err
	}
	if o != nil {
		if err := r.object(o); err != nil {
			return err
		}
	}
	if done.Covers = to.covers; from.Parts != nil {
		done.Parts = from.Parts()
	}
	kept := report{Parts: done.Parts, Covers: done.Covers}
	if step.Of > 1 {
		kept.Of = step.Of
	}
	return kept.write(w)
}

// asShown refuses what a return would do where something else was shown.
func (r *run) asShown(e ledger.Effect, i int) error {
	if r.req.shown == nil {
		return nil
	}
	was := r.req.shown.Batches[i]
	if was.Sum != e.Sum || !slices.Equal(was.Types, e.Types) {
		return ErrChanged
	}
	return nil
}

// add counts what became of a return.
func (r *Result) add(done Imported) {
	r.Batches = append(r.Batches, done)
	r.RowsRead += done.RowsRead
	r.Appended += done.Appended
	r.Unchanged += done.Unchanged
	r.Withdrawn += done.Withdrawn
	r.Faults += done.Faults
}

// sink hands what is read to the ledger.
type sink struct {
	w      *ledger.Writer
	result *Result
	types  *catalogue.Catalogue
	// covers is what the records of each type cover, as it comes.
	covers []Coverage
	// children are those whom the records are about.
	children map[string]named
	// earlier is what was recorded of children before the run.
	earlier *earlier
}

// newSink gives the sink that hands what is read to the ledger.
func newSink(r *run, w *ledger.Writer) *sink {
	return &sink{w: w, result: r.result, types: r.s.Catalogue(), children: map[string]named{}, earlier: &r.earlier}
}

// Record puts a record into the ledger.
func (s *sink) Record(r catalogue.Record) error {
	if err := s.name(r); err != nil {
		return err
	}
	_, err := s.w.Put(r)
	return err
}

// Fault keeps a fault with the import.
func (s *sink) Fault(f exchange.Fault) error {
	kept := ledger.ImportFault(f)
	s.result.FaultList = append(s.result.FaultList, kept)
	return s.w.Fault(kept)
}

// Read counts rows.
func (s *sink) Read(rows int) error {
	s.w.CountRead(rows)
	return nil
}
