package table

import (
	"context"
	"errors"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
)

// Kind is the kind of a set of lists.
const Kind = "csv"

// Spec describes the format for the table of formats. A file that the user says is of a record type is a list of it.
var Spec = format.Spec{
	Kind: Kind, Title: "a CSV list with Heed's own column names, such as child_id",
	Reads: func(cat *catalogue.Catalogue, kind string) bool { return cat.Type(kind) != nil },
	Expected: func(kind string) string {
		if kind == Kind {
			return ""
		}
		return claim(kind)
	},
	New: func(cat *catalogue.Catalogue, norm *intake.Normaliser) (format.Format, error) {
		return NewLists(cat, norm), nil
	},
}

// Begin begins a search.
func (l *Lists) Begin(s *format.Search) format.Finder {
	return &finder{Lists: l, search: s, saved: map[string]*format.Columns{}}
}

// finder finds the lists of one search.
type finder struct {
	*Lists

	search *format.Search
	files  []list
	notes  []intake.Fault             // of sheets that are not read
	saved  map[string]*format.Columns // what somebody said of the columns of lists, by their names
}

// list is a file that is a list of a record type.
type list = format.Match[*catalogue.Type]

// anyList says whether the user lets the files be lists of any record type.
func (d *finder) anyList() bool { return d.search.Kind == "" || d.search.Kind == Kind }

// Claims says what a file named as a record type claims to be.
func (d *finder) Claims(f *format.File) string {
	content, err := f.Content()
	if err != nil || content != format.Text || f.Ext() != ".csv" || !d.anyList() {
		return ""
	}
	if t := d.Named(f.Base()); t != nil {
		return claim(t.ID)
	}
	return ""
}

func claim(recordType string) string {
	return "a list of the record type " + recordType + " in CSV, with Heed's own column names"
}

// Recognise recognises a list by its heading, and its name where the heading is of several.
func (d *finder) Recognise(f *format.File) (format.Answer, error) {
	content, err := f.Content()
	if err != nil {
		return format.NotMine(), err
	}
	switch content {
	case format.Zip:
		return d.recogniseWorkbook(f)
	case format.Text:
		var types []*catalogue.Type
		var found []string
		titles, err := f.FindHeading(func(heading []string) bool {
			types, found = d.typesOf(heading, f.Base()), heading
			return len(types) > 0
		})
		if err != nil || titles < 0 {
			return format.NotMine(), err
		}
		return d.take(list{File: f, Titles: titles}, types, found)
	case format.XML, format.Parquet:
	}
	return format.NotMine(), nil
}

// take keeps a list of one of the record types that its heading may be of.
func (d *finder) take(f list, types []*catalogue.Type, heading []string) (format.Answer, error) {
	for _, t := range types {
		if err := d.search.Bars(f.Named(), t); err != nil {
			return format.NotMine(), err
		}
	}
	if named := d.Named(f.Base()); named != nil && len(types) > 1 {
		return format.Unusable("no column "+strings.Join(d.lacksKey(named, heading), ", ")+", by which the rows of such a list are told apart",
			"Export it with that column, or name the file after what it holds, and import it again."), nil
	}
	if len(types) > 1 {
		ids := make([]string, len(types))
		for i, t := range types {
			ids[i] = t.ID
		}
		what := map[bool]string{true: "file", false: "sheet"}[f.Sheet == ""]
		return format.Unusable("a heading that could be of "+strings.Join(ids, " or ")+": name the "+what+" after one of them, or say which as its kind",
			format.DoCheck), nil
	}
	f.Is = types[0]
	d.files = append(d.files, f)
	if c := d.columnsOf(heading); c != nil {
		d.saved[f.Named()] = c
	}
	return format.Mine(), nil
}

// typesOf gives the record types that a heading may be of, within what the user lets it be.
func (d *finder) typesOf(heading []string, file string) []*catalogue.Type {
	if c := d.columnsOf(heading); c != nil {
		return []*catalogue.Type{d.cat.Type(c.RecordType)}
	}
	if d.anyList() {
		return d.Match(heading, file)
	}
	if t := d.cat.Type(d.search.Kind); t != nil && d.HasKey(t, heading) {
		return []*catalogue.Type{t}
	}
	return nil
}

// columnsOf gives what somebody said of files with a heading, within what the user lets them be; nil where nobody did.
func (d *finder) columnsOf(heading []string) *format.Columns {
	c := d.search.ColumnsOf(heading)
	if c == nil || d.cat.Type(c.RecordType) == nil || !d.anyList() && d.search.Kind != c.RecordType {
		return nil
	}
	return c
}

// Returns makes one set of the lists of each folder, or of each year in it. Those of no year are one set, in whatever folders they lie, so that it is
// not the names of folders that decide between two rows of one key.
func (d *finder) Returns() ([]*format.Return, []intake.Fault, error) {
	var returns []*format.Return
	var ofNone []list
	var groups [][]list
	for _, files := range format.ByFolder(d.files, nil) {
		if !several(files) && files[0].FolderYear().Year == 0 {
			ofNone = append(ofNone, files...)
			continue
		}
		groups = append(groups, files)
	}
	if len(ofNone) > 0 {
		groups = append(groups, ofNone)
	}
	faults := slices.Clone(d.notes)
	var errs []error
	for _, files := range groups {
		files, left, err := d.once(files)
		faults, errs = append(faults, left...), append(errs, err)
		if !several(files) {
			r, err := d.set(files, files[0].FolderYear())
			returns, errs = append(returns, r), append(errs, err)
			continue
		}
		for _, group := range format.ByYear(files) {
			r, err := d.set(group.Matches, group.Named)
			returns, errs = append(returns, r), append(errs, err)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, faults, err
	}
	return returns, faults, nil
}

// once leaves out lists that are the same byte for byte as another of their folder. Lists of one type that differ add up.
func (d *finder) once(files []list) ([]list, []intake.Fault, error) {
	var holders []format.Holder
	held := map[format.Holder]bool{} // several sheets of one workbook may be lists of one type, and are no copies of each other
	for _, f := range files {
		if h := (format.Holder{File: f.File, Holds: f.Is.ID}); !held[h] {
			holders, held[h] = append(holders, h), true
		}
	}
	settled, err := d.search.Same(holders)
	return slices.DeleteFunc(slices.Clone(files), func(f list) bool { return settled.Left[f.File] != "" }), settled.Faults(holders), err
}

// several says whether lists of one type have different years in their names.
func several(files []list) bool {
	years := map[string]int{}
	for _, f := range files {
		year := f.NamedYear().Year
		if was, known := years[f.Is.ID]; known && was != year {
			return true
		}
		years[f.Is.ID] = year
	}
	return false
}

// twice says whether two lists are of one type.
func twice(files []list) bool {
	of := map[string]bool{}
	for _, f := range files {
		if of[f.Is.ID] {
			return true
		}
		of[f.Is.ID] = true
	}
	return false
}

func (d *finder) set(files []list, named format.NamedYear) (*format.Return, error) {
	slices.SortStableFunc(files, func(a, b list) int { return d.place(a) - d.place(b) })
	var found format.KnownYear
	if named.Year > 0 || d.search.Year > 0 {
		var err error
		if found, err = d.search.YearOf(files[0].File, named, 0, false, ""); err != nil {
			return nil, err
		}
	}
	authority, err := format.AuthoritiesOf(d.search, files)
	if err != nil {
		return nil, err
	}
	r := format.NewReturn(Kind, found.Year, format.Files(files), false)
	r.YearFrom, r.Authority, r.Full = found.From, authority.Code(), d.search.Full
	for _, f := range files {
		r.AddType(f.Is.ID)
		if d.saved[f.Named()] != nil {
			r.Saved = append(r.Saved, f.Named())
		}
	}
	today := d.search.Today
	r.Reader = func(ctx context.Context, reading *format.Reading) error {
		to := intake.NewReceiver(reading.Sink, today, intake.Prebirth)
		if twice(files) {
			to.HoldRows() // so that of two rows of one key it is not the names of their files that decide
		}
		for _, f := range files {
			if err := d.read(ctx, reading, f, to); err != nil {
				return err
			}
		}
		if err := to.Settle(); err != nil {
			return err
		}
		return d.covers(files, to)
	}
	return r, nil
}

// place puts children before what is about them, and else keeps the catalogue's
// order.
func (d *finder) place(f list) int {
	if f.Is.ID == "child" {
		return -1
	}
	return slices.Index(d.cat.Types, f.Is)
}
