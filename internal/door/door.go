// Package door is the one way in to all that Heed holds. A use case takes a [Session] of it: the session asks the policy whether
// the person may, opens the engine that answers for their authority, says what they may see of the answer, writes down who
// looked at what before anything about a child is given out, and is the only way to write.
package door

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
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
	// NewID makes the ids of imports and of work in the background. It must be safe for use by many goroutines.
	NewID func() string
	Log   *slog.Logger
}

// Door is the one way in. Its methods may be called from many goroutines.
type Door struct {
	cfg       Config
	catalogue *catalogue.Catalogue
	book      *rulebook.Book
	policy    *access.Policy
	calendar  *engine.Calendar
	// sealed are the rules that read what is sensitive in itself.
	sealed map[string]bool
	// wide are the roles that need a second person.
	wide      map[access.Role]bool
	ledger    *ledger.Store
	published *publishedShelf
	// people are those of a demonstration, nil where there is none.
	people   atomic.Pointer[[]Actor]
	refusals refusals

	keeping     sync.Mutex // see AccountsAlone
	mu          sync.Mutex
	authorities map[string]*authority
}

// Open reads the catalogue, the rulebook and the policies, and opens the ledger, making it where there is none; its last entries must be
// as they were written. The engine
// of an authority opens when it is first asked.
func Open(ctx context.Context, cfg Config) (*Door, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	d := &Door{cfg: cfg, authorities: map[string]*authority{}}
	var errs [5]error
	d.catalogue, errs[0] = catalogue.Load()
	d.book, errs[1] = rulebook.Load()
	d.policy, errs[2] = access.Load()
	d.calendar, errs[3] = engine.NewCalendar()
	d.sealed = sealedRules(d.book, d.catalogue)
	d.published, errs[4] = newPublishedShelf(cfg.Dir)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	d.wide = wideRoles(d.policy)
	if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("making the data directory: %w", err)
	}
	switch err := keepPrivate(cfg.Dir); {
	case engine.ShortageOf(err) == engine.TooManyFiles: // nothing after it would open either
		return nil, err
	case err != nil:
		cfg.Log.WarnContext(ctx, "other accounts of this machine may be able to read the data", "err", err.Error())
	}
	if err := d.readDemonstration(); err != nil {
		return nil, err
	}
	store, err := ledger.Open(ctx, filepath.Join(cfg.Dir, "heed.db"))
	if err != nil {
		return nil, fmt.Errorf("opening the ledger: %w", err)
	}
	if err := store.VerifySample(ctx); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	d.ledger = store
	return d, nil
}

// Close lets go of the engines and the ledger, whose access log is written out first.
func (d *Door) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	var errs []error
	for _, a := range d.authorities {
		errs = append(errs, a.close())
	}
	errs = append(errs, d.logRest(context.Background(), ""))
	return errors.Join(append(errs, d.ledger.Close())...)
}

// Catalogue gives the record types and code lists, which are no secret.
func (d *Door) Catalogue() *catalogue.Catalogue { return d.catalogue }

// Now gives the moment by the one clock.
func (d *Door) Now() time.Time { return d.cfg.Now() }

// Today gives the civil day in London by the one clock.
func (d *Door) Today() time.Time { return engine.Today(d.cfg.Now()) }

// Book gives the rulebook, which is public.
func (d *Door) Book() *rulebook.Book { return d.book }

// NewID makes an id that sorts by when it was made: that of an import or of work in the background.
func (d *Door) NewID() string { return d.cfg.NewID() }

// Dir is the data directory.
func (d *Door) Dir() string { return d.cfg.Dir }
