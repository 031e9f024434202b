package imports

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/extract"
	"heed/internal/imports"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// importsPage lists what was imported and, for those who may, takes in more.
type importsPage struct {
	kit.Frame
	// MayMatch says that the reader decides which numbers are one child.
	MayMatch bool
	// Exports leads to what can be downloaded, blank for those who may not.
	Exports string
	// MayImport says that the reader may bring data in.
	MayImport bool
	Kinds     []kit.Option
	Whole     bool
	// From and To are the days typed between which lists hold everything.
	From, To string
	Limit    string
	// Running leads to an import that runs now, and Waiting to what the reader sent and has not decided of.
	Running string
	Waiting []kit.Crumb
	// Heading says what is listed; AllLink leads to all imports where only those of a day are.
	Heading, AllLink string
	Caption          string
	Batches          []batchLine
}

// batchLine is one import in the list.
type batchLine struct {
	Name, Href, Kind       string
	At, By                 string
	Read, Added, Unchanged string
	Withdrawn              string
	Faults                 string
	FaultsN                int
	Tag                    kit.Tag
}

var importKinds = []kit.Option{
	{Value: "", Label: "Let Heed recognise each file"},
	{Value: "ssda903", Label: "SSDA903 looked after children return"},
	{Value: "cin", Label: "Children in need census"},
	{Value: "ssd", Label: "Standard Safeguarding Dataset, a file an object"},
	{Value: "annexa", Label: "Ofsted Annex A, a workbook or a file a list"},
	{Value: "csv", Label: "CSV lists of one record type each"},
}

func (p *Pages) list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	page, err := p.importsPage(s, r, importForm{}, nil)
	if err != nil {
		return err
	}
	return s.Render(w, "imports", page)
}

func (p *Pages) importsPage(s *kit.Site, r *http.Request, form importForm, faults kit.Faults) (importsPage, error) {
	actor := s.Actor(r)
	q, err := s.Question(r)
	if err != nil {
		return importsPage{}, err
	}
	batches, err := imports.List(r.Context(), s.Door.Session(actor).At(q))
	if err != nil {
		return importsPage{}, err
	}
	by := ""
	if !q.KnownAt.IsZero() {
		by = " by " + kit.KnownWords(q.KnownAt, s.Now())
	}
	heading, day := "What was imported"+by+": "+words.Thousands(len(batches)), r.URL.Query().Get("on")
	if on, ok := kit.ParseDate(day); ok {
		batches = slices.DeleteFunc(batches, func(b imports.Batch) bool { return !b.Standing() || !kit.Today(b.At).Equal(on) })
		heading = "What was imported on " + words.LongDate(on) + words.Either(by == "", "", ", as known"+by) + ": " + words.Thousands(len(batches)) + ", with " + words.Count(imports.Faults(batches), "fault")
	} else if day != "" {
		return importsPage{}, fmt.Errorf("%w: on %q is no day, such as 31 October 2026", door.ErrInvalid, day)
	}
	page := importsPage{
		Heading: heading,
		Frame:   s.Plain(r, "Imports"), MayImport: s.May(actor, access.Import), Whole: form.Whole, From: form.From, To: form.To,
		Limit: words.Thousands(uploadLimit >> 20), Caption: words.Count(len(batches), "import") + ", the latest first",
	}
	page.Faults, page.MayMatch = faults, s.May(actor, access.DecideMatch)
	if extract.May(s.Door.Session(actor)) {
		page.Exports = page.Link("/exports")
	}
	for _, kind := range importKinds {
		kind.Selected = kind.Value == form.Kind
		page.Kinds = append(page.Kinds, kind)
	}
	job, running, err := current(s, r)
	if err != nil {
		return importsPage{}, err
	}
	if running && page.MayImport {
		page.Running = jobLink(job)
	}
	if page.MayImport {
		waiting, err := imports.ListUploads(s.Door.Session(actor))
		if err != nil {
			return importsPage{}, err
		}
		for _, u := range waiting {
			page.Waiting = append(page.Waiting, kit.Crumb{Text: "Files sent at " + kit.Moment(u.At, s.Now()), Href: uploadLink(u.ID)})
		}
	}
	if day != "" {
		page.AllLink = page.Link("/imports")
	}
	for _, b := range batches {
		page.Batches = append(page.Batches, batchLineOf(b, s.Now()))
	}
	return page, nil
}

func batchLineOf(b imports.Batch, now time.Time) batchLine {
	l := batchLine{
		Name: b.Name, Href: kit.ImportHref(b.ID), Kind: imports.KindWords(b.Kind, b.Scope), At: kit.Moment(b.At, now), By: byWords(b),
		Read: words.Thousands(b.Counts.RowsRead), Added: words.Thousands(b.Counts.Appended), Unchanged: words.Thousands(b.Counts.Unchanged),
		Withdrawn: words.Thousands(b.Counts.Withdrawn), Faults: words.Thousands(b.Counts.Faults), FaultsN: b.Counts.Faults, Tag: kit.Tag{Class: "met", Shape: "tick", Word: "In use"},
	}
	switch {
	case b.Kind == "undo":
		l.Tag = kit.Tag{Class: "excused", Shape: "bar", Word: "Withdrawal"}
	case !b.UndoneAt.IsZero():
		l.Tag = kit.Tag{Class: "excused", Shape: "bar", Word: "Withdrawn"}
	}
	return l
}

// byWords names who brought an import in.
func byWords(b imports.Batch) string {
	if b.ByName != "" {
		return b.ByName
	}
	return b.By
}

// receive takes an upload in and begins to work out what importing it would do. Nothing is recorded before that has been shown.
func (p *Pages) receive(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	session := s.Door.Session(s.Actor(r))
	upload, err := imports.NewUpload(r.Context(), session)
	if err != nil {
		return err
	}
	form := importForm{upload: upload}
	faults, err := form.read(w, r)
	if err == nil {
		faults = append(faults, form.faults(session.Day())...)
	}
	if err == nil && len(faults) == 0 {
		upload.Kind, upload.Full, upload.CompleteFrom, upload.CompleteTo = form.Kind, form.Whole, form.CompleteFrom, form.CompleteTo
		if err := upload.Save(); err != nil {
			return errors.Join(err, upload.Discard())
		}
		return p.read(s, w, r, upload)
	}
	if removed := upload.Discard(); err != nil || removed != nil {
		return errors.Join(err, removed)
	}
	page, err := p.importsPage(s, r, form, faults)
	if err != nil {
		return err
	}
	return s.RenderStatus(w, http.StatusBadRequest, "imports", page)
}
