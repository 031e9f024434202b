package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"heed/catalogue"
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
		c := &chunk{change: Change{Types: map[string]Subjects{}}, later: map[string]bool{}}
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
	// later are the record types of which some are later versions of records.
	later map[string]bool
	last  Position
	count int
}

// followChunk copies the next chunk of entries into the file in one transaction.
func (s *Store) followChunk(ctx context.Context, c *chunk) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	s.written = true
	if err := s.applyChunk(ctx, conn, c); err != nil {
		return err
	}
	s.position.Store(&c.last)
	s.sinceCheckpoint += c.count
	if err := s.checkpoint(ctx, conn, checkpointAtOnce); err != nil { // should others be in the way, the next entries try again
		s.cfg.Log.WarnContext(ctx, "checkpointing the engine", "err", err.Error())
	}
	return nil
}

// checkpointAfter is how many entries come in before the file is checkpointed, and checkpointAtOnce how many before whoever follows waits for that.
const (
	checkpointAfter  = 1000
	checkpointAtOnce = 500_000
)

// Checkpoint writes the file's log into the file itself once many entries have come in: opening reads the log again, and what
// is not in the file yet is held in memory. A checkpoint writes every table anew to which entries have come, so that after one for many imports
// less is written than after each. It fails where others are in the way, and may be tried again.
func (s *Store) Checkpoint(ctx context.Context) error {
	s.following.Lock()
	defer s.following.Unlock()
	return s.checkpoint(ctx, s.db, checkpointAfter)
}

// checkpoint is Checkpoint, once so many entries have come in.
func (s *Store) checkpoint(ctx context.Context, db execer, after int) error {
	if s.sinceCheckpoint < after {
		return nil
	}
	if _, err := db.ExecContext(ctx, "checkpoint "+s.records); err != nil {
		return err
	}
	if s.at.path != "" {
		if err := writeSum(s.at.path); err != nil { // the next try writes it, or closing the file does; else it is made anew when it is next opened
			return err
		}
	}
	s.sinceCheckpoint = 0
	return nil
}

// execer is a database or one connection to it.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
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
	if err := s.stage(ctx, conn, c); err != nil {
		return err
	}
	if err := joinVersions(ctx, conn, s.cfg.Catalogue, c.later, s.Position().Seq); err != nil {
		return err
	}
	if err := s.addEarlierSubjects(ctx, conn, c); err != nil {
		return err
	}
	_, hash, err := s.recorded(ctx, c.last.Seq)
	if err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "update followed set seq = $1, hash = $2", c.last.Seq, hash); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "commit")
	return err
}

// joinVersions makes each new version of a record follow the one before it. types are the record types of which the chunk has later versions, and
// after is the last entry before the chunk.
func joinVersions(ctx context.Context, conn *sql.Conn, c *catalogue.Catalogue, types map[string]bool, after int64) error {
	for id := range types {
		if _, err := conn.ExecContext(ctx, joinSQL(c.Type(id)), sql.Named("seq", after)); err != nil {
			return fmt.Errorf("joining the versions of %s: %w", id, err)
		}
	}
	return nil
}

// addEarlierSubjects adds to whom entries are about those whom earlier versions of their records were about, where a record can move from
// one subject to another: its key does not name the subject.
func (s *Store) addEarlierSubjects(ctx context.Context, conn *sql.Conn, c *chunk) error {
	for id := range c.later {
		subjects, t := c.change.Types[id], s.cfg.Catalogue.Type(id)
		if subjects == nil || slices.ContainsFunc(t.Key, func(name string) bool { return t.Field(name).Type == "subject" }) {
			continue
		}
		query := "select distinct subject_id from history." + Quote(id) + " where record_id in (select record_id from history." + Quote(id) + " where seq > $seq)"
		err := Each(ctx, conn, query, []any{sql.Named("seq", s.Position().Seq)}, func(rows *sql.Rows) error {
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
