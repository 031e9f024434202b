package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
)

// Quote writes a name as SQL.
func Quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// Text writes a text as a literal of SQL.
func Text(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// Separator stands between the texts of a list that is given to SQL as one text. Thousands of literals would take longer to
// parse than to look up.
const Separator = "\x1f"

// List gives a list as one text for Among. The list begins with a blank text, so that an empty list is not one blank text.
func List(values []string) string {
	return strings.Join(append([]string{""}, values...), Separator)
}

// Among is the condition that a column is in the list bound to a parameter.
func Among(column, parameter string) string {
	return column + " in (select unnest(string_split($" + parameter + ", chr(31))))"
}

// Querier is a database or one connection to it.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Each calls row with every row of a query, and ends at the first error.
func Each(ctx context.Context, db Querier, query string, args []any, row func(*sql.Rows) error) (err error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Values reads the present row of a query, whatever its columns are.
func Values(rows *sql.Rows, columns int) ([]any, error) {
	values, into := make([]any, columns), make([]any, columns)
	for i := range values {
		into[i] = &values[i]
	}
	return values, rows.Scan(into...)
}
