package kit

import (
	"strings"
	"time"

	"heed/internal/door"
	"heed/internal/words"
)

// Today gives the civil day that a moment falls on in London.
func Today(now time.Time) time.Time {
	y, m, d := now.In(words.London).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// Moment prints an instant as people in London say it beside a page of now: 6:42am today, 5pm on 3 November 2026.
func Moment(t, now time.Time) string {
	local := t.In(words.London)
	clock := local.Format("3:04pm")
	switch Today(t) {
	case Today(now):
		return clock + " today"
	case Today(now).AddDate(0, 0, -1):
		return clock + " yesterday"
	}
	return clock + " on " + local.Format("2 January 2006")
}

// MomentDay says on which day in London a moment was.
func MomentDay(t time.Time) string { return words.LongDate(door.Civil(t, true)) }

// MomentWords says a moment to the minute.
func MomentWords(t time.Time) string { return MomentDay(t) + " at " + words.ClockTime(t) }

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
	return time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, words.London).Add(-time.Nanosecond).UTC()
}

// RecordedWords says when the latest of some records was recorded, blank where there is none.
func RecordedWords(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return words.LongDate(Today(at))
}
