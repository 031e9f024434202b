package published

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"heed/internal/door"
	"heed/internal/published"
	"heed/internal/releases"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// publishedPreviewPage says what importing a file would do, before it is on anybody's page.
type publishedPreviewPage struct {
	kit.Frame
	Name, Action, Until  string
	Publication, Release string
	MayImport            bool
	Files                []previewFile
}

// previewFile is what was read of one CSV file.
type previewFile struct {
	ID, Name string
	Refused  string
	Counts   []kit.Count
	// Columns are those besides time and place, with what each was taken for.
	Columns []previewColumn
	Notes   []string
	Symbols []string
	Faults  []string
	More    string
	// Follows is the file of the release before. Missing and New are series that only one of the two has.
	Follows, Renamed string
	Missing, New     []string
	Release          string
}

// previewColumn is a column of the file, which the reader may take for something else.
type previewColumn struct {
	ID, Field, Name, Why string
	Options              []kit.Option
}

// mostFaults and mostSeries are how many of each the page lists.
const (
	mostFaults = 20
	mostSeries = 30
)

func preview(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	u, err := releases.FindUpload(s.Door.Session(s.Actor(r)), r.PathValue("id"))
	if err != nil {
		return err
	}
	return showPreview(s, w, r, u, nil)
}

func showPreview(s *kit.Site, w http.ResponseWriter, r *http.Request, u *releases.Upload, faults kit.Faults) error {
	shown, err := u.Preview(r.Context(), s.Door.Session(s.Actor(r)))
	if err != nil {
		return err
	}
	page := publishedPreviewPage{Frame: plain(s, r, "Before anything is kept"), Name: u.Name, Action: uploadHref(u), Until: kit.Moment(u.Until(), s.Now()), Publication: u.Publication, Release: u.Release}
	page.Crumbs = []kit.Crumb{{Text: "Published figures", Href: "/published"}, {Text: "Files", Href: filesPath}}
	page.Faults = faults
	status := http.StatusOK
	if len(faults) > 0 {
		status = http.StatusBadRequest
	}
	for _, one := range shown {
		page.Files = append(page.Files, previewOf(one))
		if one.Refused != "" {
			continue
		}
		page.MayImport = true
		if page.Publication == "" {
			page.Publication = one.Set.Publication
		}
		if page.Release == "" && len(shown) == 1 {
			page.Release = one.Set.Release
		}
	}
	if !page.MayImport {
		page.Title, status = "This file cannot be imported", http.StatusUnprocessableEntity
	}
	return s.RenderStatus(w, status, "publishedpreview", page)
}

func previewOf(one releases.Shown) previewFile {
	f := previewFile{ID: kit.Anchor("file " + one.File), Name: one.File, Refused: one.Refused, Notes: one.Notes}
	if one.Refused != "" {
		return f
	}
	f.Counts = []kit.Count{
		{N: one.Kept, Label: "of " + words.Count(one.Rows, "row") + " would be kept", Class: "is-met"},
		{N: len(one.Set.Series), Label: "series"},
		{N: one.FaultN, Label: words.Either(one.FaultN == 1, "fault", "faults")},
	}
	for _, name := range one.Filters {
		f.column(name, "filter", "")
	}
	for _, name := range one.Indicators {
		f.column(name, "indicator", "")
	}
	for _, left := range one.LeftOut {
		f.column(left.Column, "left", left.Reason)
	}
	for _, mark := range slices.Sorted(maps.Keys(one.Symbols)) {
		f.Symbols = append(f.Symbols, countWords(one.Symbols, mark))
	}
	for _, level := range slices.Sorted(maps.Keys(one.OtherLevels)) {
		f.Notes = append(f.Notes, words.Count(one.OtherLevels[level], "row")+" of the level "+level+" would not be kept.")
	}
	for _, fault := range one.Faults[:min(len(one.Faults), mostFaults)] {
		f.Faults = append(f.Faults, lineWords(fault))
	}
	if more := one.FaultN - len(f.Faults); more > 0 {
		f.More = words.Count(more, "more fault") + "."
	}
	f.change(one.Change)
	return f
}

// column adds a column, with what it may be taken for.
func (f *previewFile) column(name, as, why string) {
	c := previewColumn{ID: f.ID + "-" + strconv.Itoa(len(f.Columns)), Field: "column:" + name, Name: name, Why: why}
	for _, option := range []kit.Option{{Value: "filter", Label: "a filter"}, {Value: "indicator", Label: "an indicator"}, {Value: "left", Label: "left out"}} {
		option.Selected = option.Value == as
		c.Options = append(c.Options, option)
	}
	f.Columns = append(f.Columns, c)
}

// change says how the file differs from the release before it.
func (f *previewFile) change(c *published.Change) {
	if c == nil {
		return
	}
	f.Follows = c.Earlier
	if c.Renamed {
		f.Renamed = "It looks like a later release of " + c.Earlier + " under another name. It would be a file of its own: once it is imported, say on the page of files which series go on."
	}
	names := func(list []*published.Series) (names []string) {
		for i, s := range list {
			if i == mostSeries {
				return append(names, words.Count(len(list)-i, "more", "more"))
			}
			names = append(names, s.Title+" ("+s.Names()+")")
		}
		return names
	}
	if f.Missing = names(c.Missing); len(f.Missing) > 0 {
		f.New = names(c.New)
	}
}

// confirm imports an upload, or reads it again with columns taken for something else.
func confirm(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	session := s.Door.Session(s.Actor(r))
	u, err := releases.FindUpload(session, r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return errors.Join(door.ErrInvalid, err)
	}
	u.Publication, u.Release = strings.TrimSpace(r.PostFormValue("publication")), strings.TrimSpace(r.PostFormValue("release"))
	if r.PostFormValue("do") == "again" {
		u.Choice = choiceOf(r)
	}
	if err := u.Save(); err != nil {
		return err
	}
	if r.PostFormValue("do") == "again" {
		http.Redirect(w, r, uploadHref(u), http.StatusSeeOther) //nolint:gosec // a path of ours, in which the id is escaped
		return nil
	}
	if len(u.Publication) > 200 || len(u.Release) > 40 {
		return showPreview(s, w, r, u, kit.Faults{{Field: "publication", Message: "Enter a shorter title, and a release such as 2025"}})
	}
	if _, err := u.Import(r.Context(), session); err != nil {
		return err
	}
	http.Redirect(w, r, filesPath, http.StatusSeeOther)
	return nil
}

// choiceOf reads what each column is to be taken for.
func choiceOf(r *http.Request) published.Choice {
	var c published.Choice
	for field := range r.PostForm {
		name, ok := strings.CutPrefix(field, "column:")
		if !ok {
			continue
		}
		switch r.PostForm.Get(field) {
		case "filter":
			c.Filters = append(c.Filters, name)
		case "indicator":
			c.Indicators = append(c.Indicators, name)
		case "left":
			c.LeaveOut = append(c.LeaveOut, name)
		}
	}
	for _, names := range [][]string{c.Filters, c.Indicators, c.LeaveOut} {
		slices.Sort(names)
	}
	return c
}

// discard gives an upload up.
func discard(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	u, err := releases.FindUpload(s.Door.Session(s.Actor(r)), r.PathValue("id"))
	if err == nil {
		err = u.Discard()
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, filesPath, http.StatusSeeOther)
	return nil
}
