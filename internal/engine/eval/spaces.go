package eval

import (
	"context"
	"fmt"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// maxSpaces is how many questions' answers are kept beside the warm one.
const maxSpaces = 12

// pin gives the workspace of a question, new where there is none, and keeps it from being evicted until it is unpinned.
func (e *Evaluator) pin(s *store.Store, q Question) *Workspace {
	e.mu.Lock()
	defer e.mu.Unlock()
	w := e.findLocked(s, q)
	w.pins++
	return w
}

// pinReady pins the workspace of a question that can be answered without working anything out, or that is kept ready; nil for any other.
func (e *Evaluator) pinReady(q Question, want []*rulebook.Rule) *Workspace {
	e.mu.Lock()
	defer e.mu.Unlock()
	w := e.spaces[q.schema()]
	if w == nil || !e.kept[w] && len(w.lacking(want, acknowledged)) > 0 {
		return nil
	}
	e.asked++
	w.used.Store(e.asked)
	w.pins++
	return w
}

// unpin lets a workspace be evicted again. Nil is none.
func (e *Evaluator) unpin(w *Workspace) {
	if w == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if w.pins--; w.pins == 0 {
		e.evict()
	}
}

func (e *Evaluator) findLocked(s *store.Store, q Question) *Workspace {
	key := q.schema()
	e.asked++
	w, ok := e.spaces[key]
	if !ok {
		w = newWorkspace(e, s, q, key, fmt.Sprintf("%s_%d", key, generation.Add(1)))
		e.spaces[key] = w
		w.used.Store(e.asked)
		w.pins++ // it is not evicted as it comes
		e.evict()
		w.pins--
	}
	w.used.Store(e.asked)
	return w
}

// evict drops the workspace that has gone unused the longest, where there are too many and it is neither kept ready nor being asked.
func (e *Evaluator) evict() {
	if len(e.spaces) <= maxSpaces {
		return
	}
	var oldest *Workspace
	for _, w := range e.spaces {
		if !e.kept[w] && w.pins == 0 && (oldest == nil || w.used.Load() < oldest.used.Load()) {
			oldest = w
		}
	}
	if oldest != nil {
		e.removeLocked(oldest)
	}
}

// removeLocked takes a workspace away from whoever asks from now on, and drops it once nobody reads it.
func (e *Evaluator) removeLocked(w *Workspace) {
	delete(e.spaces, w.key)
	if !e.closing {
		e.background.Go(func() { e.drop(e.life, w) })
	}
}

// Forget drops the workspace of a question, and waits until it is gone. One that is kept up to date stays.
func (e *Evaluator) Forget(ctx context.Context, q Question) {
	e.mu.Lock()
	w := e.spaces[q.schema()]
	if w == nil || e.kept[w] {
		e.mu.Unlock()
		return
	}
	delete(e.spaces, w.key)
	e.mu.Unlock()
	e.drop(ctx, w)
}

// drop throws a workspace away once nobody reads it. One of a store that has been replaced has gone with it.
func (e *Evaluator) drop(ctx context.Context, w *Workspace) {
	e.switching.RLock()
	defer e.switching.RUnlock()
	w.reading.Lock()
	defer w.reading.Unlock()
	w.dropped = true
	if e.closed || w.store != e.store {
		return
	}
	for _, schema := range []string{w.joinedSchema(), "work." + w.name} {
		if _, err := w.store.DB().ExecContext(ctx, "drop schema if exists "+schema+" cascade"); err != nil && ctx.Err() == nil {
			e.cfg.Log.WarnContext(ctx, "dropping old answers", "err", err.Error())
		}
	}
}
