package door

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"heed/internal/engine"
	"heed/internal/ledger"
)

// authority is one council with its engine and what is cached beside it.
type authority struct {
	code string

	mu     sync.Mutex // held while the engine opens or moves to a new day
	engine *engine.Engine
	// opening says that the engine is being opened, which may take long; failed that the last attempt at it failed.
	opening, failed atomic.Bool
	// warm are the day whose answers are kept ready and today, by which permission is decided; zero where none are.
	warm [2]time.Time
	// newDay is the work of making a new day's answers ready, which nobody waits for.
	newDay sync.WaitGroup

	scopes    scopeCache
	rights    fromLedger[Rights]
	accounts  fromLedger[Accounts]
	posts     postsCache
	imports   importCache
	published latestPublication
	// writing counts the writes of this process whose entries the engine is about to be given.
	writing atomic.Int64
}

// authority gives an authority with its engine, opening it where it is not open yet. Where answers are kept ready they are
// those of today, or of the latest day before it that any source covers. After midnight, or once later records come in, the new day's are
// made ready in the background: whoever asks meanwhile waits for no more than what they ask for.
func (d *Door) authority(ctx context.Context, code string) (*authority, error) {
	if code == "" {
		return nil, fmt.Errorf("%w: no authority is named", ErrInvalid)
	}
	d.mu.Lock()
	a, ok := d.authorities[code]
	if !ok {
		a = &authority{code: code}
		d.authorities[code] = a
	}
	d.mu.Unlock()

	if err := d.openEngine(ctx, a); err != nil {
		return nil, err
	}
	return a, d.keepReady(ctx, a)
}

// openEngine opens an authority's engine, where it is not open yet.
func (d *Door) openEngine(ctx context.Context, a *authority) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.engine != nil {
		return nil
	}
	a.opening.Store(true)
	defer func() {
		a.failed.Store(a.engine == nil && ctx.Err() == nil) // that somebody went away is no failure
		a.opening.Store(false)
	}()
	dir := filepath.Join(d.cfg.Dir, "engine")
	if err := d.verifyRestored(ctx, dir, a.code); err != nil {
		return err
	}
	e, err := engine.Open(ctx, engine.Config{
		Dir: dir, Authority: a.code, Catalogue: d.catalogue, Book: d.book,
		Ledger: d.ledger, Log: d.cfg.Log,
	})
	if err != nil {
		return fmt.Errorf("opening the engine of %s: %w", a.code, err)
	}
	a.engine = e
	return nil
}

// keepReady makes another day's answers ready in the background, where answers are kept ready and the day whose they are has passed.
func (d *Door) keepReady(ctx context.Context, a *authority) error {
	a.mu.Lock()
	ready := a.warm != [2]time.Time{}
	a.mu.Unlock()
	if !ready {
		return nil
	}
	day, _, err := d.latestDay(ctx, a, time.Time{})
	if err != nil {
		return fmt.Errorf("finding the day that the records of %s run to: %w", a.code, err)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	now := [2]time.Time{day, d.Today()}
	if a.warm == now {
		return nil
	}
	a.warm = now
	a.engine.Keep(d.Today())
	ctx = context.WithoutCancel(ctx)
	a.newDay.Go(func() {
		err := a.engine.Warm(ctx, day)
		if err == nil {
			err = a.engine.WarmPages(ctx, engine.Ask(day, d.cfg.Now()))
		}
		if err != nil && !errors.Is(err, engine.ErrClosed) {
			d.cfg.Log.ErrorContext(ctx, "making a new day's answers ready", "authority", a.code, "err", err.Error())
		}
	})
	return nil
}

// followOthers brings the engine up where another process has recorded something. What this process records is followed by
// whoever writes it, so that nobody else waits for that; nor does anybody wait while entries are being worked in. Where the engine cannot be brought up, what is asked lacks the last entries and that is
// noted. What gives rights does
// not depend on it: see fromLedger.
func (d *Door) followOthers(ctx context.Context, a *authority) error {
	if a.writing.Load() > 0 {
		return nil
	}
	last, err := d.ledger.LastSeq(ctx, a.code)
	if err != nil {
		return fmt.Errorf("asking the ledger for its last entry: %w", err)
	}
	if last <= a.engine.Fresh().Seq || a.engine.Fresh().Refreshing {
		return nil
	}
	err = d.Follow(ctx, a.code)
	if err == nil || ctx.Err() != nil || errors.Is(err, engine.ErrClosed) {
		return err
	}
	d.cfg.Log.ErrorContext(ctx, "the tables are not up to date yet", "authority", a.code, "err", err.Error())
	LacksOf(ctx).NoteStale()
	return nil
}

func (a *authority) close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.engine == nil {
		return nil
	}
	err := a.engine.Close()
	a.newDay.Wait()
	return err
}

// Warm works out all of today's clocks and figures of an authority, and keeps them ready as entries come in.
func (d *Door) Warm(ctx context.Context, code string) error {
	a, err := d.authority(ctx, code)
	if err != nil {
		return err
	}
	day, _, err := d.latestDay(ctx, a, time.Time{})
	if err != nil {
		return fmt.Errorf("finding the day that the records run to: %w", err)
	}
	if err := a.engine.Warm(ctx, day); err != nil {
		return fmt.Errorf("working out today's clocks and figures: %w", err)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.warm = [2]time.Time{day, d.Today()}
	a.engine.Keep(d.Today())
	return nil
}

// WarmPages works out what pages ask first of today, so that nobody waits for it. Warm comes first.
func (d *Door) WarmPages(ctx context.Context, code string) error {
	a, err := d.authority(ctx, code)
	if err != nil {
		return err
	}
	day, _, err := d.latestDay(ctx, a, time.Time{})
	if err != nil {
		return fmt.Errorf("finding the day that the records run to: %w", err)
	}
	if err := a.engine.WarmPages(ctx, engine.Ask(day, d.cfg.Now())); err != nil {
		return fmt.Errorf("working out what today's pages show: %w", err)
	}
	return nil
}

// Follow brings an authority's engine up to the ledger's last entry, as after another process has imported.
func (d *Door) Follow(ctx context.Context, code string) error {
	a, err := d.authority(ctx, code)
	if err != nil {
		return err
	}
	a.imports.forget()
	if err := a.engine.Follow(ctx); err != nil {
		return fmt.Errorf("following the ledger: %w", err)
	}
	return nil
}

// rebuild throws away all that an authority's engine holds and makes it anew from the ledger. What was kept ready is so again.
func (d *Door) rebuild(ctx context.Context, code string) error {
	a, err := d.authority(ctx, code)
	if err != nil {
		return err
	}
	if a.engine.Second() {
		return fmt.Errorf("%w: another Heed, such as one that serves pages, uses the tables of %s. Stop it, and rebuild again", ErrConflict, code)
	}
	a.imports.forget()
	if err := a.engine.Rebuild(ctx); err != nil {
		return fmt.Errorf("rebuilding the engine: %w", err)
	}
	return nil
}

// importCache keeps an authority's imports until there is another.
type importCache struct {
	mu   sync.Mutex
	read bool
	list []ledger.BatchInfo
}

func (c *importCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.read = false
}

// batches gives an authority's imports and undos, the latest first.
func (d *Door) batches(ctx context.Context, a *authority) ([]ledger.BatchInfo, error) {
	a.imports.mu.Lock()
	defer a.imports.mu.Unlock()
	if a.imports.read {
		return a.imports.list, nil
	}
	list, err := d.ledger.ListBatches(ctx, a.code)
	if err != nil {
		return nil, err
	}
	a.imports.read, a.imports.list = true, list
	return list, nil
}

// knownBatches copies the imports and undos that had been recorded by a moment. What was taken back later stands as it stood then. The zero moment knows
// all.
func knownBatches(all []ledger.BatchInfo, at time.Time) []ledger.BatchInfo {
	list := slices.Clone(all)
	if at.IsZero() {
		return list
	}
	list = slices.DeleteFunc(list, func(b ledger.BatchInfo) bool { return b.At.After(at) })
	for i := range list {
		if list[i].UndoneAt.After(at) {
			list[i].UndoneAt, list[i].UndoneBy, list[i].UndoneWhy = time.Time{}, "", ""
		}
	}
	return list
}
