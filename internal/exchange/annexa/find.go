package annexa

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/workbook"
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

// foundFile is a workbook with lists in it or, where Is is inCSV, a file of one list.
type foundFile = format.Match[container]

// container is what holds lists.
type container int

const (
	inWorkbook container = iota
	inCSV
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

func (d *finder) recogniseWorkbook(f *format.File) (format.Answer, error) {
	grids, err := d.search.Sheets(f)
	if err != nil {
		// A workbook that cannot be opened may be the very one that is meant.
		return format.Broken(format.SaidOf(err), workbook.DoSave), d.search.Context().Err()
	}
	shown := slices.DeleteFunc(slices.Clone(grids), func(g Grid) bool { return g.Hidden })
	if !slices.ContainsFunc(shown, func(g Grid) bool { return d.Match(g) != nil }) {
		reason, do := "a workbook in which no sheet has the heading of a table or list", format.DoCheck
		if len(shown) < len(grids) {
			reason = "a workbook in which no sheet that is shown has the heading of a table or list; hidden sheets are not read"
			do = "Check that it is the file you mean, and show the sheets that are meant."
		}
		return format.Unusable(reason, do), nil
	}
	d.take(f, inWorkbook, shown)
	return format.Mine(), nil
}

func (d *finder) recogniseCSV(f *format.File) (format.Answer, error) {
	in, err := d.search.Open(f)
	if err != nil {
		return format.NotMine(), err
	}
	defer in.Close()
	g, err := CSV(in, HeadingWithin, &budget.Meter{})
	if errors.Is(err, intake.ErrRefused) {
		return format.NotMine(), err
	}
	if err != nil {
		return format.NotMine(), nil // no CSV, which whoever asked for its heading has said
	}
	g.Name = f.Stem()
	if d.Match(g) == nil {
		return format.NotMine(), nil
	}
	d.take(f, inCSV, []Grid{g})
	return format.Mine(), nil
}

// take keeps a file, with the day that the titles in it give.
func (d *finder) take(f *format.File, is container, grids []Grid) {
	d.files = append(d.files, foundFile{File: f, Is: is})
	for _, g := range grids {
		d.stated[f] = max(d.stated[f], Stated(g, d.Match(g)))
	}
}

// statedIn gives the day that the titles in an extract give, the zero time where they give none.
func (d *finder) statedIn(files []foundFile) time.Time {
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
	var holders []format.Holder
	for _, f := range d.files {
		if f.Is == inWorkbook {
			holders = append(holders, format.Holder{File: f.File})
		}
	}
	settled, err := d.search.Same(holders)
	var returns []*format.Return
	for _, files := range format.ByFolder(d.files, func(c container) bool { return c == inWorkbook }) {
		if settled.Left[files[0].File] == "" {
			returns = append(returns, d.extract(files))
		}
	}
	return returns, settled.Faults(holders), err
}

// extract makes an extract of files in the order of their names, so that it is read alike from a folder and a zip file. It
// holds some months of what happened, so it withdraws nothing.
func (d *finder) extract(files []foundFile) *format.Return {
	slices.SortStableFunc(files, func(a, b foundFile) int { return strings.Compare(a.Shown, b.Shown) })
	r := format.NewReturn(Kind, 0, format.Files(files), files[0].Is == inWorkbook)
	r.Types, r.Full = d.Types(), false
	var parts []intake.Part
	r.Parts = func() []intake.Part { return parts }
	var last time.Time
	r.OfDay(d.search.Options, d.statedIn(files), func() time.Time { return last })
	opt := d.search.Options
	r.Reader = func(ctx context.Context, reading *format.Reading) error {
		src := Source{Today: opt.Today, On: opt.On, Own: d.ownDay(r.Name, &last), At: reading.At}
		var lists []File
		for _, f := range files {
			some, err := d.listsIn(ctx, reading, f, &src)
			if err != nil {
				return err
			}
			lists = append(lists, some...)
		}
		if src.On.IsZero() && src.Stated == "" {
			src.On = opt.CompleteTo
		}
		var err error
		if d.own(src, reading.Authority) {
			parts, err = passOver(files, lists, reading.Sink)
			return err
		}
		parts, err = d.Read(ctx, lists, reading.Sink, src)
		return err
	}
	return r
}

// listsIn reads the lists of a file into memory, and takes from it the day of the extract where it gives one.
func (d *finder) listsIn(ctx context.Context, reading *format.Reading, f foundFile, src *Source) ([]File, error) {
	in, err := reading.Open(f.File)
	if err != nil {
		return nil, err
	}
	var grids []Grid
	if f.Is == inWorkbook {
		grids, err = workbook.Read(ctx, in, 0, &reading.Meter)
	} else {
		var g Grid
		g, err = CSV(in, 0, &reading.Meter)
		g.Name = f.Stem()
		grids = append(grids, g)
	}
	if err := errors.Join(err, in.Close()); err != nil {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		said, do := err, format.DoUTF8
		if f.Is == inWorkbook {
			said, do = format.SaidOf(err), workbook.DoSave
		}
		return nil, intake.Refuse(f.Shown, "the lists of Annex A", said, do)
	}
	if f.Is == inWorkbook {
		src.Notes = append(src.Notes, format.UnreadSheets(f.File, grids, func(g Grid) bool { return d.Match(g) != nil || writtenOf(g) != "" }, "a list of Annex A")...)
	}
	var lists []File
	for _, g := range grids {
		if g.Hidden {
			continue
		}
		lists = append(lists, d.listsOf(f, g)...)
		if day := Stated(g, d.Match(g)); day > src.Stated {
			src.Stated = day
		}
		if f.Is == inWorkbook && src.WrittenOf == "" {
			src.WrittenOf = writtenOf(g)
		}
	}
	return lists, nil
}

// listsOf gives the lists that stand on a sheet or in a file. Where there are several, each is named by the row of its heading too.
func (d *finder) listsOf(f foundFile, g Grid) []File {
	var lists []File
	tables := d.Tables(g)
	for _, t := range tables {
		list := File{Name: f.Shown, Table: t}
		if f.Is == inWorkbook {
			list.Name, list.Sheet = format.SheetName(f.File, g.Name), g.Name
		}
		if len(tables) > 1 {
			list.Name += ", from row " + strconv.Itoa(g.Numbers[t.heading])
		}
		lists = append(lists, list)
	}
	return lists
}
