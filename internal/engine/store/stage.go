package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"heed/catalogue"
	"heed/internal/ledger"
)

// stage gathers the next chunk of entries by record type, and puts them into the histories.
func (s *Store) stage(ctx context.Context, conn *sql.Conn, c *chunk) error {
	size := s.cfg.Chunk
	if size == 0 {
		size = defaultChunk
	}
	return staging(conn, s.cfg.Catalogue, func(g *stage) error {
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
			if entry.Version > 1 {
				c.later[entry.RecordType] = true
			}
			return g.add(staged{
				recordType: entry.RecordType, recordID: entry.RecordID, subject: entry.Subject, version: int32(entry.Version), //nolint:gosec // it counts a record's versions
				recordedAt: entry.RecordedAt, withdrawn: entry.Withdrawn, seq: entry.Seq, body: entry.Body,
			})
		})
		if errors.Is(err, errStop) {
			return nil
		}
		return err
	})
}

// stage holds entries, those of each record type apart, until they are put into their histories. It is in memory.
type stage struct {
	raw       driver.Conn
	catalogue *catalogue.Catalogue
	appenders map[string]*duckdb.Appender
}

// staged is an entry on its way into the history of its record type.
type staged struct {
	recordType, recordID, subject string
	version                       int32
	recordedAt                    time.Time
	withdrawn                     bool
	seq                           int64
	body                          []byte
}

// stagedColumns are the columns of what is staged, as insertSQL reads it.
var stagedColumns = []struct {
	name string
	of   duckdb.Type
}{
	{"record_id", duckdb.TYPE_VARCHAR}, {"subject_id", duckdb.TYPE_VARCHAR}, {"version", duckdb.TYPE_INTEGER}, {"recorded_at", duckdb.TYPE_TIMESTAMP_TZ},
	{"withdrawn", duckdb.TYPE_BOOLEAN}, {"seq", duckdb.TYPE_BIGINT}, {"body", duckdb.TYPE_VARCHAR},
}

// staging gives fill a stage, and then puts what is on it into the histories, in the connection's transaction. After an error the transaction
// must be taken back.
func staging(conn *sql.Conn, c *catalogue.Catalogue, fill func(*stage) error) error {
	return conn.Raw(func(raw any) error {
		g := &stage{raw: raw.(driver.Conn), catalogue: c, appenders: map[string]*duckdb.Appender{}}
		return g.close(fill(g))
	})
}

// add puts an entry on the stage.
func (g *stage) add(e staged) error {
	appender, err := g.appender(e.recordType)
	if err != nil {
		return err
	}
	return appender.AppendRow(e.recordID, e.subject, e.version, e.recordedAt, e.withdrawn, e.seq, e.body)
}

func (g *stage) appender(recordType string) (*duckdb.Appender, error) {
	if appender := g.appenders[recordType]; appender != nil {
		return appender, nil
	}
	var names []string
	var types []duckdb.TypeInfo
	for _, column := range stagedColumns {
		info, err := duckdb.NewTypeInfo(column.of)
		if err != nil {
			return nil, err
		}
		names, types = append(names, column.name), append(types, info)
	}
	appender, err := duckdb.NewQueryAppender(g.raw, insertSQL(g.catalogue.Type(recordType)), "staged", types, names)
	if err == nil {
		g.appenders[recordType] = appender
	}
	return appender, err
}

// close puts what is on the stage into the histories, type by type, and gives the first error, before which may have been another.
func (g *stage) close(before error) error {
	err := before
	for _, recordType := range slices.Sorted(maps.Keys(g.appenders)) {
		closing := g.appenders[recordType].Close() // once one has failed the others do too, as their transaction has
		if err == nil && closing != nil {
			err = fmt.Errorf("applying %s: %w", recordType, closing)
		}
	}
	return err
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
