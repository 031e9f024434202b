package engine_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"heed/catalogue"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/rulebook"
)

const visitPlan = "2024-05-01T09:00:00Z"

// plan records a child protection plan of a child, with when the child was born.
func (w *world) plan(child string) {
	w.t.Helper()
	w.put(visitPlan, "child", "child_id="+child, "reported_by=heed", "born_on=2015-01-02")
	w.put(visitPlan, "cp_plan", "child_id="+child, "started_on=2024-04-10", "initial_category=NEG", "latest_category=NEG")
}

// clocks counts the clocks as at a day.
func clocks(ctx context.Context, e *engine.Engine, asAt string) (int, error) {
	list, err := e.ListClocks(ctx, engine.Ask(date(asAt), date("2030-01-01")), engine.ClockFilter{Duty: "visit"})
	return len(list), err
}

func TestTheEngineDoesNotEndWithWhoeverOpenedIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.plan("A")
	ctx, cancel := context.WithCancel(t.Context())
	e, err := engine.Open(ctx, w.cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	cancel()
	var wait sync.WaitGroup
	for n := range 16 {
		wait.Go(func() {
			if got, err := clocks(t.Context(), e, fmt.Sprintf("2024-04-%02d", 11+n)); err != nil || got != 1 {
				t.Errorf("question %d: %d clocks, %v; want one", n, got, err)
			}
		})
	}
	wait.Wait()
}

// endingContext ends at the nth time that anybody looks whether it has ended.
type endingContext struct {
	context.Context
	left atomic.Int64
	done chan struct{}
	once sync.Once
}

func newEndingContext(ctx context.Context, n int) *endingContext {
	e := &endingContext{Context: ctx, done: make(chan struct{})}
	e.left.Store(int64(n))
	return e
}

func (c *endingContext) Done() <-chan struct{} {
	if c.left.Add(-1) < 0 {
		c.once.Do(func() { close(c.done) })
	}
	return c.done
}

func (c *endingContext) Err() error {
	select {
	case <-c.Done():
		return context.Canceled
	default:
		return nil
	}
}

// However early the caller of Follow goes away, the next question is answered from all that is recorded.
func TestAWriterWhoGoesAwayLeavesNoStaleAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.plan("A")
	e := w.open()
	if err := e.Warm(t.Context(), date("2024-05-10")); err != nil {
		t.Fatal(err)
	}
	for n := range 12 {
		w.plan(fmt.Sprintf("A%d", n))
		_ = e.Follow(newEndingContext(t.Context(), n)) // it may have ended, or not
		if n%2 == 0 {
			if err := e.Follow(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		got, err := clocks(t.Context(), e, "2024-05-10")
		if err != nil || got != n+2 {
			t.Fatalf("after a caller who looked %d times whether its context had ended: %d clocks, %v; want %d", n, got, err, n+2)
		}
	}
}

// unreadable records an entry whose day the engine cannot read.
func (w *world) unreadable() {
	w.t.Helper()
	at, err := time.Parse(time.RFC3339, visitPlan)
	if err != nil {
		w.t.Fatal(err)
	}
	rec := catalogue.Record{Type: "cp_visit", ID: "X/2024-04-10", Subject: "X", Body: []byte(`{"child_id":"X","visited_on":"no day"}`)}
	if _, err := w.store.Append(context.Background(), ledger.AppendRequest{Authority: "990", Record: rec, By: "W1", Source: "test", At: at}); err != nil {
		w.t.Fatal(err)
	}
}

func TestWhatWasAppliedBeforeAFailureIsAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.cfg.Chunk = 2
	w.plan("A")
	e := w.open()
	if err := e.Warm(t.Context(), date("2024-05-10")); err != nil {
		t.Fatal(err)
	}
	w.plan("B")
	w.unreadable()
	if err := e.Follow(t.Context()); err == nil {
		t.Fatal("an entry that cannot be read was followed")
	}
	if got, err := clocks(t.Context(), e, "2024-05-10"); err != nil || got != 2 {
		t.Errorf("%d clocks, %v; want those of the first chunk too, which are two", got, err)
	}
	if !e.Fresh().Refreshing {
		t.Error("the answers are said to be complete")
	}
}

func TestQuestionsAreAnsweredDuringARebuild(t *testing.T) {
	t.Parallel()
	for name, dir := range map[string]bool{"in a file": true, "in memory": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			if !dir {
				w.cfg.Dir = ""
			}
			w.plan("A")
			e := w.open()
			if err := e.Warm(t.Context(), date("2024-05-10")); err != nil {
				t.Fatal(err)
			}
			var rebuilt atomic.Bool
			var wait sync.WaitGroup
			var asked atomic.Int64
			for n := range 4 {
				wait.Go(func() {
					for !rebuilt.Load() {
						asAt := fmt.Sprintf("2024-05-%02d", 10+n)
						if got, err := clocks(t.Context(), e, asAt); err != nil || got != 1 {
							t.Errorf("as at %s: %d clocks, %v; want one", asAt, got, err)
							return
						}
						asked.Add(1)
						time.Sleep(time.Millisecond)
					}
				})
			}
			for range 2 {
				if err := e.Rebuild(t.Context()); err != nil {
					t.Error(err)
				}
			}
			rebuilt.Store(true)
			wait.Wait()
			if asked.Load() == 0 {
				t.Error("nothing was asked meanwhile")
			}
		})
	}
}

func TestARebuildThatEndsEarlyLeavesTheEngineAsItWas(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.plan("A")
	e := w.open()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := e.Rebuild(ctx); err == nil {
		t.Error("a rebuild that was given up says that it went well")
	}
	w.plan("B")
	if err := e.Follow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := clocks(t.Context(), e, "2024-05-10"); err != nil || got != 2 {
		t.Errorf("%d clocks, %v; want two", got, err)
	}
}

func TestAnEngineMayBeClosedTwiceAndWhileItIsAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.plan("A")
	e := w.open()
	var wait sync.WaitGroup
	for n := range 8 {
		wait.Go(func() {
			got, err := clocks(t.Context(), e, fmt.Sprintf("2024-05-%02d", 10+n))
			if err != nil && !errors.Is(err, engine.ErrClosed) || err == nil && got != 1 {
				t.Errorf("%d clocks, %v; want one, or that the engine is closed", got, err)
			}
		})
	}
	for range 2 {
		wait.Go(func() {
			if err := e.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if _, err := clocks(t.Context(), e, "2024-05-10"); !errors.Is(err, engine.ErrClosed) {
		t.Errorf("asking a closed engine gives %v", err)
	}
	if err := e.Follow(t.Context()); !errors.Is(err, engine.ErrClosed) {
		t.Errorf("following with a closed engine gives %v", err)
	}
}

// slow is the small book with a duty that takes a while to evaluate.
func slow(t *testing.T) *rulebook.Book {
	t.Helper()
	files := maps.Clone(small)
	files["duties/health/slow.sql"] = rule(`
id: slow
kind: duty
title: Slow
area: health
subject: child
force: local
number: local
source: local test
in_force: 2014-01-01..
reads: [cp_plan]
owner: allocated_worker
warn: 2 working days
why: test
about: test
version: 1`, `select p.subject_id, p.record_id as occasion_id, p.started_on as arose_on, p.started_on as due_on, null as met_on, null as excused
from cp_plan p where (select count(*) from range(8000) a(i), range(8000) b(j) where (i * 7919 + j * 104729 + length(p.record_id)) % 1000003 = 1) >= 0`)
	book, err := rulebook.Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestWhoAsksDuringARefreshIsAnsweredFromTheLastCompleteAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.cfg.Book = slow(t)
	w.plan("A")
	e := w.open()
	if err := e.Warm(t.Context(), date("2024-05-10")); err != nil {
		t.Fatal(err)
	}
	before := e.Fresh()
	if before.Refreshing || before.Seq != 2 || before.RecordedAt.IsZero() {
		t.Errorf("before the write the answers are %+v", before)
	}
	w.plan("B")
	followed := make(chan error, 1)
	go func() { followed <- e.Follow(t.Context()) }()
	q := engine.Ask(date("2024-05-10"), date("2030-01-01"))
	for plans := 0; plans < 2; { // until the entries have been applied
		rows, err := e.Rows(t.Context(), q, "cp_plan")
		if err != nil {
			t.Fatal(err)
		}
		plans = len(rows)
	}
	got, err := clocks(t.Context(), e, "2024-05-10")
	during := e.Fresh()
	select {
	case err := <-followed:
		t.Fatalf("the question waited for the refresh, which gave %v", err)
	default:
	}
	if err != nil || got != 1 || !during.Refreshing || during.Seq != before.Seq {
		t.Errorf("during the refresh: %d clocks, %v, said to be %+v; want one as before", got, err, during)
	}
	if err := <-followed; err != nil {
		t.Fatal(err)
	}
	got, err = clocks(t.Context(), e, "2024-05-10")
	if after := e.Fresh(); err != nil || got != 2 || after.Refreshing || after.Seq != 4 {
		t.Errorf("after it: %d clocks, %v, said to be %+v; want two", got, err, after)
	}
}
