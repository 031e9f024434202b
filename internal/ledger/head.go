package ledger

import (
	"context"
	"fmt"
	"slices"

	"github.com/zeebo/xxh3"
)

// head is what an import must know of a record's latest version.
type head struct {
	digest    xxh3.Uint128
	version   int32
	withdrawn bool
	held      bool // by the extract now being imported
	fresh     bool // appended by this import
}

// digest is equal for two versions of a record that say the same. It is of the subject as
// well as the body, since a record moved to another child has changed. Nothing rests on
// its being hard to forge: who could choose a record's next body could as well keep its last.
func digest(subject string, body []byte) xxh3.Uint128 {
	return xxh3.Hash128Seed(body, xxh3.HashString(subject))
}

// digestText is [digest] of a body that is at hand as text.
func digestText(subject, body string) xxh3.Uint128 {
	return xxh3.HashString128Seed(body, xxh3.HashString(subject))
}

// loadHeads gives the latest version of every record of one type, by record id.
func loadHeads(ctx context.Context, q querier, authority, recordType string) (map[string]head, error) {
	var n int
	err := q.QueryRowContext(ctx, `select count(*) from entry where authority = $1 and record_type = $2`, authority, recordType).Scan(&n)
	if err != nil {
		return nil, fmt.Errorf("counting the %s records: %w", recordType, err)
	}
	rows, err := q.QueryContext(ctx, `select record_id, version, withdrawn, subject, body from entry
		where authority = $1 and record_type = $2 order by record_id, version`, authority, recordType)
	if err != nil {
		return nil, fmt.Errorf("reading the latest %s records: %w", recordType, err)
	}
	defer func() { _ = rows.Close() }()
	heads := make(map[string]head, n)
	var id, subject, body string
	var h head
	for rows.Next() {
		if err := rows.Scan(&id, &h.version, &h.withdrawn, &subject, &body); err != nil {
			return nil, fmt.Errorf("reading the latest %s records: %w", recordType, err)
		}
		h.digest = digestText(subject, body)
		heads[id] = h
	}
	return heads, rows.Err()
}

// ahead are the latest versions of records of some types, which a goroutine of its own reads before they are asked for.
type ahead struct {
	types  map[string]chan loaded
	cancel context.CancelFunc
	done   chan struct{}
}

// loaded is what has been read of a type.
type loaded struct {
	heads map[string]head
	err   error
}

// readAhead begins to read types in their order, each once. Its close must be called.
func readAhead(ctx context.Context, q querier, authority string, recordTypes []string) *ahead {
	ctx, cancel := context.WithCancel(ctx)
	a := &ahead{types: make(map[string]chan loaded), cancel: cancel, done: make(chan struct{})}
	var reads []func()
	for _, recordType := range recordTypes {
		if a.types[recordType] != nil {
			continue
		}
		to := make(chan loaded, 1)
		a.types[recordType] = to
		reads = append(reads, func() {
			if ctx.Err() != nil {
				to <- loaded{err: ctx.Err()}
				return
			}
			heads, err := loadHeads(context.WithoutCancel(ctx), q, authority, recordType) // see newAppender
			to <- loaded{heads, err}
		})
	}
	go func() {
		defer close(a.done)
		for _, read := range reads {
			read()
		}
	}()
	return a
}

// take gives what has been read of a type, once; ok says that it is one of those that are read.
func (a *ahead) take(recordType string) (heads map[string]head, ok bool, err error) {
	if a == nil || a.types[recordType] == nil {
		return nil, false, nil
	}
	got := <-a.types[recordType]
	delete(a.types, recordType)
	return got.heads, true, got.err
}

// close stops the reading after the type that is being read, and waits for that.
func (a *ahead) close() {
	if a != nil {
		a.cancel()
		<-a.done
	}
}

// headsOf gives the latest version of every record of a type from before the import.
func (w *Writer) headsOf(recordType string) (map[string]head, error) {
	if heads, ok, err := w.ahead.take(recordType); ok {
		return heads, err
	}
	if w.before == w.tx {
		if err := w.appender.flush(); err != nil {
			return nil, err
		}
	}
	return loadHeads(w.appender.ctx, w.before, w.batch.Authority, recordType)
}

// sortedIDs gives the ids of heads that keep, in order.
func sortedIDs(heads map[string]head, keep func(id string, h head) bool) []string {
	var ids []string
	for id, h := range heads {
		if keep(id, h) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
