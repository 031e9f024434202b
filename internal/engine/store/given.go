package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"heed/catalogue"
	"heed/internal/ledger"
)

// Given is a record that is put into a store by hand, as a test does.
type Given struct {
	Record     catalogue.Record
	RecordedAt time.Time
}

// Empty makes a store in memory that has the calendar and the functions of rules but no record types, and follows no ledger.
func Empty(ctx context.Context, cfg Config) (*Store, error) {
	cfg.Dir, cfg.Ledger = "", nil
	s, err := connect(ctx, cfg, place{}, false)
	if err != nil {
		return nil, err
	}
	if err := s.create(ctx, nil); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// CreateTypes makes the empty tables of some record types.
func (s *Store) CreateTypes(ctx context.Context, types []*catalogue.Type) error {
	return s.onConn(ctx, func(conn *sql.Conn) error { return createTypes(ctx, conn, types) })
}

// DropTypes removes the tables of some record types.
func (s *Store) DropTypes(ctx context.Context, types []*catalogue.Type) error {
	return s.onConn(ctx, func(conn *sql.Conn) error {
		for _, t := range types {
			if _, err := conn.ExecContext(ctx, "drop view main."+Quote(t.ID)+"; drop table history."+Quote(t.ID)); err != nil {
				return fmt.Errorf("dropping the table of %s: %w", t.ID, err)
			}
		}
		return nil
	})
}

// Load applies records to empty tables, the way following applies entries. They must be in the order in which they were recorded.
func (s *Store) Load(ctx context.Context, given []Given) error {
	return s.onConn(ctx, func(conn *sql.Conn) error {
		later, versions := map[string]bool{}, map[string]int64{}
		err := staging(conn, s.cfg.Catalogue, func(g *stage) error {
			for i, one := range given {
				r := one.Record
				key := r.Type + "|" + r.ID
				versions[key]++
				if versions[key] > 1 {
					later[r.Type] = true
				}
				err := g.add(ledger.Version{
					RecordType: r.Type, RecordID: r.ID, Subject: r.Subject, Version: versions[key], RecordedAt: one.RecordedAt, Seq: int64(i + 1), Body: string(r.Body),
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		return joinVersions(ctx, conn, s.cfg.Catalogue, later, 0)
	})
}

// Unload empties the tables of some record types.
func (s *Store) Unload(ctx context.Context, types []string) error {
	return s.onConn(ctx, func(conn *sql.Conn) error {
		for _, id := range types {
			if _, err := conn.ExecContext(ctx, "delete from history."+Quote(id)); err != nil {
				return fmt.Errorf("emptying the table of %s: %w", id, err)
			}
		}
		return nil
	})
}

func (s *Store) onConn(ctx context.Context, work func(*sql.Conn) error) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	return errors.Join(work(conn), conn.Close())
}
