// Package ledger is the append-only store, the truth of everything else in Heed.
//
// Every version of every record is an [Entry]. A correction is a new version and
// a withdrawal is an entry; nothing is changed and nothing is deleted, and the
// database itself refuses to. A write that was acknowledged is on disk. See
// docs/ledger.md.
//
// The behaviour is written once, here, whatever kind of database holds the entries.
// What is particular to a kind is its [Driver], in a folder of its own. Package
// ledgertest is the suite of tests that each driver passes.
package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"heed/internal/ledger/sqlite"
)

// Store is an open ledger: the entries, and the access log as a database of its own, so that nobody waits for an import to
// end before a record can be shown to them. Its methods are safe for concurrent use.
//
// Append, Withdraw, Import and Undo record all of what they are given or nothing. Where they give no error it is recorded
// and on disk. Where they give one nothing is recorded, unless the error is [ErrUncertain]. A context that ends before the
// commit begins ends the write; one that ends later has no effect, and the write is reported as what it is.
type Store struct {
	db     *database
	access *accessLog
	// recent is what the last imports appended, until it has been handed over.
	recent recent
}

// Open opens the ledger in the SQLite file at path, making it or bringing it up to date
// where needed. The access log of "heed.db" is "heed-access.db".
func Open(ctx context.Context, path string) (*Store, error) {
	return OpenWith(ctx, sqlite.At(path))
}

// OpenWith opens the ledger of a driver, making it or bringing it up to date where needed.
func OpenWith(ctx context.Context, d Driver) (*Store, error) {
	db, err := openDatabase(ctx, d, "ledger")
	if err != nil {
		return nil, err
	}
	access, err := openAccessLog(ctx, d, func(ctx context.Context, authority string) (tail, error) {
		return lastEntry(ctx, db.reader, authority)
	})
	if err != nil {
		return nil, errors.Join(err, db.close())
	}
	return &Store{db: db, access: access}, nil
}

// write runs fn in one transaction of the ledger, in which it is kept where the authority's access log stands.
func (s *Store) write(ctx context.Context, authority string, fn func(*sql.Tx) error) error {
	return s.db.write(ctx, func(tx *sql.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return anchor(ctx, tx, authority, func(ctx context.Context, authority string) (tail, error) {
			return lastAccess(ctx, s.access.db.reader, authority)
		})
	})
}

// whereabouts gives where the other log of an authority stands.
type whereabouts func(ctx context.Context, authority string) (tail, error)

// anchor keeps in one log where the other stands, once for each place. Cutting entries off the end of a log leaves it whole in itself: the
// other then names an entry that is no longer there.
func anchor(ctx context.Context, tx *sql.Tx, authority string, other whereabouts) error {
	at, err := other(ctx, authority)
	if err != nil || at.seq == 0 {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into anchor (authority, seq, link) select $1, $2, $3
		where not exists (select 1 from anchor where authority = $1 and seq = $2)`, authority, at.seq, at.link[:])
	if err != nil {
		return fmt.Errorf("keeping where the other log stands: %w", err)
	}
	return nil
}

// Close waits for the access log to be written and closes the store.
func (s *Store) Close() error {
	return errors.Join(s.access.close(), s.db.close())
}
