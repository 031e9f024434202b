package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// heldAtOnce is how many children of an export one statement writes.
const heldAtOnce = 500

// insertHeld keeps which children the export of an entry held.
func insertHeld(ctx context.Context, tx *sql.Tx, authority string, seq int64, held []string) error {
	for some := range slices.Chunk(held, heldAtOnce) {
		//nolint:gosec // what is put together is parameters alone
		_, err := tx.ExecContext(ctx, `insert into access_child (authority, subject) select $1, one.column1 from (values (`+parameters(2, len(some), "), (")+`)) as one
			where not exists (select 1 from access_child c where c.authority = $1 and c.subject = one.column1)`, append([]any{authority}, anys(some)...)...)
		if err == nil {
			//nolint:gosec // as above
			_, err = tx.ExecContext(ctx, `insert into access_held (seq, child) select $1, id from access_child
				where authority = $2 and subject in (`+parameters(3, len(some), ", ")+`)`, append([]any{seq, authority}, anys(some)...)...)
		}
		if err != nil {
			return fmt.Errorf("keeping whom an export held: %w", err)
		}
	}
	return nil
}

// parameters writes n parameters of a statement from a first one on, parted by a text.
func parameters(first, n int, between string) string {
	list := make([]string, n)
	for i := range list {
		list[i] = "$" + strconv.Itoa(first+i)
	}
	return strings.Join(list, between)
}

// ListHeld gives the numbers of the children that the export of an entry held, in order; none where it held none, or was recorded before Heed kept them.
func (s *Store) ListHeld(ctx context.Context, authority string, seq int64) ([]string, error) {
	held, err := openHeld(ctx, s.access.db.reader, authority, seq-1, seq)
	if err != nil {
		return nil, err
	}
	defer held.close()
	return held.of(seq)
}

// heldRows goes along the children that exports held, in the order of their entries.
type heldRows struct {
	rows    *sql.Rows
	seq     int64 // of the row that is next, 0 before the first
	subject string
	ended   bool
}

// openHeld begins with the entries after one, up to and with another. Its close must be called.
func openHeld(ctx context.Context, q querier, authority string, after, to int64) (*heldRows, error) {
	// A cross join, as SQLite then goes along the entries and not along all children that were ever exported.
	//nolint:rowserrcheck // of checks it
	rows, err := q.QueryContext(ctx, `select h.seq, c.subject from access_held h cross join access_child c
		where c.id = h.child and c.authority = $1 and h.seq > $2 and h.seq <= $3 order by h.seq`, authority, after, to)
	if err != nil {
		return nil, fmt.Errorf("reading whom an export held: %w", err)
	}
	return &heldRows{rows: rows}, nil
}

func (h *heldRows) close() { _ = h.rows.Close() }

// of gives the children of an entry. The entries are asked for in their order.
func (h *heldRows) of(seq int64) ([]string, error) {
	var held []string
	for !h.ended && h.seq <= seq {
		if h.seq == seq && h.seq != 0 {
			held = append(held, h.subject)
		}
		if !h.rows.Next() {
			h.ended = true
			break
		}
		if err := h.rows.Scan(&h.seq, &h.subject); err != nil {
			return nil, fmt.Errorf("reading whom an export held: %w", err)
		}
	}
	slices.Sort(held)
	return held, h.rows.Err()
}

// ListAccessors gives everybody who stands in the access log of an authority, as it writes them, in order.
func (s *Store) ListAccessors(ctx context.Context, authority string) ([]string, error) {
	var list []string
	last := ""
	for { // hops from one to the next along the index; "distinct" would read every entry
		var next sql.NullString
		err := s.access.db.reader.QueryRowContext(ctx, `select min(who) from access where authority = $1 and who > $2`, authority, last).Scan(&next)
		if err != nil {
			return nil, fmt.Errorf("reading who stands in the access log: %w", err)
		}
		if !next.Valid {
			return list, nil
		}
		last = next.String
		list = append(list, last)
	}
}
