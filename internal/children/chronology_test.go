package children

import (
	"testing"
	"time"

	"heed/catalogue"
	"heed/internal/ledger"
)

func TestARecordIsDatedByWhatHappenedAndNotByWhatItBelongsTo(t *testing.T) {
	t.Parallel()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range []struct{ kind, body, want string }{
		{"assessment", `{"child_id":"A","referred_on":"2026-06-08","started_on":"2026-06-10"}`, "2026-06-10"},
		{"section_47", `{"child_id":"A","referred_on":"2026-06-08","started_on":"2026-06-15"}`, "2026-06-15"},
		{"cp_review", `{"child_id":"A","held_on":"2026-09-01","plan_started_on":"2026-06-01"}`, "2026-09-01"},
		{"section_47_outcome", `{"child_id":"A","concluded_on":"2026-06-26","started_on":"2026-06-15"}`, "2026-06-26"},
		{"return_interview", `{"child_id":"A","held_at":"2026-06-26T09:00:00Z","missing_started_on":"2026-06-20","offered_at":"2026-06-25T09:00:00Z"}`, "2026-06-26"},
		{"return_interview", `{"child_id":"A","missing_started_on":"2026-06-20","outcome":"not offered"}`, "2026-06-20"},
		{"adoption", `{"child_id":"A","decided_on":"2026-01-05","matched_on":"2026-03-01"}`, "2026-01-05"},
		{"referral", `{"child_id":"A","referred_on":"2026-06-08","source":"6"}`, "2026-06-08"},
	} {
		d, ok, err := Teller{Catalogue: c}.describe(c.Type(one.kind), ledger.Entry{RecordType: one.kind, RecordID: "A", Body: []byte(one.body), Version: 1})
		if got := d.On.Format(time.DateOnly); !ok || err != nil || got != one.want {
			t.Errorf("%s is dated %s, want %s", one.kind, got, one.want)
		}
	}
}

func TestAnEntryThatCannotBeReadIsNotLeftOutSilently(t *testing.T) {
	t.Parallel()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	damaged := ledger.Entry{RecordType: "referral", RecordID: "A", Body: []byte(`{"child_id":"A","referred_on":`), Version: 1}
	if events, err := (Teller{Catalogue: c}).chronology([]ledger.Entry{damaged}); err == nil {
		t.Errorf("the chronology is %v, and nothing says that it lacks a referral", events)
	}
}
