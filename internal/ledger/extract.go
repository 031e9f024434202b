package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/zeebo/xxh3"
)

// extract is what an extract said of one record type, in order: which records it
// held, and what it said of each. Two ids of one hash would at worst leave a record
// standing that is gone; among ten million records that has about one chance in 400,000.
type extract []said

// said is one record of an extract: hashes of its id, and of its subject and body.
type said struct {
	id, body uint64
	// silent is the place, in the lists of the extract, of the fields that the record's source is silent of.
	silent uint16
}

func idHash(recordID string) uint64 { return xxh3.HashString(recordID) }

// compareSaid leaves out what the sources are silent of: an extract that speaks to a day holds a record once.
func compareSaid(a, b said) int {
	return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.body, b.body))
}

// holds says whether the extract held a record of this id.
func (x extract) holds(id uint64) bool {
	i, _ := slices.BinarySearchFunc(x, said{id: id}, compareSaid)
	return i < len(x) && x[i].id == id
}

// says reports whether the extract said just this of the record.
func (x extract) says(s said) bool {
	_, found := slices.BinarySearchFunc(x, s, compareSaid)
	return found
}

// records counts the records held. One that was put twice with different bodies is one.
func (x extract) records() int {
	n := 0
	for i := range x {
		if i == 0 || x[i].id != x[i-1].id {
			n++
		}
	}
	return n
}

func (x extract) sorted() extract {
	slices.SortFunc(x, compareSaid)
	return slices.CompactFunc(x, func(a, b said) bool { return compareSaid(a, b) == 0 })
}

func (x extract) encode() []byte {
	b := make([]byte, 0, 16*len(x))
	for _, s := range x {
		b = binary.BigEndian.AppendUint64(b, s.id)
		b = binary.BigEndian.AppendUint64(b, s.body)
	}
	return b
}

func decodeExtract(b []byte) extract {
	x := make(extract, 0, len(b)/16)
	for ; len(b) >= 16; b = b[16:] {
		x = append(x, said{id: binary.BigEndian.Uint64(b), body: binary.BigEndian.Uint64(b[8:])})
	}
	return x
}

// standing narrows the table of extracts to the one of each scope and record type that stands.
const standing = `extract.number = (select max(n.number) from extract n
	where n.authority = extract.authority and n.scope = extract.scope and n.record_type = extract.record_type)`

func findExtract(ctx context.Context, tx *sql.Tx, authority, scope, recordType string) (extract, error) {
	var b []byte
	err := tx.QueryRowContext(ctx, `select hashes from extract
		where authority = $1 and scope = $2 and record_type = $3 order by number desc limit 1`, authority, scope, recordType).Scan(&b)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("reading the last extract of %s: %w", scope, err)
	}
	return decodeExtract(b), nil
}

func listExtracts(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]extract, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading what extracts held: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var extracts []extract
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return nil, fmt.Errorf("reading what extracts held: %w", err)
		}
		extracts = append(extracts, decodeExtract(b))
	}
	return extracts, rows.Err()
}

// saveExtract keeps what an extract of no known day said, in place of the last one of its scope.
func saveExtract(ctx context.Context, tx *sql.Tx, b Batch, recordType string, x extract) error {
	_, err := tx.ExecContext(ctx, `delete from extract where authority = $1 and scope = $2 and record_type = $3`,
		b.Authority, b.keptScope(), recordType)
	if err != nil {
		return fmt.Errorf("recording what the extract of %s held: %w", b.Scope, err)
	}
	return insertExtract(ctx, tx, b.Authority, recordType, &layer{scope: b.keptScope(), batch: b.ID, said: x})
}
