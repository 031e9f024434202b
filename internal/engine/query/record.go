package query

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"heed/internal/engine/eval"
	"heed/internal/engine/store"
)

// Recorded counts the records of each type known for a question; a type without any is left out.
func (rd *Reader) Recorded(ctx context.Context, q eval.Question) (map[string]int, error) {
	var counts map[string]int
	err := rd.eval.Ask(ctx, q, nil, func(w *eval.Workspace) (err error) {
		counts, err = eval.Remember(ctx, w, fmt.Sprintf("recorded|%d", w.RecordVersion()), func() (map[string]int, error) {
			return rd.countRecords(ctx, w)
		})
		return err
	})
	return counts, err
}

func (rd *Reader) countRecords(ctx context.Context, w *eval.Workspace) (map[string]int, error) {
	types := rd.eval.Catalogue().Types
	parts := make([]string, 0, len(types))
	for _, t := range types {
		parts = append(parts, "select "+store.Text(t.ID)+" as id, count(*) as n from "+store.Quote(t.ID))
	}
	found := map[string]int{}
	err := w.EachNamed(ctx, "select id, n from ("+strings.Join(parts, " union all ")+") where n > 0", nil, func(rows *sql.Rows) error {
		var id string
		var n int
		err := rows.Scan(&id, &n)
		found[id] = n
		return err
	})
	return found, err
}

// Rows gives every row of a record type.
func (rd *Reader) Rows(ctx context.Context, q eval.Question, recordType string) ([]SubjectRow, error) {
	if rd.eval.Catalogue().Type(recordType) == nil {
		return nil, fmt.Errorf("%w: record type %q", eval.ErrNotFound, recordType)
	}
	var list []SubjectRow
	err := rd.eval.Ask(ctx, q, nil, func(w *eval.Workspace) (err error) {
		key := fmt.Sprintf("all|%d|%s", w.RecordVersion(recordType), recordType)
		list, err = eval.Remember(ctx, w, key, func() ([]SubjectRow, error) { return readRecords(ctx, w, recordType) })
		return err
	})
	return list, err
}

func readRecords(ctx context.Context, w *eval.Workspace, recordType string) (list []SubjectRow, err error) {
	err = w.EachNamed(ctx, "select * from "+store.Quote(recordType)+" order by record_id", nil, func(rows *sql.Rows) error {
		row, err := scanRow(rows)
		list = append(list, row)
		return err
	})
	return list, err
}
