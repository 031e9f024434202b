package ledgertest

import (
	"testing"
	"time"
)

// An answer as known at a moment must stay what it was, so nothing is recorded as of before what stands already.
func (h Harness) aClockThatGoesBackDoesNotChangeWhatWasKnown(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), record("review", "1", "x"))
	earlier := day0.Add(-time.Hour)
	back := batch("b2")
	back.At = earlier
	importRecords(t, s, back, record("review", "2", "x"))
	r := request(record("review", "3", "x"), 0)
	r.At = earlier
	if _, err := s.Append(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if err := s.Withdraw(t.Context(), brockwell, "review", "3", "iro", "entered twice", earlier); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(t.Context(), brockwell, "b1", "analyst", "a mistake", earlier); err != nil {
		t.Fatal(err)
	}
	entries := allEntries(t, s)
	equal(t, "entries", len(entries), 5)
	for _, e := range entries {
		equal(t, "recorded at", e.RecordedAt, day0)
	}
	batches, err := s.ListBatches(t.Context(), brockwell)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range batches {
		equal(t, "batch "+b.ID, b.At, day0)
	}
	other := batch("b1")
	other.Authority, other.At = "208", earlier
	importRecords(t, s, other, record("review", "1", "x"))
	latest, err := s.FindLatest(t.Context(), "208", "review", "1")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "another authority's own", latest.RecordedAt, earlier)
	if err := intact(t.Context(), s); err != nil {
		t.Error(err)
	}
}
