package extract

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/extract"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// exportsPage offers what can be downloaded, and says what each holds and what it leaves out.
type exportsPage struct {
	kit.Frame
	Action string
	// Whats are what can be downloaded, and Areas the kinds of records, by area.
	Whats []whatView
	Areas []areaView
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

// areaView is the kinds of records of one area.
type areaView struct {
	Title string
	Types []kit.Option
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
		AsAt: typedDay(values, kit.ParamAsAt), KnownAt: typedDay(values, kit.ParamKnownAt),
	}
	page.Crumbs, page.Faults = []kit.Crumb{{Text: "Imports", Href: page.Link("/imports")}}, faults
	for i, c := range choices {
		id := "f-" + fieldWhat
		if i > 0 {
			id += "-" + strconv.Itoa(i)
		}
		page.Whats = append(page.Whats, whatView{ID: id, Value: c.value, Label: c.label, Hint: c.hint, Selected: c.value == form.what})
	}
	page.Areas = areasOf(s.Door.Session(page.Actor), form.recordType)
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

// areasOf gives the kinds of records that the person's role reads, by area and within each by title.
func areasOf(session *door.Session, chosen string) []areaView {
	var areas []areaView
	for _, t := range extract.Types(session) {
		title := words.Capital(t.Area)
		i := slices.IndexFunc(areas, func(a areaView) bool { return a.Title == title })
		if i < 0 {
			i = len(areas)
			areas = append(areas, areaView{Title: title})
		}
		areas[i].Types = append(areas[i].Types, optionOf(t, chosen))
	}
	for _, a := range areas {
		slices.SortFunc(a.Types, func(x, y kit.Option) int { return strings.Compare(x.Label, y.Label) })
	}
	return areas
}

func optionOf(t *catalogue.Type, chosen string) kit.Option {
	return kit.Option{Value: t.ID, Label: t.Title, Selected: t.ID == chosen}
}

// typedDay turns a day of a link back into one that a person would type, and leaves what it cannot read alone.
func typedDay(values url.Values, name string) string {
	typed := values.Get(name)
	if day, ok := kit.ParseDate(typed); ok {
		return words.LongDate(day)
	}
	return typed
}
