package ledgertest

import (
	"testing"

	"heed/internal/ledger"
)

func (h Harness) faultsAreGroupedByWhatIsAlikeTheMostFrequentFirst(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	fault := func(line int, field, reason string) ledger.ImportFault {
		return ledger.ImportFault{File: "reviews.csv", Line: line, RecordType: "review", Field: field, ValueKind: "text of 3 characters", Reason: reason, Effect: "field left blank"}
	}
	for _, id := range []string{"b1", "b2"} { // the other import's are no part of it
		_, err := s.Import(t.Context(), batch(id), func(w *ledger.Writer) error {
			for _, f := range []ledger.ImportFault{
				fault(2, "held_on", "not a date"), fault(3, "participation", "unknown code"), fault(4, "held_on", "in the future"),
				fault(5, "participation", "unknown code"), fault(6, "participation", "unknown code"), fault(7, "held_on", "in the future"),
			} {
				if err := w.Fault(f); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.ListFaultGroups(t.Context(), brockwell, "b2")
	if err != nil {
		t.Fatal(err)
	}
	group := func(n int, field, reason string, first int) ledger.FaultGroup {
		return ledger.FaultGroup{RecordType: "review", Field: field, Reason: reason, Effect: "field left blank", N: n, File: "reviews.csv", Line: first}
	}
	equal(t, "groups", got, []ledger.FaultGroup{
		group(3, "participation", "unknown code", 3), group(2, "held_on", "in the future", 4), group(1, "held_on", "not a date", 2),
	})
}
