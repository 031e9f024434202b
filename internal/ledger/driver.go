package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Driver is what a ledger needs of the kind of database that it is kept in. Everything else is said once, in SQL that
// every kind understands. Its parameters are $1, $2 …: PostgreSQL numbers them by name and SQLite by first appearance, so
// each query must name them first in rising order.
//
// A driver is a folder beside this file, and package ledgertest is what it must pass.
type Driver interface {
	// Open opens or makes the database of a set of tables, "ledger" or "access", and brings its tables up to date. The
	// reader sees only what is committed and never waits for a transaction of the writer.
	Open(ctx context.Context, tables string) (writer, reader *sql.DB, err error)
	// Begin begins a transaction on the writer. No other one begins before it has ended. The transaction ends with ctx
	// unless it is committed before.
	Begin(ctx context.Context, writer *sql.DB) (*sql.Tx, error)
	// Copy copies the database of a set of tables, as the reader sees it, into a folder, where there must be none of its name.
	Copy(ctx context.Context, tables string, reader *sql.DB, dir string) error
	// MayHaveCommitted says whether a commit that gave this error may have been made all the same.
	MayHaveCommitted(err error) bool
}

// database is one set of tables, open.
type database struct {
	driver         Driver
	writer, reader *sql.DB
}

func openDatabase(ctx context.Context, d Driver, tables string) (*database, error) {
	writer, reader, err := d.Open(ctx, tables)
	if err != nil {
		return nil, err
	}
	return &database{driver: d, writer: writer, reader: reader}, nil
}

// write runs fn in one transaction of the writer: all or nothing, on disk when write returns nil. Where it returns an
// error nothing is, unless the error is ErrUncertain.
//
// Until the commit begins, the end of ctx ends the transaction. From then on it does not: a driver whose context ends gives
// up the connection, and nobody could say whether the database had committed.
func (d *database) write(ctx context.Context, fn func(*sql.Tx) error) error {
	own, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	detach := context.AfterFunc(ctx, cancel)
	defer detach()
	tx, err := d.driver.Begin(own, d.writer)
	if err != nil {
		return because(ctx, fmt.Errorf("beginning a transaction: %w", err))
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	if err := fn(tx); err != nil {
		return because(ctx, err)
	}
	if !detach() || ctx.Err() != nil { // it may have ended, and not come to cancel yet
		return ctx.Err()
	}
	if err := tx.Commit(); err != nil {
		if d.driver.MayHaveCommitted(err) {
			err = fmt.Errorf("%w: %w", ErrUncertain, err)
		}
		return fmt.Errorf("committing: %w", err)
	}
	return nil
}

// because puts the end of ctx before an error that may be no more than its symptom, since a transaction whose context ends
// is taken back while its statements run.
func because(ctx context.Context, err error) error {
	if ctx.Err() != nil && !errors.Is(err, ctx.Err()) {
		return fmt.Errorf("%w: %w", ctx.Err(), err)
	}
	return err
}

func (d *database) close() error {
	return errors.Join(d.reader.Close(), d.writer.Close())
}
