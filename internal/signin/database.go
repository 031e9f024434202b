package signin

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"time"

	"heed/internal/sqlitefile"
)

//go:embed migrations
var migrations embed.FS

// openDatabase opens or makes the file and brings it up to date. What is deleted is overwritten.
func openDatabase(ctx context.Context, path string) (writer, reader *sql.DB, err error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, nil, err
	}
	return sqlitefile.File{Path: path, Lock: path, Options: "&_foreign_keys=1&_secure_delete=on", Migrations: files}.Open(ctx)
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
