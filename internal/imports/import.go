package imports

import (
	"context"
	"errors"
	"fmt"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/exchange"
	"heed/internal/ledger"
	"heed/internal/matching"
	"heed/internal/words"
)

// Import reads the returns and lists at the paths, the oldest year first, each in one transaction of the ledger: all of it
// goes in or nothing. Where one fails, those before it stay in and are in the result beside the error. What an [ObjectionError] speaks against is refused,
// and so is what withdraws too many records, unless the request says otherwise.
func Import(ctx context.Context, s *door.Session, req Request, progress func(Progress)) (Result, error) {
	var result Result
	err := s.Commit(ctx, door.Write{
		Action: access.Import, Detail: "import",
		Append: func(ctx context.Context) (string, bool, error) {
			r := newRun(s, req, progress, &result)
			r.put = s.Ledger().Import
			r.object = func(o *ObjectionError) error { return o }
			returns, err := r.begin(ctx)
			if err == nil {
				err = r.record(ctx, returns)
			}
			return result.words(), len(result.Batches) > 0, errors.Join(err, note(ctx, s, err), r.close())
		},
	})
	if len(result.Batches) == 0 {
		return result, err
	}
	joined, doubtful, errMatches := matching.CountMatches(ctx, s)
	result.Joined, result.Doubtful = joined, doubtful
	return result, errors.Join(err, errMatches)
}

// Preview does all that [Import] would do and takes it back, so that nothing is recorded. Its result is what the import's would be; what the import
// would be refused for is among the objections, and the counts are as if it had been allowed.
func Preview(ctx context.Context, s *door.Session, req Request, progress func(Progress)) (Result, error) {
	if err := s.Allow(ctx, access.Import, "preview of an import"); err != nil {
		return Result{}, err
	}
	var result Result
	r := newRun(s, req, progress, &result)
	r.preview, r.object = true, func(o *ObjectionError) error {
		result.Objections = append(result.Objections, *o)
		return nil
	}
	returns, err := r.begin(ctx)
	if err == nil {
		err = s.Ledger().Try(ctx, func(trial *ledger.Trial) error {
			r.put = trial.Import
			return r.record(ctx, returns)
		})
	}
	err = errors.Join(err, note(ctx, s, err), r.close())
	for i := range result.Batches {
		result.Batches[i].Batch = "" // there is none
	}
	return result, errors.Join(err, s.Log(ctx, access.Import, "", "preview of an import"))
}

// note logs what an error of reading files does not say to whoever imports: why a reader panicked, where one did; and notes in the access
// log each file that was refused for the type of its records, by that type and never by the file's name, which may be a child's.
func note(ctx context.Context, s *door.Session, err error) error {
	if panicked, ok := errors.AsType[*exchange.PanicError](err); ok {
		s.Logger().ErrorContext(ctx, "a reader of files panicked", "detail", panicked.Detail())
	}
	for _, refused := range exchange.Refusals(err) {
		if refused.Type == "" {
			continue
		}
		if err := s.LogRefusal(context.WithoutCancel(ctx), access.WriteRecord, "", "import of a list of "+refused.Type, "the file held "+refused.Found); err != nil {
			return err
		}
	}
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
