package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"heed/internal/ledger"
)

// defaultChunk is how many entries are staged before they are applied: it bounds the memory of a rebuild.
const defaultChunk = 200_000

// Change is what a chunk of entries has changed, once it has been applied.
type Change struct {
	// Types are the record types of the entries.
	Types map[string]bool
	// First is the earliest moment at which one of them was recorded.
	First time.Time
}

// Follow applies the ledger's entries up to the last, and calls applied after each chunk that is in the file. Where it ends
// early, the chunks for which applied was called are in, and the next call goes on from there. A nil applied is not called.
func (s *Store) Follow(ctx context.Context, applied func(Change)) error {
	if s.cfg.Ledger == nil {
		return nil
	}
	s.following.Lock()
	defer s.following.Unlock()
	last, err := s.cfg.Ledger.LastSeq(ctx, s.cfg.Authority)
	if err != nil {
		return fmt.Errorf("reading the ledger: %w", err)
	}
	if last < s.Position().Seq {
		return fmt.Errorf("%w: it is ahead of the ledger", errStale)
	}
	for s.Position().Seq < last {
		c := &chunk{change: Change{Types: map[string]bool{}}}
		if err := s.followChunk(ctx, c); err != nil {
			return fmt.Errorf("following the ledger: %w", err)
		}
		if applied != nil {
			applied(c.change)
		}
	}
	return nil
}

// chunk is some entries on their way in.
type chunk struct {
	change Change
	last   ledger.Entry
	count  int
}

// followChunk copies the next chunk of entries into the file in one transaction.
func (s *Store) followChunk(ctx context.Context, c *chunk) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if err := s.stage(ctx, conn, c); err != nil {
		return err
	}
	if err := s.applyChunk(ctx, conn, c); err != nil {
		return err
	}
	s.position.Store(&Position{Seq: c.last.Seq, RecordedAt: c.last.RecordedAt})
	if _, err := conn.ExecContext(ctx, "drop table work.staging"); err != nil {
		s.cfg.Log.WarnContext(ctx, "dropping entries that have been applied", "err", err.Error())
	}
	s.checkpoint(ctx, conn, c.count)
	return nil
}

// checkpointAfter is how many entries come in before the file is checkpointed.
const checkpointAfter = 1000

// checkpoint writes the file's log into the file itself once many entries have come in: opening reads the log again, and what
// is not in the file yet is held in memory. Should others be in the way, the next entries try again.
func (s *Store) checkpoint(ctx context.Context, conn *sql.Conn, n int) {
	if s.sinceCheckpoint += n; s.sinceCheckpoint < checkpointAfter {
		return
	}
	if _, err := conn.ExecContext(ctx, "checkpoint "+s.records); err != nil {
		s.cfg.Log.WarnContext(ctx, "checkpointing the engine", "err", err.Error())
		return
	}
	s.sinceCheckpoint = 0
}

func (s *Store) applyChunk(ctx context.Context, conn *sql.Conn, c *chunk) (err error) {
	if _, err := conn.ExecContext(ctx, "begin"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_, rollback := conn.ExecContext(context.WithoutCancel(ctx), "rollback")
			err = errors.Join(err, rollback)
		}
	}()
	if err := s.apply(ctx, conn, c.change.Types); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "update followed set seq = $1, hash = $2", c.last.Seq, fmt.Sprintf("%x", c.last.Hash)); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "commit")
	return err
}

// apply moves what is staged into the histories.
func (s *Store) apply(ctx context.Context, conn *sql.Conn, types map[string]bool) error {
	for _, t := range s.cfg.Catalogue.Types {
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
