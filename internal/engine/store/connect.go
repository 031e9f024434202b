package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"runtime"

	"github.com/duckdb/duckdb-go/v2"
)

// connect opens the database and, beside it, the memory in which answers are kept. Connections are opened for as long as the
// store is open, so they do not end with whoever opened it.
func connect(ctx context.Context, cfg Config, path string) (*Store, error) {
	life := context.WithoutCancel(ctx)
	connector, err := duckdb.NewConnector(path, func(conn driver.ExecerContext) error {
		_, err := conn.ExecContext(life, "set TimeZone = 'Europe/London'", nil)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("opening the engine: %w", err)
	}
	s := &Store{cfg: cfg, path: path, db: sql.OpenDB(connector)}
	s.position.Store(&Position{})
	s.db.SetMaxOpenConns(4 * runtime.NumCPU())
	s.db.SetMaxIdleConns(4 * runtime.NumCPU())
	if err := s.configure(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the engine: %w", err), s.Close())
	}
	return s, nil
}

func (s *Store) configure(ctx context.Context) error {
	for _, statement := range []string{
		"attach ':memory:' as work",
		"set threads = 1", // rules run beside each other; sharing one out costs more than it saves
		"set preserve_insertion_order = true",
		"set asof_loop_join_threshold = 0", // few rows expected are often many, and looking through all for each takes long
		"set checkpoint_threshold = '1TB'", // answers in memory would be checkpointed too, again and again; see checkpoint
	} {
		if _, err := s.db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	err := s.db.QueryRowContext(ctx, "select database_name from duckdb_databases() where not internal and database_name <> 'work'").Scan(&s.records)
	s.records = Quote(s.records)
	return err
}
