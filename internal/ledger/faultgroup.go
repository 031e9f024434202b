package ledger

import (
	"context"
	"fmt"
)

// FaultGroup is how many faults of a batch are alike: of one record type and field, for one reason.
type FaultGroup struct {
	RecordType, Field, Reason, Effect string
	N                                 int
	// File and Line are where the first of them is.
	File, Sheet string
	Line        int
	Cell        string
}

// ListFaultGroups gives a batch's faults by what is alike in them, the most frequent first.
func (s *Store) ListFaultGroups(ctx context.Context, authority, batch string) ([]FaultGroup, error) {
	// The left join has the groups looked up one by one: SQLite would else go through all of them for each fault.
	rows, err := s.db.reader.QueryContext(ctx, `with g as materialized (
			select record_type, field, reason, effect, count(*) as n, min(number) as first from fault
			where authority = $1 and batch = $2 group by record_type, field, reason, effect
		)
		select g.record_type, g.field, g.reason, g.effect, g.n, f.file, f.sheet, f.line, f.cell
		from g left join fault f on f.authority = $1 and f.batch = $2 and f.number = g.first
		order by g.n desc, g.first`, authority, batch)
	if err != nil {
		return nil, fmt.Errorf("grouping the faults of batch %s: %w", batch, err)
	}
	defer func() { _ = rows.Close() }()
	var groups []FaultGroup
	for rows.Next() {
		var g FaultGroup
		if err := rows.Scan(&g.RecordType, &g.Field, &g.Reason, &g.Effect, &g.N, &g.File, &g.Sheet, &g.Line, &g.Cell); err != nil {
			return nil, fmt.Errorf("grouping the faults of batch %s: %w", batch, err)
		}
		groups = append(groups, g)
	}
	return groups, rows.Err()
}
