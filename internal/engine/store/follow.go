package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"heed/internal/ledger"
)

// defaultChunk is how many entries are staged before they are applied: it bounds the memory of a rebuild.
const defaultChunk = 200_000

// Change is what a chunk of entries has changed, once it has been applied.
type Change struct {
	// Types are the record types of the entries, each with whom its entries are about, or were about before. Nil stands for more than can
	// be told apart.
	Types map[string]Subjects
	// First is the earliest moment at which one of them was recorded.
	First time.Time
}

// Subjects are some subjects of records. Nil stands for all there are.
type Subjects map[string]bool

// mostSubjects is how many subjects are told apart: of more, everybody's answers are worked out again.
const mostSubjects = 1000

// And gives the subjects of two sets together.
func (s Subjects) And(other Subjects) Subjects {
	if s == nil || other == nil || len(s)+len(other) > mostSubjects {
		return nil
	}
	both := maps.Clone(s)
	maps.Copy(both, other)
	return both
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
		c := &chunk{change: Change{Types: map[string]Subjects{}}}
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
	s.written = true
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
	if s.at.path == "" {
		return
	}
	if err := writeSum(s.at.path); err != nil { // the file is made anew when it is next opened, unless closing it writes its sum
		s.cfg.Log.WarnContext(ctx, "checkpointing the engine", "err", err.Error())
	}
}

// Compress lets the answers that are in memory take the room they need: compressed they take a seventh. It fails where others write.
func (s *Store) Compress(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, "checkpoint work")
	return err
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
	if err := s.addEarlierSubjects(ctx, conn, c.change.Types); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "update followed set seq = $1, hash = $2", c.last.Seq, fmt.Sprintf("%x", c.last.Hash)); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "commit")
	return err
}

// apply moves what is staged into the histories.
func (s *Store) apply(ctx context.Context, conn *sql.Conn, types map[string]Subjects) error {
	for _, t := range s.cfg.Catalogue.Types {
		if _, staged := types[t.ID]; !staged {
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

// addEarlierSubjects adds to whom entries are about those whom earlier versions of their records were about, where a record can move from
// one subject to another: its key does not name the subject.
func (s *Store) addEarlierSubjects(ctx context.Context, conn *sql.Conn, types map[string]Subjects) error {
	for id, subjects := range types {
		t := s.cfg.Catalogue.Type(id)
		if subjects == nil || slices.ContainsFunc(t.Key, func(name string) bool { return t.Field(name).Type == "subject" }) {
			continue
		}
		query := "select distinct subject_id from history." + Quote(id) + " where record_id in (select record_id from work.staging where record_type = $type)"
		err := Each(ctx, conn, query, []any{sql.Named("type", id)}, func(rows *sql.Rows) error {
			var subject sql.NullString
			err := rows.Scan(&subject)
			if subject.Valid {
				subjects[subject.String] = true
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("finding whom %s was about: %w", id, err)
		}
	}
	return nil
}
