package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"heed/rulebook"
)

// errGone says that a workspace was dropped between being found and being used; the asker tries again.
var errGone = errors.New("the answers were dropped")

// ensure evaluates, in a workspace, those of the rules that are not evaluated yet, and the views they stand on.
func (e *Engine) ensure(ctx context.Context, w *workspace, want []*rulebook.Rule) error {
	if w.has(want) {
		return nil
	}
	w.building.Lock()
	defer w.building.Unlock()
	if w.gone {
		return errGone
	}
	todo := w.missing(e.closure(want))
	if len(todo) == 0 {
		return nil
	}
	return e.evaluate(ctx, w, todo)
}

// turn is one rule's turn at being evaluated. Once done is closed, err says whether it is broken.
type turn struct {
	rule *rulebook.Rule
	done chan struct{}
	err  error
}

// evaluate runs rules and keeps their rows, each on a connection of its own once the views it reads are there, as many at
// once as there are processors. A rule that fails is remembered as broken. Clocks and findings, which rules share a table
// for, come in all at once.
func (e *Engine) evaluate(ctx context.Context, w *workspace, todo []*rulebook.Rule) error {
	tables := shared(w, todo)
	if err := e.beginTables(ctx, w, tables); err != nil {
		return err
	}
	turns := make([]*turn, len(todo))
	before := make(map[string]*turn, len(todo))
	for i, r := range todo {
		turns[i] = &turn{rule: r, done: make(chan struct{})}
		before[r.ID] = turns[i]
	}
	err := e.spread(ctx, w, len(turns)+len(tables), func(ctx context.Context, conn *sql.Conn, i int) error {
		if i >= len(turns) {
			return tables[i-len(turns)].copyOthers(ctx, conn)
		}
		t := turns[i]
		defer close(t.done)
		if t.err = e.readable(ctx, w, t.rule, before); t.err == nil {
			_, t.err = conn.ExecContext(ctx, e.rowsSQL(w, t.rule))
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	if err := e.endTables(ctx, w, tables); err != nil {
		return err
	}
	for _, t := range turns {
		if t.err != nil {
			e.cfg.Log.ErrorContext(ctx, "a rule is broken", "rule", t.rule.ID, "err", t.err.Error())
		}
		w.judged(t.rule, t.err)
	}
	w.marks.set(slices.Collect(maps.Keys(before))...)
	for _, t := range tables {
		w.marks.set(t.mark)
	}
	return nil
}

// readable waits for the views that a rule reads, and says whether one of them is broken.
func (e *Engine) readable(ctx context.Context, w *workspace, r *rulebook.Rule, before map[string]*turn) error {
	for _, read := range e.reads[r] {
		if !e.isView(read) {
			continue
		}
		err := w.isBroken(read)
		if t := before[read]; t != nil {
			select {
			case <-t.done:
				err = t.err
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err != nil {
			return fmt.Errorf("it stands on %s, which is broken", read)
		}
	}
	return nil
}

// rowsSQL is the statement that evaluates a rule and keeps its rows where they are asked for.
func (e *Engine) rowsSQL(w *workspace, r *rulebook.Rule) string {
	// The day is written into the SQL as a date: bound, it is a moment, and every comparison with a date would go through
	// the time zone.
	query := strings.ReplaceAll(r.SQL, "$as_at", "date "+text(w.q.AsAt.Format(time.DateOnly)))
	switch r.Kind {
	case rulebook.Duty:
		return "insert into " + next(w.clocks(r.Area)) + " by name " + e.clockSQL(w.q.AsAt, r, query)
	case rulebook.Measure:
		return "create or replace table " + w.measured(r.ID) + " as " + measuredSQL(r, query)
	case rulebook.Check:
		return "insert into " + next(w.table("finding")) + " by name " + findingSQL(r, query)
	default:
		return "create or replace table " + w.table(r.ID) + " as " + query
	}
}

// spread does so many pieces of work in a question, on as many connections as there are processors. They are begun in order.
func (e *Engine) spread(ctx context.Context, w *workspace, n int, work func(ctx context.Context, conn *sql.Conn, i int) error) error {
	return share(ctx, n, func(ctx context.Context, pieces iter.Seq[int]) error {
		return e.inside(ctx, w, func(conn *sql.Conn) error {
			for i := range pieces {
				if err := work(ctx, conn, i); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// share gives out n pieces of work, in order, to as many workers as there are processors.
func share(ctx context.Context, n int, worker func(ctx context.Context, pieces iter.Seq[int]) error) error {
	var given atomic.Int64
	pieces := func(yield func(int) bool) {
		for {
			if i := int(given.Add(1)) - 1; i >= n || !yield(i) {
				return
			}
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	for range min(runtime.GOMAXPROCS(0), n) {
		group.Go(func() error { return worker(ctx, pieces) })
	}
	return group.Wait()
}

// sharedTable is a table that several rules keep their rows in: the clocks of an area, or all findings.
type sharedTable struct {
	name, columns string
	// key is the column that names the rule; mark is what is marked when the rows change.
	key, mark string
	ids       []string
}

// shared lists the tables that rules share, with the rules that are about to be evaluated.
func shared(w *workspace, todo []*rulebook.Rule) []*sharedTable {
	var list []*sharedTable
	by := map[string]*sharedTable{}
	for _, r := range todo {
		var t sharedTable
		switch r.Kind {
		case rulebook.Duty:
			t = sharedTable{name: w.clocks(r.Area), columns: clockColumns, key: "duty", mark: "clock"}
		case rulebook.Check:
			t = sharedTable{name: w.table("finding"), columns: findingColumns, key: "check_id", mark: "finding"}
		case rulebook.Measure, rulebook.View:
			continue
		}
		if by[t.name] == nil {
			by[t.name] = &t
			list = append(list, &t)
		}
		by[t.name].ids = append(by[t.name].ids, text(r.ID))
	}
	return list
}

// next names the table that a shared table is replaced with.
func next(table string) string { return strings.TrimSuffix(table, `"`) + ` next"` }

// beginTables begins the next of each shared table, empty.
func (e *Engine) beginTables(ctx context.Context, w *workspace, tables []*sharedTable) error {
	return e.session(ctx, w, func(conn *sql.Conn) error {
		for _, t := range tables {
			if _, err := conn.ExecContext(ctx, "create or replace table "+next(t.name)+" ("+t.columns+")"); err != nil {
				return fmt.Errorf("making room for the rows of rules: %w", err)
			}
		}
		return nil
	})
}

// copyOthers copies the rows of the rules that stay as they are into the next of a shared table.
func (t *sharedTable) copyOthers(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "insert into "+next(t.name)+" select * from "+t.name+" where "+t.key+" not in ("+strings.Join(t.ids, ", ")+")")
	if err != nil {
		return fmt.Errorf("keeping the rows of rules: %w", err)
	}
	return nil
}

// endTables puts the next of each shared table in its place, all at once, and finds the duties of which nothing can be told.
func (e *Engine) endTables(ctx context.Context, w *workspace, tables []*sharedTable) error {
	statements := []string{"begin"}
	for _, t := range tables {
		last := t.name[strings.LastIndex(t.name, `.`)+1:]
		statements = append(statements, "drop table "+t.name, "alter table "+next(t.name)+" rename to "+last)
	}
	return e.session(ctx, w, func(conn *sql.Conn) error {
		if _, err := conn.ExecContext(ctx, strings.Join(append(statements, "commit"), ";\n")); err != nil {
			_, rollback := conn.ExecContext(context.WithoutCancel(ctx), "rollback")
			return fmt.Errorf("keeping the rows of rules: %w", errors.Join(err, rollback))
		}
		for _, t := range tables {
			if t.mark == "clock" {
				if err := e.findBlind(ctx, conn, w, t); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// findBlind notes the duties, among those evaluated afresh, of which no clock can be told. They would say of every child
// that it cannot be told, which is one thing to mend and not thousands.
func (e *Engine) findBlind(ctx context.Context, conn *sql.Conn, w *workspace, t *sharedTable) error {
	found := map[string]int{}
	err := each(ctx, conn, "select duty, count(*) from "+t.name+" where duty in ("+strings.Join(t.ids, ", ")+
		") group by duty having bool_and(due_on is null and met_on is null and excused is null)", nil, func(rows *sql.Rows) error {
		var duty string
		var n int
		err := rows.Scan(&duty, &n)
		found[duty] = n
		return err
	})
	if err != nil {
		return fmt.Errorf("finding the duties that cannot be told: %w", err)
	}
	w.state.Lock()
	defer w.state.Unlock()
	for _, id := range t.ids {
		delete(w.blind, strings.Trim(id, "'"))
	}
	maps.Copy(w.blind, found)
	return nil
}
