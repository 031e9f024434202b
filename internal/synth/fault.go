package synth

import (
	"strconv"
	"strings"
)

// The kinds of fault that are planted, as they are found in real returns.
const (
	FaultUnknownCode      = "unknown code"
	FaultImpossibleDate   = "impossible date"
	FaultMissingBirthDate = "missing birth date"
	FaultDuplicatedRow    = "duplicated row"
	FaultStrayColumn      = "stray column"
	FaultEndBeforeStart   = "end before start"
	FaultFutureDate       = "future date"
)

// Planted is one fault put into a file on purpose, so that what an import finds can
// be compared with what there was to find.
type Planted struct {
	File  string // relative to the directory written
	Line  int    // of the row, or in XML of the element; 1 is the first
	Field string // the column or element, or "" where it is the whole row
	Kind  string
}

// faulter decides which rows of a file get a fault, and which fault.
type faulter struct {
	dice
	share   float64
	file    string
	planted *[]Planted
}

func (f *faulter) plant(line int, field, kind string) {
	*f.planted = append(*f.planted, Planted{File: f.file, Line: line, Field: field, Kind: kind})
}

var csvFaults = []share{
	{FaultUnknownCode, 28}, {FaultImpossibleDate, 20}, {FaultMissingBirthDate, 12}, {FaultDuplicatedRow, 15},
	{FaultEndBeforeStart, 12}, {FaultFutureDate, 13},
}

// spoil gives a row a fault where chance says so, and says whether the row is to be
// written twice. A row that the chosen fault does not fit stays whole.
func (f *faulter) spoil(s *spec, row []string, line int) (twice bool) {
	if f.share <= 0 || !f.chance(f.share) {
		return false
	}
	kind, at, ok := f.choose(s, row)
	if kind == FaultDuplicatedRow {
		f.plant(line+1, "", kind)
		return true
	}
	if !ok {
		return false
	}
	row[at] = spoilt(kind, row, at, startOf(s), s.dated)
	f.plant(line, s.columns[at].name, kind)
	return false
}

// choose picks a fault and where it goes, trying again a few times where the one picked does not fit the row.
func (f *faulter) choose(s *spec, row []string) (kind string, at int, ok bool) {
	for range 4 {
		if kind = f.pick(csvFaults); kind == FaultDuplicatedRow {
			return kind, 0, true
		}
		if at, ok = f.target(s, row, kind); ok {
			return kind, at, true
		}
	}
	return kind, 0, false
}

// target chooses the column that a kind of fault falls on.
func (f *faulter) target(s *spec, row []string, fault string) (at int, ok bool) {
	var fits []int
	for i, c := range s.columns {
		if row[i] == "" {
			continue
		}
		switch fault {
		case FaultUnknownCode:
			ok = c.kind == code
		case FaultImpossibleDate:
			ok = c.kind == onDay || c.kind == start || c.kind == end || c.kind == birth
		case FaultMissingBirthDate:
			ok = c.kind == birth
		case FaultEndBeforeStart:
			ok = c.kind == end && row[startOf(s)] != ""
		case FaultFutureDate:
			ok = c.kind == onDay || c.kind == end
		}
		if ok {
			fits = append(fits, i)
		}
	}
	if len(fits) == 0 {
		return 0, false
	}
	return fits[f.IntN(len(fits))], true
}

// intoTheFuture is how many years on a date is put, far enough for any day of a
// child's life.
const intoTheFuture = 30

func startOf(s *spec) int {
	for i, c := range s.columns {
		if c.kind == start {
			return i
		}
	}
	return 0
}

// spoilt gives the faulty value of a column.
func spoilt(fault string, row []string, at, startAt int, dated string) string {
	switch fault {
	case FaultUnknownCode:
		return "Q9Q"
	case FaultImpossibleDate:
		return on31February(row[at], dated)
	case FaultEndBeforeStart:
		return shiftYear(row[startAt], -2, dated)
	case FaultFutureDate:
		return shiftYear(row[at], intoTheFuture, dated)
	}
	return ""
}

func on31February(value, dated string) string {
	if dated == "slashed" {
		return "31/02/" + value[6:]
	}
	return value[:4] + "-02-31"
}

// shiftYear moves a written date by some years, and from 29 February to the 28th.
func shiftYear(value string, by int, dated string) string {
	if dated == "slashed" {
		year, _ := strconv.Atoi(value[6:])
		return strings.Replace(value[:6], "29/02", "28/02", 1) + strconv.Itoa(year+by)
	}
	year, _ := strconv.Atoi(value[:4])
	return strconv.Itoa(year+by) + strings.Replace(value[4:], "02-29", "02-28", 1)
}
