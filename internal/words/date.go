package words

import (
	"time"

	"heed/internal/engine"
)

// NotRecorded stands where a day would.
const NotRecorded = "not recorded"

// LongDate writes a day as people write it: 21 November 2026. A missing one is said to be so.
func LongDate(day time.Time) string { return dateAs(day, "2 January 2006") }

// ShortDate is for dense tables: 21 Nov 2026.
func ShortDate(day time.Time) string { return dateAs(day, "2 Jan 2006") }

// WeekdayDate writes a day with its day of the week: Wednesday 18 November 2026.
func WeekdayDate(day time.Time) string { return dateAs(day, "Monday 2 January 2006") }

func dateAs(day time.Time, form string) string {
	if day.IsZero() {
		return NotRecorded
	}
	return day.Format(form)
}

// London is the zone in which days begin and end, and in which moments are said.
var London = engine.London

// ClockTime writes a moment's time of day in London as people say it: 9am, 10:30am.
func ClockTime(t time.Time) string {
	t = t.In(London)
	if t.Minute() == 0 {
		return t.Format("3pm")
	}
	return t.Format("3:04pm")
}

// DaysBetween counts whole days of 24 hours.
func DaysBetween(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }

// MonthsBetween counts whole months between two days.
func MonthsBetween(from, to time.Time) int {
	months := 12*(to.Year()-from.Year()) + int(to.Month()) - int(from.Month())
	if to.Day() < from.Day() {
		months--
	}
	return months
}
