package query

import (
	"context"
	"database/sql"
	"fmt"

	"heed/internal/engine/eval"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// RuleRows are the rows a rule gave, with its columns.
type RuleRows struct {
	Columns []string
	Rows    [][]any
}

// RunRule gives the stored rows of any rule for a question: a duty's clocks with their status, a measure's rows with
// what they can be sliced by, a check's findings, a view's rows.
func (rd *Reader) RunRule(ctx context.Context, q eval.Question, id string) (RuleRows, error) {
	r := rd.rules.Find(id)
	if r == nil {
		return RuleRows{}, fmt.Errorf("%w: rule %q", eval.ErrNotFound, id)
	}
	var out RuleRows
	err := rd.eval.Ask(ctx, q, rd.rules.WithOwners(Sources(rd.rules, r, Dimensions...)), func(w *eval.Workspace) (err error) {
		if err := w.Broken(id); err != nil {
			return err
		}
		key := fmt.Sprintf("rule|%d|%d|%s", w.Version(), q.Moment.Unix(), id)
		out, err = eval.Together(ctx, w, key, func() (RuleRows, error) { return rd.ReadRule(ctx, w, q, r, "", Dimensions...) })
		return err
	})
	return out, err
}

// ruleOrder is the order in which the rows of a kind of rule are given; a view's come as they stand.
var ruleOrder = map[rulebook.Kind]string{
	rulebook.Duty:    " order by due_on, subject_id, occasion_id",
	rulebook.Measure: " order by on_date, subject_id, occasion_id",
	rulebook.Check:   " order by subject_id, record_type, record_id, field",
}

// ReadRule reads the stored rows of a rule from a workspace, a measure's with some dimensions, where a condition holds; a blank
// one always does.
func (rd *Reader) ReadRule(ctx context.Context, w *eval.Workspace, q eval.Question, r *rulebook.Rule, condition string, dimensions ...string) (out RuleRows, err error) {
	table, where, args := w.Table(r.ID), "true", []any(nil)
	switch r.Kind {
	case rulebook.Duty:
		table = rd.clocksSQL(w, r.ID)
		where, args = ClockFilter{Duty: r.ID}.where(q)
	case rulebook.Measure:
		table = rd.rowsFor(w, r, dimensions...)
	case rulebook.Check:
		table, where = findingsSQL(w), "check_id = "+store.Text(r.ID)
	case rulebook.View:
	}
	if condition != "" {
		where += " and " + condition
	}
	// The columns are wanted also where there are no rows, so the rows are not read by Each.
	err = w.Query(ctx, "select * from "+table+" where "+where+ruleOrder[r.Kind], args, func(rows *sql.Rows) error {
		if out.Columns, err = rows.Columns(); err != nil {
			return err
		}
		for rows.Next() {
			values, err := store.Values(rows, len(out.Columns))
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, values)
		}
		return nil
	})
	if err != nil {
		return out, fmt.Errorf("reading the rows of %s: %w", r.ID, err)
	}
	return out, nil
}
