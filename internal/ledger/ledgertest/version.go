package ledgertest

import (
	"errors"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"heed/internal/ledger"
)

// versionsAfter gives what the entries of an authority after one say, as they are followed.
func versionsAfter(t tester, s *ledger.Store, authority string, after int64) []ledger.Version {
	t.Helper()
	list := []ledger.Version{}
	err := s.Versions(t.Context(), authority, after, func(v ledger.Version) error {
		list = append(list, v)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Whatever is imported, fails, is recorded by hand and is taken back, and whoever else has read before: what is followed from any entry on is what
// the entries themselves say, whether it is handed over or read.
func (h Harness) whatIsFollowedIsWhatTheEntriesSay(t *testing.T) {
	t.Parallel()
	s, runs := h.open(t), 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		authority, last := strconv.Itoa(runs), int64(0)
		for n := range rapid.IntRange(1, 12).Draw(rt, "steps") {
			values := rapid.SliceOfN(rapid.SampledFrom([]string{"x", "y"}), 1, 4).Draw(rt, "values")
			b := extract("b"+strconv.Itoa(n), "cin "+strconv.Itoa(n%2))
			b.Authority = authority
			fill := func(w *ledger.Writer) error {
				for id, value := range values {
					if _, err := w.Put(record("review", strconv.Itoa(id), value)); err != nil {
						return err
					}
				}
				return nil
			}
			refused := errors.New("refused")
			var err error
			switch step := rapid.IntRange(0, 5).Draw(rt, "step"); step {
			case 0, 1:
				_, err = s.Import(t.Context(), b, fill)
			case 2:
				_, err = s.Import(t.Context(), b, func(w *ledger.Writer) error { return errors.Join(fill(w), refused) })
			case 3:
				_, err = s.Append(t.Context(), ledger.AppendRequest{Authority: authority, Record: record("review", "0", values[0]), By: "W1", Source: "form", At: day0})
			case 4:
				_, _ = s.Undo(t.Context(), authority, "b"+strconv.Itoa(n-1), "W1", "a mistake", day0) // there may be nothing to undo
			case 5:
				after := rapid.Int64Range(0, last).Draw(rt, "after")
				equal(t, "versions", versionsAfter(rt, s, authority, after), said(rt, s, authority, after))
			}
			if err != nil && !errors.Is(err, refused) {
				rt.Fatal(err)
			}
			if entries := entriesOf(rt, s, authority); len(entries) > 0 {
				last = entries[len(entries)-1].Seq
			}
		}
		equal(t, "versions", versionsAfter(rt, s, authority, 0), said(rt, s, authority, 0))
	})
}

// said gives what the entries of an authority after one say, as they stand in the ledger.
func said(t tester, s *ledger.Store, authority string, after int64) []ledger.Version {
	t.Helper()
	list := []ledger.Version{}
	for _, e := range entriesOf(t, s, authority) {
		if e.Seq > after {
			list = append(list, ledger.Version{
				Seq: e.Seq, RecordType: e.RecordType, RecordID: e.RecordID, Subject: e.Subject, Version: int64(e.Version),
				RecordedAt: e.RecordedAt, Withdrawn: e.Withdrawn, Body: string(e.Body),
			})
		}
	}
	return list
}

// versionsEndWithTheirCallersError, and what was not taken is read the next time.
func (h Harness) versionsEndWithTheirCallersError(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2022"), reviews("1", "2", "3")...)
	enough, calls := errors.New("enough"), 0
	wantError(t, s.Versions(t.Context(), brockwell, 0, func(ledger.Version) error {
		calls++
		return enough
	}), enough)
	equal(t, "calls", calls, 1)
	equal(t, "versions", versionsAfter(t, s, brockwell, 1), said(t, s, brockwell, 1))
}
