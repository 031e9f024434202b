package kit

import (
	"strings"
	"time"
)

// London is the zone in which days begin and end, and in which moments are shown.
var London = mustLoad("Europe/London")

func mustLoad(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic("the time zone " + name + " is not on this machine: " + err.Error())
	}
	return zone
}

// Today gives the civil day that a moment falls on in London.
func Today(now time.Time) time.Time {
	y, m, d := now.In(London).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// LongDate prints a civil date in full: 21 November 2026. A missing one is said to be so.
func LongDate(d time.Time) string {
	if d.IsZero() {
		return "not recorded"
	}
	return d.Format("2 January 2006")
}

// ShortDate is for dense tables: 21 Nov 2026.
func ShortDate(d time.Time) string {
	if d.IsZero() {
		return "not recorded"
	}
	return d.Format("2 Jan 2006")
}

// weekdayDate prints a civil date with its day of the week: Wednesday 18 November 2026.
func weekdayDate(d time.Time) string {
	if d.IsZero() {
		return "not recorded"
	}
	return d.Format("Monday 2 January 2006")
}

// Moment prints an instant as people in London say it beside a page of now: 6:42am today, 5pm on 3 November 2026.
func Moment(t, now time.Time) string {
	local := t.In(London)
	clock := local.Format("3:04pm")
	switch Today(t) {
	case Today(now):
		return clock + " today"
	case Today(now).AddDate(0, 0, -1):
		return clock + " yesterday"
	}
	return clock + " on " + local.Format("2 January 2006")
}

// dateForms are the ways a person may type a day. Links use the first.
var dateForms = []string{time.DateOnly, "2 January 2006", "2 Jan 2006", "2/1/2006", "2-1-2006", "2.1.2006", "2/1/06"}

// ParseDate reads a day as people type it: 31 October 2026, 31/10/2026 or 31 Oct 2026.
func ParseDate(typed string) (time.Time, bool) {
	typed = strings.Join(strings.Fields(typed), " ")
	for _, form := range dateForms {
		if d, err := time.Parse(form, typed); err == nil {
			return d, true
		}
	}
	return time.Time{}, false
}

// endOfDay gives the last instant of a civil day in London: all that was recorded on the day was known by then.
func endOfDay(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, London).Add(-time.Nanosecond).UTC()
}

// RecordedWords says when the latest of some records was recorded, blank where there is none.
func RecordedWords(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return LongDate(Today(at))
}
