package exchange

import (
	"context"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"heed/internal/exchange/sheet"
	"heed/internal/exchange/ssd"
)

// Part tells what became of one file of a return that is made of many.
type Part = ssd.Part

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

// rows opens a file of rows.
func (c *counter) rows(e entry) (ssd.Rows, error) {
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
