package extract

import (
	"net/http"
	"strconv"
	"time"

	"heed/internal/extract"
	"heed/internal/web/kit"
)

// exportsPage offers what can be downloaded, and says what each holds and what it leaves out.
type exportsPage struct {
	kit.Frame
	Action string
	// Whats are what can be downloaded, and Areas the kinds of records, by area.
	Whats []whatView
	Areas []kit.OptionGroup
	Forms []kit.Option
	// Year, AsAt and KnownAt are as typed.
	Year, AsAt, KnownAt string
	// Chosen says that a kind of record was chosen.
	Chosen bool
}

// whatView is one thing that can be downloaded. ID is that of its button on the page.
type whatView struct {
	ID, Value, Label, Hint string
	Selected               bool
}

// exports shows the form, with what the address says of it filled in.
func exports(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	session := s.Door.Session(s.Actor(r))
	if err := extract.Allow(r.Context(), session, "the page of exports"); err != nil {
		return err
	}
	form := formOf(r.URL.Query())
	if form.typedYear == "" {
		form.typedYear = strconv.Itoa(lastYear(kit.Today(s.Now())))
	}
	var faults kit.Faults
	if err := form.readDays(&faults, s, r); err != nil {
		return err
	}
	return show(s, w, r, form, faults)
}

// lastYear gives the last year to 31 March that has ended.
func lastYear(today time.Time) int {
	if today.Month() >= time.April {
		return today.Year()
	}
	return today.Year() - 1
}

// download sends the file that was asked for, or shows the form with what is wrong with it.
func download(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	session := s.Door.Session(s.Actor(r))
	if err := extract.Allow(r.Context(), session, "an export"); err != nil {
		return err
	}
	form := formOf(r.URL.Query())
	faults, err := form.read(s, r)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return show(s, w, r, form, faults)
	}
	made, err := form.file(r.Context(), session)
	if err == nil {
		err = s.Download(w, r, made.name, made.write)
	}
	if faults := form.faultsOf(err); len(faults) > 0 {
		return show(s, w, r, form, faults)
	}
	return err
}

// show writes the page with the form.
func show(s *kit.Site, w http.ResponseWriter, r *http.Request, form exportForm, faults kit.Faults) error {
	values := r.URL.Query()
	page := exportsPage{
		Frame: s.Plain(r, "Exports"), Action: fileHref, Year: form.typedYear, Chosen: form.recordType != "",
		AsAt: kit.TypedDate(values.Get(kit.ParamAsAt)), KnownAt: kit.TypedDate(values.Get(kit.ParamKnownAt)),
	}
	page.Crumbs, page.Faults = []kit.Crumb{{Text: "Imports", Href: page.Link("/imports")}}, faults
	for i, c := range choices {
		id := "f-" + fieldWhat
		if i > 0 {
			id += "-" + strconv.Itoa(i)
		}
		page.Whats = append(page.Whats, whatView{ID: id, Value: c.value, Label: c.label, Hint: c.hint, Selected: c.value == form.what})
	}
	page.Areas = kit.TypesByArea(extract.Types(s.Door.Session(page.Actor)), form.recordType)
	for _, option := range forms {
		option.Selected = option.Value == form.form
		page.Forms = append(page.Forms, option)
	}
	status := http.StatusOK
	if len(faults) > 0 {
		status = http.StatusBadRequest
	}
	return s.RenderStatus(w, status, "exports", page)
}
