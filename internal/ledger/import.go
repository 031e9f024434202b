package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// DefaultMaxWithdrawn is the share of a full extract's known records that an import
// may withdraw unless its batch says otherwise.
const DefaultMaxWithdrawn = 0.05

// KindUndo is the kind of a batch that undoes another.
const KindUndo = "undo"

// Batch describes an import. Its ID is the caller's and unique in the authority.
type Batch struct {
	ID        string
	Authority string
	Kind      string // "ssda903", "cin", "csv" …: also the Source of its entries
	Name      string // what people call it: its file or folder
	By        string
	At        time.Time // when it was recorded, or the moment of the last entry where that is later
	// Scope names what an extract is an extract of, such as "cin 2022". It is compared
	// with the last extract of the same scope only. A blank one is compared with none.
	Scope string
	// Full says that the extract holds every record of Types there is in Scope, so
	// that one it no longer holds is withdrawn.
	Full bool
	// Named says that a full extract speaks only for the subjects it names: a record of another subject is not withdrawn,
	// for the extract may merely no longer be about that subject.
	Named bool
	// MaxWithdrawn is the greatest share, 0 to 1, of the records in the last extract of the
	// scope that may be withdrawn. Zero means [DefaultMaxWithdrawn]; 1 means any.
	MaxWithdrawn float64
	// Types are the record types of which the extract is whole. A type whose file was
	// not in the extract must not be among them, and is left alone.
	Types []string
	// SpeaksTo is the civil day that the extract speaks to, such as the 31 March of a return's year. Of a record that several
	// such extracts of different scopes hold, the words of the one that speaks to the latest day stand, in whatever order they
	// were imported. The zero time says that no day is known: then the last import counts.
	SpeaksTo time.Time
}

// Receipt counts what an import or an undo did. Records of [catalogue.RecordCoverage] are recorded and taken back like all others,
// and not counted.
type Receipt struct {
	Batch     string
	RowsRead  int // rows read from files, the faulty included
	Appended  int // new versions of records
	Unchanged int // records that already stood so
	Withdrawn int // withdrawals
	Faults    int
	Left      int // undo only: records left as they are, since a later batch changed or confirmed them
}

// Import runs fill in one transaction: everything it puts is recorded or, on any
// error, nothing. The batch itself is recorded even when it appends nothing.
//
// It gives ErrInvalid for a batch that lacks something, ErrConflict for an ID already
// used, and a *[TooManyWithdrawnError] for a full extract that lacks too much. fill must
// not write to the store by any other way; what it reads from the store is as before the import.
func (s *Store) Import(ctx context.Context, b Batch, fill func(*Writer) error) (Receipt, error) {
	var receipt Receipt
	var appended handover
	keeping := func(w *Writer) error {
		w.appender.appended = &appended
		return fill(w)
	}
	err := s.write(ctx, b.Authority, func(tx *sql.Tx) (err error) {
		receipt, err = importInto(ctx, tx, s.db.reader, b, keeping)
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	s.recent.keep(b.Authority, appended)
	return receipt, nil
}

// importInto does all of an import within a transaction. before shows the entries of before it.
func importInto(ctx context.Context, tx *sql.Tx, before querier, b Batch, fill func(*Writer) error) (Receipt, error) {
	if err := b.check(); err != nil {
		return Receipt{}, err
	}
	if b.MaxWithdrawn == 0 {
		b.MaxWithdrawn = DefaultMaxWithdrawn
	}
	receipt, err := fillFrom(ctx, tx, before, b, fill)
	if err != nil {
		return Receipt{}, fmt.Errorf("importing %s: %w", b.Name, err)
	}
	return receipt, nil
}

func fillFrom(ctx context.Context, tx *sql.Tx, before querier, b Batch, fill func(*Writer) error) (Receipt, error) {
	after, err := dayOfNewer(ctx, tx, &b)
	if err != nil {
		return Receipt{}, err
	}
	older := after != "" && b.Full && b.Named
	if older {
		b.Full = false // it adds what only it knows: the newer one says how things stand
	}
	w, err := newWriter(ctx, tx, b)
	if err != nil {
		return Receipt{}, err
	}
	w.newer, w.older, w.before = after, older, before
	if before != tx {
		w.ahead = readAhead(ctx, before, b.Authority, b.Types)
	}
	defer func() { _ = w.close() }() // its error, if any, came from finish already
	if err := fill(w); err != nil {
		return Receipt{}, err
	}
	return w.finish()
}

// partOf begins the scope under which is kept what extracts that are not full have said.
const partOf = "part of "

// keptScope is the scope under which what the extract says is kept, blank where it is not.
// What is said in part, of no known day, serves only to recognise what is new: nothing is withdrawn by it, nor
// kept from being withdrawn. Parts of different days are kept apart, since the scope does not tell them apart.
func (b *Batch) keptScope() string {
	switch {
	case b.Full || b.Scope == "":
		return b.Scope
	case b.dated():
		return b.partScope()
	default:
		return partOf + b.Scope
	}
}

// partScope is the scope under which is kept what is said in part of a known day.
func (b *Batch) partScope() string { return b.partScopeOf(b.day()) }

func (b *Batch) partScopeOf(day string) string { return partOf + b.Scope + " to " + day }

// dated says whether the extract speaks to a day.
func (b *Batch) dated() bool { return !b.SpeaksTo.IsZero() }

// day gives the day that the extract speaks to in the form in which it is kept, blank where none is known.
func (b *Batch) day() string {
	if !b.dated() {
		return ""
	}
	return b.SpeaksTo.Format(time.DateOnly)
}

func (b *Batch) check() error {
	switch {
	case b.ID == "" || b.Kind == "":
		return fmt.Errorf("%w: an import needs an id and a kind", ErrInvalid)
	case b.Kind == KindUndo:
		return fmt.Errorf("%w: an import cannot be of kind %s", ErrInvalid, KindUndo)
	case b.Full && (b.Scope == "" || len(b.Types) == 0):
		return fmt.Errorf("%w: a full extract needs a scope and its record types", ErrInvalid)
	case b.dated() && b.Scope == "":
		return fmt.Errorf("%w: an extract that speaks to a day needs a scope", ErrInvalid)
	case b.MaxWithdrawn < 0 || b.MaxWithdrawn > 1:
		return fmt.Errorf("%w: the share that may be withdrawn is from 0 to 1", ErrInvalid)
	}
	return nil
}
