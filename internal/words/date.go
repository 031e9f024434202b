package words

import (
	"time"

	"heed/internal/engine"
)

// LongDate writes a day as people write it: 21 November 2026.
func LongDate(day time.Time) string { return day.Format("2 January 2006") }

// ClockTime writes a moment's time of day in London as people say it: 9am, 10:30am.
func ClockTime(t time.Time) string {
	t = t.In(engine.London)
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
