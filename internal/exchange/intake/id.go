package intake

import (
	"strings"

	"heed/catalogue"
)

// The reasons of an id that a spreadsheet has spoilt. What it was cannot be told, and ids of several children may have become one.
const (
	ReasonScientific = "a number that a spreadsheet has cut short, such as 1.23E+11: format the column as text in the source and export again"
	ReasonCut        = "a number of which a spreadsheet has kept the first 15 digits only: format the column as text in the source and export again"
	ReasonNarrow     = "a spreadsheet shows that its column is too narrow: widen it, or format it as text, and export again"
)

// Whole drops the .0 that spreadsheets and programs put to a whole number, in ids as in counts.
func Whole(v string) string {
	point := strings.IndexByte(v, '.')
	if point <= 0 || point == len(v)-1 || strings.Trim(v[point+1:], "0") != "" {
		return v
	}
	if n := v[:point]; n != "-" && digits(strings.TrimPrefix(n, "-")) {
		return n
	}
	return v
}

// spoilt says why an id, or a number kept as text, is not what it was, or "".
func spoilt(v string) string {
	switch {
	case v == "" || v[0] != '#' && (v[0] < '0' || v[0] > '9'):
		return ""
	case v[0] == '#':
		if len(v) > 1 && strings.Trim(v, "#") == "" {
			return ReasonNarrow
		}
	case scientific(v):
		return ReasonScientific
	case len(v) >= 17 && digits(v) && strings.Trim(v[15:], "0") == "":
		return ReasonCut
	}
	return ""
}

// scientific says whether a value is a number with an exponent as spreadsheets and programs write it: 1.23E+11, 1E+11 or
// 1.23e11. An id such as 12E3 is none: without a point or a plus it may be somebody's.
func scientific(v string) bool {
	e := strings.IndexAny(v, "eE")
	if e < 1 || e == len(v)-1 {
		return false
	}
	mantissa, exponent := v[:e], v[e+1:]
	before, after, point := strings.Cut(mantissa, ".")
	signed := exponent[0] == '+'
	if exponent = strings.TrimPrefix(exponent, "+"); exponent == "" || !digits(exponent) {
		return false
	}
	return (point || signed) && len(before) == 1 && digits(before) && digits(after)
}

// isName says whether a field holds what names something: an id, or text that may be a number.
func isName(f *catalogue.Field) bool {
	return f.Type == catalogue.FieldSubject || f.Type == catalogue.FieldID || f.Type == catalogue.FieldText
}

var withoutSpaces = strings.NewReplacer(" ", "", ",", "", "\u00a0", "")

// bareID is an id without what systems add and lose: case, spaces, commas and leading noughts.
func bareID(id string) string {
	return strings.TrimLeft(withoutSpaces.Replace(strings.ToLower(id)), "0")
}
