package imports

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// columnsPage asks what the columns of a file hold, so that it, and others with the same headings, can be read as a list.
type columnsPage struct {
	kit.Frame
	File, Upload, Action string
	// Sheets are those of a workbook, and Types what the file may be a list of, by area.
	Sheets []kit.Option
	Types  []kit.OptionGroup
	// Sheet and Type are what was chosen, and Key names the fields by which its rows are told apart.
	Sheet, Type, Key string
	// Made says that rows need no column of the key.
	Made bool
	// Found are the headings as words, before a type is chosen.
	Found   string
	Columns []columnView
	Words   []wordView
	// Answered stands for the columns of which the words are asked.
	Answered string
	// Was says who said it before, and when.
	Was string
}

// columnView is a heading with what it may be.
type columnView struct {
	Name, Heading, Fault string
	Options              []kit.Option
}

// wordView is a word with the codes that it may stand for.
type wordView struct {
	Name, Word, Under string
	Options           []kit.Option
}

const columnsPath = "/columns"

func columnsLink(u *imports.Upload, file string) string {
	return uploadLink(u.ID) + columnsPath + "?file=" + url.QueryEscape(file)
}

// mayHaveColumns says whether a file may be a table with headings of its own.
func mayHaveColumns(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{".csv", ".txt", ".tsv", ".xlsx", ".xlsm"}, func(ext string) bool { return strings.HasSuffix(name, ext) })
}

func (p *Pages) columns(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return p.askColumns(s, w, r, false)
}

func (p *Pages) saveColumns(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return p.askColumns(s, w, r, true)
}

// askColumns shows what the columns are said to be and, once that is all said, keeps it and reads the upload again.
func (p *Pages) askColumns(s *kit.Site, w http.ResponseWriter, r *http.Request, sent bool) error {
	u, found, err := p.theirs(s, w, r)
	if err != nil || !found {
		return err
	}
	session := s.Door.Session(s.Actor(r))
	file := r.FormValue("file")
	sample, err := u.Sample(r.Context(), session, file, r.FormValue("sheet"))
	if reasons := u.Reasons(err); len(reasons) > 0 {
		return p.showPreview(s, w, r, u, kit.Faults{{Field: "files", Message: reasons[0]}})
	}
	if err != nil {
		return err
	}
	was, same, _, err := imports.FindColumns(r.Context(), session, sample.Headings)
	if err != nil {
		return err
	}
	form := columnsForm{sample: sample, was: was, allowed: imports.ColumnsAllowed(session), types: s.Door.Catalogue(), r: r, sent: sent}
	form.choose()
	page := columnsPage{Frame: s.Plain(r, "What "+file+" holds"), File: file, Upload: uploadLink(u.ID), Action: uploadLink(u.ID) + columnsPath, Sheet: sample.Sheet}
	page.Crumbs = []kit.Crumb{{Text: "Imports", Href: "/imports"}, {Text: "Before anything is recorded", Href: uploadLink(u.ID)}}
	if form.goesOn() {
		page.Was = "What " + cmp.Or(was.ByName, was.By) + " said of such files on " + words.LongDate(door.Civil(was.At, true)) + " is filled in. " +
			words.Either(same, "Saving changes it.", "It says nothing of the other headings. Saving keeps it for files without them.")
	}
	done, err := form.fill(&page)
	if err != nil {
		return err
	}
	if done {
		columns := form.said()
		columns.File = file
		if err := imports.SaveColumns(r.Context(), session, columns, "form"); err != nil {
			return err
		}
		return p.reread(s, w, r, u)
	}
	status := http.StatusOK
	if len(page.Faults) > 0 {
		status = http.StatusBadRequest
	}
	return s.RenderStatus(w, status, "columns", page)
}

// columnsForm is what the reader has said so far of the columns of a file.
type columnsForm struct {
	sample  *imports.Sample
	was     imports.Columns
	allowed []*catalogue.Type
	types   *catalogue.Catalogue
	r       *http.Request
	sent    bool

	kind *catalogue.Type
	// fields are the ids of the fields, by heading in their order: blank where nothing is said yet.
	fields []string
	asked  []imports.WordOf
}

// choose finds what was chosen: in the form, or before, or by the names of the headings. A column without a heading is left out.
func (f *columnsForm) choose() {
	id := cmp.Or(f.r.FormValue("type"), f.was.RecordType)
	if i := slices.IndexFunc(f.allowed, func(t *catalogue.Type) bool { return t.ID == id }); i >= 0 {
		f.kind = f.allowed[i]
	}
	if f.kind == nil {
		return
	}
	f.fields = make([]string, len(f.sample.Headings))
	for i, heading := range f.sample.Headings {
		switch {
		case heading == "":
			f.fields[i] = imports.LeftOut
		case f.sent:
			f.fields[i] = f.r.PostFormValue(columnName(i))
		case f.goesOn():
			f.fields[i] = f.before(heading)
		default:
			if field := imports.GuessField(f.kind, heading); !slices.Contains(f.fields, field) {
				f.fields[i] = field
			}
		}
	}
}

// goesOn says whether what was said before of such files is of the type that was chosen.
func (f *columnsForm) goesOn() bool { return f.kind != nil && f.kind.ID == f.was.RecordType }

// before gives what a heading was said to be before, blank where nothing was said of it.
func (f *columnsForm) before(heading string) string {
	for name, field := range f.was.Fields {
		if imports.SameWords(name, heading) {
			return field
		}
	}
	return ""
}

// codeBefore gives the code that a word of a field was said to stand for before, blank where it was not.
func (f *columnsForm) codeBefore(field, word string) string {
	for name, code := range f.was.Words[field] {
		if f.goesOn() && imports.SameWords(name, word) {
			return code
		}
	}
	return ""
}

func columnName(i int) string { return "column-" + strconv.Itoa(i) }

func wordName(w imports.WordOf) string {
	return "word-" + strconv.Itoa(w.Column) + "-" + strconv.Itoa(w.Place)
}

// fill fills the page in, and says whether all has been said.
func (f *columnsForm) fill(page *columnsPage) (done bool, err error) {
	for _, name := range f.sample.Sheets {
		page.Sheets = append(page.Sheets, kit.Option{Value: name, Label: name, Selected: name == f.sample.Sheet})
	}
	page.Types = kit.TypesByArea(f.allowed, f.chosen())
	page.Found = words.Join(slices.DeleteFunc(slices.Clone(f.sample.Headings), func(heading string) bool { return heading == "" }))
	if f.kind == nil {
		if f.sent {
			page.Faults.Add("type", "Choose what the file is a list of")
		}
		return false, nil
	}
	page.Type = f.kind.ID
	var key []string
	for _, id := range f.kind.Key {
		if id != imports.ReportedBy {
			key = append(key, f.title(id))
		}
	}
	page.Key, page.Made = words.Join(key), imports.MakesID(f.kind)
	if f.sent {
		f.check(&page.Faults)
	}
	for i, heading := range f.sample.Headings {
		if heading != "" {
			page.Columns = append(page.Columns, f.column(i, heading, page.Faults))
		}
	}
	if f.asked, err = imports.UnknownWords(f.types, f.kind, f.fields, f.sample); err != nil {
		return false, err
	}
	if !f.sent || len(page.Faults) > 0 {
		return false, nil
	}
	page.Answered = f.answered()
	for _, w := range f.asked {
		page.Words = append(page.Words, f.word(w))
	}
	return len(f.asked) == 0 || f.r.PostFormValue("asked") == page.Answered, nil
}

// answered stands for the columns of which the words have been asked: where they are changed the words are asked again.
func (f *columnsForm) answered() string { return f.kind.ID + " " + strings.Join(f.fields, " ") }

// check says what is wrong with what was said of the columns.
func (f *columnsForm) check(faults *kit.Faults) {
	for i, field := range f.fields {
		heading := f.sample.Headings[i]
		again := slices.IndexFunc(f.sample.Headings[:i], func(other string) bool { return imports.SameWords(other, heading) })
		switch {
		case field == "":
			faults.Add(columnName(i), "Choose what "+heading+" is, or leave it out")
		case again >= 0 && heading != "" && f.fields[again] != field:
			faults.Add(columnName(i), heading+" stands twice: choose the same for both")
		case again < 0 && field != imports.LeftOut && slices.Index(f.fields, field) < i:
			faults.Add(columnName(i), f.title(field)+" is chosen twice: choose another, or leave one out")
		}
	}
	if len(*faults) > 0 {
		return
	}
	for _, lacks := range f.said().Lacks(f.kind) {
		faults.Add(f.firstName(), "Choose which column is "+lacks.Title+": no row can be recorded without it")
	}
}

// firstName is the name of the first column that can be chosen.
func (f *columnsForm) firstName() string {
	return columnName(max(0, slices.IndexFunc(f.sample.Headings, func(heading string) bool { return heading != "" })))
}

// chosen is the id of the type that was chosen, blank where none was.
func (f *columnsForm) chosen() string {
	if f.kind == nil {
		return ""
	}
	return f.kind.ID
}

func (f *columnsForm) title(field string) string {
	if known := f.kind.Field(field); known != nil {
		return known.Title
	}
	return field
}

// said is what has been said: of the words, besides what was said before of those that this file does not have.
func (f *columnsForm) said() imports.Columns {
	c := imports.Columns{RecordType: f.kind.ID, Fields: map[string]string{}, Words: map[string]map[string]string{}}
	for i, heading := range f.sample.Headings {
		first := slices.IndexFunc(f.sample.Headings, func(other string) bool { return imports.SameWords(other, heading) })
		if heading != "" && first == i {
			c.Fields[heading] = f.fields[i]
		}
	}
	answers := map[string]map[string]string{}
	for _, w := range f.asked {
		if answers[w.Field.ID] == nil {
			answers[w.Field.ID] = map[string]string{}
		}
		answers[w.Field.ID][w.Word] = f.r.PostFormValue(wordName(w))
	}
	for _, field := range f.fields {
		if f.kind.Index(field) >= 0 {
			c.Words[field] = imports.MergeWords(f.wordsBefore(field), answers[field])
		}
	}
	return c
}

func (f *columnsForm) wordsBefore(field string) map[string]string {
	if !f.goesOn() {
		return nil
	}
	return f.was.Words[field]
}

func (f *columnsForm) column(i int, heading string, faults kit.Faults) columnView {
	v := columnView{Name: columnName(i), Heading: heading, Fault: faults.On(columnName(i))}
	v.Options = []kit.Option{{Label: "Choose"}, {Value: imports.LeftOut, Label: "Leave it out", Selected: f.fields[i] == imports.LeftOut}}
	for _, field := range f.kind.Fields {
		v.Options = append(v.Options, kit.Option{Value: field.ID, Label: field.Title, Selected: f.fields[i] == field.ID})
	}
	return v
}

func (f *columnsForm) word(w imports.WordOf) wordView {
	v := wordView{Name: wordName(w), Word: w.Word, Under: w.Heading + ", which is " + w.Field.Title, Options: []kit.Option{{Label: "No code: leave it as it is"}}}
	chosen := cmp.Or(f.r.PostFormValue(v.Name), f.codeBefore(w.Field.ID, w.Word))
	if w.Field.Type == catalogue.FieldYesNo {
		v.Options = append(v.Options, kit.Option{Value: "true", Label: "Yes", Selected: chosen == "true"}, kit.Option{Value: "false", Label: "No", Selected: chosen == "false"})
		return v
	}
	for _, code := range w.Field.List().Codes {
		v.Options = append(v.Options, kit.Option{Value: code.Code, Label: code.Code + ": " + code.Label, Selected: chosen == code.Code})
	}
	return v
}

// savedColumnsPage lists what was said of the columns of files.
type savedColumnsPage struct {
	kit.Frame
	List []savedView
}

// savedView is what was said of one kind of file.
type savedView struct {
	Title, File, Who, When, Action string
	Columns, Words                 []string
}

func savedColumns(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	session := s.Door.Session(s.Actor(r))
	list, err := imports.ListColumns(r.Context(), session)
	if err != nil {
		return err
	}
	page := savedColumnsPage{Frame: s.Plain(r, "Saved columns")}
	page.Crumbs = []kit.Crumb{{Text: "Imports", Href: "/imports"}}
	for _, c := range list {
		page.List = append(page.List, savedOf(c, s))
	}
	return s.Render(w, "saved", page)
}

func savedOf(c imports.Columns, s *kit.Site) savedView {
	v := savedView{Title: c.RecordType, File: c.File, Who: cmp.Or(c.ByName, c.By), When: kit.Moment(c.At, s.Now()), Action: "/saved-columns/" + url.PathEscape(c.ID) + "/withdraw"}
	title := func(field string) string { return field }
	if t := s.Door.Catalogue().Type(c.RecordType); t != nil {
		v.Title = t.Title
		title = func(field string) string {
			if f := t.Field(field); f != nil {
				return f.Title
			}
			return field
		}
	}
	for heading, field := range c.Fields {
		if field == imports.LeftOut {
			v.Columns = append(v.Columns, heading+" is left out")
			continue
		}
		v.Columns = append(v.Columns, heading+" is "+title(field))
	}
	for field, said := range c.Words {
		for word, code := range said {
			v.Words = append(v.Words, word+" is "+code+" ("+title(field)+")")
		}
	}
	slices.Sort(v.Columns)
	slices.Sort(v.Words)
	return v
}

func withdrawColumns(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	err := imports.WithdrawColumns(r.Context(), s.Door.Session(s.Actor(r)), r.PathValue("id"))
	if err != nil && !errors.Is(err, door.ErrConflict) { // somebody else may have withdrawn it
		return err
	}
	http.Redirect(w, r, "/saved-columns", http.StatusSeeOther)
	return nil
}
