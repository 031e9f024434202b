package exchange

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"

	"heed/catalogue"
)

// message is one thing that a return gave. Rows and what else is set of it go together.
type message struct {
	Record *catalogue.Record
	Fault  *Fault
	Cover  *Coverage
	Rows   int
}

// give hands the message on.
func (m message) give(to Sink) error {
	var errs []error
	if m.Rows > 0 {
		errs = append(errs, to.Read(m.Rows))
	}
	switch {
	case m.Record != nil:
		errs = append(errs, to.Record(*m.Record))
	case m.Fault != nil:
		errs = append(errs, to.Fault(*m.Fault))
	case m.Cover != nil:
		errs = append(errs, to.Cover(*m.Cover))
	}
	return errors.Join(errs...)
}

// What a message holds besides rows, as it is written.
const (
	holdsNothing = iota
	holdsRecord
	holdsFault
	holdsCover
)

// Messages are written one after another: how many bytes each takes, what it holds, how many rows go with it, and its texts, each with its
// length before it. What many records share, their type and the fields that they are silent of, is written out the first time, and after
// that by its place among those that were. Numbers are as encoding/binary writes them.

// messageWriter writes the messages of one return.
type messageWriter struct {
	out    io.Writer
	text   []byte // of the message, with room before it for its length
	shared map[string]uint64
	key    []byte
}

func newMessageWriter(out io.Writer) *messageWriter {
	return &messageWriter{out: out, shared: map[string]uint64{}}
}

func (w *messageWriter) write(m message) error {
	const room = binary.MaxVarintLen64
	w.text = append(w.text[:0], make([]byte, room)...)
	switch {
	case m.Record != nil:
		w.begin(holdsRecord, m.Rows)
		w.share(m.Record.Type, m.Record.Silent)
		w.string(m.Record.ID)
		w.string(m.Record.Subject)
		w.number(uint64(len(m.Record.Body)))
		w.text = append(w.text, m.Record.Body...)
	case m.Fault != nil:
		f := m.Fault
		w.begin(holdsFault, m.Rows)
		for _, s := range []string{f.File, f.Sheet, strconv.Itoa(f.Line), f.Cell, f.RecordType, f.Field, f.ValueKind, f.Reason, f.Effect} {
			w.string(s)
		}
	case m.Cover != nil:
		c := m.Cover
		w.begin(holdsCover, m.Rows)
		for _, s := range []string{c.RecordType, c.Source, c.From, c.To, c.Basis, strconv.FormatBool(c.Assumed)} {
			w.string(s)
		}
		w.list(c.Lacks)
	default:
		w.begin(holdsNothing, m.Rows)
	}
	var size [room]byte
	n := binary.PutUvarint(size[:], uint64(len(w.text)-room))
	copy(w.text[room-n:], size[:n])
	_, err := w.out.Write(w.text[room-n:])
	return err
}

func (w *messageWriter) begin(holds byte, rows int) {
	w.text = append(w.text, holds)
	w.number(uint64(max(rows, 0)))
}

func (w *messageWriter) number(n uint64) { w.text = binary.AppendUvarint(w.text, n) }

func (w *messageWriter) string(s string) {
	w.number(uint64(len(s)))
	w.text = append(w.text, s...)
}

func (w *messageWriter) list(all []string) {
	w.number(uint64(len(all)))
	for _, s := range all {
		w.string(s)
	}
}

// share writes a record type and the fields that a record is silent of.
func (w *messageWriter) share(recordType string, silent []string) {
	w.key = append(append(w.key[:0], recordType...), 0)
	for _, id := range silent {
		w.key = append(append(w.key, id...), 0)
	}
	place, known := w.shared[string(w.key)]
	if !known {
		place = uint64(len(w.shared))
		w.shared[string(w.key)] = place
	}
	w.number(place)
	if !known {
		w.string(recordType)
		w.list(silent)
	}
}

// errMessage is the error of what no messageWriter has written: a process that was taken over by a file may write anything.
var errMessage = errors.New("it is damaged")

// messageReader reads the messages of one return.
type messageReader struct {
	in     *bufio.Reader
	long   bytes.Buffer // a message that is longer than what is read at a time
	rest   []byte       // of the message that is read
	shared []catalogue.Record
	ok     bool
}

// read gives the next message, and io.EOF after the last.
func (r *messageReader) read() (m message, err error) {
	size, err := binary.ReadUvarint(r.in)
	if err != nil {
		return m, err
	}
	if r.rest, err = r.take(size); err != nil {
		return m, errors.Join(errMessage, err)
	}
	r.ok = true
	holds := r.byte()
	m.Rows = int(min(r.number(), 1<<31-1))
	switch holds {
	case holdsNothing:
	case holdsRecord:
		m.Record = r.record()
	case holdsFault:
		m.Fault = &Fault{
			File: r.string(), Sheet: r.string(), Line: r.line(), Cell: r.string(), RecordType: r.string(), Field: r.string(),
			ValueKind: r.string(), Reason: r.string(), Effect: r.string(),
		}
	case holdsCover:
		c := &Coverage{RecordType: r.string(), Source: r.string()}
		c.From, c.To, c.Basis, c.Assumed = r.string(), r.string(), r.string(), r.string() == "true"
		c.Lacks = r.list()
		m.Cover = c
	default:
		r.ok = false
	}
	if !r.ok || len(r.rest) > 0 {
		return message{}, errMessage
	}
	return m, nil
}

// take gives so many bytes, which are good until it is called again. What it holds grows with what is there, whatever the size says.
func (r *messageReader) take(size uint64) ([]byte, error) {
	if size <= uint64(r.in.Size()) {
		text, err := r.in.Peek(int(size))
		if err == nil {
			_, err = r.in.Discard(len(text))
		}
		return text, err
	}
	r.long.Reset()
	_, err := io.CopyN(&r.long, r.in, int64(min(size, math.MaxInt64)))
	return r.long.Bytes(), err
}

func (r *messageReader) record() *catalogue.Record {
	place := r.number()
	if place == uint64(len(r.shared)) {
		r.shared = append(r.shared, catalogue.Record{Type: r.string(), Silent: r.list()})
	}
	if place >= uint64(len(r.shared)) {
		r.ok = false
		return nil
	}
	rec := r.shared[place]
	rec.ID, rec.Subject = r.string(), r.string()
	rec.Body = bytes.Clone(r.bytes())
	return &rec
}

func (r *messageReader) byte() byte {
	if len(r.rest) == 0 {
		r.ok = false
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

func (r *messageReader) number() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.ok, r.rest = false, nil
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *messageReader) bytes() []byte {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.ok, r.rest = false, nil
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *messageReader) string() string { return string(r.bytes()) }

func (r *messageReader) line() int {
	n, err := strconv.Atoi(r.string())
	r.ok = r.ok && err == nil
	return n
}

// list gives a list, nil where it is empty.
func (r *messageReader) list() []string {
	var all []string
	for n := r.number(); n > 0 && r.ok; n-- {
		all = append(all, r.string())
	}
	return slices.Clip(all)
}
