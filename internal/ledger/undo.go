package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// undoSuffix makes an undo's batch id from that of the batch it undoes. A batch is
// undone once at most, so the id is unique.
const undoSuffix = "-undo"

// Undo puts every record that the batch changed back to what it was before: its earlier
// body, withdrawn where it was withdrawn or did not exist. A record that a later batch
// has changed, or that a later full extract of another scope holds too, is left and counted.
// What the last extract of the batch's scope held becomes unknown, so that the next one
// withdraws nothing. The undo is itself a batch, of kind "undo".
//
// Where the batch speaks to a day, what the extracts that speak to days say without it stands again, be it what the one
// before it in its scope said or what an older year says.
//
// why is the reason, which must be given. It gives ErrNotFound for an unknown batch, ErrConflict for one that is undone
// already or is itself an undo (import its file again instead), and a *[LaterImportsError] for an extract which a
// later one of its scope has corrected: that must be undone first, or what both hold would go.
func (s *Store) Undo(ctx context.Context, authority, batch, by, why string, at time.Time) (Receipt, error) {
	if strings.TrimSpace(why) == "" || !utf8.ValidString(why) {
		return Receipt{}, fmt.Errorf("%w: an undo needs a reason", ErrInvalid)
	}
	var receipt Receipt
	err := s.write(ctx, authority, func(tx *sql.Tx) error {
		info, err := findUndoable(ctx, tx, authority, batch)
		if err != nil {
			return err
		}
		u := undo{
			ctx: ctx, tx: tx, info: info, why: strings.TrimSpace(why),
			later: make(map[string][]extract), dated: make(map[string]bool), heard: make(map[key]bool),
		}
		undoBatch := Batch{ID: batch + undoSuffix, Authority: authority, Kind: KindUndo, Name: info.Name, By: by, At: at}
		u.appender, err = newAppender(ctx, tx, stamp{authority: authority, by: by, source: KindUndo, batch: undoBatch.ID, at: at})
		if err != nil {
			return err
		}
		defer func() { _ = u.appender.close() }() // its error, if any, came from run already
		undoBatch.At = u.appender.stamp.at
		first := u.appender.last + 1
		u.receipt.Batch = undoBatch.ID
		if err := u.run(); err != nil {
			return err
		}
		receipt = u.receipt
		return insertBatch(ctx, tx, undoBatch, receipt, first, u.appender.last, "")
	})
	if err != nil {
		return Receipt{}, fmt.Errorf("undoing batch %s: %w", batch, err)
	}
	return receipt, nil
}

// Undoable gives the error that Undo would give of a batch as things stand, nil where it can be undone.
func (s *Store) Undoable(ctx context.Context, authority, batch string) error {
	_, err := findUndoable(ctx, s.db.reader, authority, batch)
	return err
}

func findUndoable(ctx context.Context, q querier, authority, batch string) (BatchInfo, error) {
	info, err := findBatch(ctx, q, authority, batch)
	if err != nil {
		return info, err
	}
	if info.Kind == KindUndo || !info.UndoneAt.IsZero() {
		return info, fmt.Errorf("%w: it is undone already or is an undo", ErrConflict)
	}
	later, err := laterImports(ctx, q, info)
	if err == nil && len(later) > 0 {
		err = &LaterImportsError{Batches: later}
	}
	return info, err
}

// laterImports lists the batches that have corrected an extract since, the latest first.
func laterImports(ctx context.Context, q querier, info BatchInfo) ([]string, error) {
	var query string
	args := []any{info.Authority, info.keptScope(), info.ID}
	switch {
	case info.dated():
		query = `select batch from extract where authority = $1 and scope = $2 and batch <> $3
			and number > (select max(number) from extract where authority = $1 and batch = $3) group by batch order by max(number) desc`
	case info.Full:
		query, args = `select id from batch where authority = $1 and scope = $2 and first_seq > $3
			and appended + withdrawn > 0 and whole and undone_at is null and id <> $4 order by first_seq desc`,
			[]any{info.Authority, info.Scope, info.LastSeq, info.ID}
	default:
		return nil, nil
	}
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("looking for later extracts: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var later []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("looking for later extracts: %w", err)
		}
		later = append(later, id)
	}
	return later, rows.Err()
}

type undo struct {
	ctx      context.Context // lives no longer than the transaction
	tx       *sql.Tx
	info     BatchInfo
	why      string
	appender *appender
	later    map[string][]extract // by record type, what full extracts imported since hold
	dated    map[string]bool      // by batch, whether it speaks to a day
	heard    map[key]bool         // the records that were settled by what other extracts say
	receipt  Receipt
}

// run goes through the batch's entries a page at a time.
func (u *undo) run() error {
	if u.info.dated() {
		if err := u.unsay(); err != nil {
			return err
		}
	}
	for after := u.info.FirstSeq - 1; after < u.info.LastSeq; after += page {
		if err := u.ctx.Err(); err != nil {
			return err
		}
		entries, err := listEntries(u.appender.ctx, u.tx, `select `+entryColumns+` from entry
			where authority = $1 and seq > $2 and seq <= $3 order by seq`,
			u.info.Authority, after, min(after+page, u.info.LastSeq))
		if err != nil {
			return err
		}
		for i := range entries {
			if err := u.restore(&entries[i]); err != nil {
				return err
			}
		}
	}
	if err := u.appender.flush(); err != nil {
		return err
	}
	return u.record()
}

// restore puts the record of one of the batch's entries back to what it was, if the
// entry is its latest.
func (u *undo) restore(e *Entry) error {
	if u.heard[key{e.RecordType, e.RecordID}] {
		return nil
	}
	latest, err := u.stillLatest(e)
	if err != nil || latest == 0 {
		return err
	}
	confirmed, err := u.confirmedSince(e.RecordType, e.RecordID)
	if err != nil {
		return err
	}
	if confirmed && !e.Withdrawn {
		u.leave(e.RecordType)
		return nil
	}
	before, err := u.before(e)
	if err != nil {
		return err
	}
	u.count(e.RecordType, before.Withdrawn)
	_, err = u.appender.add(change{
		recordType: e.RecordType, recordID: e.RecordID, subject: before.Subject,
		version: latest + 1, withdrawn: before.Withdrawn, body: before.Body,
	})
	return err
}

// count counts a record that was put back or withdrawn.
func (u *undo) count(recordType string, withdrawn bool) {
	switch {
	case !counted(recordType):
	case withdrawn:
		u.receipt.Withdrawn++
	default:
		u.receipt.Appended++
	}
}

// leave counts a record that is left as it is.
func (u *undo) leave(recordType string) {
	if counted(recordType) {
		u.receipt.Left++
	}
}

// stillLatest gives the record's latest version where the record is as entry e left it,
// and 0 otherwise: counted, if a later batch has changed it, or passed over, if this
// one has, as the turn of that entry comes.
func (u *undo) stillLatest(e *Entry) (int, error) {
	next, err := u.version(e, e.Version+1)
	switch {
	case errors.Is(err, ErrNotFound):
		return e.Version, nil
	case err != nil || next.Seq <= u.info.LastSeq:
		return 0, err
	}
	latest, err := findLatest(u.appender.ctx, u.tx, u.info.Authority, e.RecordType, e.RecordID)
	if err != nil {
		return 0, err
	}
	// What a later batch did and an undo took back does not count as a change.
	now := latest
	for now.Version > e.Version && now.Source == KindUndo {
		undone := strings.TrimSuffix(now.Batch, undoSuffix)
		if now, err = u.version(e, now.Version-1); err != nil {
			return 0, err
		}
		for now.Version > e.Version && now.Batch == undone {
			if now, err = u.version(e, now.Version-1); err != nil {
				return 0, err
			}
		}
	}
	if now.Version > e.Version {
		u.leave(e.RecordType)
		return 0, nil
	}
	return latest.Version, nil
}

// before gives the record as it was before the batch: withdrawn, with the body it
// has now, where there was none.
func (u *undo) before(e *Entry) (Entry, error) {
	for version := e.Version - 1; version > 0; version-- {
		earlier, err := u.version(e, version)
		if err != nil || earlier.Seq < u.info.FirstSeq {
			return earlier, err
		}
	}
	none := *e
	none.Withdrawn = true
	return none, nil
}

func (u *undo) version(of *Entry, version int) (Entry, error) {
	return findVersion(u.appender.ctx, u.tx, u.info.Authority, of.RecordType, of.RecordID, version)
}

// record marks the batch as undone and forgets what it said, or, where it speaks to no day, what the last extract of its
// scope held.
func (u *undo) record() error {
	forget, of := `delete from extract where authority = $1 and scope = $2`, u.info.keptScope()
	if u.info.dated() {
		forget, of = `delete from extract where authority = $1 and batch = $2`, u.info.ID
	}
	if _, err := u.tx.ExecContext(u.appender.ctx, forget, u.info.Authority, of); err != nil {
		return err
	}
	_, err := u.tx.ExecContext(u.appender.ctx, `update batch set undone_at = $1, undone_by = $2, undone_why = $3 where authority = $4 and id = $5`,
		u.appender.stamp.at.UnixMicro(), u.appender.stamp.by, u.why, u.info.Authority, u.info.ID)
	return err
}

// confirmedSince says whether a full extract of another scope, imported after the
// batch, holds the record.
func (u *undo) confirmedSince(recordType, recordID string) (bool, error) {
	extracts, ok := u.later[recordType]
	if !ok {
		var err error
		extracts, err = listExtracts(u.appender.ctx, u.tx, `select c.hashes from extract c
			join batch b on b.authority = c.authority and b.id = c.batch
			where c.authority = $1 and c.record_type = $2 and b.first_seq > $3 and c.scope <> $4 and c.scope not like $5
				and c.number = (select max(n.number) from extract n
					where n.authority = c.authority and n.scope = c.scope and n.record_type = c.record_type)`,
			u.info.Authority, recordType, u.info.LastSeq, u.info.Scope, partOf+"%")
		if err != nil {
			return false, errors.Join(errors.New("reading later extracts"), err)
		}
		u.later[recordType] = extracts
	}
	if len(extracts) == 0 {
		return false, nil
	}
	hash := idHash(recordID)
	return slices.ContainsFunc(extracts, func(x extract) bool { return x.holds(hash) }), nil
}
