package export

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// Rows takes the rows of an export, whatever the form of the file. The first row is the heading.
type Rows interface {
	// Row writes a row. A failure is kept for Flush.
	Row(cells ...string)
	// Flush writes out what is left and gives the first failure.
	Flush() error
}

// Book writes a workbook of one sheet (XLSX). Every cell is a text, whatever it begins with, but for whole numbers.
type Book struct {
	w     io.Writer
	file  *excelize.File
	sheet *excelize.StreamWriter
	row   int
	err   error
}

// mostRows is how many rows a sheet of a workbook can hold.
const mostRows = excelize.TotalRows

// ErrTooManyRows is given where a list is longer than a sheet of a workbook. Nothing has been written then.
var ErrTooManyRows = fmt.Errorf("a sheet holds no more than %d rows: take them as CSV", mostRows)

// NewBook begins a workbook whose sheet has a name, and whose columns are as wide as so many characters.
func NewBook(w io.Writer, sheet string, widths ...float64) *Book {
	b := &Book{w: w, file: excelize.NewFile()}
	if b.err = b.file.SetSheetName("Sheet1", sheet); b.err != nil {
		return b
	}
	if b.sheet, b.err = b.file.NewStreamWriter(sheet); b.err != nil {
		return b
	}
	for i, width := range slices.Backward(widths) { // each is put before those that were set, and a sheet has its columns in order
		if b.err = b.sheet.SetColWidth(i+1, i+1, width); b.err != nil {
			return b
		}
	}
	b.err = b.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	return b
}

// Row writes a row. A failure is kept for Flush.
func (b *Book) Row(cells ...string) {
	if b.err != nil {
		return
	}
	if b.row++; b.row > mostRows {
		b.err = ErrTooManyRows
		return
	}
	values := make([]any, len(cells))
	for i, cell := range cells {
		values[i] = cell // a string is written as text: no spreadsheet takes it for a formula
		if n, err := strconv.Atoi(cell); err == nil && strconv.Itoa(n) == cell {
			values[i] = n
		}
	}
	first, err := excelize.CoordinatesToCellName(1, b.row)
	if err != nil {
		b.err = err
		return
	}
	b.err = b.sheet.SetRow(first, values)
}

// Flush writes the workbook and gives the first failure.
func (b *Book) Flush() error {
	if b.err == nil {
		b.err = b.sheet.Flush()
	}
	if b.err == nil {
		b.err = b.file.Write(b.w)
	}
	if err := b.file.Close(); b.err == nil {
		b.err = err
	}
	if b.err != nil {
		return fmt.Errorf("writing the workbook: %w", b.err)
	}
	return nil
}
