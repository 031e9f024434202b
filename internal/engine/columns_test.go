package engine_test

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"heed/internal/engine"
	"heed/rulebook"
)

// visits opens an engine whose rule about visits has other words in the place of some, and lists what is owed.
func visits(t *testing.T, from, to string) ([]engine.Clock, error) {
	t.Helper()
	w := newWorld(t)
	files := maps.Clone(small)
	text := string(files["duties/health/visit.sql"].Data)
	if !strings.Contains(text, from) {
		t.Fatalf("the rule has no %q", from)
	}
	files["duties/health/visit.sql"] = &fstest.MapFile{Data: []byte(strings.Replace(text, from, to, 1))}
	book, err := rulebook.Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	w.cfg.Book = book
	w.put("2024-05-01T09:00:00Z", "cp_plan", "child_id=A", "started_on=2024-01-04", "initial_category=NEG", "latest_category=NEG")
	return w.open().ListClocks(t.Context(), engine.Ask(date("2024-03-31"), date("2030-01-01")), engine.ClockFilter{Duty: "visit"})
}

func TestARuleThatLacksAColumnThatMustBeThereIsBroken(t *testing.T) {
	t.Parallel()
	for _, column := range []string{"p.subject_id, ", "p.record_id as occasion_id, "} {
		list, err := visits(t, column, "")
		if _, broken := errors.AsType[*engine.BrokenError](err); !broken {
			t.Errorf("without %s it gives %v, %v", column, list, err)
		}
	}
	list, err := visits(t, ", null as excused", "")
	if err != nil || len(list) != 1 || list[0].Subject != "A" {
		t.Errorf("without a column that may be left out it gives %v, %v", list, err)
	}
}

func TestWhatIsDistinctFromSomethingHidesNoColumn(t *testing.T) {
	t.Parallel()
	list, err := visits(t, "null as excused", "case when min(v.visited_on) is not distinct from null then 'set aside' end as excused, 'what is shown' as detail")
	if err != nil || len(list) != 1 || list[0].Detail != "what is shown" || list[0].Status != engine.Excused {
		t.Errorf("it gives %+v, %v", list, err)
	}
}
