package eval

import (
	"testing"
	"time"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// TestSoonIsWhatTheWarningCountedBackFromTheDueDaySays counts every due day near a day back by the warning, and compares.
func TestSoonIsWhatTheWarningCountedBackFromTheDueDaySays(t *testing.T) {
	t.Parallel()
	calendar, err := store.NewCalendar()
	if err != nil {
		t.Fatal(err)
	}
	e := &Evaluator{calendar: calendar}
	back := map[rulebook.TimeUnit]func(due time.Time, n int) time.Time{
		"days":   func(due time.Time, n int) time.Time { return due.AddDate(0, 0, -n) },
		"weeks":  func(due time.Time, n int) time.Time { return due.AddDate(0, 0, -7*n) },
		"months": monthsBefore,
		"hours": func(due time.Time, n int) time.Time {
			return due.Add(-time.Duration(n) * time.Hour).Truncate(24 * time.Hour)
		},
		"working days": func(due time.Time, n int) time.Time {
			day := due
			for between := 0; between <= n; between, _ = calendar.WorkingDaysBetween(day.AddDate(0, 0, -1), due) {
				day = day.AddDate(0, 0, -1)
			}
			return day
		},
	}
	for asAt := time.Date(2023, 12, 20, 0, 0, 0, 0, time.UTC); asAt.Year() < 2025; asAt = asAt.AddDate(0, 0, 1) {
		for unit, from := range back {
			for _, n := range []int{1, 2, 5, 12, 24} {
				last := e.horizon(asAt, rulebook.Warn{N: n, Unit: unit})
				if from(last, n).After(asAt) || !from(last.AddDate(0, 0, 1), n).After(asAt) {
					t.Fatalf("as at %s, warned %d %s before: the last due day that is soon is given as %s, which is warned of on %s, and the day after on %s",
						asAt.Format(time.DateOnly), n, unit, last.Format(time.DateOnly), from(last, n).Format(time.DateOnly), from(last.AddDate(0, 0, 1), n).Format(time.DateOnly))
				}
			}
		}
	}
}
