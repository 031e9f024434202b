package query

import (
	"context"
	"database/sql"
	"fmt"

	"heed/internal/engine/eval"
	"heed/rulebook"
)

// Coverage says from which day to which day the records of a type that a source gave can be taken as complete.
type Coverage struct {
	RecordType, Source string
	eval.Days
	// Basis says why; Assumed, that nobody has said so and it is taken from the records themselves.
	Basis   string
	Assumed bool
}

// ListCoverage gives what the records cover up to the day asked about, by record type and in the order of days.
func (rd *Reader) ListCoverage(ctx context.Context, q eval.Question) ([]Coverage, error) {
	view := rd.rules.View(eval.CoverageView)
	if view == nil {
		return nil, nil
	}
	var list []Coverage
	err := rd.eval.Ask(ctx, q, []*rulebook.Rule{view}, func(w *eval.Workspace) (err error) {
		if err := w.Broken(view.ID); err != nil {
			return err
		}
		list, err = eval.Remember(ctx, w, fmt.Sprintf("coverage|%d", w.Version(view.ID)), func() ([]Coverage, error) { return readCoverage(ctx, w) })
		return err
	})
	return list, err
}

func readCoverage(ctx context.Context, w *eval.Workspace) (list []Coverage, err error) {
	query := "select record_type, source, since_on, until_on, basis, assumed from " + w.Table(eval.CoverageView) + " order by all"
	err = w.Each(ctx, query, nil, func(rows *sql.Rows) error {
		var c Coverage
		err := rows.Scan(&c.RecordType, &c.Source, &c.From, &c.To, &c.Basis, &c.Assumed)
		list = append(list, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading what the records cover: %w", err)
	}
	return list, nil
}
