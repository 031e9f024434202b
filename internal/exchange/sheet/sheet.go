// Package sheet reads the rows of a file of text as councils' systems and spreadsheets
// write them: with commas, tabs, semicolons or upright strokes between the cells, with or without a byte order mark, with any line end, with
// quotes, in UTF-8, UTF-16 or Windows-1252. After a row that cannot be read the next is read as if
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

	"heed/internal/exchange/budget"
	"heed/internal/exchange/plaintext"
)

// maxRowLines is over how many lines one row may go.
const maxRowLines = 50

// The errors of a file that is not CSV at all. UTF-16 that is damaged is a [plaintext.ErrDamaged].
var (
	ErrBinary = errors.New("binary data")
	// The errors of one that is too large are each a *budget.ExceededError.
	ErrLongLine error = budget.Over("a line of more than a megabyte", "Check that it is the file you mean, and that each row is a line of its own.")
	errWide     error = budget.Over("a row of more than 16,384 cells", "Export it with the columns of the return or list only.")
	errLong     error = budget.Over("more than 5,000,000 lines", "Import it in parts.")
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
	within int // lines that lie within a row before it
	row    int // the line of the row last given, where each row were one line
	next   int // the line that is read next
	queued []string
	start  bool
	comma  byte // what stands between cells
	// converted is the first line that was not UTF-8, 0 where there is none.
	converted int
}

// New gives a reader of the rows in r.
func New(r io.Reader) *Reader {
	return &Reader{in: bufio.NewReaderSize(plaintext.NewReader(r), sniffed), next: 1, start: true, comma: ','}
}

// Line is the line on which the row last given begins, counted from 1.
func (r *Reader) Line() int { return r.line }

// Row is where a spreadsheet puts the row last given, counted from 1: there, a row whose cells go over several lines is one.
func (r *Reader) Row() int { return r.row }

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
		r.row = r.line - r.within
		if strings.Trim(text, " \t\v\f\u00a0\ufeff"+endOfFile) == "" {
			continue
		}
		if strings.IndexByte(text, 0) >= 0 {
			return nil, &RowError{r.line, reasonNUL}
		}
		if strings.IndexByte(text, '"') < 0 {
			err := r.split(text)
			return r.cells, err
		}
		return r.quoted(text)
	}
}

// endOfFile is control-Z, which old programs put at the end of a text.
const endOfFile = "\x1a"

// split cuts a line without quotes at its commas, or what it has for them.
func (r *Reader) split(text string) error {
	r.cells = r.cells[:0]
	for {
		i := strings.IndexByte(text, r.comma)
		if i < 0 {
			r.cells = append(r.cells, text)
			return nil
		}
		if len(r.cells) == budget.Columns {
			return errWide
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
		if strings.IndexByte(line, 0) >= 0 {
			return r.giveUp(more, "a quote is opened and not closed before a NUL")
		}
		if size += len(line); len(more) == maxRowLines || size > budget.LineBytes {
			return r.giveUp(more, "a quote is opened and not closed")
		}
		open = open != oddQuotes(line)
	}
	cells, err := r.unquote(strings.Join(append([]string{text}, more...), "\n"))
	if err != nil {
		return r.giveUp(more, "its quotes do not pair up")
	}
	if len(cells) > budget.Columns {
		return nil, errWide
	}
	r.within += len(more)
	r.cells = append(r.cells[:0], cells...)
	return r.cells, nil
}

// unquote takes a row with quotes apart. Where that fails, spaces before a quote are passed over, as in a, "b, c".
func (r *Reader) unquote(row string) ([]string, error) {
	cells, err := r.csv(row, false)
	if err != nil && r.comma != '\t' {
		return r.csv(row, true)
	}
	return cells, err
}

func (r *Reader) csv(row string, trim bool) ([]string, error) {
	c := csv.NewReader(strings.NewReader(row))
	c.Comma, c.FieldsPerRecord, c.TrimLeadingSpace = rune(r.comma), -1, trim
	return c.Read()
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
	if r.next++; r.next > budget.Rows {
		return "", errLong
	}
	raw = bytes.TrimSuffix(raw, []byte("\n"))
	raw = bytes.TrimPrefix(raw, []byte("\ufeff")) // where files were put one after another
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
	for len(line) <= budget.LineBytes {
		raw, err := r.in.ReadSlice('\n')
		line = append(line, raw...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
	return nil, ErrLongLine
}

// isBinary says whether the first bytes are of no text: a NUL stands in the first line, or they are one in ten of all. A single one further down spoils its
// row alone.
func isBinary(head []byte) bool {
	first, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.IndexByte(first, 0) >= 0 || 10*bytes.Count(head, []byte{0}) > len(head)
}

const reasonNUL = "it holds a NUL, which no text has"

// begin refuses what cannot be read as lines, and finds out what stands between the cells.
func (r *Reader) begin() error {
	head, err := r.in.Peek(sniffed)
	if isBinary(head) {
		return ErrBinary
	}
	whole := errors.Is(err, io.EOF)
	if comma, size := stated(head); size > 0 {
		r.comma = comma
		r.next++
		_, err := r.in.Discard(size)
		return err
	}
	r.comma = separator(head, whole)
	return nil
}
