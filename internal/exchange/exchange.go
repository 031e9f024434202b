// Package exchange recognises what an authority has exported, by its content, and reads it into records. Each format is a
// package below this one and a line of the table in formats.go; docs/importing.md says, for those who import, what they read.
package exchange

import (
	"cmp"
	"context"

	"heed/catalogue"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/table"
)

// Fault says what was wrong in a file and what was done about it.
type Fault = intake.Fault

// Sink takes the records, faults and count of rows of a return, in order.
type Sink = intake.Sink

// Refused is the error of a file that is not taken at all.
type Refused = intake.Refused //nolint:errname // named for what the file is

// ErrRefused is what errors.Is finds in a *Refused.
var ErrRefused = intake.ErrRefused

// PanicError is the error of a file at which a reader panicked. It unwraps to a *Refused; its Detail is for the log.
type PanicError = format.PanicError

// Part says what became of one file of a return that is made of many.
type Part = intake.Part

// Count is how many there are of something.
type Count = intake.Count

// Coverage says from which day to which day the records that a return gave of a type can be taken as complete.
type Coverage = intake.Coverage

// Lists is the kind of a return that is made of CSV lists, which do not say whose they are or what year they speak to.
const Lists = table.Kind

// Options says what the user has said of the files.
type Options = format.Options

// Return is one return or set of lists: what it covers, and how it is read.
type Return struct {
	format.Return

	// MoreFaults is how many faults it has besides those that it gives, where it is kept: see [Kept].
	MoreFaults int

	authority string
	types     *catalogue.Catalogue
	opt       Options
	// notes are faults of what lies around its files.
	notes []Fault
}

// Read gives every record and fault to the sink. It may be called again. progress
// may be nil; it is given how many bytes of how many have been read. A panic of the
// reader, but not of the sink, becomes a *PanicError.
func (r Return) Read(ctx context.Context, sink Sink, progress func(done, total int64)) (err error) {
	guarded := &guardedSink{Sink: sink}
	reading := format.NewReading(ctx, guarded, r.authority, r.Size, progress)
	guarded.bars = func(recordType string) error {
		t := r.types.Type(recordType)
		if t == nil {
			return nil // the ledger says what it is
		}
		return r.opt.Bars(cmp.Or(reading.Current(), r.Name), t)
	}
	defer func() {
		if guarded.busy {
			return // the sink's panic is no fault of the file, and may have left what the sink writes to half written
		}
		if why := recover(); why != nil {
			err = format.Panicked(r.Kind, cmp.Or(reading.Current(), r.Name), why)
		}
	}()
	for _, note := range r.notes {
		if err := guarded.Fault(note); err != nil {
			return err
		}
	}
	return r.Reader(ctx, reading)
}
