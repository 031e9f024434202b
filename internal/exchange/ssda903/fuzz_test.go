package ssda903_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/ssda903"
	"heed/internal/exchange/workbook"
)

// FuzzReadSheets reads two sheets of a workbook as tables of a return, whatever stands in them.
func FuzzReadSheets(f *testing.F) {
	children := "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,40000,WBRI,A000000000001,,\n2,2,01/05/2030,XXX,,1,41000.5\n"
	f.Add(children, "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n1,45047,S,C2,N1,U4,PR1,45017,X1,,EH1 1AA,,\n", false)
	f.Add(children, "A title\nCHILD,DOB,REVIEW,REVIEW_CODE\n1,40000,45100,PN1\n1,40001,45100,PN2\n3,,x,PN9\nTotal,,,3\n", true)
	f.Add("CHILD,DOB,MISSING,MIS_START,MIS_END\n1,40000,M,45100,45099\n", "CHILD,DOB,SDQ_SCORE,CONVICTED\n1,40000,41,1.0\n", false)
	format := newFormat(f)
	f.Fuzz(func(t *testing.T, one, other string, epoch1904 bool) {
		const longest = 32 << 10
		if len(one)+len(other) > longest {
			t.Skip("long")
		}
		var files []ssda903.File
		for i, text := range []string{one, other} {
			g := workbook.Grid{Name: "Sheet1", Epoch1904: epoch1904}
			rows := sheet.New(strings.NewReader(text))
			for cells, err := rows.Next(); err == nil; cells, err = rows.Next() {
				if err := g.Add(slices.Clone(cells), rows.Line(), rows.Row(), &budget.Meter{}); err != nil {
					t.Fatal(err)
				}
			}
			if len(g.Rows) == 0 {
				continue
			}
			if table := format.Match(sheet.Trim(g.Rows[0])); table != nil {
				name := "r.xlsx, sheet " + []string{"one", "other"}[i]
				files = append(files, ssda903.File{Name: name, Table: table, Sheet: func() (workbook.Grid, error) { return g, nil }})
			}
		}
		sink := &intaketest.Collector{}
		if err := format.ReadCSV(context.Background(), files, 2024, intake.NewReceiver(sink, intaketest.Today, 0)); err != nil {
			intaketest.CheckRefused(t, err)
			return
		}
		intaketest.CheckRows(t, sink)
		intaketest.CheckSound(t, sink)
	})
}
