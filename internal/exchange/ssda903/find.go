package ssda903

import (
	"context"
	"errors"
	"io"
	"slices"

	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
)

// Spec describes the format for the table of formats.
var Spec = format.Spec{
	Kind: Kind, Title: "an SSDA903 return", Expected: func(string) string { return "an SSDA903 return" },
	New: format.Maker(New),
}

// Begin begins a search.
func (f *Format) Begin(s *format.Search) format.Finder { return &finder{Format: f, search: s} }

// finder finds the returns of one search.
type finder struct {
	*Format

	search *format.Search
	files  []foundFile
}

// foundFile is a table in CSV, or a return in XML, which has no table.
type foundFile = format.Match[*Table]

// Claims says what a file named as a table claims to be.
func (d *finder) Claims(f *format.File) string {
	if content, err := f.Content(); err == nil && content == format.Text && f.Ext() == ".csv" && d.Named(f.Base()) {
		return "a table of the SSDA903 in CSV"
	}
	return ""
}

// Recognise recognises a table by its heading, and XML by its root element.
func (d *finder) Recognise(f *format.File) (format.Answer, error) {
	content, err := f.Content()
	if err != nil {
		return format.NotMine(), err
	}
	switch content {
	case format.XML:
		root, err := f.XMLRoot()
		if root != Root || err != nil {
			return format.NotMine(), err
		}
		d.files = append(d.files, foundFile{File: f})
		return format.Mine(), nil
	case format.Text:
		heading, err := f.Heading()
		if err != nil {
			return format.NotMine(), err
		}
		if t := d.Match(heading); t != nil {
			d.files = append(d.files, foundFile{File: f, Is: t})
			return format.Mine(), nil
		}
	case format.Parquet, format.Zip:
	}
	return format.NotMine(), nil
}

// Returns makes a return of the tables of each folder, and of each XML file.
func (d *finder) Returns() ([]*format.Return, []intake.Fault, error) {
	var inCSV, inXML [][]foundFile
	for _, group := range format.ByFolder(d.files, func(t *Table) bool { return t == nil }) {
		if group[0].Is == nil {
			inXML = append(inXML, group)
		} else {
			inCSV = append(inCSV, group)
		}
	}
	ofTables, errTables := format.ReturnsOf(inCSV, d.tables)
	whole, errWhole := format.ReturnsOf(inXML, d.wholeInXML)
	whole, faults := withoutCopies(whole, ofTables)
	return append(ofTables, whole...), faults, errors.Join(errTables, errWhole)
}

// withoutCopies leaves out an SSDA903 in XML beside the tables of the same year.
// Systems export both forms of one return; read as two whole returns each would
// withdraw the other's children.
func withoutCopies(inXML, inCSV []*format.Return) ([]*format.Return, []intake.Fault) {
	var faults []intake.Fault
	kept := slices.DeleteFunc(inXML, func(r *format.Return) bool {
		copied := slices.ContainsFunc(inCSV, func(other *format.Return) bool { return other.Year == r.Year && other.Dir == r.Dir })
		if copied {
			faults = append(faults, intake.FileUnread(r.Files[0],
				"the SSDA903 of a year whose CSV tables are in the same folder, which are read; to read this file, import it by itself"))
		}
		return copied
	})
	return kept, faults
}

// tables makes a return of the tables of one folder.
func (d *finder) tables(files []foundFile) (*format.Return, error) {
	year, err := d.yearOfTables(files)
	if err != nil {
		return nil, err
	}
	r := format.NewReturn(Kind, year, format.Files(files), false)
	var present []*Table
	r.OfYear()
	for _, t := range d.Tables {
		if slices.ContainsFunc(files, func(f foundFile) bool { return f.Is == t }) {
			present = append(present, t)
			r.AddType(t.Type.ID)
		}
	}
	today := d.search.Today
	r.Reader = func(ctx context.Context, reading *format.Reading) error {
		var tables []File
		for _, f := range files {
			tables = append(tables, File{Name: f.Shown, Table: f.Is, Open: func() (io.ReadCloser, error) { return reading.Open(f.File) }})
		}
		to := intake.NewReceiver(reading.Sink, today, 0)
		if err := d.ReadCSV(ctx, tables, year, to); err != nil {
			return err
		}
		return d.covers(r.Name, year, present, to)
	}
	return r, nil
}

// yearOfTables gives the year of a return in tables. Where it has no episodes, what else is dated in it tells only if
// nothing surer does; and where nothing is, and no table is about its year as a whole, it is of the year of the import.
func (d *finder) yearOfTables(files []foundFile) (int, error) {
	years := d.NewYears(d.search.Today)
	for _, f := range datedBy(files) {
		in, err := d.search.Open(f.File)
		if err != nil {
			return 0, err
		}
		years.AddCSV(in)
		if err := in.Close(); err != nil {
			return 0, err
		}
	}
	inside, sure := years.Year()
	if slices.ContainsFunc(files, isEpisodes) {
		return d.search.YearOf(files[0].File, inside, sure)
	}
	year, err := d.search.YearOf(files[0].File, 0, false)
	switch {
	case err == nil:
		return year, nil
	case inside > 0:
		return inside, nil
	case !d.search.Today.IsZero() && !slices.ContainsFunc(files, yearly):
		return intake.YearOf(d.search.Today), nil
	}
	return 0, err
}

func isEpisodes(f foundFile) bool { return f.Is.Name == "episodes" }

// datedBy gives the files that tell a return's year: its episodes, or without them all there are.
func datedBy(files []foundFile) []foundFile {
	var episodes []foundFile
	for _, f := range files {
		if isEpisodes(f) {
			episodes = append(episodes, f)
		}
	}
	if len(episodes) == 0 {
		return files
	}
	return episodes
}

// yearly says whether a table is about its year as a whole, so that the year must be known.
func yearly(f foundFile) bool { return f.Is.Name == "oc2" || f.Is.Name == "oc3" }

// wholeInXML makes a return of an XML file.
func (d *finder) wholeInXML(files []foundFile) (*format.Return, error) {
	f := files[0].File
	in, err := d.search.Open(f)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	years := d.NewYears(d.search.Today)
	if err := d.AddXML(years, in); err != nil {
		return nil, RefuseXML(f.Shown, err)
	}
	inside, sure := years.Year()
	year, err := d.search.YearOf(f, inside, sure)
	if err != nil {
		return nil, err
	}
	r := format.NewReturn(Kind, year, []*format.File{f}, true)
	r.OfYear()
	r.Types = d.XMLTypes()
	today := d.search.Today
	r.Reader = func(ctx context.Context, reading *format.Reading) error {
		to := intake.NewReceiver(reading.Sink, today, 0)
		err := reading.Use(f, func(in io.Reader) error { return d.ReadXML(ctx, in, f.Shown, year, to) })
		if err != nil {
			return err
		}
		return d.covers(f.Shown, year, d.given(to), to)
	}
	return r, nil
}
