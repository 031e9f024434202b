package engine_test

import "testing"

func TestReadingTheTablesReadsEveryVersionOfEveryRecord(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.put("2024-05-01T09:00:00Z", "cp_plan", "child_id=A", "started_on=2024-01-10", "initial_category=NEG", "latest_category=NEG")
	w.put("2024-06-01T09:00:00Z", "cp_plan", "child_id=A", "started_on=2024-01-10", "initial_category=NEG", "latest_category=EMO")
	w.put("2024-06-02T09:00:00Z", "cp_visit", "child_id=A", "visited_on=2024-05-20")
	versions, err := w.open().ReadTables(t.Context())
	if err != nil || versions != 3 {
		t.Errorf("it read %d versions, %v; want the two of the plan and the one of the visit", versions, err)
	}
}
