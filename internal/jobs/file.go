package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"heed/internal/sqlitefile"
)

// file is where jobs are kept.
type file struct{ writer, reader *sql.DB }

// openFile opens or makes the file, and brings River's tables up to date.
func openFile(ctx context.Context, path string) (f file, err error) {
	f.writer, f.reader, err = sqlitefile.File{Path: path, Lock: path, Upgrade: upgrade}.Open(ctx)
	return f, err
}

func upgrade(ctx context.Context, writer *sql.DB) error {
	migrator, err := rivermigrate.New(riversqlite.New(writer), nil)
	if err != nil {
		return err
	}
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

func (f file) close() error { return errors.Join(f.writer.Close(), f.reader.Close()) }

// mostKills is how often a job may be cut off by Heed's death before it is given up: it may be what kills it.
const mostKills = 3

// rescue lets begin again what an earlier process was killed at, as if it had not begun; but for what was to be cancelled, and what was there each time
// that Heed died. Nothing may run meanwhile.
func (f file) rescue(ctx context.Context) error {
	_, err := f.writer.ExecContext(ctx, `update river_job set
			state = case when metadata ->> '$.cancel_attempted_at' is not null then 'cancelled' when attempt >= ?1 then 'discarded' else 'available' end,
			finalized_at = case when metadata ->> '$.cancel_attempted_at' is not null or attempt >= ?1 then datetime('now', 'subsec') end
		where state = 'running'`, mostKills)
	if err != nil {
		return fmt.Errorf("finding what was cut off: %w", err)
	}
	return nil
}
