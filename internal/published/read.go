package published

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of one file. The largest that the Department for Education publishes of social care are under a tenth of them.
const (
	MaxBytes  = 256 << 20
	MaxSeries = 5000
)

// Report says what became of a file's rows.
type Report struct {
	File string
	// Rows is how many rows the file has below its heading, and Kept how many of them are in the table.
	Rows, Kept int
	// Filters and Indicators are the columns as they were told apart.
	Filters, Indicators []string
	// Symbols counts the cells that hold each symbol in place of a number.
	Symbols map[string]int
	// OtherLevels counts the rows of levels that Heed does not keep, such as schools.
	OtherLevels map[string]int
	// Faults are what could not be read as it should; FaultN is how many there are where not all are listed.
	Faults []Fault
	FaultN int
}

// Fault is one thing of a file that could not be read as it should.
type Fault struct {
	Line   int
	Column string // blank where it is the whole row's
	Reason string
}

// mostFaults is how many faults are listed.
const mostFaults = 200

func (r *Report) fault(line int, column, format string, args ...any) {
	if r.FaultN++; len(r.Faults) < mostFaults {
		r.Faults = append(r.Faults, Fault{line, column, fmt.Sprintf(format, args...)})
	}
}

// row is one row of a file that is of a place and period which Heed keeps.
type row struct {
	line   int
	cells  []string
	period Period
	area   Area
}

// Read reads a CSV file of Explore Education Statistics, of any publication. The error says what makes it no such file, with the
// line; what is wrong with single rows or cells is in the report and the rest is kept.
func Read(name string, in io.Reader) (*Set, Report, error) {
	file := filepath.Base(name)
	report := Report{File: file, Symbols: map[string]int{}, OtherLevels: map[string]int{}}
	text, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	if err != nil {
		return nil, report, fmt.Errorf("reading %s: %w", file, err)
	}
	if len(text) > MaxBytes {
		return nil, report, fmt.Errorf("%s is larger than %d MB", file, MaxBytes>>20)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if bad := notUTF8(text); bad > 0 {
		return nil, report, fmt.Errorf("%s: line %d is not UTF-8, which these files are written in", file, bad)
	}
	h, rows, err := readRows(file, text, &report)
	if err != nil {
		return nil, report, err
	}
	if len(rows) == 0 {
		return nil, report, fmt.Errorf("%s has no row of England, a region or an authority%s", file, firstFault(report))
	}
	filters, indicators := split(h, rows)
	if len(indicators) == 0 {
		return nil, report, fmt.Errorf("%s has no column of numbers", file)
	}
	for _, at := range filters {
		report.Filters = append(report.Filters, h.names[at])
	}
	for _, at := range indicators {
		report.Indicators = append(report.Indicators, h.names[at])
	}
	set := &Set{Source: Source{File: file}, Areas: map[string]Area{}}
	err = set.fill(h, rows, filters, indicators, &report)
	return set, report, err
}

func firstFault(r Report) string {
	if len(r.Faults) == 0 {
		return ""
	}
	return fmt.Sprintf("; line %d: %s", r.Faults[0].Line, r.Faults[0].Reason)
}

// notUTF8 gives the first line that is not UTF-8, or 0.
func notUTF8(text []byte) int {
	if utf8.Valid(text) {
		return 0
	}
	line := 0
	for one := range bytes.Lines(text) {
		if line++; !utf8.Valid(one) {
			return line
		}
	}
	return line
}

func readRows(file string, text []byte, report *Report) (header, []row, error) {
	in := csv.NewReader(bytes.NewReader(text))
	in.FieldsPerRecord = -1
	names, err := in.Read()
	if errors.Is(err, io.EOF) {
		return header{}, nil, fmt.Errorf("%s is empty", file)
	}
	if err != nil {
		return header{}, nil, fmt.Errorf("%s: %w", file, err)
	}
	h, err := readHeader(file, names)
	if err != nil {
		return h, nil, err
	}
	var rows []row
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return h, rows, nil
		}
		if err != nil {
			return h, nil, fmt.Errorf("%s: %w", file, err)
		}
		line, _ := in.FieldPos(0)
		report.Rows++
		if len(cells) != len(h.names) {
			report.fault(line, "", "the row has %d columns and the heading %d", len(cells), len(h.names))
			continue
		}
		if r, ok := readRow(h, line, cells, report); ok {
			rows = append(rows, r)
		}
	}
}

func readRow(h header, line int, cells []string, report *Report) (row, bool) {
	area, err := h.area(cells)
	if err != nil {
		report.fault(line, "geographic_level", "%v", err)
		return row{}, false
	}
	if area.Level == "" {
		report.OtherLevels[h.cell(cells, "geographic_level")]++
		return row{}, false
	}
	period, err := readPeriod(h.cell(cells, "time_period"), h.cell(cells, "time_identifier"))
	if err != nil {
		report.fault(line, "time_period", "%v", err)
		return row{}, false
	}
	return row{line, cells, period, area}, true
}

// fill makes the set's series of rows.
func (set *Set) fill(h header, rows []row, filters, indicators []int, report *Report) error {
	set.periodsOf(rows)
	position := map[Period]int{}
	for i, p := range set.Periods {
		position[p] = i
	}
	found := map[string]*Series{}
	lines := map[*Series]map[string][]int{}
	for _, r := range rows {
		if old, ok := set.Areas[r.area.Code]; !ok || old.Name == "" {
			set.Areas[r.area.Code] = r.area
		}
		kept := false
		for _, at := range indicators {
			s := set.series(h, r, filters, at, found)
			if len(set.Series) > MaxSeries {
				return fmt.Errorf("%s has more than %d series, which is more than Heed keeps of one file", set.File, MaxSeries)
			}
			value := report.value(r.line, h.names[at], r.cells[at])
			if s.values[r.area.Code] == nil {
				s.values[r.area.Code] = make([]Value, len(set.Periods))
				if lines[s] == nil {
					lines[s] = map[string][]int{}
				}
				lines[s][r.area.Code] = make([]int, len(set.Periods))
			}
			slot, line := &s.values[r.area.Code][position[r.period]], &lines[s][r.area.Code][position[r.period]]
			if *line > 0 && *slot != value {
				report.fault(r.line, h.names[at], "it differs from line %d, which is of the same place, time and filters; that one is kept", *line)
				continue
			}
			*slot, *line, kept = value, r.line, true
		}
		if kept {
			report.Kept++
		}
	}
	set.name(filters, h, rows)
	return nil
}

// value reads a cell, and counts it where it is a symbol.
func (r *Report) value(line int, column, cell string) Value {
	v := tidy(cell)
	if v.IsSymbol() {
		r.Symbols[string(v)]++
		if !isKnownSymbol(string(v)) {
			r.fault(line, column, "%.20q is neither a number nor a symbol that Heed knows; it is kept as it stands", string(v))
		}
	}
	return v
}

func (set *Set) periodsOf(rows []row) {
	seen := map[Period]bool{}
	for _, r := range rows {
		if !seen[r.period] {
			seen[r.period] = true
			set.Periods = append(set.Periods, r.period)
		}
	}
	slices.SortFunc(set.Periods, Period.compare)
}

// series finds the series of a row and an indicator, making it where it is the first.
func (set *Set) series(h header, r row, filters []int, indicator int, found map[string]*Series) *Series {
	s := &Series{Indicator: h.names[indicator]}
	for _, at := range filters {
		s.Filters = append(s.Filters, Filter{h.names[at], strings.TrimSpace(r.cells[at])})
	}
	key := s.key("")
	if known := found[key]; known != nil {
		return known
	}
	s.values, s.Unit, s.Periods = map[string][]Value{}, unitOf(s.Indicator), set.Periods
	found[key] = s
	set.Series = append(set.Series, s)
	return s
}

// name gives each series an id and a title. A filter with one value in the whole file is no part of the title.
func (set *Set) name(filters []int, h header, rows []row) {
	varies := map[string]bool{}
	for _, at := range filters {
		for _, r := range rows {
			if strings.TrimSpace(r.cells[at]) != strings.TrimSpace(rows[0].cells[at]) {
				varies[h.names[at]] = true
				break
			}
		}
	}
	taken := map[string]int{}
	for _, s := range set.Series {
		id := []string{Stem(set.File)}
		var title []string
		for _, f := range s.Filters {
			if varies[f.Name] {
				id, title = append(id, f.Value), append(title, f.Value)
			}
		}
		s.ID = slug(strings.Join(append(id, s.Indicator), " "))
		if taken[s.ID]++; taken[s.ID] > 1 {
			s.ID = fmt.Sprintf("%s-%d", s.ID, taken[s.ID])
		}
		s.Topic = words(Stem(set.File))
		s.Title = words(s.Indicator)
		if len(title) > 0 {
			s.Title = strings.Join(title, ", ") + ": " + s.Title
		}
	}
}
