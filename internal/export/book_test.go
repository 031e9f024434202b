package export

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"regexp"
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
	if diff := cmp.Diff([]string{"1", "2"}, columnsOf(t, out.Bytes())); diff != "" {
		t.Errorf("its columns are not in order: %s", diff)
	}
	if kind, err := f.GetCellType("Faults", "B2"); err != nil || kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset {
		t.Errorf("a number is of type %d, %v", kind, err)
	}
}

// A spreadsheet may refuse a sheet that gives the widths of its columns in another order than that of the columns.
func TestASheetOfATableGivesItsColumnsInOrder(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	table := Table{Name: "Lists", Columns: []Column{{Heading: "Child"}, {Heading: "Day", Kind: Days}, {Heading: "Reason"}}, Rows: [][]string{{"1001", "2026-10-31", ""}}}
	if err := Workbook(&out, table); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1", "2", "3"}, columnsOf(t, out.Bytes())); diff != "" {
		t.Error(diff)
	}
}

var firstColumn = regexp.MustCompile(`<col min="(\d+)"`)

// columnsOf gives the columns of a workbook's only sheet as they stand in it.
func columnsOf(t *testing.T, book []byte) (columns []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := fs.ReadFile(z, "xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range firstColumn.FindAllSubmatch(sheet, -1) {
		columns = append(columns, string(found[1]))
	}
	return columns
}
