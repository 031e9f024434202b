package web

import (
	"errors"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/imports"
)

// importsPage lists what was imported and, for those who may, takes in more.
type importsPage struct {
	frame
	// MayMatch says that the reader decides which numbers are one child.
	MayMatch bool
	// MayImport says that the reader may bring data in.
	MayImport bool
	Kinds     []optionView
	Whole     bool
	Many      bool
	Limit     string
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
	Tag                    tagView
}

var importKinds = []optionView{
	{Value: "", Label: "Let Heed recognise each file"},
	{Value: "ssda903", Label: "SSDA903 looked after children return"},
	{Value: "cin", Label: "Children in need census"},
	{Value: "ssd", Label: "Standard Safeguarding Dataset, a file an object"},
	{Value: "annexa", Label: "Ofsted Annex A, a workbook or a file a list"},
	{Value: "csv", Label: "CSV lists of one record type each"},
}

func (s *Server) imports(w http.ResponseWriter, r *http.Request) error {
	page, err := s.importsPage(r, importForm{}, nil)
	if err != nil {
		return err
	}
	return s.render(w, "imports", page)
}

func (s *Server) importsPage(r *http.Request, form importForm, faults Faults) (importsPage, error) {
	actor := s.actor(r)
	batches, err := imports.List(r.Context(), s.app.Session(actor))
	if err != nil {
		return importsPage{}, err
	}
	page := importsPage{
		frame: s.plain(r, "Imports"), MayImport: s.may(actor, access.Import), Whole: form.Whole, Many: form.Many,
		Limit: number(uploadLimit >> 20), Caption: plural(len(batches), "import") + ", the latest first",
	}
	page.Faults, page.MayMatch = faults, s.may(actor, access.DecideMatch)
	for _, kind := range importKinds {
		kind.Selected = kind.Value == form.Kind
		page.Kinds = append(page.Kinds, kind)
	}
	if job := s.jobs.current(actor.Authority); job != nil && page.MayImport {
		page.Running = jobLink(job)
	}
	for _, b := range batches {
		page.Batches = append(page.Batches, batchLineOf(b, s.now()))
	}
	return page, nil
}

func batchLineOf(b imports.Batch, now time.Time) batchLine {
	l := batchLine{
		Name: b.Name, Href: batchLink(b.ID), Kind: kindWords(b.Kind, b.Scope), At: moment(b.At, now), By: byWords(b),
		Read: number(b.Counts.RowsRead), Added: number(b.Counts.Appended), Unchanged: number(b.Counts.Unchanged),
		Withdrawn: number(b.Counts.Withdrawn), Faults: number(b.Counts.Faults), FaultsN: b.Counts.Faults, Tag: tagView{"met", "tick", "In use"},
	}
	switch {
	case b.Kind == "undo":
		l.Tag = tagView{"excused", "bar", "Withdrawal"}
	case !b.UndoneAt.IsZero():
		l.Tag = tagView{"excused", "bar", "Withdrawn"}
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
		name = capital(strings.ReplaceAll(kind, "_", " "))
	}
	if year != "" {
		name += ", year to March " + year
	}
	return name
}

// importFiles takes an upload in and begins to import it.
func (s *Server) importFiles(w http.ResponseWriter, r *http.Request) error {
	actor := s.actor(r)
	folder, err := imports.Incoming(s.app.Session(actor))
	if err != nil {
		return err
	}
	form := importForm{Folder: folder}
	faults, err := form.read(w, r)
	if err == nil && len(faults) == 0 {
		job := &importJob{id: s.newID(), authority: actor.Authority, started: s.now()}
		if s.jobs.start(r.Context(), job, s.importer(actor, form)) {
			http.Redirect(w, r, jobLink(job), http.StatusSeeOther)
			return nil
		}
		faults.Add("files", "Another import is running. Wait until it is done, then send the files again")
	}
	removed := os.RemoveAll(folder) //nolint:gosec // the use case made the folder: nothing that a reader sent is in its name
	if err != nil || removed != nil {
		return errors.Join(err, removed)
	}
	page, err := s.importsPage(r, form, faults)
	if err != nil {
		return err
	}
	return s.renderStatus(w, http.StatusBadRequest, "imports", page)
}

func jobLink(job *importJob) string { return "/importing/" + url.PathEscape(job.id) }
