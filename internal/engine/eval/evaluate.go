package eval

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"heed/rulebook"
)

// ensure evaluates those of the rules wanted whose rows are not good enough, and the views under them. What somebody else is
// evaluating is waited for.
func (e *Evaluator) ensure(ctx context.Context, w *Workspace, want []*rulebook.Rule, enough freshness) error {
	for {
		mine, others := w.claim(want, enough)
		switch {
		case others != nil:
			select {
			case <-others.done:
			case <-ctx.Done():
				return ctx.Err()
			}
		case mine != nil:
			err := e.evaluate(ctx, w, mine)
			w.release(mine, err)
			return err
		default:
			return nil
		}
	}
}

// evaluate runs rules and keeps their rows, each on a connection of its own once the views it reads are there, as many at once as
// there are processors. A rule that fails is remembered as broken. Clocks and findings, which rules share a table for, come in
// all at once.
func (e *Evaluator) evaluate(ctx context.Context, w *Workspace, mine *run) (err error) {
	subjects := mine.subjects()
	tables := sharedTables(w, mine)
	if err := w.beginTables(ctx, tables); err != nil {
		return err
	}
	some, err := e.beginSome(ctx, w, mine, subjects, tables)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, some.end(context.WithoutCancel(ctx))) }()
	filled := wholly(tables)
	err = w.spread(ctx, len(mine.turns)+len(filled), func(ctx context.Context, conn *sql.Conn, i int) error {
		if i >= len(mine.turns) {
			return filled[i-len(mine.turns)].copyOthers(ctx, conn)
		}
		t := mine.turns[i]
		defer close(t.done)
		if t.err = e.readable(ctx, w, t.rule, mine); t.err != nil {
			return ctx.Err()
		}
		if t.subjects != nil {
			t.err = some.evaluate(ctx, conn, t.rule)
		} else {
			_, t.err = conn.ExecContext(ctx, e.rowsSQL(w, t.rule))
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	if err := w.endTables(ctx, tables, some); err != nil {
		return err
	}
	names := make([]string, 0, len(mine.turns)+len(tables))
	for _, t := range mine.turns {
		names = append(names, t.rule.ID)
		if t.err != nil {
			e.cfg.Log.ErrorContext(ctx, "a rule is broken", "rule", t.rule.ID, "err", t.err.Error())
		}
	}
	for _, t := range tables {
		names = append(names, t.version)
	}
	w.versions.set(names...)
	return nil
}

// readable waits for the views that a rule reads, and says whether one of them is broken.
func (e *Evaluator) readable(ctx context.Context, w *Workspace, r *rulebook.Rule, mine *run) error {
	for _, read := range e.rules.reads[r] {
		if e.rules.View(read) == nil {
			continue
		}
		err := w.Broken(read)
		if t := mine.turn(read); t != nil {
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
func (e *Evaluator) rowsSQL(w *Workspace, r *rulebook.Rule) string {
	switch rows := e.selectSQL(w, r); r.Kind {
	case rulebook.Duty:
		return "insert into " + nextTable(w.Clocks(r.Area)) + " by name " + rows
	case rulebook.Check:
		return "insert into " + nextTable(w.Findings()) + " by name " + rows
	default:
		return "create or replace table " + w.rowsTable(r) + " as " + rows
	}
}

// selectSQL is the query that gives a rule's rows as they are kept.
func (e *Evaluator) selectSQL(w *Workspace, r *rulebook.Rule) string {
	switch query := w.statement(r); r.Kind {
	case rulebook.Duty:
		return e.clockSQL(w, r, query)
	case rulebook.Measure:
		return w.measuredSQL(r, query)
	case rulebook.Check:
		return findingSQL(r, query)
	default:
		return query
	}
}

// rowsTable names the table that a rule's rows are kept in.
func (w *Workspace) rowsTable(r *rulebook.Rule) string {
	switch r.Kind {
	case rulebook.Duty:
		return w.Clocks(r.Area)
	case rulebook.Measure:
		return w.Measured(r.ID)
	case rulebook.Check:
		return w.Findings()
	default:
		return w.Table(r.ID)
	}
}

// statement gives a rule's SQL for the day asked about. The day is written into it as a date: bound, it would be a moment, and every
// comparison with a date would go through the time zone.
func (w *Workspace) statement(r *rulebook.Rule) string {
	return strings.ReplaceAll(r.SQL, "$as_at", day(w.q.AsAt))
}

// spread does so many pieces of work in a question, on as many connections as there are processors. They are begun in order.
func (w *Workspace) spread(ctx context.Context, n int, work func(ctx context.Context, conn *sql.Conn, i int) error) error {
	return Share(ctx, n, func(ctx context.Context, pieces iter.Seq[int]) error {
		return w.Inside(ctx, func(conn *sql.Conn) error {
			for i := range pieces {
				if err := work(ctx, conn, i); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// Share gives out n pieces of work, in order, to as many workers as there are processors. It ends at the first error.
func Share(ctx context.Context, n int, worker func(ctx context.Context, pieces iter.Seq[int]) error) error {
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
