package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime/debug"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"heed/internal/access"
	"heed/internal/door"
)

// args are what is kept of a job: ids, and who began it.
type args struct {
	ID        string      `json:"id"`
	What      string      `json:"what"`
	About     string      `json:"about,omitempty"`
	Authority string      `json:"authority"`
	Account   string      `json:"account,omitempty"` // blank where Heed itself began it
	Role      access.Role `json:"role,omitempty"`
	For       string      `json:"for,omitempty"`
	Unproved  bool        `json:"unproved,omitempty"`
	At        time.Time   `json:"at"`
}

// Kind is what River calls every job of Heed's: which it is stands in What.
func (args) Kind() string { return "heed" }

func (a args) as() door.Capacity {
	return door.Capacity{Authority: a.Authority, Account: a.Account, Role: a.Role, For: a.For}
}

// end is what is kept of how a job went.
type end struct {
	Began   time.Time       `json:"began"`
	Ended   time.Time       `json:"ended"`
	Why     Why             `json:"why,omitempty"`
	Outcome json.RawMessage `json:"outcome,omitempty"`
}

// Why says why a job was not done.
type Why string

// Each reason, and what is said of a job that went as it should.
const (
	Done Why = ""
	// Refused is what was asked and cannot be done.
	Refused Why = "refused"
	// Left is work of somebody who may no longer sign in as what they began it as.
	Left Why = "left"
	// Forbidden is work that whoever began it may not do.
	Forbidden Why = "forbidden"
	// Cancelled is work that somebody stopped.
	Cancelled Why = "cancelled"
	// Broken is a fault of Heed's or of the machine.
	Broken Why = "broken"
)

// live is what only this process knows of a job that it runs or ran.
type live struct {
	began    time.Time
	progress any
	over     bool
	end      end
	err      error
}

// worker hands River's jobs to the runner.
type worker struct {
	river.WorkerDefaults[args]
	runner *Runner
}

// Work does one job.
func (w *worker) Work(ctx context.Context, job *river.Job[args]) error {
	return w.runner.work(ctx, job.Args, job.Attempt < job.MaxAttempts)
}

// errNotDone is all that River is given of why a job failed: an error may speak of a file.
var errNotDone = errors.New("not done: see Heed's log")

// work runs a job and keeps how it went. again says that it will be tried again where it fails.
func (r *Runner) work(ctx context.Context, a args, again bool) error {
	began := r.cfg.Door.Now()
	l := r.alive(a.ID, began)
	log := r.cfg.Log.With("job", a.ID, "kind", a.What, "authority", a.Authority)
	log.InfoContext(ctx, "background work begins")
	outcome, err := r.run(ctx, a, l)
	if r.cutOff(ctx, err) {
		r.mu.Lock()
		delete(r.live, a.ID)
		r.mu.Unlock()
		log.InfoContext(ctx, "background work is cut off, and begins again at the next start")
		return river.JobSnooze(0) // to be fetched again, as if it had not been
	}
	e := end{Began: began, Ended: r.cfg.Door.Now(), Why: reason(ctx, err)}
	if text, failed := json.Marshal(outcome); outcome != nil && failed == nil {
		e.Outcome = text
	}
	level, attrs := slog.LevelInfo, []any{"why", string(e.Why)}
	if e.Why == Broken {
		level, attrs = slog.LevelError, append(attrs, "error", err.Error())
	}
	log.Log(ctx, level, "background work ends", attrs...)
	if errKept := river.RecordOutput(ctx, e); errKept != nil {
		log.ErrorContext(ctx, "how background work went could not be kept", "error", errKept.Error())
	}
	again = again && e.Why == Broken
	r.mu.Lock()
	l.over, l.end, l.err = !again, e, err
	r.mu.Unlock()
	switch {
	case err == nil:
		return nil
	case e.Why == Broken:
		return errNotDone
	}
	return river.JobCancel(errNotDone) // it would go no better another time
}

// remembered is how long this process remembers what it does not write down of a job that is over.
const remembered = 24 * time.Hour

// alive makes room for what this process knows of a job, and forgets those that were over long ago.
func (r *Runner) alive(id string, now time.Time) *live {
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.DeleteFunc(r.live, func(_ string, l *live) bool { return l.over && now.Sub(l.end.Ended) > remembered })
	l := &live{began: now}
	r.live[id] = l
	return l
}

// cutOff says whether a job has ended because Heed does, and not because somebody cancelled it.
func (r *Runner) cutOff(ctx context.Context, err error) bool {
	return r.ending.Err() != nil && (ctx.Err() != nil || errors.Is(err, context.Canceled)) && err != nil &&
		!errors.Is(context.Cause(ctx), rivertype.ErrJobCancelledRemotely)
}

// run finds who began a job, asks whether they may, and does it.
func (r *Runner) run(ctx context.Context, a args, l *live) (outcome any, err error) {
	defer func() {
		if p := recover(); p != nil {
			r.cfg.Log.ErrorContext(ctx, "background work panicked", "job", a.ID, "stack", string(debug.Stack()))
			err = fmt.Errorf("%s panicked", a.What)
		}
	}()
	kind, known := r.kinds[a.What]
	if !known {
		return nil, fmt.Errorf("this version of Heed does not know how to do %s", a.What)
	}
	who, err := r.actor(ctx, a)
	if err != nil {
		return nil, err
	}
	if kind.Daily { // it is begun anyway at the next start
		var cancel context.CancelFunc
		ctx, cancel = context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(r.ending, cancel)() //nolint:contextcheck // the runner's own end is meant, which no job's context knows
	}
	ctx, _ = door.NoteLacks(door.At(door.By(ctx, who), "job "+kind.Name))
	s := r.cfg.Door.Session(who)
	if kind.May != "" {
		if err := s.Allow(ctx, kind.May, "background work"); err != nil {
			return nil, err
		}
	}
	return kind.Run(ctx, s, Task{ID: a.ID, About: a.About, Progress: func(p any) {
		r.mu.Lock()
		defer r.mu.Unlock()
		l.progress = p
	}})
}

// errLeft says that whoever began a job may no longer sign in as what they did.
var errLeft = errors.New("who began this may not sign in so any more")

// actor gives whoever began a job, as they stand now.
func (r *Runner) actor(ctx context.Context, a args) (door.Actor, error) {
	if a.Account == "" {
		return door.System(a.Authority), nil
	}
	who, err := r.cfg.Door.FindCapacity(ctx, a.as())
	if errors.Is(err, door.ErrNotFound) {
		return who, fmt.Errorf("%w: %w", errLeft, err)
	}
	who.Unproved = a.Unproved
	return who, err
}

// reason says why a job was not done, from its error.
func reason(ctx context.Context, err error) Why {
	var refused *RefusedError
	switch {
	case err == nil:
		return Done
	case errors.Is(context.Cause(ctx), rivertype.ErrJobCancelledRemotely):
		return Cancelled
	case errors.As(err, &refused):
		return Refused
	case errors.Is(err, errLeft):
		return Left
	case errors.Is(err, door.ErrForbidden):
		return Forbidden
	}
	return Broken
}
