package imports_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/ledger"
	"heed/internal/testkit"
)

const visitsHeading = "child_id,visited_on,seen\n"

// importVisits imports a list of visits, of which each is a child and a day, and gives what became of it.
func importVisits(t *testing.T, h *testkit.Heed, req imports.Request, visits ...string) imports.Result {
	t.Helper()
	req.Paths = []string{testkit.Lists(t, map[string]string{"cp_visit.csv": visitsHeading + strings.Join(visits, ",true\n") + ",true\n"})}
	result, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), req, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// standing gives what is recorded of what a type covers to a day, by its source: the first day and the basis. It is blank where
// nothing stands.
func standing(t *testing.T, h *testkit.Heed, recordType, source, to string) string {
	t.Helper()
	s := h.Session(door.System(testkit.Authority))
	e, err := s.Ledger().FindLatest(t.Context(), testkit.Authority, catalogue.RecordCoverage, recordType+"/"+source+"/"+to)
	if errors.Is(err, ledger.ErrNotFound) || e.Withdrawn {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	kind := s.Catalogue().Type(catalogue.RecordCoverage)
	values, err := kind.Values(e.Body)
	if err != nil {
		t.Fatal(err)
	}
	return values[kind.Index("from_on")] + " " + values[kind.Index("basis")]
}

const assumed = " The last day recorded in the list: assumed"

func TestWhatAnImportCoversIsRecordedWithItAndNotCounted(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	first := importVisits(t, h, imports.Request{}, "1,2026-01-05", "1,2026-03-20")
	if first.RowsRead != 2 || first.Appended != 2 {
		t.Errorf("the first import: %+v", first)
	}
	if got := standing(t, h, "cp_visit", "List", "2026-03-20"); got != "2026-01-05"+assumed {
		t.Errorf("it covers %q", got)
	}
	again := importVisits(t, h, imports.Request{}, "1,2026-01-05", "1,2026-03-20")
	if again.Appended != 0 || again.Unchanged != 2 || again.Withdrawn != 0 {
		t.Errorf("the same again: %+v", again)
	}
	last, err := h.Session(door.System(testkit.Authority)).Ledger().LastSeq(t.Context(), testkit.Authority)
	if err != nil || last != 3 {
		t.Errorf("there are %d entries, %v; want two visits and what they cover", last, err)
	}
	page, err := imports.Find(t.Context(), h.Session(door.System(testkit.Authority)), again.Batches[0].Batch, 1)
	if err != nil || len(page.Covers) != 1 {
		t.Fatalf("the page of the second import: %+v, %v", page.Covers, err)
	}
	want := []string{"child protection visit from 5 January 2026 to 20 March 2026. The last day recorded in the list: assumed"}
	if diff := cmp.Diff(want, imports.CoverageWords(page.Covers, h.Catalogue())); diff != "" {
		t.Error(diff)
	}
}

func TestUndoTakesBackWhatAnImportCovers(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	result := importVisits(t, h, imports.Request{CompleteTo: testkit.Today}, "1,2026-01-05")
	to := testkit.Today.Format(time.DateOnly)
	if got := standing(t, h, "cp_visit", "List", to); got != "2026-01-05 Given at import" {
		t.Errorf("it covers %q", got)
	}
	receipt, err := imports.Undo(t.Context(), h.Session(door.System(testkit.Authority)), result.Batches[0].Batch, "a mistake")
	if err != nil || receipt.Withdrawn != 1 {
		t.Errorf("%+v, %v; want the visit counted and nothing else", receipt, err)
	}
	if got := standing(t, h, "cp_visit", "List", to); got != "" {
		t.Errorf("after the undo it covers %q", got)
	}
}

func TestAListOfCorrectionsTakesNothingFromWhatALongerOneCovers(t *testing.T) {
	t.Parallel()
	long, short := []string{"1,2020-04-01", "1,2026-03-20"}, []string{"1,2026-03-20"}
	for name, order := range map[string][][]string{"long first": {long, short, long}, "short first": {short, long, short}} {
		h := testkit.Empty(t)
		for _, visits := range order {
			importVisits(t, h, imports.Request{}, visits...)
		}
		if got := standing(t, h, "cp_visit", "List", "2026-03-20"); got != "2020-04-01"+assumed {
			t.Errorf("%s: it covers %q", name, got)
		}
		importVisits(t, h, imports.Request{CompleteTo: time.Date(2026, 3, 20, 0, 0, 0, 0, time.UTC)}, short...)
		importVisits(t, h, imports.Request{}, short...)
		if got := standing(t, h, "cp_visit", "List", "2026-03-20"); got != "2020-04-01 Given at import" {
			t.Errorf("%s, and then given: it covers %q", name, got)
		}
	}
}

func TestAFullListWithdrawsNothingThatOthersCover(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	importVisits(t, h, imports.Request{Full: true, Year: 2026}, "1,2026-01-05", "1,2026-03-20")
	later := importVisits(t, h, imports.Request{Full: true, Year: 2026, MaxWithdrawn: 1}, "1,2026-03-21")
	if later.Withdrawn != 2 {
		t.Errorf("the later list: %+v", later)
	}
	if got := standing(t, h, "cp_visit", "List", "2026-03-20"); got != "2026-01-05"+assumed {
		t.Errorf("what the first list covers: %q", got)
	}
}

func TestNothingIsCompleteToADayToCome(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	tomorrow := testkit.Today.AddDate(0, 0, 1)
	for name, req := range map[string]imports.Request{
		"to tomorrow":         {CompleteTo: tomorrow},
		"from tomorrow":       {CompleteFrom: tomorrow},
		"from after its end":  {CompleteFrom: testkit.Today, CompleteTo: testkit.Today.AddDate(0, 0, -1)},
		"to what is recorded": {CompleteTo: testkit.KeptFrom},
	} {
		req.Paths = []string{testkit.Lists(t, map[string]string{"cp_visit.csv": visitsHeading + "1002,2026-11-17,true\n"})}
		_, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), req, nil)
		if !errors.Is(err, door.ErrInvalid) && !errors.Is(err, door.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheReportOfAnImportFromBeforeIsStillRead(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	store := h.Session(door.System(testkit.Authority)).Ledger()
	_, err := store.Import(t.Context(), ledger.Batch{ID: "old", Authority: testkit.Authority, Kind: "ssd", Name: "extract", By: "W13", At: testkit.Now},
		func(w *ledger.Writer) error {
			w.Report(`[{"Name":"person","Rows":2}]`)
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	page, err := imports.Find(t.Context(), h.Session(door.System(testkit.Authority)), "old", 1)
	if err != nil || len(page.Parts) != 1 || page.Parts[0].Rows != 2 || len(page.Covers) != 0 {
		t.Errorf("%+v, %v", page.Parts, err)
	}
}
