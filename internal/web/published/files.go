package published

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/published"
	"heed/internal/releases"
	"heed/internal/web/kit"
	"heed/internal/words"
)

const (
	filesPath     = "/published-files"
	renamingsPath = "/published-renamings"
	// nameLimit is the most that a field beside the file may hold.
	nameLimit = 1 << 10
)

// publishedFilesPage lists the files that were imported, takes in more, and keeps which series go on under another name.
type publishedFilesPage struct {
	kit.Frame
	Limit     string
	Files     []fileLine
	Series    []kit.Option
	Newer     []kit.Option
	Old, New  string
	Reason    string
	Renamings []renamingLine
}

// fileLine is one imported file in the list.
type fileLine struct{ Name, Publication, Series, From, To, At string }

// renamingLine is what somebody said of a series.
type renamingLine struct {
	New, Old, Who, Reason string
	Mine                  bool
}

func files(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	page, err := newFilesPage(s, r)
	if err != nil {
		return err
	}
	return s.Render(w, "publishedfiles", page)
}

func newFilesPage(s *kit.Site, r *http.Request) (*publishedFilesPage, error) {
	session := s.Door.Session(s.Actor(r))
	page := &publishedFilesPage{Frame: plain(s, r, "Files of published figures"), Limit: words.Thousands(releases.UploadBytes >> 20)}
	page.Crumbs = []kit.Crumb{{Text: "Published figures", Href: "/published"}}
	table, err := s.Door.Published(r.Context())
	if err != nil {
		return nil, err
	}
	stored, err := s.Door.PublishedFiles()
	if err != nil {
		session.Logger().WarnContext(r.Context(), "a file of published figures is left out", "error", err)
	}
	for _, one := range stored {
		page.Files = append(page.Files, fileLine{
			Name: one.File, Publication: one.Publication, Series: words.Count(len(one.Series), "series", "series"),
			From: one.Periods[0].Label(), To: one.Periods[len(one.Periods)-1].Label(), At: kit.Moment(one.At, s.Now()),
		})
	}
	for _, one := range table.Series {
		if one.Key() == "" {
			continue // Heed works it out
		}
		option := kit.Option{Value: one.ID, Label: one.Title + " (" + one.Topic + ", to " + one.Last().Label() + ")"}
		page.Series = append(page.Series, option)
		if one.Imported() {
			page.Newer = append(page.Newer, option)
		}
	}
	return page, page.renamings(s, r, session)
}

// renamings lists what was said of series.
func (p *publishedFilesPage) renamings(s *kit.Site, r *http.Request, session *door.Session) error {
	list, err := session.PublishedRenamings(r.Context())
	if err != nil {
		return err
	}
	names, err := session.StaffNames(r.Context())
	if err != nil {
		return err
	}
	for _, one := range list {
		line := renamingLine{New: one.New, Old: one.Old, Reason: one.Reason, Mine: one.Authority == session.Who.Authority}
		by := "authority " + one.Authority
		if line.Mine {
			by = one.By
			if name := names[one.By]; name != "" {
				by = name
			}
		}
		line.Who = by + ", " + kit.Moment(one.At, s.Now())
		p.Renamings = append(p.Renamings, line)
	}
	return nil
}

// receive takes a file in and leads to what importing it would do. Nothing is kept in the figures before that has been shown.
func receive(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, releases.UploadBytes+8*nameLimit)
	upload, err := receiveFile(s, r)
	var large *http.MaxBytesError
	message := ""
	switch {
	case errors.As(err, &large), errors.Is(err, releases.ErrTooLarge):
		message = fmt.Sprintf("The file must be smaller than %d MB. Send a zip file of it, or import it with heed published import", releases.UploadBytes>>20)
	case errors.Is(err, io.ErrUnexpectedEOF):
		message = "The file did not arrive whole. Send it again"
	case err != nil:
		return err
	case upload == nil:
		message = "Choose the file to import"
	}
	if message == "" {
		http.Redirect(w, r, uploadHref(upload), http.StatusSeeOther) //nolint:gosec // a path of ours, in which the id is escaped
		return nil
	}
	page, err := newFilesPage(s, r)
	if err != nil {
		return err
	}
	page.Faults.Add("files", message)
	return s.RenderStatus(w, http.StatusBadRequest, "publishedfiles", page)
}

func uploadHref(u *releases.Upload) string { return filesPath + "/" + url.PathEscape(u.ID) }

// receiveFile takes the first file of a form in, nil where there is none.
func receiveFile(s *kit.Site, r *http.Request) (*releases.Upload, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, nil //nolint:nilerr,nilnil // a form that was not sent as one holds no file
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, nil //nolint:nilnil // no file was chosen
		}
		if err != nil {
			return nil, err
		}
		if part.FormName() == "files" && part.FileName() != "" {
			return releases.NewUpload(r.Context(), s.Door.Session(s.Actor(r)), part.FileName(), part)
		}
	}
}

// rename writes down that a series goes on under another name.
func rename(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	old, newer, reason := r.PostFormValue("old"), r.PostFormValue("new"), strings.TrimSpace(r.PostFormValue("reason"))
	var faults kit.Faults
	if old == "" {
		faults.Add("old", "Choose the series as Heed has it")
	}
	if newer == "" {
		faults.Add("new", "Choose the series under its new name")
	}
	if reason == "" {
		faults.Add("reason", "Say why they are one series")
	}
	if len(faults) == 0 {
		_, err := releases.Map(r.Context(), s.Door.Session(s.Actor(r)), old, newer, reason, "form")
		if err == nil {
			http.Redirect(w, r, filesPath+"#renamings", http.StatusSeeOther)
			return nil
		}
		if !errors.Is(err, door.ErrInvalid) && !errors.Is(err, door.ErrNotFound) {
			return err
		}
		faults.Add("new", "These two cannot be one series: choose the earlier one first, and a later one of the same unit that is not in the same file")
	}
	page, err := newFilesPage(s, r)
	if err != nil {
		return err
	}
	page.Faults, page.Reason = faults, reason
	choose(page.Series, old)
	choose(page.Newer, newer)
	return s.RenderStatus(w, http.StatusBadRequest, "publishedfiles", page)
}

func choose(options []kit.Option, value string) {
	for i := range options {
		options[i].Selected = options[i].Value == value
	}
}

// unrename takes back what was said of a series.
func unrename(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if err := releases.Unmap(r.Context(), s.Door.Session(s.Actor(r)), r.PostFormValue("new"), "taken back on the page of files"); err != nil {
		return err
	}
	http.Redirect(w, r, filesPath+"#renamings", http.StatusSeeOther)
	return nil
}

// mayImport says whether the reader may bring published figures in.
func mayImport(s *kit.Site, f kit.Frame) bool {
	return f.Actor.ID != "" && s.May(f.Actor, access.ImportPublished)
}

// countWords says how often each symbol stands, with what it means.
func countWords(symbols map[string]int, mark string) string {
	return "[" + mark + "]: " + published.Meaning(mark) + ", in " + words.Count(symbols[mark], "cell")
}

func lineWords(f published.Fault) string {
	where := "Line " + strconv.Itoa(f.Line)
	if f.Column != "" {
		where += ", column " + f.Column
	}
	return where + ": " + f.Reason
}
