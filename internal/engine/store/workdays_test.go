package store_test

import (
	"testing"
	"time"

	"heed/internal/engine/store"
)

func TestTheCalendarCountsAsTheMacrosDo(t *testing.T) {
	t.Parallel()
	calendar, err := store.NewCalendar()
	if err != nil {
		t.Fatal(err)
	}
	s := emptyStore(t)
	days, err := s.WorkingDays(t.Context(), date("2018-12-01"), 420)
	if err != nil {
		t.Fatal(err)
	}
	if len(days) != 420 {
		t.Fatalf("the macros gave %d days, want 420", len(days))
	}
	for _, d := range days {
		if n, ok := calendar.WorkingDaysBetween(d.Day, d.TenAfter); !ok || n != 10 || !isWorkingDay(calendar, d.TenAfter) {
			t.Errorf("ten working days after %s: the macro says %s, which is %d", d.Day.Format(time.DateOnly), d.TenAfter, n)
		}
		if n, ok := calendar.WorkingDaysBetween(d.FiveBefore, d.Day); !ok || n != 5 || !isWorkingDay(calendar, d.FiveBefore) {
			t.Errorf("five working days before %s: the macro says %s, which is %d", d.Day.Format(time.DateOnly), d.FiveBefore, n)
		}
		if n, ok := calendar.WorkingDaysBetween(date("2018-12-01"), d.Day); !ok || n != d.SinceStart {
			t.Errorf("working days up to %s: %d, the macro says %d", d.Day.Format(time.DateOnly), n, d.SinceStart)
		}
	}
	if _, ok := calendar.WorkingDaysBetween(date("1979-12-31"), date("2020-01-01")); ok {
		t.Error("a day before the calendar begins must have no answer")
	}
	if n, _ := calendar.WorkingDaysBetween(date("2026-12-24"), date("2026-12-29")); n != 1 {
		t.Errorf("from 24 to 29 December 2026: %d working days, want 1 (25 and 28 are holidays, 26 and 27 a weekend)", n)
	}
}

func isWorkingDay(c *store.Calendar, day time.Time) bool {
	n, ok := c.WorkingDaysBetween(day.AddDate(0, 0, -1), day)
	return ok && n == 1
}

func date(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}
