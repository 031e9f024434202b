package store

import (
	"slices"
	"time"
)

// Calendar counts working days as the working-day macros do: Monday to Friday, less the bank holidays of England and
// Wales. It does not change, so it may be shared.
type Calendar struct {
	// until holds, for each day from the calendar's first, how many working days there are up to and including it.
	until []int
}

// NewCalendar makes the calendar of the macros, from 1980 to 2040.
func NewCalendar() (*Calendar, error) {
	holidays, err := BankHolidays()
	if err != nil {
		return nil, err
	}
	c := &Calendar{}
	n := 0
	for day := calendarFrom; !day.After(calendarTo); day = day.AddDate(0, 0, 1) {
		_, holiday := holidays[day]
		if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !holiday {
			n++
		}
		c.until = append(c.until, n)
	}
	return c, nil
}

func (c *Calendar) index(day time.Time) (int, bool) {
	i := int(day.Sub(calendarFrom) / (24 * time.Hour))
	return i, !day.Before(calendarFrom) && i < len(c.until)
}

// LastWithin gives the last day that is no more than n working days after another, zero outside the calendar.
func (c *Calendar) LastWithin(day time.Time, n int) time.Time {
	i, ok := c.index(day)
	if !ok {
		return time.Time{}
	}
	beyond, _ := slices.BinarySearch(c.until, c.until[i]+n+1)
	if beyond == len(c.until) {
		return time.Time{}
	}
	return calendarFrom.AddDate(0, 0, beyond-1)
}

// WorkingDaysBetween counts the working days after a up to and including b, less than nought where b is before a. ok is
// false outside the calendar.
func (c *Calendar) WorkingDaysBetween(a, b time.Time) (n int, ok bool) {
	i, okA := c.index(a)
	j, okB := c.index(b)
	if !okA || !okB {
		return 0, false
	}
	return c.until[j] - c.until[i], true
}
