package store_test

import (
	"testing"
)

func TestWhatIsSetHoldsOnEveryConnection(t *testing.T) {
	t.Parallel()
	found, err := emptyStore(t).SettingsOfConnections(t.Context(), 3, "threads", "preserve_insertion_order", "asof_loop_join_threshold", "checkpoint_threshold", "TimeZone")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"threads": "1", "preserve_insertion_order": "true", "asof_loop_join_threshold": "0", "TimeZone": "Europe/London"} {
		for i, got := range found[name] {
			if got != want {
				t.Errorf("connection %d has %s = %s, want %s", i+1, name, got, want)
			}
		}
	}
	for i, got := range found["checkpoint_threshold"] {
		if got != found["checkpoint_threshold"][0] || got == "16.0 MiB" {
			t.Errorf("connection %d has checkpoint_threshold = %s", i+1, got)
		}
	}
}
