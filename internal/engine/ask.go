package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"heed/rulebook"
)

// ErrNotFound says that there is no such rule.
var ErrNotFound = errors.New("not found")

// BrokenError says that a rule could not be evaluated: its figure is broken, not nought.
type BrokenError struct{ Rule, Reason string }

func (e *BrokenError) Error() string {
	return fmt.Sprintf("rule %s is broken: %s", e.Rule, e.Reason)
}

// ask evaluates the rules wanted in a question's workspace and reads from it while it cannot be dropped.
func (e *Engine) ask(ctx context.Context, q Question, want []*rulebook.Rule, read func(*workspace) error) error {
	for {
		w, err := e.space(ctx, q)
		if err != nil {
			return err
		}
		err = e.ensure(ctx, w, want)
		if errors.Is(err, errGone) {
			continue
		}
		if err != nil {
			return err
		}
		w.reading.RLock()
		if w.gone {
			w.reading.RUnlock()
			continue
		}
		err = read(w)
		w.reading.RUnlock()
		return err
	}
}

// Ready evaluates every rule of a kind at once, for whoever is about to ask about many of them.
func (e *Engine) Ready(ctx context.Context, q Question, kind rulebook.Kind) error {
	return e.ask(ctx, q, e.cfg.Book.Kind(kind), func(*workspace) error { return nil })
}

// rule finds a rule of a kind.
func (e *Engine) rule(id string, kind rulebook.Kind) (*rulebook.Rule, error) {
	r := e.cfg.Book.Rule(id)
	if r == nil || r.Kind != kind {
		return nil, fmt.Errorf("%w: %s %q", ErrNotFound, kind, id)
	}
	return r, nil
}

// isBroken gives the reason a rule is broken, or nil.
func (w *workspace) isBroken(id string) error {
	w.state.Lock()
	defer w.state.Unlock()
	if reason, bad := w.broken[id]; bad {
		return &BrokenError{Rule: id, Reason: reason}
	}
	return nil
}

// Broken lists the rules that could not be evaluated for a question, with why.
func (e *Engine) Broken(ctx context.Context, q Question) (map[string]string, error) {
	var broken map[string]string
	err := e.ask(ctx, q, e.order, func(w *workspace) error {
		w.state.Lock()
		defer w.state.Unlock()
		broken = maps.Clone(w.broken)
		return nil
	})
	return broken, err
}
