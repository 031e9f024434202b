package eval

import (
	"context"

	"heed/rulebook"
)

// Begin says whether rules are evaluated for a question, so that asking it costs nothing. Where they are not it has them evaluated
// quietly, and nobody waits.
func (e *Evaluator) Begin(q Question, want []*rulebook.Rule) bool {
	if e.evaluated(q, want) {
		return true
	}
	e.begin("all|"+q.schema(), func(ctx context.Context) error {
		return e.Ask(ctx, q, want, func(*Workspace) error { return nil })
	})
	return false
}

// Later gives what find finds by asking a question, and whether it has been found yet. Where it has not it is looked for quietly, and
// remembered; nothing else is kept of a question that nobody had asked before. The question must have a moment whose knowledge it uses: what
// was known then is so for good. The key tells apart what is found by one question.
func Later[T any](e *Evaluator, q Question, key string, find func(context.Context) (T, error)) (found T, ok bool) {
	key = "later|" + q.schema() + "|" + key
	if v, ok := e.cache.get(key); ok {
		return v.(T), true
	}
	e.begin(key, func(ctx context.Context) error {
		if !e.evaluated(q, nil) {
			defer e.Forget(context.WithoutCancel(ctx), q)
		}
		v, err := find(ctx)
		if err == nil {
			e.cache.put(key, v)
		}
		return err
	})
	return found, false
}

// evaluated says whether a question has been asked, and rules evaluated for it.
func (e *Evaluator) evaluated(q Question, want []*rulebook.Rule) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	w, ok := e.spaces[q.schema()]
	return ok && len(w.lacking(want, acknowledged)) == 0
}

// mostBegun is how much may wait to be looked for quietly. What is more is looked for when it is asked for again.
const mostBegun = 32

// begin does work quietly, unless the same has been begun and has not ended, or too much has.
func (e *Evaluator) begin(key string, work func(context.Context) error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closing || e.begun[key] || len(e.begun) >= mostBegun {
		return
	}
	e.begun[key] = true
	e.quietly(func(ctx context.Context) {
		if err := work(ctx); err != nil && ctx.Err() == nil {
			e.cfg.Log.ErrorContext(ctx, "evaluating in the background", "err", err.Error())
		}
		e.mu.Lock()
		defer e.mu.Unlock()
		delete(e.begun, key)
	})
}
