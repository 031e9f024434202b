package exchange

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"heed/catalogue"
	"heed/internal/exchange/budget"
	"heed/internal/exchange/format"
)

// Kept is what returns gave when they were read, in a file beside it, so that nobody need wait for a reader while it is recorded. It holds nothing but
// what is said here, so it can be handed from one process to another.
type Kept struct{ Returns []KeptReturn }

// KeptReturn is one return of those.
type KeptReturn struct {
	Return format.Return
	Parts  []Part
	// Notes are faults of what lies around its files.
	Notes []Fault
	// Offset and Length say where in the file its records, faults and counts stand.
	Offset, Length int64
	// MoreFaults is how many faults it has besides those in the file.
	MoreFaults int
	// Failure is why it could not be read to its end, nil where it was. It is then the last.
	Failure *Failure
}

// Step says how far the reading of some returns has come: the return, the Index'th, from 1, of Of, and how many bytes of how many of it
// have been read.
type Step struct {
	Name, Kind, Scope string
	Index, Of         int
	Done, Total       int64
}

// Keep reads the returns into an authority, which may be blank, and keeps what they give in a file that is empty. An error is none of theirs:
// what is wrong with a return is its failure. Faults beyond the budget of an import are counted only.
func (f *Found) Keep(ctx context.Context, authority string, to io.Writer, progress func(Step)) (*Kept, error) {
	out := &keeper{ctx: ctx, out: bufio.NewWriterSize(to, 256<<10)}
	kept := &Kept{}
	returns := f.Returns(authority)
	for i, r := range returns {
		one := KeptReturn{Return: r.Return, Offset: out.size}
		out.begin()
		err := r.Read(ctx, out, func(done, total int64) {
			progress(Step{Name: r.Name, Kind: r.Kind, Scope: r.Scope, Index: i + 1, Of: len(returns), Done: done, Total: total})
		})
		if err == nil {
			err = out.flush()
		}
		if out.err != nil || ctx.Err() != nil {
			return nil, errors.Join(out.err, context.Cause(ctx))
		}
		one.Length, one.MoreFaults, one.Failure = out.size-one.Offset, out.more, FailureOf(err)
		if r.Parts != nil {
			one.Parts = r.Parts()
		}
		if r.Spoke != nil {
			one.Return.SpeaksTo = r.Spoke()
		}
		kept.Returns = append(kept.Returns, one)
		if err != nil {
			break
		}
	}
	if err := out.out.Flush(); err != nil {
		return nil, fmt.Errorf("keeping what the files hold: %w", err)
	}
	// Those after one that could not be read are told of, though nobody will read them.
	for _, r := range returns[len(kept.Returns):] {
		kept.Returns = append(kept.Returns, KeptReturn{Return: r.Return, Failure: &Failure{Message: "a return before it could not be read"}})
	}
	if err := kept.byDay(f.take); err != nil {
		return nil, err
	}
	return kept, nil
}

// keeper is the sink of returns that are kept.
type keeper struct {
	ctx      context.Context // lives no longer than the reading
	out      *bufio.Writer
	size     int64
	messages *messageWriter
	rows     int   // not written yet
	err      error // of writing

	// all is how many faults there are, faults and text how many are kept and how much text they have, and more how many of the return
	// are not.
	all, faults, text, more int
}

// Write counts what is kept.
func (k *keeper) Write(p []byte) (int, error) {
	n, err := k.out.Write(p)
	k.size += int64(n)
	return n, err
}

// begin begins a return.
func (k *keeper) begin() { k.messages, k.more, k.rows = newMessageWriter(k), 0, 0 }

func (k *keeper) put(m message) error {
	if err := k.ctx.Err(); err != nil {
		return err
	}
	m.Rows, k.rows = k.rows, 0
	if err := k.messages.write(m); err != nil {
		k.err = fmt.Errorf("keeping what the files hold: %w", err)
		return k.err
	}
	if k.size > budget.KeptBytes {
		return Refuse("What was sent", "returns or lists", budget.Over("more than 4 gigabytes of records and faults", "Import it in parts."), "")
	}
	return nil
}

// flush writes the rows that no message has counted yet.
func (k *keeper) flush() error {
	if k.rows == 0 {
		return nil
	}
	return k.put(message{})
}

// Record keeps a record.
func (k *keeper) Record(r catalogue.Record) error { return k.put(message{Record: &r}) }

// Cover keeps what the records of a type cover.
func (k *keeper) Cover(c Coverage) error { return k.put(message{Cover: &c}) }

// Read counts rows.
func (k *keeper) Read(rows int) error {
	k.rows += rows
	return k.ctx.Err()
}

var errFaults = budget.Over("more than 1,000,000 faults", "Check that it is the file you mean, and export it again.")

// Fault keeps a fault, or counts it where enough of them are kept.
func (k *keeper) Fault(f Fault) error {
	text := len(f.File) + len(f.Sheet) + len(f.Cell) + len(f.RecordType) + len(f.Field) + len(f.ValueKind) + len(f.Reason) + len(f.Effect)
	if k.all++; k.all > budget.CountedFaults {
		return Refuse(f.File, "returns or lists", errFaults, "")
	}
	if k.faults == budget.Faults || k.text+text > budget.FaultBytes {
		k.more++
		return k.ctx.Err()
	}
	k.faults, k.text = k.faults+1, k.text+text
	return k.put(message{Fault: &f})
}

// Found gives the returns that are kept, which read from the file what they gave. Each can be read for the authority only for which it was kept.
// A record of a type that comes in no file is refused here once more, whoever kept it.
func (k *Kept) Found(types *catalogue.Catalogue, opt Options, from io.ReaderAt) *Found {
	found := &Found{}
	for _, one := range k.Returns {
		r := Return{Return: one.Return, MoreFaults: one.MoreFaults, types: types, opt: opt, notes: one.Notes}
		r.Reader = func(ctx context.Context, reading *format.Reading) error { return one.replay(ctx, from, reading) }
		if one.Parts != nil {
			r.Parts = func() []Part { return one.Parts }
		}
		found.returns = append(found.returns, r)
	}
	return found
}

// replay gives what the return gave.
func (one *KeptReturn) replay(ctx context.Context, from io.ReaderAt, reading *format.Reading) error {
	in := &counted{Reader: io.NewSectionReader(from, one.Offset, one.Length)}
	messages := &messageReader{in: bufio.NewReaderSize(in, 256<<10)}
	for n := 0; ; n++ {
		if n%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			reading.Report(in.n, one.Length)
		}
		m, err := messages.read()
		if errors.Is(err, io.EOF) && !errors.Is(err, errMessage) {
			return one.Failure.Err()
		}
		if err != nil {
			return fmt.Errorf("reading what was kept of %s: %w", one.Return.Name, err)
		}
		if err := m.give(reading.Sink); err != nil {
			return err
		}
	}
}

type counted struct {
	io.Reader

	n int64
}

// Read counts the bytes that it gives.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}
