package ledger

import (
	"context"
	"fmt"
	"slices"

	"github.com/zeebo/xxh3"
)

// head is what an import must know of a record's latest version.
type head struct {
	digest    xxh3.Uint128
	version   int32
	withdrawn bool
	held      bool // by the extract now being imported
	fresh     bool // appended by this import
}

// digest is equal for two versions of a record that say the same. It is of the subject as
// well as the body, since a record moved to another child has changed. Nothing rests on
// its being hard to forge: who could choose a record's next body could as well keep its last.
func digest(subject string, body []byte) xxh3.Uint128 {
	return xxh3.Hash128Seed(body, xxh3.HashString(subject))
}

// digestText is [digest] of a body that is at hand as text.
func digestText(subject, body string) xxh3.Uint128 {
	return xxh3.HashString128Seed(body, xxh3.HashString(subject))
}

// loadHeads gives the latest version of every record of one type, by record id.
func loadHeads(ctx context.Context, q querier, authority, recordType string) (map[string]head, error) {
	rows, err := q.QueryContext(ctx, `select record_id, version, withdrawn, subject, body from entry
		where authority = $1 and record_type = $2 order by record_id, version`, authority, recordType)
	if err != nil {
		return nil, fmt.Errorf("reading the latest %s records: %w", recordType, err)
	}
	defer func() { _ = rows.Close() }()
	heads := make(map[string]head)
	var id, subject, body string
	var h head
	for rows.Next() {
		if err := rows.Scan(&id, &h.version, &h.withdrawn, &subject, &body); err != nil {
			return nil, fmt.Errorf("reading the latest %s records: %w", recordType, err)
		}
		h.digest = digestText(subject, body)
		heads[id] = h
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
