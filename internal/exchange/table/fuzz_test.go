package table_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/table"
	"heed/internal/exchange/workbook"
)

// sheetOf gives the rows of a text as a sheet of a workbook, up to what cannot be read.
func sheetOf(text string, epoch1904 bool) workbook.Grid {
	g := workbook.Grid{Name: "Sheet1", Epoch1904: epoch1904}
	rows := sheet.New(strings.NewReader(text))
	for {
		cells, err := rows.Next()
		if _, bad := errors.AsType[*sheet.RowError](err); bad {
			continue
		}
		if err != nil || g.Add(slices.Clone(cells), rows.Line(), rows.Row(), &budget.Meter{}) != nil {
			return g
		}
	}
}

// FuzzSheet reads any sheet of a workbook as a list of each of some record types.
func FuzzSheet(f *testing.F) {
	for _, seed := range []string{
		"team_id,name,service\nt1,North,Care\n", "child_id,missing_started_on,held_at\n1,45413,45414.375\n1,45413,79999.9999999\n",
		"A title\n\nchild_id,worker_id,role,started_on,ended_on\n1,w1,social worker,45000,\n1,w1,social worker,45000,44000\n\nTotal,2\n",
		"team_id,name,name,\nt1,a,b\nteam_id,name,name,\n", "child_id\n",
	} {
		f.Add(seed, true, uint8(0))
		f.Add(seed, false, uint8(2))
	}
	cat, norm := intaketest.Catalogue(f)
	lists := table.NewLists(cat, norm)
	types := []string{"team", "allocation", "return_interview", "setting"}
	f.Fuzz(func(t *testing.T, text string, epoch1904 bool, titles uint8) {
		const longest = 32 << 10
		if len(text) > longest {
			t.Skip("long")
		}
		g := sheetOf(text, epoch1904)
		for _, id := range types {
			file := lists.File("lists.xlsx, sheet Sheet1", cat.Type(id))
			file.Sheet, file.Titles = &g, int(titles)
			sink := &intaketest.Collector{}
			to := intake.NewReceiver(sink, intaketest.Today, 0)
			if err := errors.Join(table.Read(context.Background(), nil, file, norm, to), to.Settle()); err != nil {
				intaketest.CheckRefused(t, err)
			}
			intaketest.CheckRows(t, sink)
			intaketest.CheckSound(t, sink)
		}
	})
}

// FuzzEveryType reads any text as a list of any record type, by the names of its columns.
func FuzzEveryType(f *testing.F) {
	f.Add("child_id,reviewed_on,participation\n1,31/01/2024,PN1\n")
	f.Add("child_id,started_on,legal_status,placement_type\n1,2024-01-31,C2,U4\n1,2024-01-31,C2,U4\n1,2024-01-31,C3,U4\n")
	f.Add("name,value,basis\nvisit_days,28,Team plan\n")
	f.Add("Child id;Born on\n1.0;45413\n1,23E+11;#N/A\n")
	cat, norm := intaketest.Catalogue(f)
	lists := table.NewLists(cat, norm)
	f.Fuzz(func(t *testing.T, text string) {
		const longest = 32 << 10
		if len(text) > longest {
			t.Skip("long")
		}
		heading, err := sheet.Heading(sheet.New(strings.NewReader(text)))
		if err != nil {
			t.Skip("no heading")
		}
		for _, typ := range lists.Match(heading, "list.csv") {
			sink := &intaketest.Collector{}
			to := intake.NewReceiver(sink, intaketest.Today, intake.Prebirth)
			to.HoldRows()
			in := io.Reader(strings.NewReader(text))
			if err := errors.Join(table.Read(context.Background(), in, lists.File("list.csv", typ), norm, to), to.Settle()); err != nil {
				intaketest.CheckRefused(t, err)
			}
			intaketest.CheckSound(t, sink)
		}
	})
}
