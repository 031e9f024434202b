package explain_test

import (
	"testing"
	"time"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/explain"
	"heed/rulebook"
)

// Whether something was done is said only where the records can tell: that a promise ended says no more than that.
func TestWhetherItWasDoneIsSaidOnlyWhereItIsKnown(t *testing.T) {
	t.Parallel()
	on := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC) }
	for want, c := range map[string]engine.Clock{
		"Tuesday 3 March 2026": {Status: engine.MetLate, Met: on(3, 3)},
		"no: the child agreed": {Status: engine.Excused, Excused: "the child agreed"},
		"no: the plan ended":   {Status: engine.Missed, Stopped: on(5, 20), StoppedWhy: "the plan ended"},
		"no: care ended":       {Status: engine.NotOwed, Stopped: on(2, 20), StoppedWhy: "care ended"},
		"not known yet: the records end before its due day":                                         {Status: engine.NotKnownYet},
		"not known: the records do not cover all the days in which it could have been done":         {Status: engine.BeforeRecords, Stopped: on(5, 20), StoppedWhy: "the plan ended"},
		"not known: no source holds what would show it":                                             {Status: engine.CannotTell, Missing: engine.NothingFeeds, Stopped: on(5, 20), StoppedWhy: "the plan ended"},
		"nothing recorded by 31 March 2026, the last day that the records cover, shows that it was": {Status: engine.Overdue, KnownTo: on(3, 31)},
		"nothing recorded by 18 November 2026 shows that it was":                                    {Status: engine.Overdue},
	} {
		c.Arose, c.Due = on(2, 2), on(3, 2)
		detail := clocks.Detail{Asked: door.Asked{AsAt: on(11, 18)}, Rule: &rulebook.Rule{}, Clock: clocks.Clock{Clock: c}}
		for _, point := range explain.OfClock(detail).Points {
			if point.Label == explain.Done && point.Value != want {
				t.Errorf("%s: %q; want %q", c.Status, point.Value, want)
			}
		}
	}
	none := clocks.Detail{Rule: &rulebook.Rule{}, Clock: clocks.Clock{Clock: engine.Clock{Status: engine.CannotTell, Missing: engine.NothingFeeds}}}
	for _, point := range explain.OfClock(none).Points {
		if point.Label == explain.Due && point.Value != "it cannot be told: a date it is counted from is not recorded" {
			t.Errorf("due: %q", point.Value)
		}
	}
}
