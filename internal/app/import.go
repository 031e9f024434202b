package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/engine"
	"heed/internal/exchange"
	"heed/internal/ledger"
)

// ImportRequest says what is to be imported.
type ImportRequest struct {
	// Paths are files, folders or zip files.
	Paths []string
	// Kind is the kind that every file must be: ssda903, cin, ssd, annexa, csv or a record type. Blank lets the content decide.
	Kind string
	// Year is the year to 31 March of a return that does not tell its own.
	Year int
	// On is the day of an extract of Annex A; zero takes it from the lists.
	On time.Time
	// MaxWithdrawn is the greatest share, 0 to 1, of the last extract's records that may be withdrawn; 0 is the default.
	MaxWithdrawn float64
	// Full says that CSV lists hold every record of their types. Returns always do.
	Full bool
	// At is when it counts as recorded; zero is now. It may not be before what is recorded already, nor after now.
	At time.Time
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

// ImportedBatch is what became of one return.
type ImportedBatch struct {
	Receipt

	Name, Kind, Scope string
	// Parts says what became of each file of a return that is made of many objects.
	Parts []Part
}

// Part is what became of one file of a return.
type Part = exchange.Part

// PartCount is how many there are of something in a part.
type PartCount = exchange.Count

// ImportResult is what became of an import.
type ImportResult struct {
	Batches                                          []ImportedBatch
	RowsRead, Appended, Unchanged, Withdrawn, Faults int
	// Joined counts the pairs of numbers that are now taken as one child, since they have one unique pupil number; Doubtful
	// those of which a person must decide.
	Joined, Doubtful int
	// FaultList holds the faults, at most 20,000 of them; Faults counts all.
	FaultList []Fault
}

const mostFaults = 20_000

// Import reads the returns and lists at the paths, the oldest year first, each in one transaction of the ledger: all of it
// goes in or nothing. Where one fails, those before it stay in and are in the result beside the error.
func (a *App) Import(ctx context.Context, who Actor, req ImportRequest, progress func(Progress)) (ImportResult, error) {
	if progress == nil {
		progress = func(Progress) {}
	}
	if err := a.allow(ctx, who, access.Import, "import"); err != nil {
		return ImportResult{}, err
	}
	at, err := a.importTime(ctx, who, req.At)
	if err != nil {
		return ImportResult{}, err
	}
	progress(Progress{Stage: "looking"})
	returns, err := exchange.Recognise(ctx, a.catalogue, req.Paths, exchange.Options{
		Kind: req.Kind, Authority: who.Authority, Year: req.Year, On: req.On, Full: req.Full, Today: engine.Today(at),
	})
	if err != nil {
		return ImportResult{}, fmt.Errorf("looking at the files: %w", err)
	}
	var result ImportResult
	for i, r := range returns {
		step := Progress{Stage: "reading", Name: r.Name, Kind: r.Kind, Scope: r.Scope, Index: i + 1, Of: len(returns)}
		if err = a.importOne(ctx, who, req, at, r, step, progress, &result); err != nil {
			break
		}
	}
	if len(result.Batches) == 0 {
		return result, err
	}
	detail := fmt.Sprintf("%d imports: %d rows, %d recorded, %d withdrawn, %d faults", len(result.Batches), result.RowsRead,
		result.Appended, result.Withdrawn, result.Faults)
	progress(Progress{Stage: "working out"})
	err = errors.Join(err, a.logShown(ctx, who, access.Import, "", detail), a.Follow(ctx, who.Authority))
	joined, doubtful, errMatches := a.countMatches(ctx, who.Authority)
	result.Joined, result.Doubtful = joined, doubtful
	return result, errors.Join(err, errMatches)
}

// importTime gives the moment at which an import counts as recorded. It may lie in the past, as when a year's return is
// loaded long after, but not before anything that is recorded already: what was known then would change.
func (a *App) importTime(ctx context.Context, who Actor, at time.Time) (time.Time, error) {
	now := a.cfg.Now()
	if at.IsZero() {
		return now, nil
	}
	if at.After(now) {
		return at, fmt.Errorf("%w: an import cannot be recorded in the future", ErrInvalid)
	}
	last, err := a.ledger.LastSeq(ctx, who.Authority)
	if err != nil || last == 0 {
		return at, err
	}
	err = a.ledger.Entries(ctx, who.Authority, last-1, func(e ledger.Entry) error {
		if at.Before(e.RecordedAt) {
			return fmt.Errorf("%w: an import cannot be recorded before %s, when the last entry was", ErrInvalid, longDate(e.RecordedAt))
		}
		return nil
	})
	return at, err
}

func (a *App) importOne(ctx context.Context, who Actor, req ImportRequest, at time.Time, r exchange.Return, step Progress, progress func(Progress), result *ImportResult) error {
	b := ledger.Batch{
		ID: a.cfg.NewID(), Authority: who.Authority, Kind: r.Kind, Name: r.Name, By: who.ID, At: at,
		Scope: r.Scope, Full: r.Full, Named: r.Named, MaxWithdrawn: req.MaxWithdrawn, Types: r.Types,
	}
	receipt, err := a.ledger.Import(ctx, b, func(w *ledger.Writer) error {
		s := &sink{w: w, result: result}
		err := r.Read(ctx, s, func(done, total int64) {
			step.Done, step.Total = done, total
			progress(step)
		})
		if err != nil || r.Parts == nil {
			return err
		}
		report, err := json.Marshal(r.Parts())
		w.Report(string(report))
		return err
	})
	if err != nil {
		return err
	}
	done := ImportedBatch{Receipt: receipt, Name: r.Name, Kind: r.Kind, Scope: r.Scope}
	if r.Parts != nil {
		done.Parts = r.Parts()
	}
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
	w      *ledger.Writer
	result *ImportResult
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
