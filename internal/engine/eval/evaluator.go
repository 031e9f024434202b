// Package eval evaluates rules. For each question, which is a day and a moment whose knowledge is used, it keeps a workspace: the
// rulebook's views as tables, the rows of measures, the clocks of duties and what checks found. One workspace is warm: it is
// evaluated again as entries come in, by the follower, which has a life of its own and does not end with whoever wrote. What is
// read from the tables is cached until they change. Package query reads from it.
package eval

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"

	"heed/catalogue"
	"heed/internal/engine/store"
)

// ErrClosed says that the engine has been closed.
var ErrClosed = errors.New("the engine is closed")

// Config is what an evaluator needs.
type Config struct {
	// Store holds the records; the evaluator's Close closes it.
	Store *store.Store
	// StoreConfig is what the store was opened with, so that it can be made anew.
	StoreConfig store.Config
	Rules       *Rules
	Log         *slog.Logger
	// KeepNumbersApart leaves out the linkage of records, as the tests of rules do: each number is of a child of its own.
	KeepNumbersApart bool
}

// Evaluator answers for one authority. Its methods may be called from many goroutines.
type Evaluator struct {
	cfg      Config
	rules    *Rules
	calendar *store.Calendar
	cache    *cache
	// parsed is how the SQL of rules reads, by rule, of those that were evaluated for some subjects.
	parsed sync.Map
	// records are the versions of record types: when entries of each last came in.
	records *versions

	// life ends when the evaluator is closed. Whatever must not end with its caller works in it.
	life       context.Context
	end        context.CancelFunc
	background sync.WaitGroup
	// refreshRequested starts the background refresh.
	refreshRequested chan struct{}
	follower         follower

	// switching is held for reading by whoever uses the store, and for writing while another takes its place or it is closed.
	switching sync.RWMutex
	store     *store.Store
	closed    bool
	// rebuilding is held while a store is made anew, following while entries are applied.
	rebuilding, following sync.Mutex
	// unrefreshed is what has been applied but not yet passed on to the workspaces. It is held under following.
	unrefreshed store.Change
	complete    atomic.Pointer[store.Position]
	refreshing  atomic.Bool
	// uncompressed says that rules have been evaluated for everybody since answers were compressed.
	uncompressed atomic.Bool
	// fresh says that something has come in since the last long pause.
	fresh atomic.Bool
	// warming is how many days are being made warm. Answers are not compressed meanwhile.
	warming atomic.Int32

	mu     sync.Mutex
	spaces map[string]*Workspace
	// kept are the workspaces that are kept up to date: the warm one, one that is to become so, and that of the question beside it.
	kept   map[*Workspace]bool
	beside *Question
	warmed *Workspace
	// begun is the background work that has begun, or waits, by what it finds out.
	begun map[string]bool
	// oneAtATime has room for the one piece of background work that is done at a time.
	oneAtATime chan struct{}
	asked      int64
	// places bounds what is worked out at once for those who ask.
	places  *places
	closing bool
}

// New makes the evaluator of an open store. It closes the store when it is closed.
func New(ctx context.Context, cfg Config) (*Evaluator, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	calendar, err := store.NewCalendar()
	if err != nil {
		return nil, err
	}
	e := &Evaluator{
		cfg: cfg, rules: cfg.Rules, calendar: calendar, cache: newCache(), records: newVersions(), store: cfg.Store,
		refreshRequested: make(chan struct{}, 1), follower: newFollower(), spaces: map[string]*Workspace{}, kept: map[*Workspace]bool{},
		begun: map[string]bool{}, oneAtATime: make(chan struct{}, 1), places: newPlaces(),
	}
	e.noteComplete()
	e.life, e.end = context.WithCancel(context.WithoutCancel(ctx))
	e.background.Go(e.followRequests)
	e.background.Go(e.refreshInBackground)
	return e, nil
}

// Rules gives the rules that are evaluated.
func (e *Evaluator) Rules() *Rules { return e.rules }

// Catalogue gives the record types.
func (e *Evaluator) Catalogue() *catalogue.Catalogue { return e.cfg.StoreConfig.Catalogue }

// Close ends what works in the background, waits for whoever is reading and closes the store. It may be called more than once;
// questions asked after it give ErrClosed.
func (e *Evaluator) Close() error {
	return e.Stop().Close()
}

// Stop is Close without closing the store, which it gives.
func (e *Evaluator) Stop() *store.Store {
	e.mu.Lock()
	e.closing = true
	e.mu.Unlock()
	e.end()
	e.background.Wait()
	e.switching.Lock()
	defer e.switching.Unlock()
	e.closed = true
	return e.store
}

// Freshness says up to which entry of the ledger the answers given now are complete.
type Freshness struct {
	store.Position

	// Refreshing says that later entries are being worked in. Until they are, questions about today are answered from the last
	// complete answers.
	Refreshing bool
}

// Fresh says up to which entry the answers given now are complete.
func (e *Evaluator) Fresh() Freshness {
	return Freshness{Position: *e.complete.Load(), Refreshing: e.refreshing.Load() || e.follower.owed() != nil}
}

func (e *Evaluator) noteComplete() {
	at := e.store.Position()
	e.complete.Store(&at)
}
