package workbook

import (
	"io"
	"time"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
)

// Grid is a sheet or a CSV file as it stands.
type Grid struct {
	// Name is the sheet's, blank for a file.
	Name string
	// Hidden says that the sheet is not shown to who opens the workbook.
	Hidden bool
	// Rows are the rows that hold anything, Lines where each stands, from 1, and Numbers where it does in a spreadsheet, which differs below a
	// cell of several lines in a file.
	Rows           [][]string
	Lines, Numbers []int
	// Epoch1904 says that days are counted from 1904, as old Macintosh workbooks do.
	Epoch1904 bool
	// Broken are rows that could not be read, by their line.
	Broken map[int]string
}

// Add adds a row, unless it is blank. The meter counts what it holds.
func (g *Grid) Add(cells []string, line, number int, meter *budget.Meter) error {
	for _, cell := range cells {
		if cell != "" {
			g.Rows, g.Lines, g.Numbers = append(g.Rows, cells), append(g.Lines, line), append(g.Numbers, number)
			return meter.HoldCells(cells)
		}
	}
	return nil
}

// Rows are the rows of a sheet, one after another, each as wide as the widest: in a sheet no cell is lost that is blank.
type Rows struct {
	grid  Grid
	at    int
	cells []string
}

// NewRows begins at the first row of a sheet.
func NewRows(g Grid) *Rows {
	widest := 0
	for _, row := range g.Rows {
		widest = max(widest, len(row))
	}
	return &Rows{grid: g, cells: make([]string, widest)}
}

// Next gives the cells of the next row, which are good until it is called again, and io.EOF after the last.
func (r *Rows) Next() ([]string, error) {
	if r.at == len(r.grid.Rows) {
		return nil, io.EOF
	}
	clear(r.cells)
	copy(r.cells, r.grid.Rows[r.at])
	r.at++
	return r.cells, nil
}

// Line is where the row last given stands in the sheet, from 1.
func (r *Rows) Line() int { return r.grid.Lines[max(0, r.at-1)] }

// Row is the same as Line.
func (r *Rows) Row() int { return r.Line() }

// Day writes the number that a spreadsheet has for a day, with or without a part of a day, as 2026-03-31. Any other text is given as it is.
// 0 is blank: it is how a formula shows that the cell it looks at is.
func (g Grid) Day(v string) string {
	if day, _, ok := intake.Serial(v, g.Epoch1904); ok {
		return day
	}
	return v
}

// Moment writes the number that a spreadsheet has for a moment as 2026-03-31 09:30:00, and otherwise gives what Day does. It is rounded to the
// second, which may be the first of the next day.
func (g Grid) Moment(v string) string {
	day, rest, ok := intake.Serial(v, g.Epoch1904)
	on, err := time.Parse(time.DateOnly, day)
	if !ok || rest == 0 || err != nil {
		return g.Day(v)
	}
	return on.Add(time.Duration(rest * float64(24*time.Hour)).Round(time.Second)).Format(time.DateTime)
}
