// Package sqlite keeps a ledger in SQLite files. It holds all that is particular to SQLite: the tables, who may
// write, and what its errors mean; how a file is made and opened is in package sqlitefile. What is asked of the database is in package ledger.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"

	"heed/internal/sqlitefile"
)

//go:embed migrations
var migrations embed.FS

// options are what the writing connection has beside what every one has.
const options = "&_recursive_triggers=1" + // so that "insert or replace" meets the append-only triggers
	"&_cache_size=-131072" // KiB: an import's index pages stay in memory

// Driver opens the files of one ledger. It is a ledger.Driver.
type Driver struct {
	path string
	name string // of the driver in database/sql, blank for the usual one
}

// At gives the driver of the ledger in the file at path. Its access log is a second file beside it, that of "heed.db"
// being "heed-access.db", so that nobody waits for an import to end before a record can be shown to them.
func At(path string) Driver { return Driver{path: path} }

// file gives the file that holds a set of tables.
func (d Driver) file(tables string) string {
	if tables == "ledger" {
		return d.path
	}
	extension := filepath.Ext(d.path)
	return strings.TrimSuffix(d.path, extension) + "-" + tables + extension
}

// Open opens or makes the file of a set of tables and brings it up to date. It gives a single writing connection and a pool of
// readers.
func (d Driver) Open(ctx context.Context, tables string) (writer, reader *sql.DB, err error) {
	files, err := fs.Sub(migrations, path.Join("migrations", tables))
	if err != nil {
		return nil, nil, err
	}
	return sqlitefile.File{
		Path: d.file(tables), Lock: d.path, Options: options, Migrations: files, Steps: []*goose.Migration{linking(tables)}, Driver: d.name,
	}.Open(ctx)
}

// Copy copies the file of a set of tables into a folder, for its owner only.
func (d Driver) Copy(ctx context.Context, tables string, reader *sql.DB, dir string) error {
	return sqlitefile.Copy(ctx, reader, filepath.Join(dir, filepath.Base(d.file(tables))), "")
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
