package imports

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/incoming"
	"heed/internal/jobs"
	"heed/internal/web/kit"
)

// Pages are the pages of imports. The zero value is ready to use.
type Pages struct {
	sweeping sync.WaitGroup
	stop     context.CancelFunc
}

// betweenSweeps is how long an upload that nobody decided of may lie on the disk after its day.
const betweenSweeps = time.Hour

// Open clears away what uploads of an earlier run left on the disk, and from then on those that nobody decides of.
func (p *Pages) Open(s *kit.Site) error {
	ctx, cancel := context.WithCancel(context.Background())
	p.stop = cancel
	p.sweeping.Go(func() {
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

// Close clears nothing away any more.
func (p *Pages) Close() {
	if p.stop != nil {
		p.stop()
	}
	p.sweeping.Wait()
}

func jobLink(job jobs.Job) string { return "/importing/" + url.PathEscape(job.ID) }

// isImport says whether a job is of this room: an import, or the reading of files before it.
func isImport(job jobs.Job) bool {
	return job.Kind.Name == imports.JobImport || job.Kind.Name == imports.JobPreview
}

// current gives the import of an authority that runs or waits, or the reading of files before one.
func current(s *kit.Site, r *http.Request) (_ jobs.Job, found bool, err error) {
	if s.Jobs == nil {
		return jobs.Job{}, false, nil
	}
	return s.Jobs.Current(r.Context(), s.Actor(r).Authority, imports.JobLane)
}

// find gives the job that an address names.
func find(s *kit.Site, r *http.Request) (jobs.Job, error) {
	if s.Jobs == nil {
		return jobs.Job{}, door.ErrNotFound
	}
	job, err := s.Jobs.Find(r.Context(), s.Actor(r).Authority, r.PathValue("id"))
	if err == nil && !isImport(job) {
		err = door.ErrNotFound
	}
	return job, err
}

var errNoJobs = errors.New("this server was started without background work")

// begin begins to import an upload, or to work out what that would do. Where another import runs the upload is kept.
func begin(s *kit.Site, w http.ResponseWriter, r *http.Request, u *imports.Upload, kind string) error {
	if s.Jobs == nil {
		return errNoJobs
	}
	job, err := s.Jobs.Begin(r.Context(), s.Actor(r), kind, u.ID)
	link := jobLink(job)
	switch {
	case errors.Is(err, jobs.ErrTaken):
		link = uploadLink(u.ID) + "?busy=yes"
	case err != nil:
		return err
	}
	http.Redirect(w, r, link, http.StatusSeeOther) //nolint:gosec // a path of ours, in which the id is escaped
	return nil
}

// mayCancel says whether a reader may cancel a job.
func mayCancel(s *kit.Site, r *http.Request, job jobs.Job) bool {
	who := s.Actor(r)
	return !job.IsOver() && (job.As == who.Capacity() || s.May(who, access.ManageJobs))
}

// cancel stops an import. It then leaves nothing, but for the returns before the one that was being recorded.
func cancel(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	job, err := find(s, r)
	if err != nil {
		return err
	}
	if err := s.Jobs.Cancel(r.Context(), s.Door.Session(s.Actor(r)), job.ID); err != nil && !errors.Is(err, door.ErrConflict) { // it may have ended meanwhile
		return err
	}
	http.Redirect(w, r, jobLink(job), http.StatusSeeOther) //nolint:gosec // a path of ours, in which the id is escaped
	return nil
}
