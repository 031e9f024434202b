package eval

import (
	"context"
	"errors"
	"runtime"
	"time"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// The rulebook views that say whose a clock or finding is. They are looked up when one is read, so that a change of worker leaves
// every rule's rows as they are.
const (
	WorkerView = "allocation_as_at"
	RoleView   = "role_holder"
)

// WithOwners adds to rules the views that say whose their rows are.
func (r *Rules) WithOwners(rules []*rulebook.Rule) []*rulebook.Rule {
	for _, id := range []string{WorkerView, RoleView} {
		if view := r.View(id); view != nil {
			rules = append(rules, view)
		}
	}
	return rules
}

// clockRules are the rules that lists of clocks are read from.
func (e *Evaluator) clockRules() []*rulebook.Rule {
	return e.rules.WithOwners(e.rules.Kind(rulebook.Duty))
}

// Warm evaluates all rules for a day and then makes its question the warm one, which is kept up to date as entries come in. Until
// then the question that was warm before is. Clocks come first, so that whoever asks for them waits for nothing else.
func (e *Evaluator) Warm(ctx context.Context, asAt time.Time) error {
	e.warming.Add(1)
	defer e.warming.Add(-1)
	return e.mended(ctx, func() error {
		return again(func() error { return e.warm(ctx, Question{AsAt: asAt}) })
	})
}

func (e *Evaluator) warm(ctx context.Context, q Question) error {
	for _, rules := range [][]*rulebook.Rule{e.clockRules(), e.rules.Kind(rulebook.Measure), e.rules.order} {
		err := e.use(ctx, func(s *store.Store) *Workspace { return e.keep(s, q) }, func(w *Workspace) error {
			return e.ensure(ctx, w, rules, newest)
		})
		if err != nil {
			return err
		}
	}
	return e.use(ctx, func(s *store.Store) *Workspace { return e.keep(s, q) }, func(w *Workspace) error {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.warmed = w
		e.keepOnly()
		e.requestRefresh() // of what came in meanwhile
		return nil
	})
}

// Keep keeps up to date, beside the warm question, what has been asked of a day, and of no other day from then on: of the one on which
// permission is decided. Nothing else of it is evaluated.
func (e *Evaluator) Keep(asAt time.Time) {
	e.switching.RLock()
	defer e.switching.RUnlock()
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return
	}
	if e.beside != nil {
		if w := e.spaces[e.beside.schema()]; w != e.warmed {
			delete(e.kept, w)
		}
	}
	e.beside = &Question{AsAt: asAt}
	e.kept[e.findLocked(e.store, *e.beside)] = true
}

// keepOnly keeps the warm question up to date and the one beside it, and no others. The lock must be held.
func (e *Evaluator) keepOnly() {
	e.kept = map[*Workspace]bool{}
	if e.warmed != nil {
		e.kept[e.warmed] = true
	}
	if e.beside != nil {
		if w := e.spaces[e.beside.schema()]; w != nil {
			e.kept[w] = true
		}
	}
}

// keep finds the workspace of a question and keeps it up to date from now on.
func (e *Evaluator) keep(s *store.Store, q Question) *Workspace {
	e.mu.Lock()
	defer e.mu.Unlock()
	w := e.findLocked(s, q)
	e.kept[w] = true
	return w
}

// refreshSome evaluates a few of the warm question's rules, and says whether there may be more.
func (e *Evaluator) refreshSome(ctx context.Context) (more bool) {
	warm := e.warmWorkspace()
	if warm == nil {
		return false
	}
	err := e.mended(ctx, func() error {
		return e.use(ctx, func(*store.Store) *Workspace { return warm }, func(w *Workspace) error {
			todo := w.lacking(e.rules.order, newest)
			more = len(todo) > 0
			return e.ensure(ctx, w, todo[:min(len(todo), runtime.GOMAXPROCS(0))], newest)
		})
	})
	if err != nil && ctx.Err() == nil && !errors.Is(err, errDropped) {
		e.cfg.Log.ErrorContext(ctx, "evaluating what new entries touch", "err", err.Error())
	}
	return more && err == nil
}

func (e *Evaluator) warmWorkspace() *Workspace {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.warmed
}
