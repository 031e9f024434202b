package home

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/door"
)

// A reader who moves the day by one sees the same promises, but where a quarter has ended.
func TestTheDayMovesAMembersPromisesOnlyWhereAQuarterEnds(t *testing.T) {
	t.Parallel()
	day := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for range 800 {
		next := day.AddDate(0, 0, 1)
		end := door.QuarterEnd(next)
		if moved := !end.Equal(door.QuarterEnd(day)); moved != (next.Day() == next.AddDate(0, 0, 1).AddDate(0, 0, -1).Day() && next.AddDate(0, 0, 1).Day() == 1 && next.Month()%3 == 0) {
			t.Errorf("from %s to %s the quarter moves to %s: %t", day.Format(time.DateOnly), next.Format(time.DateOnly), end.Format(time.DateOnly), moved)
		}
		if end.After(next) || next.Sub(end) > 92*24*time.Hour {
			t.Errorf("the last quarter before %s is said to end on %s", next.Format(time.DateOnly), end.Format(time.DateOnly))
		}
		day = next
	}
	if from := yearTo(time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC)); !from.Equal(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("the year to the end of 2024 begins on %s", from)
	}
}

func TestSmallNumbersOfAPromiseAreHiddenAndWhatCannotBeToldHasNone(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name                string
		inTime, not, untold int
		want                Kept
	}{
		{"enough of both", 90, 10, 0, Kept{InTime: 90, Of: 100}},
		{"few kept", 5, 90, 0, Kept{Hidden: true}},
		{"few not kept", 90, 1, 0, Kept{Hidden: true}},
		{"none not kept is shown", 90, 0, 0, Kept{InTime: 90, Of: 90}},
		{"a tenth may be untold", 81, 9, 10, Kept{InTime: 81, Of: 90}},
		{"more may not", 80, 9, 11, Kept{Unknown: untoldWords}},
		{"nothing was due", 0, 0, 0, Kept{}},
	} {
		if diff := cmp.Diff(tt.want, keptOf(tt.inTime, tt.not, tt.untold)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
