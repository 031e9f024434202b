package export

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func TestAWorkbookHoldsTextsAndNoFormula(t *testing.T) {
	t.Parallel()
	rows := [][]string{
		{"File", "Line", "What"},
		{"=1+1", "12", "+441"},
		{"-cmd|' /C calc'!A0", "007", "@SUM(A1)"},
		{"a,b\n\"c\"", "", "Zoë’s list.csv"},
	}
	var out bytes.Buffer
	b := NewBook(&out, "Faults", 30, 10)
	for _, row := range rows {
		b.Row(row...)
	}
	if err := b.Flush(); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	got, err := f.GetRows("Faults")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows, got); diff != "" {
		t.Error(diff)
	}
	for _, cell := range []string{"A2", "C2", "A3", "C3"} {
		kind, err := f.GetCellType("Faults", cell)
		formula, errFormula := f.GetCellFormula("Faults", cell)
		if err != nil || errFormula != nil || formula != "" || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%s is of type %d with the formula %q, %v %v", cell, kind, formula, err, errFormula)
		}
	}
	if kind, err := f.GetCellType("Faults", "B2"); err != nil || kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset {
		t.Errorf("a number is of type %d, %v", kind, err)
	}
}
