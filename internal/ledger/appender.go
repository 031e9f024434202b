package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// chunk is how many entries one insert carries. More gain nothing.
const chunk = 32

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

// appender numbers, hashes and inserts entries within one transaction.
type appender struct {
	ctx    context.Context //nolint:containedctx // lives no longer than the transaction
	tx     *sql.Tx
	stamp  stamp
	last   int64 // the last seq given out
	insert *sql.Stmt
	args   []any
	rows   int
	buffer []byte
}

// newAppender starts after the authority's last entry. No other writer can come
// between, since the transaction holds the write lock.
func newAppender(ctx context.Context, tx *sql.Tx, st stamp) (*appender, error) {
	if st.authority == "" || st.by == "" || st.at.IsZero() {
		return nil, fmt.Errorf("%w: a write needs an authority, who made it and when", ErrInvalid)
	}
	for _, s := range []string{st.authority, st.by, st.source, st.batch} {
		if !utf8.ValidString(s) {
			return nil, fmt.Errorf("%w: text is not UTF-8", ErrInvalid)
		}
	}
	last, err := lastSeq(ctx, tx, st.authority)
	if err != nil {
		return nil, err
	}
	st.at = st.at.UTC().Truncate(time.Microsecond)
	// The driver runs each statement of a cancellable context in a goroutine of its
	// own. The transaction ends with its own context, so these need not be cancellable.
	return &appender{ctx: context.WithoutCancel(ctx), tx: tx, stamp: st, last: last}, nil
}

// add appends one entry. It is inserted by the time flush returns.
func (a *appender) add(c change) (Entry, error) {
	a.last++
	e := Entry{
		Authority: a.stamp.authority, Seq: a.last, RecordType: c.recordType, RecordID: c.recordID,
		Subject: c.subject, Version: c.version, Withdrawn: c.withdrawn, Body: c.body, RecordedAt: a.stamp.at,
		RecordedBy: a.stamp.by, Source: a.stamp.source, Batch: a.stamp.batch,
	}
	a.buffer = e.appendCanonical(a.buffer[:0])
	e.Hash = sha256.Sum256(a.buffer)
	if a.rows == 0 {
		a.args = append(a.args[:0], e.Authority, e.RecordedAt.UnixMicro(), e.RecordedBy, e.Source, e.Batch)
	}
	a.args = append(a.args, e.Seq, e.RecordType, e.RecordID, e.Subject, e.Version, e.Withdrawn, string(e.Body), e.Hash[:])
	a.rows++
	if a.rows == chunk {
		return e, a.flush()
	}
	return e, nil
}

// flush inserts what add has gathered.
func (a *appender) flush() error {
	var err error
	switch a.rows {
	case 0:
		return nil
	case chunk:
		if a.insert == nil {
			if a.insert, err = a.tx.PrepareContext(a.ctx, insertEntries(chunk)); err != nil {
				return fmt.Errorf("appending entries: %w", err)
			}
		}
		_, err = a.insert.ExecContext(a.ctx, a.args...)
	default:
		_, err = a.tx.ExecContext(a.ctx, insertEntries(a.rows), a.args...)
	}
	a.rows = 0
	if err != nil {
		return fmt.Errorf("appending entries: %w", err)
	}
	return nil
}

// insertEntries gives the statement that inserts so many entries of one stamp.
func insertEntries(rows int) string {
	var b strings.Builder
	b.WriteString("insert into entry (" + entryColumns + ") values ")
	next := 6
	for row := range rows {
		if row > 0 {
			b.WriteString(", ")
		}
		b.WriteString("($1, $2, $3, $4, $5")
		for range 8 {
			b.WriteString(", $" + strconv.Itoa(next))
			next++
		}
		b.WriteByte(')')
	}
	return b.String()
}
