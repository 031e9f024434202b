package engine_test

import (
	"bytes"
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"heed/internal/engine"
	"heed/rulebook"
)

func TestADutyIsOwedFromTheFirstDayItIsInForceToTheLast(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	files := maps.Clone(small)
	text := files["duties/health/visit.sql"].Data
	files["duties/health/visit.sql"] = &fstest.MapFile{Data: bytes.Replace(text, []byte("2014-01-01.."), []byte("2024-01-05..2024-01-09"), 1)}
	book, err := rulebook.Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	w.cfg.Book = book
	for child, day := range map[string]string{"A": "2024-01-04", "B": "2024-01-05", "C": "2024-01-09", "D": "2024-01-10"} {
		w.put("2024-05-01T09:00:00Z", "cp_plan", "child_id="+child, "started_on="+day, "initial_category=NEG", "latest_category=NEG")
	}
	list, err := w.open().ListClocks(t.Context(), engine.Ask(date("2024-03-31"), date("2030-01-01")), engine.ClockFilter{Duty: "visit"})
	if err != nil {
		t.Fatal(err)
	}
	var owed []string
	for _, c := range list {
		owed = append(owed, c.Subject)
	}
	slices.Sort(owed)
	if !slices.Equal(owed, []string{"B", "C"}) {
		t.Errorf("owed to %v, want B and C, whose plans began on its first and last day", owed)
	}
}
