// Package engine answers questions. For one authority it opens a store, in which every version of every record is kept in typed
// DuckDB tables that follow the ledger; an evaluator, which runs the rulebook over them as at a day and as known at a moment; and
// a reader, which gives clocks and figures from the rows the rules gave. All it holds can be deleted and rebuilt from the ledger.
//
// Look in store for the file and how it follows the ledger, in eval for workspaces and the evaluation of rules, in query for what
// can be asked, in linkage for numbers of one child and in ruletest for the rules' own tests. Nothing outside imports DuckDB.
package engine

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"heed/catalogue"
	"heed/internal/engine/eval"
	"heed/internal/engine/query"
	"heed/internal/engine/store"
	"heed/internal/ledger"
	"heed/rulebook"
)

// Config is what an engine needs.
type Config struct {
	// Dir holds the engine's file. Blank keeps everything in memory.
	Dir       string
	Authority string
	Catalogue *catalogue.Catalogue
	Book      *rulebook.Book
	// Ledger is what the engine follows.
	Ledger *ledger.Store
	Log    *slog.Logger
	// Chunk is how many entries are applied in one transaction; zero is 200,000.
	Chunk int
	// Connections is how many are open to the tables at once; zero is four for each processor. One is enough for anything: nobody who
	// holds one waits for another, as all that there are might be held by those who do.
	Connections int
}

// Engine answers for one authority. Its methods may be called from many goroutines: what can be asked is what the Reader gives.
type Engine struct {
	*query.Reader

	eval *eval.Evaluator
}

// Open opens the engine of one authority and brings it up to the ledger's last entry. A file that is missing, made
// under another catalogue, ahead of the ledger, at odds with it or unreadable is made anew. The engine does not end with the
// context, but with Close.
func Open(ctx context.Context, cfg Config) (*Engine, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	rules, err := eval.NewRules(cfg.Book, cfg.Catalogue)
	if err != nil {
		return nil, err
	}
	storeConfig := store.Config{
		Dir: cfg.Dir, Authority: cfg.Authority, Catalogue: cfg.Catalogue, Ledger: cfg.Ledger, Log: cfg.Log, Chunk: cfg.Chunk, Connections: cfg.Connections,
	}
	s, err := store.Open(ctx, storeConfig)
	if err != nil {
		return nil, err
	}
	e, err := eval.New(ctx, eval.Config{Store: s, StoreConfig: storeConfig, Rules: rules, Log: cfg.Log})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return &Engine{Reader: query.New(e), eval: e}, nil
}

// Follow brings the engine up to the ledger's last entry. The clocks of the day that is kept warm are right when it returns. The
// work does not end with the caller: where the context ends first, questions asked after that wait for it.
func (e *Engine) Follow(ctx context.Context) error { return e.eval.Follow(ctx) }

// Warm evaluates every rule for a day, and keeps the day's answers up to date from then on.
func (e *Engine) Warm(ctx context.Context, asAt time.Time) error { return e.eval.Warm(ctx, asAt) }

// Keep keeps up to date, beside the day that is kept warm, what has been asked of another: the one on which permission is decided.
func (e *Engine) Keep(asAt time.Time) { e.eval.Keep(asAt) }

// WarmPages works out what pages ask first of a day, once its rules are evaluated: each would otherwise be worked out for whoever
// is the first to open it.
func (e *Engine) WarmPages(ctx context.Context, q Question) error { return e.Reader.Warm(ctx, q) }

// Forget lets go of what was evaluated for a question, which is evaluated again for whoever asks it.
func (e *Engine) Forget(ctx context.Context, q Question) { e.eval.Forget(ctx, q) }

// Rebuild makes all that the engine holds anew from the ledger's first entry. Questions asked meanwhile are answered from what it
// held before.
func (e *Engine) Rebuild(ctx context.Context) error { return e.eval.Rebuild(ctx) }

// Second says that somebody else, in this process or another, uses the authority's file, so that this engine has one of its own.
func (e *Engine) Second() bool { return e.eval.Second() }

// Fresh says up to which entry of the ledger the answers given now are complete, and whether later ones are being worked in.
func (e *Engine) Fresh() Freshness { return e.eval.Fresh() }

// Close lets go of the engine's file. It may be called more than once; questions asked after it give ErrClosed.
func (e *Engine) Close() error { return e.eval.Close() }

// ReadTables reads every column of every version of every record once and gives how many versions there are: what working out
// answers cannot be quicker than, for a benchmark.
func (e *Engine) ReadTables(ctx context.Context) (int64, error) { return e.eval.ReadTables(ctx) }
