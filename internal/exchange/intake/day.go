package intake

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The days that a number in a cell may stand for: from 1927 to 2119. Anything else in a column of dates is a slip.
const firstSerial, lastSerial = 10_000, 80_000

// noDays are the days that databases and spreadsheets put where there is none.
var noDays = map[string]bool{"1900-01-01": true, "1899-12-30": true, "1899-12-31": true, "1900-01-00": true, "0000-00-00": true}

// Day reads a day as people, spreadsheets and databases write it, with or without a time. The day of a moment with its zone is
// London's. timed says that there was a time of day other than midnight. The day is v itself where it is none, and
// blank where it is one that databases put where there is none, such as 1900-01-01. A day and a month are never swapped, so
// that 10/31/2024 is none.
func Day(v string) (day string, timed bool) {
	day, timed = dayOf(v)
	if noDays[day] {
		return "", false
	}
	return day, timed
}

func dayOf(v string) (day string, timed bool) {
	if day := plainDay(v); day != "" {
		return day, false
	}
	if d, rest, ok := Serial(v, false); ok {
		return d, rest > 0
	}
	text := tidied(v)
	if day := writtenDay(text); day != "" {
		return day, false
	}
	if at, ok := splitMoment(text); ok {
		if at.midnight() {
			return at.day, false
		}
		if moment, ok := at.zoned(); ok {
			local := moment.In(london())
			return local.Format(time.DateOnly), local.Format(time.TimeOnly) != "00:00:00"
		}
		return at.day, true
	}
	return v, false
}

// plainDay reads the forms that nearly every file has, 31/10/2026 and 2026-10-31, with or without a time of midnight. It
// gives "" of any other.
func plainDay(v string) string {
	if len(v) < 10 || strings.Trim(v[10:], " T0:.") != "" || len(v) > 10 && (v[10] != ' ' && v[10] != 'T' || len(v) < 15) {
		return ""
	}
	d := v[:10]
	switch {
	case d[2] == '/' && d[5] == '/' && digits(d[:2]) && digits(d[3:5]) && digits(d[6:]):
		return string([]byte{d[6], d[7], d[8], d[9], '-', d[3], d[4], '-', d[0], d[1]})
	case d[4] == '-' && d[7] == '-' && digits(d[:4]) && digits(d[5:7]) && digits(d[8:]):
		return d
	}
	return ""
}

// Serial reads the number that a spreadsheet has for a day, with the part of the day after it. Nought, which a formula shows where the cell it
// looks at is blank, is the blank day.
func Serial(v string, epoch1904 bool) (day string, rest float64, ok bool) {
	if v == "" || v[0] < '0' || v[0] > '9' || strings.Trim(v, "0123456789.") != "" {
		return "", 0, false
	}
	n, err := strconv.ParseFloat(v, 64)
	switch {
	case err != nil:
		return "", 0, false
	case n == 0:
		return "", 0, true
	case epoch1904:
		n += 1462
	}
	if n < firstSerial || n >= lastSerial {
		return "", 0, false
	}
	return time.Date(1899, 12, 30+int(n), 0, 0, 0, 0, time.UTC).Format(time.DateOnly), n - math.Floor(n), true
}

var weekday = regexp.MustCompile(`^(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +`)

// tidied writes a value in small letters, with one space between words, without the day of the week or the apostrophe by which a spreadsheet
// is told that it is text.
func tidied(v string) string {
	v = strings.TrimPrefix(plainWords(v), "'")
	return weekday.ReplaceAllString(v, "")
}

// The forms of a day, in small letters.
var (
	inFigures = regexp.MustCompile(`^(\d{1,4})([-/. ])(\d{1,2})([-/. ])(\d{1,4})$`)
	dayFirst  = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?(?: of)?[-/., ]*([a-z]{3,9})[-/., ]*'?(\d{4}|\d{2})$`)
	yearFirst = regexp.MustCompile(`^(\d{4})[-/., ]*([a-z]{3,9})[-/., ]*(\d{1,2})$`)
	nameFirst = regexp.MustCompile(`^([a-z]{3,9})[-/., ]*(\d{1,2})(?:st|nd|rd|th)?[-/, ]+(\d{4})$`)
	together  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
)

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10,
	"november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
	"nov": 11, "dec": 12,
}

// writtenDay reads a day without a time, in small letters. It gives "" where it is none.
func writtenDay(v string) string {
	switch {
	case len(v) < 6 || len(v) > 30:
		return ""
	case v[0] >= 'a':
		if m := nameFirst.FindStringSubmatch(v); m != nil {
			return dayFrom(m[3], strconv.Itoa(int(months[m[1]])), m[2])
		}
		return ""
	}
	if m := inFigures.FindStringSubmatch(v); m != nil {
		return figures(m[1], m[3], m[5], m[2], m[4])
	}
	if m := together.FindStringSubmatch(v); m != nil {
		return dayFrom(m[1], m[2], m[3])
	}
	if m := dayFirst.FindStringSubmatch(v); m != nil {
		return dayFrom(m[3], strconv.Itoa(int(months[m[2]])), m[1])
	}
	if m := yearFirst.FindStringSubmatch(v); m != nil {
		return dayFrom(m[1], strconv.Itoa(int(months[m[2]])), m[3])
	}
	return ""
}

// figures reads a day of three numbers: the year first where it has four figures, and otherwise the day. Of three pairs with
// hyphens it cannot be told which is the year, since databases write it first and people last.
func figures(first, month, last, separator, other string) string {
	switch {
	case separator != other:
		return ""
	case len(first) == 4 && len(last) <= 2:
		return dayFrom(first, month, last)
	case len(first) <= 2 && len(last) == 4, len(first) <= 2 && len(last) == 2 && separator != "-":
		return dayFrom(last, month, first)
	}
	return ""
}

// dayFrom puts a day together, "" where the calendar has none such.
func dayFrom(year, month, day string) string {
	y, m, d := number(century(year)), number(month), number(day)
	at := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y == 0 && m == 0 && d == 0 || y == 1900 && m == 1 && d == 0 {
		return "1900-01-00" // what databases and spreadsheets write for nought
	}
	if y == 0 || at.Month() != time.Month(m) || at.Day() != d {
		return ""
	}
	return at.Format(time.DateOnly)
}

// century gives a year of two figures its century where the programs that write such years agree on it: Excel takes 00 to 29 as
// of this century, Oracle (RR) and SQL Server 00 to 49, POSIX (strptime) and Go 00 to 68, and the others as of the last. From 30 to 68
// they differ, so that it would be a guess, and it is no year.
func century(year string) string {
	switch {
	case len(year) != 2:
		return year
	case year <= "29":
		return "20" + year
	case year >= "69":
		return "19" + year
	default:
		return "0"
	}
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
