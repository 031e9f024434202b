// Package engine answers questions. It keeps, for one authority, every version of every record as typed DuckDB
// tables that follow the ledger, runs the rulebook over them as at a day and as known at a moment, and gives clocks
// and figures from the rows the rules gave. All it holds can be deleted and rebuilt from the ledger. It is the only
// importer of DuckDB.
package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"heed/catalogue"
	"heed/internal/ledger"
	"heed/rulebook"
)

// Config is what an engine stands on.
type Config struct {
	// Dir holds the engine's file. Blank keeps everything in memory.
	Dir       string
	Authority string
	Catalogue *catalogue.Catalogue
	Book      *rulebook.Book
	// Ledger is what the engine follows.
	Ledger *ledger.Store
	Log    *slog.Logger
}

// Engine answers for one authority. Its methods may be called from many goroutines.
type Engine struct {
	cfg Config
	db  *sql.DB
	// main is the name, quoted, of the database that holds the record types.
	main  string
	order []*rulebook.Rule
	// reads are what each rule's rows depend on.
	reads    map[*rulebook.Rule][]string
	calendar *Calendar

	// following is held while the ledger is followed: one follower at a time.
	following sync.Mutex
	seq       int64
	lastEntry time.Time
	// loose is how many entries have been applied since the file was last checkpointed.
	loose int
	// changes tell when entries of each record type last came in.
	changes *marks

	mu     sync.RWMutex
	spaces map[string]*workspace
	live   *workspace
	asked  int64
	memo   *memo
	// behind is the work that nobody waits for, and stop ends it: old answers being thrown away, the live ones catching up.
	behind sync.WaitGroup
	stop   context.CancelFunc
	// late wakes what catches up.
	late chan struct{}
}

// Open opens the engine of one authority and brings it up to the ledger's last entry. A file that is missing, made
// under another catalogue, ahead of the ledger, at odds with it or unreadable is made anew.
func Open(ctx context.Context, cfg Config) (*Engine, error) {
	e, err := newEngine(cfg)
	if err != nil {
		return nil, err
	}
	if err := e.openCurrent(ctx); err != nil {
		e.cfg.Log.InfoContext(ctx, "rebuilding the engine", "authority", cfg.Authority, "why", err.Error())
		if err := e.openNew(ctx); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// newEngine puts the rules in order; nothing is opened yet.
func newEngine(cfg Config) (*Engine, error) {
	order, err := cfg.Book.Order()
	if err != nil {
		return nil, fmt.Errorf("putting the rules in order: %w", err)
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	calendar, err := NewCalendar()
	if err != nil {
		return nil, err
	}
	e := &Engine{cfg: cfg, order: order, calendar: calendar, reads: map[*rulebook.Rule][]string{}, spaces: map[string]*workspace{}, memo: newMemo(), changes: newMarks()}
	for _, r := range order {
		e.reads[r] = readsOf(r)
	}
	return e, nil
}

// Close lets go of the engine's file.
func (e *Engine) Close() error {
	e.stop()
	e.behind.Wait()
	return e.db.Close()
}

// Rebuild throws away all that the engine holds and follows the ledger from its first entry.
func (e *Engine) Rebuild(ctx context.Context) error {
	e.following.Lock()
	err := e.Close()
	e.following.Unlock()
	if err != nil {
		return fmt.Errorf("closing the engine: %w", err)
	}
	return e.openNew(ctx)
}

func (e *Engine) path() string {
	if e.cfg.Dir == "" {
		return ""
	}
	return filepath.Join(e.cfg.Dir, e.cfg.Authority+".duckdb")
}

var errStale = errors.New("stale")

// openCurrent opens the file as it stands, or says why it cannot be trusted.
func (e *Engine) openCurrent(ctx context.Context) error {
	if e.path() == "" {
		return fmt.Errorf("%w: it is kept in memory", errStale)
	}
	if _, err := os.Stat(e.path()); err != nil {
		return fmt.Errorf("%w: there is no file", errStale)
	}
	if err := e.connect(ctx); err != nil {
		return err
	}
	if err := e.checkFile(ctx); err != nil {
		return errors.Join(err, e.Close())
	}
	if err := e.Follow(ctx); err != nil {
		return errors.Join(err, e.Close())
	}
	return nil
}

// openNew makes the file anew and follows the ledger from the start.
func (e *Engine) openNew(ctx context.Context) error {
	if path := e.path(); path != "" {
		if err := os.MkdirAll(e.cfg.Dir, 0o700); err != nil {
			return fmt.Errorf("making the engine's folder: %w", err)
		}
		for _, file := range []string{path, path + ".wal"} {
			if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("removing the old engine file: %w", err)
			}
		}
	}
	if err := e.connect(ctx); err != nil {
		return err
	}
	if err := e.create(ctx); err != nil {
		return errors.Join(err, e.Close())
	}
	return e.Follow(ctx)
}

// connect opens the database and, beside it, the memory in which answers are kept.
func (e *Engine) connect(ctx context.Context) error {
	connector, err := duckdb.NewConnector(e.path(), func(conn driver.ExecerContext) error {
		_, err := conn.ExecContext(ctx, "set TimeZone = 'Europe/London'", nil)
		return err
	})
	if err != nil {
		return fmt.Errorf("opening the engine: %w", err)
	}
	e.db = sql.OpenDB(connector)
	e.db.SetMaxOpenConns(4 * runtime.NumCPU())
	e.db.SetMaxIdleConns(4 * runtime.NumCPU())
	for _, statement := range []string{
		"attach ':memory:' as work",
		"set threads = 1", // rules run beside each other; sharing one out costs more than it saves
		"set preserve_insertion_order = true",
		"set asof_loop_join_threshold = 0", // few rows expected are often many, and looking through all for each takes long
		"set checkpoint_threshold = '1TB'", // answers in memory would be checkpointed too, again and again; see applied
	} {
		if _, err := e.db.ExecContext(ctx, statement); err != nil {
			return errors.Join(fmt.Errorf("opening the engine: %w", err), e.db.Close())
		}
	}
	if err := e.db.QueryRowContext(ctx, "select database_name from duckdb_databases() where not internal and database_name <> 'work'").Scan(&e.main); err != nil {
		return errors.Join(fmt.Errorf("opening the engine: %w", err), e.db.Close())
	}
	e.main = quote(e.main)
	e.mu.Lock()
	e.spaces, e.live, e.seq = map[string]*workspace{}, nil, 0
	e.memo.clear()
	e.mu.Unlock()
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	e.stop, e.late = stop, make(chan struct{}, 1)
	e.behind.Go(func() { e.catchUp(background) })
	return nil
}

// create makes the tables of an empty engine.
func (e *Engine) create(ctx context.Context) error {
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("creating the engine: %w", err)
	}
	defer func() { _ = conn.Close() }()
	statements := []string{
		"create schema history",
		"create table followed (catalogue VARCHAR, seq BIGINT, hash VARCHAR)",
		"insert into followed values ('" + e.stamp() + "', 0, '')",
		"create table reference_population (authority VARCHAR, counted_on DATE, persons BIGINT, source VARCHAR)",
	}
	for _, statement := range statements {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("creating the engine: %w", err)
		}
	}
	if err := createCalendar(ctx, conn); err != nil {
		return err
	}
	if err := createPopulation(ctx, conn, e.cfg.Authority); err != nil {
		return err
	}
	for _, macro := range macroSQL {
		if _, err := conn.ExecContext(ctx, macro); err != nil {
			return fmt.Errorf("creating the engine's macros: %w", err)
		}
	}
	for _, t := range e.cfg.Catalogue.Types {
		if err := createHistory(ctx, conn, t); err != nil {
			return err
		}
	}
	return nil
}

// format changes when the engine's own tables do, so that files made by an older Heed are made anew.
const format = "4"

func (e *Engine) stamp() string { return format + "-" + e.cfg.Catalogue.Hash() }

// checkFile compares the file with the catalogue and the ledger it must follow.
func (e *Engine) checkFile(ctx context.Context) error {
	var stamp, hash string
	if err := e.db.QueryRowContext(ctx, "select catalogue, seq, hash from followed").Scan(&stamp, &e.seq, &hash); err != nil {
		return fmt.Errorf("reading the engine's file: %w", err)
	}
	if stamp != e.stamp() {
		return fmt.Errorf("%w: the record types have changed", errStale)
	}
	if e.seq == 0 {
		return nil
	}
	found := ""
	err := e.cfg.Ledger.Entries(ctx, e.cfg.Authority, e.seq-1, func(entry ledger.Entry) error {
		found = fmt.Sprintf("%x", entry.Hash)
		e.lastEntry = entry.RecordedAt
		return errStop
	})
	if err != nil && !errors.Is(err, errStop) {
		return err
	}
	if found != hash {
		return fmt.Errorf("%w: it followed another ledger", errStale)
	}
	return nil
}

var errStop = errors.New("stop")
