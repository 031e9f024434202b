package door

import (
	"context"
	"time"

	"heed/internal/engine"
	"heed/internal/ledger"
)

// Question is when something is asked about and with whose knowledge. A zero AsAt is today; a zero KnownAt is all that is
// known now.
type Question struct {
	// AsAt is a civil day at midnight UTC, KnownAt a moment.
	AsAt, KnownAt time.Time
}

// Asked is what every page shows of its question.
type Asked struct {
	AsAt, KnownAt   time.Time
	Today, KnownNow bool
	// LastImport is when the latest import was recorded, zero where there is none.
	LastImport       time.Time
	LastImportFaults int
	LastImportBatch  string
	// CompleteTo is when the last entry was recorded that all answers hold, where later entries are being worked in; else zero.
	CompleteTo time.Time
}

// engineQuestion fills in what a question leaves out.
func (d *Door) engineQuestion(q Question) engine.Question {
	now := d.cfg.Now()
	asAt := q.AsAt
	if asAt.IsZero() {
		asAt = engine.Today(now)
	}
	eq := engine.Ask(asAt, now)
	eq.KnownAt = q.KnownAt
	return eq
}

// today is the question of today with all that is known: permission is decided on it, whatever day is asked about.
func (d *Door) today() engine.Question { return d.engineQuestion(Question{}) }

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
	for _, b := range batches {
		if b.Kind != ledger.KindUndo && b.UndoneAt.IsZero() {
			asked.LastImport, asked.LastImportFaults, asked.LastImportBatch = b.At, b.Counts.Faults, b.ID
			break
		}
	}
	return asked, nil
}
