package annexa

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
)

// Spec describes the format for the table of formats.
var Spec = format.Spec{
	Kind: Kind, Title: "the lists of Annex A", Expected: func(string) string { return "the lists of Annex A, as a workbook or in CSV" },
	Lenient: true,
	New:     format.Maker(New),
}

// Begin begins a search.
func (f *Format) Begin(s *format.Search) format.Finder {
	return &finder{Format: f, search: s, stated: map[*format.File]string{}}
}

// finder finds the extracts of one search.
type finder struct {
	*Format

	search *format.Search
	files  []foundFile
	// stated is the day of the extract that a file gives, blank where it gives none.
	stated map[*format.File]string
}

// foundFile is a workbook with lists in it or, where Is is csv, a file of one list.
type foundFile = format.Match[container]

// container is what holds lists.
type container int

const (
	workbook container = iota
	csv
)

// Claims is blank: no name of a file claims that it is of Annex A.
func (d *finder) Claims(*format.File) string { return "" }

// Recognise recognises a workbook or a CSV file by the headings in it, which titles may stand above.
func (d *finder) Recognise(f *format.File) (format.Answer, error) {
	content, err := f.Content()
	if err != nil {
		return format.NotMine(), err
	}
	switch content {
	case format.Zip:
		return d.recogniseWorkbook(f)
	case format.Text:
		return d.recogniseCSV(f)
	case format.XML, format.Parquet:
	}
	return format.NotMine(), nil
}

// maxWorkbook is the largest workbook that is opened.
const maxWorkbook = 256 << 20

func (d *finder) recogniseWorkbook(f *format.File) (format.Answer, error) {
	if f.Size > maxWorkbook {
		return format.Unusable("a workbook of over 256 megabytes", format.DoSheets), nil
	}
	in, err := d.search.Open(f)
	if err != nil {
		return format.NotMine(), err
	}
	defer in.Close()
	grids, err := Workbook(in, HeadingWithin)
	if err != nil {
		// A workbook that cannot be opened may be the very one that is meant.
		return format.Unusable(ErrWorkbook.Error(), format.DoCheck), nil // given as the answer
	}
	if !slices.ContainsFunc(grids, func(g Grid) bool { return d.Match(g) != nil }) {
		return format.Unusable("a workbook in which no sheet has the heading of a list of Annex A", format.DoCheck), nil
	}
	d.take(f, workbook, grids)
	return format.Mine(), nil
}

func (d *finder) recogniseCSV(f *format.File) (format.Answer, error) {
	in, err := d.search.Open(f)
	if err != nil {
		return format.NotMine(), err
	}
	defer in.Close()
	g, err := CSV(in, HeadingWithin)
	if err != nil {
		return format.NotMine(), nil // no CSV, which whoever asked for its heading has said
	}
	g.Name = f.Stem()
	if d.Match(g) == nil {
		return format.NotMine(), nil
	}
	d.take(f, csv, []Grid{g})
	return format.Mine(), nil
}

// take keeps a file, with the day that the titles in it give.
func (d *finder) take(f *format.File, is container, grids []Grid) {
	d.files = append(d.files, foundFile{File: f, Is: is})
	for _, g := range grids {
		d.stated[f] = max(d.stated[f], Stated(g, d.Match(g)))
	}
}

// speaksTo gives the day of an extract where the user or its titles give it, and otherwise the zero time: the latest date in
// the lists, which dates some records, is too little to set one extract above another.
func (d *finder) speaksTo(files []foundFile) time.Time {
	if !d.search.On.IsZero() {
		return d.search.On
	}
	stated := ""
	for _, f := range files {
		stated = max(stated, d.stated[f.File])
	}
	day, err := time.Parse(time.DateOnly, stated)
	if err != nil {
		return time.Time{}
	}
	return day
}

// Returns makes an extract of each workbook, and of the lists in CSV of each folder.
func (d *finder) Returns() ([]*format.Return, []intake.Fault, error) {
	var returns []*format.Return
	for _, files := range format.ByFolder(d.files, func(c container) bool { return c == workbook }) {
		returns = append(returns, d.extract(files))
	}
	return returns, nil, nil
}

// extract makes an extract of files in the order of their names, so that it is read alike from a folder and a zip file. It
// holds some months of what happened, so it withdraws nothing.
func (d *finder) extract(files []foundFile) *format.Return {
	slices.SortStableFunc(files, func(a, b foundFile) int { return strings.Compare(a.Shown, b.Shown) })
	r := format.NewReturn(Kind, 0, format.Files(files), files[0].Is == workbook)
	r.Types, r.Full, r.SpeaksTo = d.Types(), false, d.speaksTo(files)
	var parts []intake.Part
	r.Parts = func() []intake.Part { return parts }
	opt := d.search.Options
	r.Reader = func(ctx context.Context, reading *format.Reading) error {
		src := Source{Today: opt.Today, On: opt.On, Own: d.ownDay(r.Name), At: reading.At}
		var lists []File
		for _, f := range files {
			some, err := d.listsIn(reading, f, &src)
			if err != nil {
				return err
			}
			lists = append(lists, some...)
		}
		if src.On.IsZero() && src.Stated == "" {
			src.On = opt.CompleteTo
		}
		var err error
		parts, err = d.Read(ctx, lists, reading.Sink, src)
		return err
	}
	return r
}

// listsIn reads the lists of a file into memory, and takes from it the day of the extract where it gives one.
func (d *finder) listsIn(reading *format.Reading, f foundFile, src *Source) ([]File, error) {
	in, err := reading.Open(f.File)
	if err != nil {
		return nil, err
	}
	var grids []Grid
	if f.Is == workbook {
		grids, err = Workbook(in, 0)
	} else {
		var g Grid
		g, err = CSV(in, 0)
		g.Name = f.Stem()
		grids = append(grids, g)
	}
	if err := errors.Join(err, in.Close()); err != nil {
		return nil, &intake.Refused{File: f.Shown, Expected: "the lists of Annex A", Found: ErrWorkbook.Error(), Do: format.DoCheck}
	}
	var lists []File
	for _, g := range grids {
		name := f.Shown
		if f.Is == workbook {
			name += ", sheet " + g.Name
		}
		t := d.Match(g)
		if day := Stated(g, t); day > src.Stated {
			src.Stated = day
		}
		switch {
		case t != nil:
			lists = append(lists, File{Name: name, Table: t})
		case len(g.Rows) > 0:
			src.Notes = append(src.Notes, intake.Fault{
				File: name, ValueKind: "sheet", Reason: "no row near its top is the heading of a list of Annex A", Effect: intake.EffectUnread,
			})
		}
	}
	return lists, nil
}
