package table

import (
	"context"
	"io"
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
	Kind: Kind, Title: "a CSV list headed by field ids",
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
func (l *Lists) Begin(s *format.Search) format.Finder { return &finder{Lists: l, search: s} }

// finder finds the lists of one search.
type finder struct {
	*Lists

	search *format.Search
	files  []list
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
	return "a list of the record type " + recordType + " in CSV, headed by its field ids"
}

// Recognise recognises a list by its heading, and its name where the heading is of several.
func (d *finder) Recognise(f *format.File) (format.Answer, error) {
	if content, err := f.Content(); content != format.Text || err != nil {
		return format.NotMine(), err
	}
	heading, err := f.Heading()
	if err != nil {
		return format.NotMine(), err
	}
	types := d.typesOf(heading, f.Base())
	if len(types) == 0 {
		return format.NotMine(), nil
	}
	if slices.ContainsFunc(types, func(t *catalogue.Type) bool { return t.ID == catalogue.RecordCoverage }) {
		return format.NotMine(), ownRecords(f)
	}
	if len(types) > 1 {
		ids := make([]string, len(types))
		for i, t := range types {
			ids[i] = t.ID
		}
		return format.Unusable("a heading that could be of "+strings.Join(ids, " or ")+": name the file after one of them, or say which as its kind",
			format.DoCheck), nil
	}
	d.files = append(d.files, list{File: f, Is: types[0]})
	return format.Mine(), nil
}

// typesOf gives the record types that a heading may be of, within what the user lets it be.
func (d *finder) typesOf(heading []string, file string) []*catalogue.Type {
	if d.anyList() {
		return d.Match(heading, file)
	}
	if t := d.cat.Type(d.search.Kind); t != nil && d.HasKey(t, heading) {
		return []*catalogue.Type{t}
	}
	return nil
}

// Returns makes one set of the lists of each folder.
func (d *finder) Returns() ([]*format.Return, []intake.Fault, error) {
	var returns []*format.Return
	for _, files := range format.ByFolder(d.files, nil) {
		returns = append(returns, d.set(files))
	}
	return returns, nil, nil
}

func (d *finder) set(files []list) *format.Return {
	slices.SortStableFunc(files, func(a, b list) int { return d.place(a) - d.place(b) })
	year := files[0].YearInPath()
	if year == 0 {
		year = d.search.Year
	}
	r := format.NewReturn(Kind, year, format.Files(files), false)
	r.Full = d.search.Full
	for _, f := range files {
		r.AddType(f.Is.ID)
	}
	today := d.search.Today
	r.Reader = func(ctx context.Context, reading *format.Reading) error {
		to := intake.NewReceiver(reading.Sink, today, intake.Prebirth)
		for _, f := range files {
			err := reading.Use(f.File, func(in io.Reader) error { return Read(ctx, in, d.File(f.Shown, f.Is), d.norm, to) })
			if err != nil {
				return err
			}
		}
		if err := to.Settle(); err != nil {
			return err
		}
		return d.covers(files, to)
	}
	return r
}

// place puts children before what is about them, and else keeps the catalogue's
// order.
func (d *finder) place(f list) int {
	if f.Is.ID == "child" {
		return -1
	}
	return slices.Index(d.cat.Types, f.Is)
}
