package ssd

import (
	"context"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

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
		heading, err := f.Heading()
		if err != nil || !d.take(f, heading) {
			return format.NotMine(), err
		}
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
		return format.Unusable(err.Error(), format.DoCheck), nil // given as the answer
	}
	heading, err := rows.Next()
	if err := errors.Join(err, rows.Close()); err != nil {
		return format.NotMine(), err
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

// Returns makes an extract of the objects of each folder.
func (d *finder) Returns() ([]*format.Return, []intake.Fault, error) {
	returns, err := format.ReturnsOf(format.ByFolder(d.files, nil), d.extract)
	return returns, nil, err
}

// twice refuses two files of one folder for one object: which of them is meant cannot be told.
func twice(files []foundFile) error {
	names := map[string]string{}
	var errs []error
	for _, f := range files {
		was, ok := names[f.Is.Name]
		if ok && !strings.EqualFold(path.Ext(was), f.Ext()) {
			errs = append(errs, &intake.Refused{
				File: f.Shown, Expected: "one file for " + f.Is.Name, Found: was + " beside it",
				Do: "Take one of the two out of the folder.",
			})
		}
		names[f.Is.Name] = f.Shown
	}
	return errors.Join(errs...)
}

// extract makes an extract of objects. It holds the case system as it is now, so it is of no year: each extract
// replaces what the last one said of the children that it names.
func (d *finder) extract(files []foundFile) (*format.Return, error) {
	slices.SortStableFunc(files, func(a, b foundFile) int { return strings.Compare(a.Shown, b.Shown) })
	if err := twice(files); err != nil {
		return nil, err
	}
	objects := make([]*Object, len(files))
	for i, f := range files {
		objects[i] = f.Is
	}
	r := format.NewReturn(Kind, 0, format.Files(files), false)
	r.Types, r.Named = d.Types(objects), true
	var parts []intake.Part
	r.Parts = func() []intake.Part { return parts }
	src := Source{Today: d.search.Today, Own: func(last string) (intake.Span, error) { return d.search.ExtractSpan(r.Name, "", last) }}
	r.Reader = func(ctx context.Context, reading *format.Reading) error {
		var sources []File
		for _, f := range files {
			sources = append(sources, File{Name: f.Shown, Object: f.Is, Open: func() (Rows, error) { return openRows(reading, f.File) }})
		}
		var err error
		parts, err = d.Read(ctx, sources, reading.Sink, src)
		return err
	}
	return r, nil
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
