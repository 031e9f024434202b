package imports_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/imports"
	"heed/internal/records"
	"heed/internal/testkit"
)

func council(t *testing.T, h *testkit.Heed) imports.Result {
	t.Helper()
	result, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), imports.Request{Paths: []string{filepath.Join(h.Dir, "council")}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestImportingAgainAppendsNothing(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	again := council(t, h)
	if again.RowsRead < 50 || again.Appended != 0 || again.Unchanged != again.RowsRead || again.Faults != 0 {
		t.Errorf("importing the same lists again: %+v", again)
	}
}

func TestAnImportIsTakenBackWhole(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	system := door.System(testkit.Authority)
	was := figure(t, h, system, "cpp-count", door.Question{})
	folder := testkit.Lists(t, map[string]string{
		"cp_plan.csv": "child_id,started_on,ended_on,initial_category,latest_category\n" +
			"1002,2026-01-12,2026-11-01,NEG,NEG\n1001,2026-11-03,,PHY,PHY\n1012,2026-11-04,,XXX,PHY\n,2026-11-05,,PHY,PHY\n",
	})
	var stages []string
	result, err := imports.Import(t.Context(), h.Session(h.Actor(t, "W13")), imports.Request{Paths: []string{folder}}, func(p imports.Progress) {
		if len(stages) == 0 || stages[len(stages)-1] != p.Stage {
			stages = append(stages, p.Stage)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(stages, ", "); got != "looking, reading, recording, working out" {
		t.Errorf("progress went %s", got)
	}
	if result.RowsRead != 4 || result.Appended != 3 || result.Faults != 2 || len(result.FaultList) != 2 || len(result.Batches) != 1 {
		t.Fatalf("the import gave %+v", result)
	}
	for _, f := range result.FaultList {
		if strings.Contains(f.Reason+f.Field+f.ValueKind, "XXX") || f.Line == 0 {
			t.Errorf("a fault holds the value, or no line: %+v", f)
		}
	}
	if now := figure(t, h, system, "cpp-count", door.Question{}); now != was+1 {
		t.Errorf("after the import there are %v plans, want %v", now, was+1)
	}
	id := result.Batches[0].Batch
	page, err := imports.Find(t.Context(), h.Session(h.Actor(t, "W7")), id, 1)
	if err != nil || page.Total != 2 || page.Batch.ByName != "Idris Quartermain" || page.Batch.MayUndo {
		t.Errorf("the head of service sees the import as %+v, %v", page.Batch, err)
	}
	receipt, err := imports.Undo(t.Context(), h.Session(system), id, "a mistake")
	if err != nil || receipt.Appended != 1 || receipt.Withdrawn != 2 {
		t.Errorf("taking it back: %+v, %v; want one put back and two withdrawn", receipt, err)
	}
	if now := figure(t, h, system, "cpp-count", door.Question{}); now != was {
		t.Errorf("after taking it back there are %v plans, want %v", now, was)
	}
	if _, err := imports.Undo(t.Context(), h.Session(system), id, "a mistake"); !errors.Is(err, door.ErrConflict) {
		t.Errorf("taking it back twice: %v, want a conflict", err)
	}
}

func TestAnImportIsNotRecordedBeforeWhatIsKnownNorInTheFuture(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	for name, at := range map[string]time.Time{"before the last entry": testkit.Now.AddDate(0, 0, -1), "in the future": testkit.Now.Add(time.Hour)} {
		_, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), imports.Request{Paths: []string{filepath.Join(h.Dir, "council")}, At: at}, nil)
		if !errors.Is(err, door.ErrInvalid) {
			t.Errorf("%s: %v, want it to be invalid", name, err)
		}
	}
}

func TestAFileThatIsNothingHeedKnowsIsRefusedWithAReason(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	folder := testkit.Lists(t, map[string]string{"letter.txt": "Dear Sir or Madam"})
	_, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), imports.Request{Paths: []string{folder}}, nil)
	if !errors.Is(err, door.ErrRefused) || len(imports.Refusals(err)) == 0 {
		t.Errorf("got %v, want a refusal with its reasons", err)
	}
	batches, err := imports.List(t.Context(), h.Session(door.System(testkit.Authority)))
	if err != nil || len(batches) != 1 {
		t.Errorf("there are %d imports, %v; want the council's only", len(batches), err)
	}
}

func TestANewRestrictionHidesAChildAtOnce(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	director := h.Actor(t, "W8")
	if _, err := children.Find(t.Context(), h.Session(director), "1001"); err != nil {
		t.Fatal(err)
	}
	testkit.Put(t, h, "restriction", map[string]string{"child_id": "1001", "reason": "test", "started_on": "2026-11-18"})
	if _, err := children.Find(t.Context(), h.Session(director), "1001"); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("after the restriction the director's request gives %v, want a refusal", err)
	}
	page, err := clocks.List(t.Context(), h.Session(director), clocks.Filter{PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range page.Clocks {
		if c.Subject == "1001" {
			t.Error("the director's list still names the child")
		}
	}
}

func TestSomebodyElsesWriteInBetweenIsAConflict(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	none := 0
	req := records.PutRequest{Type: "referral", ExpectVersion: &none, Values: map[string]string{
		"child_id": "1001", "referred_on": "2026-08-03", "source": "1A", "no_further_action": "true",
	}}
	if _, _, err := records.Put(t.Context(), h.Session(door.System(testkit.Authority)), req); !errors.Is(err, door.ErrConflict) {
		t.Errorf("got %v, want a conflict: there is a version already", err)
	}
	req.Values["no_further_action"] = "maybe"
	if _, faults, err := records.Put(t.Context(), h.Session(door.System(testkit.Authority)), req); !errors.Is(err, door.ErrInvalid) || len(faults) != 1 {
		t.Errorf("got %v with %d faults, want it to be invalid by one", err, len(faults))
	}
}

func figure(t *testing.T, h *testkit.Heed, who door.Actor, id string, q door.Question) float64 {
	t.Helper()
	page, err := figures.Find(t.Context(), h.Session(who).At(q), id, figures.Filter{})
	if err != nil || page.Figure.Value == nil {
		t.Fatalf("%s has no value: %v", id, err)
	}
	return *page.Figure.Value
}
