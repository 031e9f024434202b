package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
	"heed/internal/ledger"
	"heed/internal/ledger/chain"
)

// brockwell is the invented council of every test here.
const brockwell = "990"

// day0 is when the first write of a test is recorded.
var day0 = time.Date(2022, 4, 1, 9, 30, 0, 123456000, time.UTC)

// Entries are inserted a chunk at a time and read a page at a time: these are more than one of each.
const (
	chunks      = 100
	manyEntries = 4007
)

// record gives a record whose body holds one value.
func record(recordType, id, value string) catalogue.Record {
	return catalogue.Record{Type: recordType, ID: id, Subject: "child-" + id, Body: fmt.Appendf(nil, `{"value":%q}`, value)}
}

func batch(id string) ledger.Batch {
	return ledger.Batch{ID: id, Authority: brockwell, Kind: "csv", Name: id + ".csv", By: "analyst", At: day0}
}

// extract gives a batch for a full extract of type "review" that may withdraw anything.
func extract(id, scope string) ledger.Batch {
	b := batch(id)
	b.Scope, b.Full, b.MaxWithdrawn, b.Types = scope, true, 1, []string{"review"}
	return b
}

func put(records ...catalogue.Record) func(*ledger.Writer) error {
	return func(w *ledger.Writer) error {
		w.CountRead(len(records))
		for _, r := range records {
			if _, err := w.Put(r); err != nil {
				return err
			}
		}
		return nil
	}
}

func importRecords(tb testing.TB, s *ledger.Store, b ledger.Batch, records ...catalogue.Record) ledger.Receipt {
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
func standing(tb tester, s *ledger.Store, authority string) map[string]string {
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

func allEntries(tb tester, s *ledger.Store) []ledger.Entry {
	tb.Helper()
	return entriesOf(tb, s, brockwell)
}

func entriesOf(tb tester, s *ledger.Store, authority string) []ledger.Entry {
	tb.Helper()
	var entries []ledger.Entry
	err := s.Entries(tb.Context(), authority, 0, func(e ledger.Entry) error {
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

func (h Harness) whatWasImportedIsThereAfterReopening(t *testing.T) {
	t.Parallel()
	place := h.New(t)
	s, err := ledger.OpenWith(t.Context(), h.At(place))
	if err != nil {
		t.Fatal(err)
	}
	importRecords(t, s, batch("b1"), record("review", "1", "x"))
	before := allEntries(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, "entries", allEntries(t, h.reopen(t, place)), before)
	want := ledger.Entry{
		Authority: brockwell, Seq: 1, RecordType: "review", RecordID: "1", Subject: "child-1", Version: 1,
		Body: []byte(`{"value":"x"}`), RecordedAt: day0, RecordedBy: "analyst", Source: "csv", Batch: "b1",
	}
	want.Hash = want.ComputeHash()
	want.Link = chain.Link{}.Next(want.Hash)
	equal(t, "entry", before, []ledger.Entry{want})
}

func (h Harness) theDatabaseRefusesToChangeWhatWasRecorded(t *testing.T) {
	t.Parallel()
	s, place := h.openPlace(t)
	importRecords(t, s, batch("b1"), record("review", "1", "x"))
	export := access("dcs", "child-1")
	export.Held = []string{"child-1"}
	if err := s.LogAccess(t.Context(), export); err != nil {
		t.Fatal(err)
	}
	entries := allEntries(t, s)
	for _, tc := range []struct{ tables, query string }{
		{"ledger", `update entry set body = '{}'`},
		{"ledger", `delete from entry`},
		{"access", `update access set who = 'nobody'`},
		{"access", `delete from access`},
		{"ledger", `pragma recursive_triggers = off; insert or replace into entry select * from entry`},
		{"access", `pragma recursive_triggers = off; insert or replace into access select * from access`},
		{"ledger", `update batch set appended = 9`},
		{"ledger", `delete from batch`},
		{"ledger", `pragma recursive_triggers = off; insert or replace into batch select * from batch`},
		{"access", `delete from access_held`},
		{"access", `update access_held set seq = 9`},
		{"access", `pragma recursive_triggers = off; insert or replace into access_held select * from access_held`},
		{"access", `delete from access_child`},
		{"access", `update access_child set subject = 'child-9'`},
		{"access", `pragma recursive_triggers = off; insert or replace into access_child select 9, authority, subject from access_child`},
		{"access", `delete from anchor`},
		{"access", `update anchor set seq = 9`},
	} {
		if _, err := h.beside(t, place, tc.tables).ExecContext(t.Context(), tc.query); err == nil {
			t.Errorf("%s was let through", tc.query)
		}
	}
	equal(t, "entries", allEntries(t, s), entries)
}
