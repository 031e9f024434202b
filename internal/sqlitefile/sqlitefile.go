// Package sqlitefile makes, opens and copies SQLite files, for the ledger, for what proves who somebody is and for background work: readable by their owner only, one
// connection that writes beside others that read, and brought up to date by one process at a time. It knows nothing of what is in them.
package sqlitefile

import (
	"context"
	"database/sql"
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

const (
	// busyFirst must lead every DSN: the pragmas after it may meet a lock. SQLite need not guard a connection against being used by two at
	// once, as database/sql lets one at a time have it.
	busyFirst = "?_busy_timeout=10000&_stmt_cache_size=64&_mutex=no"
	writing   = "&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate"
	reading   = "&_query_only=1"
)

// usual is the driver of database/sql.
const usual = "sqlite3"

// File is a database in a file.
type File struct {
	Path string
	// Lock names the file whose lock is held while the tables are brought up to date. Files that belong together have the same.
	Lock string
	// Options are what the writing connection has beside what every one has, as go-sqlite3 writes them: &_foreign_keys=1.
	Options string
	// Migrations bring the tables up to date, and Steps are those of them that are written in Go.
	Migrations fs.FS
	Steps      []*goose.Migration
	// Upgrade brings the tables up to date where they are somebody else's, in the place of Migrations.
	Upgrade func(ctx context.Context, writer *sql.DB) error
	// Driver is that of database/sql, the usual one where it is blank.
	Driver string
}

// Open opens or makes the file, and brings it up to date. It gives a single writing connection, on which every transaction takes the write lock
// as it begins and is on the disk once it is committed, and a pool of readers, which never wait for the writer and each see one committed state.
func (f File) Open(ctx context.Context) (writer, reader *sql.DB, err error) {
	if err := makeFile(f.Path); err != nil {
		return nil, nil, err
	}
	driver := f.Driver
	if driver == "" {
		driver = usual
	}
	writer, err = sql.Open(driver, source(f.Path)+writing+f.Options)
	if err != nil {
		return nil, nil, fmt.Errorf("opening %s: %w", f.Path, err)
	}
	writer.SetMaxOpenConns(1)
	if err := Alone(ctx, f.Lock, func() error { return f.migrate(ctx, writer) }); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("migrating %s: %w", f.Path, err), writer.Close())
	}
	reader, err = sql.Open(driver, source(f.Path)+reading)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("opening %s: %w", f.Path, err), writer.Close())
	}
	readers := max(4, 2*runtime.NumCPU())
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	return writer, reader, nil
}

// source gives the beginning of a DSN: the URI of a file, in which these three characters would end or alter the path, and what every
// connection has.
func source(path string) string {
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(path)) + busyFirst
}

// makeFile creates an empty file that only its owner may read, since SQLite would create it readable by all. SQLite gives its -wal and -shm
// files the same mode.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the path is the operator's own
	if err != nil {
		return err
	}
	return f.Close()
}

// Alone does work that no two processes may do to a database at once, whichever comes second waiting for the first. The lock is on a file of its own
// beside the one at path, which has .lock added to its name.
func Alone(ctx context.Context, path string, work func() error) error {
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, 20*time.Millisecond); err != nil {
		return err
	}
	return errors.Join(work(), lock.Unlock())
}

func (f File) migrate(ctx context.Context, db *sql.DB) error {
	if f.Upgrade != nil {
		return f.Upgrade(ctx, db)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, f.Migrations, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(f.Steps...))
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// Copy copies the database that a reader has open, as it sees it, into a new file, for its owner only. What must not stand in the copy is taken out
// of it by a statement, where there is one, before it counts as written. Where it fails no file is left; where there is a file already it is left alone,
// and the error is fs.ErrExist.
func Copy(ctx context.Context, reader *sql.DB, name, takeOut string) (err error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the folder is the operator's own
	if err != nil {
		return err
	}
	defer func() {
		_ = f.Close() // it was synced, or an error is given already
		if err != nil {
			err = errors.Join(err, os.Remove(name))
		}
	}()
	conn, err := reader.Conn(ctx)
	if err != nil {
		return err
	}
	// SQLite takes the copy for a write of the reader's.
	_, err = conn.ExecContext(ctx, "pragma query_only = off; vacuum into ?1", name)
	_, again := conn.ExecContext(context.WithoutCancel(ctx), "pragma query_only = on")
	if err := errors.Join(err, again, conn.Close()); err != nil {
		return err
	}
	if takeOut != "" {
		if err := change(ctx, name, takeOut); err != nil {
			return err
		}
	}
	return f.Sync()
}

// change runs a statement on a file that nobody else has open. What it deletes is overwritten.
func change(ctx context.Context, name, statement string) error {
	db, err := sql.Open(usual, source(name)+"&_secure_delete=on&_txlock=immediate")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, statement)
	return errors.Join(err, db.Close())
}
