// Package app is the one door to all that Heed holds. Each use of it is one method: whether the actor may is asked of the
// policy, the work is done, and who looked at what is written down before anything about a child is given out. Pages and
// the command line use this package and reach nothing around it.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/rulebook"
)

// Config is what an App stands on.
type Config struct {
	// Dir is the data directory: the ledger is DIR/heed.db, the engines are DIR/engine/AUTHORITY.duckdb.
	Dir string
	// Now is the one clock.
	Now func() time.Time
	// NewID makes the ids of imports.
	NewID func() string
	Log   *slog.Logger
}

// App is the door. Its methods may be called from many goroutines.
type App struct {
	cfg       Config
	catalogue *catalogue.Catalogue
	book      *rulebook.Book
	policy    *access.Policy
	calendar  *engine.Calendar
	// sealed are the rules that read what is sensitive in itself.
	sealed    map[string]bool
	ledger    *ledger.Store
	published *figuresPublished

	mu     sync.Mutex
	houses map[string]*house
}

// Open reads the catalogue, the rulebook and the policies, and opens the ledger, making it where there is none. The engine
// of an authority opens when it is first asked.
func Open(ctx context.Context, cfg Config) (*App, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	a := &App{cfg: cfg, houses: map[string]*house{}}
	var errs [5]error
	a.catalogue, errs[0] = catalogue.Load()
	a.book, errs[1] = rulebook.Load()
	a.policy, errs[2] = access.Load()
	a.calendar, errs[3] = engine.NewCalendar()
	a.sealed = sealedRules(a.book, a.catalogue)
	a.published, errs[4] = newFiguresPublished(cfg.Dir)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("making the data directory: %w", err)
	}
	store, err := ledger.Open(ctx, filepath.Join(cfg.Dir, "heed.db"))
	if err != nil {
		return nil, fmt.Errorf("opening the ledger: %w", err)
	}
	a.ledger = store
	return a, nil
}

// Close lets go of the engines and the ledger, whose access log is written out first.
func (a *App) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	var errs []error
	for _, h := range a.houses {
		errs = append(errs, h.close())
	}
	return errors.Join(append(errs, a.ledger.Close())...)
}

// Catalogue gives the record types and code lists, which are no secret.
func (a *App) Catalogue() *catalogue.Catalogue { return a.catalogue }

// Now gives the moment by the one clock.
func (a *App) Now() time.Time { return a.cfg.Now() }

// Today gives the civil day in London by the one clock.
func (a *App) Today() time.Time { return engine.Today(a.cfg.Now()) }
