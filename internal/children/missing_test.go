package children

import (
	"testing"
	"time"

	"heed/internal/engine"
)

// Of whoever was in care before the records begin nothing is missing until the next must have been held, had the last been held the day before: a
// review within six months, a health assessment of a child of five or over within twelve.
func TestOfWhoComesIntoTheRecordsInBetweenNothingIsMissingBeforeTheNextIsOwed(t *testing.T) {
	t.Parallel()
	on := func(text string) time.Time {
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return day
	}
	since, from := on("2024-05-01"), on("2026-01-01")
	for _, one := range []struct {
		of   held
		asAt string
		want string
	}{
		{careReviews, "2026-06-30", ""},
		{careReviews, "2026-07-02", "no review is recorded from 1 January 2026 on"},
		{planReviews, "2026-07-02", "no review conference is recorded from 1 January 2026 on"},
		{healthDone, "2026-07-02", ""},
		{healthDone, "2027-01-01", ""},
		{healthDone, "2027-01-02", "no health assessment is recorded from 1 January 2026 on"},
	} {
		c := covering{asAt: on(one.asAt), days: map[string][]engine.CoveredDays{}}
		for _, recordType := range one.of.covered {
			c.days[recordType] = []engine.CoveredDays{{From: from, To: c.asAt}}
		}
		j := &journey{asAt: c.asAt, cover: c}
		if got := j.none(since, since.AddDate(0, 0, 28), one.of); got != one.want {
			t.Errorf("%s on %s: %q, want %q", one.of.name, one.asAt, got, one.want)
		}
	}
}
