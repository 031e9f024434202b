package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"heed/internal/ledger"
)

// chunk is how many entries are staged before they are applied: it bounds the memory of a rebuild.
const chunk = 200_000

// Follow brings the engine up to the ledger's last entry. Answers to questions that the new entries may change are
// thrown away; the live question is worked out again at once, only for the rules that read the changed record types.
func (e *Engine) Follow(ctx context.Context) error {
	e.following.Lock()
	defer e.following.Unlock()
	last, err := e.cfg.Ledger.LastSeq(ctx, e.cfg.Authority)
	if err != nil {
		return fmt.Errorf("reading the ledger: %w", err)
	}
	if last < e.seq {
		return fmt.Errorf("%w: it is ahead of the ledger", errStale)
	}
	changed := map[string]bool{}
	var first time.Time
	for e.seq < last {
		batch := &staged{types: map[string]bool{}}
		if err := e.stage(ctx, batch); err != nil {
			return err
		}
		if first.IsZero() {
			first = batch.first
		}
		for t := range batch.types {
			changed[t] = true
		}
	}
	if len(changed) == 0 {
		return nil
	}
	e.changes.set(slices.Collect(maps.Keys(changed))...)
	return e.refresh(ctx, changed, first)
}

// staged is one chunk of entries on its way in.
type staged struct {
	types map[string]bool
	last  ledger.Entry
	first time.Time
	count int
}

// stage copies the next chunk of entries into the engine in one transaction.
func (e *Engine) stage(ctx context.Context, batch *staged) error {
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("following the ledger: %w", err)
	}
	defer func() { _ = conn.Close() }()
	if err := e.applyChunk(ctx, conn, batch); err != nil {
		return fmt.Errorf("following the ledger: %w", err)
	}
	e.seq, e.lastEntry = batch.last.Seq, batch.last.RecordedAt
	e.applied(ctx, conn, batch.count)
	return nil
}

// many is how many entries come in before the file is checkpointed.
const many = 1000

// applied writes the file's log into the file itself once many entries have come in: opening reads the log again, and what is
// not in the file yet is held in memory. Should others be in the way, the next entries try again.
func (e *Engine) applied(ctx context.Context, conn *sql.Conn, n int) {
	if e.loose += n; e.loose < many {
		return
	}
	if _, err := conn.ExecContext(ctx, "checkpoint "+e.main); err != nil {
		e.cfg.Log.WarnContext(ctx, "checkpointing the engine", "err", err.Error())
		return
	}
	e.loose = 0
}

func (e *Engine) applyChunk(ctx context.Context, conn *sql.Conn, batch *staged) (err error) {
	err = e.appendStaging(ctx, conn, func(appender *duckdb.Appender) error { return e.copyEntries(ctx, appender, batch) })
	if err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "begin"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_, rollback := conn.ExecContext(context.WithoutCancel(ctx), "rollback")
			err = errors.Join(err, rollback)
		}
	}()
	if err := e.apply(ctx, conn, batch.types); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "update followed set seq = $1, hash = $2", batch.last.Seq, fmt.Sprintf("%x", batch.last.Hash)); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "commit; drop table work.staging")
	return err
}

// appendStaging puts entries where they can be applied from. It is in memory, so that the file's log holds nothing twice.
func (e *Engine) appendStaging(ctx context.Context, conn *sql.Conn, fill func(*duckdb.Appender) error) error {
	_, err := conn.ExecContext(ctx, `create or replace table work.staging (record_type VARCHAR, record_id VARCHAR, subject_id VARCHAR, version INTEGER,
	    recorded_at TIMESTAMPTZ, withdrawn BOOLEAN, seq BIGINT, body VARCHAR)`)
	if err != nil {
		return fmt.Errorf("making room for entries: %w", err)
	}
	return conn.Raw(func(raw any) error {
		appender, err := duckdb.NewAppender(raw.(driver.Conn), "work", "main", "staging")
		if err != nil {
			return err
		}
		return errors.Join(fill(appender), appender.Close())
	})
}

func (e *Engine) copyEntries(ctx context.Context, appender *duckdb.Appender, batch *staged) error {
	err := e.cfg.Ledger.Entries(ctx, e.cfg.Authority, e.seq, func(entry ledger.Entry) error {
		if batch.count == chunk {
			return errStop
		}
		batch.count++
		batch.last = entry
		if batch.first.IsZero() || entry.RecordedAt.Before(batch.first) {
			batch.first = entry.RecordedAt
		}
		if e.cfg.Catalogue.Type(entry.RecordType) == nil {
			return nil // a type that this Heed no longer knows: it stays in the ledger
		}
		batch.types[entry.RecordType] = true
		return appender.AppendRow(entry.RecordType, entry.RecordID, entry.Subject, int32(entry.Version),
			entry.RecordedAt, entry.Withdrawn, entry.Seq, string(entry.Body))
	})
	if errors.Is(err, errStop) {
		return nil
	}
	return err
}

// apply moves what is staged into the histories.
func (e *Engine) apply(ctx context.Context, conn *sql.Conn, types map[string]bool) error {
	for _, t := range e.cfg.Catalogue.Types {
		if !types[t.ID] {
			continue
		}
		closeOld, insert := applySQL(t)
		for _, statement := range []string{closeOld, insert} {
			if _, err := conn.ExecContext(ctx, statement, sql.Named("type", t.ID)); err != nil {
				return fmt.Errorf("applying %s: %w", t.ID, err)
			}
		}
	}
	return nil
}
