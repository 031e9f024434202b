package store_test

import (
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"

	"heed/internal/engine/store"
)

// proclaimed are the days on which the library is known to be wrong: it lacks four one-off holidays, and the move of
// the spring holiday of 2012 to 4 June. Each was made by royal proclamation under the Banking and Financial Dealings
// Act 1971, section 1(3).
var proclaimed = map[string]bool{
	"2011-04-29": true, "2012-05-28": false, "2012-06-04": true, "2012-06-05": true, "2022-09-19": true,
}

// TestTheBankHolidaysAreThoseALibraryKnows checks every day from 2010 to 2030.
func TestTheBankHolidaysAreThoseALibraryKnows(t *testing.T) {
	t.Parallel()
	days, err := store.BankHolidays()
	if err != nil {
		t.Fatal(err)
	}
	calendar := cal.NewBusinessCalendar()
	calendar.AddHoliday(gb.Holidays...)
	for day := date("2010-01-01"); day.Year() <= 2030; day = day.AddDate(0, 0, 1) {
		_, ours := days[day]
		actual, observed, holiday := calendar.IsHoliday(day)
		library := observed || (actual && day.Weekday() != time.Saturday && day.Weekday() != time.Sunday)
		if want, known := proclaimed[day.Format(time.DateOnly)]; known {
			library = want
		}
		if ours != library {
			name := days[day]
			if holiday != nil {
				name += " / " + holiday.Name
			}
			t.Errorf("%s %s: ours %t, the library's %t (%s)", day.Format(time.DateOnly), day.Weekday(), ours, library, name)
		}
	}
}
