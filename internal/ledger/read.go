package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"heed/internal/ledger/chain"
)

// page is how many entries are read at a time. Each page is a read of its own, so
// that a slow caller does not hold up the database's housekeeping; and as entries are
// only ever appended, pages agree with one another.
const page = 2000

// Entries calls fn with every entry of the authority after seq after, in order. An
// error from fn ends it and is returned as it is.
func (s *Store) Entries(ctx context.Context, authority string, after int64, fn func(Entry) error) error {
	for {
		entries, err := listEntries(ctx, s.db.reader, `select `+entryColumns+` from entry
			where authority = $1 and seq > $2 order by seq limit $3`, authority, after, page)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := fn(e); err != nil {
				return err
			}
			after = e.Seq
		}
		if len(entries) < page {
			return nil
		}
	}
}

// LastSeq gives the seq of the authority's last entry, 0 where it has none.
func (s *Store) LastSeq(ctx context.Context, authority string) (int64, error) {
	var seq int64
	err := s.db.reader.QueryRowContext(ctx, `select coalesce(max(seq), 0) from entry where authority = $1`, authority).Scan(&seq)
	if err != nil {
		return 0, fmt.Errorf("reading the last seq of %s: %w", authority, err)
	}
	return seq, nil
}

// tail is where a log of an authority stands: its last entry, all zero where it has none.
type tail struct {
	seq  int64
	at   time.Time
	link chain.Link
}

// lastEntry gives where an authority's entries stand.
func lastEntry(ctx context.Context, q querier, authority string) (tail, error) {
	return lastOf(ctx, q, `select seq, recorded_at, link from entry where authority = $1 order by seq desc limit 1`, authority)
}

// lastAccess gives where an authority's access log stands.
func lastAccess(ctx context.Context, q querier, authority string) (tail, error) {
	return lastOf(ctx, q, `select seq, at, link from access where authority = $1 order by seq desc limit 1`, authority)
}

func lastOf(ctx context.Context, q querier, query, authority string, more ...any) (tail, error) {
	var t tail
	var micros int64
	var link []byte
	err := q.QueryRowContext(ctx, query, append([]any{authority}, more...)...).Scan(&t.seq, &micros, &link)
	if errors.Is(err, sql.ErrNoRows) {
		return tail{}, nil
	}
	if err != nil {
		return tail{}, fmt.Errorf("reading the last entry of %s: %w", authority, err)
	}
	t.at = moment(micros)
	copy(t.link[:], link)
	return t, nil
}

// Authorities lists the authorities that have entries, in order of their codes.
func (s *Store) Authorities(ctx context.Context) ([]string, error) {
	var authorities []string
	last := ""
	for { // hops from one to the next along the primary key; "distinct" would read every entry
		var next sql.NullString
		err := s.db.reader.QueryRowContext(ctx, `select min(authority) from entry where authority > $1`, last).Scan(&next)
		if err != nil {
			return nil, fmt.Errorf("listing authorities: %w", err)
		}
		if !next.Valid {
			return authorities, nil
		}
		last = next.String
		authorities = append(authorities, last)
	}
}

// History gives every version of a record, the first first. It is empty where there
// never was such a record.
func (s *Store) History(ctx context.Context, authority, recordType, recordID string) ([]Entry, error) {
	return listEntries(ctx, s.db.reader, `select `+entryColumns+` from entry
		where authority = $1 and record_type = $2 and record_id = $3 order by version`, authority, recordType, recordID)
}

// SubjectEntries gives every version of every record about a subject, in seq order.
func (s *Store) SubjectEntries(ctx context.Context, authority, subject string) ([]Entry, error) {
	return listEntries(ctx, s.db.reader, `select `+entryColumns+` from entry
		where authority = $1 and subject = $2 order by seq`, authority, subject)
}

// TypeEntries gives the entries of a record type after seq after, by record and, of one record, in order.
func (s *Store) TypeEntries(ctx context.Context, authority, recordType string, after int64) ([]Entry, error) {
	if after <= 0 { // SQLite would go through the whole ledger by its numbers
		return listEntries(ctx, s.db.reader, `select `+entryColumns+` from entry
			where authority = $1 and record_type = $2 order by record_id, version`, authority, recordType)
	}
	return listEntries(ctx, s.db.reader, `select `+entryColumns+` from entry
		where authority = $1 and record_type = $2 and seq > $3 order by record_id, version`, authority, recordType, after)
}

// FindLatest gives a record's latest version, withdrawn or not, or ErrNotFound.
func (s *Store) FindLatest(ctx context.Context, authority, recordType, recordID string) (Entry, error) {
	return findLatest(ctx, s.db.reader, authority, recordType, recordID)
}

func findLatest(ctx context.Context, q querier, authority, recordType, recordID string) (Entry, error) {
	return findEntry(q.QueryRowContext(ctx, `select `+entryColumns+` from entry
		where authority = $1 and record_type = $2 and record_id = $3 order by version desc limit 1`,
		authority, recordType, recordID), recordType)
}

func findVersion(ctx context.Context, q querier, authority, recordType, recordID string, version int) (Entry, error) {
	return findEntry(q.QueryRowContext(ctx, `select `+entryColumns+` from entry
		where authority = $1 and record_type = $2 and record_id = $3 and version = $4`,
		authority, recordType, recordID, version), recordType)
}

// findEntry names only the record's type in its errors, as an id may name a child.
func findEntry(row *sql.Row, recordType string) (Entry, error) {
	e, err := scanEntry(row)
	if errors.Is(err, sql.ErrNoRows) {
		return e, fmt.Errorf("%s record: %w", recordType, ErrNotFound)
	}
	if err != nil {
		return e, fmt.Errorf("reading a %s record: %w", recordType, err)
	}
	return e, nil
}

func listEntries(ctx context.Context, q querier, query string, args ...any) ([]Entry, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading entries: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var entries []Entry
	for rows.Next() {
		e, err := scanEntry(rows)
		if err != nil {
			return nil, fmt.Errorf("reading entries: %w", err)
		}
		entries = append(entries, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading entries: %w", err)
	}
	return entries, nil
}
