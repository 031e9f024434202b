package ledger

import "testing"

func TestAnImportThatIsTooLargeToBeHandedOverIsReadBack(t *testing.T) {
	t.Parallel()
	var r recent
	var large handover
	for seq := range int64(3) {
		large.add(&Entry{Seq: seq + 1, Body: make([]byte, mostHandedOver/2)})
	}
	r.keep("990", large)
	if got := r.take("990", 0); got != nil {
		t.Errorf("%d versions are kept of what is too large", len(got))
	}
	for first := int64(1); first <= 3; first += 2 {
		var h handover
		h.add(&Entry{Seq: first, Body: make([]byte, mostHandedOver/4)})
		h.add(&Entry{Seq: first + 1, Body: make([]byte, mostHandedOver/4)})
		r.keep("990", h)
	}
	if got := r.take("990", 1); len(got) != 1 || got[0].Seq != 2 {
		t.Errorf("%d versions are kept of two imports that are too large together; want that of entry 2 alone", len(got))
	}
}
