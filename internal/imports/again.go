package imports

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"heed/internal/door"
	"heed/internal/ledger"
)

// number gives that of the i'th return of an import, from 1.
func (r Request) number(s *door.Session, i int) string {
	switch {
	case r.ID == "":
		return s.NewID()
	case i == 1:
		return r.ID
	}
	return r.ID + "-" + strconv.Itoa(i)
}

// recorded gives what became of a return that has been recorded under its number before: the import was cut off after it, and is begun again.
func (r *run) recorded(ctx context.Context, b ledger.Batch) (was Imported, found bool, err error) {
	if r.req.ID == "" {
		return was, false, nil
	}
	info, err := r.s.Ledger().FindBatch(ctx, b.Authority, b.ID)
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		return was, false, nil
	case err != nil:
		return was, false, err
	case info.Kind != b.Kind || info.Scope != b.Scope || info.By != b.By:
		return was, false, fmt.Errorf("%w: another import has the number %s", door.ErrConflict, b.ID)
	}
	kept, err := readReport(info.Report)
	return importedOf(info, kept), err == nil, err
}

// importedOf says of a return that is recorded what its import said.
func importedOf(info ledger.BatchInfo, kept report) Imported {
	counts := info.Counts
	counts.Batch = info.ID
	return Imported{Receipt: counts, Name: info.Name, Kind: info.Kind, Scope: info.Scope, SpeaksTo: info.SpeaksTo, Parts: kept.Parts, Covers: kept.Covers}
}

// AlreadyUnder gives what came of an import as the records alone say it, where the job of that number says nothing: Heed was killed, or cut off.
func AlreadyUnder(ctx context.Context, s *door.Session, number string) (Outcome, error) {
	result, err := alreadyUnder(ctx, s, number)
	return outcomeOf(result, nil), err
}

// alreadyUnder gives what has been recorded under the number of an import, none where nothing has. It is whole where all returns are that the import was to
// record.
func alreadyUnder(ctx context.Context, s *door.Session, number string) (result Result, err error) {
	for i := 1; ; i++ {
		id := Request{ID: number}.number(s, i)
		info, err := s.Ledger().FindBatch(ctx, s.Who.Authority, id)
		if errors.Is(err, ledger.ErrNotFound) {
			return result, nil
		}
		if err != nil {
			return result, err
		}
		kept, err := readReport(info.Report)
		if err != nil {
			return result, err
		}
		result.add(importedOf(info, kept))
		result.Whole = i >= kept.Of
	}
}
