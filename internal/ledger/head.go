package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
)

// head is what an import must know of a record's latest version.
type head struct {
	digest    [16]byte
	version   int32
	withdrawn bool
	held      bool // by the extract now being imported
}

// digester tells whether two versions of a record say the same.
type digester struct{ buffer []byte }

// sum covers the subject as well as the body: a record moved to another child has
// changed. Half a SHA-256 is kept, as there is one for every record of a type.
func (d *digester) sum(subject string, body []byte) [16]byte {
	d.buffer = append(append(append(d.buffer[:0], subject...), 0), body...)
	full := sha256.Sum256(d.buffer)
	return [16]byte(full[:16])
}

// loadHeads gives the latest version of every record of one type, by record id.
func loadHeads(ctx context.Context, tx *sql.Tx, authority, recordType string) (map[string]head, error) {
	rows, err := tx.QueryContext(ctx, `select record_id, version, withdrawn, subject, body from entry
		where authority = $1 and record_type = $2 order by record_id, version`, authority, recordType)
	if err != nil {
		return nil, fmt.Errorf("reading the latest %s records: %w", recordType, err)
	}
	defer func() { _ = rows.Close() }()
	heads := make(map[string]head)
	var digests digester
	var id, subject, body sql.RawBytes
	var h head
	for rows.Next() {
		if err := rows.Scan(&id, &h.version, &h.withdrawn, &subject, &body); err != nil {
			return nil, fmt.Errorf("reading the latest %s records: %w", recordType, err)
		}
		h.digest = digests.sum(string(subject), body)
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
