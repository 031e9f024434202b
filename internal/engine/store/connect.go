package store

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"runtime"

	"github.com/duckdb/duckdb-go/v2"
)

// blockSize is how many bytes a block of the database has. A table takes a block at least for each of its columns, and for which of its values
// there are, as rows come in; of hundreds of tables most have few rows.
const blockSize = 16 << 10

// connect opens the database and, beside it, the memory in which answers are kept. Connections are opened for as long as the
// store is open, so they do not end with whoever opened it. written says that the file may then be other than its sum says.
func connect(ctx context.Context, cfg Config, at place, written bool) (*Store, error) {
	life := context.WithoutCancel(ctx)
	connector, err := duckdb.NewConnector(fmt.Sprintf("%s?default_block_size=%d", at.path, blockSize), func(conn driver.ExecerContext) error {
		_, err := conn.ExecContext(life, "set TimeZone = 'Europe/London'", nil)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("opening the engine: %w", err)
	}
	s := &Store{cfg: cfg, at: at, written: written, db: sql.OpenDB(connector)}
	s.position.Store(&Position{})
	connections := cmp.Or(cfg.Connections, 4*runtime.NumCPU())
	s.db.SetMaxOpenConns(connections)
	s.db.SetMaxIdleConns(connections)
	if err := s.configure(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the engine: %w", err), s.letGo())
	}
	return s, nil
}

func (s *Store) configure(ctx context.Context) error {
	for _, statement := range []string{
		"attach ':memory:' as work (compress)", // when it is checkpointed: see Compress
		"set threads = 1",                      // rules run beside each other; sharing one out costs more than it saves
		"set preserve_insertion_order = true",
		"set global asof_loop_join_threshold = 0", // few rows expected are often many, and looking through all for each takes long
		"set checkpoint_threshold = '1TB'",        // answers in memory would be checkpointed too, again and again; see checkpoint and Compress
	} {
		if _, err := s.db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	err := s.db.QueryRowContext(ctx, "select database_name from duckdb_databases() where not internal and database_name <> 'work'").Scan(&s.records)
	s.records = Quote(s.records)
	return err
}
