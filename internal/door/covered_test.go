//go:build !race || long

package door_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/door"
	"heed/internal/testkit"
)

// tenWeeksOn is a moment at which the small council's lists, which run to the day of testkit.Now, have been left to grow old.
var tenWeeksOn = time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)

func onDay(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// covers records that a source covers the days of visits up to one.
func covers(t *testing.T, h *testkit.Heed, source string, to time.Time, more ...string) {
	t.Helper()
	values := map[string]string{"record_type": "cp_visit", "source": source, "from_on": "2020-04-01", "to_on": to.Format(time.DateOnly), "basis": "test"}
	for _, name := range more {
		values[name] = "true"
	}
	testkit.Put(t, h, "record_coverage", values)
}

// Where nobody says which day is asked about it is the latest that any source covers: what fell due since is not known, and a page of
// today would call it late.
func TestThePagesBeginAtTheLatestDayThatAnySourceCovers(t *testing.T) {
	t.Parallel()
	lists := door.Run{Source: "lists", To: testkit.Today}
	for _, tt := range []struct {
		name  string
		now   time.Time
		fill  func(t *testing.T, h *testkit.Heed)
		ask   door.Question
		asAt  time.Time
		asked door.Asked // Today, Latest, Beyond and Runs
	}{
		{"a list that reaches today", testkit.Now, nil, door.Question{}, testkit.Today, door.Asked{Today: true, Runs: []door.Run{lists}}},
		{"lists that have ended", tenWeeksOn, nil, door.Question{}, testkit.Today, door.Asked{Latest: true, Beyond: true, Runs: []door.Run{lists}}},
		{"a day that the lists do not reach, asked for", tenWeeksOn, nil, door.Question{AsAt: onDay(2027, 2, 1)}, onDay(2027, 2, 1), door.Asked{Today: true, Beyond: true, Runs: []door.Run{lists}}},
		{"a day before the lists end, asked for", tenWeeksOn, nil, door.Question{AsAt: onDay(2026, 3, 31)}, onDay(2026, 3, 31), door.Asked{Runs: []door.Run{lists}}},
		{"what is kept in Heed, which covers today", tenWeeksOn, func(t *testing.T, h *testkit.Heed) {
			t.Helper()
			covers(t, h, "Kept in Heed", onDay(2026, 4, 1), "to_today")
		}, door.Question{}, onDay(2027, 2, 1), door.Asked{Today: true, Beyond: true, Runs: []door.Run{lists}}},
		{"sources of every kind", tenWeeksOn, func(t *testing.T, h *testkit.Heed) {
			t.Helper()
			covers(t, h, "SSDA903 2025-26", onDay(2026, 3, 31))
			covers(t, h, "Children in need census 2024-25", onDay(2025, 3, 31))
			covers(t, h, "Safeguarding dataset", onDay(2026, 12, 31))
			covers(t, h, "Annex A", onDay(2027, 1, 4))
		}, door.Question{}, onDay(2027, 1, 4), door.Asked{Latest: true, Beyond: true, Runs: []door.Run{
			{Source: "returns", To: onDay(2026, 3, 31)}, {Source: "safeguarding dataset", To: onDay(2026, 12, 31)},
			{Source: "Annex A", To: onDay(2027, 1, 4)}, lists,
		}}},
		{"what was known before a later list came in", tenWeeksOn, func(t *testing.T, h *testkit.Heed) {
			t.Helper()
			covers(t, h, "Visits of January", onDay(2027, 1, 20))
		}, door.Question{KnownAt: testkit.Now}, testkit.Today, door.Asked{Latest: true, Beyond: true, Runs: []door.Run{lists}}},
		{"a later list", tenWeeksOn, func(t *testing.T, h *testkit.Heed) {
			t.Helper()
			covers(t, h, "Visits of January", onDay(2027, 1, 20))
		}, door.Question{}, onDay(2027, 1, 20), door.Asked{Latest: true, Beyond: true, Runs: []door.Run{{Source: "lists", To: onDay(2027, 1, 20)}}}},
		{"a list that is said to cover days to come", testkit.Now, func(t *testing.T, h *testkit.Heed) {
			t.Helper()
			covers(t, h, "Visits to come", onDay(2027, 3, 31))
		}, door.Question{}, testkit.Today, door.Asked{Today: true, Runs: []door.Run{lists}}},
		{"a list of which only the day it came in is known", tenWeeksOn, func(t *testing.T, h *testkit.Heed) {
			t.Helper()
			testkit.Put(t, h, "record_coverage", map[string]string{
				"record_type": "team", "source": "List", "from_on": "2027-01-25", "to_on": "2027-01-25", "basis": "test", "assumed": "true",
			})
		}, door.Question{}, testkit.Today, door.Asked{Latest: true, Beyond: true, Runs: []door.Run{lists}}},
		{"what was known before anything came in", tenWeeksOn, nil, door.Question{KnownAt: onDay(2020, 1, 1)}, onDay(2027, 2, 1), door.Asked{Today: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := testkit.OpenCold(t)
			h.SetNow(tt.now)
			if tt.fill != nil {
				tt.fill(t, h)
			}
			beginsAt(t, h, tt.ask, tt.asAt, tt.asked)
		})
	}
	t.Run("no records at all", func(t *testing.T) {
		t.Parallel()
		beginsAt(t, testkit.Empty(t), door.Question{}, testkit.Today, door.Asked{Today: true})
	})
}

func beginsAt(t *testing.T, h *testkit.Heed, q door.Question, asAt time.Time, want door.Asked) {
	t.Helper()
	in, err := h.Session(system()).At(q).Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := door.Asked{Today: in.Asked.Today, Latest: in.Asked.Latest, Beyond: in.Asked.Beyond, Runs: in.Asked.Runs}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what is said of the question (-want +got):\n%s", diff)
	}
	if !in.Q.AsAt.Equal(asAt) || !in.Asked.AsAt.Equal(asAt) {
		t.Errorf("it answers as at %s and says %s; want %s", in.Q.AsAt.Format(time.DateOnly), in.Asked.AsAt.Format(time.DateOnly), asAt.Format(time.DateOnly))
	}
}
