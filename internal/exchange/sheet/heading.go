package sheet

import (
	"errors"
	"io"
	"strings"
)

// ErrEmpty is the error of a file without a heading.
var ErrEmpty = errors.New("an empty file")

// Heading reads the first row and gives its cells without the space around them.
// Blank cells at its end, which spreadsheets leave, are dropped.
func Heading(r *Reader) ([]string, error) { return HeadingBelow(r, 0) }

// Rows are rows that are read one after another, as a [Reader] gives them.
type Rows interface{ Next() ([]string, error) }

// HeadingBelow reads so many rows, which are titles, and gives the one below them as Heading does.
func HeadingBelow(r Rows, titles int) ([]string, error) {
	for ; titles > 0; titles-- {
		_, err := r.Next()
		if _, unread := errors.AsType[*RowError](err); err != nil && !unread {
			break // the row below it gives the same
		}
	}
	cells, err := r.Next()
	if errors.Is(err, io.EOF) {
		return nil, ErrEmpty
	}
	if err != nil {
		return nil, err
	}
	heading := Trim(cells)
	if len(heading) == 0 {
		return nil, ErrEmpty
	}
	return heading, nil
}

// Trim gives the cells of a heading without the space around and within them that nobody means: line breaks and no-break spaces among it. Blank cells at its
// end are dropped.
func Trim(cells []string) []string {
	heading := make([]string, len(cells))
	for i, c := range cells {
		heading[i] = strings.Join(strings.Fields(strings.Trim(c, "\ufeff\u200b")), " ")
	}
	for len(heading) > 0 && heading[len(heading)-1] == "" {
		heading = heading[:len(heading)-1]
	}
	return heading
}

// Fit says why a row does not fit a heading of this width, or "". Blank cells past
// the heading fit. A shorter row does not: which of its cells is lost cannot be told.
func Fit(cells []string, width int) string {
	if len(cells) < width {
		return "fewer values than the heading has columns"
	}
	for _, c := range cells[width:] {
		if strings.TrimSpace(c) != "" {
			return "more values than the heading has columns"
		}
	}
	for _, c := range cells[:width] {
		if strings.TrimSpace(c) != "" {
			return ""
		}
	}
	return "the row is empty"
}
