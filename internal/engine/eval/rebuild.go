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
	warm, err := e.makeAnew(ctx, nil)
	if warm == nil || err != nil {
		return err
	}
	return e.Warm(ctx, warm.AsAt)
}

// mended does work and, where it fails because the tables cannot be read, makes them anew and does it once more. Of many who meet
// the same damage one makes them anew. The day that was kept warm is evaluated again in the background.
func (e *Evaluator) mended(ctx context.Context, work func() error) error {
	met := e.inUse()
	err := work()
	if !store.Damaged(err) || ctx.Err() != nil || e.cfg.StoreConfig.Ledger == nil {
		return err
	}
	e.cfg.Log.ErrorContext(ctx, "the tables cannot be read: they are made anew from the ledger", "err", err.Error())
	warm, rebuilding := e.makeAnew(ctx, met)
	if rebuilding != nil {
		return errors.Join(err, rebuilding)
	}
	if warm != nil {
		e.begin("warm again", func(ctx context.Context) error { return e.Warm(ctx, warm.AsAt) }) //nolint:contextcheck // nobody waits for it
	}
	return work()
}

// Second says that somebody else uses the authority's file, so that the store in use is one of its own.
func (e *Evaluator) Second() bool { return e.inUse().Second() }

func (e *Evaluator) inUse() *store.Store {
	e.switching.RLock()
	defer e.switching.RUnlock()
	return e.store
}

// makeAnew makes the store anew, unless that has been done since somebody met one that is damaged. It gives the question that was
// warm, nil where none was.
func (e *Evaluator) makeAnew(ctx context.Context, met *store.Store) (warm *Question, err error) {
	e.rebuilding.Lock()
	defer e.rebuilding.Unlock()
	old := e.inUse()
	if met != nil && met != old {
		return nil, nil //nolint:nilnil // somebody has made it anew, and warms it
	}
	fresh, err := old.Beside(ctx)
	if err != nil {
		return nil, fmt.Errorf("making the engine's file anew: %w", err)
	}
	if warm, err = e.replace(fresh); err != nil {
		return nil, fmt.Errorf("putting the engine's new file in its place: %w", err)
	}
	return warm, nil
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
