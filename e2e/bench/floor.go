package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver named below

	"heed/catalogue"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/rulebook"
)

// The floors: the least that the same work could take, on the same disk, in the same process.
const (
	floorInsert = "the same record bodies put into SQLite in one transaction"
	floorRead   = "every column of every record table read once in DuckDB"
	floorCommit = "one row appended to SQLite and committed"
)

// sqliteOptions are those with which the ledger writes.
const sqliteOptions = "?_busy_timeout=10000&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_cache_size=-131072"

// addFloors measures the floors of what was imported and sets them beside what was measured before.
func (s *size) addFloors(ctx context.Context, dir, authority string) (err error) {
	store, err := ledger.Open(ctx, filepath.Join(dir, "data", "heed.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "floor.db")+sqliteOptions)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "create table body (seq integer primary key, body text not null)"); err != nil {
		return err
	}
	insert, err := s.insertFloor(ctx, db, store, authority)
	if err != nil {
		return err
	}
	commit, err := commitFloor(ctx, db)
	if err != nil {
		return err
	}
	read, err := s.readFloor(ctx, dir, authority, store)
	if err != nil {
		return err
	}
	for i := range s.Steps {
		s.Steps[i].over(map[string]time.Duration{floorInsert: insert, floorRead: read, floorCommit: commit}[s.Steps[i].Floor])
	}
	return nil
}

// insertFloor puts the body of every entry into a table of one column in one transaction. The time in which the bodies are
// read from the ledger does not count.
func (s *size) insertFloor(ctx context.Context, db *sql.DB, store *ledger.Store, authority string) (took time.Duration, err error) {
	start := time.Now()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	took = time.Since(start)
	var bodies []any
	flush := func() error {
		start := time.Now()
		err := insertBodies(ctx, tx, bodies)
		took += time.Since(start)
		s.Entries += int64(len(bodies))
		bodies = bodies[:0]
		return err
	}
	err = store.Entries(ctx, authority, 0, func(e ledger.Entry) error {
		if bodies = append(bodies, string(e.Body)); len(bodies) == 10_000 {
			return flush()
		}
		return nil
	})
	if err := errors.Join(err, flush()); err != nil {
		return 0, err
	}
	start = time.Now()
	err = tx.Commit()
	return took + time.Since(start), err
}

// insertBodies inserts as many rows with one statement as the ledger does.
func insertBodies(ctx context.Context, tx *sql.Tx, bodies []any) error {
	const rows = 32
	statement, err := tx.PrepareContext(ctx, strings.Replace("insert into body (body) values rows", "rows", strings.Repeat("(?), ", rows-1)+"(?)", 1))
	if err != nil {
		return err
	}
	defer func() { _ = statement.Close() }()
	for ; len(bodies) >= rows; bodies = bodies[rows:] {
		if _, err := statement.ExecContext(ctx, bodies[:rows]...); err != nil {
			return err
		}
	}
	for _, body := range bodies {
		if _, err := tx.ExecContext(ctx, "insert into body (body) values (?)", body); err != nil {
			return err
		}
	}
	return nil
}

// commitFloor gives how long half of a few dozen single writes take at most.
func commitFloor(ctx context.Context, db *sql.DB) (time.Duration, error) {
	var took []time.Duration
	for range 50 {
		start := time.Now()
		if _, err := db.ExecContext(ctx, "insert into body (body) values ('{}')"); err != nil {
			return 0, err
		}
		took = append(took, time.Since(start))
	}
	return percentile(took, 50), nil
}

// readFloor opens the engine as it was left and reads its tables three times. The fastest counts, as what is measured against it
// also found the tables in memory.
func (s *size) readFloor(ctx context.Context, dir, authority string, store *ledger.Store) (best time.Duration, err error) {
	types, err := catalogue.Load()
	if err != nil {
		return 0, err
	}
	book, err := rulebook.Load()
	if err != nil {
		return 0, err
	}
	e, err := engine.Open(ctx, engine.Config{Dir: filepath.Join(dir, "data", "engine"), Authority: authority, Catalogue: types, Book: book, Ledger: store})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	for range 3 {
		start := time.Now()
		versions, err := e.ReadTables(ctx)
		if err != nil {
			return 0, err
		}
		if versions != s.Entries {
			return 0, fmt.Errorf("the engine holds %d versions of records, and the ledger %d", versions, s.Entries)
		}
		if took := time.Since(start); best == 0 || took < best {
			best = took
		}
	}
	return best, nil
}
