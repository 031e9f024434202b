package extract_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/export"
	"heed/internal/extract"
	"heed/internal/imports"
	"heed/internal/ledger"
	"heed/internal/testkit"
)

var shared testkit.Shared

// council is how many children the invented council has: enough that every list but that of adoptions has rows.
const council = 100

func TestMain(m *testing.M) {
	code := m.Run()
	if err := shared.Close(); err != nil {
		code = 1
	}
	os.Exit(code)
}

// workbook writes the lists of a day to a file and gives its name.
func workbook(t *testing.T, s *door.Session) string {
	t.Helper()
	found, err := extract.FindAnnexA(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := export.Workbook(&out, found.Tables...); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "annex-a.xlsx")
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// sheets gives the rows of each sheet of a workbook by heading, as a spreadsheet shows them.
func sheets(t *testing.T, name string) map[string][]map[string]string {
	t.Helper()
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	all := map[string][]map[string]string{}
	for _, sheet := range f.GetSheetList()[1:] { // the first has the notes
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		all[sheet] = []map[string]string{}
		for _, row := range rows[1:] {
			cells := map[string]string{}
			for i, cell := range row {
				cells[rows[0][i]] = cell
			}
			all[sheet] = append(all[sheet], cells)
		}
	}
	return all
}

func TestAnnexAWrittenOfASyntheticCouncilAndReadBackChangesNothing(t *testing.T) {
	t.Parallel()
	h := testkit.Synthetic(t, council)
	who := door.System(testkit.Authority)
	on := time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)
	s := h.Session(who).At(door.Question{AsAt: on})
	name := workbook(t, s)
	before := sheets(t, name)
	for i, list := range []string{"List 1", "List 2", "List 3", "List 4", "List 5", "List 6", "List 7", "List 8", "List 9", "List 11"} {
		if len(before[list]) == 0 {
			t.Errorf("%d: %s is empty", i, list)
		}
	}
	result, err := imports.Import(t.Context(), h.Session(who), imports.Request{Paths: []string{name}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if result.Appended != 0 || result.Withdrawn != 0 || result.RowsRead == 0 || result.Faults != 1 || !strings.Contains(result.FaultList[0].Reason, "from the records that are here already") {
		t.Errorf("%+v", result)
	}
	if diff := cmp.Diff(before["List 8"], sheets(t, workbook(t, s))["List 8"]); diff != "" {
		t.Error(diff)
	}
}

// What one authority writes another that holds nothing else must read as the same, in all that the reader keeps.
func TestAnnexAReadElsewhereIsWrittenTheSameAgain(t *testing.T) {
	t.Parallel()
	on := door.Question{AsAt: time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)}
	name := workbook(t, testkit.Synthetic(t, council).Session(door.System(testkit.Authority)).At(on))
	elsewhere, who := testkit.Empty(t), door.System(testkit.Authority)
	first, err := imports.Import(t.Context(), elsewhere.Session(who), imports.Request{Paths: []string{name}, Kind: "annexa"}, nil)
	if err != nil || first.Appended == 0 {
		t.Fatalf("%+v, %v", first, err)
	}
	again := workbook(t, elsewhere.Session(who).At(on))
	want, got := sheets(t, name), sheets(t, again)
	for list, columns := range map[string][]string{
		"List 1": {"Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)", "Date of Contact", "Contact Source"},
		"List 2": {"Child Unique ID", "Assessment start date", "Assessment completion date"},
		"List 3": {"Child Unique ID", "Date of referral", "Referral Source", "Referral NFA?", "Allocated Team", "Allocated Worker"},
		"List 5": {"Child Unique ID", "Strategy discussion initiating Section 47 Enquiry Start Date", "Date of Initial Child Protection Conference", "Allocated Worker"},
		"List 6": {"Child Unique ID", "CIN Start Date", "Primary Need Code", "CIN Closure Date", "Reason for Closure", "Allocated Team", "Allocated Worker"},
		"List 7": {"Child Unique ID", "Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse", "Date of the Last Statutory Visit", "Was the Child Seen Alone?", "Child Protection Plan End Date", "Number of Previous Child Protection Plans"},
		"List 8": {"Child Unique ID", "Child's Category of Need", "Child's Legal Status", "Date of Latest Statutory Review", "Date of Last Social Work Visit", "Date of Last Health Assessment", "Date of Last Dental Check", "Placement Type", "Placement Provider", "URN of Placement", "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months", "Was the child offered a Return Interview after their last missing episode (Y/N)?", "Allocated Team", "Allocated Worker"},
		"List 9": {"Child Unique ID", "Allocated Worker", "Eligibility Category", "LA in Touch", "Activity Status", "Allocated Personal Advisor", "Latest Pathway Plan Review Date", "Latest Date of Contact"},
	} {
		only := func(rows []map[string]string) []string {
			var lines []string
			for _, row := range rows {
				cells := make([]string, len(columns))
				for i, column := range columns {
					cells[i] = row[column]
				}
				lines = append(lines, strings.Join(cells, " | "))
			}
			slices.Sort(lines)
			return lines
		}
		if diff := cmp.Diff(only(want[list]), only(got[list])); diff != "" {
			t.Errorf("%s: %s", list, diff)
		}
	}
	back, err := imports.Import(t.Context(), elsewhere.Session(who), imports.Request{Paths: []string{name}, Kind: "annexa"}, nil)
	if err != nil || back.Appended != 0 {
		t.Errorf("imported again it adds %d records, %v", back.Appended, err)
	}
}

func TestChildrenWhoseRecordIsNotOpenAreInNoExtract(t *testing.T) {
	t.Parallel()
	h := shared.Open(t)
	at := door.Question{AsAt: testkit.Today}
	restricted := map[string]bool{"1003": true, "1006": true}
	asked := 0
	defer func() {
		if asked == 0 {
			t.Error("nobody but the command line may take an extract")
		}
	}()
	for _, who := range h.Staff(t) {
		s := h.Session(who).At(at)
		if !h.May(who, access.Export) || who.Role == access.System || !s.MayRead("episode") {
			continue
		}
		for _, recordType := range []string{"child", "episode", "cp_plan", "child_name", "adoption"} {
			found, err := extract.FindRecords(t.Context(), s, recordType)
			if err != nil {
				t.Fatalf("%s, %s: %v", who.Role, recordType, err)
			}
			asked++
			for _, row := range found.Table.Rows {
				if v := shownTo(t, h, who, row[0]); !v.Read || recordType == "child_name" && !v.Name {
					t.Errorf("%s sees %s of %s", who.Role, recordType, row[0])
				}
			}
		}
		found, err := extract.FindAnnexA(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		returned, err := extract.FindSSDA903(t.Context(), s, 2026)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(found.Notes, extract.NotOpen) || !slices.Equal(returned.Notes, []string{extract.NotOpen}) {
			t.Errorf("%s is told %v and %v: the same is to be said of what is not open, however much it is", who.Role, found.Notes, returned.Notes)
		}
		for _, list := range found.Tables[1:11] {
			for _, row := range list.Rows {
				if restricted[row[0]] && !shownTo(t, h, who, row[0]).Read {
					t.Errorf("%s sees %s in %s", who.Role, row[0], list.Name)
				}
			}
		}
	}
}

// A decision on two numbers names both: where the record of either is closed to the reader, they are not given it.
func TestADecisionThatNamesAClosedRecordIsInNoExtract(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	for _, pair := range [][2]string{{"1001", "1003"}, {"1006", "1002"}, {"1004", "1005"}} {
		testkit.Put(t, h, "identity_decision", map[string]string{
			"child_id": pair[0], "other_child_id": pair[1], "same": "false", "decided_on": "2026-11-02", "decided_by": "W13", "reason": "Not alike",
		})
	}
	for who, want := range map[door.Actor][]string{
		h.Actor(t, "W13"):              {"1004 1005"},
		door.System(testkit.Authority): {"1001 1003", "1004 1005", "1006 1002"},
	} {
		found, err := extract.FindRecords(t.Context(), h.Session(who), "identity_decision")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range found.Table.Rows {
			got = append(got, row[0]+" "+row[1])
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", who.Role, diff)
		}
	}
}

func TestWhoIsOfferedAnExtractIsWhoMayTakeOne(t *testing.T) {
	t.Parallel()
	h := shared.Open(t)
	offered := 0
	for _, who := range h.Staff(t) {
		s := h.Session(who).At(door.Question{AsAt: testkit.Today})
		_, err := extract.FindAnnexA(t.Context(), s)
		if may := extract.May(s); may != (err == nil) || may != (extract.Allow(t.Context(), s, "a test") == nil) || may != (len(extract.Types(s)) > 0) {
			t.Errorf("%s is offered extracts: %t, of %d kinds of record, and is given: %v", who.Role, may, len(extract.Types(s)), err)
		}
		if extract.May(s) {
			offered++
		}
	}
	if offered < 2 {
		t.Errorf("%d are offered extracts", offered)
	}
}

func shownTo(t *testing.T, h *testkit.Heed, who door.Actor, child string) door.Verdict {
	t.Helper()
	in, err := h.Session(who).Today().Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return in.Scope.Of(child)
}

func TestWhoSeesTotalsOrReadsNoRecordsTakesNoExtract(t *testing.T) {
	t.Parallel()
	h := shared.Open(t)
	for _, who := range h.Staff(t) {
		if h.May(who, access.Export) && h.Session(who).MayRead("child") {
			continue
		}
		if _, err := extract.FindRecords(t.Context(), h.Session(who), "child"); err == nil {
			t.Errorf("%s takes records", who.Role)
		}
		if _, err := extract.FindAnnexA(t.Context(), h.Session(who)); err == nil {
			t.Errorf("%s takes Annex A", who.Role)
		}
	}
}

func TestRecordsAreWrittenInTheirOwnColumnsInEveryForm(t *testing.T) {
	t.Parallel()
	s := shared.Open(t).Session(door.System(testkit.Authority))
	found, err := extract.FindRecords(t.Context(), s, "missing_episode")
	if err != nil || len(found.Table.Rows) == 0 {
		t.Fatalf("%d rows, %v", len(found.Table.Rows), err)
	}
	for _, name := range []string{"a.csv", "a.xlsx", "a.parquet"} {
		var out bytes.Buffer
		if err := extract.Write(&out, found.Table, name); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch filepath.Ext(name) {
		case ".csv":
			if !strings.HasPrefix(out.String(), "child_id,started_on,kind,ended_on,started_at,found_at\n") {
				t.Errorf("%q", out.String()[:60])
			}
		case ".parquet":
			f, err := parquet.OpenFile(bytes.NewReader(out.Bytes()), int64(out.Len()))
			if err != nil || f.NumRows() != int64(len(found.Table.Rows)) {
				t.Fatalf("%d rows, %v", f.NumRows(), err)
			}
			if got := f.Schema().String(); !strings.Contains(got, "optional int32 started_on (DATE)") || !strings.Contains(got, "TIMESTAMP") {
				t.Error(got)
			}
		case ".xlsx":
			if _, err := excelize.OpenReader(bytes.NewReader(out.Bytes())); err != nil {
				t.Error(err)
			}
		}
	}
}

// Records written as CSV are a list that Heed reads, of which nothing is new.
func TestRecordsWrittenAsCSVReadBackChangeNothing(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	s := h.Session(door.System(testkit.Authority))
	for _, recordType := range []string{"missing_episode", "episode", "cp_plan", "allocation", "child"} {
		found, err := extract.FindRecords(t.Context(), s, recordType)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := found.Table.CSV(&out); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(t.TempDir(), recordType+".csv")
		if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		result, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{name}, Kind: recordType, Year: 2027}, nil)
		if err != nil || result.Appended != 0 || result.Unchanged == 0 {
			t.Errorf("%s: %d added, %d unchanged, %v: %+v", recordType, result.Appended, result.Unchanged, err, result.FaultList)
		}
	}
}

func TestRecordsOfLaterDaysAreLeftOutAndCounted(t *testing.T) {
	t.Parallel()
	h := shared.Open(t)
	all, err := extract.FindRecords(t.Context(), h.Session(door.System(testkit.Authority)), "missing_episode")
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for _, row := range all.Table.Rows {
		last = max(last, row[1])
	}
	day, err := time.Parse(time.DateOnly, last)
	if err != nil {
		t.Fatal(err)
	}
	found, err := extract.FindRecords(t.Context(), h.Session(door.System(testkit.Authority)).At(door.Question{AsAt: day.AddDate(0, 0, -1)}), "missing_episode")
	if err != nil || found.Later == 0 || found.Later+len(found.Table.Rows) != len(all.Table.Rows) || !strings.Contains(found.Words(), "of later days left out") {
		t.Errorf("%d of %d, %d later, %v", len(found.Table.Rows), len(all.Table.Rows), found.Later, err)
	}
}

func TestEveryExtractIsInTheAccessLog(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	s := h.Session(door.System(testkit.Authority)).At(door.Question{AsAt: testkit.Today})
	if _, err := extract.FindAnnexA(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if _, err := extract.FindRecords(t.Context(), s, "episode"); err != nil {
		t.Fatal(err)
	}
	list, err := s.Ledger().ListAccess(t.Context(), ledger.AccessFilter{Authority: testkit.Authority})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Annex A as at 2026-11-18", "episode: "} {
		found := false
		for _, a := range list {
			found = found || a.Action == string(access.Export) && strings.HasPrefix(a.Detail, want)
		}
		if !found {
			t.Errorf("nothing in the access log begins %q", want)
		}
	}
}
