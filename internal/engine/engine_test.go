package engine_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"heed/catalogue"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/rulebook"
)

// small is a book of a few views, one duty and one measure, so that the engine's own tests do not hang on the rulebook. Two
// views are the rulebook's own: the engine reads them by name.
var small = fstest.MapFS{}

func init() {
	small["views/identity/child_as_at.sql"] = rule(`
id: child_as_at
kind: view
title: Child
area: identity
reads: [child]
about: test
version: 1`, `select subject_id, max(born_on) as born_on, max(sex) as sex, 'White' as ethnic_group, false as disabled from child group by subject_id`)
	small["views/workforce/allocation_as_at.sql"] = rule(`
id: allocation_as_at
kind: view
title: Allocation
area: workforce
reads: [allocation]
about: test
version: 1`, `select subject_id, worker_id, worker_id as worker_name, team_id, team_id as team_name, 'S' as service from allocation where ended_on is null`)
	small["views/workforce/allocation_history.sql"] = rule(`
id: allocation_history
kind: view
title: Allocations
area: workforce
reads: [allocation]
about: test
version: 1`, `select subject_id, started_on, ended_on, worker_id, team_id, team_id as team_name, 'S' as service from allocation`)
	small["views/workforce/role_holder.sql"] = rule(`
id: role_holder
kind: view
title: Roles
area: workforce
reads: [allocation]
about: test
version: 1`, `select subject_id, role, worker_id, worker_id as worker_name from allocation where ended_on is null`)
	small["duties/health/visit.sql"] = rule(`
id: visit
kind: duty
title: Visit
area: health
subject: child
force: local
number: local
source: local test
in_force: 2014-01-01..
reads: [cp_plan, cp_visit]
owner: allocated_worker
warn: 2 working days
why: test
about: test
version: 1
settings: {visit_days: {value: 10, basis: local}}`, `select p.subject_id, p.record_id as occasion_id, p.started_on as arose_on,
    working_days_after(p.started_on, setting('visit_days')::integer) as due_on, min(v.visited_on) as met_on, null as excused
from cp_plan p left join cp_visit v on v.subject_id = p.subject_id and v.visited_on <= $as_at
where p.started_on <= $as_at
group by p.subject_id, p.record_id, p.started_on`)
	small["measures/health/plans.sql"] = rule(`
id: plans
kind: measure
title: Plans
area: health
subject: child
force: local
number: local
source: local test
reads: [cp_plan]
statistic: count
period: snapshot
polarity: neutral
unit: children
why: test
about: test
version: 1`, `select subject_id, record_id as occasion_id, d.day as on_date, latest_category as category
from cp_plan, reporting_days() d where started_on <= d.day and (ended_on is null or ended_on > d.day)`)
}

func init() {
	small["views/looked-after/care_spell.sql"] = rule(`
id: care_spell
kind: view
title: Care
area: looked after
reads: [period_of_care]
about: test`, "select subject_id, started_on, ended_on from period_of_care")
	book, err := rulebook.Load()
	if err != nil {
		panic(err)
	}
	for _, id := range []string{"person", "adopted_child"} {
		r := book.Rule(id)
		header := fmt.Sprintf("\nid: %s\nkind: view\ntitle: %[1]s\narea: %s\nreads: [%s]\nabout: test", id, r.Area, strings.Join(r.Reads, ", "))
		small[r.File] = rule(header, r.SQL)
	}
}

func rule(header, sql string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("/*---" + header + "\n---*/\n" + sql + "\n")}
}

func date(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

type world struct {
	t     *testing.T
	store *ledger.Store
	cfg   engine.Config
	dir   string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	book, err := rulebook.Parse(small)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	store, err := ledger.Open(t.Context(), filepath.Join(dir, "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return &world{t: t, store: store, dir: dir, cfg: engine.Config{Dir: filepath.Join(dir, "engine"), Authority: "990", Catalogue: c, Book: book, Ledger: store}}
}

func (w *world) open() *engine.Engine {
	w.t.Helper()
	e, err := engine.Open(w.t.Context(), w.cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = e.Close() })
	return e
}

// put records a row given as field=value pairs.
func (w *world) put(at, recordType string, pairs ...string) {
	w.t.Helper()
	kind := w.cfg.Catalogue.Type(recordType)
	values := make([]string, len(kind.Fields))
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		values[kind.Index(name)] = value
	}
	rec, faults, ok := kind.Canonical(values)
	if !ok {
		w.t.Fatal(faults)
	}
	moment, err := time.Parse(time.RFC3339, at)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.store.Append(context.Background(), ledger.AppendRequest{Authority: "990", Record: rec, By: "W1", Source: "test", At: moment}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) plans(e *engine.Engine, asAt, knownAt string) float64 {
	w.t.Helper()
	q := engine.Ask(date(asAt), date("2030-01-01"))
	if knownAt != "" {
		q.KnownAt = date(knownAt)
	}
	f, err := e.FindFigure(w.t.Context(), q, "plans", engine.Slice{})
	if err != nil {
		w.t.Fatal(err)
	}
	return *f.Value
}

func TestAFigureIsAsKnownThen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.put("2024-05-01T09:00:00Z", "cp_plan", "child_id=A", "started_on=2024-01-10", "initial_category=NEG", "latest_category=NEG")
	w.put("2024-06-01T09:00:00Z", "cp_plan", "child_id=B", "started_on=2024-01-12", "initial_category=NEG", "latest_category=EMO")
	e := w.open()
	if got := w.plans(e, "2024-03-31", ""); got != 2 {
		t.Errorf("with all that is known: %v plans, want 2", got)
	}
	if got := w.plans(e, "2024-03-31", "2024-05-15"); got != 1 {
		t.Errorf("as known on 15 May: %v plans, want 1", got)
	}
	if err := e.Warm(t.Context(), date("2024-06-10")); err != nil {
		t.Fatal(err)
	}
	w.put("2024-06-05T09:00:00Z", "cp_plan", "child_id=A", "started_on=2024-01-10", "ended_on=2024-02-01", "initial_category=NEG", "latest_category=NEG")
	if err := e.Follow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.plans(e, "2024-03-31", ""); got != 1 {
		t.Errorf("after the correction: %v plans, want 1", got)
	}
	if got := w.plans(e, "2024-06-10", ""); got != 1 {
		t.Errorf("the live figure after the correction: %v plans, want 1", got)
	}
	if got := w.plans(e, "2024-03-31", "2024-06-02"); got != 2 {
		t.Errorf("as known before the correction: %v plans, want 2", got)
	}
}

func TestAClockIsNotOverdueOnTheDayItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.put("2024-05-01T09:00:00Z", "cp_plan", "child_id=A", "started_on=2024-04-10", "initial_category=NEG", "latest_category=NEG")
	w.put("2024-05-01T09:00:00Z", "allocation", "child_id=A", "worker_id=W9", "role=social worker", "team_id=T1", "started_on=2024-04-10")
	e := w.open()
	for asAt, want := range map[string]engine.Status{
		"2024-04-10": engine.Running, "2024-04-21": engine.Running, "2024-04-22": engine.DueSoon,
		"2024-04-24": engine.DueSoon, "2024-04-25": engine.Overdue,
	} {
		list, err := e.ListClocks(t.Context(), engine.Ask(date(asAt), date("2030-01-01")), engine.ClockFilter{Duty: "visit"})
		if err != nil {
			t.Fatal(err)
		}
		if len(list) != 1 || list[0].Status != want {
			t.Errorf("as at %s: %+v, want one that is %s", asAt, list, want)
		} else if list[0].OwnerID != "W9" || list[0].TeamID != "T1" {
			t.Errorf("as at %s: owner %q in team %q, want W9 in T1", asAt, list[0].OwnerID, list[0].TeamID)
		}
	}
}

func TestARebuiltEngineEqualsTheFollowedOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.put("2024-05-01T09:00:00Z", "cp_plan", "child_id=A", "started_on=2024-01-10", "initial_category=NEG", "latest_category=NEG")
	e := w.open()
	w.put("2024-05-02T09:00:00Z", "cp_plan", "child_id=B", "started_on=2024-01-10", "initial_category=NEG", "latest_category=NEG")
	if err := e.Follow(t.Context()); err != nil {
		t.Fatal(err)
	}
	followed := w.plans(e, "2024-03-31", "")
	if err := e.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if rebuilt := w.plans(e, "2024-03-31", ""); rebuilt != followed || rebuilt != 2 {
		t.Errorf("rebuilt: %v plans, followed: %v, want 2", rebuilt, followed)
	}
}

func TestATrendReachesTheDayAskedAboutThoughItsLastMonthsAreEmpty(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.put("2024-05-01T09:00:00Z", "cp_plan", "child_id=A", "started_on=2024-01-10", "ended_on=2024-02-10", "initial_category=NEG", "latest_category=NEG")
	e := w.open()
	points, err := e.Trend(t.Context(), engine.Ask(date("2024-05-15"), date("2030-01-01")), "plans", engine.Slice{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range points {
		got = append(got, p.On.Format(time.DateOnly)+" "+strconv.Itoa(p.Figure.Rows))
	}
	want := []string{"2024-01-31 1", "2024-02-29 0", "2024-03-31 0", "2024-04-30 0", "2024-05-15 0"}
	if !slices.Equal(got, want) {
		t.Errorf("the trend is %v, want %v", got, want)
	}
}
