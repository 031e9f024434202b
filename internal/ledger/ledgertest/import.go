package ledgertest

import (
	"context"
	"errors"
	"testing"
	"time"

	"heed/catalogue"
	"heed/internal/ledger"
)

func (h Harness) importingTheSameFileTwiceAppendsNothing(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	records := []catalogue.Record{record("review", "1", "x"), record("review", "2", "y"), record("visit", "1", "z")}
	equal(t, "first", importRecords(t, s, batch("b1"), records...), ledger.Receipt{Batch: "b1", RowsRead: 3, Appended: 3})
	before := allEntries(t, s)
	equal(t, "second", importRecords(t, s, batch("b2"), records...), ledger.Receipt{Batch: "b2", RowsRead: 3, Unchanged: 3})
	equal(t, "entries", allEntries(t, s), before)
	info, err := s.FindBatch(t.Context(), brockwell, "b2")
	if err != nil {
		t.Fatal(err)
	}
	want := batch("b2")
	want.MaxWithdrawn = ledger.DefaultMaxWithdrawn
	equal(t, "batch", info, ledger.BatchInfo{Batch: want, Counts: ledger.Receipt{Batch: "b2", RowsRead: 3, Unchanged: 3}, FirstSeq: 4, LastSeq: 3})
}

func (h Harness) aCorrectionIsANewVersion(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), record("review", "1", "x"))
	moved := record("review", "1", "y")
	moved.Subject = "child-9"
	importRecords(t, s, batch("b2"), record("review", "1", "y"))
	equal(t, "moved to another child", importRecords(t, s, batch("b3"), moved).Appended, 1)
	history, err := s.History(t.Context(), brockwell, "review", "1")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range history {
		got = append(got, e.Batch+" "+e.Subject+" "+string(e.Body))
		equal(t, "version", e.Version, len(got))
	}
	equal(t, "history", got, []string{`b1 child-1 {"value":"x"}`, `b2 child-1 {"value":"y"}`, `b3 child-9 {"value":"y"}`})
}

func (h Harness) aRecordPutTwiceInOneImportIsCountedHonestly(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	got := importRecords(t, s, batch("b1"), record("review", "1", "x"), record("review", "1", "x"), record("review", "1", "y"))
	equal(t, "receipt", got, ledger.Receipt{Batch: "b1", RowsRead: 3, Appended: 2, Unchanged: 1})
	equal(t, "state", standing(t, s, brockwell), map[string]string{"review/1": `{"value":"y"}`})
}

// What an import covers is of the authority, which no extract thereby names: a record without a subject is not withdrawn for it.
func (h Harness) whatAnImportCoversIsRecordedAndNotCounted(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	covers := catalogue.Record{Type: catalogue.RecordCoverage, ID: "review/cin 2022", Body: []byte(`{"to_on":"2022-03-31"}`)}
	ofNobody := catalogue.Record{Type: "review", ID: "0", Body: []byte(`{"value":"x"}`)}
	first, second := extract("b1", "ssd"), extract("b2", "ssd")
	first.Named, second.Named = true, true
	equal(t, "first", importRecords(t, s, first, record("review", "1", "x"), ofNobody, covers), ledger.Receipt{Batch: "b1", RowsRead: 3, Appended: 2})
	equal(t, "second", importRecords(t, s, second, record("review", "1", "x"), covers), ledger.Receipt{Batch: "b2", RowsRead: 2, Unchanged: 1})
	equal(t, "undone", undoBatch(t, s, "b1"), ledger.Receipt{Batch: "b1-undo", Withdrawn: 2})
	equal(t, "state", standing(t, s, brockwell), map[string]string{})
}

func (h Harness) aBodyMayBeReusedOnceItHasBeenPut(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	_, err := s.Import(t.Context(), batch("b1"), func(w *ledger.Writer) error {
		r := record("review", "1", "x")
		_, err := w.Put(r)
		copy(r.Body, `{"value":"!"}`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "state", standing(t, s, brockwell), map[string]string{"review/1": `{"value":"x"}`})
}

func (h Harness) anImportThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	failure := errors.New("the file is cut short")
	for name, tc := range map[string]struct {
		fill func(context.CancelFunc, *ledger.Writer) error
		want error
	}{
		"a failure of the caller": {func(context.CancelFunc, *ledger.Writer) error { return failure }, failure},
		"a cancelled context": {func(cancel context.CancelFunc, w *ledger.Writer) error {
			cancel()
			_, err := w.Put(record("review", "another", "x"))
			return err
		}, context.Canceled},
		"a cancelled context, unnoticed": {func(cancel context.CancelFunc, _ *ledger.Writer) error {
			cancel()
			return nil
		}, context.Canceled},
		"a body that is not JSON": {func(_ context.CancelFunc, w *ledger.Writer) error {
			_, err := w.Put(catalogue.Record{Type: "review", ID: "bad", Body: []byte(`{"value":`)})
			return err
		}, ledger.ErrInvalid},
		"an id that is not UTF-8, ignored by the caller": {func(_ context.CancelFunc, w *ledger.Writer) error {
			_, _ = w.Put(catalogue.Record{Type: "review", ID: "\xff", Body: []byte(`{}`)})
			return nil
		}, ledger.ErrInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := h.open(t)
			importRecords(t, s, batch("b1"), record("review", "1", "x"))
			before := allEntries(t, s)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			_, err := s.Import(ctx, batch("b2"), func(w *ledger.Writer) error {
				for _, r := range benchRecords(chunks) {
					if _, err := w.Put(r); err != nil {
						return err
					}
				}
				if err := w.Fault(ledger.ImportFault{File: "a.csv", Line: 2}); err != nil {
					return err
				}
				return tc.fill(cancel, w)
			})
			wantError(t, err, tc.want)
			equal(t, "entries", allEntries(t, s), before)
			_, err = s.FindBatch(t.Context(), brockwell, "b2")
			wantError(t, err, ledger.ErrNotFound)
			importRecords(t, s, batch("b2"), record("review", "2", "x")) // and the store still takes writes
		})
	}
}

func (h Harness) aBadBodyDeepInAnImportRefusesIt(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	_, err := s.Import(t.Context(), batch("b1"), func(w *ledger.Writer) error {
		for i, r := range benchRecords(10 * chunks) {
			if i == chunks {
				r.Body = []byte(`{"value":nul}`)
			}
			if _, err := w.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	wantError(t, err, ledger.ErrInvalid)
	equal(t, "entries", len(allEntries(t, s)), 0)
}

func (h Harness) aBatchMustBeWhole(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"))
	for name, change := range map[string]func(*ledger.Batch){
		"no id":                           func(b *ledger.Batch) { b.ID = "" },
		"no authority":                    func(b *ledger.Batch) { b.Authority = "" },
		"nobody":                          func(b *ledger.Batch) { b.By = "" },
		"no moment":                       func(b *ledger.Batch) { b.At = time.Time{} },
		"an undo":                         func(b *ledger.Batch) { b.Kind = ledger.KindUndo },
		"a full extract of no scope":      func(b *ledger.Batch) { b.Full, b.Types = true, []string{"review"} },
		"a full extract of no types":      func(b *ledger.Batch) { b.Full, b.Scope = true, "cin 2022" },
		"a share that cannot be":          func(b *ledger.Batch) { b.MaxWithdrawn = 1.5 },
		"who recorded it is not in UTF-8": func(b *ledger.Batch) { b.By = "\xff" },
	} {
		b := batch("b2")
		change(&b)
		_, err := s.Import(t.Context(), b, put())
		if !errors.Is(err, ledger.ErrInvalid) {
			t.Errorf("%s: got error %v, want %v", name, err, ledger.ErrInvalid)
		}
	}
	_, err := s.Import(t.Context(), batch("b1"), put())
	wantError(t, err, ledger.ErrConflict)
}

func (h Harness) faultsAreKeptInTheOrderTheyWereMet(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	var faults []ledger.ImportFault
	for line := range 5 {
		faults = append(faults, ledger.ImportFault{
			File: "episodes.csv", Line: line + 2, RecordType: "placement", Field: "started_on",
			ValueKind: "text of 6 characters", Reason: "not a date", Effect: "row kept out",
		})
	}
	receipt, err := s.Import(t.Context(), batch("b1"), func(w *ledger.Writer) error {
		w.CountRead(7)
		for _, f := range faults {
			if err := w.Fault(f); err != nil {
				return err
			}
		}
		w.MoreFaults(3)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "receipt, with the faults that are not kept", receipt, ledger.Receipt{Batch: "b1", RowsRead: 7, Faults: 8})
	got, total, err := s.ListFaults(t.Context(), brockwell, "b1", 2, 2)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "second page", got, faults[2:4])
	equal(t, "total", total, 5)
	_, _, err = s.ListFaults(t.Context(), brockwell, "b9", 2, 2)
	wantError(t, err, ledger.ErrNotFound)
}

func (h Harness) batchesAreListedLatestFirst(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	b3 := batch("b3")
	b3.At = day0.Add(time.Hour)
	importRecords(t, s, batch("b1"), record("review", "1", "x"))
	importRecords(t, s, batch("b2"))
	importRecords(t, s, b3)
	list, err := s.ListBatches(t.Context(), brockwell)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, b := range list {
		ids = append(ids, b.ID)
	}
	equal(t, "ids", ids, []string{"b3", "b2", "b1"})
}
