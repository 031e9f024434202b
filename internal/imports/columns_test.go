package imports_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/testkit"
)

// medicals is a list with headings and words of its own.
const medicals = "Ref,Type → of medical,Date seen,Comments\n1005,First,01/02/2025,fine\n1005,Yearly,03/02/2026,\n"

func medicalColumns() imports.Columns {
	return imports.Columns{
		RecordType: "health_assessment", File: "medicals.csv",
		Fields: map[string]string{"Ref": "child_id", "Type → of medical": "kind", "Date seen": "held_on", "Comments": imports.LeftOut},
		Words:  map[string]map[string]string{"kind": {"First": "initial", "Yearly": "review"}},
	}
}

func TestWhatIsSaidOfColumnsIsKeptAndUsed(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	s := h.Session(h.Actor(t, "W13"))
	file := testkit.Lists(t, map[string]string{"medicals.csv": medicals})
	if _, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{file}}, nil); err == nil {
		t.Fatal("it is imported before anybody said what it holds")
	}
	if err := imports.SaveColumns(t.Context(), s, medicalColumns(), "test"); err != nil {
		t.Fatal(err)
	}
	list, err := imports.ListColumns(t.Context(), s)
	if err != nil || len(list) != 1 || list[0].By != "W13" {
		t.Fatalf("%v, %v", list, err)
	}
	kept := list[0]
	if diff := cmp.Diff(medicalColumns(), imports.Columns{RecordType: kept.RecordType, File: kept.File, Fields: kept.Fields, Words: kept.Words}); diff != "" {
		t.Errorf("what is kept is not what was said: %s", diff)
	}
	result, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{file}}, nil)
	if err != nil || result.RowsRead != 2 {
		t.Fatalf("%+v, %v", result, err)
	}
	if says := strings.Join(imports.OriginWords(result.Batches[0]), " "); !strings.Contains(says, "medicals.csv is read by the columns that were saved for such files.") {
		t.Errorf("it is told as %q", says)
	}
	changed := medicalColumns()
	changed.Fields["Comments"] = "report_received_on"
	if err := imports.SaveColumns(t.Context(), s, changed, "test"); err != nil {
		t.Fatal(err)
	}
	if list, err := imports.ListColumns(t.Context(), s); err != nil || len(list) != 1 || list[0].ID != kept.ID || list[0].Fields["Comments"] != "report_received_on" {
		t.Errorf("what is said again stands beside what was said before: %v, %v", list, err)
	}
	if err := imports.WithdrawColumns(t.Context(), s, kept.ID); err != nil {
		t.Fatal(err)
	}
	if list, err := imports.ListColumns(t.Context(), s); err != nil || len(list) != 0 {
		t.Errorf("after it is withdrawn: %v, %v", list, err)
	}
	if _, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{file}}, nil); err == nil {
		t.Error("it is used after it is withdrawn")
	}
}

func TestColumnsThatCannotBeUsedAreNotKept(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	for name, tt := range map[string]struct {
		change func(*imports.Columns)
		who    string
		want   error
		says   string
	}{
		"a type that is none":    {func(c *imports.Columns) { c.RecordType = "x" }, "W13", door.ErrInvalid, "choose what the file is a list of"},
		"a field that is none":   {func(c *imports.Columns) { c.Fields["Ref"] = "x" }, "W13", door.ErrInvalid, "has no field x"},
		"one field twice":        {func(c *imports.Columns) { c.Fields["Comments"] = "held_on" }, "W13", door.ErrInvalid, "two headings are said to be Held on"},
		"nobody":                 {func(c *imports.Columns) { c.Fields["Ref"] = imports.LeftOut }, "W13", door.ErrInvalid, "no heading is said to be"},
		"a code that is none":    {func(c *imports.Columns) { c.Words["kind"]["First"] = "x" }, "W13", door.ErrInvalid, "no code of Kind"},
		"words of no field":      {func(c *imports.Columns) { c.Words["x"] = map[string]string{"a": "b"} }, "W13", door.ErrInvalid, "has no field x"},
		"from who may not write": {func(*imports.Columns) {}, "W1", door.ErrForbidden, ""},
	} {
		c := medicalColumns()
		tt.change(&c)
		s := h.Session(h.Actor(t, tt.who))
		if err := imports.SaveColumns(t.Context(), s, c, "test"); !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := imports.ListColumns(t.Context(), h.Session(h.Actor(t, "W1"))); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("a social worker lists them: %v", err)
	}
}

func TestHeadingsProposeTheirFields(t *testing.T) {
	t.Parallel()
	types := testkit.OpenCold(t).Catalogue()
	for heading, want := range map[string]string{
		"Held on": "held_on", "held_on": "held_on", "HELD-ON": "held_on", "clah_health_check_date": "held_on", "Person ID": "child_id", "Mosaic ID": "child_id", "Weather": "",
	} {
		if got := imports.GuessField(types.Type("health_assessment"), heading); got != want {
			t.Errorf("%s is proposed as %q, want %q", heading, got, want)
		}
	}
	if got := imports.GuessField(types.Type("team"), "Person ID"); got != "" {
		t.Errorf("a team's person is %q", got)
	}
}
