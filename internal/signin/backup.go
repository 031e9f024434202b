package signin

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
)

// Copy copies the database into a folder, for its owner only, as it stands at one moment, without its key, which belongs elsewhere. Sessions, links
// and half-done sign-ins are left out: what has ended since must not begin again when the copy is put back. A recovery code that was used, and the
// credentials of somebody who was forgotten, after the copy was made are good again then, so that accounts are to be closed in the ledger too.
func (s *Store) Copy(ctx context.Context, dir string) error {
	name := filepath.Join(dir, filepath.Base(s.path))
	return wrap("copying the database", s.copyTo(ctx, name))
}

func (s *Store) copyTo(ctx context.Context, name string) error {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the folder is the operator's own
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was synced, or an error is given already
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return err
	}
	// SQLite takes the copy for a write of the reader's.
	_, err = conn.ExecContext(ctx, "pragma query_only = off; vacuum into ?1", name)
	_, again := conn.ExecContext(context.WithoutCancel(ctx), "pragma query_only = on")
	if err := errors.Join(err, again, conn.Close()); err != nil {
		return err
	}
	made, err := sql.Open("sqlite3", source(name)+busyFirst+"&_secure_delete=on&_txlock=immediate")
	if err != nil {
		return err
	}
	made.SetMaxOpenConns(1)
	_, err = made.ExecContext(ctx, "begin; delete from session; delete from pending; delete from journey; delete from enrolment; delete from invitation; commit; vacuum")
	return errors.Join(err, made.Close(), f.Sync())
}
