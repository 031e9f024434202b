package ledgertest

import (
	"testing"
	"time"

	"heed/catalogue"
	"heed/internal/ledger"
)

func request(r catalogue.Record, expect int) ledger.AppendRequest {
	return ledger.AppendRequest{Authority: brockwell, Record: r, ExpectVersion: &expect, By: "iro", Source: "form", At: day0}
}

func (h Harness) anAppendGivesTheEntryThatWasRecorded(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	entry, err := s.Append(t.Context(), request(record("review", "1", "x"), 0))
	if err != nil {
		t.Fatal(err)
	}
	stored, err := s.FindLatest(t.Context(), brockwell, "review", "1")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "entry", entry, stored)
	equal(t, "source", stored.Source, "form")
}

func (h Harness) anAppendOfWhatAlreadyStandsAppendsNothing(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	first, err := s.Append(t.Context(), request(record("review", "1", "x"), 0))
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Append(t.Context(), request(record("review", "1", "x"), 1))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "entry", again, first)
	equal(t, "entries", len(allEntries(t, s)), 1)
}

func (h Harness) theSecondOfTwoWritersLearnsOfTheFirst(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), record("review", "1", "x"))
	if _, err := s.Append(t.Context(), request(record("review", "1", "y"), 1)); err != nil {
		t.Fatal(err)
	}
	_, err := s.Append(t.Context(), request(record("review", "1", "z"), 1))
	wantError(t, err, ledger.ErrConflict)
	_, err = s.Append(t.Context(), request(record("review", "1", "z"), 0))
	wantError(t, err, ledger.ErrConflict)
	unminded := request(record("review", "1", "z"), 0)
	unminded.ExpectVersion = nil
	if _, err := s.Append(t.Context(), unminded); err != nil {
		t.Error(err)
	}
	equal(t, "state", standing(t, s, brockwell), map[string]string{"review/1": `{"value":"z"}`})
}

func (h Harness) aWithdrawalIsAnEntryThatKeepsTheBody(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), record("review", "1", "x"))
	at := day0.Add(time.Hour)
	if err := s.Withdraw(t.Context(), brockwell, "review", "1", "iro", "entered twice", at); err != nil {
		t.Fatal(err)
	}
	latest, err := s.FindLatest(t.Context(), brockwell, "review", "1")
	if err != nil {
		t.Fatal(err)
	}
	want := ledger.Entry{
		Authority: brockwell, Seq: 2, RecordType: "review", RecordID: "1", Subject: "child-1", Version: 2, Withdrawn: true,
		Body: []byte(`{"value":"x"}`), RecordedAt: at, RecordedBy: "iro", Source: "withdrawal: entered twice",
	}
	want.Hash, want.Link = want.ComputeHash(), latest.Link
	equal(t, "withdrawal", latest, want)
	wantError(t, s.Withdraw(t.Context(), brockwell, "review", "1", "iro", "again", at), ledger.ErrConflict)
	wantError(t, s.Withdraw(t.Context(), brockwell, "review", "9", "iro", "unknown", at), ledger.ErrNotFound)
	equal(t, "recorded anew", importRecords(t, s, batch("b2"), record("review", "1", "x")).Appended, 1)
}
