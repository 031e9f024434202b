package door_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/ledger"
	"heed/internal/records"
	"heed/internal/testkit"
)

// elsewhere is another process on the same folder, which records by hand.
type elsewhere struct {
	t     *testing.T
	h     *testkit.Heed
	store *ledger.Store
}

func another(t *testing.T, h *testkit.Heed) elsewhere {
	t.Helper()
	store, err := ledger.Open(t.Context(), filepath.Join(h.Dir, "data", "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return elsewhere{t, h, store}
}

func (e elsewhere) put(recordType string, values map[string]string) {
	e.t.Helper()
	record, faults, ok := e.h.Catalogue().Type(recordType).Canonical(valuesOf(e.h, records.PutRequest{Type: recordType, Values: values}))
	if !ok {
		e.t.Fatal(faults)
	}
	request := ledger.AppendRequest{Authority: testkit.Authority, Record: record, By: "system", Source: "cli", At: e.h.Now()}
	if _, err := e.store.Append(context.WithoutCancel(e.t.Context()), request); err != nil {
		e.t.Fatal(err)
	}
}

func (e elsewhere) restrict(child string) {
	e.put(catalogue.RecordRestriction, map[string]string{"child_id": child, "reason": "test", "started_on": "2026-11-01"})
}

func (e elsewhere) lift(child string) {
	e.put(catalogue.RecordRestriction, map[string]string{"child_id": child, "reason": "test", "started_on": "2026-11-01", "ended_on": "2026-11-02"})
}

func (e elsewhere) grant(child, worker string) {
	e.put(catalogue.RecordGrant, map[string]string{"child_id": child, "worker_id": worker, "reason": "test", "started_on": "2026-11-01"})
}

// opens says whether a child opens to the director, and fails where a list says otherwise.
func opens(t *testing.T, h *testkit.Heed, child string) bool {
	t.Helper()
	director := h.Session(h.Actor(t, "W8"))
	_, err := children.Find(t.Context(), director, child)
	open := !forbidden(t, err)
	page, err := clocks.List(t.Context(), director, clocks.Filter{PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range page.Clocks {
		if c.Child.ID == child && !open {
			t.Errorf("%s is refused, and a list names the child", child)
		}
	}
	return open
}

func TestARestrictionAndAGrantHoldFromTheNextRequestInEveryProcess(t *testing.T) {
	t.Parallel()
	h := testkit.Open(t)
	other := another(t, h)
	for round, child := range []string{"1001", "1002", "1004", "no child"} {
		before := opens(t, h, "1001")
		if round == 0 && !before {
			t.Fatal("the director does not open 1001, so that the test proves nothing")
		}
		other.restrict(child)
		if opens(t, h, child) {
			t.Errorf("%s is restricted by another process and opens", child)
		}
		other.grant(child, "W8")
		if child != "no child" && !opens(t, h, child) {
			t.Errorf("a grant of another process does not open %s", child)
		}
	}
	other.lift("1001")
	other.put(catalogue.RecordGrant, map[string]string{"child_id": "1002", "worker_id": "W8", "reason": "test", "started_on": "2026-11-01", "ended_on": "2026-11-18"})
	if !opens(t, h, "1001") || opens(t, h, "1002") {
		t.Error("a restriction that another process ends holds on, or a grant does")
	}
}

// While this process writes, it does not follow what others record: their restrictions hold all the same.
func TestARestrictionHoldsWhileAnImportRuns(t *testing.T) {
	t.Parallel()
	h := testkit.Open(t)
	other := another(t, h)
	opens(t, h, "1001")
	list := testkit.Lists(t, map[string]string{"team.csv": "team_id,name,service\nT9,New,Care\n"})
	looked := false
	_, err := imports.Import(t.Context(), h.Session(system()), imports.Request{Paths: []string{list}}, func(p imports.Progress) {
		if p.Stage != "looking" {
			return
		}
		looked = true
		other.restrict("1001")
		if opens(t, h, "1001") {
			t.Error("a child restricted by another process while an import runs opens")
		}
	})
	if err != nil || !looked {
		t.Fatal(looked, err)
	}
	meanwhile := func() {
		other.restrict("1002")
		if opens(t, h, "1002") {
			t.Error("a child restricted by another process during a write opens")
		}
	}
	s := h.Session(system())
	err = s.Commit(t.Context(), door.Write{Action: access.Import, Detail: "import", Append: func(context.Context) (string, bool, error) {
		meanwhile()
		return "nothing", false, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
}

// While entries are being worked in, questions are answered from the answers before them: but for rights.
func TestARestrictionHoldsWhileEntriesAreBeingWorkedIn(t *testing.T) {
	t.Parallel()
	h := testkit.Open(t)
	other := another(t, h)
	ctx, stop := context.WithCancel(t.Context())
	var busy sync.WaitGroup
	visit := func(n int) {
		other.put("cp_visit", map[string]string{"child_id": "1002", "visited_on": testkit.Today.AddDate(0, 0, -n%300).Format("2006-01-02"), "seen": "true"})
	}
	busy.Go(func() {
		for n := 0; ctx.Err() == nil; n++ {
			visit(n)
			if err := h.Follow(ctx, testkit.Authority); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		}
	})
	defer busy.Wait()
	defer stop()
	rounds := 12
	if testing.Short() {
		rounds = 4
	}
	for range rounds {
		other.restrict("1001")
		if _, err := children.Find(t.Context(), h.Session(h.Actor(t, "W8")), "1001"); !errors.Is(err, door.ErrForbidden) {
			t.Fatalf("a child restricted while entries are worked in opens: %v", err)
		}
		other.lift("1001")
		if _, err := children.Find(t.Context(), h.Session(h.Actor(t, "W8")), "1001"); err != nil {
			t.Fatalf("a restriction that was lifted while entries are worked in holds on: %v", err)
		}
	}
}

// forbidden fails the test for any error but a refusal.
func forbidden(t *testing.T, err error) bool {
	t.Helper()
	if err != nil && !errors.Is(err, door.ErrForbidden) {
		t.Fatal(err)
	}
	return err != nil
}
