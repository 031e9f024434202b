// Package table reads a CSV file or a sheet whose rows are each one record: the lists that
// Heed keeps, with our field ids as their heading, and the tables of other formats
// that say which column is which field.
package table

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/workbook"
)

// NotKept is the field of a column that is known but that no record keeps.
const NotKept = -1

const unknown = -2

// File is a CSV file or a sheet and how it is to be read.
type File struct {
	// Name is the name for faults, Expected what the file claims to be.
	Name, Expected string
	// Titles is how many rows stand above the heading.
	Titles int
	// Sheet is the sheet of a workbook that it is, nil for a CSV file.
	Sheet *workbook.Grid
	// Others says whether a row is the heading of any table or list of the format. It may be nil.
	Others func(row []string) bool
	Shape  *intake.Shape
	// Field gives the field of each column, by its name as Column writes it.
	Field  map[string]int
	Column func(cell string) string
	// Fixed gives the values of fields that the file does not hold, by field.
	Fixed []string
	// Each is called, where it is set, for each row that can be read: with the cell
	// of each column that Field knows but no record keeps, and the row's values.
	Each func(repeats map[string]string, values []string, line int) error
	// Day says whether a column that no record keeps is one of days. It may be nil.
	Day func(column string) bool
	// Columns are what somebody said of its columns, nil where nobody did.
	Columns *format.Columns
	// Makes says that the rows go by what they say where the file lacks their id: see [Made].
	Makes bool
	// Whole says that a column the file lacks is a fault even where its field may be
	// blank.
	Whole bool
}

// reader is a file being read.
type reader struct {
	File
	norm     *intake.Normaliser
	receiver *intake.Receiver
	out      *intake.Table
	rows     Rows
	columns  []int // the field of each column, NotKept or unknown
	names    []string
	heading  int // its line
	made     int // the field that is made of the row, -1 for none
	again    []again
	compared bool // a row has been read
	repeats  map[string]string
	values   []string
	words    map[string]map[string]string // see format.Columns
	others   []string                     // the cells of the row in hand but its id, see note
}

// Rows are the rows of a file or sheet.
type Rows interface {
	sheet.Rows
	// Line is the line of the row last given, and Row where a spreadsheet puts it, both from 1.
	Line() int
	Row() int
}

// Read reads the rows of in, or of a sheet, and gives them to the receiver. A file that cannot be read
// to its end is a *intake.Refused.
func Read(ctx context.Context, in io.Reader, f File, norm *intake.Normaliser, receiver *intake.Receiver) error {
	r := &reader{File: f, norm: norm, receiver: receiver, repeats: map[string]string{}, made: -1}
	if f.Sheet != nil {
		r.rows = workbook.NewRows(*f.Sheet)
		receiver.Sheet(f.Name, f.Sheet.Name)
	} else {
		r.rows = sheet.New(in)
	}
	if err := r.begin(); err != nil {
		return err
	}
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, err := r.rows.Next()
		if errors.Is(err, io.EOF) {
			return r.end()
		}
		if err == nil {
			again, another := r.isHeading(cells)
			if another {
				return errors.Join(r.another(), r.end())
			}
			if again {
				continue
			}
		}
		if err := r.row(cells, err); err != nil {
			return err
		}
	}
}

// isHeading says whether a row is the heading again, as where pages or files are put one after another, or that of another table.
func (r *reader) isHeading(cells []string) (again, another bool) {
	first := 0
	for first < len(cells) && cells[first] == "" {
		first++
	}
	if first == len(cells) || len(cells[first]) > 60 {
		return false, false
	}
	if _, known := r.Field[r.Column(cells[first])]; !known {
		return false, false
	}
	again = true
	for i, cell := range cells {
		if i < len(r.names) && r.Column(cell) != r.names[i] || i >= len(r.names) && strings.TrimSpace(cell) != "" {
			again = false
		}
	}
	return again, !again && r.Others != nil && r.Others(sheet.Trim(cells))
}

// begin reads the heading and tells what is wrong with it.
func (r *reader) begin() error {
	heading, err := sheet.HeadingBelow(r.rows, r.Titles)
	if err != nil {
		return r.refuse(err)
	}
	r.heading = r.rows.Line()
	if r.Columns != nil {
		r.said(r.Columns)
	}
	shape := *r.Shape
	shape.Absent = make([]bool, len(shape.Type.Fields))
	r.out = r.receiver.Open(&shape)
	r.out.Tabular()
	r.values = make([]string, len(shape.Type.Fields))
	found := make([]bool, len(shape.Type.Fields))
	for c, cell := range heading {
		if err := r.column(c+1, r.Column(cell), found); err != nil {
			return err
		}
	}
	return r.missing(&shape, found)
}

// column finds what the next column holds.
func (r *reader) column(number int, name string, found []bool) error {
	i, known := r.Field[name]
	if !known {
		i = unknown
		if format.NamesAuthority(name) {
			i, known = NotKept, true // read before, when the file was recognised
		}
	}
	if i >= 0 {
		r.receiver.Column(r.Name, r.Shape.FieldName(i), number)
	}
	r.receiver.Column(r.Name, shown(name), number)
	r.columns, r.names = append(r.columns, i), append(r.names, name)
	if first := r.standsAt(i, name, number-1); first >= 0 {
		r.columns[number-1] = unknown
		r.again = append(r.again, again{first, number - 1})
		return r.columnFault(shown(name), "the column stands twice: it is read where both say the same", catalogue.EffectAsGiven)
	}
	switch {
	case name == "":
		nameless := "column " + strconv.Itoa(number)
		r.receiver.Column(r.Name, nameless, number)
		return r.columnFault(nameless, "the column has no heading", intake.EffectColumn)
	case !known:
		return r.columnFault(shown(name), "not a column of "+r.Expected, intake.EffectColumn)
	case i == NotKept:
		return nil
	}
	found[i] = true
	return nil
}

// standsAt gives an earlier column of the same field, or of the same name where no record keeps it; -1 where there is none.
func (r *reader) standsAt(field int, name string, before int) int {
	switch field {
	case unknown:
		return -1
	case NotKept:
		return slices.Index(r.names[:before], name)
	}
	return slices.Index(r.columns[:before], field)
}

// missing gives a fault for each of the columns that the file lacks, and refuses it where the lack of
// one leaves no record that could be told from another.
func (r *reader) missing(shape *intake.Shape, found []bool) error {
	var keys []string
	for i, f := range shape.Type.Fields {
		if found[i] || shape.Items[i] == "" || r.Fixed != nil && r.Fixed[i] != "" {
			continue
		}
		if slices.Contains(shape.Type.Key, f.ID) {
			if r.Makes && i == Made(shape.Type, func(id string) bool { return found[shape.Type.Index(id)] }) {
				r.made = i
				if err := r.columnFault(shape.FieldName(i), reasonMade, catalogue.EffectAsGiven); err != nil {
					return err
				}
				continue
			}
			keys = append(keys, shape.Items[i])
			continue
		}
		shape.Absent[i] = true
		if !r.Whole && !f.Required {
			continue
		}
		if err := r.columnFault(shape.FieldName(i), "the file has no such column", catalogue.EffectBlank); err != nil {
			return err
		}
	}
	if len(keys) > 0 {
		return r.refuseWith("no column "+strings.Join(keys, ", "), "Export it with every column and import it again.")
	}
	return nil
}

// row puts one row, or tells why it cannot be read.
func (r *reader) row(cells []string, err error) error {
	var bad *sheet.RowError
	switch {
	case errors.As(err, &bad):
		return r.rowFault(bad.Reason)
	case err != nil:
		return r.refuse(err)
	}
	if r.note(cells) {
		return r.rowFault(intake.ReasonNote)
	}
	if reason := sheet.Fit(cells, len(r.columns)); reason != "" {
		return r.rowFault(reason)
	}
	clear(r.values)
	copy(r.values, r.Fixed)
	for c, i := range r.columns {
		switch {
		case i >= 0:
			if v := r.value(i, c, cells); v != "" {
				r.values[i] = v
			}
		case i == NotKept:
			r.repeats[r.names[c]] = r.value(i, c, cells)
		}
	}
	line := r.rows.Line()
	r.receiver.Row(r.Name, line, r.rows.Row())
	for _, pair := range r.again {
		if err := r.compare(pair, cells); err != nil {
			return err
		}
	}
	r.compared = true
	if r.Each != nil {
		if err := r.Each(r.repeats, r.values, line); err != nil {
			return err
		}
	}
	if r.made >= 0 {
		r.values[r.made] = idOf(r.Shape.Type, r.values)
	}
	return r.out.Put(r.values, intake.Place{File: r.Name, Line: line, More: r.more()})
}

// value gives the cell of a column as a field takes it. In a sheet a day is a number.
func (r *reader) value(field, column int, cells []string) string {
	v := cells[column]
	if field < 0 {
		if r.Sheet != nil && r.Day != nil && r.Day(r.names[column]) {
			return r.Sheet.Day(v)
		}
		return v
	}
	f := r.Shape.Type.Fields[field]
	if said := r.words[f.ID]; said != nil {
		if code, known := said[format.Plain(v)]; known {
			return code
		}
	}
	if r.Sheet != nil && f.Type == catalogue.FieldDate {
		v = r.Sheet.Day(v)
	}
	if r.Sheet != nil && f.Type == catalogue.FieldMoment {
		v = r.Sheet.Moment(v)
	}
	return r.norm.Value(f, v)
}
