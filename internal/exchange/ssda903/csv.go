package ssda903

import (
	"context"
	"io"

	"heed/internal/exchange/intake"
	"heed/internal/exchange/table"
	"heed/internal/exchange/workbook"
)

// File is one CSV file of a return, or a sheet of a workbook.
type File struct {
	// Name is the name for faults.
	Name  string
	Table *Table
	// Titles is how many rows stand above the heading.
	Titles int
	// Open opens a CSV file. It is nil for a sheet, which Sheet then gives.
	Open  func() (io.ReadCloser, error)
	Sheet func() (workbook.Grid, error)
}

// ReadCSV reads the files of one return of a year to 31 March, header first, and
// gives their rows to the receiver. A file that cannot be read to its end is a
// *intake.Refused.
func (f *Format) ReadCSV(ctx context.Context, files []File, year int, receiver *intake.Receiver) error {
	receiver.HoldRows()
	receiver.OfYear(year)
	for _, t := range f.Tables {
		read := false
		for _, file := range files {
			if file.Table != t {
				continue
			}
			read = true
			if err := f.readFile(ctx, file, year, receiver); err != nil {
				return err
			}
		}
		if err := receiver.Settle(); err != nil {
			return err
		}
		if read && t.Type.ID == "child" {
			receiver.Listed()
		}
	}
	return nil
}

func (f *Format) readFile(ctx context.Context, file File, year int, receiver *intake.Receiver) error {
	var in io.Reader
	var grid *workbook.Grid
	if file.Open == nil {
		sheet, err := file.Sheet()
		if err != nil {
			return err
		}
		grid = &sheet
	} else {
		opened, err := file.Open()
		if err != nil {
			return err
		}
		defer opened.Close()
		in = opened
	}
	t := file.Table
	each := func(repeats map[string]string, values []string, line int) error {
		who := person{child: values[t.child], birth: repeats["DOB"], sex: repeats["SEX"]}
		return f.compare(receiver, t, who, intake.Place{File: file.Name, Line: line})
	}
	if !t.repeats {
		each = nil
	}
	return table.Read(ctx, in, table.File{
		Name: file.Name, Expected: "the " + t.Name + " table of the SSDA903", Titles: file.Titles, Sheet: grid,
		Others: func(row []string) bool { return f.Match(row) != nil }, Day: func(column string) bool { return column == "DOB" },
		Shape: t.Shape, Field: t.field, Column: columnName, Fixed: t.fixed(year), Each: each, Whole: true,
	}, f.norm, receiver)
}

// fixed gives the values that no item holds: the source, and the year's end.
func (t *Table) fixed(year int) []string {
	values := make([]string, len(t.Type.Fields))
	if i := t.Type.Index("reported_by"); i >= 0 {
		values[i] = Kind
	}
	if t.year >= 0 {
		values[t.year] = intake.YearEnd(year)
	}
	return values
}
