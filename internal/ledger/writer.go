package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/zeebo/xxh3"

	"heed/catalogue"
)

// Outcome says what putting a record did.
type Outcome int

// What can come of putting a record.
const (
	Appended  Outcome = iota + 1 // it is new, or differs from its latest version
	Unchanged                    // its latest version says the same
)

// ImportFault is something in an import's files that could not be read as it should be.
// It says what kind of value it met and never the value itself.
type ImportFault struct {
	File string
	// Sheet is the sheet of a workbook, blank where the file is none.
	Sheet string
	Line  int
	// Cell is the cell as a spreadsheet names it, such as C302, blank where the fault is of no one cell.
	Cell                                         string
	RecordType, Field, ValueKind, Reason, Effect string
}

// Writer takes an import's records. It is for one goroutine, and of no use after
// the function it was given to has returned.
type Writer struct {
	ctx      context.Context // lives no longer than the import
	tx       *sql.Tx
	before   querier // shows the entries of before the import: where it is not tx, they can be read while others are inserted
	ahead    *ahead  // reads them of the types that the batch names, nil where before is tx
	batch    Batch
	first    int64
	appender *appender
	types    map[string]*typeImport // by record type
	subjects map[string]bool        // whom the extract names, where it speaks only for those
	fault    *sql.Stmt
	receipt  Receipt
	report   string
	effects  map[string]*TypeEffect // by record type
	held     int                    // records that the last extract of the scope held
	sum      uint64                 // of what the import does
	tallied  []byte                 // what was added to sum last
	newer    string                 // the day of the extract of the scope that this one is older than, blank where it is not
	older    bool                   // there is such a one, and both hold all of those whom they name
	named    []*layer               // whom the extracts of the series name, once they have been read
	whenDone func(Effect) error
	err      error // the first failure: the import cannot go on from it
}

func newWriter(ctx context.Context, tx *sql.Tx, b Batch) (*Writer, error) {
	if err := checkBatchIsNew(ctx, tx, b.Authority, b.ID); err != nil {
		return nil, err
	}
	a, err := newAppender(ctx, tx, stamp{authority: b.Authority, by: b.By, source: b.Kind, batch: b.ID, at: b.At})
	if err != nil {
		return nil, err
	}
	b.At = a.stamp.at
	return &Writer{
		ctx: ctx, tx: tx, batch: b, first: a.last + 1, appender: a,
		types: make(map[string]*typeImport), subjects: make(map[string]bool), receipt: Receipt{Batch: b.ID},
		effects: make(map[string]*TypeEffect),
	}, nil
}

// CountRead adds to the number of rows read from the import's files. The caller
// counts every row once as it reads it, whether it gives one record, several or only faults.
func (w *Writer) CountRead(rows int) { w.receipt.RowsRead += rows }

// Put records r: as a new version where it is new, was withdrawn, or differs from its
// latest version in body or subject; otherwise it leaves the ledger as it is. An
// extract that only repeats what the last extract of its scope said of a record does not
// take back what has been recorded of it since (see stands). Of the fields that r's source is silent of, what its latest
// version says stays. A record put twice in one import with different bodies gets two versions.
//
// Where the batch speaks to a day, the words of what speaks to a later one stand, and r is remembered as what the batch says;
// of a record put twice the first stays.
func (w *Writer) Put(r catalogue.Record) (Outcome, error) {
	if w.err != nil {
		return 0, w.err
	}
	outcome, err := w.put(r)
	w.err = err
	return outcome, err
}

func (w *Writer) put(r catalogue.Record) (Outcome, error) {
	if err := checkRecord(r); err != nil {
		return 0, err
	}
	t, err := w.typeOf(r.Type)
	if err != nil {
		return 0, err
	}
	if w.batch.Named && counted(r.Type) {
		w.subjects[r.Subject] = true
	}
	if t.dated {
		return w.putDated(t, r)
	}
	h, known := t.heads[r.ID]
	d := digest(r.Subject, r.Body)
	repeats := t.say(r.ID, d)
	unchanged := known && !h.withdrawn && h.digest == d
	if known && !h.withdrawn && !unchanged && len(r.Silent) > 0 {
		if r, d, err = w.keep(t, r, h, d, repeats); err != nil {
			return 0, err
		}
		unchanged = h.digest == d
	}
	if known && !h.withdrawn && !h.fresh && !unchanged && repeats {
		if unchanged, err = w.stands(t, r, h); err != nil {
			return 0, err
		}
	}
	if unchanged {
		return w.unchanged(t, r)
	}
	return Appended, w.append(t, r, h.version+1, d)
}

func (w *Writer) unchanged(t *typeImport, r catalogue.Record) (Outcome, error) {
	h := t.heads[r.ID]
	if !h.held {
		h.held = true
		t.heads[r.ID] = h
	}
	w.tally(unchanged, r.Type, r.ID, h.version)
	if counted(r.Type) {
		w.receipt.Unchanged++
	}
	return Unchanged, nil
}

// keep gives a record together with what its latest version says of the fields that the record's source is silent of,
// and its digest. The extract is taken to have said that too, or it would seem to say something new each time.
func (w *Writer) keep(t *typeImport, r catalogue.Record, h head, d xxh3.Uint128, repeats bool) (catalogue.Record, xxh3.Uint128, error) {
	if repeats && !h.fresh && t.last.says(said{id: idHash(r.ID), body: h.digest.Lo}) {
		t.say(r.ID, h.digest) // the last extract of the scope left it just so
		return r, h.digest, nil
	}
	if h.fresh {
		if err := w.appender.flush(); err != nil {
			return r, d, err
		}
	}
	latest, err := findVersion(w.appender.ctx, w.tx, w.batch.Authority, r.Type, r.ID, int(h.version))
	if err != nil {
		return r, d, err
	}
	if r.Body, err = catalogue.Keep(r.Body, latest.Body, r.Silent); err != nil {
		return r, d, err
	}
	whole := digest(r.Subject, r.Body)
	if whole != d {
		t.say(r.ID, whole)
	}
	return r, whole, nil
}

func (w *Writer) append(t *typeImport, r catalogue.Record, version int32, d xxh3.Uint128) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	_, err := w.appender.add(change{recordType: r.Type, recordID: r.ID, subject: r.Subject, version: int(version), body: r.Body})
	if err != nil {
		return err
	}
	did := changed
	if was, known := t.heads[r.ID]; !known || was.withdrawn {
		did = added
	}
	w.tally(did, r.Type, r.ID, version)
	t.heads[r.ID] = head{digest: d, version: version, held: true, fresh: true}
	if counted(r.Type) {
		w.receipt.Appended++
	}
	return nil
}

// counted says whether records of a type are among those that a receipt counts, and are of somebody whom an extract names. What
// an import covers is said of the import itself, and stands in none of its rows.
func counted(recordType string) bool { return recordType != catalogue.RecordCoverage }

// checkRecord refuses what could not be hashed or found again. The appender checks the body.
func checkRecord(r catalogue.Record) error {
	switch {
	case r.Type == "" || r.ID == "":
		return fmt.Errorf("%w: a record needs a type and an id", ErrInvalid)
	case !utf8.ValidString(r.Type) || !utf8.ValidString(r.ID) || !utf8.ValidString(r.Subject):
		return fmt.Errorf("%w: a %s record is not UTF-8", ErrInvalid, r.Type)
	}
	return nil
}

// Fault keeps a fault with the import.
func (w *Writer) Fault(f ImportFault) error {
	if w.err != nil {
		return w.err
	}
	if w.fault == nil {
		w.fault, w.err = w.tx.PrepareContext(w.ctx, `insert into fault
			(authority, batch, number, file, sheet, line, cell, record_type, field, value_kind, reason, effect)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`)
		if w.err != nil {
			return w.err
		}
	}
	w.receipt.Faults++
	_, w.err = w.fault.ExecContext(w.appender.ctx, w.batch.Authority, w.batch.ID, w.receipt.Faults,
		f.File, f.Sheet, f.Line, f.Cell, f.RecordType, f.Field, f.ValueKind, f.Reason, f.Effect)
	return w.err
}

// MoreFaults counts faults that are not kept, once the others have been: an import keeps only so many.
func (w *Writer) MoreFaults(n int) { w.receipt.Faults += n }

// Report keeps with the import what became of its files, in a form that is the caller's.
func (w *Writer) Report(report string) { w.report = report }

// close waits for what is being inserted, and lets go of the statement for faults.
func (w *Writer) close() error {
	w.ahead.close()
	err := w.appender.close()
	if w.fault != nil {
		err = errors.Join(err, w.fault.Close())
	}
	return err
}

// finish withdraws what a full extract no longer holds, keeps what was said and records the batch.
func (w *Writer) finish() (Receipt, error) {
	if w.err != nil {
		return Receipt{}, w.err
	}
	if w.batch.Full || w.older {
		if err := w.withdrawMissing(); err != nil {
			return Receipt{}, err
		}
	}
	if err := w.appender.flush(); err != nil {
		return Receipt{}, err
	}
	if err := w.keepSaid(); err != nil {
		return Receipt{}, err
	}
	if err := w.keepLayers(); err != nil {
		return Receipt{}, err
	}
	if err := w.keepNames(); err != nil {
		return Receipt{}, err
	}
	if w.whenDone != nil {
		if err := w.whenDone(w.effect()); err != nil {
			return Receipt{}, err
		}
	}
	return w.receipt, insertBatch(w.ctx, w.tx, w.batch, w.receipt, w.first, w.appender.last, w.report)
}
