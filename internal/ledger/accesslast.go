package ledger

import (
	"context"
	"fmt"
	"time"
)

// LastAccess gives when each person of an authority last did what is called action in the access log, with a detail that begins in this way, by how the
// log names them. What was refused does not count.
func (s *Store) LastAccess(ctx context.Context, authority, action, detail string) (map[string]time.Time, error) {
	rows, err := s.access.db.reader.QueryContext(ctx,
		"select who, max(at) from access where authority = $1 and action = $2 and substr(detail, 1, length($3)) = $3 and allowed group by who", authority, action, detail)
	if err != nil {
		return nil, fmt.Errorf("reading the access log: %w", err)
	}
	defer func() { _ = rows.Close() }()
	last := map[string]time.Time{}
	for rows.Next() {
		var who string
		var at int64
		if err := rows.Scan(&who, &at); err != nil {
			return nil, fmt.Errorf("reading the access log: %w", err)
		}
		last[who] = moment(at)
	}
	return last, rows.Err()
}
