package eval

import (
	"context"
	"errors"
	"fmt"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// ErrNotFound says that there is no such rule.
var ErrNotFound = errors.New("not found")

// BrokenError says that a rule could not be evaluated: its figure is broken, not nought.
type BrokenError struct{ Rule, Reason string }

func (e *BrokenError) Error() string {
	return fmt.Sprintf("rule %s is broken: %s", e.Rule, e.Reason)
}

// errDropped says that a workspace was dropped between being found and being used, so that whoever asks must ask again.
var errDropped = errors.New("the answers were dropped")

// Ask evaluates the rules wanted for a question and reads from its workspace, which is not dropped meanwhile. The answer holds
// every entry for which Follow had returned when the question was asked. While later entries are being worked in, it comes from
// the last complete answers and waits for nothing. Where a person asks what is not kept ready and has not been worked out, it gives ErrBusy if
// too much is being worked out already. read may not ask again.
func (e *Evaluator) Ask(ctx context.Context, q Question, want []*rulebook.Rule, read func(*Workspace) error) error {
	if err := e.settle(ctx); err != nil {
		return err
	}
	return e.mended(ctx, func() error {
		return again(func() error { return e.askOnce(ctx, q, want, read) })
	})
}

// again does work until the answers are not dropped under it.
func again(work func() error) error {
	for {
		if err := work(); !errors.Is(err, errDropped) {
			return err
		}
	}
}

// askOnce is Ask, but gives errDropped where the workspace has gone meanwhile. While somebody asks, no other question takes its place.
func (e *Evaluator) askOnce(ctx context.Context, q Question, want []*rulebook.Rule, read func(*Workspace) error) error {
	w := e.pinReady(q, want)
	if w == nil {
		if person, ok := ctx.Value(askerKey{}).(string); ok {
			leave, err := e.places.take(ctx, q.schema(), person)
			if err != nil {
				return err
			}
			defer leave()
		}
	}
	find := func(s *store.Store) *Workspace {
		if w == nil {
			w = e.pin(s, q)
		}
		return w
	}
	defer func() { e.unpin(w) }()
	return e.use(ctx, find, func(w *Workspace) error {
		if err := e.ensure(ctx, w, want, acknowledged); err != nil {
			return err
		}
		w.noteBroken(ctx, want)
		return read(w)
	})
}

// use works with a workspace while neither it nor the store can go away. It gives errDropped where the workspace has gone.
func (e *Evaluator) use(ctx context.Context, find func(*store.Store) *Workspace, work func(*Workspace) error) error {
	e.switching.RLock()
	defer e.switching.RUnlock()
	if e.closed {
		return ErrClosed
	}
	return e.hold(ctx, find(e.store), work)
}

// hold works with a workspace while it cannot be dropped. The store must not go away meanwhile.
func (e *Evaluator) hold(ctx context.Context, w *Workspace, work func(*Workspace) error) error {
	w.reading.RLock()
	defer w.reading.RUnlock()
	if w.dropped || w.store != e.store {
		return errDropped
	}
	if err := e.create(ctx, w); err != nil {
		return err
	}
	return work(w)
}
