package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"time"
	"unicode/utf8"

	"heed/catalogue/canonical"
	"heed/internal/ledger/chain"
)

// stamp is what the entries of one write have in common.
type stamp struct {
	authority, by, source, batch string
	at                           time.Time
}

// change is what one entry says that its stamp does not.
type change struct {
	recordType, recordID, subject string
	version                       int
	withdrawn                     bool
	body                          []byte
}

// appender numbers, hashes and links entries and inserts them within one transaction. Full chunks are
// inserted by a goroutine of its own, so that a long import works out its entries on one core and writes on another.
type appender struct {
	ctx      context.Context // lives no longer than the transaction
	tx       *sql.Tx
	stamp    stamp
	last     int64      // the last seq given out
	link     chain.Link // of the last entry added
	buffer   []byte
	pending  []Entry
	inserter *inserter
	// appended takes what has been added, where it is to be handed over.
	appended *handover
}

// newAppender starts after the authority's last entry, and stamps the moment of that one
// where the clock has gone back: an entry that seemed older than what people
// have seen already would change answers that were given. No other writer can come
// between, since the transaction holds the write lock. Its close must be called
// before the transaction ends.
func newAppender(ctx context.Context, tx *sql.Tx, st stamp) (*appender, error) {
	if st.authority == "" || st.by == "" || st.at.IsZero() {
		return nil, fmt.Errorf("%w: a write needs an authority, who made it and when", ErrInvalid)
	}
	for _, s := range []string{st.authority, st.by, st.source, st.batch} {
		if !utf8.ValidString(s) {
			return nil, fmt.Errorf("%w: text is not UTF-8", ErrInvalid)
		}
	}
	last, err := lastEntry(ctx, tx, st.authority)
	if err != nil {
		return nil, err
	}
	if st.at = st.at.UTC().Truncate(time.Microsecond); st.at.Before(last.at) {
		st.at = last.at
	}
	// The driver runs each statement of a cancellable context in a goroutine of its
	// own. The transaction ends with its own context, so these need not be cancellable.
	return &appender{ctx: context.WithoutCancel(ctx), tx: tx, stamp: st, last: last.seq, link: last.link}, nil
}

// add appends one entry, which is inserted by the time flush returns. Its error may
// be that of an entry added earlier.
func (a *appender) add(c change) (Entry, error) {
	if !canonical.Valid(c.body) {
		return Entry{}, fmt.Errorf("%w: the body of a %s record is not JSON in UTF-8", ErrInvalid, c.recordType)
	}
	a.last++
	e := Entry{
		Authority: a.stamp.authority, Seq: a.last, RecordType: c.recordType, RecordID: c.recordID,
		Subject: c.subject, Version: c.version, Withdrawn: c.withdrawn, Body: bytes.Clone(c.body),
		RecordedAt: a.stamp.at, RecordedBy: a.stamp.by, Source: a.stamp.source, Batch: a.stamp.batch,
	}
	a.buffer = e.appendCanonical(a.buffer[:0])
	e.Hash = sha256.Sum256(a.buffer)
	a.link = a.link.Next(e.Hash)
	e.Link = a.link
	a.pending = append(a.pending, e)
	a.appended.add(&e)
	if len(a.pending) < chunk {
		return e, nil
	}
	if a.inserter == nil {
		a.inserter = startInserter(a.ctx, a.tx)
	}
	full := a.pending
	a.pending = a.inserter.empty()
	return e, a.inserter.hand(full)
}

// flush inserts what has been added.
func (a *appender) flush() error {
	if err := a.close(); err != nil {
		return err
	}
	if len(a.pending) == 0 {
		return nil
	}
	last := inserter{ctx: a.ctx, tx: a.tx}
	err := last.insert(a.pending)
	a.pending = a.pending[:0]
	return err
}

// close waits for the inserter, and gives its error.
func (a *appender) close() error {
	if a.inserter == nil {
		return nil
	}
	err := a.inserter.close()
	a.inserter = nil
	return err
}
