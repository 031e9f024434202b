// Package sheet reads the rows of a CSV file as councils' systems and spreadsheets
// write them: with or without a byte order mark, with any line end, with quotes,
// in UTF-8 or in Windows-1252. After a row that cannot be read the next is read as if
// nothing had been wrong.
package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The most that one line and one row may be. A longer line is no row of a return.
const (
	maxLine     = 1 << 20
	maxRowLines = 50
)

// The errors of a file that is not CSV at all.
var (
	ErrUTF16    = errors.New("UTF-16 text")
	ErrBinary   = errors.New("binary data")
	ErrLongLine = errors.New("a line of more than a megabyte")
)

// RowError says why one row could not be read. The next row can be.
type RowError struct {
	Line   int
	Reason string
}

// Error gives the reason.
func (e *RowError) Error() string { return e.Reason }

// Reader reads rows one after another.
type Reader struct {
	in     *bufio.Reader
	cells  []string
	line   int // the line of the row last given
	next   int // the line that is read next
	queued []string
	start  bool
	// converted is the first line that was not UTF-8, 0 where there is none.
	converted int
}

// New gives a reader of the rows in r.
func New(r io.Reader) *Reader {
	return &Reader{in: bufio.NewReaderSize(r, 64<<10), next: 1, start: true}
}

// Line is the line on which the row last given begins, counted from 1.
func (r *Reader) Line() int { return r.line }

// Converted is the first line that was not UTF-8 and was read as Windows-1252, or
// 0 where there has been none.
func (r *Reader) Converted() int { return r.converted }

// Next gives the cells of the next row that is not blank. They are good until Next
// is called again. The error is io.EOF after the last row, a *RowError for a row
// that cannot be read, or one after which nothing more can be read.
func (r *Reader) Next() ([]string, error) {
	for {
		text, err := r.readLine()
		if err != nil {
			return nil, err
		}
		r.line = r.next - 1
		if strings.TrimSpace(text) == "" {
			continue
		}
		if strings.IndexByte(text, '"') < 0 {
			r.split(text)
			return r.cells, nil
		}
		return r.quoted(text)
	}
}

// split cuts a line without quotes at its commas.
func (r *Reader) split(text string) {
	r.cells = r.cells[:0]
	for {
		i := strings.IndexByte(text, ',')
		if i < 0 {
			r.cells = append(r.cells, text)
			return
		}
		r.cells = append(r.cells, text[:i])
		text = text[i+1:]
	}
}

// quoted reads a row with quotes, which may go over several lines. Where its last
// quote is never closed only its first line is given up.
func (r *Reader) quoted(text string) ([]string, error) {
	var more []string
	size := len(text)
	for open := oddQuotes(text); open; {
		line, err := r.readLine()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if err != nil {
			return r.giveUp(more, "a quote is opened and not closed")
		}
		more = append(more, line)
		if size += len(line); len(more) == maxRowLines || size > maxLine {
			return r.giveUp(more, "a quote is opened and not closed")
		}
		open = open != oddQuotes(line)
	}
	c := csv.NewReader(strings.NewReader(strings.Join(append([]string{text}, more...), "\n")))
	c.FieldsPerRecord = -1
	cells, err := c.Read()
	if err != nil {
		return r.giveUp(more, "its quotes do not pair up")
	}
	r.cells = append(r.cells[:0], cells...)
	return r.cells, nil
}

func oddQuotes(line string) bool { return strings.Count(line, `"`)%2 == 1 }

// giveUp leaves out one line, and puts back those that were read after it.
func (r *Reader) giveUp(more []string, reason string) ([]string, error) {
	r.queued = append(more, r.queued...)
	r.next -= len(more)
	return nil, &RowError{r.line, reason}
}

// readLine gives the next line without its end.
func (r *Reader) readLine() (string, error) {
	if len(r.queued) > 0 {
		line := r.queued[0]
		r.queued = r.queued[1:]
		r.next++
		return line, nil
	}
	if r.start {
		r.start = false
		if err := r.begin(); err != nil {
			return "", err
		}
	}
	raw, err := r.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		raw, err = r.long(raw)
	}
	if err != nil && (!errors.Is(err, io.EOF) || len(raw) == 0) {
		return "", err
	}
	r.next++
	raw = bytes.TrimSuffix(raw, []byte("\n"))
	raw = bytes.TrimSuffix(raw, []byte("\r"))
	if bytes.IndexByte(raw, 0) >= 0 {
		return "", ErrBinary
	}
	if utf8.Valid(raw) {
		return string(raw), nil
	}
	if r.converted == 0 {
		r.converted = r.next - 1
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	return string(text), err
}

// long goes on with a line that is longer than the buffer.
func (r *Reader) long(begun []byte) ([]byte, error) {
	line := bytes.Clone(begun)
	for len(line) <= maxLine {
		raw, err := r.in.ReadSlice('\n')
		line = append(line, raw...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
	return nil, ErrLongLine
}

// begin drops a byte order mark, and refuses what cannot be read as lines.
func (r *Reader) begin() error {
	head, _ := r.in.Peek(512)
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		_, err := r.in.Discard(3)
		return err
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return ErrUTF16
	case bytes.IndexByte(head, 0) >= 0:
		return ErrBinary
	}
	return nil
}
