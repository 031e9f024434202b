package format

import (
	"context"
	"io"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
)

// tracker knows which file is being read, so that a failure can be said to be of it.
type tracker struct{ current string }

// Current names the file last opened, or what At said since. It is blank before.
func (t *tracker) Current() string { return t.current }

// At says what is read from here on: the file, as faults give it.
func (t *tracker) At(file string) { t.current = file }

// Open opens a file of the search.
func (s *Search) Open(f *File) (io.ReadCloser, error) {
	s.At(f.Shown)
	in, err := f.open()
	if err != nil {
		return nil, err
	}
	return &checked{in, s.ctx}, nil
}

// OpenAt opens a file of the search to be read at any place.
func (s *Search) OpenAt(f *File) (ReaderAt, error) {
	s.At(f.Shown)
	return f.openAt(s.ctx)
}

// Reading is one reading of a return: where its records go, and how far it has come.
type Reading struct {
	// Sink takes the records, faults and count of rows.
	Sink intake.Sink
	// Authority is the authority that is imported into, blank where any will do.
	Authority string
	// Meter counts what the reading holds in memory.
	Meter budget.Meter

	tracker

	ctx         context.Context // lives no longer than the reading
	done, total int64
	progress    func(done, total int64)
	books       map[*File]*book
}

// NewReading begins a reading of files of so many bytes. progress, which may be nil, is given how many of them have been read. Once ctx is
// done, no more can be read of any file that it opened.
func NewReading(ctx context.Context, sink intake.Sink, authority string, total int64, progress func(done, total int64)) *Reading {
	return &Reading{ctx: ctx, Sink: sink, Authority: authority, total: total, progress: progress}
}

// Open opens a file of the return, the bytes read of which count as progress.
func (r *Reading) Open(f *File) (io.ReadCloser, error) {
	r.At(f.Shown)
	in, err := f.open()
	if err != nil {
		return nil, err
	}
	return &counted{checked{in, r.ctx}, r}, nil
}

// OpenAt opens a file of the return to be read at any place. Its bytes are not read in their order, so all of them count as
// read when it is opened.
func (r *Reading) OpenAt(f *File) (ReaderAt, error) {
	r.At(f.Shown)
	r.done += f.Size
	return f.openAt(r.ctx)
}

// Report says how far the reading has come, where it reads no files.
func (r *Reading) Report(done, total int64) {
	if r.progress != nil {
		r.progress(done, total)
	}
}

// Use opens a file of the return, hands it on and closes it.
func (r *Reading) Use(f *File, use func(io.Reader) error) error {
	in, err := r.Open(f)
	if err != nil {
		return err
	}
	defer in.Close()
	return use(in)
}

// checked is a file that ends when a search or a reading does.
type checked struct {
	io.ReadCloser

	ctx context.Context
}

// Read gives no more once the context is done.
func (c checked) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.ReadCloser.Read(p)
}

type counted struct {
	checked

	r *Reading
}

// Read counts the bytes that it gives.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.checked.Read(p)
	c.r.done += int64(n)
	if c.r.progress != nil && n > 0 {
		c.r.progress(min(c.r.done, c.r.total), c.r.total)
	}
	return n, err
}
