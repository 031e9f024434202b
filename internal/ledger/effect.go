package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/zeebo/xxh3"
)

// Effect is what an import does to the ledger, once all of it has been put.
type Effect struct {
	// Types has a line for each record type that the import holds or withdraws records of, in the order of their ids.
	Types []TypeEffect
	// Held is how many records the last extract of the scope held, of the types of which this one is whole.
	Held int
	// Sum stands for the versions that the import makes and the records that it leaves as they are. It is the same for two imports that do the same to the same
	// records, and nearly certain to differ otherwise.
	Sum uint64
	// Newer is the day of the extract of the same scope that was imported before and speaks to a later day, such as 2026-03-31, blank where there is
	// none: then nothing that one says is changed by this import.
	Newer string
}

// TypeEffect is what an import does to the records of one type.
type TypeEffect struct {
	Type string
	// Added were not held or had been withdrawn, Changed differ from what was held, Unchanged do not.
	Added, Changed, Withdrawn, Unchanged int
}

// What an import does with a record.
const (
	added     = "added"
	changed   = "changed"
	withdrawn = "withdrawn"
	unchanged = "unchanged"
)

// tally counts what the import does with a record, whose version is the one that it leaves behind.
func (w *Writer) tally(did, recordType, recordID string, version int32) {
	if !counted(recordType) {
		return
	}
	t := w.effects[recordType]
	if t == nil {
		t = &TypeEffect{Type: recordType}
		w.effects[recordType] = t
	}
	switch did {
	case added:
		t.Added++
	case changed:
		t.Changed++
	case withdrawn:
		t.Withdrawn++
	case unchanged:
		t.Unchanged++
	}
	if did != unchanged {
		w.tallied = append(append(w.tallied[:0], did...), 0)
		w.tallied = append(append(w.tallied, recordType...), 0)
		w.tallied = append(append(w.tallied, recordID...), 0)
		w.sum += xxh3.Hash(strconv.AppendInt(w.tallied, int64(version), 10))
	}
}

// effect gives what the import has done.
func (w *Writer) effect() Effect {
	e := Effect{Held: w.held, Sum: w.sum, Newer: w.newer}
	for _, t := range w.effects {
		e.Types = append(e.Types, *t)
	}
	slices.SortFunc(e.Types, func(a, b TypeEffect) int { return cmp.Compare(a.Type, b.Type) })
	return e
}

// WhenDone has done called when all that the import does is worked out, before any of it is recorded. An error of it takes the import back.
func (w *Writer) WhenDone(done func(Effect) error) { w.whenDone = done }

// LastBefore gives the latest entry of a record type about a subject from before the one numbered since, or ErrNotFound.
func (w *Writer) LastBefore(since int64, recordType, subject string) (Entry, error) {
	e, err := scanEntry(w.tx.QueryRowContext(w.appender.ctx, `select `+entryColumns+` from entry
		where authority = $1 and subject = $2 and record_type = $3 and seq < $4 order by seq desc limit 1`, w.batch.Authority, subject, recordType, since))
	if errors.Is(err, sql.ErrNoRows) {
		return e, fmt.Errorf("%s of a subject: %w", recordType, ErrNotFound)
	}
	return e, err
}

// KnownBefore says whether there is any entry about a subject from before the one numbered since.
func (w *Writer) KnownBefore(since int64, subject string) (bool, error) {
	var n int
	err := w.tx.QueryRowContext(w.appender.ctx, `select count(*) from (select seq from entry
		where authority = $1 and subject = $2 and seq < $3 limit 1) as known`, w.batch.Authority, subject, since).Scan(&n)
	return n > 0, err
}

// EachBefore gives the number, subject and body of each entry of a record type from before the one numbered since, in any order.
func (w *Writer) EachBefore(since int64, recordType string, fn func(seq int64, subject string, body []byte) error) error {
	// With a plain seq SQLite would go through the whole ledger by its numbers.
	rows, err := w.before.QueryContext(w.appender.ctx, `select seq, subject, body from entry
		where authority = $1 and record_type = $2 and seq + 0 < $3`, w.batch.Authority, recordType, since)
	if err != nil {
		return fmt.Errorf("reading the %s records: %w", recordType, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var seq int64
		var subject string
		var body []byte
		if err := rows.Scan(&seq, &subject, &body); err != nil {
			return fmt.Errorf("reading the %s records: %w", recordType, err)
		}
		if err := fn(seq, subject, body); err != nil {
			return err
		}
	}
	return rows.Err()
}

// SubjectsBefore counts the subjects of a record type of which there were entries before the one numbered since.
func (w *Writer) SubjectsBefore(since int64, recordType string) (n int, err error) {
	err = w.tx.QueryRowContext(w.appender.ctx, `select count(distinct subject) from entry
		where authority = $1 and record_type = $2 and seq + 0 < $3`, w.batch.Authority, recordType, since).Scan(&n) // as above
	return n, err
}

// Latest gives the latest version of a record, this import's own among them, or ErrNotFound.
func (w *Writer) Latest(recordType, recordID string) (Entry, error) {
	if err := w.appender.flush(); err != nil {
		return Entry{}, err
	}
	return findLatest(w.appender.ctx, w.tx, w.batch.Authority, recordType, recordID)
}

// Trial is a place in which imports do all that they would do and nothing is recorded.
type Trial struct{ tx *sql.Tx }

// errTried ends a trial's transaction.
var errTried = errors.New("a trial records nothing")

// Try gives fn a trial. Each import in it finds what those before it in the trial did, and all of them are taken back when fn has returned. As with an import,
// no one else can write meanwhile.
func (s *Store) Try(ctx context.Context, fn func(*Trial) error) error {
	err := s.db.write(ctx, func(tx *sql.Tx) error {
		if err := fn(&Trial{tx}); err != nil {
			return err
		}
		return errTried
	})
	if errors.Is(err, errTried) {
		return nil
	}
	return err
}

// Import does what [Store.Import] does, within the trial. After an error the trial is of no further use.
func (t *Trial) Import(ctx context.Context, b Batch, fill func(*Writer) error) (Receipt, error) {
	return importInto(ctx, t.tx, t.tx, b, fill)
}
