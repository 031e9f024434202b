package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
)

const (
	// chunk is how many entries one insert carries. More gain nothing.
	chunk = 32
	// waiting is how many chunks may wait to be inserted, so that there is something to insert while the latest records of a type are read.
	waiting = 256
)

// inserter inserts chunks of entries in the order they are handed to it.
type inserter struct {
	ctx    context.Context // lives no longer than the transaction
	tx     *sql.Tx
	work   chan []Entry
	used   chan []Entry // chunks that have been inserted, to be filled again
	done   chan struct{}
	failed atomic.Bool
	err    error // to be read once done is closed
	args   []any
}

func startInserter(ctx context.Context, tx *sql.Tx) *inserter {
	in := &inserter{ctx: ctx, tx: tx, work: make(chan []Entry, waiting), used: make(chan []Entry, waiting), done: make(chan struct{})}
	go in.run(in.work)
	return in
}

func (in *inserter) run(work <-chan []Entry) {
	defer close(in.done)
	for entries := range work {
		if in.err != nil {
			continue // so that hand never blocks
		}
		if in.err = in.insert(entries); in.err != nil {
			in.failed.Store(true)
		}
		clear(entries)
		select {
		case in.used <- entries[:0]:
		default:
		}
	}
}

// empty gives a chunk to fill.
func (in *inserter) empty() []Entry {
	select {
	case entries := <-in.used:
		return entries
	default:
		return make([]Entry, 0, chunk)
	}
}

// hand passes on a chunk, which is the inserter's from then on.
func (in *inserter) hand(entries []Entry) error {
	if in.failed.Load() {
		return in.close()
	}
	in.work <- entries
	return nil
}

// close waits until all is inserted and gives the first error. It may be called twice.
func (in *inserter) close() error {
	if in.work != nil {
		close(in.work)
		in.work = nil
	}
	<-in.done
	return in.err
}

func (in *inserter) insert(entries []Entry) error {
	first := &entries[0]
	in.args = append(in.args[:0], first.Authority, first.RecordedAt.UnixMicro(), first.RecordedBy, first.Source, first.Batch)
	for i := range entries {
		e := &entries[i]
		in.args = append(in.args, e.Seq, e.RecordType, e.RecordID, e.Subject, e.Version, e.Withdrawn, string(e.Body), e.Hash[:], e.Link[:])
	}
	if _, err := in.tx.ExecContext(in.ctx, insertEntries(len(entries)), in.args...); err != nil {
		return fmt.Errorf("appending entries: %w", err)
	}
	return nil
}

var insertChunk = insertStatement(chunk)

// insertEntries gives the statement that inserts so many entries of one stamp.
func insertEntries(rows int) string {
	if rows == chunk {
		return insertChunk
	}
	return insertStatement(rows)
}

func insertStatement(rows int) string {
	var b strings.Builder
	b.WriteString("insert into entry (" + entryColumns + ") values ")
	next := 6
	for row := range rows {
		if row > 0 {
			b.WriteString(", ")
		}
		b.WriteString("($1, $2, $3, $4, $5")
		for range 9 {
			b.WriteString(", $" + strconv.Itoa(next))
			next++
		}
		b.WriteByte(')')
	}
	return b.String()
}
