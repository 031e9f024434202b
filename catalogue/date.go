package catalogue

import (
	"errors"
	"strings"
	"time"
)

// errNotADate is the fault of a value that is no day from 1900 to 2100.
var errNotADate = errors.New("not a date in the calendar")

// The forms of date that people type, after runs of spaces are made one.
var typedDates = []string{"2006-01-02", "2/1/2006", "2 January 2006", "2 Jan 2006"}

// ParseDate reads a date in a form that people type: 2026-10-31, 31/10/2026,
// 31 October 2026 or 31 Oct 2026. It gives midnight UTC of that day, and an error
// for a day that is not in the calendar or not between 1900 and 2100. The error
// never holds the value.
func ParseDate(s string) (time.Time, error) {
	s = strings.Join(strings.Fields(s), " ")
	for _, form := range typedDates {
		if d, err := time.Parse(form, s); err == nil && inCalendar(d) {
			return d, nil
		}
	}
	return time.Time{}, errNotADate
}

func inCalendar(t time.Time) bool {
	return t.Year() >= firstYear && t.Year() <= lastYear
}

const (
	firstYear = 1900
	lastYear  = 2100
)

// isISODate says whether s is a real day from 1900 to 2100 in the form 2006-01-02.
func isISODate(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	year, okYear := digits(s[0:4])
	month, okMonth := digits(s[5:7])
	day, okDay := digits(s[8:10])
	if !okYear || !okMonth || !okDay || year < firstYear || year > lastYear {
		return false
	}
	return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, year)
}

func daysIn(month, year int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	default:
		return 31
	}
}

// digits reads a run of decimal digits short enough not to overflow.
func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		c := s[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}
