package ledger

import (
	"context"
	"errors"
	"testing"
	"time"

	"heed/catalogue"
)

func TestImportingTheSameFileTwiceAppendsNothing(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	records := []catalogue.Record{record("review", "1", "x"), record("review", "2", "y"), record("visit", "1", "z")}
	equal(t, "first", importRecords(t, s, batch("b1"), records...), Receipt{Batch: "b1", RowsRead: 3, Appended: 3})
	before := allEntries(t, s)
	equal(t, "second", importRecords(t, s, batch("b2"), records...), Receipt{Batch: "b2", RowsRead: 3, Unchanged: 3})
	equal(t, "entries", allEntries(t, s), before)
	info, err := s.FindBatch(t.Context(), brockwell, "b2")
	if err != nil {
		t.Fatal(err)
	}
	want := batch("b2")
	want.MaxWithdrawn = DefaultMaxWithdrawn
	equal(t, "batch", info, BatchInfo{Batch: want, Counts: Receipt{Batch: "b2", RowsRead: 3, Unchanged: 3}, FirstSeq: 4, LastSeq: 3})
}

func TestACorrectionIsANewVersion(t *testing.T) {
	t.Parallel()
	s := openStore(t)
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

func TestARecordPutTwiceInOneImportIsCountedHonestly(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	got := importRecords(t, s, batch("b1"), record("review", "1", "x"), record("review", "1", "x"), record("review", "1", "y"))
	equal(t, "receipt", got, Receipt{Batch: "b1", RowsRead: 3, Appended: 2, Unchanged: 1})
	equal(t, "state", standing(t, s, brockwell), map[string]string{"review/1": `{"value":"y"}`})
}

func TestABodyMayBeReusedOnceItHasBeenPut(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	_, err := s.Import(t.Context(), batch("b1"), func(w *Writer) error {
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

func TestAnImportThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	failure := errors.New("the file is cut short")
	for name, tc := range map[string]struct {
		fill func(context.CancelFunc, *Writer) error
		want error
	}{
		"a failure of the caller": {func(context.CancelFunc, *Writer) error { return failure }, failure},
		"a cancelled context": {func(cancel context.CancelFunc, w *Writer) error {
			cancel()
			_, err := w.Put(record("review", "another", "x"))
			return err
		}, context.Canceled},
		"a cancelled context, unnoticed": {func(cancel context.CancelFunc, _ *Writer) error {
			cancel()
			return nil
		}, context.Canceled},
		"a body that is not JSON": {func(_ context.CancelFunc, w *Writer) error {
			_, err := w.Put(catalogue.Record{Type: "review", ID: "bad", Body: []byte(`{"value":`)})
			return err
		}, ErrInvalid},
		"an id that is not UTF-8, ignored by the caller": {func(_ context.CancelFunc, w *Writer) error {
			_, _ = w.Put(catalogue.Record{Type: "review", ID: "\xff", Body: []byte(`{}`)})
			return nil
		}, ErrInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t)
			importRecords(t, s, batch("b1"), record("review", "1", "x"))
			before := allEntries(t, s)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			_, err := s.Import(ctx, batch("b2"), func(w *Writer) error {
				for _, r := range benchRecords(3 * chunk) {
					if _, err := w.Put(r); err != nil {
						return err
					}
				}
				if err := w.Fault(Fault{File: "a.csv", Line: 2}); err != nil {
					return err
				}
				return tc.fill(cancel, w)
			})
			wantError(t, err, tc.want)
			equal(t, "entries", allEntries(t, s), before)
			_, err = s.FindBatch(t.Context(), brockwell, "b2")
			wantError(t, err, ErrNotFound)
			importRecords(t, s, batch("b2"), record("review", "2", "x")) // and the store still takes writes
		})
	}
}

func TestABadBodyDeepInAnImportRefusesIt(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	_, err := s.Import(t.Context(), batch("b1"), func(w *Writer) error {
		for i, r := range benchRecords(40 * chunk) {
			if i == chunk {
				r.Body = []byte(`{"value":nul}`)
			}
			if _, err := w.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	wantError(t, err, ErrInvalid)
	equal(t, "entries", len(allEntries(t, s)), 0)
}

func TestABatchMustBeWhole(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	importRecords(t, s, batch("b1"))
	for name, change := range map[string]func(*Batch){
		"no id":                           func(b *Batch) { b.ID = "" },
		"no authority":                    func(b *Batch) { b.Authority = "" },
		"nobody":                          func(b *Batch) { b.By = "" },
		"no moment":                       func(b *Batch) { b.At = time.Time{} },
		"an undo":                         func(b *Batch) { b.Kind = KindUndo },
		"a full extract of no scope":      func(b *Batch) { b.Full, b.Types = true, []string{"review"} },
		"a full extract of no types":      func(b *Batch) { b.Full, b.Scope = true, "cin 2022" },
		"a share that cannot be":          func(b *Batch) { b.MaxWithdrawn = 1.5 },
		"who recorded it is not in UTF-8": func(b *Batch) { b.By = "\xff" },
	} {
		b := batch("b2")
		change(&b)
		_, err := s.Import(t.Context(), b, put())
		if !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: got error %v, want %v", name, err, ErrInvalid)
		}
	}
	_, err := s.Import(t.Context(), batch("b1"), put())
	wantError(t, err, ErrConflict)
}

func TestFaultsAreKeptInTheOrderTheyWereMet(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	var faults []Fault
	for line := range 5 {
		faults = append(faults, Fault{
			File: "episodes.csv", Line: line + 2, RecordType: "placement", Field: "started_on",
			ValueKind: "text of 6 characters", Reason: "not a date", Effect: "row kept out",
		})
	}
	receipt, err := s.Import(t.Context(), batch("b1"), func(w *Writer) error {
		w.CountRead(7)
		for _, f := range faults {
			if err := w.Fault(f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "receipt", receipt, Receipt{Batch: "b1", RowsRead: 7, Faults: 5})
	got, total, err := s.ListFaults(t.Context(), brockwell, "b1", 2, 2)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "second page", got, faults[2:4])
	equal(t, "total", total, 5)
	_, _, err = s.ListFaults(t.Context(), brockwell, "b9", 2, 2)
	wantError(t, err, ErrNotFound)
}

func TestBatchesAreListedLatestFirst(t *testing.T) {
	t.Parallel()
	s := openStore(t)
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
