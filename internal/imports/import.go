package imports

import (
	"context"
	"errors"
	"fmt"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/exchange"
	"heed/internal/ledger"
	"heed/internal/matching"
	"heed/internal/words"
)

// Request says what is to be imported.
type Request struct {
	// Paths are files, folders or zip files.
	Paths []string
	// Kind is the kind that every file must be: ssda903, cin, ssd, annexa, csv or a record type. Blank lets the content decide.
	Kind string
	// Year is the year to 31 March of a return that does not tell its own.
	Year int
	// On is the day of an extract of Annex A or of a dataset; zero takes it from what is in it.
	On time.Time
	// CompleteFrom and CompleteTo are the days between which CSV lists hold everything: without them a list is taken to go from
	// the first day recorded in it to the last. CompleteTo is also the day of a return whose year still runs, and of a dataset.
	CompleteFrom, CompleteTo time.Time
	// MaxWithdrawn is the greatest share, 0 to 1, of the last extract's records that may be withdrawn; 0 is the default.
	MaxWithdrawn float64
	// Full says that CSV lists hold every record of their types. Returns always do.
	Full bool
	// At is when it counts as recorded; zero is now. It may not be before what is recorded already, nor after now.
	At time.Time

	// found is what the files are, once somebody has looked.
	found *exchange.Found
}

// Progress says how far an import has come.
type Progress struct {
	// Stage is "looking", "reading" or "working out".
	Stage string
	// Name is the return being read, the Index'th, from 1, of Of.
	Name, Kind, Scope string
	Index, Of         int
	// Done and Total are bytes of it.
	Done, Total int64
}

// Imported is what became of one return.
type Imported struct {
	Receipt

	Name, Kind, Scope string
	// Parts says what became of each file of a return that is made of many objects.
	Parts []Part
	// Covers says which days the records of each type can be taken as complete for.
	Covers []Coverage
}

// Part is what became of one file of a return.
type Part = exchange.Part

// PartCount is how many there are of something in a part.
type PartCount = exchange.Count

// Result is what became of an import.
type Result struct {
	Batches                                          []Imported
	RowsRead, Appended, Unchanged, Withdrawn, Faults int
	// Whole says that every return went in.
	Whole bool
	// Joined counts the pairs of numbers that are now taken as one child, since they have one unique pupil number; Doubtful
	// those of which a person must decide.
	Joined, Doubtful int
	// FaultList holds the faults, at most 20,000 of them; Faults counts all.
	FaultList []Fault
}

const mostFaults = 20_000

// Import reads the returns and lists at the paths, the oldest year first, each in one transaction of the ledger: all of it
// goes in or nothing. Where one fails, those before it stay in and are in the result beside the error.
func Import(ctx context.Context, s *door.Session, req Request, progress func(Progress)) (Result, error) {
	if progress == nil {
		progress = func(Progress) {}
	}
	var result Result
	err := s.Commit(ctx, door.Write{
		Action: access.Import, Detail: "import",
		Append: func(ctx context.Context) (string, bool, error) {
			at, err := importTime(ctx, s, req.At)
			if err == nil {
				err = importAll(ctx, s, req, at, progress, &result)
			}
			logPanic(ctx, s, err)
			return result.words(), len(result.Batches) > 0, err
		},
	})
	if len(result.Batches) == 0 {
		return result, err
	}
	joined, doubtful, errMatches := matching.CountMatches(ctx, s)
	result.Joined, result.Doubtful = joined, doubtful
	return result, errors.Join(err, errMatches)
}

// logPanic logs why a reader of files panicked, where one did. The error itself says only that it could not read the file.
func logPanic(ctx context.Context, s *door.Session, err error) {
	if panicked, ok := errors.AsType[*exchange.PanicError](err); ok {
		s.Logger().ErrorContext(ctx, "a reader of files panicked", "detail", panicked.Detail())
	}
}

// words says what became of an import, for the access log.
func (r Result) words() string {
	if len(r.Batches) == 0 {
		return "nothing recorded"
	}
	return fmt.Sprintf("%d imports: %d rows, %d recorded, %d withdrawn, %d faults", len(r.Batches), r.RowsRead, r.Appended, r.Withdrawn, r.Faults)
}

// importAll recognises the files and reads each return in turn.
func importAll(ctx context.Context, s *door.Session, req Request, at time.Time, progress func(Progress), result *Result) error {
	progress(Progress{Stage: "looking"})
	if err := req.complete(engine.Today(at)); err != nil {
		return err
	}
	if err := req.find(ctx, s, engine.Today(at)); err != nil {
		return err
	}
	returns := req.found.Returns(s.Who.Authority)
	for i, r := range returns {
		step := Progress{Stage: "reading", Name: r.Name, Kind: r.Kind, Scope: r.Scope, Index: i + 1, Of: len(returns)}
		if err := importOne(ctx, s, req, at, r, step, progress, result); err != nil {
			return err
		}
	}
	result.Whole = true
	progress(Progress{Stage: "working out"})
	return nil
}

// importTime gives the moment at which an import counts as recorded. It may lie in the past, as when a year's return is
// loaded long after, but not before anything that is recorded already: what was known then would change.
func importTime(ctx context.Context, s *door.Session, at time.Time) (time.Time, error) {
	now := s.Now()
	if at.IsZero() {
		return now, nil
	}
	if at.After(now) {
		return at, fmt.Errorf("%w: an import cannot be recorded in the future", door.ErrInvalid)
	}
	last, err := s.Ledger().LastSeq(ctx, s.Who.Authority)
	if err != nil || last == 0 {
		return at, err
	}
	err = s.Ledger().Entries(ctx, s.Who.Authority, last-1, func(e ledger.Entry) error {
		if at.Before(e.RecordedAt) {
			return fmt.Errorf("%w: an import cannot be recorded before %s, when the last entry was", door.ErrInvalid, words.LongDate(e.RecordedAt))
		}
		return nil
	})
	return at, err
}

func importOne(ctx context.Context, s *door.Session, req Request, at time.Time, r exchange.Return, step Progress, progress func(Progress), result *Result) error {
	b := ledger.Batch{
		ID: s.NewID(), Authority: s.Who.Authority, Kind: r.Kind, Name: r.Name, By: s.Who.ID, At: at,
		Scope: r.Scope, Full: r.Full, Named: r.Named, MaxWithdrawn: req.MaxWithdrawn, Types: r.Types, SpeaksTo: r.SpeaksTo,
	}
	var became report
	receipt, err := s.Ledger().Import(ctx, b, func(w *ledger.Writer) error {
		to := newSink(ctx, s, w, result)
		err := r.Read(ctx, to, func(done, total int64) {
			step.Done, step.Total = done, total
			progress(step)
		})
		if err != nil {
			return err
		}
		if became.Covers = to.covers; r.Parts != nil {
			became.Parts = r.Parts()
		}
		return became.write(w)
	})
	if err != nil {
		return err
	}
	done := Imported{Receipt: receipt, Name: r.Name, Kind: r.Kind, Scope: r.Scope, Parts: became.Parts, Covers: became.Covers}
	result.Batches = append(result.Batches, done)
	result.RowsRead += receipt.RowsRead
	result.Appended += receipt.Appended
	result.Unchanged += receipt.Unchanged
	result.Withdrawn += receipt.Withdrawn
	result.Faults += receipt.Faults
	return nil
}

// sink hands what is read to the ledger.
type sink struct {
	ctx       context.Context // lives no longer than the import
	w         *ledger.Writer
	result    *Result
	types     *catalogue.Catalogue
	store     *ledger.Store
	authority string
	// covers is what the records of each type cover, as it comes.
	covers []Coverage
}

// Record puts a record into the ledger.
func (s *sink) Record(r catalogue.Record) error {
	_, err := s.w.Put(r)
	return err
}

// Fault keeps a fault with the import.
func (s *sink) Fault(f exchange.Fault) error {
	kept := ledger.ImportFault(f)
	if len(s.result.FaultList) < mostFaults {
		s.result.FaultList = append(s.result.FaultList, kept)
	}
	return s.w.Fault(kept)
}

// Read counts rows.
func (s *sink) Read(rows int) error {
	s.w.CountRead(rows)
	return nil
}
