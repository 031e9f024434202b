package published

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Value is one cell as published: a number, a length in years and months (01:07), or a symbol that stands for a number. Blank
// is nothing published.
type Value string

var yearsMonths = regexp.MustCompile(`^(\d{1,2}):(0\d|1[01])$`)

// Number gives the number, and whether there is one. A length is in months. A symbol is never a number.
func (v Value) Number() (float64, bool) {
	if m := yearsMonths.FindStringSubmatch(string(v)); m != nil {
		years, _ := strconv.Atoi(m[1])
		months, _ := strconv.Atoi(m[2])
		return float64(12*years + months), true
	}
	if v == "" || !strings.ContainsAny(string(v[0:1]), "0123456789.-+") {
		return 0, false // neither "inf" nor "NaN" is a number that anybody published
	}
	n, err := strconv.ParseFloat(string(v), 64)
	return n, err == nil && !math.IsInf(n, 0)
}

// IsLength says whether the value is a length in years and months.
func (v Value) IsLength() bool { return yearsMonths.MatchString(string(v)) }

// IsSymbol says whether the value stands for a number that is not given.
func (v Value) IsSymbol() bool {
	_, number := v.Number()
	return v != "" && !number
}

// Symbol is what stands in a cell in place of a number, and what it means.
type Symbol struct{ Mark, Meaning string }

// Symbols are the marks that the files of the Department for Education use, now and in earlier years.
func Symbols() []Symbol {
	return []Symbol{
		{"c", "suppressed, so that nobody can be told from a small number"},
		{"x", "not available"},
		{"z", "not applicable"},
		{"u", "of low reliability, so not published"},
		{"k", "rounds to nought, and is not nought"},
		{"low", "rounds to nought, and is not nought"},
		{":", "not available"},
		{"..", "not available"},
		{"~", "rounds to nought, and is not nought"},
		{"*", "suppressed"},
		{"-", "nought or not applicable; the publication says which"},
		{"NA", "not available"},
	}
}

// Meaning says what a symbol stands for. Of a mark that Heed does not know it says so.
func Meaning(mark string) string {
	for _, s := range Symbols() {
		if strings.EqualFold(s.Mark, mark) {
			return s.Meaning
		}
	}
	return "a mark that Heed does not know; the publication says what it means"
}

func isKnownSymbol(cell string) bool {
	for _, s := range Symbols() {
		if strings.EqualFold(s.Mark, cell) {
			return true
		}
	}
	return false
}

var grouped = regexp.MustCompile(`^-?\d{1,3}(,\d{3})+(\.\d+)?$`)

// tidy takes the space around a cell away, and the commas out of 1,234.
func tidy(cell string) Value {
	cell = strings.TrimSpace(cell)
	if grouped.MatchString(cell) {
		cell = strings.ReplaceAll(cell, ",", "")
	}
	return Value(cell)
}
