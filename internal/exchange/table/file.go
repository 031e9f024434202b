// Package table reads a CSV file whose rows are each one record: the lists that
// Heed keeps, with our field ids as their heading, and the tables of other formats
// that say which column is which field.
package table

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/sheet"
)

// NotKept is the field of a column that is known but that no record keeps.
const NotKept = -1

const unknown = -2

// File is a CSV file and how it is to be read.
type File struct {
	// Name is the name for faults, Expected what the file claims to be.
	Name, Expected string
	Shape          *intake.Shape
	// Field gives the field of each column, by its name as Column writes it.
	Field  map[string]int
	Column func(cell string) string
	// Fixed gives the values of fields that the file does not hold, by field.
	Fixed []string
	// Each is called, where it is set, for each row that can be read: with the cell
	// of each column that Field knows but no record keeps, and the row's values.
	Each func(repeats map[string]string, values []string, line int) error
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
	rows     *sheet.Reader
	columns  []int // the field of each column, NotKept or unknown
	names    []string
	repeats  map[string]string
	values   []string
}

// Read reads the rows of in and gives them to the receiver. A file that cannot be read
// to its end is a *intake.Refused.
func Read(ctx context.Context, in io.Reader, f File, norm *intake.Normaliser, receiver *intake.Receiver) error {
	r := &reader{File: f, norm: norm, receiver: receiver, rows: sheet.New(in), repeats: map[string]string{}}
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
		if err := r.row(cells, err); err != nil {
			return err
		}
	}
}

// begin reads the heading and tells what is wrong with it.
func (r *reader) begin() error {
	heading, err := sheet.Heading(r.rows)
	if err != nil {
		return r.refuse(err)
	}
	shape := *r.Shape
	shape.Absent = make([]bool, len(shape.Type.Fields))
	r.out = r.receiver.Open(&shape)
	r.values = make([]string, len(shape.Type.Fields))
	found := make([]bool, len(shape.Type.Fields))
	for _, cell := range heading {
		if err := r.column(r.Column(cell), found); err != nil {
			return err
		}
	}
	return r.missing(&shape, found)
}

// column finds what the next column holds.
func (r *reader) column(name string, found []bool) error {
	i, known := r.Field[name]
	if !known {
		i = unknown
	}
	r.columns, r.names = append(r.columns, i), append(r.names, name)
	switch {
	case name == "":
		return r.columnFault("column "+number(len(r.columns)), "the column has no heading", intake.EffectColumn)
	case !known:
		return r.columnFault(shown(name), "not a column of "+r.Expected, intake.EffectColumn)
	case i == NotKept:
		return nil
	case found[i]:
		return r.refuseWith("the column "+name+" twice", "Take one of the two out and import the file again.")
	}
	found[i] = true
	return nil
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
	if reason := sheet.Fit(cells, len(r.columns)); reason != "" {
		return r.rowFault(reason)
	}
	clear(r.values)
	copy(r.values, r.Fixed)
	for c, i := range r.columns {
		switch {
		case i >= 0:
			if v := r.norm.Value(r.Shape.Type.Fields[i], cells[c]); v != "" {
				r.values[i] = v
			}
		case i == NotKept:
			r.repeats[r.names[c]] = cells[c]
		}
	}
	line := r.rows.Line()
	if r.Each != nil {
		if err := r.Each(r.repeats, r.values, line); err != nil {
			return err
		}
	}
	return r.out.Put(r.values, intake.Place{File: r.Name, Line: line})
}
