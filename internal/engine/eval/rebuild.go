package eval

import (
	"context"
	"errors"
	"fmt"

	"heed/internal/engine/store"
)

// Rebuild makes the store anew from the ledger's first entry, and puts it in the place of the one in use once it is complete.
// Until then questions are answered from the one in use; while the two change places they wait. Where it ends early the one in
// use stays. The day that was kept warm is then evaluated again.
func (e *Evaluator) Rebuild(ctx context.Context) error {
	e.rebuilding.Lock()
	defer e.rebuilding.Unlock()
	fresh, err := store.Beside(ctx, e.cfg.StoreConfig)
	if err != nil {
		return fmt.Errorf("making the engine's file anew: %w", err)
	}
	warm, err := e.replace(fresh)
	if err != nil {
		return fmt.Errorf("putting the engine's new file in its place: %w", err)
	}
	if warm == nil {
		return nil
	}
	return e.Warm(ctx, warm.AsAt)
}

// replace puts a fresh store in the place of the one in use, and lets go of every answer. It gives the question that was warm.
func (e *Evaluator) replace(fresh *store.Store) (warm *Question, err error) {
	e.following.Lock() // entries are applied to the one or the other
	defer e.following.Unlock()
	e.switching.Lock()
	defer e.switching.Unlock()
	if e.closed {
		return nil, errors.Join(ErrClosed, fresh.Discard())
	}
	s, err := store.Replace(e.life, e.store, fresh)
	if s == nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.warmed != nil {
		warm = &Question{AsAt: e.warmed.q.AsAt}
	}
	e.store, e.unrefreshed = s, store.Change{}
	e.spaces, e.kept, e.warmed = map[string]*Workspace{}, map[*Workspace]bool{}, nil
	if e.beside != nil {
		e.kept[e.findLocked(s, *e.beside)] = true
	}
	e.cache.clear()
	e.noteComplete()
	return warm, err
}
