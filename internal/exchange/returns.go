package exchange

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"heed/internal/exchange/cin"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/ssda903"
	"heed/internal/exchange/table"
)

// base begins a return of some files. read is called with a desk for its rows.
func (f *formats) base(kind string, year int, files []seen, read func(context.Context, *counter, *intake.Desk) error) *found {
	r := &found{dir: files[0].dir(), notes: &[]Fault{}}
	r.Kind, r.Year, r.Name = kind, year, nameOf(files)
	r.Scope, r.Full = kind, kind != KindCSV
	if year > 0 {
		r.Scope += " " + strconv.Itoa(year)
	}
	var total int64
	for _, s := range files {
		r.Files = append(r.Files, s.shown)
		total += s.size
	}
	notes := r.notes
	r.Read = func(ctx context.Context, sink Sink, progress func(done, total int64)) error {
		prebirth := cin.Prebirth
		if kind == KindSSDA903 {
			prebirth = 0
		}
		desk := intake.NewDesk(sink, f.opt.Today, prebirth)
		for _, note := range *notes {
			if err := desk.Fault(note); err != nil {
				return err
			}
		}
		return read(ctx, &counter{total: total, tell: progress}, desk)
	}
	return r
}

// nameOf names a return: by its file, or by the folder or zip file of its tables.
func nameOf(files []seen) string {
	first := files[0]
	if first.table == nil && first.list == nil && first.object == nil && (first.sheets == nil || first.sheets.book) || first.direct && len(files) == 1 {
		return first.shown
	}
	if dir := first.dir(); dir != "." {
		return dir
	}
	return path.Base(filepath.ToSlash(filepath.Clean(first.root)))
}

// addType notes a record type once.
func (r *found) addType(id string) {
	if !slices.Contains(r.Types, id) {
		r.Types = append(r.Types, id)
	}
}

// tables makes a return of the CSV tables of one folder.
func (f *formats) tables(files []seen) (*found, error) {
	years := f.ssda903.NewYears(f.opt.Today)
	for _, s := range datedBy(files) {
		in, err := s.open()
		if err != nil {
			return nil, err
		}
		years.AddCSV(in)
		if err := in.Close(); err != nil {
			return nil, err
		}
	}
	year, err := f.yearOfTables(years, files)
	if err != nil {
		return nil, err
	}
	r := f.base(KindSSDA903, year, files, func(ctx context.Context, c *counter, desk *intake.Desk) error {
		var tables []ssda903.File
		for _, s := range files {
			tables = append(tables, ssda903.File{Name: s.shown, Table: s.table, Open: c.opener(s.entry)})
		}
		return f.ssda903.ReadCSV(ctx, tables, year, desk)
	})
	r.isCSVs = true
	for _, t := range f.ssda903.Tables {
		if slices.ContainsFunc(files, func(s seen) bool { return s.table == t }) {
			r.addType(t.Type.ID)
		}
	}
	return r, nil
}

// yearOfTables gives the year of a return in tables. Where it has no episodes, what else is dated in it tells only if
// nothing surer does; and where nothing is, and no table is about its year as a whole, it is of the year of the import.
func (f *formats) yearOfTables(years *ssda903.Years, files []seen) (int, error) {
	inside, sure := years.Year()
	if slices.ContainsFunc(files, func(s seen) bool { return s.table.Name == "episodes" }) {
		return f.year(inside, sure, files[0])
	}
	year, err := f.year(0, false, files[0])
	switch {
	case err == nil:
		return year, nil
	case inside > 0:
		return inside, nil
	case !f.opt.Today.IsZero() && !slices.ContainsFunc(files, yearly):
		return ssda903.YearOf(f.opt.Today), nil
	}
	return 0, err
}

// datedBy gives the files that tell a return's year: its episodes, or without them all there are.
func datedBy(files []seen) []seen {
	var episodes []seen
	for _, s := range files {
		if s.table.Name == "episodes" {
			episodes = append(episodes, s)
		}
	}
	if len(episodes) == 0 {
		return files
	}
	return episodes
}

// yearly says whether a table is about its year as a whole, so that the year must be known.
func yearly(s seen) bool { return s.table.Name == "oc2" || s.table.Name == "oc3" }

// year gives the year of a return: what its content says, or else the folder, or
// else the user. Content that is not sure says only which year is the earliest.
func (f *formats) year(inside int, sure bool, s seen) (int, error) {
	if sure && inside > 0 {
		return inside, nil
	}
	for _, year := range []int{s.yearOf(), f.opt.Year, inside} {
		if year > 0 && year >= inside {
			return year, nil
		}
	}
	return 0, &Refused{
		File: s.shown, Expected: "a return whose year can be told", Found: "no date that tells it",
		Do: "Say the year, or put the file in a folder named by it, such as 2023-24.",
	}
}

// xml903 makes a return of an SSDA903 in XML.
func (f *formats) xml903(s seen) (*found, error) {
	in, err := s.open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	years := f.ssda903.NewYears(f.opt.Today)
	if err := f.ssda903.AddXML(years, in); err != nil {
		return nil, ssda903.RefuseXML(s.shown, err)
	}
	inside, sure := years.Year()
	year, err := f.year(inside, sure, s)
	if err != nil {
		return nil, err
	}
	r := f.base(KindSSDA903, year, []seen{s}, func(ctx context.Context, c *counter, desk *intake.Desk) error {
		return c.read(s.entry, func(in io.Reader) error { return f.ssda903.ReadXML(ctx, in, s.shown, year, desk) })
	})
	r.inXML = true
	r.Types = f.ssda903.XMLTypes()
	return r, nil
}

// census makes a return of a children in need census.
func (f *formats) census(s seen) (*found, error) {
	year, err := f.year(s.header.CollectionYear(), true, s)
	if err != nil {
		return nil, err
	}
	r := f.base(KindCIN, year, []seen{s}, func(ctx context.Context, c *counter, desk *intake.Desk) error {
		return c.read(s.entry, func(in io.Reader) error {
			return f.cin.Read(ctx, in, cin.Source{File: s.shown, Authority: f.opt.Authority}, desk)
		})
	})
	r.Authority, r.RecordedOn = s.header.LEA, s.header.WrittenAt()
	marked, err := holds(s.entry, cin.PreProceedingsMark)
	if err != nil {
		return nil, err
	}
	r.Types = cin.Types(marked)
	return r, nil
}

// holds says whether a piece of text stands in a file.
func holds(e entry, text string) (bool, error) {
	in, err := e.open()
	if err != nil {
		return false, err
	}
	defer in.Close()
	buf := make([]byte, 256<<10)
	kept := 0
	for {
		n, err := in.Read(buf[kept:])
		read := buf[:kept+n]
		if bytes.Contains(read, []byte(text)) {
			return true, nil
		}
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		kept = copy(buf, read[max(0, len(read)-len(text)+1):])
	}
}

// listsOf makes a set of the CSV lists of one folder.
func (f *formats) listsOf(files []seen) *found {
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b seen) int { return f.place(a) - f.place(b) })
	year := files[0].yearOf()
	if year == 0 {
		year = f.opt.Year
	}
	r := f.base(KindCSV, year, files, func(ctx context.Context, c *counter, desk *intake.Desk) error {
		for _, s := range files {
			err := c.read(s.entry, func(in io.Reader) error {
				return table.Read(ctx, in, f.lists.File(s.shown, s.list), f.norm, desk)
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	r.isCSVs = true
	r.Full = f.opt.Full
	for _, s := range files {
		r.addType(s.list.ID)
	}
	return r
}

// place puts children before what is about them, and else keeps the catalogue's
// order.
func (f *formats) place(s seen) int {
	if s.list.ID == "child" {
		return -1
	}
	return slices.Index(f.cat.Types, s.list)
}
