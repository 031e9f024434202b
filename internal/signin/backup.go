package signin

import (
	"context"
	"path/filepath"

	"heed/internal/sqlitefile"
)

// Copy copies the database into a folder, for its owner only, as it stands at one moment, without its key, which belongs elsewhere. Sessions, links
// and half-done sign-ins are left out: what has ended since must not begin again when the copy is put back. A recovery code that was used, and the
// credentials of somebody who was forgotten, after the copy was made are good again then, so that accounts are to be closed in the ledger too.
func (s *Store) Copy(ctx context.Context, dir string) error {
	return wrap("copying the database", sqlitefile.Copy(ctx, s.reader, filepath.Join(dir, filepath.Base(s.path)), neverAgain))
}

// neverAgain takes out of a copy what must not begin again.
const neverAgain = "begin; delete from session; delete from pending; delete from journey; delete from ceremony; delete from enrolment; delete from invitation; commit; vacuum"
