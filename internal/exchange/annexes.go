package exchange

import (
	"context"
	"errors"
	"strings"

	"heed/internal/exchange/annexa"
	"heed/internal/exchange/intake"
)

// sheets are the sheets of a workbook that are lists of Annex A, or the one list of a CSV file.
type sheets struct {
	matched int
	book    bool
}

// sniffWorkbook recognises a workbook by the headings in it.
func (f *formats) sniffWorkbook(e entry) (seen, *strange, error) {
	in, err := e.open()
	if err != nil {
		return seen{}, nil, err
	}
	defer in.Close()
	claimed := f.said(e)
	if !f.wants(KindAnnexA) {
		return seen{}, &strange{"a workbook", claimed, "Save each sheet as CSV (UTF-8) and import those."}, nil
	}
	if e.size > maxWorkbook {
		return seen{}, &strange{"a workbook of over 256 megabytes", claimed, "Save each sheet as CSV (UTF-8) and import those."}, nil
	}
	grids, err := annexa.Workbook(in, annexa.HeadingWithin)
	if err != nil {
		// A workbook that cannot be opened may be the very one that is meant.
		return seen{}, &strange{annexa.ErrWorkbook.Error(), claimed, doCheck}, nil
	}
	found := &sheets{book: true}
	for _, g := range grids {
		if f.annexa.Match(g) != nil {
			found.matched++
		}
	}
	if found.matched == 0 {
		return seen{}, &strange{"a workbook in which no sheet has the heading of a list of Annex A", claimed, doCheck}, nil
	}
	return seen{entry: e, kind: KindAnnexA, sheets: found}, nil, nil
}

// sniffZipped recognises a workbook, which is a zip file, whether it stands by itself or in another.
func (f *formats) sniffZipped(e entry) (seen, *strange, error) {
	if ext := strings.ToLower(pathExt(e.base())); e.zip && ext != ".xlsx" && ext != ".xlsm" {
		return seen{}, &strange{reason: "a zip file within a zip file", do: doCheck}, nil
	}
	return f.sniffWorkbook(e)
}

// maxWorkbook is the largest workbook that is opened.
const maxWorkbook = 256 << 20

// sniffAnnexList recognises a CSV file of one list of Annex A by its heading, which titles may stand above.
func (f *formats) sniffAnnexList(e entry) (seen, bool, error) {
	if !f.wants(KindAnnexA) {
		return seen{}, false, nil
	}
	in, err := e.open()
	if err != nil {
		return seen{}, false, err
	}
	defer in.Close()
	g, err := annexa.CSV(in, annexa.HeadingWithin)
	if err != nil {
		return seen{}, false, nil // no CSV: told by those who ask for its heading
	}
	g.Name = strings.TrimSuffix(e.base(), pathExt(e.base()))
	if f.annexa.Match(g) == nil {
		return seen{}, false, nil
	}
	return seen{entry: e, kind: KindAnnexA, sheets: &sheets{matched: 1}}, true, nil
}

// annexes makes an extract of a workbook, or of the lists in CSV of one folder. It is a picture of some months, so it
// withdraws nothing.
func (f *formats) annexes(files []seen) *found {
	r := f.base(KindAnnexA, 0, files, nil)
	notes := r.notes
	var total int64
	for _, s := range files {
		total += s.size
	}
	parts := &[]Part{}
	r.Read = func(ctx context.Context, sink Sink, progress func(done, total int64)) error {
		c := &counter{total: total, tell: progress}
		src := annexa.Source{Today: f.opt.Today, On: f.opt.On, Notes: append([]Fault{}, *notes...)}
		var lists []annexa.File
		for _, s := range files {
			some, err := f.listsIn(c, s, &src)
			if err != nil {
				return err
			}
			lists = append(lists, some...)
		}
		read, err := f.annexa.Read(ctx, lists, sink, src)
		*parts = read
		return err
	}
	r.Parts = func() []Part { return *parts }
	r.Types, r.Full, r.isCSVs = f.annexa.Types(), false, true
	return r
}

// listsIn reads the lists of a file into memory, and takes from it the day of the extract where it gives one.
func (f *formats) listsIn(c *counter, s seen, src *annexa.Source) ([]annexa.File, error) {
	in, err := c.opener(s.entry)()
	if err != nil {
		return nil, err
	}
	var grids []annexa.Grid
	if s.sheets.book {
		grids, err = annexa.Workbook(in, 0)
	} else {
		var g annexa.Grid
		g, err = annexa.CSV(in, 0)
		g.Name = strings.TrimSuffix(s.base(), pathExt(s.base()))
		grids = append(grids, g)
	}
	if err := errors.Join(err, in.Close()); err != nil {
		return nil, &Refused{File: s.shown, Expected: "the lists of Annex A", Found: annexa.ErrWorkbook.Error(), Do: doCheck}
	}
	var lists []annexa.File
	for _, g := range grids {
		name := s.shown
		if s.sheets.book {
			name += ", sheet " + g.Name
		}
		t := f.annexa.Match(g)
		if day := annexa.Stated(g, t); day > src.Stated {
			src.Stated = day
		}
		switch {
		case t != nil:
			lists = append(lists, annexa.File{Name: name, Table: t})
		case len(g.Rows) > 0:
			src.Notes = append(src.Notes, Fault{
				File: name, ValueKind: "sheet", Reason: "no row near its top is the heading of a list of Annex A", Effect: intake.EffectUnread,
			})
		}
	}
	return lists, nil
}
