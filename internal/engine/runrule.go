package engine

import (
	"context"
	"errors"
	"fmt"

	"heed/rulebook"
)

// RuleRows are the rows a rule gave, with its columns.
type RuleRows struct {
	Columns []string
	Rows    [][]any
}

// RunRule gives the stored rows of any rule for a question: a duty's clocks with their status, a measure's rows with
// what they can be sliced by, a check's findings, a view's rows.
func (e *Engine) RunRule(ctx context.Context, q Question, id string) (RuleRows, error) {
	r := e.cfg.Book.Rule(id)
	if r == nil {
		return RuleRows{}, fmt.Errorf("%w: rule %q", ErrNotFound, id)
	}
	var out RuleRows
	err := e.ask(ctx, q, e.whose(e.wanted(r, Dimensions...)), func(w *workspace) (err error) {
		if err := w.isBroken(id); err != nil {
			return err
		}
		out, err = e.ruleRows(ctx, w, r, q)
		return err
	})
	return out, err
}

func (e *Engine) ruleRows(ctx context.Context, w *workspace, r *rulebook.Rule, q Question) (out RuleRows, err error) {
	query := "select * from " + w.table(r.ID)
	var args []any
	switch r.Kind {
	case rulebook.Duty:
		where, list := ClockFilter{Duty: r.ID}.where(q)
		query, args = "select * from "+e.clocksSQL(w, r.ID)+" where "+where+" order by due_on, subject_id, occasion_id", list
	case rulebook.Measure:
		query = "select * from " + e.rowsFor(w, r, Dimensions...) + " order by on_date, subject_id, occasion_id"
	case rulebook.Check:
		query = "select * from " + w.findingsSQL() + " where check_id = " + text(r.ID) + " order by subject_id, record_type, record_id, field"
	case rulebook.View:
	}
	rows, err := e.db.QueryContext(ctx, query, args...)
	if err != nil {
		return out, fmt.Errorf("reading the rows of %s: %w", r.ID, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if out.Columns, err = rows.Columns(); err != nil {
		return out, err
	}
	for rows.Next() {
		values, into := make([]any, len(out.Columns)), make([]any, len(out.Columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return out, fmt.Errorf("reading the rows of %s: %w", r.ID, err)
		}
		out.Rows = append(out.Rows, values)
	}
	return out, rows.Err()
}
