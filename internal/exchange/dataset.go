package exchange

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"heed/internal/exchange/intake"
	"heed/internal/exchange/parquetrows"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/ssd"
)

// Part tells what became of one file of a return that is made of many.
type Part = ssd.Part

// Count is how many there are of something.
type Count = intake.Count

// dataset makes a return of the objects of the safeguarding dataset in one folder. It is a picture of the case system as it
// is now, so it is of no year: each replaces what the last one said of the children that it names.
func (f *formats) dataset(files []seen) *found {
	r := f.base(KindSSD, 0, files, nil)
	notes := r.notes
	var total int64
	var objects []*ssd.Object
	for _, s := range files {
		total += s.size
		objects = append(objects, s.object)
	}
	parts := &[]Part{}
	r.Read = func(ctx context.Context, sink Sink, progress func(done, total int64)) error {
		c := &counter{total: total, tell: progress}
		var sources []ssd.File
		for _, s := range files {
			sources = append(sources, ssd.File{Name: s.shown, Object: s.object, Open: func() (ssd.Rows, error) { return c.rows(s.entry) }})
		}
		read, err := f.ssd.Read(ctx, sources, sink, f.opt.Today, *notes)
		*parts = read
		return err
	}
	r.Parts = func() []Part { return *parts }
	r.Types, r.Named, r.isCSVs = f.ssd.Types(objects), true, true
	return r
}

// rows opens a file of rows, in CSV or Parquet.
func (c *counter) rows(e entry) (ssd.Rows, error) {
	head, err := e.head()
	if err != nil {
		return nil, err
	}
	if isParquet(head) {
		c.done += e.size // its bytes are not read in their order, so they count as they are begun
		return e.parquet()
	}
	in, err := c.opener(e)()
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

func isParquet(head []byte) bool { return bytes.HasPrefix(head, []byte(parquetrows.Magic)) }

// maxInMemory is the largest Parquet file within a zip file that is read: such a file is read from its end, which needs all
// of it at once.
const maxInMemory = 512 << 20

// parquet opens a Parquet file.
func (e entry) parquet() (*parquetrows.Reader, error) {
	if !e.zip {
		in, err := os.Open(filepath.Join(e.root, filepath.FromSlash(e.name)))
		if err != nil {
			return nil, err
		}
		return parquetrows.Open(in, e.size)
	}
	if e.size > maxInMemory {
		return nil, errTooLarge
	}
	in, err := e.open()
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(in)
	if err := errors.Join(err, in.Close()); err != nil {
		return nil, err
	}
	return parquetrows.Open(inMemory{bytes.NewReader(text)}, int64(len(text)))
}

var errTooLarge = errors.New("a Parquet file of more than half a gigabyte in a zip file: take it out of the zip file")

// inMemory is a file that is held in memory.
type inMemory struct{ *bytes.Reader }

// Close does nothing.
func (inMemory) Close() error { return nil }

// sniffParquet recognises a Parquet file by its columns.
func (f *formats) sniffParquet(e entry) (seen, *strange, error) {
	odd := &strange{reason: "Parquet that is no object of the safeguarding dataset", do: doCheck, claimed: f.said(e)}
	if f.wants(KindSSD) && f.ssd.Named(e.base()) {
		odd.claimed = "an object of the safeguarding dataset, with its columns"
	}
	rows, err := e.parquet()
	if err != nil {
		odd.reason = err.Error()
		return seen{}, odd, nil //nolint:nilerr // a file that cannot be read is refused, or told as a fault
	}
	heading, err := rows.Next()
	if err := errors.Join(err, rows.Close()); err != nil {
		return seen{}, nil, err
	}
	if s, ok := f.sniffDataset(e, heading); ok {
		return s, nil, nil
	}
	return seen{}, odd, nil
}

// sniffDataset recognises an object of the dataset by its heading.
func (f *formats) sniffDataset(e entry, heading []string) (seen, bool) {
	if !f.wants(KindSSD) {
		return seen{}, false
	}
	object := f.ssd.Match(heading)
	if object == nil {
		return seen{}, false
	}
	return seen{entry: e, kind: KindSSD, object: object}, true
}

// twice refuses two files of one folder for one object: which of them is meant cannot be told.
func twice(files []seen) error {
	names := map[string]string{}
	var errs []error
	for _, s := range files {
		was, ok := names[s.object.Name]
		if ok && !strings.EqualFold(path.Ext(was), path.Ext(s.shown)) {
			errs = append(errs, &Refused{
				File: s.shown, Expected: "one file for " + s.object.Name, Found: was + " beside it",
				Do: "Take one of the two out of the folder.",
			})
		}
		names[s.object.Name] = s.shown
	}
	return errors.Join(errs...)
}

// inOrder puts the files of a dataset in the order of their names, so that it is read alike from a folder and a zip file.
func inOrder(files []seen) []seen {
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b seen) int { return strings.Compare(a.shown, b.shown) })
	return files
}
