package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"heed/rulebook"
)

// ensure evaluates, in a workspace, those of the rules that are not evaluated yet.
func (e *Engine) ensure(ctx context.Context, w *workspace, want []*rulebook.Rule) error {
	w.building.Lock()
	defer w.building.Unlock()
	if w.gone {
		return errGone
	}
	var todo []*rulebook.Rule
	for _, r := range e.closure(want) {
		if !w.built[r.ID] {
			todo = append(todo, r)
		}
	}
	if len(todo) == 0 {
		return nil
	}
	return e.inside(ctx, w, func(conn *sql.Conn) error { return e.evaluate(ctx, conn, w, todo) })
}

// errGone says that a workspace was dropped between being found and being used; the asker tries again.
var errGone = errors.New("the answers were dropped")

// evaluate runs rules and keeps their rows. A rule that fails is remembered as broken and keeps none.
func (e *Engine) evaluate(ctx context.Context, conn *sql.Conn, w *workspace, todo []*rulebook.Rule) error {
	fresh := map[rulebook.Kind][]result{}
	for _, r := range todo {
		delete(w.broken, r.ID)
		columns, err := e.run(ctx, conn, w, r)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			w.broken[r.ID] = err.Error()
			e.cfg.Log.ErrorContext(ctx, "a rule is broken", "rule", r.ID, "err", err.Error())
			columns = nil
		}
		fresh[r.Kind] = append(fresh[r.Kind], result{r, columns})
	}
	if err := e.combine(ctx, conn, w, "clock", fresh[rulebook.Duty], e.clockSQL); err != nil {
		return err
	}
	if err := e.combine(ctx, conn, w, "measured", fresh[rulebook.Measure], e.measuredSQL); err != nil {
		return err
	}
	changed := []string{}
	for _, r := range todo {
		w.built[r.ID] = true
		changed = append(changed, r.ID)
	}
	if len(fresh[rulebook.Duty]) > 0 {
		changed = append(changed, "clock")
	}
	w.marks.set(changed...)
	return nil
}

// result is one rule's rows in the table of its name, with the columns it gave. No columns: it is broken.
type result struct {
	rule    *rulebook.Rule
	columns map[string]bool
}

// run evaluates one rule into a table of its name.
func (e *Engine) run(ctx context.Context, conn *sql.Conn, w *workspace, r *rulebook.Rule) (map[string]bool, error) {
	for _, read := range r.Reads {
		if _, bad := w.broken[read]; bad {
			return nil, fmt.Errorf("it stands on %s, which is broken", read)
		}
	}
	var args []any
	if strings.Contains(r.SQL, "$as_at") {
		args = append(args, sql.Named("as_at", w.q.AsAt))
	}
	table := w.table(r.ID)
	if _, err := conn.ExecContext(ctx, "create or replace table "+table+" as "+r.SQL, args...); err != nil {
		return nil, err
	}
	if r.Kind == rulebook.View {
		return nil, nil //nolint:nilnil // a view's columns are nobody's business here
	}
	return columnsOf(ctx, conn, table, r)
}

// columnsOf gives the columns of a rule's table, and refuses a table without those that every rule of its kind gives.
func columnsOf(ctx context.Context, conn *sql.Conn, table string, r *rulebook.Rule) (map[string]bool, error) {
	names, err := columnNames(ctx, conn, table)
	if err != nil {
		return nil, err
	}
	columns := make(map[string]bool, len(names))
	for _, name := range names {
		columns[name] = true
	}
	need := []string{"subject_id", "occasion_id"}
	if r.Kind == rulebook.Measure {
		need = append(need, "on_date")
	}
	for _, name := range need {
		if !columns[name] {
			return nil, fmt.Errorf("gives no column %s", name)
		}
	}
	return columns, nil
}

func columnNames(ctx context.Context, conn *sql.Conn, table string) (names []string, err error) {
	rows, err := conn.QueryContext(ctx, "select * from "+table+" limit 0")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Err(), rows.Close()) }()
	return rows.Columns()
}

// combine rewrites the table of all clocks or all measured rows with the fresh results in place of their old rows.
func (e *Engine) combine(ctx context.Context, conn *sql.Conn, w *workspace, name string, fresh []result, rowsOf func(*workspace, result) string) error {
	if len(fresh) == 0 {
		return nil
	}
	key := "duty"
	if name == "measured" {
		key = "measure"
	}
	ids := make([]string, 0, len(fresh))
	parts := make([]string, 0, len(fresh)+1)
	for _, r := range fresh {
		ids = append(ids, "'"+r.rule.ID+"'")
		if r.columns != nil {
			parts = append(parts, rowsOf(w, r))
		}
	}
	parts = append([]string{"select * from " + w.table(name) + " where " + key + " not in (" + strings.Join(ids, ", ") + ")"}, parts...)
	statement := "create or replace table " + w.table(name) + " as " + strings.Join(parts, "\nunion all by name\n")
	if _, err := conn.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("keeping the rows of rules: %w", err)
	}
	for _, r := range fresh {
		if _, err := conn.ExecContext(ctx, "drop table if exists "+w.table(r.rule.ID)); err != nil {
			return fmt.Errorf("keeping the rows of rules: %w", err)
		}
	}
	return nil
}
