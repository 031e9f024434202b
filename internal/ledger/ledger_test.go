package ledger

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
)

// brockwell is the invented council of every test here.
const brockwell = "990"

// day0 is when the first write of a test is recorded.
var day0 = time.Date(2022, 4, 1, 9, 30, 0, 123456000, time.UTC)

func openStore(tb testing.TB) *Store {
	tb.Helper()
	s, err := Open(tb.Context(), filepath.Join(tb.TempDir(), "heed.db"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// record gives a record whose body holds one value.
func record(recordType, id, value string) catalogue.Record {
	return catalogue.Record{Type: recordType, ID: id, Subject: "child-" + id, Body: fmt.Appendf(nil, `{"value":%q}`, value)}
}

func batch(id string) Batch {
	return Batch{ID: id, Authority: brockwell, Kind: "csv", Name: id + ".csv", By: "analyst", At: day0}
}

// extract gives a batch for a full extract of type "review" that may withdraw anything.
func extract(id, scope string) Batch {
	b := batch(id)
	b.Scope, b.Full, b.MaxWithdrawn, b.Types = scope, true, 1, []string{"review"}
	return b
}

func put(records ...catalogue.Record) func(*Writer) error {
	return func(w *Writer) error {
		w.CountRead(len(records))
		for _, r := range records {
			if _, err := w.Put(r); err != nil {
				return err
			}
		}
		return nil
	}
}

func importRecords(tb testing.TB, s *Store, b Batch, records ...catalogue.Record) Receipt {
	tb.Helper()
	receipt, err := s.Import(tb.Context(), b, put(records...))
	if err != nil {
		tb.Fatal(err)
	}
	return receipt
}

// tester is a test, a benchmark or a property.
type tester interface {
	Helper()
	Fatal(args ...any)
	Context() context.Context
}

// standing gives the body of every record that is not withdrawn, by "type/id".
func standing(tb tester, s *Store, authority string) map[string]string {
	tb.Helper()
	state := make(map[string]string)
	for _, e := range entriesOf(tb, s, authority) {
		key := e.RecordType + "/" + e.RecordID
		delete(state, key)
		if !e.Withdrawn {
			state[key] = string(e.Body)
		}
	}
	return state
}

func allEntries(tb tester, s *Store) []Entry {
	tb.Helper()
	return entriesOf(tb, s, brockwell)
}

func entriesOf(tb tester, s *Store, authority string) []Entry {
	tb.Helper()
	var entries []Entry
	err := s.Entries(tb.Context(), authority, 0, func(e Entry) error {
		entries = append(entries, e)
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return entries
}

func equal(tb testing.TB, what string, got, want any) {
	tb.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		tb.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func wantError(tb testing.TB, err, want error) {
	tb.Helper()
	if !errors.Is(err, want) {
		tb.Errorf("got error %v, want %v", err, want)
	}
}

func TestWhatWasImportedIsThereAfterReopening(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a council's 100%?#ledger.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	importRecords(t, s, batch("b1"), record("review", "1", "x"))
	before := allEntries(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	equal(t, "entries", allEntries(t, s), before)
	want := Entry{
		Authority: brockwell, Seq: 1, RecordType: "review", RecordID: "1", Subject: "child-1", Version: 1,
		Body: []byte(`{"value":"x"}`), RecordedAt: day0, RecordedBy: "analyst", Source: "csv", Batch: "b1",
	}
	want.Hash = want.ComputeHash()
	equal(t, "entry", before, []Entry{want})
}

func TestTheFilesAreForTheirOwnerOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Open(t.Context(), filepath.Join(dir, "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	importRecords(t, s, batch("b1"), record("review", "1", "x"))
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) < 3 {
		t.Fatalf("files %v, %v", files, err)
	}
	for _, file := range files {
		checkMode(t, file)
	}
}

func TestTheDatabaseIsDurable(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "recursive_triggers": "1"} {
		for _, db := range []*database{s.db, s.access.db} {
			var got string
			if err := db.writer.QueryRowContext(t.Context(), "pragma "+pragma).Scan(&got); err != nil {
				t.Fatal(err)
			}
			equal(t, pragma, got, want)
		}
	}
}

func TestTheDatabaseRefusesToChangeWhatWasRecorded(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	importRecords(t, s, batch("b1"), record("review", "1", "x"))
	if err := s.LogAccess(t.Context(), access("dcs", "child-1")); err != nil {
		t.Fatal(err)
	}
	entries := allEntries(t, s)
	for _, tc := range []struct {
		db    *database
		query string
	}{
		{s.db, `update entry set body = '{}'`},
		{s.db, `delete from entry`},
		{s.db, `insert or replace into entry select * from entry`},
		{s.access.db, `update access set who = 'nobody'`},
		{s.access.db, `delete from access`},
		{s.access.db, `insert or replace into access select * from access`},
	} {
		if _, err := tc.db.writer.ExecContext(t.Context(), tc.query); err == nil {
			t.Errorf("%s was let through", tc.query)
		}
	}
	equal(t, "entries", allEntries(t, s), entries)
	if _, err := s.db.reader.ExecContext(t.Context(), `insert into coverage values ('1','2','3','4','5')`); err == nil {
		t.Error("a reader could write")
	}
}
