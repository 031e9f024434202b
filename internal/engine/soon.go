package engine

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"heed/rulebook"
)

// standardWarn is how long before it is due a clock turns due soon, where its duty does not say.
var standardWarn = rulebook.Warn{N: 5, Unit: "working days"}

// horizon gives the last due day that is soon as at a day, for a duty that warns so long before. It is zero where the
// calendar does not reach.
func (e *Engine) horizon(asAt time.Time, warn rulebook.Warn) time.Time {
	switch warn.Unit {
	case "working days":
		return e.calendar.lastWithin(asAt, warn.N)
	case "hours":
		return asAt.AddDate(0, 0, 1).Add(time.Duration(warn.N)*time.Hour - 1).Truncate(24 * time.Hour)
	case "weeks":
		return asAt.AddDate(0, 0, 7*warn.N)
	case "months":
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

// soonSQL tells whether a clock that is neither met nor excused is due soon, by the warning of its duty.
func (e *Engine) soonSQL(q Question) string {
	by := map[string][]string{}
	for _, r := range e.order {
		if r.Kind != rulebook.Duty {
			continue
		}
		warn := r.Warn
		if warn.N == 0 {
			warn = standardWarn
		}
		condition := "false"
		if last := e.horizon(q.AsAt, warn); r.Timed() && warn.Unit == "hours" {
			condition = fmt.Sprintf("due_at <= $moment::TIMESTAMPTZ + interval %d hour", warn.N)
		} else if !last.IsZero() {
			condition = "due_on <= date " + text(last.Format(time.DateOnly))
		}
		by[condition] = append(by[condition], text(r.ID))
	}
	var b strings.Builder
	b.WriteString("case")
	for _, condition := range slices.Sorted(maps.Keys(by)) {
		fmt.Fprintf(&b, " when duty in (%s) then %s", strings.Join(by[condition], ", "), condition)
	}
	b.WriteString(" else false end")
	return b.String()
}
