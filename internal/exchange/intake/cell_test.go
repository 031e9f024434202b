package intake

import (
	"testing"
	"time"
)

func TestAFaultSaysWhichCellItIsOf(t *testing.T) {
	t.Parallel()
	d := NewReceiver(nil, time.Time{}, 0)
	d.Column("a.csv", "DECOM", 3)
	d.Column("a.csv", "born_on", 28)
	d.Row("a.csv", 9, 7)
	d.Row("a.csv", 4, 4)
	d.Sheet("b.xlsx, sheet List 8", "List 8")
	for name, c := range map[string]struct {
		fault       Fault
		cell, sheet string
	}{
		"a field by the format's own name of it":       {Fault{File: "a.csv", Line: 4, Field: "started_on (DECOM)"}, "C4", ""},
		"a field beyond the twenty-sixth column":       {Fault{File: "a.csv", Line: 2, Field: "born_on"}, "AB2", ""},
		"a row below a cell of several lines":          {Fault{File: "a.csv", Line: 9, Field: "DECOM"}, "C7", ""},
		"a field that the file has no column of":       {Fault{File: "a.csv", Line: 4, Field: "ended_on (DEC)"}, "", ""},
		"a whole row":                                  {Fault{File: "a.csv", Line: 4}, "", ""},
		"a whole file":                                 {Fault{File: "a.csv", Field: "DECOM"}, "", ""},
		"a file without columns":                       {Fault{File: "c.xml", Line: 4, Field: "started_on (DECOM)"}, "", ""},
		"a sheet of a workbook, of whose columns none": {Fault{File: "b.xlsx, sheet List 8", Line: 4, Field: "DECOM"}, "", "List 8"},
	} {
		if got := d.locate(c.fault); got.Cell != c.cell || got.Sheet != c.sheet {
			t.Errorf("%s is at %q of %q, want %q of %q", name, got.Cell, got.Sheet, c.cell, c.sheet)
		}
	}
}
