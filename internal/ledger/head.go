package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"hash/maphash"
	"slices"
)

// head is what an import must know of a record's latest version.
type head struct {
	digest    [2]uint64
	version   int32
	withdrawn bool
	held      bool // by the extract now being imported
}

// digester tells whether two versions of a record say the same. Its sums live no longer
// than an import, so they are not SHA-256 but the runtime's own hash under a secret seed:
// nobody can make two bodies meet, and two that differ meet once in 2^64 times.
type digester struct{ seed maphash.Seed }

// sum covers the subject as well as the body: a record moved to another child has changed.
func (d digester) sum(subject string, body []byte) [2]uint64 {
	return [2]uint64{maphash.String(d.seed, subject), maphash.Bytes(d.seed, body)}
}

// loadHeads gives the latest version of every record of one type, by record id.
func loadHeads(ctx context.Context, tx *sql.Tx, d digester, authority, recordType string) (map[string]head, error) {
	rows, err := tx.QueryContext(ctx, `select record_id, version, withdrawn, subject, body from entry
		where authority = $1 and record_type = $2 order by record_id, version`, authority, recordType)
	if err != nil {
		return nil, fmt.Errorf("reading the latest %s records: %w", recordType, err)
	}
	defer func() { _ = rows.Close() }()
	heads := make(map[string]head)
	var id, subject, body sql.RawBytes
	var h head
	for rows.Next() {
		if err := rows.Scan(&id, &h.version, &h.withdrawn, &subject, &body); err != nil {
			return nil, fmt.Errorf("reading the latest %s records: %w", recordType, err)
		}
		h.digest = d.sum(string(subject), body)
		heads[string(id)] = h
	}
	return heads, rows.Err()
}

// sortedIDs gives the ids of heads that keep, in order.
func sortedIDs(heads map[string]head, keep func(id string, h head) bool) []string {
	var ids []string
	for id, h := range heads {
		if keep(id, h) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
