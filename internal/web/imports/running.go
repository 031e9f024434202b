package imports

import (
	"errors"
	"net/http"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/jobs"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// importRunningPage says how far an import has come. It works without JavaScript: the browser asks again after a few seconds,
// unless the reader has turned that off.
type importRunningPage struct {
	kit.Frame
	Heading string
	// Percent is how far the reading of the files has come, and Doing what is being done.
	Percent int
	Doing   string
	// Again leads to the same page now; Toggle turns the asking again off or on.
	Again, Toggle string
	Refreshing    bool
	// Cancel is the address that stops the import, blank where the reader may not.
	Cancel string
	// Preview says that the files are only read, and nothing is imported.
	Preview bool
	// Stopped says that somebody has.
	Stopped bool
	// Before is what went in: all of it, or what came before that which was refused.
	Before []kit.Crumb
	// Upload leads to the files that were sent, which are kept.
	Upload string
}

// refreshSeconds is how long a browser waits before it asks again how far an import has come.
const refreshSeconds = "3"

func (p *Pages) running(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	job, err := find(s, r)
	if err != nil {
		return err
	}
	outcome, err := imports.OutcomeOf(job)
	if err != nil {
		return err
	}
	preview := job.Kind.Name == imports.JobPreview
	if job.IsOver() && !preview && len(outcome.Batches) == 0 && !outcome.Changed {
		if outcome, err = imports.AlreadyUnder(r.Context(), s.Door.Session(s.Actor(r)), job.ID); err != nil {
			return err
		}
	}
	page := importRunningPage{Frame: s.Plain(r, "Import running"), Heading: "Importing", Again: jobLink(job), Upload: uploadLink(job.About)}
	if preview {
		page.Title, page.Heading, page.Preview = "Reading your files", "Reading your files", true
	}
	page.Crumbs = []kit.Crumb{{Text: "Imports", Href: "/imports"}}
	switch {
	case !job.IsOver():
		return page.stillRuns(s, w, r, job)
	case preview && job.State == jobs.Failed:
		return whyNot(job, outcome)
	case preview || outcome.Changed && len(outcome.Batches) == 0:
		http.Redirect(w, r, page.Upload, http.StatusSeeOther)
		return nil
	case job.State == jobs.Stopped:
		page.Title, page.Heading, page.Stopped, page.Before = "Cancelled", "The import was cancelled", true, importedLines(outcome)
	case job.State == jobs.Failed:
		return importRefused(s, w, r, page, job, outcome)
	case len(outcome.Batches) == 1:
		http.Redirect(w, r, kit.ImportHref(outcome.Batches[0].Batch), http.StatusSeeOther)
		return nil
	default:
		page.Title, page.Heading, page.Before = "Imported", "Imported", importedLines(outcome)
	}
	return s.Render(w, "running", page)
}

// stillRuns shows how far an import has come.
func (p *importRunningPage) stillRuns(s *kit.Site, w http.ResponseWriter, r *http.Request, job jobs.Job) error {
	at, _ := job.Progress.(imports.Progress)
	p.Percent, p.Doing = imports.ProgressWords(at)
	if mayCancel(s, r, job) {
		p.Cancel = p.Again + "/cancel"
	}
	p.Refreshing = r.URL.Query().Get("refresh") != "off"
	p.Toggle = p.Again
	if p.Refreshing {
		p.Toggle += "?refresh=off"
		// A header rather than an element of the page, so that it is there only while the import runs and a reader can turn
		// it off by the link.
		w.Header().Set("Refresh", refreshSeconds)
	}
	return s.Render(w, "running", *p)
}

// errNotDone is why an import was not done that an earlier process of Heed ran.
var errNotDone = errors.New("an import failed before Heed was started again: the log of then says why")

// whyNot gives why a job was not done.
func whyNot(job jobs.Job, outcome imports.Outcome) error {
	switch {
	case job.Err != nil:
		return job.Err
	case job.Why == jobs.Left || job.Why == jobs.Forbidden:
		return door.ErrForbidden
	case len(outcome.Batches) > 0:
		return &door.CommittedError{Err: errNotDone}
	}
	return errNotDone
}

// importRefused shows why an import ended early. A file that cannot be imported is the reader's to mend; anything else is Heed's.
func importRefused(s *kit.Site, w http.ResponseWriter, r *http.Request, page importRunningPage, job jobs.Job, outcome imports.Outcome) error {
	reasons, err := reasonsOf(s, r, job)
	if err != nil {
		return err
	}
	if len(reasons) == 0 {
		return whyNot(job, outcome)
	}
	page.Title, page.Heading = "Not imported", "Nothing was imported"
	page.Before = importedLines(outcome)
	if len(page.Before) > 0 {
		page.Title, page.Heading = "Not all imported", "Not all of it was imported"
	}
	for _, reason := range reasons {
		page.Faults.Add("again", reason)
	}
	return s.RenderStatus(w, http.StatusUnprocessableEntity, "running", page)
}

// reasonsOf gives why an upload was not imported, none where that is Heed's fault. They speak of its files, which only whoever sent them sees.
func reasonsOf(s *kit.Site, r *http.Request, job jobs.Job) ([]string, error) {
	if job.Why != jobs.Refused {
		return nil, nil
	}
	u, err := imports.FindUpload(s.Door.Session(s.Actor(r)), job.About)
	if errors.Is(err, door.ErrNotFound) {
		return []string{"Whoever sent the files is shown why, as long as they are kept"}, nil
	}
	if err != nil {
		return nil, err
	}
	return u.Refused()
}

// importedLines lists what an import brought in, one line a return.
func importedLines(outcome imports.Outcome) []kit.Crumb {
	var list []kit.Crumb
	for _, b := range outcome.Batches {
		list = append(list, kit.Crumb{Text: imports.KindWords(b.Kind, b.Scope) + ": " + receiptWords(b.Receipt), Href: kit.ImportHref(b.Batch)})
	}
	return list
}

// receiptWords says what an import did in one line.
func receiptWords(c imports.Receipt) string {
	return words.Count(c.RowsRead, "row") + " read, " + words.Thousands(c.Appended) + " records added or changed, " + words.Thousands(c.Unchanged) + " as before, " +
		words.Thousands(c.Withdrawn) + " withdrawn, " + words.Count(c.Faults, "fault")
}
