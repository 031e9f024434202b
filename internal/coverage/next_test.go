package coverage

import (
	"testing"
	"time"
)

func TestWhatMustComeNextIsTheReturnOfTheYearThatFollowsOrAnotherList(t *testing.T) {
	t.Parallel()
	asAt := time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC)
	kind := func(source, from, to string) Kind {
		k := Kind{Type: "review", Title: "Review", Spans: []Span{{RecordType: "review", Source: source, Days: days(from, to)}}}
		k.join()
		return k
	}
	for _, one := range []struct {
		kind            Kind
		id, title, when string
		late            bool
	}{
		{kind("SSDA903 2025-26", "2025-04-01", "2026-03-31"), "ssda903-2026-27", "SSDA903 2026-27", "Its year ends on 31 March 2027", false},
		{kind("SSDA903 2024-25", "2024-04-01", "2025-03-31"), "ssda903-2025-26", "SSDA903 2025-26", "Its year ended on 31 March 2026", true},
		{kind("SSDA903 2026-27", "2026-04-01", "2026-09-30"), "ssda903-2026-27", "SSDA903 2026-27", "Its year ends on 31 March 2027", false},
		{kind("Children in need census 2024-25", "2024-04-01", "2025-03-31"), "census-2025-26", "Children in need census 2025-26", "Its year ended on 31 March 2026", true},
		{kind("review.csv", "2024-04-01", "2026-09-30"), "review", "Review, the next list", "A local choice: no day is recorded", false},
	} {
		list := sendings([]Kind{one.kind}, asAt)
		if len(list) != 1 {
			t.Fatalf("%s: %d things must come next", one.title, len(list))
		}
		if got := list[0]; got.ID != one.id || got.Title != one.title || got.When != one.when || got.Late != one.late || !got.KnownTo.Equal(one.kind.To) {
			t.Errorf("%+v, want %q by %q", got, one.title, one.when)
		}
	}
	if list := sendings([]Kind{kind("SSDA903 2025-26", "2025-04-01", "2026-03-31")}, time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)); len(list) != 0 {
		t.Errorf("of a day that the records reach %v must come next", list)
	}
}
