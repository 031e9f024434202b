package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// layer is what the extract of a scope says of one record type, where it speaks to a day. What all of them say together does
// not depend on the order in which they were imported: see [voices].
type layer struct {
	scope string // as kept
	day   string // 2026-03-31, blank where none is known
	batch string
	said  extract
	// lists are the lists, sorted, of the fields that sources are silent of; said names one of them for each record. Without
	// any, as in what was kept before Heed knew of days, the extract is taken to be silent of nothing.
	lists [][]string
}

// compareLayers puts the layer that speaks to the latest day first. Of two of one day the whole one comes before a part, and
// then the order of their names decides: which of them is nearer the truth cannot be told, but the answer must be one.
func compareLayers(a, b *layer) int {
	part := func(l *layer) int { return len(l.scope) - len(strings.TrimPrefix(l.scope, partOf)) }
	return cmp.Or(cmp.Compare(b.day, a.day), cmp.Compare(part(a), part(b)), cmp.Compare(b.scope, a.scope))
}

// find gives what the layer says of a record, and whether it holds it.
func (l *layer) find(id uint64) (voice, bool) {
	if l == nil {
		return voice{}, false
	}
	i, _ := slices.BinarySearchFunc(l.said, said{id: id}, compareSaid)
	if i == len(l.said) || l.said[i].id != id {
		return voice{}, false
	}
	v := voice{layer: l, hash: l.said[i].body}
	if n := int(l.said[i].silent); n < len(l.lists) {
		v.silent = l.lists[n]
	}
	return v, true
}

// list gives the place of a list of silent fields, and adds it where it is new. Where there are more lists than a place can
// name, which no format comes near, the record is taken to be silent of nothing.
func (l *layer) list(silent []string) uint16 {
	for i, known := range slices.Backward(l.lists) {
		if slices.Equal(known, silent) {
			return uint16(i)
		}
	}
	if len(l.lists) == math.MaxUint16 {
		return l.list(nil)
	}
	l.lists = append(l.lists, silent)
	return uint16(len(l.lists) - 1)
}

// same says whether two layers say the same of every record.
func (l *layer) same(other *layer) bool {
	return other != nil && l.day == other.day && slices.Equal(l.said, other.said) && slices.EqualFunc(l.lists, other.lists, slices.Equal)
}

// layerQuery reads what extracts said of a record type of an authority, its first two parameters.
const layerQuery = `select scope, speaks_to, batch, hashes, silent, silent_of from extract
	where authority = $1 and record_type = $2`

// listLayers gives the standing layers of a record type that speak to a day, in order.
func listLayers(ctx context.Context, tx *sql.Tx, authority, recordType string) ([]*layer, error) {
	layers, err := queryLayers(ctx, tx, layerQuery+` and speaks_to <> '' and `+standing, authority, recordType)
	slices.SortFunc(layers, compareLayers)
	return layers, err
}

// findLayer gives what the standing extract of a scope says of a record type, nil where there is none.
func findLayer(ctx context.Context, tx *sql.Tx, authority, scope, recordType string) (*layer, error) {
	layers, err := queryLayers(ctx, tx, layerQuery+` and scope = $3 order by number desc limit 1`, authority, recordType, scope)
	if len(layers) == 0 {
		return nil, err
	}
	return layers[0], err
}

func queryLayers(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]*layer, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading what extracts said: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var layers []*layer
	for rows.Next() {
		l := &layer{}
		var hashes, silentOf []byte
		var lists string
		if err := rows.Scan(&l.scope, &l.day, &l.batch, &hashes, &lists, &silentOf); err != nil {
			return nil, fmt.Errorf("reading what extracts said: %w", err)
		}
		l.said = decodeExtract(hashes)
		for i := range min(len(l.said), len(silentOf)/2) {
			l.said[i].silent = binary.BigEndian.Uint16(silentOf[2*i:])
		}
		if lists != "" {
			if err := json.Unmarshal([]byte(lists), &l.lists); err != nil {
				return nil, fmt.Errorf("%w: what the extract of %s is silent of: %w", ErrNotIntact, l.scope, err)
			}
		}
		layers = append(layers, l)
	}
	return layers, rows.Err()
}

// insertExtract keeps what an extract said after all others, so that it is the one of its scope that stands.
func insertExtract(ctx context.Context, tx *sql.Tx, authority, recordType string, l *layer) error {
	lists, silentOf := "", []byte{}
	if len(l.lists) > 0 {
		text, err := json.Marshal(l.lists)
		if err != nil {
			return err
		}
		lists = string(text)
	}
	if len(l.lists) > 1 {
		for _, s := range l.said {
			silentOf = binary.BigEndian.AppendUint16(silentOf, s.silent)
		}
	}
	_, err := tx.ExecContext(ctx, `insert into extract
		(authority, scope, record_type, batch, number, speaks_to, hashes, silent, silent_of)
		values ($1, $2, $3, $4, (select coalesce(max(number), 0) + 1 from extract where authority = $1), $5, $6, $7, $8)`,
		authority, l.scope, recordType, l.batch, l.day, l.said.encode(), lists, silentOf)
	if err != nil {
		return fmt.Errorf("recording what the extract of %s held: %w", l.scope, err)
	}
	return nil
}

// wordsOf gives the subject and body that an extract said of a record, by their hash: those of the entry that says so, or else
// as they were kept apart.
func wordsOf(ctx context.Context, tx *sql.Tx, authority, recordType, recordID string, hash uint64) (subject string, body []byte, err error) {
	var text string
	err = tx.QueryRowContext(ctx, `select subject, body from words
		where authority = $1 and record_type = $2 and record_id = $3 and hash = $4`,
		authority, recordType, recordID, int64(hash)).Scan(&subject, &text)
	if err == nil {
		return subject, []byte(text), nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return "", nil, fmt.Errorf("reading what an extract said of a %s: %w", recordType, err)
	}
	entries, err := listEntries(ctx, tx, `select `+entryColumns+` from entry
		where authority = $1 and record_type = $2 and record_id = $3 order by version desc`, authority, recordType, recordID)
	if err != nil {
		return "", nil, err
	}
	for i := range entries {
		if digest(entries[i].Subject, entries[i].Body).Lo == hash {
			return entries[i].Subject, entries[i].Body, nil
		}
	}
	return "", nil, fmt.Errorf("%w: what an extract said of a %s is not kept", ErrNotIntact, recordType)
}

// keepWords keeps what an extract said of a record where no entry says it.
func keepWords(ctx context.Context, tx *sql.Tx, authority, recordType, recordID string, v *voice) error {
	_, err := tx.ExecContext(ctx, `insert into words (authority, record_type, record_id, hash, subject, body)
		values ($1, $2, $3, $4, $5, $6) on conflict (authority, record_type, record_id, hash) do nothing`,
		authority, recordType, recordID, int64(v.hash), v.subject, string(v.body))
	if err != nil {
		return fmt.Errorf("keeping what an extract said of a %s: %w", recordType, err)
	}
	return nil
}
