package ledgertest

import (
	"context"
	"errors"
	"testing"

	"heed/internal/ledger"
)

func (h Harness) entriesAreGivenInOrderAcrossPages(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	records := benchRecords(manyEntries)
	importRecords(t, s, batch("b1"), records...)
	want := int64(5)
	err := s.Entries(t.Context(), brockwell, 5, func(e ledger.Entry) error {
		want++
		if e.Seq != want || e.RecordID != records[want-1].ID {
			t.Fatalf("entry %d is %d", want, e.Seq)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "last", want, int64(len(records)))
	last, err := s.LastSeq(t.Context(), brockwell)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "last seq", last, want)
}

func (h Harness) entriesEndsWithItsCallersError(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), reviews("1", "2")...)
	enough := errors.New("enough")
	calls := 0
	err := s.Entries(t.Context(), brockwell, 0, func(ledger.Entry) error { calls++; return enough })
	wantError(t, err, enough)
	equal(t, "calls", calls, 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wantError(t, s.Entries(ctx, brockwell, 0, func(ledger.Entry) error { return nil }), context.Canceled)
}

func (h Harness) entriesOfATypeAreThoseAfterASeq(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), reviews("1", "2")...)
	list, err := s.TypeEntries(t.Context(), brockwell, "review", 0)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "entries", len(list), 2)
	for after, want := range map[int64]int{1: 1, 2: 0} {
		list, err := s.TypeEntries(t.Context(), brockwell, "review", after)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "entries after some", len(list), want)
	}
	list, err = s.TypeEntries(t.Context(), brockwell, "restriction", 0)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "entries of another type", len(list), 0)
}

func (h Harness) eachAuthorityHasItsOwnEntries(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), reviews("1", "2")...)
	other := batch("b1")
	other.Authority = "208"
	importRecords(t, s, other, reviews("1")...)
	authorities, err := s.Authorities(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "authorities", authorities, []string{"208", brockwell})
	last, err := s.LastSeq(t.Context(), "208")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "last seq", last, int64(1))
}

func (h Harness) aSubjectsEntriesAreAllItsRecordsVersions(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), record("review", "1", "x"), record("review", "2", "x"), record("visit", "1", "x"))
	importRecords(t, s, batch("b2"), record("review", "1", "y"))
	entries, err := s.SubjectEntries(t.Context(), brockwell, "child-1")
	if err != nil {
		t.Fatal(err)
	}
	var seqs []int64
	for _, e := range entries {
		seqs = append(seqs, e.Seq)
	}
	equal(t, "seqs", seqs, []int64{1, 3, 4})
	nobody, err := s.SubjectEntries(t.Context(), brockwell, "child-9")
	if err != nil || len(nobody) > 0 {
		t.Errorf("%d entries, %v", len(nobody), err)
	}
}
