package exchange

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"heed/catalogue"
)

// drawn is a sheet of a workbook that a test writes. state is visible where it is blank.
type drawn struct {
	name, state string
	rows        [][]any
}

// book writes a workbook.
func book(tb testing.TB, epoch1904 bool, sheets ...drawn) string {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			tb.Fatal(err)
		}
	}
	must(f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &epoch1904}))
	for _, s := range sheets {
		_, err := f.NewSheet(s.name)
		must(err)
		for i, row := range s.rows {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			must(err)
			must(f.SetSheetRow(s.name, cell, &row))
		}
	}
	must(f.DeleteSheet("Sheet1"))
	for i, s := range sheets {
		if s.state == "" {
			f.SetActiveSheet(i) // the one that is looked at cannot be hidden
			break
		}
	}
	for _, s := range sheets {
		if s.state != "" {
			must(f.SetSheetVisible(s.name, false, s.state == "veryHidden"))
		}
	}
	var buf bytes.Buffer
	must(f.Write(&buf))
	return buf.String()
}

// any903 gives a table of the return as a sheet, days as the numbers that a spreadsheet has for them.
func any903(shift int) (header, episodes drawn) {
	header = drawn{"Table 1", "", [][]any{{"SSDA903 2024/25"}, {}, {"CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"}, {810001, 1, 40299 - shift, "WBRI", "UN1", 0, ""}}}
	episodes = drawn{"Episodes", "", [][]any{
		{"CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"},
		{810001, 45413 - shift, "S", "C2", "N1", "U4", "PR1", "14/08/2024", "E8"},
		{810001, "later", "S", "C2", "N1", "U4", "PR1", "", ""},
	}}
	return header, episodes
}

func TestTheSSDA903IsReadFromAWorkbook(t *testing.T) {
	t.Parallel()
	for name, epoch := range map[string]bool{"days from 1900": false, "days from 1904": true} {
		shift := map[bool]int{true: 1462}[epoch]
		header, episodes := any903(shift)
		reviews := drawn{"Reviews", "", [][]any{{"CHILD", "DOB", "REVIEW", "REVIEW_CODE"}, {810001, 40299 - shift, 45442 - shift, "PN1"}}}
		old := drawn{"Episodes (old)", "hidden", episodes.rows}
		returns, err := recognise(t, whichDay, tree(t, "903.xlsx", book(t, epoch, old, drawn{"Notes", "", [][]any{{"hello"}}}, header, episodes, reviews)))
		if err != nil || len(returns) != 1 || returns[0].Scope != "ssda903 2025" || len(returns[0].Files) != 1 {
			t.Fatalf("%s: %v, %v", name, scopes(returns), err)
		}
		sink := readAll(t, returns)
		for _, body := range []string{`child 810001/ssda903 {"born_on":"2010-05-01"`, `episode 810001/2024-05-01 `, `"ended_on":"2024-08-14"`, `review 810001/2024-05-30 `} {
			if !strings.Contains(sink.Bodies(), body) {
				t.Errorf("%s: no %s in %s", name, body, sink.Bodies())
			}
		}
		for _, line := range []string{
			"903.xlsx, sheet Episodes:3 episode | started_on (DECOM) | text of 5 characters | not a date in the calendar | row kept out",
			"903.xlsx, sheet Episodes (old):0  |  | sheet | a hidden sheet: show it in the workbook, and import that, if it is meant | not read",
			"903.xlsx, sheet Notes:0  |  | sheet | no row near its top is the heading of a table of the SSDA903 | not read",
		} {
			if !strings.Contains(sink.Lines(), line) {
				t.Errorf("%s: no fault %q in %s", name, line, sink.Lines())
			}
		}
		if len(sink.Faults) != 3 {
			t.Errorf("%s: faults %s", name, sink.Lines())
		}
		at := slices.IndexFunc(sink.Faults, func(f Fault) bool { return f.Effect == catalogue.EffectKeptOut })
		if f := sink.Faults[at]; f.Sheet != "Episodes" || f.Cell != "B3" {
			t.Errorf("%s: the fault is of sheet %q, cell %q", name, f.Sheet, f.Cell)
		}
	}
}

func TestAWorkbookOfOneTableIsReadBesideTheOthers(t *testing.T) {
	t.Parallel()
	header, episodes := any903(0)
	returns, err := recognise(t, whichDay, tree(t, "2024-25/header.xlsx", book(t, false, header), "2024-25/episodes.csv", strings.ReplaceAll(episodesCSV, "2020", "2024")))
	if err != nil || len(returns) != 1 || len(returns[0].Files) != 2 {
		t.Fatalf("%v, %v", scopes(returns), err)
	}
	if sink := readAll(t, returns); sink.Count("child") != 1 || sink.Count("episode") != 1 {
		t.Error(sink.Bodies(), sink.Lines())
	}
	copied := episodes
	copied.name = "Episodes (2)"
	_, err = recognise(t, whichDay, tree(t, "903.xlsx", book(t, false, header, episodes, copied)))
	if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "the sheets Episodes and Episodes (2)") {
		t.Errorf("two sheets for one table: %v", err)
	}
	header.state, episodes.state = "hidden", "veryHidden"
	_, err = recognise(t, whichDay, tree(t, "903.xlsx", book(t, false, drawn{"Cover", "", [][]any{{"hello"}}}, header, episodes)))
	if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "hidden sheets are not read") {
		t.Errorf("a workbook whose tables are all hidden: %v", err)
	}
}

func TestListsAreReadFromAWorkbook(t *testing.T) {
	t.Parallel()
	teams := drawn{"Sheet A", "", [][]any{{"Our teams"}, {"Team id", "Name", "Service"}, {"t1", "North", "Care"}}}
	interviews := drawn{"Interviews", "", [][]any{
		{"child_id", "missing_started_on", "offered_at", "held_at", "outcome"}, {810001, 45413, 45414.375, "03/05/2024 10:00", ""},
	}}
	visits := drawn{"cp_visit", "", [][]any{{"child_id", "visited_on"}, {810001, 45413}}}
	rights := drawn{"restriction", "", [][]any{{"child_id", "visited_on"}, {810001, 45413}}}
	returns, err := recognise(t, whichDay, tree(t, "lists.xlsx", book(t, false, teams, interviews, visits)))
	if err != nil || len(returns) != 1 || returns[0].Kind != "csv" {
		t.Fatalf("%v, %v", scopes(returns), err)
	}
	sink := readAll(t, returns)
	for _, body := range []string{`team t1 `, `"missing_started_on":"2024-05-01"`, `"offered_at":"2024-05-02T08:00:00Z"`, `"held_at":"2024-05-03T09:00:00Z"`, `cp_visit 810001/`} {
		if !strings.Contains(sink.Bodies(), body) {
			t.Errorf("no %s in %s %s", body, sink.Bodies(), sink.Lines())
		}
	}
	if _, err := recognise(t, whichDay, tree(t, "restriction.xlsx", book(t, false, rights))); !errors.Is(err, ErrRefused) {
		t.Errorf("a workbook of rights: %v", err)
	}
}

func TestHiddenSheetsOfAnnexANeverWin(t *testing.T) {
	t.Parallel()
	heading := []any{"Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Date of Referral", "Referral Source", "Referral NFA?"}
	list := func(name, state, nfa string) drawn {
		return drawn{name, state, [][]any{heading, {2001, "b) Female", "a) WBRI", 42029, 45916, "q) 6: Police", nfa}}}
	}
	for _, state := range []string{"hidden", "veryHidden"} {
		for name, sheets := range map[string][]drawn{
			"behind": {list("List 3", "", "No"), list("List 3 (old)", state, "Yes")}, "in front": {list("List 3 (old)", state, "Yes"), list("List 3", "", "No")},
		} {
			returns, err := recognise(t, whichDay, tree(t, "a.xlsx", book(t, false, sheets...)))
			if err != nil {
				t.Fatal(err)
			}
			sink := readAll(t, returns)
			if sink.Rows != 1 || !strings.Contains(sink.Bodies(), `"no_further_action":false`) || !strings.Contains(sink.Lines(), "a.xlsx, sheet List 3 (old):0  |  | sheet | a hidden sheet") {
				t.Errorf("%s %s: %s %s", state, name, sink.Bodies(), sink.Lines())
			}
		}
	}
}

func TestListsOfAnnexABelowOneAnotherAreToldApart(t *testing.T) {
	t.Parallel()
	referrals := []any{"Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Date of Referral", "Referral Source", "Referral NFA?"}
	contacts := []any{"Our ref", "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Date of Contact", "Contact Source"}
	rows := [][]any{
		{"List 3"}, referrals, {2001, "b) Female", "a) WBRI", 42029, 45916, "q) 6: Police", "No"}, referrals, {2002, "b) Female", "a) WBRI", 42029, 45917, "q) 6: Police", "No"},
	}
	for range 60 { // far below the first rows
		rows = append(rows, []any{2003, "b) Female", "a) WBRI", 42029, 45918, "q) 6: Police", "No"})
	}
	rows = append(rows, []any{}, []any{"List 1: Contacts"}, contacts, []any{"x", 2004, "a) Male", "a) WBRI", 42030, 45919, "q) 6: Police"}, []any{"y", 2005, "a) Male", "a) WBRI", 42030, "soon", "6"})
	returns, err := recognise(t, whichDay, tree(t, "a.xlsx", book(t, false, drawn{"Sheet1 ", "", rows})))
	if err != nil {
		t.Fatal(err)
	}
	sink := readAll(t, returns)
	counts := map[string]int{}
	for _, r := range sink.Records {
		counts[r.Type]++
	}
	if diff := cmp.Diff(map[string]int{"child": 5, "referral": 3, "contact": 1}, counts); diff != "" {
		t.Error(diff, sink.Lines())
	}
	if strings.Contains(sink.Bodies(), "Unique") || strings.Contains(sink.Lines(), "as a note or a total") {
		t.Error(sink.Bodies(), sink.Lines())
	}
	at := slices.IndexFunc(sink.Faults, func(f Fault) bool { return f.Reason == "not a date in the calendar" })
	if at < 0 || sink.Faults[at].Cell != "F70" || sink.Faults[at].File != "a.xlsx, sheet Sheet1 , from row 68" {
		t.Errorf("the fault is %d of %s %+v", at, sink.Lines(), sink.Faults[max(at, 0)])
	}
}
