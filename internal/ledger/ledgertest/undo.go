package ledgertest

import (
	"testing"
	"time"

	"heed/internal/ledger"
)

func undoBatch(t *testing.T, s *ledger.Store, id string) ledger.Receipt {
	t.Helper()
	receipt, err := s.Undo(t.Context(), brockwell, id, "head of data", "a mistake", day0.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

func (h Harness) undoingABatchPutsEveryRecordBack(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2022"), record("review", "kept", "x"), record("review", "changed", "x"),
		record("review", "dropped", "x"), record("review", "withdrawn", "x"))
	if err := s.Withdraw(t.Context(), brockwell, "review", "withdrawn", "analyst", "entered twice", day0); err != nil {
		t.Fatal(err)
	}
	before := standing(t, s, brockwell)
	importRecords(t, s, extract("b2", "cin 2022"), record("review", "kept", "x"), record("review", "changed", "y"),
		record("review", "changed", "z"), record("review", "withdrawn", "x"), record("review", "new", "x"))

	got := undoBatch(t, s, "b2")
	equal(t, "receipt", got, ledger.Receipt{Batch: "b2-undo", Appended: 2, Withdrawn: 2})
	equal(t, "state", standing(t, s, brockwell), before)

	info, err := s.FindBatch(t.Context(), brockwell, "b2")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "undone at", info.UndoneAt, day0.Add(time.Hour))
	equal(t, "undone by", info.UndoneBy, "head of data")
	equal(t, "undone why", info.UndoneWhy, "a mistake")
	undo, err := s.FindBatch(t.Context(), brockwell, "b2-undo")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "kind", undo.Kind, ledger.KindUndo)
	equal(t, "counts", undo.Counts, got)
	equal(t, "entries", undo.LastSeq-undo.FirstSeq+1, int64(4))
	if err := intact(t.Context(), s); err != nil {
		t.Error(err)
	}
}

func (h Harness) undoLeavesWhatALaterBatchChangedOrConfirmed(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2021"), reviews("own", "changed", "confirmed")...)
	importRecords(t, s, extract("b2", "cin 2022"), record("review", "changed", "y"), record("review", "confirmed", "x"))
	equal(t, "receipt", undoBatch(t, s, "b1"), ledger.Receipt{Batch: "b1-undo", Withdrawn: 1, Left: 2})
	equal(t, "state", standing(t, s, brockwell), map[string]string{"review/changed": `{"value":"y"}`, "review/confirmed": `{"value":"x"}`})
}

func (h Harness) anExtractBeforeTheBatchDoesNotConfirmIt(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2021"), record("review", "1", "x"))
	importRecords(t, s, extract("b2", "cin 2022"), record("review", "1", "y"))
	equal(t, "receipt", undoBatch(t, s, "b2"), ledger.Receipt{Batch: "b2-undo", Appended: 1})
	equal(t, "state", standing(t, s, brockwell), map[string]string{"review/1": `{"value":"x"}`})
}

func (h Harness) afterAnUndoTheNextExtractOfTheScopeWithdrawsNothing(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2022"), reviews("1", "2")...)
	importRecords(t, s, extract("b2", "cin 2022"), reviews("1")...)
	undoBatch(t, s, "b2")
	equal(t, "state", standing(t, s, brockwell), stateOf("1", "2"))
	equal(t, "withdrawn", importRecords(t, s, extract("b3", "cin 2022"), reviews("1")...).Withdrawn, 0)
}

func (h Harness) anUndoneFileCanBeImportedAgain(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), reviews("1", "2")...)
	undoBatch(t, s, "b1")
	equal(t, "undone", standing(t, s, brockwell), map[string]string{})
	equal(t, "again", importRecords(t, s, batch("b2"), reviews("1", "2")...).Appended, 2)
	equal(t, "state", standing(t, s, brockwell), stateOf("1", "2"))
}

func (h Harness) aBatchOfManyPagesIsUndone(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), benchRecords(manyEntries)...)
	equal(t, "withdrawn", undoBatch(t, s, "b1").Withdrawn, manyEntries)
	equal(t, "state", standing(t, s, brockwell), map[string]string{})
}

func (h Harness) aBatchIsUndoneOnce(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), reviews("1")...)
	undoBatch(t, s, "b1")
	for id, want := range map[string]error{"b1": ledger.ErrConflict, "b1-undo": ledger.ErrConflict, "b9": ledger.ErrNotFound} {
		_, err := s.Undo(t.Context(), brockwell, id, "analyst", "a mistake", day0)
		wantError(t, err, want)
	}
}

func (h Harness) aCorrectedExtractIsUndoneAfterItsCorrection(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2022"), reviews("1", "2")...)
	importRecords(t, s, extract("b2", "cin 2022"), record("review", "1", "y"), record("review", "2", "x"))
	before := standing(t, s, brockwell)
	_, err := s.Undo(t.Context(), brockwell, "b1", "analyst", "a mistake", day0)
	wantError(t, err, ledger.ErrConflict)
	equal(t, "state", standing(t, s, brockwell), before)
	undoBatch(t, s, "b2")
	equal(t, "one undone", standing(t, s, brockwell), stateOf("1", "2"))
	undoBatch(t, s, "b1")
	equal(t, "both undone", standing(t, s, brockwell), map[string]string{})
}

func (h Harness) aFileImportedTwiceIsUndoneByUndoingTheFirst(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2022"), reviews("1", "2")...)
	importRecords(t, s, extract("b2", "cin 2022"), reviews("1", "2")...)
	equal(t, "receipt", undoBatch(t, s, "b1"), ledger.Receipt{Batch: "b1-undo", Withdrawn: 2})
	equal(t, "imported anew", importRecords(t, s, extract("b3", "cin 2022"), reviews("1", "2")...).Appended, 2)
}
