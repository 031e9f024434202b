package ssda903

import (
	"errors"
	"io"
	"slices"
	"time"

	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/outline"
	"heed/internal/exchange/sheet"
)

// Years counts the years to 31 March that a return's episodes point to, since no
// file of the return holds its year.
type Years struct {
	norm    *intake.Normaliser
	today   time.Time
	ended   map[int]int
	started string
	// authority is what an XML file says of whose it is.
	authority format.Authorities
}

// NewYears begins a count. An end after today, where that is not zero, is a fault and
// says nothing of the year.
func (f *Format) NewYears(today time.Time) *Years {
	return &Years{norm: f.norm, today: today, ended: map[int]int{}}
}

func (y *Years) start(v string) {
	v = y.norm.Value(birthField, v)
	d, err := time.Parse(time.DateOnly, v)
	if err == nil && v > y.started && (y.today.IsZero() || !d.After(y.today)) {
		y.started = v
	}
}

func (y *Years) end(v string) {
	d, err := time.Parse(time.DateOnly, y.norm.Value(birthField, v))
	if err == nil && (y.today.IsZero() || !d.After(y.today)) {
		y.ended[intake.YearOf(d)]++
	}
}

// Year is the year in which most episodes ended, the later of two with as many.
// Without an end it is that of the latest start, which is not sure: the return is of
// that year or a later one. Without episodes it is 0.
func (y *Years) Year() (year int, sure bool) {
	most := 0
	for each, n := range y.ended {
		if n > most || n == most && each > year {
			year, most = each, n
		}
	}
	if year > 0 {
		return year, true
	}
	if d, err := time.Parse(time.DateOnly, y.started); err == nil {
		return intake.YearOf(d), false
	}
	return 0, false
}

// starts are the columns, of any table, that say when something began or was done.
var starts = []string{"DECOM", "REVIEW", "MIS_START", "DATE_PLACED", "DATE_INT", "DATE_MATCH", "SW_DECOM", "DOLO_START"}

// AddCSV counts the episodes of a file, or what else in it has a date. What is wrong with the file is left for
// ReadCSV to tell.
func (y *Years) AddCSV(r io.Reader) {
	y.addRows(sheet.New(r), 0, func(cell string) string { return cell })
}

// addRows counts the rows of a file or sheet below so many titles, of which day writes a cell as a day.
func (y *Years) addRows(rows sheet.Rows, titles int, day func(cell string) string) {
	heading, err := sheet.HeadingBelow(rows, titles)
	if err != nil {
		return
	}
	var from []int
	to := -1
	for c, name := range heading {
		switch name = columnName(name); {
		case slices.Contains(starts, name):
			from = append(from, c)
		case name == "DEC":
			to = c
		}
	}
	for {
		cells, err := rows.Next()
		if _, ok := errors.AsType[*sheet.RowError](err); ok {
			continue
		}
		if err != nil {
			return
		}
		if len(cells) < len(heading) {
			continue
		}
		for _, c := range from {
			y.start(day(cells[c]))
		}
		if to >= 0 {
			y.end(day(cells[to]))
		}
	}
}

// AddXML counts the episodes of the XML form. An error says that it cannot be read.
func (f *Format) AddXML(y *Years, r io.Reader) error {
	return outline.Walk(r, f.xml.root, &yearVisitor{years: y, e: f.xml})
}

type yearVisitor struct {
	years *Years
	e     *elements
}

func (v *yearVisitor) Open(*outline.Group, int) error               { return nil }
func (v *yearVisitor) Close(*outline.Group, int) error              { return nil }
func (v *yearVisitor) Unexpected(*outline.Group, string, int) error { return nil }

func (v *yearVisitor) Item(_ *outline.Group, item int, value string, _ int) error {
	name := v.e.numbers.Names[item]
	if slices.Contains(authorityItems, name) {
		v.years.authority.Add(value)
	}
	switch name {
	case "DECOM":
		v.years.start(value)
	case "DEC":
		v.years.end(value)
	}
	return nil
}
