package format

import (
	"errors"
	"io"
	"strings"

	"heed/internal/exchange/sheet"
	"heed/internal/exchange/workbook"
)

// HeadingWithin is within how many rows from the top the heading of a table or list stands: titles and notes are put above it.
const HeadingWithin = 40

// top is the beginning of a file of text.
type top struct {
	rows [][]string // nil for one that cannot be read
	err  error      // of the first row that cannot be read
}

// Heading gives the cells of the first row of a CSV file, without the space around them. Its errors are those of
// sheet.Heading, or say that the file cannot be opened.
func (f *File) Heading() ([]string, error) {
	t, err := f.readTop()
	if err != nil {
		return nil, err
	}
	switch {
	case t.rows[0] == nil:
		return nil, t.err
	case len(t.rows[0]) == 0:
		return nil, sheet.ErrEmpty
	}
	return t.rows[0], nil
}

// FindHeading looks for the heading of a CSV file among its first rows, by what is a heading of the format that asks. It gives how many rows
// stand above it, and -1 where there is none.
func (f *File) FindHeading(is func(heading []string) bool) (titles int, err error) {
	t, err := f.readTop()
	if err != nil {
		return -1, err
	}
	return findHeading(t.rows, is), nil
}

// FindHeading looks for the heading of a sheet among its first rows, as that of a file does. A hidden sheet has none.
func FindHeading(g workbook.Grid, is func(heading []string) bool) (titles int) {
	if g.Hidden {
		return -1
	}
	rows := make([][]string, min(len(g.Rows), HeadingWithin))
	for i := range rows {
		rows[i] = sheet.Trim(g.Rows[i])
	}
	return findHeading(rows, is)
}

// Readable gives an error where not even the first row of a file of text can be reached: it is then no text, or nothing.
func (f *File) Readable() error {
	_, err := f.readTop()
	return err
}

func findHeading(rows [][]string, is func(heading []string) bool) int {
	for i, cells := range rows {
		if i == HeadingWithin {
			break
		}
		if cells != nil && is(cells) {
			return i
		}
	}
	return -1
}

// readTop reads the first rows of a file. The error is that of the first where not even that can be reached, or none holds anything.
func (f *File) readTop() (*top, error) {
	if f.top != nil {
		return f.top, nil
	}
	in, err := f.open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	t := &top{}
	rows := sheet.New(in)
	for len(t.rows) < HeadingWithin {
		cells, err := rows.Next()
		var bad *sheet.RowError
		switch {
		case errors.As(err, &bad):
			if t.rows = append(t.rows, nil); t.err == nil {
				t.err = err
			}
			continue
		case err != nil && len(t.rows) > 0: // what is wrong further down is for whoever reads it
			f.top = t
			return t, t.empty()
		case errors.Is(err, io.EOF):
			return nil, sheet.ErrEmpty
		case err != nil:
			return nil, err
		}
		t.rows = append(t.rows, sheet.Trim(cells))
	}
	f.top = t
	return t, t.empty()
}

// empty is an error where no row holds anything.
func (t *top) empty() error {
	for _, cells := range t.rows {
		if cells == nil || strings.Join(cells, "") != "" {
			return nil
		}
	}
	return sheet.ErrEmpty
}
