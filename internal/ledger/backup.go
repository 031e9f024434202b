package ledger

import (
	"context"
	"database/sql"
	"fmt"
)

// Backup copies the ledger and the access log into a folder, as both stand at one moment, under the names that they have. Whoever reads
// goes on; whoever writes, or must be logged, waits until the copies are made.
func (s *Store) Backup(ctx context.Context, dir string) error {
	return s.db.write(ctx, func(*sql.Tx) error {
		return s.access.db.write(ctx, func(*sql.Tx) error {
			for tables, db := range map[string]*database{"ledger": s.db, "access": s.access.db} {
				if err := db.driver.Copy(ctx, tables, db.reader, dir); err != nil {
					return fmt.Errorf("copying the %s: %w", tables, err)
				}
			}
			return nil
		})
	})
}
