package imports

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/web/kit"
)

// Pages are the pages of imports, with the imports that run. The zero value is ready to use.
type Pages struct{ jobs importJobs }

// Open clears away what uploads of an earlier run left on the disk.
func (p *Pages) Open(d *door.Door) error { return imports.ClearIncoming(d) }

// Close cuts off imports that still run, each of which then leaves nothing behind, and waits for them.
func (p *Pages) Close() { p.jobs.close() }

// importJobs are the imports that run, and those that ran since the server started. An import outlives the request that began it:
// the reader may look away. It is one transaction, so one that the server's end cuts off leaves nothing behind.
type importJobs struct {
	mu      sync.Mutex
	jobs    map[string]*importJob
	running sync.WaitGroup
	stop    []context.CancelFunc
}

// importJob is one import that runs or ran.
type importJob struct {
	id, authority string
	started       time.Time

	mu       sync.Mutex
	progress imports.Progress
	done     bool
	ended    time.Time
	result   imports.Result
	err      error
}

// jobsKept is how long the outcome of an import can still be asked for. The import itself is in the list of imports for good.
const jobsKept = 24 * time.Hour

// start begins an import. It reports false where one of the authority's runs already.
func (j *importJobs) start(ctx context.Context, job *importJob, run func(context.Context, *importJob)) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.jobs == nil {
		j.jobs = map[string]*importJob{}
	}
	for id, other := range j.jobs {
		if other.authority == job.authority && other.runs() {
			return false
		}
		if other.over(job.started.Add(-jobsKept)) {
			delete(j.jobs, id)
		}
	}
	j.jobs[job.id] = job
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	j.stop = append(j.stop, cancel)
	j.running.Go(func() {
		defer cancel()
		run(ctx, job)
	})
	return true
}

// find gives a job of an authority, nil where there is none.
func (j *importJobs) find(authority, id string) *importJob {
	j.mu.Lock()
	defer j.mu.Unlock()
	job := j.jobs[id]
	if job == nil || job.authority != authority {
		return nil
	}
	return job
}

// current gives the job of an authority that runs now, nil where none does.
func (j *importJobs) current(authority string) *importJob {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, job := range j.jobs {
		if job.authority == authority && job.runs() {
			return job
		}
	}
	return nil
}

// close cuts off what runs and waits until it has let go.
func (j *importJobs) close() {
	j.mu.Lock()
	for _, stop := range j.stop {
		stop()
	}
	j.mu.Unlock()
	j.running.Wait()
}

func (j *importJob) runs() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return !j.done
}

// over says whether a job ended before a moment.
func (j *importJob) over(before time.Time) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.done && j.ended.Before(before)
}

func (j *importJob) advance(p imports.Progress) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.progress = p
}

func (j *importJob) end(result imports.Result, err error, at time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.result, j.err, j.done, j.ended = result, err, true, at
}

// importState is how a job stands at one moment.
type importState struct {
	done     bool
	progress imports.Progress
	result   imports.Result
	err      error
}

func (j *importJob) state() importState {
	j.mu.Lock()
	defer j.mu.Unlock()
	return importState{j.done, j.progress, j.result, j.err}
}

// importer imports what an upload holds and removes it from the disk.
func importer(s *kit.Site, actor door.Actor, form importForm) func(context.Context, *importJob) {
	return func(ctx context.Context, job *importJob) {
		result, err := imports.Import(ctx, s.Door.Session(actor), form.request(), job.advance)
		if err != nil {
			err = &uploadError{err, form.Folder}
		}
		if removed := os.RemoveAll(form.Folder); removed != nil {
			s.Log.ErrorContext(ctx, "an upload could not be removed", slog.Any("error", removed))
		}
		job.end(result, err, s.Now())
	}
}

// uploadError is an error of an import, without where on the disk the upload lay.
type uploadError struct {
	err    error
	folder string
}

// Error gives the words of the error beneath.
func (e *uploadError) Error() string { return e.clean(e.err.Error()) }

func (e *uploadError) Unwrap() error { return e.err }

// clean takes the folder out of words: a file is known by the name it was sent under, and all of them as what was sent.
func (e *uploadError) clean(words string) string {
	return strings.NewReplacer(e.folder+string(os.PathSeparator), "", e.folder, "What you sent").Replace(words)
}

// withoutFolder takes out of words about an error where on the disk the upload lay.
func withoutFolder(err error, words string) string {
	if upload, ok := errors.AsType[*uploadError](err); ok {
		return upload.clean(words)
	}
	return words
}
