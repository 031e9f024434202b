package ssda903

import (
	"context"
	"errors"
	"io"
	"slices"

	"heed/catalogue"
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
	notes  []intake.Fault // of sheets that are not read
}

// foundFile is a table in CSV or on a sheet, or a return in XML, which has no table.
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
		var t *Table
		titles, err := f.FindHeading(func(heading []string) bool { t = d.Match(heading); return t != nil })
		if titles >= 0 {
			d.files = append(d.files, foundFile{File: f, Is: t, Titles: titles})
			return format.Mine(), nil
		}
		return format.NotMine(), err
	case format.Zip:
		return d.recogniseWorkbook(f)
	case format.Parquet:
	}
	return format.NotMine(), nil
}

// Returns makes a return of each year, of its tables or its XML file.
func (d *finder) Returns() ([]*format.Return, []intake.Fault, error) {
	years, faults, err := d.byYear()
	faults = append(faults, d.notes...)
	var returns []*format.Return
	errs := []error{err}
	for _, y := range years {
		some, left, err := d.ofYear(y)
		returns, faults = append(returns, some...), append(faults, left...)
		errs = append(errs, err)
	}
	return returns, faults, errors.Join(errs...)
}

// year is all that is of one year: its tables, and its files in XML.
type year struct {
	format.KnownYear

	tables, whole []foundFile
	// authorities are what files in XML say of whose they are.
	authorities map[*format.File]string
}

// byYear puts the files of each year together. The faults are of years that something speaks against.
func (d *finder) byYear() ([]*year, []intake.Fault, error) {
	var years []*year
	var faults []intake.Fault
	var errs []error
	add := func(found format.KnownYear, err error, files ...foundFile) *year {
		if err != nil {
			errs = append(errs, err)
			return &year{authorities: map[*format.File]string{}}
		}
		if found.Note != "" {
			faults = append(faults, intake.Fault{File: files[0].Shown, ValueKind: "file", Reason: found.Note, Effect: catalogue.EffectAsGiven})
		}
		i := slices.IndexFunc(years, func(y *year) bool { return y.Year == found.Year })
		if i < 0 {
			i, years = len(years), append(years, &year{KnownYear: found, authorities: map[*format.File]string{}})
		}
		return years[i]
	}
	inCSV := slices.DeleteFunc(slices.Clone(d.files), func(f foundFile) bool { return f.Is == nil })
	for _, group := range format.ByYear(inCSV) {
		found, err := d.yearOfTables(group)
		y := add(found, err, group.Matches...)
		y.tables = append(y.tables, group.Matches...)
	}
	for _, f := range d.files {
		if f.Is == nil {
			found, authority, err := d.yearOfXML(f)
			y := add(found, err, f)
			y.whole = append(y.whole, f)
			y.authorities[f.File] = authority
		}
	}
	return years, faults, errors.Join(errs...)
}

// ofYear makes the return of a year. Systems export both its forms; read as two whole returns each would withdraw the other's children, so that the
// XML beside the tables is left out.
func (d *finder) ofYear(y *year) ([]*format.Return, []intake.Fault, error) {
	var faults []intake.Fault
	whole := slices.DeleteFunc(slices.Clone(y.whole), func(f foundFile) bool {
		copied := slices.ContainsFunc(y.tables, func(other foundFile) bool { return other.Folder() == f.Folder() })
		if copied {
			faults = append(faults, intake.FileUnread(f.Shown,
				"the SSDA903 of a year whose CSV tables are in the same folder, which are read; to read this file, import it by itself"))
		}
		return copied
	})
	var holders []format.Holder
	for _, f := range slices.Concat(whole, y.tables) {
		h := format.Holder{File: f.File}
		if f.Is != nil {
			h.Holds = f.Is.Name
		}
		holders = append(holders, h)
	}
	settled, err := d.search.Settle("the SSDA903 of "+catalogue.CollectionYear(y.Year), holders)
	if err != nil {
		return nil, faults, err
	}
	faults = append(faults, settled.Faults(holders)...)
	left := func(f foundFile) bool { return settled.Left[f.File] != "" }
	var returns []*format.Return
	for _, f := range slices.DeleteFunc(whole, left) {
		returns = append(returns, d.wholeInXML(f, y.KnownYear, y.authorities[f.File]))
	}
	if tables := slices.DeleteFunc(y.tables, left); len(tables) > 0 {
		authority, err := format.AuthoritiesOf(d.search, tables)
		if err != nil {
			return nil, faults, err
		}
		returns = append(returns, d.ofTables(tables, y.KnownYear, authority.Code()))
	}
	return returns, faults, nil
}

// ofTables makes a return of the tables of one year of an authority.
func (d *finder) ofTables(files []foundFile, found format.KnownYear, authority string) *format.Return {
	year := found.Year
	r := format.NewReturn(Kind, year, format.Files(files), false)
	r.YearFrom, r.Authority = found.From, authority
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
			tables = append(tables, open(f, reading))
		}
		to := intake.NewReceiver(reading.Sink, today, 0)
		if err := d.ReadCSV(ctx, tables, year, to); err != nil {
			return err
		}
		return d.covers(r.Name, year, present, to)
	}
	return r
}

// daysInIt is what tells the year of a return from what is in it.
const daysInIt = "the days in it"

// yearOfTables gives the year of a return in tables. Where it has no episodes, what else is dated in it tells only if
// nothing surer does; and where nothing is, and no table is about its year as a whole, it is of the year of the import.
func (d *finder) yearOfTables(group format.Group[*Table]) (format.KnownYear, error) {
	files, first := group.Matches, group.Matches[0].File
	years := d.NewYears(d.search.Today)
	for _, f := range datedBy(files) {
		if err := d.addTo(years, f); err != nil {
			return format.KnownYear{}, err
		}
	}
	inside, sure := years.Year()
	if group.Among && !sure {
		return format.KnownYear{}, format.OfNoYear(first)
	}
	if slices.ContainsFunc(files, isEpisodes) {
		return d.search.YearOf(first, group.Named, inside, sure, daysInIt)
	}
	found, err := d.search.YearOf(first, group.Named, 0, false, "")
	switch {
	case err == nil:
		return found, nil
	case inside > 0:
		return d.search.YearOf(first, format.NamedYear{}, inside, true, daysInIt)
	case group.Named.Year == 0 && !d.search.Today.IsZero() && !slices.ContainsFunc(files, yearly):
		return format.KnownYear{Year: intake.YearOf(d.search.Today), From: "the day of the import, as nothing in it tells another"}, nil
	}
	return found, err
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

// yearOfXML gives the year of an XML file, and the authority that it says it is of.
func (d *finder) yearOfXML(f foundFile) (found format.KnownYear, authority string, err error) {
	in, err := d.search.Open(f.File)
	if err != nil {
		return found, "", err
	}
	defer in.Close()
	years := d.NewYears(d.search.Today)
	if err := d.AddXML(years, in); err != nil {
		return found, "", RefuseXML(f.Shown, err)
	}
	inside, sure := years.Year()
	found, err = d.search.YearOf(f.File, f.NamedYear(), inside, sure, daysInIt)
	return found, years.authority.Code(), err
}

// wholeInXML makes a return of an XML file.
func (d *finder) wholeInXML(f foundFile, found format.KnownYear, authority string) *format.Return {
	year := found.Year
	r := format.NewReturn(Kind, year, []*format.File{f.File}, true)
	r.YearFrom, r.Authority, r.Types = found.From, authority, d.XMLTypes()
	r.OfYear()
	today := d.search.Today
	r.Reader = func(ctx context.Context, reading *format.Reading) error {
		to := intake.NewReceiver(reading.Sink, today, 0)
		err := reading.Use(f.File, func(in io.Reader) error { return d.ReadXML(ctx, in, f.Shown, year, to) })
		if err != nil {
			return err
		}
		return d.covers(f.Shown, year, d.given(to), to)
	}
	return r
}
