package published

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
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
	// LeftOut are the columns that are neither, with why.
	LeftOut []LeftOut
	// Notes say what else a reader has to know of how the file was read, each a sentence.
	Notes []string
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

// LeftOut is a column that was not read, and why.
type LeftOut struct{ Column, Reason string }

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
func Read(name string, in io.Reader) (*Set, Report, error) { return ReadAs(name, in, Choice{}) }

// ReadAs does what [Read] does, and takes columns for what the choice says they are.
func ReadAs(name string, in io.Reader, choice Choice) (*Set, Report, error) {
	return readAs(name, in, choice, true)
}

// readAs does what [ReadAs] does. Where it is not strict the choice may name columns that the file does not have.
func readAs(name string, in io.Reader, choice Choice, strict bool) (*Set, Report, error) {
	file := filepath.Base(name)
	report := Report{File: file, Symbols: map[string]int{}, OtherLevels: map[string]int{}}
	raw, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	if err != nil {
		return nil, report, fmt.Errorf("reading %s: %w", file, err)
	}
	if len(raw) > MaxBytes {
		return nil, report, fmt.Errorf("%s is larger than %d MB", file, MaxBytes>>20)
	}
	l, err := layOut(file, raw, &report)
	if err != nil {
		return nil, report, err
	}
	h, rows, err := readRows(file, l, &report)
	if err != nil {
		return nil, report, err
	}
	if len(rows) == 0 {
		return nil, report, fmt.Errorf("%s has no row of England, a region or an authority%s", file, firstFault(report))
	}
	if err := choice.check(file, h); err != nil && strict {
		return nil, report, err
	}
	found := split(h, rows, choice)
	report.LeftOut = found.left
	if len(found.indicators) == 0 {
		return nil, report, fmt.Errorf("%s has no column of numbers%s", file, firstLeft(report))
	}
	for _, at := range found.filters {
		report.Filters = append(report.Filters, h.names[at])
	}
	for _, at := range found.indicators {
		report.Indicators = append(report.Indicators, h.names[at])
		report.notesOf(h.names[at], found.held[at])
	}
	for _, left := range found.left {
		if left.Reason != blankColumn && left.Reason != askedFor {
			report.fault(l.line, left.Column, "the column is left out: %s", left.Reason)
		}
	}
	set := &Set{Source: Source{File: file}, Areas: map[string]Area{}}
	err = set.fill(h, rows, found, &report)
	return set, report, err
}

// notesOf says of an indicator what a reader has to know of how its cells were written.
func (r *Report) notesOf(name string, c column) {
	if c.short > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%d numbers of %s are written as a spreadsheet shortens them, such as 1.2E+03: digits may be lost. Take the file as it was downloaded.", c.short, name))
	}
	if c.percent > 0 && c.percent < c.numbers {
		r.Notes = append(r.Notes, fmt.Sprintf("%d of the %d numbers of %s have a %% sign and the others have none: check that all are per cent.", c.percent, c.numbers, name))
	}
	if c.numbers == 0 {
		r.Notes = append(r.Notes, name+" has symbols only and no number.")
	}
}

func firstFault(r Report) string {
	if len(r.Faults) == 0 {
		return ""
	}
	return fmt.Sprintf("; line %d: %s", r.Faults[0].Line, r.Faults[0].Reason)
}

func firstLeft(r Report) string {
	if len(r.LeftOut) == 0 {
		return ""
	}
	return fmt.Sprintf("; %s is left out: %s", r.LeftOut[0].Column, r.LeftOut[0].Reason)
}

func readRows(file string, l layout, report *Report) (header, []row, error) {
	in := l.reader()
	names, err := in.Read()
	if err != nil {
		return header{}, nil, fmt.Errorf("%s: %w", file, l.shift(err))
	}
	h, err := readHeader(file, l.line, names)
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
			return h, nil, fmt.Errorf("%s: %w", file, l.shift(err))
		}
		line, _ := in.FieldPos(0)
		line += l.line - 1
		for len(cells) > len(h.names) && strings.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue // an empty row of a spreadsheet
		}
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
func (set *Set) fill(h header, rows []row, by columns, report *Report) error {
	filters := by.filters
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
		for _, at := range by.indicators {
			s := set.series(h, r, by, at, found)
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
	c := readCell(cell)
	v := c.value
	if note := v.Note(); note != "" {
		r.Symbols[note]++
	}
	if v.IsSymbol() {
		r.Symbols[string(v)]++
		if c.kind == text && !inRange.MatchString(string(v)) {
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
func (set *Set) series(h header, r row, by columns, indicator int, found map[string]*Series) *Series {
	s := &Series{Indicator: h.names[indicator]}
	for _, at := range by.filters {
		s.Filters = append(s.Filters, Filter{h.names[at], strings.TrimSpace(r.cells[at])})
	}
	key := s.key("")
	if known := found[key]; known != nil {
		return known
	}
	s.values, s.Unit, s.Periods = map[string][]Value{}, cmp.Or(unitOf(s.Indicator), by.held[indicator].unit()), set.Periods
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
