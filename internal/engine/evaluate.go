package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

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
	return e.evaluate(ctx, w, todo)
}

// errGone says that a workspace was dropped between being found and being used; the asker tries again.
var errGone = errors.New("the answers were dropped")

// evaluate runs rules and keeps their rows. A rule that fails is remembered as broken and keeps none. Views come first and
// one after the other, since they stand on each other; the others on as many connections as there are processors.
func (e *Engine) evaluate(ctx context.Context, w *workspace, todo []*rulebook.Rule) error {
	views := slices.IndexFunc(todo, func(r *rulebook.Rule) bool { return r.Kind != rulebook.View })
	if views < 0 {
		views = len(todo)
	}
	err := e.inside(ctx, w, func(conn *sql.Conn) error {
		for _, r := range todo[:views] {
			_, err := e.run(ctx, conn, w, r)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			e.judged(ctx, w, r, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	results, errs := make([]result, len(todo)-views), make([]error, len(todo)-views)
	err = e.spread(ctx, w, len(results), func(conn *sql.Conn, i int) error {
		r := todo[views+i]
		columns, err := e.run(ctx, conn, w, r)
		results[i], errs[i] = result{r, columns}, err
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	fresh := map[rulebook.Kind][]result{}
	for i, res := range results {
		e.judged(ctx, w, res.rule, errs[i])
		fresh[res.rule.Kind] = append(fresh[res.rule.Kind], res)
	}
	if err := e.keep(ctx, w, fresh); err != nil {
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

// judged remembers whether a rule is broken.
func (e *Engine) judged(ctx context.Context, w *workspace, r *rulebook.Rule, err error) {
	delete(w.broken, r.ID)
	if err != nil {
		w.broken[r.ID] = err.Error()
		e.cfg.Log.ErrorContext(ctx, "a rule is broken", "rule", r.ID, "err", err.Error())
	}
}

// spread does so many pieces of work in a question, on as many connections as there are processors.
func (e *Engine) spread(ctx context.Context, w *workspace, n int, work func(conn *sql.Conn, i int) error) error {
	var next atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for range min(runtime.GOMAXPROCS(0), n) {
		group.Go(func() error {
			return e.inside(ctx, w, func(conn *sql.Conn) error {
				for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
					if err := work(conn, i); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
	return group.Wait()
}

// keep puts fresh rows where they are asked for, in place of the old rows of the same rules.
func (e *Engine) keep(ctx context.Context, w *workspace, fresh map[rulebook.Kind][]result) error {
	byArea := map[string][]result{}
	for _, res := range fresh[rulebook.Duty] {
		byArea[res.rule.Area] = append(byArea[res.rule.Area], res)
	}
	var statements []string
	for area, results := range byArea {
		statements = append(statements, combined(w.clocks(area), "duty", results, func(res result) string { return e.clockSQL(w, res) }))
	}
	if found := fresh[rulebook.Check]; len(found) > 0 {
		statements = append(statements, combined(w.table("finding"), "check_id", found, func(res result) string { return findingSQL(w, res) }))
	}
	for _, res := range fresh[rulebook.Measure] {
		rows := " (" + measuredColumns + ")"
		if res.columns != nil {
			rows = " as " + e.measuredSQL(w, res)
		}
		statements = append(statements, "create or replace table "+w.measured(res.rule.ID)+rows)
	}
	err := e.spread(ctx, w, len(statements), func(conn *sql.Conn, i int) error {
		_, err := conn.ExecContext(ctx, statements[i])
		return err
	})
	if err != nil {
		return fmt.Errorf("keeping the rows of rules: %w", err)
	}
	return e.inside(ctx, w, func(conn *sql.Conn) error {
		if err := e.dropRows(ctx, conn, w, fresh); err != nil {
			return err
		}
		return e.findBlind(ctx, conn, w, byArea)
	})
}

// dropRows drops what rules gave, once it is kept.
func (e *Engine) dropRows(ctx context.Context, conn *sql.Conn, w *workspace, fresh map[rulebook.Kind][]result) error {
	var drops []string
	for _, results := range fresh {
		for _, res := range results {
			drops = append(drops, "drop table if exists "+w.rows(res.rule))
		}
	}
	if len(drops) == 0 {
		return nil
	}
	if _, err := conn.ExecContext(ctx, strings.Join(drops, ";\n")); err != nil {
		return fmt.Errorf("dropping what rules gave: %w", err)
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

// combined rewrites a table that several rules share with the fresh results in place of their old rows.
func combined(table, key string, fresh []result, rowsOf func(result) string) string {
	ids := make([]string, 0, len(fresh))
	parts := make([]string, 0, len(fresh)+1)
	for _, res := range fresh {
		ids = append(ids, text(res.rule.ID))
		if res.columns != nil {
			parts = append(parts, rowsOf(res))
		}
	}
	parts = append([]string{"select * from " + table + " where " + key + " not in (" + strings.Join(ids, ", ") + ")"}, parts...)
	return "create or replace table " + table + " as " + strings.Join(parts, "\nunion all by name\n")
}
