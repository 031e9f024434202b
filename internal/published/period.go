package published

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Period is one time period of a file: its code (2014, or 201314 for what spans two calendar years) and what kind it is
// ("Reporting year", "Academic year", "Week 12").
type Period struct{ Code, Identifier string }

var (
	pairOfYears = regexp.MustCompile(`^(\d{4})\s*[-/]\s*(\d{2}|\d{4})$`)
	wholeYear   = regexp.MustCompile(`^(\d{4}|\d{6})\.0+$`)
)

// readPeriod reads the two columns that say when a row is of. 2022/23, 2022-23 and 2022-2023 are 202223, and 202223.0 is too.
func readPeriod(code, identifier string) (Period, error) {
	p := Period{strings.TrimPrefix(strings.TrimSpace(signs.Replace(code)), "'"), strings.TrimSpace(identifier)}
	if m := wholeYear.FindStringSubmatch(p.Code); m != nil {
		p.Code = m[1]
	}
	if m := pairOfYears.FindStringSubmatch(p.Code); m != nil {
		if len(m[2]) == 2 || m[2][:2] == m[1][:2] || strings.HasSuffix(m[2], "00") {
			p.Code = m[1] + m[2][len(m[2])-2:]
		}
	}
	n, err := strconv.Atoi(p.Code)
	switch {
	case err == nil && len(p.Code) == 4 && 1900 <= n && n <= 2100:
	case err == nil && len(p.Code) == 6 && 1900 <= n/100 && n/100 <= 2100 && (n/100+1)%100 == n%100:
	default:
		return Period{}, fmt.Errorf("%q is no time period: it is four digits, such as 2014, or two years in a row, such as 201314 or 2013/14", code)
	}
	return p, nil
}

// Ending is the year in which the period ends: 2014 for both 2014 and 201314.
func (p Period) Ending() int {
	n, _ := strconv.Atoi(p.Code)
	if len(p.Code) == 6 {
		return n/100 + 1
	}
	return n
}

// Label is the period for a heading: 2014, 2013/14, 2024 Week 12.
func (p Period) Label() string {
	label := p.Code
	if len(label) == 6 {
		label = label[:4] + "/" + label[4:]
	}
	if p.isYear() {
		return label
	}
	return label + " " + p.Identifier
}

// isYear says whether the period is a whole year of any kind.
func (p Period) isYear() bool {
	return p.Identifier == "" || strings.HasSuffix(strings.ToLower(p.Identifier), "year")
}

// parts are the words of time identifiers within a year, in their order. The academic year begins in autumn.
var parts = []string{
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
}

func (p Period) part() int {
	words := strings.ToLower(p.Identifier)
	if i := slices.Index(parts, words); i >= 0 {
		return i
	}
	if i := slices.IndexFunc([]string{"autumn", "spring", "summer"}, func(term string) bool { return strings.HasPrefix(words, term) }); i >= 0 {
		return i
	}
	digits := strings.IndexAny(words, "0123456789")
	if digits < 0 {
		return 0
	}
	n, _ := strconv.Atoi(strings.FieldsFunc(words[digits:], func(r rune) bool { return r < '0' || r > '9' })[0])
	return n
}

// compare puts periods in the order of time.
func (p Period) compare(q Period) int {
	return cmp.Or(cmp.Compare(p.Ending(), q.Ending()), cmp.Compare(p.part(), q.part()), cmp.Compare(p.Code, q.Code), cmp.Compare(p.Identifier, q.Identifier))
}
