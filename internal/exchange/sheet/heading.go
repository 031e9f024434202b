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
func Heading(r *Reader) ([]string, error) {
	cells, err := r.Next()
	if errors.Is(err, io.EOF) {
		return nil, ErrEmpty
	}
	if err != nil {
		return nil, err
	}
	heading := make([]string, len(cells))
	for i, c := range cells {
		heading[i] = strings.TrimSpace(c)
	}
	for len(heading) > 0 && heading[len(heading)-1] == "" {
		heading = heading[:len(heading)-1]
	}
	if len(heading) == 0 {
		return nil, ErrEmpty
	}
	return heading, nil
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
