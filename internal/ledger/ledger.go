// Package ledger is the append-only store, the truth of everything else in Heed.
//
// Every version of every record is an [Entry]. A correction is a new version and
// a withdrawal is an entry; nothing is changed and nothing is deleted, and the
// database itself refuses to. A write that was acknowledged is on disk. See
// docs/ledger.md.
package ledger

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
)

// Store is an open ledger: the entries in one SQLite file, and the access log in
// a second beside it, so that nobody waits for an import to end before a record
// can be shown to them. Its methods are safe for concurrent use.
type Store struct {
	db     *database
	access *accessLog
}

// Open opens the ledger at path, making it or bringing it up to date where
// needed. The access log of "heed.db" is "heed-access.db".
func Open(ctx context.Context, path string) (*Store, error) {
	db, err := openDatabase(ctx, path, "ledger")
	if err != nil {
		return nil, err
	}
	access, err := openAccessLog(ctx, accessPath(path))
	if err != nil {
		return nil, errors.Join(err, db.close())
	}
	return &Store{db: db, access: access}, nil
}

func accessPath(path string) string {
	extension := filepath.Ext(path)
	return strings.TrimSuffix(path, extension) + "-access" + extension
}

// Close waits for the access log to be written and closes the store.
func (s *Store) Close() error {
	return errors.Join(s.access.close(), s.db.close())
}
