package jobs

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"heed/internal/access"
	"heed/internal/door"
)

// State is how a job stands.
type State string

// A job waits, runs, and is then finished, failed or cancelled.
const (
	Waiting State = "waiting"
	Running State = "running"
	Over    State = "finished"
	Failed  State = "failed"
	Stopped State = "cancelled"
)

// Job is work that waits, runs or is over.
type Job struct {
	ID, About string
	Kind      Kind
	// As is who began it, and as what; the account is blank where Heed itself did.
	As door.Capacity
	// At is when it was asked for, Began when it began last and Ended when it ended: the zero time where that is not known.
	At, Began, Ended time.Time
	State            State
	Why              Why
	// Progress is how far it has come, nil where that is not known.
	Progress any
	// Outcome is what came of it, as JSON: nothing where nothing was kept.
	Outcome []byte
	// Err is why it was not done, in full, as long as the process that ran it lives; nil otherwise.
	Err error

	row int64
}

// IsOver says whether a job neither waits nor runs.
func (j Job) IsOver() bool { return j.State != Waiting && j.State != Running }

// Doing says how far a job that runs has come, blank where that is not known.
func (j Job) Doing() string {
	if j.State != Running || j.Progress == nil || j.Kind.Say == nil {
		return ""
	}
	return j.Kind.Say(j.Progress)
}

// Begin takes work of a kind up for whoever asks, about what has an id, and gives the job as it stands at once. It is on the disk by then. Where another
// of its lane is not over it gives ErrTaken.
func (r *Runner) Begin(ctx context.Context, who door.Actor, kind, about string) (Job, error) {
	as := who.Capacity()
	return r.begin(ctx, args{
		ID: r.cfg.Door.NewID(), What: kind, About: about, At: r.cfg.Door.Now(),
		Authority: as.Authority, Account: as.Account, Role: as.Role, For: as.For, Unproved: who.Unproved,
	})
}

func (r *Runner) begin(ctx context.Context, a args) (Job, error) {
	kind, known := r.kinds[a.What]
	if !known {
		return Job{}, fmt.Errorf("there is no kind of work called %q", a.What)
	}
	r.beginning.Lock()
	defer r.beginning.Unlock()
	if kind.Lane != "" {
		other, found, err := r.Current(ctx, a.Authority, kind.Lane)
		if err != nil {
			return Job{}, err
		}
		if found {
			return other, ErrTaken
		}
	}
	added, err := r.client.Insert(ctx, a, &river.InsertOpts{Queue: kind.queue(), MaxAttempts: max(1, kind.Tries), Tags: []string{authorityTag(a.Authority), idTag(a.ID)}})
	if err != nil {
		return Job{}, fmt.Errorf("keeping %s: %w", kind.Name, err)
	}
	return r.job(added.Job)
}

// The tags by which a job is found.
func authorityTag(code string) string { return "authority-" + code }
func idTag(id string) string          { return "job-" + id }

// notOver are River's states of what waits or runs.
var notOver = []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled}

// Current gives the job of an authority in a lane that is not over, if there is one.
func (r *Runner) Current(ctx context.Context, authority, lane string) (_ Job, found bool, err error) {
	list, err := r.list(ctx, river.NewJobListParams().TagsAll(authorityTag(authority)).Queues(lane).States(notOver...).First(mostListed))
	i := slices.IndexFunc(list, func(j Job) bool { return !j.IsOver() })
	if err != nil || i < 0 {
		return Job{}, false, err
	}
	return list[i], true, nil
}

// Find gives a job of an authority, or ErrNotFound.
func (r *Runner) Find(ctx context.Context, authority, id string) (Job, error) {
	var list []Job
	var err error
	if validID(id) {
		list, err = r.list(ctx, river.NewJobListParams().TagsAll(authorityTag(authority), idTag(id)).OrderBy(river.JobListOrderByID, river.SortOrderDesc).First(1))
	}
	if err == nil && len(list) == 0 {
		err = door.ErrNotFound
	}
	if err != nil {
		return Job{}, fmt.Errorf("looking for background work: %w", err)
	}
	return list[0], nil
}

// validID says whether text can be the id of a job.
func validID(id string) bool {
	return id != "" && len(id) < 100 && !slices.ContainsFunc([]rune(id), func(c rune) bool {
		return c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')
	})
}

// mostListed is how many jobs are listed.
const mostListed = 200

// List gives an authority's jobs, those that are not over first and then those that were asked for last.
func (r *Runner) List(ctx context.Context, s *door.Session) ([]Job, error) {
	if err := s.Allow(ctx, access.ManageJobs, "list background work"); err != nil {
		return nil, err
	}
	list, err := r.list(ctx, river.NewJobListParams().TagsAll(authorityTag(s.Who.Authority)).OrderBy(river.JobListOrderByID, river.SortOrderDesc).First(mostListed))
	if err != nil {
		return nil, err
	}
	rank := map[State]int{Running: 0, Waiting: 1}
	place := func(j Job) int {
		if n, ok := rank[j.State]; ok {
			return n
		}
		return len(rank)
	}
	slices.SortStableFunc(list, func(a, b Job) int { return cmp.Compare(place(a), place(b)) })
	return list, s.Log(ctx, access.ManageJobs, "", "list background work")
}

// Cancel stops a job of the session's authority that is not over: at once where it waits, otherwise as soon as the work can leave everything as it was. Whoever
// began it may, and who keeps background work. Of one that is over it gives ErrConflict.
func (r *Runner) Cancel(ctx context.Context, s *door.Session, id string) error {
	job, err := r.Find(ctx, s.Who.Authority, id)
	if err != nil {
		return err
	}
	action := access.ManageJobs
	if job.As.Account != "" && job.As == s.Who.Capacity() && job.Kind.May != "" {
		action = job.Kind.May
	}
	if err := s.Allow(ctx, action, "cancel background work"); err != nil {
		return err
	}
	if job.IsOver() {
		return fmt.Errorf("%w: this is over already", door.ErrConflict)
	}
	if err := s.Log(ctx, action, "", "cancel background work"); err != nil {
		return err
	}
	if _, err := r.client.JobCancel(ctx, job.row); err != nil {
		return fmt.Errorf("cancelling background work: %w", err)
	}
	r.cfg.Log.InfoContext(ctx, "background work is to be cancelled", "job", job.ID, "kind", job.Kind.Name, "authority", s.Who.Authority)
	return nil
}

func (r *Runner) list(ctx context.Context, which *river.JobListParams) ([]Job, error) {
	found, err := r.client.JobList(ctx, which)
	if err != nil {
		return nil, fmt.Errorf("listing background work: %w", err)
	}
	var list []Job
	var errs []error
	for _, row := range found.Jobs {
		job, err := r.job(row)
		list, errs = append(list, job), append(errs, err)
	}
	return list, errors.Join(errs...)
}

// job reads what is kept of a job, and what this process knows of it.
func (r *Runner) job(row *rivertype.JobRow) (Job, error) {
	var a args
	if err := json.Unmarshal(row.EncodedArgs, &a); err != nil {
		return Job{}, fmt.Errorf("reading background work: %w", err)
	}
	j := Job{ID: a.ID, About: a.About, Kind: r.kinds[a.What], As: a.as(), At: a.At, State: stateOf(row.State), row: row.ID}
	if j.Kind.Name == "" {
		j.Kind = Kind{Name: a.What, Words: a.What}
	}
	var e end
	if text := row.Output(); len(text) > 0 && j.IsOver() {
		if err := json.Unmarshal(text, &e); err != nil {
			return Job{}, fmt.Errorf("reading how background work went: %w", err)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch l := r.live[a.ID]; {
	case l == nil:
	case l.over:
		e, j.Err = l.end, l.err
		if !j.IsOver() { // River is about to write it down
			j.State = Over
		}
	case j.State == Running:
		j.Began, j.Progress = l.began, l.progress
	}
	if j.IsOver() {
		j.Began, j.Ended, j.Why, j.Outcome = e.Began, e.Ended, e.Why, e.Outcome
		j.state(e)
	}
	return j, nil
}

// state says how a job that is over ended.
func (j *Job) state(e end) {
	switch {
	case e.Why == Cancelled, e.Ended.IsZero() && j.State == Stopped: // before it began, or before Heed was killed
		j.State, j.Why = Stopped, Cancelled
	case e.Why != Done || j.State == Failed:
		j.State, j.Why = Failed, cmp.Or(e.Why, Broken)
	default:
		j.State = Over
	}
}

func stateOf(s rivertype.JobState) State {
	switch s {
	case rivertype.JobStateRunning:
		return Running
	case rivertype.JobStateCompleted:
		return Over
	case rivertype.JobStateCancelled:
		return Stopped
	case rivertype.JobStateDiscarded:
		return Failed
	default:
		return Waiting
	}
}
