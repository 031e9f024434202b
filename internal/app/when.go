package app

import (
	"time"

	"heed/internal/engine"
	"heed/rulebook"
)

// The units in which a clock is counted.
const (
	unitHours       = string(rulebook.Hours)
	unitDays        = string(rulebook.Days)
	unitWorkingDays = string(rulebook.WorkingDays)
)

// unitOf gives the unit that a duty's header says it counts in: working days where the rulebook no longer has the duty.
func unitOf(r *rulebook.Rule) string {
	if r == nil || r.Counts == "" {
		return unitWorkingDays
	}
	return string(r.Counts)
}

// whenWords says in plain words how a clock stands: "3 working days overdue, was due Friday 13 November".
func (a *App) whenWords(c engine.Clock, unit string, q engine.Question) string {
	switch c.Status {
	case engine.Excused:
		return "Excused: " + c.Excused
	case engine.CannotTell:
		if c.Arose.IsZero() {
			return "Cannot tell: there is no date to count from"
		}
		return "Cannot tell: a date is missing, counted from " + longDate(civil(c.Arose, c.Timed))
	case engine.Met, engine.MetLate:
		return a.metWords(c, unit)
	case engine.Overdue:
		gap := a.gap(c.Due, a.nowOf(c, q), unit)
		if gap == "0 working days" { // it was due on a Friday and today is the weekend
			return "Overdue, was due " + a.onDay(c, q)
		}
		return gap + " overdue, was due " + a.onDay(c, q)
	default:
		return a.dueWords(c, unit, q)
	}
}

// nowOf is the moment or the day up to which a clock counts.
func (a *App) nowOf(c engine.Clock, q engine.Question) time.Time {
	if c.Timed {
		return q.Moment
	}
	return q.AsAt
}

func (a *App) metWords(c engine.Clock, unit string) string {
	words := "Met " + longDate(civil(c.Met, c.Timed))
	if c.Status == engine.MetLate {
		return words + ", " + a.gap(c.Due, c.Met, unit) + " late"
	}
	if c.Timed && !c.Arose.IsZero() {
		return words + ", in " + a.gap(c.Arose, c.Met, unit)
	}
	return words
}

func (a *App) dueWords(c engine.Clock, unit string, q engine.Question) string {
	day := civil(c.Due, c.Timed)
	at := ""
	if c.Timed {
		at = " by " + clockTime(c.Due)
	}
	switch days := int(day.Sub(q.AsAt).Hours() / 24); {
	case days <= 0:
		return "Due today" + at
	case days == 1:
		return "Due tomorrow" + at
	}
	words := "Due " + longDate(day)
	n, ok := a.calendar.WorkingDaysBetween(q.AsAt, day)
	if !ok {
		return words
	}
	if n <= 5 && day.Sub(q.AsAt) < 8*24*time.Hour {
		words = "Due " + day.Format("Monday")
	}
	if unit == unitDays && n > 5 {
		return words + " (in " + a.gap(q.AsAt, day, unitDays) + ")"
	}
	return words + at + " (in " + count(n, "working day") + ")"
}

// onDay says on which day a clock was due: by its weekday within the last month, else in full.
func (a *App) onDay(c engine.Clock, q engine.Question) string {
	day := civil(c.Due, c.Timed)
	words := longDate(day)
	if q.AsAt.Sub(day) <= 31*24*time.Hour {
		words = day.Format("Monday 2 January")
	}
	if c.Timed {
		return clockTime(c.Due) + " on " + words
	}
	return words
}

// gap says how long lies between two moments, in a clock's unit. Hours that have grown past five days are told in days.
func (a *App) gap(from, to time.Time, unit string) string {
	switch unit {
	case unitHours:
		hours := int(to.Sub(from).Hours())
		if hours > 120 {
			return count(hours/24, "day")
		}
		if hours < 1 {
			return "less than an hour"
		}
		return count(hours, "hour")
	case unitDays:
		return count(int(to.Sub(from).Hours()/24), "day")
	}
	n, ok := a.calendar.WorkingDaysBetween(from, to)
	if !ok {
		return count(int(to.Sub(from).Hours()/24), "day")
	}
	return count(n, "working day")
}

// civil gives the day on which a clock's time falls in London.
func civil(t time.Time, timed bool) time.Time {
	if !timed {
		return t
	}
	return engine.Today(t)
}

func longDate(day time.Time) string { return day.Format("2 January 2006") }

// clockTime writes a time of day as people say it: 9am, 10:30am.
func clockTime(t time.Time) string {
	t = t.In(engine.London)
	if t.Minute() == 0 {
		return t.Format("3pm")
	}
	return t.Format("3:04pm")
}
