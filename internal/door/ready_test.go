package door_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/testkit"
)

func TestReadySaysWhetherQuestionsCanBeAnswered(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	ctx, who := t.Context(), door.System(testkit.Authority)
	dir := filepath.Join(t.TempDir(), "copy")
	if _, err := door.Backup(ctx, h.Door.Dir(), dir); err != nil {
		t.Fatal(err)
	}
	blocks := filepath.Join(dir, "engine")
	if err := os.WriteFile(blocks, nil, 0o600); err != nil { // where the folder of the tables should be
		t.Fatal(err)
	}
	d, err := door.Open(ctx, door.Config{Dir: dir, Now: h.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if err := d.Ready(ctx); err != nil {
		t.Errorf("before anybody has asked: %v", err)
	}
	if _, err := d.Session(who).Open(ctx); err == nil {
		t.Fatal("the tables opened where they cannot be")
	}
	if err := d.Ready(ctx); err == nil || errors.Is(err, door.ErrOpening) {
		t.Errorf("where the tables could not be opened: %v", err)
	}
	if err := os.Remove(blocks); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Session(who).Open(ctx); err != nil {
		t.Fatal(err)
	}
	if lag, err := d.Lag(ctx); err != nil || lag != 0 {
		t.Errorf("once they have been: %d entries are lacking, %v", lag, err)
	}
	unread := ledger.AppendRequest{
		Authority: testkit.Authority, Record: catalogue.Record{Type: "cp_visit", ID: "X/2024-04-10", Subject: "X", Body: []byte(`{"child_id":"X"}`)},
		By: "W1", Source: "test", At: testkit.Now,
	}
	if _, err := d.Session(who).Ledger().Append(ctx, unread); err != nil {
		t.Fatal(err)
	}
	if lag, err := d.Lag(ctx); err != nil || lag < 1 {
		t.Errorf("once another process has recorded something: %d entries are lacking, %v", lag, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := d.Ready(ctx); err == nil {
		t.Error("a closed door is ready")
	}
}
