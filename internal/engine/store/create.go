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

// create makes the tables of an empty store, with those of some record types.
func (s *Store) create(ctx context.Context, types []*catalogue.Type) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("creating the engine: %w", err)
	}
	defer func() { _ = conn.Close() }()
	statements := []string{
		"create schema history",
		"create table followed (catalogue VARCHAR, seq BIGINT, hash VARCHAR)",
		"insert into followed values ('" + s.stamp() + "', 0, '')",
		"create table reference_population (authority VARCHAR, counted_on DATE, persons BIGINT, source VARCHAR)",
	}
	for _, statement := range statements {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("creating the engine: %w", err)
		}
	}
	if err := createCalendar(ctx, conn); err != nil {
		return err
	}
	if err := createPopulation(ctx, conn, s.cfg.Authority); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, codesSQL(s.cfg.Catalogue)); err != nil {
		return fmt.Errorf("building the table of codes: %w", err)
	}
	for _, macro := range macroSQL {
		if _, err := conn.ExecContext(ctx, macro); err != nil {
			return fmt.Errorf("creating the engine's macros: %w", err)
		}
	}
	return createTypes(ctx, conn, types)
}

func createTypes(ctx context.Context, conn *sql.Conn, types []*catalogue.Type) error {
	for _, t := range types {
		if err := createHistory(ctx, conn, t); err != nil {
			return err
		}
	}
	return nil
}

// format changes when the engine's own tables do, so that files made by an older Heed are made anew.
const format = "7"

func (s *Store) stamp() string { return format + "-" + s.cfg.Catalogue.Hash() }

var errStop = errors.New("stop")

// check compares the file with the catalogue and the ledger it must follow.
func (s *Store) check(ctx context.Context) error {
	var stamp, hash string
	var at Position
	if err := s.db.QueryRowContext(ctx, "select catalogue, seq, hash from followed").Scan(&stamp, &at.Seq, &hash); err != nil {
		return fmt.Errorf("reading the engine's file: %w", err)
	}
	if stamp != s.stamp() {
		return fmt.Errorf("%w: the record types have changed", errStale)
	}
	if at.Seq == 0 {
		return nil
	}
	recordedAt, found, err := s.recorded(ctx, at.Seq)
	if err != nil {
		return err
	}
	if found != hash {
		return fmt.Errorf("%w: it followed another ledger", errStale)
	}
	at.RecordedAt = recordedAt
	s.position.Store(&at)
	return nil
}

// recorded gives when the ledger's entry of a number was recorded and its hash, which is blank where there is no such entry.
func (s *Store) recorded(ctx context.Context, seq int64) (at time.Time, hash string, err error) {
	err = s.cfg.Ledger.Entries(ctx, s.cfg.Authority, seq-1, func(entry ledger.Entry) error {
		at, hash = entry.RecordedAt, fmt.Sprintf("%x", entry.Hash)
		return errStop
	})
	if errors.Is(err, errStop) {
		err = nil
	}
	return at, hash, err
}
