package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"maps"
	"slices"

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
	var last ledger.Version
	err := staging(conn, s.cfg.Catalogue, func(g *stage) error {
		err := s.cfg.Ledger.Versions(ctx, s.cfg.Authority, s.Position().Seq, func(v ledger.Version) error {
			if c.count == size {
				return errStop
			}
			c.count++
			last = v
			if first := &c.change.First; first.IsZero() || v.RecordedAt.Before(*first) {
				*first = v.RecordedAt
			}
			if s.cfg.Catalogue.Type(v.RecordType) == nil {
				return nil // a type that this Heed no longer knows: it stays in the ledger
			}
			c.change.add(v.RecordType, v.Subject)
			if v.Version > 1 {
				c.later[v.RecordType] = true
			}
			return g.add(v)
		})
		if errors.Is(err, errStop) {
			return nil
		}
		return err
	})
	c.last = Position{Seq: last.Seq, RecordedAt: last.RecordedAt}
	return err
}

// stage holds entries, those of each record type apart, until they are put into their histories. It is in memory.
type stage struct {
	raw       driver.Conn
	catalogue *catalogue.Catalogue
	appenders map[string]*duckdb.Appender
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
func (g *stage) add(v ledger.Version) error {
	appender, err := g.appender(v.RecordType)
	if err != nil {
		return err
	}
	return appender.AppendRow(v.RecordID, v.Subject, v.Version, v.RecordedAt, v.Withdrawn, v.Seq, v.Body)
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
