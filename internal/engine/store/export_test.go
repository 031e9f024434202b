package store

import (
	"context"
	"database/sql"
	"time"
)

// WorkingDay is what the macros say of one day.
type WorkingDay struct {
	Day, TenAfter, FiveBefore time.Time
	SinceStart                int
}

// WorkingDays asks the macros about n days from a day on.
func (s *Store) WorkingDays(ctx context.Context, from time.Time, n int) (list []WorkingDay, err error) {
	rows, err := s.db.QueryContext(ctx, `select day, working_days_after(day, 10), working_days_after(day, -5), working_days_between($from::date, day)
	    from (select unnest(generate_series($from::date, $from::date + to_days($n::integer - 1), interval 1 day))::date as day)`,
		sql.Named("from", from), sql.Named("n", n))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var d WorkingDay
		if err := rows.Scan(&d.Day, &d.TenAfter, &d.FiveBefore, &d.SinceStart); err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, rows.Err()
}

// SettingsOfConnections gives what settings of DuckDB's are on so many connections that are open at once, by name.
func (s *Store) SettingsOfConnections(ctx context.Context, n int, names ...string) (map[string][]string, error) {
	found := map[string][]string{}
	for range n {
		conn, err := s.db.Conn(ctx)
		if err != nil {
			return nil, err
		}
		defer func() { _ = conn.Close() }()
		for _, name := range names {
			var value string
			if err := conn.QueryRowContext(ctx, "select current_setting('"+name+"')::VARCHAR").Scan(&value); err != nil {
				return nil, err
			}
			found[name] = append(found[name], value)
		}
	}
	return found, nil
}

// KnownCode asks the macro whether a list has a code. A blank answer is not valid.
func (s *Store) KnownCode(ctx context.Context, list string, code any) (known sql.NullBool, err error) {
	err = s.db.QueryRowContext(ctx, "select known_code('"+list+"', $code::VARCHAR)", sql.Named("code", code)).Scan(&known)
	return known, err
}
