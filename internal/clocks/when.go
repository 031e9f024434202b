package clocks

import (
	"time"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// The units in which a clock is counted.
const (
	UnitHours       = string(rulebook.Hours)
	UnitDays        = string(rulebook.Days)
	UnitWorkingDays = string(rulebook.WorkingDays)
)

// UnitOf gives the unit that a duty's header says it counts in: working days where the rulebook no longer has the duty.
func UnitOf(r *rulebook.Rule) string {
	if r == nil || r.Counts == "" {
		return UnitWorkingDays
	}
	return string(r.Counts)
}

// WhenWords says in plain words how a clock stands: "3 working days overdue, was due Friday 13 November". Brief says the same for
// beside the tag of its status: "there is no date to count from" after Cannot tell.
func WhenWords(calendar *engine.Calendar, c engine.Clock, unit string, q engine.Question) (when, brief string) {
	label, why := "", ""
	switch c.Status {
	case engine.Excused:
		label, why = "Excused", c.Excused
	case engine.NotOwed:
		label, why = "Not owed", stoppedWords(c, "")
	case engine.Missed:
		label, why = "Missed", stoppedWords(c, "without it; it was due "+onDay(c, q))
	case engine.CannotTell:
		label, why = "Cannot tell", missingWords(c)
	case engine.NotKnownYet:
		due := door.Civil(c.Due, c.Timed)
		label, why = "Not known yet", words.Either(due.Before(q.AsAt), "it fell", "it falls")+" due on "+words.LongDate(due)+", after the records end"
	case engine.BeforeRecords:
		label, why = "Before the records", "they do not cover all the days in which it could have been done"
	default:
	}
	if label != "" {
		return label + ": " + why, words.Capital(why)
	}
	when = standsWords(calendar, c, unit, q)
	return when, when
}

// stoppedWords says why a promise ended and when, and then what follows.
func stoppedWords(c engine.Clock, then string) string {
	text := c.StoppedWhy
	if !c.Stopped.IsZero() {
		text += " on " + words.LongDate(door.Civil(c.Stopped, c.Timed))
	}
	if then != "" {
		text += ", " + then
	}
	return text
}

// missingWords says what it is that cannot be told.
func missingWords(c engine.Clock) string {
	switch {
	case c.Missing == engine.NothingFeeds:
		return "no source holds what would show it done"
	case c.Missing != "":
		return c.Missing + " is not recorded"
	case c.Arose.IsZero():
		return "there is no date to count from"
	}
	return "a date is missing, counted from " + words.LongDate(door.Civil(c.Arose, c.Timed))
}

func standsWords(calendar *engine.Calendar, c engine.Clock, unit string, q engine.Question) string {
	switch c.Status {
	case engine.Met, engine.MetLate:
		return metWords(calendar, c, unit)
	case engine.Overdue:
		if !c.KnownTo.IsZero() {
			return "Overdue when last known, " + words.LongDate(c.KnownTo) + ": was due " + onDay(c, q)
		}
		gap := words.Gap(calendar, c.Due, countedTo(c, q), rulebook.TimeUnit(unit))
		if gap == "0 working days" { // it was due on a Friday and today is the weekend
			return "Overdue, was due " + onDay(c, q)
		}
		return gap + " overdue, was due " + onDay(c, q)
	default:
		return dueWords(calendar, c, unit, q)
	}
}

// countedTo is the moment or the day up to which a clock counts.
func countedTo(c engine.Clock, q engine.Question) time.Time {
	if c.Timed {
		return q.Moment
	}
	return q.AsAt
}

func metWords(calendar *engine.Calendar, c engine.Clock, unit string) string {
	text := "Met " + words.LongDate(door.Civil(c.Met, c.Timed))
	if c.Status == engine.MetLate {
		return text + ", " + words.Gap(calendar, c.Due, c.Met, rulebook.TimeUnit(unit)) + " late"
	}
	if c.Timed && !c.Arose.IsZero() {
		return text + ", in " + words.Gap(calendar, c.Arose, c.Met, rulebook.TimeUnit(unit))
	}
	return text
}

func dueWords(calendar *engine.Calendar, c engine.Clock, unit string, q engine.Question) string {
	day := door.Civil(c.Due, c.Timed)
	at := ""
	if c.Timed {
		at = " by " + words.ClockTime(c.Due)
	}
	switch days := int(day.Sub(q.AsAt).Hours() / 24); {
	case days <= 0:
		return "Due today" + at
	case days == 1:
		return "Due tomorrow" + at
	}
	text := "Due " + words.LongDate(day)
	n, ok := calendar.WorkingDaysBetween(q.AsAt, day)
	if !ok {
		return text
	}
	if n <= 5 && day.Sub(q.AsAt) < 8*24*time.Hour {
		text = "Due " + day.Format("Monday")
	}
	if unit == UnitDays && n > 5 {
		return text + " (in " + words.Gap(calendar, q.AsAt, day, rulebook.Days) + ")"
	}
	return text + at + " (in " + words.Count(n, "working day") + ")"
}

// onDay says on which day a clock was due: by its weekday within the last month, else in full.
func onDay(c engine.Clock, q engine.Question) string {
	day := door.Civil(c.Due, c.Timed)
	text := words.LongDate(day)
	if q.AsAt.Sub(day) <= 31*24*time.Hour {
		text = day.Format("Monday 2 January")
	}
	if c.Timed {
		return words.ClockTime(c.Due) + " on " + text
	}
	return text
}
