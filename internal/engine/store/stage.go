package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/duckdb/duckdb-go/v2"

	"heed/internal/ledger"
)

// stage puts the next chunk of entries where it can be applied from.
func (s *Store) stage(ctx context.Context, conn *sql.Conn, c *chunk) error {
	size := s.cfg.Chunk
	if size == 0 {
		size = defaultChunk
	}
	return appendStaging(ctx, conn, func(appender *duckdb.Appender) error {
		err := s.cfg.Ledger.Entries(ctx, s.cfg.Authority, s.Position().Seq, func(entry ledger.Entry) error {
			if c.count == size {
				return errStop
			}
			c.count++
			c.last = entry
			if first := &c.change.First; first.IsZero() || entry.RecordedAt.Before(*first) {
				*first = entry.RecordedAt
			}
			if s.cfg.Catalogue.Type(entry.RecordType) == nil {
				return nil // a type that this Heed no longer knows: it stays in the ledger
			}
			c.change.add(entry.RecordType, entry.Subject)
			return appender.AppendRow(entry.RecordType, entry.RecordID, entry.Subject, int32(entry.Version),
				entry.RecordedAt, entry.Withdrawn, entry.Seq, string(entry.Body))
		})
		if errors.Is(err, errStop) {
			return nil
		}
		return err
	})
}

// appendStaging fills the table that entries are applied from. It is in memory, so that the file's log holds nothing twice.
func appendStaging(ctx context.Context, conn *sql.Conn, fill func(*duckdb.Appender) error) error {
	_, err := conn.ExecContext(ctx, `create or replace table work.staging (record_type VARCHAR, record_id VARCHAR, subject_id VARCHAR, version INTEGER,
	    recorded_at TIMESTAMPTZ, withdrawn BOOLEAN, seq BIGINT, body VARCHAR)`)
	if err != nil {
		return fmt.Errorf("making room for entries: %w", err)
	}
	return conn.Raw(func(raw any) error {
		appender, err := duckdb.NewAppender(raw.(driver.Conn), "work", "main", "staging")
		if err != nil {
			return err
		}
		return errors.Join(fill(appender), appender.Close())
	})
}

// add notes that an entry of a type is about a subject.
func (c Change) add(recordType, subject string) {
	subjects, known := c.Types[recordType]
	switch {
	case !known:
		c.Types[recordType] = Subjects{subject: true}
	case len(subjects) >= mostSubjects:
		c.Types[recordType] = nil
	case subjects != nil:
		subjects[subject] = true
	}
}
