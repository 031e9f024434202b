package imports

import (
	"errors"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/imports"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// importsPage lists what was imported and, for those who may, takes in more.
type importsPage struct {
	kit.Frame
	// MayMatch says that the reader decides which numbers are one child.
	MayMatch bool
	// MayImport says that the reader may bring data in.
	MayImport bool
	Kinds     []kit.Option
	Whole     bool
	Many      bool
	// From and To are the days typed between which lists hold everything.
	From, To string
	Limit    string
	// Running leads to an import that runs now.
	Running string
	Caption string
	Batches []batchLine
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
	batches, err := imports.List(r.Context(), s.Door.Session(actor))
	if err != nil {
		return importsPage{}, err
	}
	page := importsPage{
		Frame: s.Plain(r, "Imports"), MayImport: s.May(actor, access.Import), Whole: form.Whole, Many: form.Many, From: form.From, To: form.To,
		Limit: words.Thousands(uploadLimit >> 20), Caption: words.Count(len(batches), "import") + ", the latest first",
	}
	page.Faults, page.MayMatch = faults, s.May(actor, access.DecideMatch)
	for _, kind := range importKinds {
		kind.Selected = kind.Value == form.Kind
		page.Kinds = append(page.Kinds, kind)
	}
	if job := p.jobs.current(actor.Authority); job != nil && page.MayImport {
		page.Running = jobLink(job)
	}
	for _, b := range batches {
		page.Batches = append(page.Batches, batchLineOf(b, s.Now()))
	}
	return page, nil
}

func batchLineOf(b imports.Batch, now time.Time) batchLine {
	l := batchLine{
		Name: b.Name, Href: kit.ImportHref(b.ID), Kind: kindWords(b.Kind, b.Scope), At: kit.Moment(b.At, now), By: byWords(b),
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

// kindWords names what was imported: SSDA903, year to March 2018.
func kindWords(kind, scope string) string {
	_, year, _ := strings.Cut(scope, " ")
	name := map[string]string{"ssda903": "SSDA903", "cin": "Children in need census", "ssd": "Standard Safeguarding Dataset", "annexa": "Ofsted Annex A", "csv": "CSV lists", "undo": "Withdrawal of an import"}[kind]
	if name == "" {
		name = words.Capital(strings.ReplaceAll(kind, "_", " "))
	}
	if year != "" {
		name += ", year to March " + year
	}
	return name
}

// receive takes an upload in and begins to import it.
func (p *Pages) receive(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	actor := s.Actor(r)
	folder, err := imports.Incoming(s.Door.Session(actor))
	if err != nil {
		return err
	}
	form := importForm{Folder: folder}
	faults, err := form.read(w, r, s.Door.Session(actor).Day())
	if err == nil && len(faults) == 0 {
		job := &importJob{id: s.NewID(), authority: actor.Authority, started: s.Now()}
		if p.jobs.start(r.Context(), job, importer(s, actor, form)) {
			http.Redirect(w, r, jobLink(job), http.StatusSeeOther)
			return nil
		}
		faults.Add("files", "Another import is running. Wait until it is done, then send the files again")
	}
	removed := os.RemoveAll(folder) //nolint:gosec // the use case made the folder: nothing that a reader sent is in its name
	if err != nil || removed != nil {
		return errors.Join(err, removed)
	}
	page, err := p.importsPage(s, r, form, faults)
	if err != nil {
		return err
	}
	return s.RenderStatus(w, http.StatusBadRequest, "imports", page)
}

func jobLink(job *importJob) string { return "/importing/" + url.PathEscape(job.id) }
