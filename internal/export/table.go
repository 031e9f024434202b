package export

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// Kind is what the values of a column are.
type Kind int

// The kinds of values. Each is given as a text: days as 2026-10-31, moments as 2026-10-31T09:00:00Z, true or false, and numbers in
// digits. A blank is no value.
const (
	Text Kind = iota
	Days
	Moments
	Wholes
	Numbers
	Truths
)

// Column is a column of a table: its heading and what its values are.
type Column struct {
	Heading string
	Kind    Kind
}

// Table is a list to be written to a file, whatever the form of the file.
type Table struct {
	// Name is the sheet's name in a workbook, and the file's in a folder.
	Name    string
	Columns []Column
	Rows    [][]string
}

// CSV writes the table as CSV that a spreadsheet opens as text.
func (t Table) CSV(w io.Writer) error {
	out := New(w)
	heading := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heading[i] = c.Heading
	}
	out.Row(heading...)
	for _, row := range t.Rows {
		out.Row(append([]string{}, row...)...)
	}
	return out.Flush()
}

// Workbook writes tables as the sheets of one workbook (XLSX), in their order. Days are written as days, whole numbers as numbers and all
// else as text: no spreadsheet takes any of it for a formula.
func Workbook(w io.Writer, tables ...Table) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	for i, t := range tables {
		if i == 0 {
			err = f.SetSheetName("Sheet1", t.Name)
		} else {
			_, err = f.NewSheet(t.Name)
		}
		if err != nil {
			return fmt.Errorf("writing the sheet %s: %w", t.Name, err)
		}
	}
	form := "dd/mm/yyyy"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &form})
	if err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	for _, t := range tables {
		if err := t.sheet(f, style); err != nil {
			return fmt.Errorf("writing the sheet %s: %w", t.Name, err)
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return nil
}

// The narrowest and the widest column of a sheet, in characters.
const narrowest, widest = 12.0, 40.0

// sheet writes a table as a sheet that is there, with the style of a day.
func (t Table) sheet(f *excelize.File, day int) error {
	if len(t.Rows) >= mostRows {
		return ErrTooManyRows
	}
	out, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	heading := make([]any, len(t.Columns))
	for i, c := range slices.Backward(t.Columns) { // each width is put before those that were set, and a sheet has its columns in order
		heading[i] = c.Heading
		if err := out.SetColWidth(i+1, i+1, min(max(narrowest, float64(len(c.Heading))+2), widest)); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := out.SetRow("A1", heading); err != nil {
		return err
	}
	for n, row := range t.Rows {
		cells := make([]any, len(row))
		for i, text := range row {
			cells[i] = t.Columns[i].cell(text, day)
		}
		if err := out.SetRow("A"+strconv.Itoa(n+2), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// cell gives a value as a sheet has it: what is not of the column's kind stays a text.
func (c Column) cell(text string, day int) any {
	switch {
	case text == "":
		return nil
	case c.Kind == Days:
		if d, err := time.Parse(time.DateOnly, text); err == nil && d.Year() >= 1900 {
			return excelize.Cell{StyleID: day, Value: d}
		}
	case c.Kind == Wholes || c.Kind == Numbers:
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n
		}
	}
	return text
}
