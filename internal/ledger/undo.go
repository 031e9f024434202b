package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"
)

// undoSuffix makes an undo's batch id from that of the batch it undoes. A batch is
// undone once at most, so the id is unique.
const undoSuffix = "-undo"

// Undo puts every record that the batch changed back to what it was before: its earlier
// body, withdrawn where it was withdrawn or did not exist. A record that a later batch
// has changed, or whose body a later full extract holds too, is left and counted. The last
// extract of the batch's scope becomes unknown, if it was this batch, so that the next
// one withdraws nothing. The undo is itself a batch, of kind "undo".
//
// It gives ErrNotFound for an unknown batch, and ErrConflict for one that is undone
// already or is itself an undo (import its file again instead).
func (s *Store) Undo(ctx context.Context, authority, batch, by string, at time.Time) (Receipt, error) {
	var receipt Receipt
	err := s.db.write(ctx, func(tx *sql.Tx) error {
		info, err := findBatch(ctx, tx, authority, batch)
		if err != nil {
			return err
		}
		if info.Kind == KindUndo || !info.UndoneAt.IsZero() {
			return fmt.Errorf("%w: it is undone already or is an undo", ErrConflict)
		}
		u := undo{ctx: context.WithoutCancel(ctx), tx: tx, info: info, later: make(map[string][]cover)}
		undoBatch := Batch{ID: batch + undoSuffix, Authority: authority, Kind: KindUndo, Name: info.Name, By: by, At: at}
		u.appender, err = newAppender(ctx, tx, stamp{authority: authority, by: by, source: KindUndo, batch: undoBatch.ID, at: at})
		if err != nil {
			return err
		}
		first := u.appender.last + 1
		u.receipt.Batch = undoBatch.ID
		if err := u.run(ctx); err != nil {
			return err
		}
		receipt = u.receipt
		return insertBatch(ctx, tx, undoBatch, receipt, first, u.appender.last)
	})
	if err != nil {
		return Receipt{}, fmt.Errorf("undoing batch %s: %w", batch, err)
	}
	return receipt, nil
}

type undo struct {
	ctx      context.Context //nolint:containedctx // lives no longer than the transaction
	tx       *sql.Tx
	info     BatchInfo
	appender *appender
	later    map[string][]cover // by record type, what full extracts imported since hold
	receipt  Receipt
}

// touched is a record that the batch appended versions first to last of.
type touched struct {
	recordType, recordID string
	first, last          int
}

func (u *undo) run(ctx context.Context) error {
	records, err := u.touched()
	if err != nil {
		return err
	}
	for _, t := range records {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := u.restore(t); err != nil {
			return err
		}
	}
	if err := u.appender.flush(); err != nil {
		return err
	}
	_, err = u.tx.ExecContext(u.ctx, `delete from coverage where authority = $1 and scope = $2 and batch = $3`,
		u.info.Authority, u.info.Scope, u.info.ID)
	if err != nil {
		return err
	}
	_, err = u.tx.ExecContext(u.ctx, `update batch set undone_at = $1, undone_by = $2 where authority = $3 and id = $4`,
		u.appender.stamp.at.UnixMicro(), u.appender.stamp.by, u.info.Authority, u.info.ID)
	return err
}

func (u *undo) touched() ([]touched, error) {
	rows, err := u.tx.QueryContext(u.ctx, `select record_type, record_id, min(version), max(version) from entry
		where authority = $1 and seq between $2 and $3
		group by record_type, record_id order by min(seq)`, u.info.Authority, u.info.FirstSeq, u.info.LastSeq)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var records []touched
	for rows.Next() {
		var t touched
		if err := rows.Scan(&t.recordType, &t.recordID, &t.first, &t.last); err != nil {
			return nil, err
		}
		records = append(records, t)
	}
	return records, rows.Err()
}

func (u *undo) restore(t touched) error {
	latest, err := findLatest(u.ctx, u.tx, u.info.Authority, t.recordType, t.recordID)
	if err != nil {
		return err
	}
	confirmed, err := u.confirmedSince(t.recordType, t.recordID)
	if err != nil {
		return err
	}
	if latest.Version != t.last || (confirmed && !latest.Withdrawn) {
		u.receipt.Left++
		return nil
	}
	before := latest // a record that the batch created has its last body withdrawn
	before.Withdrawn = true
	if t.first > 1 {
		if before, err = findVersion(u.ctx, u.tx, u.info.Authority, t.recordType, t.recordID, t.first-1); err != nil {
			return err
		}
	}
	if before.Withdrawn {
		u.receipt.Withdrawn++
	} else {
		u.receipt.Appended++
	}
	_, err = u.appender.add(change{
		recordType: t.recordType, recordID: t.recordID, subject: before.Subject,
		version: latest.Version + 1, withdrawn: before.Withdrawn, body: before.Body,
	})
	return err
}

// confirmedSince says whether a full extract imported after the batch holds the record.
func (u *undo) confirmedSince(recordType, recordID string) (bool, error) {
	covers, ok := u.later[recordType]
	if !ok {
		var err error
		covers, err = listCovers(u.ctx, u.tx, `select c.hashes from coverage c
			join batch b on b.authority = c.authority and b.id = c.batch
			where c.authority = $1 and c.record_type = $2 and b.first_seq > $3`,
			u.info.Authority, recordType, u.info.LastSeq)
		if err != nil {
			return false, errors.Join(errors.New("reading later extracts"), err)
		}
		u.later[recordType] = covers
	}
	if len(covers) == 0 {
		return false, nil
	}
	hash := idHash(recordID)
	return slices.ContainsFunc(covers, func(c cover) bool { return c.holds(hash) }), nil
}
