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
	"errors"

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
	access, err := openAccessLog(ctx, d)
	if err != nil {
		return nil, errors.Join(err, db.close())
	}
	return &Store{db: db, access: access}, nil
}

// Close waits for the access log to be written and closes the store.
func (s *Store) Close() error {
	return errors.Join(s.access.close(), s.db.close())
}
