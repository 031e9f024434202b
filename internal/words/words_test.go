package words

import (
	"testing"
	"time"
)

func TestNumbersAndDaysAreWrittenAsPeopleReadThem(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 11, 8, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{InUnit(79.279, "%"), "79.3%"}, {InUnit(80, "%"), "80.0%"}, {InUnit(1412, "children"), "1,412"}, {InUnit(61.25, "per 10,000"), "61.3"}, {InUnit(432, "days"), "432.0"},
		{Thousands(-1234567), "-1,234,567"}, {Count(1, "clock"), "1 clock"}, {Count(1200, "clock"), "1,200 clocks"}, {Count(2, "child", "children"), "2 children"},
		{CountInWords(8, "key figure"), "Eight key figures"}, {CountInWords(1, "thing needs you", "things need you"), "One thing needs you"},
		{CountInWords(12, "clock"), "12 clocks"}, {CountInWords(0, "thing needs you", "things need you"), "No things need you"},
		{Capital("état"), "État"}, {Capital(""), ""}, {LowerFirst("Ethnicity"), "ethnicity"}, {LowerFirst("SDQ score"), "SDQ score"},
		{LongDate(day), "8 November 2026"}, {ShortDate(day), "8 Nov 2026"}, {WeekdayDate(day), "Sunday 8 November 2026"}, {LongDate(time.Time{}), "not recorded"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
