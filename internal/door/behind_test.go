package door_test

import (
	"testing"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/internal/records"
	"heed/internal/testkit"
)

// What is recorded while the engine cannot be brought up is recorded: that is no error, and what the answers lack is noted, by the write and
// by each question after it.
func TestAWriteThatTheEngineCannotFollowIsRecordedAndNoError(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	who := door.System(testkit.Authority)
	put := func() (records.Version, bool) {
		t.Helper()
		ctx, lacks := engine.NoteLacks(t.Context())
		v, faults, err := records.Put(ctx, h.Session(who), records.PutRequest{
			Type: "cp_visit", Values: map[string]string{"child_id": "1002", "visited_on": "2026-11-17", "seen": "true"}, Source: "test",
		})
		if err != nil || len(faults) > 0 {
			t.Fatal(err, faults)
		}
		return v, lacks.Stale()
	}
	if _, stale := put(); stale {
		t.Fatal("the tables are said not to be up to date when they are")
	}
	unreadable := catalogue.Record{Type: "cp_visit", ID: "X/2024-04-10", Subject: "X", Body: []byte(`{"child_id":"X","visited_on":"no day"}`)}
	request := ledger.AppendRequest{Authority: testkit.Authority, Record: unreadable, By: "W1", Source: "test", At: testkit.Now}
	if _, err := h.Session(who).Ledger().Append(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	v, stale := put()
	if !stale || v.ID == "" {
		t.Errorf("the tables are said to be up to date: %t; recorded %+v", !stale, v)
	}
	if found, err := h.Session(who).Ledger().FindLatest(t.Context(), testkit.Authority, "cp_visit", v.ID); err != nil || found.Version == 0 {
		t.Errorf("it is not in the ledger: %v", err)
	}
	ctx, lacks := engine.NoteLacks(t.Context())
	page, err := h.Session(who).Open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := page.Engine.People(ctx, page.Q); err != nil || !lacks.Stale() {
		t.Errorf("the next question notes that it lacks the last entries: %t, %v", lacks.Stale(), err)
	}
}
