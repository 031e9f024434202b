package imports

import (
	"errors"
	"net/http"

	"heed/internal/door"
	"heed/internal/imports"
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
	// Before is what went in: all of it, or what came before that which was refused.
	Before []kit.Crumb
	// Upload leads to the files that were sent, which are kept.
	Upload string
}

// refreshSeconds is how long a browser waits before it asks again how far an import has come.
const refreshSeconds = "3"

func (p *Pages) running(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	job := p.jobs.find(s.Actor(r).Authority, r.PathValue("id"))
	if job == nil {
		return door.ErrNotFound
	}
	state := job.state()
	page := importRunningPage{Frame: s.Plain(r, "Import running"), Heading: "Importing", Again: jobLink(job), Upload: uploadLink(job.upload)}
	if job.preview {
		page.Title, page.Heading = "Reading your files", "Reading your files"
	}
	page.Crumbs = []kit.Crumb{{Text: "Imports", Href: "/imports"}}
	switch {
	case state.done && job.preview && state.err != nil:
		return state.err
	case state.done && (job.preview || errors.Is(state.err, imports.ErrChanged) && len(state.result.Batches) == 0):
		http.Redirect(w, r, page.Upload, http.StatusSeeOther)
		return nil
	case state.done && state.err != nil:
		return importRefused(s, w, page, job.upload, state)
	case state.done && len(state.result.Batches) == 1:
		http.Redirect(w, r, kit.ImportHref(state.result.Batches[0].Batch), http.StatusSeeOther)
		return nil
	case state.done:
		page.Title, page.Heading, page.Before = "Imported", "Imported", importedLines(state.result)
		return s.Render(w, "running", page)
	}
	page.progress(state.progress)
	page.Refreshing = r.URL.Query().Get("refresh") != "off"
	page.Toggle = page.Again
	if page.Refreshing {
		page.Toggle += "?refresh=off"
		// A header rather than an element of the page, so that it is there only while the import runs and a reader can turn
		// it off by the link.
		w.Header().Set("Refresh", refreshSeconds)
	}
	return s.Render(w, "running", page)
}

// progress says how far an import has come.
func (p *importRunningPage) progress(at imports.Progress) {
	switch at.Stage {
	case "reading", "recording":
		part := 0.0
		if at.Total > 0 {
			part = float64(at.Done) / float64(at.Total)
		}
		// Both take about as long.
		p.Percent = int(50 * (float64(at.Index-1) + part) / float64(max(at.Of, 1)))
		doing := "Reading "
		if at.Stage == "recording" {
			p.Percent, doing = p.Percent+50, "Comparing with the records: "
		}
		p.Doing = doing + imports.KindWords(at.Kind, at.Scope) + ": " + words.Thousands(at.Index) + " of " + words.Thousands(at.Of) + "."
	case "working out":
		p.Percent, p.Doing = 100, "All is read and kept. Heed is working out what follows from it."
	default:
		p.Doing = "Looking at what the files are."
	}
}

// importRefused shows why an import ended early. A file that cannot be imported is the reader's to mend; anything else is Heed's.
func importRefused(s *kit.Site, w http.ResponseWriter, page importRunningPage, upload *imports.Upload, state importState) error {
	err := state.err
	if committed, ok := errors.AsType[*door.CommittedError](err); ok && !state.result.Whole {
		err = committed.Err // the page says which returns went in before it
	}
	reasons := upload.Reasons(err)
	if len(reasons) == 0 {
		return state.err
	}
	page.Title, page.Heading = "Not imported", "Nothing was imported"
	page.Before = importedLines(state.result)
	if len(page.Before) > 0 {
		page.Title, page.Heading = "Not all imported", "Not all of it was imported"
	}
	for _, reason := range reasons {
		page.Faults.Add("again", reason)
	}
	return s.RenderStatus(w, http.StatusUnprocessableEntity, "running", page)
}

// importedLines lists what an import brought in, one line a return.
func importedLines(result imports.Result) []kit.Crumb {
	var list []kit.Crumb
	for _, b := range result.Batches {
		list = append(list, kit.Crumb{Text: imports.KindWords(b.Kind, b.Scope) + ": " + receiptWords(b.Receipt), Href: kit.ImportHref(b.Batch)})
	}
	return list
}

// receiptWords says what an import did in one line.
func receiptWords(c imports.Receipt) string {
	return words.Count(c.RowsRead, "row") + " read, " + words.Thousands(c.Appended) + " records added or changed, " + words.Thousands(c.Unchanged) + " as before, " +
		words.Thousands(c.Withdrawn) + " withdrawn, " + words.Count(c.Faults, "fault")
}
