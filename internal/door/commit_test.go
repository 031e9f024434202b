package door_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/ledger"
	"heed/internal/records"
	"heed/internal/testkit"
)

func system() door.Actor { return door.System(testkit.Authority) }

// visited is a visit to the child with a protection plan, which changes when the next is due.
var visited = records.PutRequest{Type: "cp_visit", Source: "cli", Values: map[string]string{
	"child_id": "1002", "visited_on": "2026-11-17", "seen": "true", "seen_alone": "true",
}}

// visits gives the clocks of visits to that child, as the list of clocks tells them.
func visits(t *testing.T, h *testkit.Heed) string {
	t.Helper()
	page, err := clocks.List(t.Context(), h.Session(system()), clocks.Filter{Subject: "1002", Duty: "cp-visit", PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, c := range page.Clocks {
		all = append(all, c.Occasion+" "+string(c.Status)+" "+c.Met.Format(time.DateOnly))
	}
	return strings.Join(all, "; ")
}

func logged(t *testing.T, h *testkit.Heed, action access.Action) []ledger.Access {
	t.Helper()
	list, err := h.Session(system()).Ledger().ListAccess(t.Context(), ledger.AccessFilter{Authority: testkit.Authority, Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(list, func(a ledger.Access) bool { return a.Action != string(action) })
}

func TestAWriteIsShownAlthoughItsCallerHasGone(t *testing.T) {
	t.Parallel()
	h := testkit.Open(t)
	before := visits(t, h)
	ctx, cancel := context.WithCancel(t.Context())
	s := h.Session(system())
	record, faults, ok := h.Catalogue().Type("cp_visit").Canonical(valuesOf(h, visited))
	if !ok {
		t.Fatal(faults)
	}
	err := s.Commit(ctx, door.Write{Action: access.WriteRecord, Subject: "1002", Detail: "cp_visit", Records: []access.Record{s.Record("cp_visit", "1002")}, Append: func(ctx context.Context) (string, bool, error) {
		defer cancel() // whoever asked goes away as soon as it is recorded
		_, err := s.Ledger().Append(ctx, ledger.AppendRequest{Authority: testkit.Authority, Record: record, By: "system", Source: "cli", At: h.Now()})
		return "recorded", err == nil, err
	}})
	if err != nil {
		t.Errorf("it was recorded, and the writer is told: %v", err)
	}
	if after := visits(t, h); after == before {
		t.Errorf("the clocks are still %s", after)
	}
	found := logged(t, h, access.WriteRecord)
	if len(found) < 2 || !strings.HasSuffix(found[0].Detail, ": recorded") || strings.Contains(found[1].Detail, "recorded") {
		t.Errorf("the access log says %+v; want what was to be done, then what became of it", found)
	}
}

func valuesOf(h *testkit.Heed, req records.PutRequest) []string {
	kind := h.Catalogue().Type(req.Type)
	values := make([]string, len(kind.Fields))
	for id, value := range req.Values {
		values[kind.Index(id)] = value
	}
	return values
}

func TestAWriteThatFailsAfterwardsSaysThatItIsRecorded(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	failed := errors.New("the disk is full")
	err := h.Session(system()).Commit(t.Context(), door.Write{Action: access.Import, Detail: "import", Append: func(context.Context) (string, bool, error) {
		return "one of two returns", true, failed
	}})
	if committed, ok := errors.AsType[*door.CommittedError](err); !ok || !errors.Is(err, failed) {
		t.Errorf("got %v (%v)", err, committed)
	}
	err = h.Session(system()).Commit(t.Context(), door.Write{Action: access.Import, Detail: "import", Append: func(context.Context) (string, bool, error) {
		return "", false, failed
	}})
	if _, ok := errors.AsType[*door.CommittedError](err); ok || !errors.Is(err, failed) {
		t.Errorf("nothing was recorded, and the error is %v", err)
	}
	if found := logged(t, h, access.Import); len(found) < 4 || found[0].Reason == "" || found[2].Reason == "" {
		t.Errorf("the access log says %+v", found)
	}
}

func TestAnImportThatIsStoppedIsLoggedWithWhatWentIn(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	folder := t.TempDir()
	for _, year := range []string{"2023-24", "2024-25"} {
		if err := os.Mkdir(filepath.Join(folder, year), 0o700); err != nil {
			t.Fatal(err)
		}
		header := "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n7001,1,03/05/2015,WBRI,,,\n"
		if err := os.WriteFile(filepath.Join(folder, year, "header.csv"), []byte(header), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	result, err := imports.Import(ctx, h.Session(system()), imports.Request{Paths: []string{folder}}, func(p imports.Progress) {
		if p.Stage == "recording" && p.Index == 2 {
			cancel()
		}
	})
	if len(result.Batches) != 1 {
		t.Fatalf("%d returns went in, %v; want the first of two years", len(result.Batches), err)
	}
	if _, ok := errors.AsType[*door.CommittedError](err); !ok || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	found := logged(t, h, access.Import)
	if len(found) != 2 || !strings.Contains(found[0].Detail, "1 imports") || found[0].Reason == "" {
		t.Errorf("the access log says %+v", found)
	}
}

func TestWhatAnotherProcessRecordsIsShownWithoutAskingForIt(t *testing.T) {
	t.Parallel()
	h := testkit.Open(t)
	before := visits(t, h)
	other, err := ledger.Open(t.Context(), filepath.Join(h.Dir, "data", "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	record, _, ok := h.Catalogue().Type("cp_visit").Canonical(valuesOf(h, visited))
	if !ok {
		t.Fatal("the visit cannot be taken")
	}
	if _, err := other.Append(t.Context(), ledger.AppendRequest{Authority: testkit.Authority, Record: record, By: "system", Source: "cli", At: h.Now()}); err != nil {
		t.Fatal(err)
	}
	if after := visits(t, h); after == before {
		t.Errorf("the clocks are still %s", after)
	}
	restriction, _, ok := h.Catalogue().Type("restriction").Canonical(valuesOf(h, records.PutRequest{Type: "restriction", Values: map[string]string{
		"child_id": "1001", "started_on": "2026-11-01",
	}}))
	if !ok {
		t.Fatal("the restriction cannot be taken")
	}
	if _, err := other.Append(t.Context(), ledger.AppendRequest{Authority: testkit.Authority, Record: restriction, By: "system", Source: "cli", At: h.Now()}); err != nil {
		t.Fatal(err)
	}
	if _, err := children.Find(t.Context(), h.Session(h.Actor(t, "W8")), "1001"); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("a child restricted by another process opens: %v", err)
	}
}

func TestMakingTheTablesAnewIsForThoseWhoKeepTheDataAndIsLogged(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	if err := h.Session(h.Actor(t, "W8")).Rebuild(t.Context()); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("the director made the tables anew: %v", err)
	}
	if err := h.Session(h.Actor(t, "W13")).Rebuild(t.Context()); err != nil {
		t.Error(err)
	}
	if found := logged(t, h, access.Rebuild); len(found) != 3 || found[2].Allowed {
		t.Errorf("the access log says %+v; want the refusal, what was to be done and what became of it", found)
	}
}

func TestRightsAreGivenByNobodyWhoOnlyKeepsTheData(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	grant := records.PutRequest{Type: "access_grant", Source: "form", Values: map[string]string{
		"child_id": "1006", "worker_id": "W13", "started_on": "2026-11-01", "reason": "none that anybody agreed",
	}}
	if _, faults, err := records.Put(t.Context(), h.Session(h.Actor(t, "W13")), grant); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("the analyst gives a grant: %v %v", err, faults)
	}
	if _, err := os.Stat(filepath.Join(h.Dir, "data", "heed.db")); err != nil {
		t.Error(err)
	}
}
