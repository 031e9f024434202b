// Package sqlite keeps a ledger in SQLite files. It holds all that is particular to SQLite: how a database is made, opened
// and brought up to date, who may write, and what its errors mean. What is asked of the database is in package ledger.
package sqlite

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
	"time"

	"github.com/gofrs/flock"
	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

const (
	// busyFirst must lead every DSN: the pragmas after it may meet a lock. SQLite need not guard a connection against being used by two at
	// once, as database/sql lets one at a time have it.
	busyFirst  = "?_busy_timeout=10000&_stmt_cache_size=64&_mutex=no"
	writerOpts = busyFirst + "&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate" +
		"&_recursive_triggers=1" + // so that "insert or replace" meets the append-only triggers
		"&_cache_size=-131072" // KiB: an import's index pages stay in memory
	readerOpts = busyFirst + "&_query_only=1"
)

// Driver opens the files of one ledger. It is a ledger.Driver.
type Driver struct {
	path string
	name string // of the driver in database/sql
}

// At gives the driver of the ledger in the file at path. Its access log is a second file beside it, that of "heed.db"
// being "heed-access.db", so that nobody waits for an import to end before a record can be shown to them.
func At(path string) Driver { return Driver{path: path, name: "sqlite3"} }

// file gives the file that holds a set of tables.
func (d Driver) file(tables string) string {
	if tables == "ledger" {
		return d.path
	}
	extension := filepath.Ext(d.path)
	return strings.TrimSuffix(d.path, extension) + "-" + tables + extension
}

// Open opens or makes the file of a set of tables, readable by its owner only, and brings it up to date. It gives a single
// writing connection, on which every transaction takes the write lock as it begins, and a pool of readers, which never
// wait for the writer and each see one committed state.
func (d Driver) Open(ctx context.Context, tables string) (writer, reader *sql.DB, err error) {
	name := d.file(tables)
	if err := makeFile(name); err != nil {
		return nil, nil, err
	}
	// In a SQLite URI these three characters would end or alter the path.
	uri := "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(name))
	writer, err = sql.Open(d.name, uri+writerOpts)
	if err != nil {
		return nil, nil, fmt.Errorf("opening %s: %w", name, err)
	}
	writer.SetMaxOpenConns(1)
	if err := alone(ctx, d.path, func() error { return migrate(ctx, writer, tables) }); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("migrating %s: %w", name, err), writer.Close())
	}
	reader, err = sql.Open(d.name, uri+readerOpts)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("opening %s: %w", name, err), writer.Close())
	}
	readers := max(4, 2*runtime.NumCPU())
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	return writer, reader, nil
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

// alone does work that no two processes may do to a ledger at once, whichever comes second waiting for the first.
func alone(ctx context.Context, path string, work func() error) error {
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, 20*time.Millisecond); err != nil {
		return err
	}
	return errors.Join(work(), lock.Unlock())
}

func migrate(ctx context.Context, db *sql.DB, tables string) error {
	files, err := fs.Sub(migrations, path.Join("migrations", tables))
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(linking(tables)))
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// Copy copies the file of a set of tables into a folder, for its owner only.
func (d Driver) Copy(ctx context.Context, tables string, reader *sql.DB, dir string) error {
	name := filepath.Join(dir, filepath.Base(d.file(tables)))
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the folder is the operator's own
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	conn, err := reader.Conn(ctx)
	if err != nil {
		return err
	}
	// SQLite takes the copy for a write of the reader's.
	_, err = conn.ExecContext(ctx, "pragma query_only = off; vacuum into $1", name)
	_, again := conn.ExecContext(context.WithoutCancel(ctx), "pragma query_only = on")
	return errors.Join(err, again, conn.Close(), sync(name))
}

// sync waits until a file is on disk.
func sync(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0) //nolint:gosec // the folder is the operator's own
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Begin begins a transaction that may write. It waits until no other one does, in this process or another, at most ten
// seconds for another.
func (Driver) Begin(ctx context.Context, writer *sql.DB) (*sql.Tx, error) {
	return writer.BeginTx(ctx, nil)
}

// MayHaveCommitted says whether a commit that gave this error may be on disk all the same. SQLite has then taken the
// transaction back; but where the disk failed, what it had written of it may be found whole when the file is next opened.
func (Driver) MayHaveCommitted(err error) bool {
	failure, ok := errors.AsType[sqlite3.Error](err)
	return ok && failure.Code == sqlite3.ErrIoErr
}
