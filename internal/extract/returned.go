package extract

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// firstYear is the first year to 31 March that a return may be of: the Children Act 1989 is of the year after.
const firstYear = 1989

// span is the days of a collection year, as text.
type span struct{ from, to string }

// yearOf gives the days of the year to 31 March.
func yearOf(year int) (span, error) {
	if year < firstYear || year > 9999 {
		return span{}, fmt.Errorf("%d is no year of a return: give the year in which it ends, such as 2026 for 2025-26", year)
	}
	return span{fmt.Sprintf("%04d-04-01", year-1), fmt.Sprintf("%04d-03-31", year)}, nil
}

// holds says whether a day lies in the year.
func (y span) holds(day string) bool { return day != "" && y.from <= day && day <= y.to }

// spans says whether something that began and perhaps ended was going on at some time of the year.
func (y span) spans(began, ended string) bool {
	return began != "" && began <= y.to && (ended == "" || ended >= y.from)
}

// cut gives a day where it had come by the end of the year, blank where not.
func (y span) cut(day string) string {
	if day > y.to {
		return ""
	}
	return day
}

// fieldOf gives the field of a record type that a format's item fills, nil where there is none.
func fieldOf(t *catalogue.Type, kind, item string) *catalogue.Field {
	for _, f := range t.Fields {
		if slices.Contains(intake.Names(f, kind), item) {
			return f
		}
	}
	return nil
}

// sexes are the codes of a sex in both returns.
var sexes = map[string]string{"M": "1", "F": "2", "U": "0", "I": "9"}

// slashed writes a day as the looked-after return has it.
func slashed(day string) string {
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return on.Format("02/01/2006")
}

// returned writes a value as the looked-after return has it: days as 31/03/2026, yes and no as 1 and 0.
func returned(f *catalogue.Field, v string) string {
	switch {
	case v == "":
		return ""
	case f.Type == catalogue.FieldDate:
		return slashed(v)
	case f.Type == catalogue.FieldYesNo:
		return map[string]string{"true": "1", "false": "0"}[v]
	case f.Codes == "sex":
		return sexes[v]
	default:
		return v
	}
}

// byChild sorts rows by the child's number and then by other fields.
func byChild(rows []row, fields ...string) {
	slices.SortStableFunc(rows, func(a, b row) int {
		for _, f := range append([]string{"child_id"}, fields...) {
			if n := strings.Compare(a[f], b[f]); n != 0 {
				return n
			}
		}
		return 0
	})
}
