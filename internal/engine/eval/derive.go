package eval

import (
	"context"
	"database/sql"
	"fmt"
)

// Derive keeps rows in a table of the workspace and names it, so that what many questions read is joined once. The statement makes
// the table, whose name it has as %s, from others that it names in full; it is run again only where the version, of what it reads, is
// another. Whoever reads the table meanwhile reads the rows of before.
func (w *Workspace) Derive(ctx context.Context, name, version string, args []any, statement string) (string, error) {
	table := w.Table(name)
	_, err := Remember(ctx, w, "derived|"+name+"|"+version, func() (bool, error) {
		w.deriving.Lock()
		defer w.deriving.Unlock()
		return true, w.Session(ctx, func(conn *sql.Conn) error {
			_, err := conn.ExecContext(ctx, fmt.Sprintf(statement, table), args...)
			return err
		})
	})
	if err != nil {
		return "", fmt.Errorf("keeping the rows of %s: %w", name, err)
	}
	return table, nil
}
