package engine_test

import (
	"slices"
	"testing"

	"heed/internal/engine"
)

func TestPeopleAreAsOfTheDayAndKnowWhoIsRestricted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const at = "2024-05-01T09:00:00Z"
	w.put(at, "team", "team_id=T1", "name=One", "service=Care")
	w.put(at, "child", "child_id=A", "reported_by=heed", "born_on=2015-01-02")
	w.put(at, "child_name", "child_id=A", "given_name=Ada", "family_name=Moss", "known_as=Addie")
	w.put(at, "allocation", "child_id=A", "worker_id=W1", "role=social worker", "team_id=T1", "started_on=2024-01-01")
	w.put(at, "allocation", "child_id=A", "worker_id=W2", "role=reviewing officer", "started_on=2024-02-01")
	w.put(at, "allocation", "child_id=A", "worker_id=W3", "role=social worker", "team_id=T1", "started_on=2023-01-01", "ended_on=2024-01-01")
	w.put(at, "allocation", "child_id=B", "worker_id=W3", "role=social worker", "team_id=T1", "started_on=2023-01-01", "ended_on=2024-01-01")
	w.put(at, "missing_episode", "child_id=B", "started_on=2023-08-01", "kind=M", "ended_on=2023-08-03")
	e := w.open()
	ask := func() *engine.People {
		people, err := e.People(t.Context(), engine.Ask(date("2024-04-01"), date("2030-01-01")))
		if err != nil {
			t.Fatal(err)
		}
		return people
	}
	a, _ := ask().Find("A")
	slices.Sort(a.WorkerIDs)
	if a.Name != "Addie Moss" || !slices.Equal(a.WorkerIDs, []string{"W1", "W2"}) {
		t.Errorf("A is known as %+v", a)
	}
	if b, ok := ask().Find("B"); !ok || b.WorkerID != "" || b.TeamID != "T1" || b.Service != "Care" || !b.Missing || len(b.WorkerIDs) != 0 {
		t.Errorf("B, whom nobody works with now, is known as %+v; want them with their last team", b)
	}
	if _, ok := ask().Find("Z"); ok {
		t.Error("a child nobody has recorded is known")
	}
	before := ask()
	w.put("2024-06-01T09:00:00Z", "restriction", "child_id=R", "reason=test", "started_on=2024-03-01")
	if err := e.Follow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, known := ask().Find("R"); !known {
		t.Error("a child of whom only a restriction is recorded is not known")
	}
	after, again := ask(), ask()
	if before == after || after != again {
		t.Error("the people are remembered past a change, or not remembered without one")
	}
}

func TestSubjectsAreGivenByTheNamesOfViewsAndRecords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const at = "2024-05-01T09:00:00Z"
	for _, id := range []string{"A", "B", "C"} {
		w.put(at, "child", "child_id="+id, "reported_by=heed", "born_on=2015-01-02")
	}
	w.put(at, "cp_plan", "child_id=A", "started_on=2024-01-10", "initial_category=NEG", "latest_category=NEG")
	e := w.open()
	q := engine.Ask(date("2024-04-01"), date("2030-01-01"))
	rows, err := e.SubjectRows(t.Context(), q, []string{"A", "B"}, "child_as_at", "cp_plan")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows["child_as_at"]) != 2 || len(rows["cp_plan"]) != 1 || rows["cp_plan"][0].Text("latest_category") != "NEG" || rows["cp_plan"][0]["started_on"] != date("2024-01-10") {
		t.Errorf("got %v", rows)
	}
	measures, err := e.SubjectMeasures(t.Context(), q, "A")
	if err != nil || !slices.Equal(measures, []string{"plans"}) {
		t.Errorf("A is counted in %v, %v", measures, err)
	}
	if _, err := e.SubjectRows(t.Context(), q, []string{"A"}, "sqlite_master"); err == nil {
		t.Error("a table that is no view or record type is read")
	}
	none, err := e.ListClocks(t.Context(), q, engine.ClockFilter{Subjects: []string{}})
	all, err2 := e.ListClocks(t.Context(), q, engine.ClockFilter{})
	if err != nil || err2 != nil || len(none) != 0 || len(all) != 1 {
		t.Errorf("of nobody %d clocks, of all %d: want none and one (%v, %v)", len(none), len(all), err, err2)
	}
}
