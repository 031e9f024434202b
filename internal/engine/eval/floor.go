package eval

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"heed/catalogue"
	"heed/internal/engine/store"
)

// ReadTables reads every column of every version of every record once, on as many connections as rules are worked out on, and
// gives how many versions there are. Working out answers cannot take less than this reading, so that a benchmark measures it
// beside them.
func (e *Evaluator) ReadTables(ctx context.Context) (int64, error) {
	types := e.Catalogue().Types
	counts := make([]int64, len(types))
	e.switching.RLock()
	db := e.store.DB()
	defer e.switching.RUnlock()
	err := Share(ctx, len(types), func(ctx context.Context, pieces iter.Seq[int]) error {
		for i := range pieces {
			var checksum any
			if err := db.QueryRowContext(ctx, readSQL(types[i])).Scan(&counts[i], &checksum); err != nil {
				return fmt.Errorf("reading the table of %s: %w", types[i].ID, err)
			}
		}
		return nil
	})
	var versions int64
	for _, n := range counts {
		versions += n
	}
	return versions, err
}

// readSQL counts the versions of the records of one type and adds up every column of theirs, so that none goes unread.
func readSQL(t *catalogue.Type) string {
	columns := []string{"record_id", "subject_id", "version", "recorded_from", "recorded_to", "withdrawn", "seq", "first_recorded_at"}
	for _, f := range t.Fields {
		columns = append(columns, store.Quote(f.ID))
	}
	return "select count(*), bit_xor(hash(" + strings.Join(columns, ", ") + ")) from history." + store.Quote(t.ID)
}
