package door

import (
	"context"
	"time"

	"heed/internal/engine"
	"heed/internal/ledger"
)

// Question is when something is asked about and with whose knowledge. A zero AsAt is the latest day that any source covers, which
// is today at most; a zero KnownAt is all that is known now.
type Question struct {
	// AsAt is a civil day at midnight UTC, KnownAt a moment.
	AsAt, KnownAt time.Time
}

// Asked is what every page shows of its question.
type Asked struct {
	AsAt, KnownAt   time.Time
	Today, KnownNow bool
	// Latest says that nobody asked for the day: it is the latest that any source covers, and before today. Beyond says that no source
	// covers any later day than the one asked about, though there has been one. Runs says how far each kind of source runs.
	Latest, Beyond bool
	Runs           []Run
	// Quarterly says that the person sees totals only, so that the day is the end of the latest published quarter by the day they named, and KnownAt
	// the moment of its publication.
	Quarterly bool
	// WorkersKnown says that the records cover who works with whom on the day, so that a child of whom they name nobody has nobody.
	WorkersKnown bool
	// LastImport is when the latest import was recorded, zero where there is none, and LastImportBatch which it is.
	LastImport      time.Time
	LastImportBatch string
	// LastImports is how many imports of that day are in use, and LastImportFaults how many faults all of them have.
	LastImports, LastImportFaults int
	// CompleteTo is when the last entry was recorded that all answers hold, where later entries are being worked in; else zero.
	CompleteTo time.Time
}

// engineQuestion fills in what a question leaves out, and gives what the records cover.
func (d *Door) engineQuestion(ctx context.Context, a *authority, q Question) (engine.Question, []engine.Coverage, error) {
	now := d.cfg.Now()
	latest, coverage, err := d.latestDay(ctx, a, q.KnownAt)
	if err != nil {
		return engine.Question{}, nil, err
	}
	asAt := q.AsAt
	if asAt.IsZero() {
		asAt = latest
	}
	eq := engine.Ask(asAt, now)
	eq.KnownAt = q.KnownAt
	return eq, coverage, nil
}

// today is the question of today with all that is known: permission is decided on it, whatever day is asked about.
func (d *Door) today() engine.Question {
	now := d.cfg.Now()
	return engine.Ask(engine.Today(now), now)
}

func (d *Door) asked(ctx context.Context, a *authority, q engine.Question) (Asked, error) {
	now := d.cfg.Now()
	asked := Asked{AsAt: q.AsAt, KnownAt: q.KnownAt, Today: q.AsAt.Equal(engine.Today(now)), KnownNow: q.KnownAt.IsZero()}
	if asked.KnownNow {
		asked.KnownAt = now
	}
	if fresh := a.engine.Fresh(); fresh.Refreshing {
		asked.CompleteTo = fresh.RecordedAt
	}
	batches, err := d.batches(ctx, a)
	if err != nil {
		return Asked{}, err
	}
	for _, b := range knownBatches(batches, q.KnownAt) {
		if b.Kind == ledger.KindUndo || !b.UndoneAt.IsZero() {
			continue
		}
		if asked.LastImports == 0 {
			asked.LastImport, asked.LastImportBatch = b.At, b.ID
		}
		if !Civil(b.At, true).Equal(Civil(asked.LastImport, true)) {
			break
		}
		asked.LastImports++
		asked.LastImportFaults += b.Counts.Faults
	}
	return asked, nil
}
