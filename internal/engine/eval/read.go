package eval

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"heed/internal/engine/store"
)

// Each calls row with every row of a query that names its tables in full.
func (w *Workspace) Each(ctx context.Context, query string, args []any, row func(*sql.Rows) error) error {
	return store.Each(ctx, w.store.DB(), query, args, row)
}

// EachNamed calls row with every row of a query that knows rulebook views and record types by their names.
func (w *Workspace) EachNamed(ctx context.Context, query string, args []any, row func(*sql.Rows) error) error {
	return w.Inside(ctx, func(conn *sql.Conn) error { return store.Each(ctx, conn, query, args, row) })
}

// One reads the only row of a query that names its tables in full.
func (w *Workspace) One(ctx context.Context, query string, args []any, into ...any) error {
	return w.store.DB().QueryRowContext(ctx, query, args...).Scan(into...)
}

// Inside runs work on a connection that knows the question's day and knowledge, and its views and record types by their names.
func (w *Workspace) Inside(ctx context.Context, work func(*sql.Conn) error) error {
	return w.Session(ctx, func(conn *sql.Conn) (err error) {
		if _, err := conn.ExecContext(ctx, w.searchPath()); err != nil {
			return err
		}
		defer func() {
			_, reset := conn.ExecContext(context.WithoutCancel(ctx), "reset search_path")
			err = errors.Join(err, reset)
		}()
		return work(conn)
	})
}

// searchPath is the statement that makes a name mean the question's tables first, then the records of children with several
// numbers, then the record types.
func (w *Workspace) searchPath() string { return "set search_path = '" + w.searchPathNames() + "'" }

func (w *Workspace) searchPathNames() string {
	path := "work." + w.name
	if w.groups.Load() != nil {
		path += "," + strings.ReplaceAll(w.joinedSchema(), `"`, "")
	}
	return path + "," + w.store.Records() + ".main"
}

// Session runs work on a connection that knows the question's day, its knowledge and its local numbers.
func (w *Workspace) Session(ctx context.Context, work func(*sql.Conn) error) error {
	conn, err := w.store.DB().Conn(ctx)
	if err != nil {
		return fmt.Errorf("asking the engine: %w", err)
	}
	defer func() { _ = conn.Close() }()
	statements := []string{
		"set variable as_at = date '" + w.q.AsAt.Format(time.DateOnly) + "'",
		"set variable known_at = timestamptz '" + w.q.knownAt().Format("2006-01-02 15:04:05.999999+00") + "'",
		w.settingsSQL(),
	}
	if _, err := conn.ExecContext(ctx, strings.Join(statements, ";\n")); err != nil {
		return fmt.Errorf("asking the engine: %w", err)
	}
	return work(conn)
}

// Query gives the rows of a query that names its tables in full to whoever reads them, who need not close them.
func (w *Workspace) Query(ctx context.Context, query string, args []any, read func(*sql.Rows) error) (err error) {
	rows, err := w.store.DB().QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	return errors.Join(read(rows), rows.Err())
}
