package engine_test

import (
	"bytes"
	"maps"
	"testing"
	"testing/fstest"

	"heed/internal/engine"
	"heed/rulebook"
)

// A clock may be excused although it was met late, long ago. It is no clock that was met, so a list of what is excused holds it.
func TestAnExcusedClockMetLongAgoIsListedAsExcused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	files := maps.Clone(small)
	text := files["duties/health/visit.sql"].Data
	files["duties/health/visit.sql"] = &fstest.MapFile{Data: bytes.Replace(text, []byte("null as excused"), []byte("'the family moved' as excused"), 1)}
	book, err := rulebook.Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	w.cfg.Book = book
	w.put("2024-05-01T09:00:00Z", "cp_plan", "child_id=A", "started_on=2024-01-02", "initial_category=NEG", "latest_category=NEG")
	w.put("2024-05-01T09:00:00Z", "cp_visit", "child_id=A", "visited_on=2024-02-20", "seen=true", "seen_alone=true")
	e, q := w.open(), engine.Ask(date("2024-06-30"), date("2030-01-01"))
	for _, f := range []engine.ClockFilter{{}, {Statuses: []engine.Status{engine.Excused}}, {Statuses: []engine.Status{engine.Excused, engine.Overdue}}} {
		list, err := e.ListClocks(t.Context(), q, f)
		if err != nil || len(list) != 1 || list[0].Status != engine.Excused || list[0].Met.IsZero() {
			t.Errorf("%v: %+v, %v", f.Statuses, list, err)
		}
	}
}
