package words

import (
	"time"

	"heed/internal/engine"
)

func LongDate(day time.Time) string { return day.Format("2 January 2006") }

// clockTime writes a time of day as people say it: 9am, 10:30am.
func ClockTime(t time.Time) string {
	t = t.In(engine.London)
	if t.Minute() == 0 {
		return t.Format("3pm")
	}
	return t.Format("3:04pm")
}
