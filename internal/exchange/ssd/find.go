package ssd

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/parquetrows"
	"heed/internal/exchange/sheet"
)

// Spec describes the format for the table of formats.
var Spec = format.Spec{
	Kind: Kind, Title: "the Standard Safeguarding Dataset", Expected: func(string) string { return "an object of the safeguarding dataset" },
	New: format.Maker(New),
}

// Begin begins a search.
func (f *Format) Begin(s *format.Search) format.Finder { return &finder{Format: f, search: s} }

// finder finds the extracts of one search.
type finder struct {
	*Format

	search *format.Search
	files  []foundFile
}

// foundFile is an object in CSV or Parquet.
type foundFile = format.Match[*Object]

// Claims says what a file named as an object claims to be.
func (d *finder) Claims(f *format.File) string {
	content, err := f.Content()
	if err == nil && (content == format.Parquet || content == format.Text && f.Ext() == ".csv") && d.Named(f.Base()) {
		return "an object of the safeguarding dataset, with its columns"
	}
	return ""
}

// Recognise recognises an object by the names of its columns.
func (d *finder) Recognise(f *format.File) (format.Answer, error) {
	content, err := f.Content()
	if err != nil {
		return format.NotMine(), err
	}
	switch content {
	case format.Parquet:
		return d.recogniseParquet(f)
	case format.Text:
		titles, err := f.FindHeading(func(heading []string) bool { return d.take(f, heading) })
		if err != nil || titles < 0 {
			return format.NotMine(), err
		}
		d.files[len(d.files)-1].Titles = titles
		return format.Mine(), nil
	case format.XML, format.Zip:
	}
	return format.NotMine(), nil
}

// take keeps a file whose heading is that of an object.
func (d *finder) take(f *format.File, heading []string) bool {
	object := d.Match(heading)
	if object == nil {
		return false
	}
	d.files = append(d.files, foundFile{File: f, Is: object})
	return true
}

func (d *finder) recogniseParquet(f *format.File) (format.Answer, error) {
	rows, err := openParquet(d.search, f)
	if err != nil {
		return format.Broken(err, format.DoCheck), nil // given as the answer
	}
	heading, err := rows.Next()
	if err := errors.Join(err, rows.Close()); err != nil {
		return format.Broken(err, format.DoCheck), nil // as above
	}
	if !d.take(f, heading) {
		return format.Unusable("Parquet that is no object of the safeguarding dataset", format.DoCheck), nil
	}
	return format.Mine(), nil
}

func openParquet(opener interface {
	OpenAt(f *format.File) (format.ReaderAt, error)
}, f *format.File) (*parquetrows.Reader, error) {
	in, err := opener.OpenAt(f)
	if err != nil {
		return nil, err
	}
	return parquetrows.Open(in, f.Size)
}

// Returns makes an extract of the objects of each folder. Two files of one folder for one object are refused: which of them is meant cannot be told.
func (d *finder) Returns() ([]*format.Return, []intake.Fault, error) {
	var returns []*format.Return
	var faults []intake.Fault
	var errs []error
	for _, files := range format.ByFolder(d.files, nil) {
		var holders []format.Holder
		for _, f := range files {
			holders = append(holders, format.Holder{File: f.File, Holds: f.Is.Name})
		}
		settled, err := d.search.Settle("an extract of the safeguarding dataset", holders)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		faults = append(faults, settled.Faults(holders)...)
		r, err := d.extract(slices.DeleteFunc(files, func(f foundFile) bool { return settled.Left[f.File] != "" }))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		returns = append(returns, r)
	}
	return returns, faults, errors.Join(errs...)
}

// extract makes an extract of objects. It holds the case system as it is now, so it is of no year: each extract
// replaces what the last one said of the children that it names.
func (d *finder) extract(files []foundFile) (*format.Return, error) {
	slices.SortStableFunc(files, func(a, b foundFile) int { return strings.Compare(a.Shown, b.Shown) })
	objects := make([]*Object, len(files))
	for i, f := range files {
		objects[i] = f.Is
	}
	authority, err := d.authority(files)
	if err != nil {
		return nil, err
	}
	r := format.NewReturn(Kind, 0, format.Files(files), false)
	r.Types, r.Named, r.Authority = d.Types(objects), true, authority
	var parts []intake.Part
	r.Parts = func() []intake.Part { return parts }
	var day time.Time
	r.OfDay(d.search.Options, time.Time{}, func() time.Time { return day })
	src := Source{Today: d.search.Today, Own: func(last string) (intake.Span, error) {
		span, err := d.search.ExtractSpan(r.Name, "", last)
		day, _ = time.Parse(time.DateOnly, span.To) // none is known of an extract without days
		return span, err
	}}
	r.Reader = func(ctx context.Context, reading *format.Reading) error {
		var sources []File
		for _, f := range files {
			sources = append(sources, File{Name: f.Shown, Object: f.Is, Titles: f.Titles, Open: func() (Rows, error) { return openRows(reading, f.File) }})
		}
		var err error
		parts, err = d.Read(ctx, sources, reading.Sink, src)
		return err
	}
	return r, nil
}

// authority gives the code of the authority that an extract says it is of.
func (d *finder) authority(files []foundFile) (string, error) {
	found, err := format.AuthoritiesOf(d.search, files)
	if err != nil {
		return "", err
	}
	for _, f := range files {
		if content, err := f.Content(); err != nil || content != format.Parquet {
			continue
		}
		rows, err := openParquet(d.search, f.File)
		if err != nil {
			continue // told when it is read
		}
		if heading, err := rows.Next(); err == nil {
			found.AddRows(slices.Clone(heading), rows)
		}
		if err := rows.Close(); err != nil {
			return "", err
		}
	}
	return found.Code(), nil
}

// openRows opens a file of rows, in CSV or Parquet.
func openRows(reading *format.Reading, f *format.File) (Rows, error) {
	content, err := f.Content()
	if err != nil {
		return nil, err
	}
	if content == format.Parquet {
		return openParquet(reading, f)
	}
	in, err := reading.Open(f)
	if err != nil {
		return nil, err
	}
	return &csvRows{sheet.New(in), in}, nil
}

// csvRows are the rows of a CSV file.
type csvRows struct {
	*sheet.Reader
	in io.Closer
}

// Close closes the file.
func (r *csvRows) Close() error { return r.in.Close() }
