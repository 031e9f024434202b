package annexa

import (
	"regexp"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// stating are words that people put before the day of an extract.
var stating = regexp.MustCompile(`(?i)\b(?:as at|as of|extract(?:ed)?(?: on| date)?|date of extract|run (?:on|date)|snapshot(?: date)?|report date|data (?:as )?at)\b`)

var dayInWords = regexp.MustCompile(`\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]+,? \d{4}`)

var ordinal = regexp.MustCompile(`(\d)(?:st|nd|rd|th)\b`)

// Stated gives the day of the extract where a title says it, as in "As at 31 March 2021": above a list's heading, or anywhere
// near the top of a sheet that is no list. It is blank where none does.
func Stated(g Grid, t *Table) string {
	above := min(len(g.Rows), HeadingWithin)
	if t != nil {
		above = t.heading
	}
	for _, row := range g.Rows[:above] {
		for i, cell := range row {
			if !stating.MatchString(cell) {
				continue
			}
			for _, text := range row[i:] {
				if day := dayWithin(text, g.Epoch1904); day != "" {
					return day
				}
			}
		}
	}
	return ""
}

// dayWithin gives the day that stands in a text, or that a cell's number means.
func dayWithin(text string, epoch1904 bool) string {
	text = ordinal.ReplaceAllString(strings.TrimSpace(text), "$1")
	day, _ := intake.Day(dayInWords.FindString(text))
	if day == "" {
		day, _, _ = intake.Serial(text, epoch1904)
	}
	if _, err := catalogue.ParseDate(day); err != nil {
		return ""
	}
	return day
}
