// Package jobs does in the background what outlives a request: it is kept on the disk until it is done, runs once, says how far it is, can be
// cancelled, and is listed for administrators. River keeps the queue, in a SQLite file of its own, heed-jobs.db in the data folder.
//
// A job says what is to be done, for which authority and by whom: never anything of a child, so that it names what is kept elsewhere by its id
// only. Whoever began it is looked up again as it runs, and permission is asked again: who has left meanwhile does nothing.
package jobs

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"heed/internal/access"
	"heed/internal/door"
)

// Kind is one kind of work.
type Kind struct {
	// Name is its id, in small letters and digits with hyphens between them: it is kept with every job, and may not change.
	Name string
	// Words say what is done, on pages: Importing files.
	Words string
	// May is what whoever began it must be permitted as it runs. Work that Heed begins itself needs none.
	May access.Action
	// Lane joins kinds of which an authority has one at a time: another is not taken before it is over. Where it is blank there may be any number.
	Lane string
	// Workers is how many run at once, of all authorities; one where it is nought.
	Workers int
	// Tries is how often it is tried where it fails, with longer and longer pauses; once where it is nought. What Heed's end cut off is run again
	// whatever this says.
	Tries int
	// Daily says that Heed itself begins one for every authority as it starts, and at each midnight in London.
	Daily bool
	// Say says how far it has come, from what Run gives to Progress, in words that hold nothing of a child; nil where it does not say.
	Say func(progress any) string
	// Run does it. It stops soon after the context ends, and then leaves nothing half done. Run again for the same job, after Heed was killed, it
	// must do what was not done and nothing twice. outcome is kept with the job, as JSON: it holds ids and counts, and nothing of a child.
	Run func(ctx context.Context, s *door.Session, task Task) (outcome any, err error)
}

// Task is a job as the work itself sees it.
type Task struct {
	// ID is the job's own. It is the same when the job is run again.
	ID string
	// About is the id of what is worked on.
	About string
	// Progress is called with how far the work has come, in whatever form the pages of its kind know.
	Progress func(any)
}

// RefusedError says that what was asked cannot be done, which is whoever asked's to mend and no fault of Heed's. Only that it was refused is logged.
type RefusedError struct{ Err error }

// Error says why.
func (e *RefusedError) Error() string { return e.Err.Error() }

// Unwrap gives why.
func (e *RefusedError) Unwrap() error { return e.Err }

// ErrTaken says that another job of the lane is not over.
var ErrTaken = errors.New("another is not over yet")

// Config is what a Runner stands on.
type Config struct {
	Door *door.Door
	Log  *slog.Logger
	// Grace is how long what runs may go on once the runner is closed, before it is cut off to be run again at the next start.
	Grace time.Duration
	Kinds []Kind
}

// Runner takes jobs and runs them. Its methods may be called from many goroutines.
type Runner struct {
	cfg    Config
	kinds  map[string]Kind
	client *river.Client[*sql.Tx]
	file   file
	hold   *flock.Flock
	// looks is how often it is looked whether a new day has begun.
	looks time.Duration
	// ending is over once the runner is closed: what is cut off then is to be run again.
	ending context.Context
	end    context.CancelFunc

	beginning sync.Mutex // held while a lane is looked at and a job put into it
	mu        sync.Mutex
	live      map[string]*live
}

// Open opens the data folder's background work, which one process may do at a time. What an earlier process was killed at begins again at once.
func Open(ctx context.Context, cfg Config) (_ *Runner, err error) {
	dir := cfg.Door.Dir()
	r := &Runner{cfg: cfg, looks: betweenLooks, kinds: map[string]Kind{}, live: map[string]*live{}, hold: flock.New(filepath.Join(dir, "heed-jobs.held"), flock.SetPermissions(0o600))}
	r.ending, r.end = context.WithCancel(context.Background())
	switch held, err := r.hold.TryLock(); {
	case err != nil:
		return nil, fmt.Errorf("seeing whether another Heed does the background work of %s: %w", dir, err)
	case !held:
		return nil, fmt.Errorf("another Heed does the background work of %s: stop it first, or give another folder", dir)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.hold.Unlock())
		}
	}()
	if r.file, err = openFile(ctx, filepath.Join(dir, "heed-jobs.db")); err != nil {
		return nil, fmt.Errorf("opening background work: %w", err)
	}
	if err := r.start(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("beginning background work: %w", err), r.file.close())
	}
	return r, nil
}

// How long what is over can be looked up.
const kept = 7 * 24 * time.Hour

// longest is longer than any job runs: River would take one that runs for longer than this as killed, and run it beside itself. What was killed is
// found as Heed starts, since one process alone does the work of a folder.
const longest = 10 * 365 * 24 * time.Hour

// start makes River's client and lets it run.
func (r *Runner) start(ctx context.Context) (err error) {
	queues := map[string]river.QueueConfig{}
	for _, kind := range r.cfg.Kinds {
		if r.kinds[kind.Name].Name != "" {
			return fmt.Errorf("there are two kinds of work called %s", kind.Name)
		}
		r.kinds[kind.Name] = kind
		queue := kind.queue()
		queues[queue] = river.QueueConfig{MaxWorkers: max(1, kind.Workers, queues[queue].MaxWorkers)}
	}
	if err := r.file.rescue(ctx); err != nil {
		return err
	}
	if len(queues) == 0 {
		return errors.New("there is no kind of work")
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker{runner: r})
	r.client, err = river.NewClient(riversqlite.New(r.file.writer), &river.Config{
		Queues: queues, Workers: workers, Logger: slog.New(warnings{r.cfg.Log.Handler()}),
		JobTimeout: -1, RescueStuckJobsAfter: longest, SoftStopTimeout: r.cfg.Grace,
		CompletedJobRetentionPeriod: kept, CancelledJobRetentionPeriod: kept, DiscardedJobRetentionPeriod: kept,
		PollOnly: true, FetchCooldown: 10 * time.Millisecond, // all is inserted by this very process, which tells its queues at once
	})
	if err != nil {
		return err
	}
	return r.client.Start(context.WithoutCancel(ctx)) // it ends with Close
}

// Close takes no more work up, lets what runs go on for the grace, but for what is daily, and cuts off the rest, which begins again at the next start.
// What only waits does so too. It returns once nothing runs.
func (r *Runner) Close() error {
	r.end()
	stop := r.client.Stop
	if r.cfg.Grace <= 0 {
		stop = r.client.StopAndCancel
	}
	err := stop(context.Background())
	return errors.Join(err, r.file.close(), r.hold.Unlock())
}

// queue names the queue of a kind: that of its lane or, where it is in none, its own.
func (k Kind) queue() string { return cmp.Or(k.Lane, k.Name) }

// warnings is a log without what is not worth a warning: River says much of itself.
type warnings struct{ slog.Handler }

// Enabled says whether a line of some level is kept.
func (w warnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && w.Handler.Enabled(ctx, level)
}

// WithAttrs gives the log with something said on every line.
func (w warnings) WithAttrs(attrs []slog.Attr) slog.Handler {
	return warnings{w.Handler.WithAttrs(attrs)}
}

// WithGroup gives the log with a group opened.
func (w warnings) WithGroup(name string) slog.Handler { return warnings{w.Handler.WithGroup(name)} }
