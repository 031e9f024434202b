package synth

import (
	"time"

	"github.com/rickar/cal/v2/gb"
)

// day counts civil days from 1 January 1970.
type day int32

// never is the day of what has not happened.
const never = day(1 << 30)

const (
	firstCalendarYear = 1965
	lastCalendarYear  = 2060
)

// dayOf gives the civil day of t in UTC.
func dayOf(t time.Time) day {
	return day(t.UTC().Truncate(24*time.Hour).Unix() / 86400)
}

func date(year int, month time.Month, dayOfMonth int) day {
	return dayOf(time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC))
}

func (d day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func (d day) weekday() time.Weekday { return time.Weekday((int(d) + 4) % 7) }

// birthday gives the day on which someone born on d reaches an age. Born on 29
// February, they reach it on 1 March of a common year.
func (d day) birthday(age int) day { return dayOf(d.time().AddDate(age, 0, 0)) }

func (d day) months(n int) day { return dayOf(d.time().AddDate(0, n, 0)) }

// calendar knows the working days of England and how every day is written.
type calendar struct {
	first   day
	count   []int32 // working days from first up to and including each day
	working []day
	iso     []string
	slashed []string
}

func newCalendar() *calendar {
	c := &calendar{first: date(firstCalendarYear, time.January, 1)}
	// The library leaves out the day of the late Queen's funeral.
	holiday := map[day]bool{date(2022, time.September, 19): true}
	for year := firstCalendarYear; year <= lastCalendarYear; year++ {
		for _, h := range gb.Holidays {
			if _, observed := h.Calc(year); !observed.IsZero() {
				y, m, d := observed.Date()
				holiday[date(y, m, d)] = true
			}
		}
	}
	last := date(lastCalendarYear, time.December, 31)
	for d := c.first; d <= last; d++ {
		if w := d.weekday(); w != time.Saturday && w != time.Sunday && !holiday[d] {
			c.working = append(c.working, d)
		}
		c.count = append(c.count, int32(len(c.working)))
		t := d.time()
		c.iso = append(c.iso, t.Format("2006-01-02"))
		c.slashed = append(c.slashed, t.Format("02/01/2006"))
	}
	return c
}

// isWorking says whether d is neither a weekend nor a bank holiday.
func (c *calendar) isWorking(d day) bool { return c.between(d-1, d) == 1 }

// after gives the nth working day after d; n is at least 1.
func (c *calendar) after(d day, n int) day {
	return c.working[int(c.count[d-c.first])+n-1]
}

// onOrAfter gives d, or the next working day where d is none.
func (c *calendar) onOrAfter(d day) day { return c.after(d-1, 1) }

// onOrBefore gives d, or the last working day before it.
func (c *calendar) onOrBefore(d day) day { return c.working[c.count[d-c.first]-1] }

// between counts the working days after from up to and including to.
func (c *calendar) between(from, to day) int {
	return int(c.count[to-c.first] - c.count[from-c.first])
}

// isoDate writes a day as the records do, and "" for never.
func (c *calendar) isoDate(d day) string {
	if d == never {
		return ""
	}
	return c.iso[d-c.first]
}

// slashedDate writes a day as the SSDA903 does, and "" for never.
func (c *calendar) slashedDate(d day) string {
	if d == never {
		return ""
	}
	return c.slashed[d-c.first]
}
