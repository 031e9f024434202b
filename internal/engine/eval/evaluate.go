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

	"heed/internal/engine/store"
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
			if err != nil || !mine.more {
				return err
			}
		default:
			return nil
		}
	}
}

// evaluate runs rules and keeps their rows, each on a connection of its own once the views it reads are there, as many at once as
// there are processors, which take those first that need not wait. A rule that fails is remembered as broken, unless what failed was reading the tables, which is the error of
// all. Clocks and findings, which rules share a table for, come in all at once.
func (e *Evaluator) evaluate(ctx context.Context, w *Workspace, mine *run) (err error) {
	ctx = e.quietUnlessKept(ctx, w)
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
		e.take(ctx, conn, mine.next(), some)
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	for _, t := range mine.turns {
		if store.Unread(t.err) {
			return fmt.Errorf("reading what rule %s works on: %w", t.rule.ID, t.err)
		}
	}
	if err := w.endTables(ctx, tables, some); err != nil {
		return err
	}
	if mine.many() {
		e.uncompressed.Store(true)
		e.requestRefresh()
	}
	var names, ofSome []string
	for _, t := range mine.turns {
		switch {
		case t.taken && t.subjects != nil:
			ofSome = append(ofSome, t.rule.ID)
		case t.taken:
			names = append(names, t.rule.ID)
		}
		if t.err != nil {
			e.cfg.Log.ErrorContext(ctx, "a rule is broken", "rule", t.rule.ID, "err", t.err.Error())
		}
	}
	for _, t := range tables {
		if t.changed() {
			names = append(names, t.version)
		}
	}
	w.versions.set(nil, names...)
	w.versions.set(subjects, ofSome...)
	return nil
}

// take takes a rule's turn, unless what it reads is what it was.
func (e *Evaluator) take(ctx context.Context, conn *sql.Conn, t *turn, some *someSubjects) {
	defer close(t.done)
	t.err = e.readable(ctx, some.w, t.rule, some.mine)
	t.taken = t.err != nil || t.subjects == nil || some.w.moved(t)
	if !t.taken {
		return
	}
	changed := true
	switch {
	case t.err != nil:
	case t.subjects != nil:
		changed, t.err = some.evaluate(ctx, conn, t.rule)
	default:
		t.err = some.evaluateAll(ctx, conn, t.rule)
	}
	if t.rule.Kind == rulebook.View && (changed || t.err != nil) {
		some.w.move(some.mine, t.rule)
	}
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
		group.Go(func() (err error) {
			quietlyIf(ctx, func() { err = worker(ctx, pieces) })
			return err
		})
	}
	return group.Wait()
}
