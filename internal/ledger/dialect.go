package ledger

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	_ "github.com/mattn/go-sqlite3" // the driver named in open
	"github.com/pressly/goose/v3"
)

// This file holds what is particular to SQLite: how a database is opened and
// made, and its migrations. Every query elsewhere is written for PostgreSQL as
// well. Parameters are $1, $2 …: PostgreSQL numbers them by name and SQLite by
// first appearance, so each query must name them first in rising order.

//go:embed migrations/sqlite
var migrations embed.FS

const (
	// busyFirst must lead every DSN: the pragmas after it may meet a lock.
	busyFirst  = "?_busy_timeout=10000&_stmt_cache_size=64"
	writerOpts = busyFirst + "&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate" +
		"&_recursive_triggers=1" + // so that "insert or replace" meets the append-only triggers
		"&_cache_size=-131072" // KiB: an import's index pages stay in memory
	readerOpts = busyFirst + "&_query_only=1"
)

// database is one SQLite file: a single writing connection, on which every
// transaction takes the write lock as it begins, and a pool of readers, which
// never wait for the writer and each see one committed state.
type database struct {
	writer, reader *sql.DB
}

// openDatabase opens or makes the file at name, readable by its owner only, and
// brings it up to date with the migrations in the directory set.
func openDatabase(ctx context.Context, name, set string) (*database, error) {
	if err := makeFile(name); err != nil {
		return nil, err
	}
	// In a SQLite URI these three characters would end or alter the path.
	uri := "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(name))
	writer, err := sql.Open("sqlite3", uri+writerOpts)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", name, err)
	}
	writer.SetMaxOpenConns(1)
	if err := migrate(ctx, writer, set); err != nil {
		return nil, errors.Join(fmt.Errorf("migrating %s: %w", name, err), writer.Close())
	}
	reader, err := sql.Open("sqlite3", uri+readerOpts)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", name, err), writer.Close())
	}
	readers := max(4, 2*runtime.NumCPU())
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	return &database{writer: writer, reader: reader}, nil
}

// makeFile creates an empty file that only its owner may read, since SQLite
// would create it readable by all. SQLite gives its -wal and -shm files the same mode.
func makeFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the path is the operator's own
	if err != nil {
		return fmt.Errorf("opening the ledger: %w", err)
	}
	return f.Close()
}

func migrate(ctx context.Context, db *sql.DB, set string) error {
	files, err := fs.Sub(migrations, path.Join("migrations/sqlite", set))
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// write runs fn in one transaction on the writing connection: all or nothing,
// on disk when write returns nil.
func (d *database) write(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := d.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("beginning a transaction: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	if err := fn(tx); err != nil {
		// A cancelled context rolls back behind our back; say that, not its symptom.
		if ctx.Err() != nil && !errors.Is(err, ctx.Err()) {
			return fmt.Errorf("%w: %w", ctx.Err(), err)
		}
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	return nil
}

func (d *database) close() error {
	return errors.Join(d.reader.Close(), d.writer.Close())
}
