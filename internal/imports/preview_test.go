package imports_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/synth"
	"heed/internal/testkit"
)

var system = door.System(testkit.Authority)

// returns writes the returns of an invented council of some years, and gives their folders.
func returns(t *testing.T, children int) []string {
	t.Helper()
	tree := t.TempDir()
	made, err := synth.Write(t.Context(), tree, synth.Options{Children: children, Seed: 7, Until: testkit.Today, Years: 3}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var folders []string
	for _, y := range made.Years {
		folders = append(folders, filepath.Join(tree, y.Dir))
	}
	return folders
}

func preview(t *testing.T, s *door.Session, req imports.Request) imports.Result {
	t.Helper()
	result, err := imports.Preview(t.Context(), s, req, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// sameEffects are two results but for what only one of them can hold: the ids of imports, and pairs of numbers.
var sameEffects = cmp.Options{
	cmpopts.IgnoreFields(imports.Receipt{}, "Batch"), cmpopts.IgnoreFields(imports.Result{}, "Joined", "Doubtful"),
	cmpopts.IgnoreFields(imports.Children{}, "OtherNumber"), cmpopts.EquateEmpty(),
}

// Whatever comes in whatever order, again, in part or mended, the import does what its dry run said, and the dry run nothing.
func TestAnImportDoesWhatItsPreviewSaid(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	s := h.Session(system)
	years := returns(t, 60)
	part := testkit.Lists(t, map[string]string{"cin_visit.csv": "child_id,visited_on\n1,2026-10-01\n1,31/02/2026\n2,2026-10-02\n"})
	for i, paths := range [][]string{{years[1]}, {years[0], years[2]}, {years[1]}, {part}, {filepath.Join(years[0], "ssda903")}, {part, years[2]}} {
		req := imports.Request{Paths: paths, MaxWithdrawn: 1, OtherAuthority: true}
		before := lastSeq(t, h)
		shown := preview(t, s, req)
		if lastSeq(t, h) != before {
			t.Fatalf("import %d: a preview recorded something", i+1)
		}
		did, err := imports.Import(t.Context(), s, req.Expecting(shown), nil)
		if err != nil {
			t.Fatalf("import %d: %v", i+1, err)
		}
		if diff := cmp.Diff(shown, did, sameEffects); diff != "" {
			t.Errorf("import %d did not do what was shown (-shown +did):\n%s", i+1, diff)
		}
		var counted, of int
		for _, b := range did.Batches {
			for _, e := range b.Types {
				counted += e.Added + e.Changed
			}
			of += b.Appended
		}
		if counted != of || len(did.Batches) == 0 {
			t.Errorf("import %d: %d records by type, %d in all", i+1, counted, of)
		}
	}
}

func lastSeq(t *testing.T, h *testkit.Heed) int64 {
	t.Helper()
	seq, err := h.Session(system).Ledger().LastSeq(t.Context(), testkit.Authority)
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

const plans = "child_id,started_on,ended_on,initial_category,latest_category\n"

func TestAnImportThatWouldDoSomethingElseThanWasShownIsRefused(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	s := h.Session(system)
	req := imports.Request{Paths: []string{testkit.Lists(t, map[string]string{"cp_plan.csv": plans + "1002,2026-01-12,2026-11-01,NEG,NEG\n"})}}
	shown := preview(t, s, req)
	other := imports.Request{Paths: []string{testkit.Lists(t, map[string]string{"cp_plan.csv": plans + "1002,2026-01-12,2026-10-31,NEG,NEG\n"})}}
	if _, err := imports.Import(t.Context(), s, other, nil); err != nil {
		t.Fatal(err)
	}
	// It would change one record now as it would have then: but from another version of it.
	before := lastSeq(t, h)
	if _, err := imports.Import(t.Context(), s, req.Expecting(shown), nil); !errors.Is(err, imports.ErrChanged) || lastSeq(t, h) != before {
		t.Errorf("%v, want it refused with nothing recorded", err)
	}
	if _, err := imports.Import(t.Context(), s, req.Expecting(preview(t, s, req)), nil); err != nil {
		t.Errorf("what is shown again goes in: %v", err)
	}
}

const sentForm = `<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>%d-03-31</ReferenceDate></CollectionDetails><Source><LEA>%s</LEA></Source></Header><Children>%s</Children></Message>`

func sentCensus(t *testing.T, year int, authority string, children ...string) string {
	t.Helper()
	var list strings.Builder
	for i, id := range children {
		fmt.Fprintf(&list, `<Child><ChildIdentifiers><LAchildID>%s</LAchildID><PersonBirthDate>20%02d-05-04</PersonBirthDate><Sex>1</Sex></ChildIdentifiers></Child>`, id, 10+i%10)
	}
	return testkit.Lists(t, map[string]string{"census.xml": fmt.Sprintf(sentForm, year, authority, list.String())})
}

func TestAnotherAuthoritysFileIsRefusedUnlessTold(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	s := h.Session(system)
	req := imports.Request{Paths: []string{sentCensus(t, 2024, "208", "9001")}}
	before := lastSeq(t, h)
	_, err := imports.Import(t.Context(), s, req, nil)
	o, ok := errors.AsType[*imports.ObjectionError](err)
	if !ok || o.Kind != imports.AnotherAuthority || !strings.Contains(o.Words, "Lambeth (208)") || !strings.Contains(o.Words, "(990)") || !errors.Is(err, door.ErrInvalid) || lastSeq(t, h) != before {
		t.Fatalf("%v; want it refused, and whose it is by name", err)
	}
	shown := preview(t, s, req)
	if len(shown.Objections) != 1 || shown.Objections[0] != *o || len(shown.Batches) != 1 {
		t.Errorf("the preview says %+v", shown.Objections)
	}
	req.OtherAuthority = true
	if result, err := imports.Import(t.Context(), s, req.Expecting(shown), nil); err != nil || result.Appended != 1 {
		t.Errorf("told to: %+v, %v", result, err)
	}
	own := imports.Request{Paths: []string{sentCensus(t, 2025, testkit.Authority, "9002")}}
	if _, err := imports.Import(t.Context(), s, own, nil); err != nil {
		t.Errorf("the authority's own: %v", err)
	}
}

func numbers(from, n int) []string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprint(from+i))
	}
	return list
}

func TestAFileOfHardlyAnyKnownChildIsRefusedUnlessTold(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	s := h.Session(system)
	first := imports.Request{Paths: []string{sentCensus(t, 2024, testkit.Authority, numbers(1000, 60)...)}}
	if result, err := imports.Import(t.Context(), s, first, nil); err != nil || result.Batches[0].Children != (imports.Children{New: 60}) {
		t.Fatalf("into nothing: %v, %v", result.Batches, err)
	}
	for name, c := range map[string]struct {
		children []string
		want     imports.Children
		refused  bool
	}{
		"half of them known":                    {numbers(1030, 60), imports.Children{Known: 30, New: 30}, false},
		"none known":                            {numbers(5000, 40), imports.Children{New: 40}, true},
		"none known, but too few to tell":       {numbers(5000, 19), imports.Children{New: 19}, false},
		"the same numbers, other days of birth": {append(numbers(1001, 40), "1000"), imports.Children{Known: 1, New: 40}, true},
	} {
		req := imports.Request{Paths: []string{sentCensus(t, 2025, testkit.Authority, c.children...)}, MaxWithdrawn: 1}
		shown := preview(t, s, req)
		refused := slices.ContainsFunc(shown.Objections, func(o imports.ObjectionError) bool { return o.Kind == imports.Strangers })
		if shown.Batches[0].Children != c.want || refused != c.refused {
			t.Errorf("%s: %+v and refused %v, want %+v and %v", name, shown.Batches[0].Children, refused, c.want, c.refused)
		}
		if !c.refused {
			continue
		}
		if _, err := imports.Import(t.Context(), s, req, nil); !errors.Is(err, door.ErrInvalid) {
			t.Errorf("%s: the import gives %v", name, err)
		}
	}
}

// Families with early help are in no return: a list of children whom no return names goes in, and the preview says that none is known.
func TestAListOfStrangersIsShownAsSuchAndGoesIn(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	s := h.Session(system)
	first := imports.Request{Paths: []string{sentCensus(t, 2024, testkit.Authority, numbers(1000, 60)...)}}
	if _, err := imports.Import(t.Context(), s, first, nil); err != nil {
		t.Fatal(err)
	}
	req := imports.Request{Paths: []string{testkit.Lists(t, map[string]string{"cin_visit.csv": "child_id,visited_on\n" + strings.Join(numbers(5000, 40), ",2024-10-01\n") + ",2024-10-01\n"})}}
	shown := preview(t, s, req)
	if len(shown.Objections) > 0 || shown.Batches[0].Children != (imports.Children{New: 40}) {
		t.Errorf("%+v, refused for %v", shown.Batches[0].Children, shown.Objections)
	}
	if result, err := imports.Import(t.Context(), s, req, nil); err != nil || result.Batches[0].Children.New != 40 {
		t.Errorf("%+v, %v", result.Batches, err)
	}
}

func TestAPreviewSaysThatTooManyWouldBeWithdrawnAndShowsWhich(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	s := h.Session(system)
	if _, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{sentCensus(t, 2024, testkit.Authority, numbers(1, 10)...)}}, nil); err != nil {
		t.Fatal(err)
	}
	req := imports.Request{Paths: []string{sentCensus(t, 2024, testkit.Authority, numbers(1, 8)...)}}
	shown := preview(t, s, req)
	if shown.Withdrawn != 2 || len(shown.Objections) != 1 || shown.Objections[0].Kind != imports.ManyWithdrawn || !strings.Contains(shown.Objections[0].Words, "2 of the 10") {
		t.Errorf("%d withdrawn, %+v", shown.Withdrawn, shown.Objections)
	}
	if _, err := imports.Import(t.Context(), s, req.Expecting(shown), nil); !errors.Is(err, door.ErrTooManyWithdrawn) {
		t.Errorf("not told to: %v", err)
	}
	req.MaxWithdrawn = 1
	if result, err := imports.Import(t.Context(), s, req.Expecting(shown), nil); err != nil || result.Withdrawn != 2 {
		t.Errorf("told to: %+v, %v", result, err)
	}
}

func TestANewNumberOfAKnownPupilIsSaid(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	list := testkit.Lists(t, map[string]string{"child.csv": "child_id,reported_by,born_on,sex,upn\n" +
		"1001,heed,2014-05-02,F,A100000000001\nX1,cin,2014-05-02,F,A100000000001\nX2,cin,2014-06-02,F,A200000000001\n"})
	first := testkit.Lists(t, map[string]string{"child.csv": "child_id,reported_by,born_on,sex,upn\n1001,heed,2014-05-02,F,A100000000001\n"})
	if _, err := imports.Import(t.Context(), h.Session(system), imports.Request{Paths: []string{first}}, nil); err != nil {
		t.Fatal(err)
	}
	shown := preview(t, h.Session(system), imports.Request{Paths: []string{list}})
	if want := (imports.Children{Known: 1, New: 2, OtherNumber: 1}); shown.Batches[0].Children != want {
		t.Errorf("%+v, want %+v", shown.Batches[0].Children, want)
	}
}

// A date of birth that is mended makes nobody new, where the pupil number says who it is.
func TestAMendedDateOfBirthMakesNoNewChild(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	list := func(bornOn string) imports.Request {
		return imports.Request{Paths: []string{testkit.Lists(t, map[string]string{"child.csv": "child_id,reported_by,born_on,sex,upn\n1001,heed," + bornOn + ",F,A100000000001\n"})}}
	}
	if _, err := imports.Import(t.Context(), h.Session(system), list("2014-05-02"), nil); err != nil {
		t.Fatal(err)
	}
	shown := preview(t, h.Session(system), list("2014-05-20"))
	if want := (imports.Children{Known: 1}); shown.Batches[0].Children != want {
		t.Errorf("%+v, want %+v", shown.Batches[0].Children, want)
	}
}

func TestOnlyWhoMayImportMayPreview(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	list := testkit.Lists(t, map[string]string{"cp_plan.csv": plans})
	for _, who := range []string{"W1", "W8"} {
		if _, err := imports.Preview(t.Context(), h.Session(h.Actor(t, who)), imports.Request{Paths: []string{list}}, nil); !errors.Is(err, door.ErrForbidden) {
			t.Errorf("%s: %v", who, err)
		}
	}
}

func TestWhatStandsInTheWayOfAnUndoIsSaidByName(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	s := h.Session(system)
	var ids []string
	for _, sex := range []string{"1", "2", "0"} {
		file := testkit.Lists(t, map[string]string{"mended " + sex + ".xml": strings.ReplaceAll(fmt.Sprintf(sentForm, 2024, testkit.Authority,
			`<Child><ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2012-05-04</PersonBirthDate><Sex>1</Sex></ChildIdentifiers></Child>`), "<Sex>1", "<Sex>"+sex)})
		result, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{file}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, result.Batches[0].Batch)
	}
	_, err := imports.Undo(t.Context(), s, ids[0], "Wrong year")
	later, ok := errors.AsType[*imports.LaterError](err)
	if !ok || len(later.Later) != 2 || later.Later[0].ID != ids[2] || later.Later[1].ID != ids[1] ||
		!strings.Contains(err.Error(), "mended 0.xml") || !strings.Contains(err.Error(), "18 November 2026") || !errors.Is(err, door.ErrConflict) {
		t.Fatalf("%v, want the two that came later, the latest first", err)
	}
	if err := imports.Undoable(t.Context(), s, ids[0]); !cmp.Equal(err.Error(), later.Error()) {
		t.Errorf("asked before: %v", err)
	}
	if _, err := imports.Undo(t.Context(), s, ids[2], "   "); !errors.Is(err, door.ErrInvalid) {
		t.Errorf("without a reason: %v", err)
	}
	for _, id := range slices.Backward(ids) {
		if _, err := imports.Undo(t.Context(), s, id, "Wrong year"); err != nil {
			t.Errorf("in their order: %v", err)
		}
	}
	page, err := imports.Find(t.Context(), s, ids[0], 1)
	if err != nil || page.Batch.UndoneWhy != "Wrong year" {
		t.Errorf("the reason is kept as %q, %v", page.Batch.UndoneWhy, err)
	}
}

func TestFaultsAreAFileByFileSheetLineAndCell(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	s := h.Session(h.Actor(t, "W13"))
	folder := testkit.Lists(t, map[string]string{"=1+1 visits.csv": "child_id,visited_on\n1001,\"31/02/2026\n\"\n1002,2026-10-02\n1001,30/02/2026\n"})
	req := imports.Request{Paths: []string{folder}, Kind: "cin_visit"}
	shown := preview(t, s, req)
	result, err := imports.Import(t.Context(), s, req, nil)
	if err != nil {
		t.Fatal(err)
	}
	var before, after, text bytes.Buffer
	if err := imports.WriteFaults(imports.FaultsFile(&before, "faults.XLSX"), shown.FaultList, shown.Faults, s.Catalogue()); err != nil {
		t.Fatal(err)
	}
	if err := imports.ExportFaults(t.Context(), s, result.Batches[0].Batch, imports.FaultsFile(&after, "faults.xlsx")); err != nil {
		t.Fatal(err)
	}
	if err := imports.ExportFaults(t.Context(), s, result.Batches[0].Batch, imports.FaultsFile(&text, "faults.csv")); err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"File", "Sheet", "Line", "Cell", "Record", "Field", "What stood there", "What is wrong", "What Heed did"},
		{"=1+1 visits.csv", "", "2", "B2", "Visit to a child in need", "Visited on", "text of 10 characters", "Not a date in the calendar", "Row kept out"},
		{"=1+1 visits.csv", "", "5", "B4", "Visit to a child in need", "Visited on", "text of 10 characters", "Not a date in the calendar", "Row kept out"},
	}
	for name, file := range map[string]*bytes.Buffer{"before": &before, "after": &after} {
		f, err := excelize.OpenReader(bytes.NewReader(file.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows("Faults")
		if diff := cmp.Diff(want, rows); diff != "" || err != nil {
			t.Errorf("%s the import (%v):\n%s", name, err, diff)
		}
		if formula, err := f.GetCellFormula("Faults", "A2"); formula != "" || err != nil {
			t.Errorf("a file's name is the formula %q, %v", formula, err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	if !strings.Contains(text.String(), "\n'=1+1 visits.csv,,2,B2,") {
		t.Errorf("as CSV: %s", text.String())
	}
}
