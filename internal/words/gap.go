package words

import (
	"time"

	"heed/internal/engine"
	"heed/rulebook"
)

// Gap says how long lies between two moments, in the unit that a rule counts in. Hours that have grown past five days are told in days.
func Gap(calendar *engine.Calendar, from, to time.Time, unit rulebook.TimeUnit) string {
	switch unit {
	case rulebook.Hours:
		hours := int(to.Sub(from).Hours())
		if hours > 120 {
			return Count(hours/24, "day")
		}
		if hours < 1 {
			return "less than an hour"
		}
		return Count(hours, "hour")
	case rulebook.Days:
		return Count(int(to.Sub(from).Hours()/24), "day")
	default:
	}
	n, ok := calendar.WorkingDaysBetween(from, to)
	if !ok {
		return Count(int(to.Sub(from).Hours()/24), "day")
	}
	return Count(n, "working day")
}
