package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// BatchInfo is a batch as recorded.
type BatchInfo struct {
	Batch
	Counts Receipt
	// The batch's entries are FirstSeq to LastSeq; LastSeq is FirstSeq - 1 where it
	// appended none.
	FirstSeq, LastSeq int64
	UndoneAt          time.Time // zero unless undone
	UndoneBy          string
	// UndoneWhy is why, in the words of whoever undid it.
	UndoneWhy string
	// Report is what became of its files, as the importer gave it; the ledger does not read it.
	Report string
}

const batchColumns = `authority, id, kind, name, by_whom, at, scope, whole, max_withdrawn, record_types,
	rows_read, appended, unchanged, withdrawn, faults, left_alone, first_seq, last_seq, report, speaks_to`

// querier is a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// ListBatches gives an authority's batches, the latest first.
func (s *Store) ListBatches(ctx context.Context, authority string) ([]BatchInfo, error) {
	rows, err := s.db.reader.QueryContext(ctx, `select `+batchColumns+`, undone_at, undone_by, undone_why from batch
		where authority = $1 order by first_seq desc, at desc, id desc`, authority)
	if err != nil {
		return nil, fmt.Errorf("listing batches: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var batches []BatchInfo
	for rows.Next() {
		b, err := scanBatch(rows)
		if err != nil {
			return nil, fmt.Errorf("listing batches: %w", err)
		}
		batches = append(batches, b)
	}
	return batches, rows.Err()
}

// FindBatch gives one batch, or ErrNotFound.
func (s *Store) FindBatch(ctx context.Context, authority, id string) (BatchInfo, error) {
	return findBatch(ctx, s.db.reader, authority, id)
}

func findBatch(ctx context.Context, q querier, authority, id string) (BatchInfo, error) {
	b, err := scanBatch(q.QueryRowContext(ctx, `select `+batchColumns+`, undone_at, undone_by, undone_why from batch
		where authority = $1 and id = $2`, authority, id))
	if errors.Is(err, sql.ErrNoRows) {
		return b, fmt.Errorf("batch %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return b, fmt.Errorf("reading batch %s: %w", id, err)
	}
	return b, nil
}

func scanBatch(row scanner) (BatchInfo, error) {
	var b BatchInfo
	var at int64
	var types, speaksTo string
	var undoneAt sql.NullInt64
	var undoneBy sql.NullString
	err := row.Scan(&b.Authority, &b.ID, &b.Kind, &b.Name, &b.By, &at, &b.Scope, &b.Full, &b.MaxWithdrawn, &types,
		&b.Counts.RowsRead, &b.Counts.Appended, &b.Counts.Unchanged, &b.Counts.Withdrawn, &b.Counts.Faults,
		&b.Counts.Left, &b.FirstSeq, &b.LastSeq, &b.Report, &speaksTo, &undoneAt, &undoneBy, &b.UndoneWhy)
	b.At, b.Counts.Batch, b.UndoneBy = moment(at), b.ID, undoneBy.String
	if types != "" {
		b.Types = strings.Split(types, ";")
	}
	if undoneAt.Valid {
		b.UndoneAt = moment(undoneAt.Int64)
	}
	if err == nil && speaksTo != "" {
		b.SpeaksTo, err = time.Parse(time.DateOnly, speaksTo)
	}
	return b, err
}

func insertBatch(ctx context.Context, tx *sql.Tx, b Batch, r Receipt, first, last int64, report string) error {
	_, err := tx.ExecContext(ctx, `insert into batch (`+batchColumns+`)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
		b.Authority, b.ID, b.Kind, b.Name, b.By, b.At.UnixMicro(), b.Scope, b.Full, b.MaxWithdrawn, strings.Join(b.Types, ";"),
		r.RowsRead, r.Appended, r.Unchanged, r.Withdrawn, r.Faults, r.Left, first, last, report, b.day())
	if err != nil {
		return fmt.Errorf("recording batch %s: %w", b.ID, err)
	}
	return nil
}

func checkBatchIsNew(ctx context.Context, tx *sql.Tx, authority, id string) error {
	_, err := findBatch(ctx, tx, authority, id)
	if err == nil {
		return fmt.Errorf("%w: there is already a batch %s", ErrConflict, id)
	}
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	return nil
}

// ListFaults gives limit faults of a batch from offset on, in the order they were
// met, and how many are kept of it. Its counts have those too that are not.
func (s *Store) ListFaults(ctx context.Context, authority, batch string, limit, offset int) ([]ImportFault, int, error) {
	if _, err := s.FindBatch(ctx, authority, batch); err != nil {
		return nil, 0, err
	}
	var kept int
	if err := s.db.reader.QueryRowContext(ctx, `select coalesce(max(number), 0) from fault where authority = $1 and batch = $2`, authority, batch).Scan(&kept); err != nil {
		return nil, 0, fmt.Errorf("counting the faults of batch %s: %w", batch, err)
	}
	// Faults are numbered from 1, so an offset needs no walk.
	rows, err := s.db.reader.QueryContext(ctx, `select file, sheet, line, cell, record_type, field, value_kind, reason, effect
		from fault where authority = $1 and batch = $2 and number > $3 and number <= $4 order by number`,
		authority, batch, offset, offset+limit)
	if err != nil {
		return nil, 0, fmt.Errorf("listing the faults of batch %s: %w", batch, err)
	}
	defer func() { _ = rows.Close() }()
	var faults []ImportFault
	for rows.Next() {
		var f ImportFault
		if err := rows.Scan(&f.File, &f.Sheet, &f.Line, &f.Cell, &f.RecordType, &f.Field, &f.ValueKind, &f.Reason, &f.Effect); err != nil {
			return nil, 0, fmt.Errorf("listing the faults of batch %s: %w", batch, err)
		}
		faults = append(faults, f)
	}
	return faults, kept, rows.Err()
}
