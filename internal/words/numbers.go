package words

import (
	"math"
	"strconv"
	"strings"

	"heed/rulebook"
)

// Decimal writes a number to so many decimals, with commas. A half rounds away from nought, as people round. Every number
// that is read, on a page or in words, is rounded here, so that no two places can differ.
func Decimal(v float64, places int) string {
	power := math.Pow10(places)
	// Rounding the shortest decimal that names the number keeps 0.285 from being taken for what floats make of it.
	digits := strconv.FormatFloat(math.Round(math.Abs(v)*power+1e-9)/power, 'f', places, 64)
	whole, fraction, _ := strings.Cut(digits, ".")
	n, err := strconv.Atoi(whole)
	if err != nil { // too large for a whole number: as it is
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	words := Thousands(n)
	if fraction != "" {
		words += "." + fraction
	}
	if v < 0 && strings.Trim(digits, "0.") != "" {
		words = "-" + words
	}
	return words
}

// InUnit writes a value in a unit: 79.3%, 4, 12.5, 61.2, £2,000. A unit that is a word is not part of it.
func InUnit(v float64, unit string) string {
	switch unit {
	case "%":
		return Decimal(v, 1) + "%"
	case "days", "per 10,000", "working days", "months", "weeks":
		return Decimal(v, 1)
	}
	places := 1
	if v == math.Trunc(v) {
		places = 0
	}
	if unit == "£" {
		return "£" + Decimal(v, places)
	}
	return Decimal(v, places)
}

// ValueParts writes a figure's value and, apart from it, the unit that follows it as a word, which may be blank.
func ValueParts(r *rulebook.Rule, value *float64) (words, unit string) {
	switch {
	case value == nil:
		return "No figure", ""
	case r.Unit == "%" || r.Unit == "£":
		return InUnit(*value, r.Unit), ""
	case r.Statistic == rulebook.Count || r.Statistic == rulebook.Sum:
		return Decimal(*value, 0), ""
	}
	return InUnit(*value, r.Unit), r.Unit
}

// ValueWords writes a figure's value with its unit: "79.3%", "412", "66.5 per 10,000", "432.0 days".
func ValueWords(r *rulebook.Rule, value *float64) string {
	words, unit := ValueParts(r, value)
	return strings.TrimSpace(words + " " + unit)
}
