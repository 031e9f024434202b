package door_test

import (
	"testing"
	"time"

	"heed/internal/door"
)

func TestAQuarterEndsOnItsOwnLastDay(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]string{
		"2026-03-31": "2026-03-31", "2026-03-30": "2025-12-31", "2026-04-01": "2026-03-31", "2026-06-30": "2026-06-30", "2026-09-29": "2026-06-30",
		"2026-11-30": "2026-09-30", "2026-12-31": "2026-12-31", "2026-01-01": "2025-12-31", "2024-02-29": "2023-12-31",
	} {
		on, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := door.QuarterEnd(on).Format(time.DateOnly); got != want {
			t.Errorf("the last quarter to end by %s ended on %s; want %s", day, got, want)
		}
	}
}
