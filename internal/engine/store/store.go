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
	"path/filepath"
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
}

// Position is the last entry that has been applied: its sequence number and when it was recorded.
type Position struct {
	Seq        int64
	RecordedAt time.Time
}

// Store is one open file. Its methods may be called from many goroutines.
type Store struct {
	cfg  Config
	path string
	db   *sql.DB
	// records is the name, quoted, of the database that holds the record types.
	records string

	following sync.Mutex
	position  atomic.Pointer[Position]
	// sinceCheckpoint is how many entries have been applied since the file was last checkpointed.
	sinceCheckpoint int

	closing sync.Once
	closed  error
}

// errStale says that the file cannot be followed on from, so that it must be made anew.
var errStale = errors.New("stale")

// Open opens the authority's file and applies the ledger's entries up to the last. A file that is missing, made under another
// catalogue, ahead of the ledger, at odds with it or unreadable is made anew. A context that ends leaves the file as it is.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	s, err := openCurrent(ctx, cfg)
	if err == nil || ctx.Err() != nil {
		return s, err
	}
	cfg.Log.InfoContext(ctx, "rebuilding the engine", "authority", cfg.Authority, "why", err.Error())
	return openNew(ctx, cfg, cfg.path())
}

func (c Config) path() string {
	if c.Dir == "" {
		return ""
	}
	return filepath.Join(c.Dir, c.Authority+".duckdb")
}

// openCurrent opens the file that there is, or says why it cannot be trusted.
func openCurrent(ctx context.Context, cfg Config) (*Store, error) {
	path := cfg.path()
	if path == "" {
		return nil, fmt.Errorf("%w: it is kept in memory", errStale)
	}
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("%w: there is no file", errStale)
	}
	s, err := connect(ctx, cfg, path)
	if err != nil {
		return nil, err
	}
	if err := s.check(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.Follow(ctx, nil); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// openNew makes a file anew and follows the ledger from the start.
func openNew(ctx context.Context, cfg Config, path string) (*Store, error) {
	if path != "" {
		if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
			return nil, fmt.Errorf("making the engine's folder: %w", err)
		}
		if err := remove(path); err != nil {
			return nil, err
		}
	}
	s, err := connect(ctx, cfg, path)
	if err != nil {
		return nil, err
	}
	if err := s.create(ctx, cfg.Catalogue.Types); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.Follow(ctx, nil); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// remove deletes a file of DuckDB with its log.
func remove(path string) error {
	for _, file := range []string{path, path + ".wal"} {
		if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("removing the old engine file: %w", err)
		}
	}
	return nil
}

// Close lets go of the file. It may be called more than once.
func (s *Store) Close() error {
	s.closing.Do(func() { s.closed = s.db.Close() })
	return s.closed
}

// Discard closes the store and deletes its file.
func (s *Store) Discard() error {
	err := s.Close()
	if s.path == "" {
		return err
	}
	return errors.Join(err, remove(s.path))
}

// DB gives the database that holds the records and, in work, the answers.
func (s *Store) DB() *sql.DB { return s.db }

// Records gives the name, quoted, of the database that holds the record types.
func (s *Store) Records() string { return s.records }

// Position gives the last entry that has been applied.
func (s *Store) Position() Position { return *s.position.Load() }
