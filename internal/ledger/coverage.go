package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// cover is the set of records that a full extract held, as sorted hashes of their
// ids. Two ids of one hash would at worst leave a record standing that is gone; among
// ten million records that has about one chance in 400,000.
type cover []uint64

func idHash(recordID string) uint64 {
	full := sha256.Sum256([]byte(recordID))
	return binary.BigEndian.Uint64(full[:8])
}

func (c cover) holds(hash uint64) bool {
	_, found := slices.BinarySearch(c, hash)
	return found
}

func (c cover) encode() []byte {
	b := make([]byte, 0, 8*len(c))
	for _, hash := range c {
		b = binary.BigEndian.AppendUint64(b, hash)
	}
	return b
}

func decodeCover(b []byte) cover {
	c := make(cover, 0, len(b)/8)
	for ; len(b) >= 8; b = b[8:] {
		c = append(c, binary.BigEndian.Uint64(b))
	}
	return c
}

func coverOf(heads map[string]head) cover {
	var c cover
	for id, h := range heads {
		if h.held {
			c = append(c, idHash(id))
		}
	}
	slices.Sort(c)
	return c
}

// withdrawMissing withdraws the records that the last extract of the scope held and
// this one does not, unless another scope's last extract holds them.
func (w *Writer) withdrawMissing() error {
	types := slices.Compact(slices.Sorted(slices.Values(w.batch.Types)))
	gone := make(map[string][]string)
	var would, of int
	for _, recordType := range types {
		ids, before, err := w.missing(recordType)
		if err != nil {
			return err
		}
		gone[recordType] = ids
		would, of = would+len(ids), of+before
	}
	if share := float64(would) / float64(max(of, 1)); share > w.batch.MaxWithdrawn {
		return &TooManyWithdrawnError{Would: would, Of: of, Share: share, Limit: w.batch.MaxWithdrawn}
	}
	if err := w.appender.flush(); err != nil {
		return err
	}
	for _, recordType := range types {
		for _, id := range gone[recordType] {
			if err := w.withdraw(recordType, id); err != nil {
				return err
			}
		}
		if err := saveCover(w.ctx, w.tx, w.batch, recordType, coverOf(w.heads[recordType])); err != nil {
			return err
		}
	}
	return nil
}

// missing lists the records of a type to withdraw, and says how many the last
// extract of the scope held.
func (w *Writer) missing(recordType string) (ids []string, before int, err error) {
	heads, err := w.headsOf(recordType)
	if err != nil {
		return nil, 0, err
	}
	last, err := findCover(w.ctx, w.tx, w.batch.Authority, w.batch.Scope, recordType)
	if err != nil || len(last) == 0 {
		return nil, 0, err
	}
	others, err := listCovers(w.ctx, w.tx, `select hashes from coverage
		where authority = $1 and record_type = $2 and scope <> $3`, w.batch.Authority, recordType, w.batch.Scope)
	if err != nil {
		return nil, 0, err
	}
	ids = sortedIDs(heads, func(id string, h head) bool {
		if h.held || h.withdrawn {
			return false
		}
		hash := idHash(id)
		elsewhere := slices.ContainsFunc(others, func(c cover) bool { return c.holds(hash) })
		return last.holds(hash) && !elsewhere
	})
	return ids, len(last), nil
}

func (w *Writer) withdraw(recordType, id string) error {
	latest, err := findVersion(w.appender.ctx, w.tx, w.batch.Authority, recordType, id, int(w.heads[recordType][id].version))
	if err != nil {
		return err
	}
	w.receipt.Withdrawn++
	_, err = w.appender.add(withdrawalOf(latest))
	return err
}

// withdrawalOf gives the entry that withdraws a record at its latest version.
func withdrawalOf(latest Entry) change {
	return change{
		recordType: latest.RecordType, recordID: latest.RecordID, subject: latest.Subject,
		version: latest.Version + 1, withdrawn: true, body: latest.Body,
	}
}

func findCover(ctx context.Context, tx *sql.Tx, authority, scope, recordType string) (cover, error) {
	var b []byte
	err := tx.QueryRowContext(ctx, `select hashes from coverage
		where authority = $1 and scope = $2 and record_type = $3`, authority, scope, recordType).Scan(&b)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("reading the last extract of %s: %w", scope, err)
	}
	return decodeCover(b), nil
}

func listCovers(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]cover, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading what extracts held: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var covers []cover
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return nil, fmt.Errorf("reading what extracts held: %w", err)
		}
		covers = append(covers, decodeCover(b))
	}
	return covers, rows.Err()
}

func saveCover(ctx context.Context, tx *sql.Tx, b Batch, recordType string, c cover) error {
	_, err := tx.ExecContext(ctx, `insert into coverage (authority, scope, record_type, batch, hashes)
		values ($1, $2, $3, $4, $5)
		on conflict (authority, scope, record_type) do update set batch = excluded.batch, hashes = excluded.hashes`,
		b.Authority, b.Scope, recordType, b.ID, c.encode())
	if err != nil {
		return fmt.Errorf("recording what the extract of %s held: %w", b.Scope, err)
	}
	return nil
}
