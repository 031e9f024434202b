package app

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"heed/internal/engine"
	"heed/internal/ledger"
)

// house is one authority: its engine and what is remembered beside it.
type house struct {
	authority string

	mu     sync.Mutex // held while the engine opens or moves to a new day
	engine *engine.Engine
	// live is the day whose answers are kept ready, zero where none are.
	live time.Time

	sights  sights
	imports lastImports
}

// house gives an authority's engine, opening it where it is not open yet. Where answers are kept ready they are those of
// today: the first to ask after midnight waits for them.
func (a *App) house(ctx context.Context, authority string) (*house, error) {
	if authority == "" {
		return nil, fmt.Errorf("%w: no authority is named", ErrInvalid)
	}
	a.mu.Lock()
	h, ok := a.houses[authority]
	if !ok {
		h = &house{authority: authority}
		a.houses[authority] = h
	}
	a.mu.Unlock()

	h.mu.Lock()
	defer h.mu.Unlock()
	if h.engine == nil {
		e, err := engine.Open(ctx, engine.Config{
			Dir: filepath.Join(a.cfg.Dir, "engine"), Authority: authority, Catalogue: a.catalogue, Book: a.book,
			Ledger: a.ledger, Log: a.cfg.Log,
		})
		if err != nil {
			return nil, fmt.Errorf("opening the engine of %s: %w", authority, err)
		}
		h.engine = e
	}
	if today := a.Today(); !h.live.IsZero() && !h.live.Equal(today) {
		if err := h.warm(ctx, today); err != nil {
			return nil, err
		}
	}
	return h, nil
}

func (h *house) warm(ctx context.Context, today time.Time) error {
	if err := h.engine.Warm(ctx, today); err != nil {
		return fmt.Errorf("working out today's clocks and figures: %w", err)
	}
	h.live = today
	return nil
}

func (h *house) close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.engine == nil {
		return nil
	}
	return h.engine.Close()
}

// Warm works out all of today's clocks and figures of an authority, and keeps them ready as entries come in.
func (a *App) Warm(ctx context.Context, authority string) error {
	h, err := a.house(ctx, authority)
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.warm(ctx, a.Today())
}

// Follow brings an authority's engine up to the ledger's last entry, as after another process has imported.
func (a *App) Follow(ctx context.Context, authority string) error {
	h, err := a.house(ctx, authority)
	if err != nil {
		return err
	}
	h.imports.forget()
	if err := h.engine.Follow(ctx); err != nil {
		return fmt.Errorf("following the ledger: %w", err)
	}
	return nil
}

// Rebuild throws away all that an authority's engine holds and makes it anew from the ledger.
func (a *App) Rebuild(ctx context.Context, actor Actor) error {
	if err := a.allow(ctx, actor, importAction, "rebuild the engine"); err != nil {
		return err
	}
	h, err := a.house(ctx, actor.Authority)
	if err != nil {
		return err
	}
	h.imports.forget()
	if err := h.engine.Rebuild(ctx); err != nil {
		return fmt.Errorf("rebuilding the engine: %w", err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.live.IsZero() {
		return nil
	}
	return h.warm(ctx, a.Today())
}

// lastImports remembers an authority's imports until there is another.
type lastImports struct {
	mu   sync.Mutex
	read bool
	list []ledger.BatchInfo
}

func (l *lastImports) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.read = false
}

// batches gives an authority's imports and undos, the latest first.
func (a *App) batches(ctx context.Context, h *house) ([]ledger.BatchInfo, error) {
	h.imports.mu.Lock()
	defer h.imports.mu.Unlock()
	if h.imports.read {
		return h.imports.list, nil
	}
	list, err := a.ledger.ListBatches(ctx, h.authority)
	if err != nil {
		return nil, err
	}
	h.imports.read, h.imports.list = true, list
	return list, nil
}
