package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

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
	if err := e.keep(ctx, conn, w, fresh); err != nil {
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
	if len(fresh[rulebook.Check]) > 0 {
		changed = append(changed, "finding")
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
		if _, bad := w.broken[read]; bad && e.isView(read) {
			return nil, fmt.Errorf("it stands on %s, which is broken", read)
		}
	}
	// The day is written into the SQL as a date: bound, it is a moment, and every comparison with a date would go through
	// the time zone.
	query := strings.ReplaceAll(r.SQL, "$as_at", "date "+text(w.q.AsAt.Format(time.DateOnly)))
	table := w.rows(r)
	if _, err := conn.ExecContext(ctx, "create or replace table "+table+" as "+query); err != nil {
		return nil, err
	}
	if r.Kind == rulebook.View {
		return nil, nil //nolint:nilnil // a view's columns are nobody's business here
	}
	return columnsOf(ctx, conn, table, r)
}

// needed are the columns that every rule of a kind gives.
var needed = map[rulebook.Kind][]string{
	rulebook.Duty:    {"subject_id", "occasion_id"},
	rulebook.Measure: {"subject_id", "occasion_id", "on_date"},
	rulebook.Check:   {"subject_id", "record_type", "record_id", "field", "reason"},
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
	for _, name := range needed[r.Kind] {
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

// keep puts fresh rows where they are asked for, in place of the old rows of the same rules.
func (e *Engine) keep(ctx context.Context, conn *sql.Conn, w *workspace, fresh map[rulebook.Kind][]result) error {
	byArea := map[string][]result{}
	for _, res := range fresh[rulebook.Duty] {
		byArea[res.rule.Area] = append(byArea[res.rule.Area], res)
	}
	for area, results := range byArea {
		if err := e.combine(ctx, conn, w.clocks(area), "duty", results, func(res result) string { return e.clockSQL(w, res) }); err != nil {
			return err
		}
	}
	if err := e.findBlind(ctx, conn, w, byArea); err != nil {
		return err
	}
	if err := e.combine(ctx, conn, w.table("finding"), "check_id", fresh[rulebook.Check], func(res result) string { return findingSQL(w, res) }); err != nil {
		return err
	}
	for _, res := range fresh[rulebook.Measure] {
		statement := " (" + measuredColumns + ")"
		if res.columns != nil {
			statement = " as " + e.measuredSQL(w, res)
		}
		if _, err := conn.ExecContext(ctx, "create or replace table "+w.measured(res.rule.ID)+statement); err != nil {
			return fmt.Errorf("keeping the rows of %s: %w", res.rule.ID, err)
		}
	}
	for _, kind := range []rulebook.Kind{rulebook.Duty, rulebook.Measure, rulebook.Check} {
		for _, res := range fresh[kind] {
			if _, err := conn.ExecContext(ctx, "drop table if exists "+w.rows(res.rule)); err != nil {
				return fmt.Errorf("keeping the rows of rules: %w", err)
			}
		}
	}
	return nil
}

// findBlind notes the duties, among those evaluated afresh, of which no clock can be told. They would say of every child
// that it cannot be told, which is one thing to mend and not thousands.
func (e *Engine) findBlind(ctx context.Context, conn *sql.Conn, w *workspace, byArea map[string][]result) error {
	for area, results := range byArea {
		for _, res := range results {
			delete(w.blind, res.rule.ID)
		}
		err := each(ctx, conn, "select duty, count(*) from "+w.clocks(area)+" group by duty having bool_and(due_on is null and met_on is null and excused is null)", nil,
			func(rows *sql.Rows) error {
				var duty string
				var n int
				err := rows.Scan(&duty, &n)
				w.blind[duty] = n
				return err
			})
		if err != nil {
			return fmt.Errorf("finding the duties that cannot be told: %w", err)
		}
	}
	return nil
}

// combine rewrites a table that several rules share with the fresh results in place of their old rows.
func (e *Engine) combine(ctx context.Context, conn *sql.Conn, table, key string, fresh []result, rowsOf func(result) string) error {
	if len(fresh) == 0 {
		return nil
	}
	ids := make([]string, 0, len(fresh))
	parts := make([]string, 0, len(fresh)+1)
	for _, res := range fresh {
		ids = append(ids, text(res.rule.ID))
		if res.columns != nil {
			parts = append(parts, rowsOf(res))
		}
	}
	parts = append([]string{"select * from " + table + " where " + key + " not in (" + strings.Join(ids, ", ") + ")"}, parts...)
	if _, err := conn.ExecContext(ctx, "create or replace table "+table+" as "+strings.Join(parts, "\nunion all by name\n")); err != nil {
		return fmt.Errorf("keeping the rows of rules: %w", err)
	}
	return nil
}
