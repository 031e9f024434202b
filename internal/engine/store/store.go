// Package store keeps, for one authority, every version of every record as typed tables in a DuckDB file that follows the
// ledger, with the calendar and the functions that rules use. Beside the file it opens a database in memory, named work, for
// the answers. All it holds can be deleted and made again from the ledger.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"heed/catalogue"
	"heed/internal/ledger"
)

// Config is what a store needs.
type Config struct {
	// Dir holds the file. Blank keeps everything in memory.
	Dir       string
	Authority string
	Catalogue *catalogue.Catalogue
	// Ledger is what the store follows. Nil leaves the store to whoever loads entries by hand.
	Ledger *ledger.Store
	Log    *slog.Logger
	// Chunk is how many entries are applied in one transaction; zero is 200,000.
	Chunk int
	// Connections is how many are open at once; zero is four for each processor.
	Connections int
}

// Position is the last entry that has been applied: its sequence number and when it was recorded.
type Position struct {
	Seq        int64
	RecordedAt time.Time
}

// Store is one open file. Its methods may be called from many goroutines.
type Store struct {
	cfg Config
	at  place
	db  *sql.DB
	// records is the name, quoted, of the database that holds the record types.
	records string
	// aggregates are the functions that may make one row of none, once they are known.
	aggregates atomic.Pointer[map[string]bool]

	following sync.Mutex
	position  atomic.Pointer[Position]
	// sinceCheckpoint is how many entries have been applied since the file was last checkpointed.
	sinceCheckpoint int
	// written says that the file may have been written to since its sum was.
	written bool

	lettingGo, closing sync.Once
	left, closed       error
}

// errStale says that the file cannot be followed on from, so that it must be made anew.
var errStale = errors.New("stale")

// Open opens the authority's file and applies the ledger's entries up to the last. A file that is missing, damaged, made under another
// catalogue, ahead of the ledger, at odds with it or unreadable is made anew; one that somebody else uses is left to them. A context
// that ends leaves the file as it is, and so does a system that lacks something: see Shortage.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	at, err := takePlace(cfg)
	if err != nil {
		return nil, err
	}
	s, err := openAt(ctx, cfg, at)
	if err != nil {
		return nil, errors.Join(err, at.release())
	}
	return s, nil
}

// openAt opens the store of a place, making its file anew where it cannot be trusted.
func openAt(ctx context.Context, cfg Config, at place) (*Store, error) {
	s, err := openCurrent(ctx, cfg, at)
	if err == nil || ctx.Err() != nil || ShortageOf(err) != "" {
		return s, err
	}
	cfg.Log.InfoContext(ctx, "rebuilding the engine", "authority", cfg.Authority, "why", err.Error())
	return openNew(ctx, cfg, at)
}

// openCurrent opens the file that there is, or says why it cannot be trusted.
func openCurrent(ctx context.Context, cfg Config, at place) (*Store, error) {
	if at.path == "" {
		return nil, fmt.Errorf("%w: it is kept in memory", errStale)
	}
	if _, err := os.Stat(at.path); err != nil {
		return nil, fmt.Errorf("%w: there is no file", errStale)
	}
	if err := checkSum(at.path); err != nil {
		return nil, err
	}
	_, err := os.Stat(at.path + ".wal")
	s, err := connect(ctx, cfg, at, err == nil)
	if err != nil {
		return nil, err
	}
	if err := s.check(ctx); err != nil {
		return nil, errors.Join(err, s.letGo())
	}
	if err := s.Follow(ctx, nil); err != nil {
		return nil, errors.Join(err, s.letGo())
	}
	return s, nil
}

// openNew makes a file anew and follows the ledger from the start.
func openNew(ctx context.Context, cfg Config, at place) (*Store, error) {
	if at.path != "" {
		if err := remove(at.path); err != nil {
			return nil, err
		}
	}
	s, err := connect(ctx, cfg, at, true)
	if err != nil {
		return nil, err
	}
	if err := s.create(ctx, cfg.Catalogue.Types); err != nil {
		s.written = false // half of the tables is worth no sum
		return nil, errors.Join(err, s.letGo())
	}
	if err := s.Follow(ctx, nil); err != nil {
		return nil, errors.Join(err, s.letGo())
	}
	if at.path != "" { // a file has no sum before
		if err := s.checkpoint(ctx, s.db, 0); err != nil {
			return nil, errors.Join(fmt.Errorf("completing the engine's file: %w", err), s.letGo())
		}
	}
	return s, nil
}

// Close lets go of the file, so that somebody else may use it. It may be called more than once.
func (s *Store) Close() error {
	err := s.letGo()
	s.closing.Do(func() { s.closed = errors.Join(err, s.at.release()) })
	return s.closed
}

// letGo closes the file and keeps it from others. It may be called more than once.
func (s *Store) letGo() error {
	s.lettingGo.Do(func() {
		s.left = s.db.Close()
		if s.written && s.at.path != "" {
			_ = writeSum(s.at.path) // a file without its sum is made anew when it is next opened
		}
	})
	return s.left
}

// Discard closes the store and deletes its file.
func (s *Store) Discard() error {
	err := s.letGo()
	if s.at.path != "" {
		err = errors.Join(err, remove(s.at.path))
	}
	return errors.Join(err, s.Close())
}

// Second says that somebody else uses the authority's file, so that this store is one of its own.
func (s *Store) Second() bool { return s.cfg.Dir != "" && s.at.path != firstPath(s.cfg) }

// DB gives the database that holds the records and, in work, the answers.
func (s *Store) DB() *sql.DB { return s.db }

// Records gives the name, quoted, of the database that holds the record types.
func (s *Store) Records() string { return s.records }

// Position gives the last entry that has been applied.
func (s *Store) Position() Position { return *s.position.Load() }
