package published

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
)

// The first word of a row of Heed's own format says what the row is. A set's rows follow it, a series' values follow that.
const (
	setRow    = "set"    // file, publication, release
	periodRow = "period" // code, identifier
	areaRow   = "area"   // code, level, GSS, name, region
	seriesRow = "series" // id, topic, title, when, unit, note, indicator, then a name and a value for each filter
	valuesRow = "values" // area, then a value for each period; blank ones at the end are left out
)

// Encode writes sets in Heed's own format, which [Decode] reads: CSV, one row for each series and area.
func Encode(to io.Writer, sets []*Set) error {
	out := csv.NewWriter(to)
	for _, set := range sets {
		rows := [][]string{{setRow, set.File, set.Publication, set.Release}}
		for _, p := range set.Periods {
			rows = append(rows, []string{periodRow, p.Code, p.Identifier})
		}
		for _, code := range slices.Sorted(maps.Keys(set.Areas)) {
			a := set.Areas[code]
			rows = append(rows, []string{areaRow, a.Code, string(a.Level), a.GSS, a.Name, a.Region})
		}
		for _, s := range set.Series {
			rows = append(rows, s.encode()...)
		}
		if err := out.WriteAll(rows); err != nil {
			return fmt.Errorf("writing %s: %w", set.File, err)
		}
	}
	return nil
}

func (s *Series) encode() [][]string {
	head := []string{seriesRow, s.ID, s.Topic, s.Title, s.When, s.Unit, s.Note, s.Indicator}
	for _, f := range s.Filters {
		head = append(head, f.Name, f.Value)
	}
	rows := [][]string{head}
	for _, area := range slices.Sorted(maps.Keys(s.values)) {
		row := []string{valuesRow, area}
		for _, v := range s.values[area] {
			row = append(row, string(v))
		}
		for row[len(row)-1] == "" && len(row) > 2 {
			row = row[:len(row)-1]
		}
		rows = append(rows, row)
	}
	return rows
}

// Decode reads what [Encode] wrote. An error names the line.
func Decode(from io.Reader) ([]*Set, error) {
	in := csv.NewReader(from)
	in.FieldsPerRecord = -1
	d := decoder{}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return d.sets, nil
		}
		if err != nil {
			return nil, err
		}
		if err := d.read(row); err != nil {
			line, _ := in.FieldPos(0)
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
}

type decoder struct{ sets []*Set }

// least is how many cells a row of each kind has.
var least = map[string]int{setRow: 4, periodRow: 3, areaRow: 6, seriesRow: 8, valuesRow: 2}

func (d *decoder) read(row []string) error {
	kind := row[0]
	if n, ok := least[kind]; !ok || len(row) < n {
		return fmt.Errorf("a row %q of %d cells is none of Heed's", kind, len(row))
	}
	if kind == setRow {
		d.sets = append(d.sets, &Set{Source: Source{File: row[1], Publication: row[2], Release: row[3]}, Areas: map[string]Area{}})
		return nil
	}
	if len(d.sets) == 0 {
		return errors.New("there is no set before it")
	}
	set := d.sets[len(d.sets)-1]
	switch kind {
	case periodRow:
		p, err := readPeriod(row[1], row[2])
		set.Periods = append(set.Periods, p)
		return err
	case areaRow:
		set.Areas[row[1]] = Area{Code: row[1], Level: Level(row[2]), GSS: row[3], Name: row[4], Region: row[5]}
	case seriesRow:
		s := &Series{
			ID: row[1], Topic: row[2], Title: row[3], When: row[4], Unit: row[5], Note: row[6], Indicator: row[7],
			Periods: set.Periods, values: map[string][]Value{},
		}
		for i := 8; i+1 < len(row); i += 2 {
			s.Filters = append(s.Filters, Filter{row[i], row[i+1]})
		}
		set.Series = append(set.Series, s)
	default:
		return set.readValues(row)
	}
	return nil
}

func (set *Set) readValues(row []string) error {
	if len(set.Series) == 0 {
		return errors.New("there is no series before it")
	}
	if len(row)-2 > len(set.Periods) {
		return errors.New("it has " + strconv.Itoa(len(row)-2) + " values for " + strconv.Itoa(len(set.Periods)) + " periods")
	}
	values := make([]Value, len(set.Periods))
	for i, cell := range row[2:] {
		values[i] = Value(cell)
	}
	set.Series[len(set.Series)-1].values[row[1]] = values
	return nil
}
