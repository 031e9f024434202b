package eval

import (
	"fmt"
	"time"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// standardWarn is how long before it is due a clock turns due soon, where its duty does not say.
var standardWarn = rulebook.Warn{N: 5, Unit: rulebook.WorkingDays}

// horizon gives the last due day that is soon as at a day, for a duty that warns so long before. It is zero where the
// calendar does not reach.
func (e *Evaluator) horizon(asAt time.Time, warn rulebook.Warn) time.Time {
	switch warn.Unit {
	case rulebook.WorkingDays:
		return e.calendar.LastWithin(asAt, warn.N)
	case rulebook.Hours:
		return asAt.AddDate(0, 0, 1).Add(time.Duration(warn.N)*time.Hour - 1).Truncate(24 * time.Hour)
	case rulebook.Weeks:
		return asAt.AddDate(0, 0, 7*warn.N)
	case rulebook.Months:
		// Months are counted back from the due day, and one without that day ends sooner.
		last := monthsBefore(asAt, -warn.N)
		for next := last; !monthsBefore(next, warn.N).After(asAt); next = next.AddDate(0, 0, 1) {
			last = next
		}
		return last
	default:
		return asAt.AddDate(0, 0, warn.N)
	}
}

// monthsBefore gives the same day so many months before, or that month's last where it has no such day.
func monthsBefore(day time.Time, n int) time.Time {
	end := monthEnd(day, -n)
	return end.AddDate(0, 0, min(day.Day(), end.Day())-end.Day())
}

// soonSQL gives, as two columns of a duty's clocks, the last due day that is soon and, for one that warns in hours, how many
// hours before it is due a clock is soon.
func (e *Evaluator) soonSQL(asAt time.Time, r *rulebook.Rule) string {
	warn := r.Warn
	if warn.N == 0 {
		warn = standardWarn
	}
	if r.Timed && warn.Unit == rulebook.Hours {
		return fmt.Sprintf("null as soon_by, %d as soon_hours", warn.N)
	}
	if last := e.horizon(asAt, warn); !last.IsZero() {
		return "date " + store.Text(last.Format(time.DateOnly)) + " as soon_by, null as soon_hours"
	}
	return "null as soon_by, null as soon_hours"
}

// monthEnd gives the last day of the month that lies so many months from a day's.
func monthEnd(day time.Time, months int) time.Time {
	return time.Date(day.Year(), day.Month()+time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC)
}
