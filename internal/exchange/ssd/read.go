package ssd

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// Rows gives the rows of a file as texts, its heading first. An error of a row that leaves the next readable is a
// *sheet.RowError, and the last is io.EOF.
type Rows interface {
	// Next gives the next row. Its cells are good until Next is called again.
	Next() ([]string, error)
	// Line is the line of the row last given, counted from 1.
	Line() int
	// Close lets go of the file.
	Close() error
}

// File is one object's file.
type File struct {
	// Name is the name for faults.
	Name   string
	Object *Object
	// Titles is how many rows stand above the heading.
	Titles int
	// Open opens the file. It is called again for an object that is read more than once.
	Open func() (Rows, error)
}

// reader reads one extract.
type reader struct {
	*Format

	ctx      context.Context // lives no longer than the reading
	receiver *intake.Receiver
	files    []File
	today    string
	// day is the latest day, up to today, on which anything in the extract happened.
	day   string
	parts []intake.Part
	// own gives the day of the extract, of the last day recorded in it; it may be nil.
	own func(last string) (intake.Span, error)
	// endless are the objects whose files have no column of when something ended.
	endless map[string]bool
	// used are the columns that any reading of a file has used, by the name of the file.
	used map[string]map[string]bool
	known
}

// Read reads the files of one extract, and says what became of each object and what they cover.
func (f *Format) Read(ctx context.Context, files []File, sink intake.Sink, src Source) ([]intake.Part, error) {
	r := &reader{Format: f, ctx: ctx, receiver: intake.NewReceiver(sink, src.Today, intake.Prebirth), files: files, known: newKnown(), used: map[string]map[string]bool{}, own: src.Own, endless: map[string]bool{}}
	r.receiver.CountRowsApart()
	if !src.Today.IsZero() {
		r.today = src.Today.Format(time.DateOnly)
	}
	for _, step := range []func(*reader) error{staff, people, need, protection, care, health, education, adoption, leaving, unread} {
		if err := step(r); err != nil {
			return nil, err
		}
		if err := r.receiver.Settle(); err != nil {
			return nil, err
		}
	}
	if err := r.covers(src); err != nil {
		return nil, err
	}
	return r.parts, nil
}

// has says whether the extract has an object.
func (r *reader) has(object string) bool {
	return slices.ContainsFunc(r.files, func(f File) bool { return f.Object.Name == object })
}

// begin opens an object's file for its rows: it finds the columns, and gives what is to be done with each row. It gives nil
// where no row can be kept.
type begin func(p *part) (use func() error, err error)

// each reads an object.
func (r *reader) each(object string, open begin) error { return r.every(object, false, open) }

// gather reads an object for what others need to know of it, before it is read for its records.
func (r *reader) gather(object string, open begin) error { return r.every(object, true, open) }

func (r *reader) every(object string, gathering bool, open begin) error {
	for _, file := range r.files {
		if file.Object.Name != object {
			continue
		}
		if err := r.one(file, gathering, open); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) one(file File, gathering bool, open begin) (err error) {
	rows, err := file.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if r.used[file.Name] == nil {
		r.used[file.Name] = map[string]bool{}
	}
	p := &part{
		reader: r, object: file.Object, file: file.Name, rows: rows, titles: file.Titles, gathering: gathering,
		columns: map[string]column{}, used: r.used[file.Name], Outcome: intake.NewOutcome(),
	}
	if err := p.begin(); err != nil {
		return err
	}
	if err := p.ends(); err != nil {
		return err
	}
	use, err := open(p)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		if n%1024 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		cells, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err := p.row(cells, err, use); err != nil {
			return err
		}
	}
	if c, ok := rows.(interface{ Converted() int }); ok && c.Converted() > 0 {
		if err := p.fault(intake.Fault{
			Line: c.Converted(), ValueKind: "bytes that are not UTF-8", Effect: catalogue.EffectAsGiven,
			Reason: "not UTF-8; this line, and each like it after, is read as Windows-1252",
		}); err != nil {
			return err
		}
	}
	r.dropNameless()
	if p.after != nil {
		p.Between()
		if err := p.after(); err != nil {
			return err
		}
	}
	if !gathering {
		r.parts = append(r.parts, p.report())
	}
	return nil
}
