package imports

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/incoming"
	"heed/internal/web/kit"
)

// Pages are the pages of imports, with the imports that run. The zero value is ready to use.
type Pages struct{ jobs importJobs }

// betweenSweeps is how long an upload that nobody decided of may lie on the disk after its day.
const betweenSweeps = time.Hour

// Open clears away what uploads of an earlier run left on the disk, and from then on those that nobody decides of.
func (p *Pages) Open(s *kit.Site) error {
	ctx, cancel := context.WithCancel(context.Background())
	p.jobs.stop = append(p.jobs.stop, cancel)
	p.jobs.running.Go(func() {
		next := time.NewTicker(betweenSweeps)
		defer next.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-next.C:
				if err := incoming.ClearOld(s.Door); err != nil {
					s.Log.ErrorContext(ctx, "old uploads could not be removed", slog.Any("error", err))
				}
			}
		}
	})
	return incoming.Clear(s.Door)
}

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

// importJob is one import that runs or ran, or the reading of files to show what importing them would do.
type importJob struct {
	id, authority string
	started       time.Time
	upload        *imports.Upload
	// preview says that nothing is to be recorded.
	preview bool

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
func (j *importJobs) start(ctx context.Context, job *importJob, run func(context.Context)) bool {
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
		run(ctx)
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

// run imports an upload, or works out what importing it would do.
func (j *importJob) run(s *kit.Site, actor door.Actor) func(context.Context) {
	return func(ctx context.Context) {
		var result imports.Result
		var err error
		if j.preview {
			err = j.upload.Preview(ctx, s.Door.Session(actor), j.advance)
		} else {
			result, err = j.upload.Import(ctx, s.Door.Session(actor), j.advance)
		}
		j.end(result, err, s.Now())
	}
}
