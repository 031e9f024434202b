package intake

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// layout says where the columns of a file or sheet stand, so that a fault can say which cell it is of.
type layout struct {
	sheet   string
	columns map[string]int // from 1, by the name of a field as faults give it, or of the column
	rows    map[int]int    // where a row does not stand in the row of its line
}

// layoutOf gives the layout of a file, to be filled in.
func (d *Receiver) layoutOf(file string) *layout {
	if d.layouts[file] == nil {
		d.layouts[file] = &layout{columns: map[string]int{}, rows: map[int]int{}}
	}
	return d.layouts[file]
}

// Sheet says that a file, as faults name it, is a sheet of a workbook.
func (d *Receiver) Sheet(file, sheet string) { d.layoutOf(file).sheet = sheet }

// Column says that a column of a file, counted from 1, is the one that faults name so.
func (d *Receiver) Column(file, name string, column int) {
	if at := d.layoutOf(file).columns; at[name] == 0 {
		at[name] = column
	}
}

// Row says in which row of a spreadsheet a line of a file stands. They differ below a cell that goes over several lines.
func (d *Receiver) Row(file string, line, row int) {
	if line != row {
		d.layoutOf(file).rows[line] = row
	}
}

// locate gives a fault its sheet and cell, where its file has any.
func (d *Receiver) locate(f Fault) Fault {
	l := d.layouts[f.File]
	if l == nil {
		return f
	}
	f.Sheet = l.sheet
	column := l.columns[f.Field]
	if _, item, ok := strings.Cut(strings.TrimSuffix(f.Field, ")"), " ("); ok && column == 0 {
		column = l.columns[item]
	}
	row := f.Line
	if r := l.rows[f.Line]; r > 0 {
		row = r
	}
	if cell, err := excelize.CoordinatesToCellName(column, row); err == nil {
		f.Cell = cell
	}
	return f
}
