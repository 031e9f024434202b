package signin

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"
	_ "github.com/mattn/go-sqlite3" // the driver of database/sql
	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

const (
	// busyFirst must lead every DSN: the pragmas after it may meet a lock.
	busyFirst  = "?_busy_timeout=10000&_stmt_cache_size=64"
	writerOpts = busyFirst + "&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_foreign_keys=1" +
		"&_secure_delete=on" // what is deleted is overwritten
	readerOpts = busyFirst + "&_query_only=1"
)

// openDatabase opens or makes the file, readable by its owner only, and brings it up to date. It gives a single writing connection, on which
// every transaction takes the write lock as it begins, and a pool of readers, as the ledger's driver does.
func openDatabase(ctx context.Context, path string) (writer, reader *sql.DB, err error) {
	if err := makeFile(path); err != nil {
		return nil, nil, err
	}
	writer, err = sql.Open("sqlite3", source(path)+writerOpts)
	if err != nil {
		return nil, nil, fmt.Errorf("opening %s: %w", path, err)
	}
	writer.SetMaxOpenConns(1)
	if err := alone(ctx, path, func() error { return migrate(ctx, writer) }); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("migrating %s: %w", path, err), writer.Close())
	}
	reader, err = sql.Open("sqlite3", source(path)+readerOpts)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("opening %s: %w", path, err), writer.Close())
	}
	readers := max(4, 2*runtime.NumCPU())
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	return writer, reader, nil
}

// source gives the beginning of a DSN: the URI of a file, in which these three characters would end or alter the path.
func source(path string) string {
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(path))
}

// makeFile creates an empty file that only its owner may read, since SQLite would create it readable by all. SQLite gives its -wal and -shm
// files the same mode.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the path is the operator's own
	if err != nil {
		return fmt.Errorf("opening the database for signing in: %w", err)
	}
	return f.Close()
}

// alone does work that no two processes may do to a database at once, whichever comes second waiting for the first.
func alone(ctx context.Context, path string, work func() error) error {
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, 20*time.Millisecond); err != nil {
		return err
	}
	return errors.Join(work(), lock.Unlock())
}

func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
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

// Parameters are written ?1, ?2 in this package: SQLite gives $1 the place in which it first stands, whatever its number.

// write does work in one transaction that holds the write lock from its beginning. Where work gives an error, nothing of it stays; where a
// failure must be counted all the same, work gives nil and notes the refusal beside.
func (s *Store) write(ctx context.Context, doing string, work func(*sql.Tx) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return wrap(doing, err)
	}
	if err := work(tx); err != nil {
		return wrap(doing, errors.Join(err, tx.Rollback()))
	}
	return wrap(doing, tx.Commit())
}

// micros is how a moment stands in the database.
func micros(t time.Time) int64 { return t.UnixMicro() }

// moment is the moment that stands in the database as micros.
func moment(micros int64) time.Time { return time.UnixMicro(micros).UTC() }
