package ledger

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestEntriesAreGivenInOrderAcrossPages(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	records := benchRecords(2*page + 3)
	importRecords(t, s, batch("b1"), records...)
	want := int64(5)
	err := s.Entries(t.Context(), brockwell, 5, func(e Entry) error {
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

func TestEntriesEndsWithItsCallersError(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	importRecords(t, s, batch("b1"), reviews("1", "2")...)
	enough := errors.New("enough")
	calls := 0
	err := s.Entries(t.Context(), brockwell, 0, func(Entry) error { calls++; return enough })
	wantError(t, err, enough)
	equal(t, "calls", calls, 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wantError(t, s.Entries(ctx, brockwell, 0, func(Entry) error { return nil }), context.Canceled)
}

func TestEachAuthorityHasItsOwnEntries(t *testing.T) {
	t.Parallel()
	s := openStore(t)
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

func TestASubjectsEntriesAreAllItsRecordsVersions(t *testing.T) {
	t.Parallel()
	s := openStore(t)
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

// SQLite chooses its indexes by guess; a wrong guess reads a whole authority for one child.
func TestQueriesUseTheirIndexes(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	for clause, want := range map[string]string{
		"authority = '1' and subject = '2' order by seq":                                          "(authority=? AND subject=?)",
		"authority = '1' and seq > 2 order by seq limit 3":                                        "(authority=? AND seq>?)",
		"authority = '1' and record_type = '2' and record_id = '3' order by version desc limit 1": "(authority=? AND record_type=? AND record_id=?)",
		"authority = '1' and record_type = '2' order by record_id, version":                       "(authority=? AND record_type=?)",
	} {
		plan := queryPlan(t, s, clause)
		if len(plan) != 1 || !strings.HasSuffix(plan[0], want) {
			t.Errorf("%s: %v", clause, plan)
		}
	}
}

func queryPlan(t *testing.T, s *Store, clause string) []string {
	t.Helper()
	rows, err := s.db.reader.QueryContext(t.Context(), "explain query plan select "+entryColumns+" from entry where "+clause)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var plan []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan
}
