package query

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

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
	err := rd.eval.Ask(ctx, q, Sources(rd.rules, r, lookedUp...), func(w *eval.Workspace) (err error) {
		if err := w.Broken(id); err != nil {
			return err
		}
		key := fmt.Sprintf("rule|%d|%d|%s", w.Version(), q.Moment.Unix(), id)
		out, err = eval.Together(ctx, w, key, func() (RuleRows, error) { return rd.ReadRule(ctx, w, q, r, "", lookedUp...) })
		return err
	})
	return out, err
}

// lookedUp are all columns that are looked up when rows are read.
var lookedUp = slices.Concat(Dimensions, OwnerColumns)

// Sources lists the rules that a rule's rows with some of the looked-up columns are read from.
func Sources(rules *eval.Rules, r *rulebook.Rule, columns ...string) []*rulebook.Rule {
	list := measureSources(rules, r, columns...)
	if r.Kind != rulebook.Measure && slices.ContainsFunc(columns, isOwnerColumn) {
		list = rules.WithOwners(list)
	}
	return list
}

func isOwnerColumn(name string) bool { return slices.Contains(OwnerColumns, name) }

// ruleOrder is the order in which the rows of a kind of rule are given; a view's come in the order of its table.
var ruleOrder = map[rulebook.Kind]string{
	rulebook.Duty:    " order by due_on, subject_id, occasion_id",
	rulebook.Measure: " order by on_date, subject_id, occasion_id",
	rulebook.Check:   " order by subject_id, record_type, record_id, field",
}

// ReadRule reads the stored rows of a rule from a workspace, with those of the named columns that are looked up, where a condition
// holds; a blank one always does. What Sources lists must have been evaluated.
func (rd *Reader) ReadRule(ctx context.Context, w *eval.Workspace, q eval.Question, r *rulebook.Rule, condition string, columns ...string) (out RuleRows, err error) {
	table, where, args := w.Table(r.ID), "true", []any(nil)
	owned := slices.ContainsFunc(columns, isOwnerColumn)
	switch r.Kind {
	case rulebook.Duty:
		table = withStatusSQL(w.Clocks(r.Area))
		if owned {
			table = ownedSQL(w, w.Clocks(r.Area))
		}
		where, args = ClockFilter{Duty: r.ID}.where(q)
	case rulebook.Measure:
		table = rd.rowsFor(w, r, columns...)
	case rulebook.Check:
		table, where = w.Findings(), "check_id = "+store.Text(r.ID)
		if owned {
			table = findingsSQL(w)
		}
	case rulebook.View:
	}
	if condition != "" {
		where += " and " + condition
	}
	// The columns are wanted also where there are no rows, so the rows are not read by Each.
	columnsOf := "*"
	if r.Kind == rulebook.Duty {
		columnsOf = "* exclude (subject_hash)"
	}
	err = w.Query(ctx, "select "+columnsOf+" from "+table+" where "+where+ruleOrder[r.Kind], args, func(rows *sql.Rows) error {
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
