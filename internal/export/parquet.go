package export

import (
	"fmt"
	"io"
	"reflect"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
)

// parquetTypes are the types of a column's values, and what the library is told of each.
var parquetTypes = map[Kind]struct {
	of  reflect.Type
	tag string
}{
	Text:    {reflect.TypeFor[*string](), ",optional"},
	Days:    {reflect.TypeFor[*int32](), ",optional,date"},
	Moments: {reflect.TypeFor[*int64](), ",optional,timestamp(microsecond)"},
	Wholes:  {reflect.TypeFor[*int64](), ",optional"},
	Numbers: {reflect.TypeFor[*float64](), ",optional"},
	Truths:  {reflect.TypeFor[*bool](), ",optional"},
}

// Parquet writes the table as Parquet, each column of the type of its values: days as dates, moments as timestamps in UTC. A value that is not
// of its column's kind is an error: nothing is left out silently.
func (t Table) Parquet(w io.Writer) error {
	fields := make([]reflect.StructField, len(t.Columns))
	for i, c := range t.Columns {
		is := parquetTypes[c.Kind]
		fields[i] = reflect.StructField{
			Name: "F" + strconv.Itoa(i), Type: is.of, Tag: reflect.StructTag("parquet:" + strconv.Quote(c.Heading+is.tag)),
		}
	}
	form := reflect.StructOf(fields)
	out := parquet.NewWriter(w, parquet.SchemaOf(reflect.New(form).Interface()))
	for n, row := range t.Rows {
		to := reflect.New(form)
		for i, text := range row {
			if text == "" {
				continue
			}
			value, err := t.Columns[i].value(text)
			if err != nil {
				return fmt.Errorf("row %d, %s: %w", n+1, t.Columns[i].Heading, err)
			}
			to.Elem().Field(i).Set(reflect.ValueOf(value))
		}
		if err := out.Write(to.Interface()); err != nil {
			return fmt.Errorf("writing Parquet: %w", err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("writing Parquet: %w", err)
	}
	return nil
}

// value gives a pointer to a value of the column's type. Errors name no value, which may be a child's.
func (c Column) value(text string) (any, error) {
	switch c.Kind {
	case Days:
		d, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return nil, fmt.Errorf("a value is not a day")
		}
		const day = 24 * 60 * 60
		return new(int32(d.Unix() / day)), nil
	case Moments:
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return nil, fmt.Errorf("a value is not a moment")
		}
		return new(at.UnixMicro()), nil
	case Wholes:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("a value is not a whole number")
		}
		return &n, nil
	case Numbers:
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("a value is not a number")
		}
		return &n, nil
	case Truths:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return nil, fmt.Errorf("a value is neither true nor false")
		}
		return &b, nil
	case Text:
	}
	return &text, nil
}
