package exchange

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"heed/internal/exchange/annexa"
	"heed/internal/exchange/intake/intaketest"
	"heed/internal/exchange/ssd"
)

// annexSheets are the eleven lists as a busy authority sends them: titles above, blank rows, columns moved, added and left
// out, headings and values in their own words, a total below.
var annexSheets = []struct {
	name string
	rows [][]any
}{
	{"Notes", [][]any{{"Annex A of an invented council"}, {"Extract date", 45351}}},
	{"list 1 ", [][]any{{"List 1: Contacts"}, {}, {"Date of Contact", " child unique id", "Sex", "DOB", "Contact Source", "Age"},
		{45323, 101, "Female", "01/05/2012", "q) 6: Police", 11.8}, {}, {"soon", 102, "b) Female", 41000, "2A", 11}, {"Total: 2"}}},
	{"Early Help", [][]any{{"Child Unique ID", "Gender", "Assesment start date", "Assessment completion date", "Organisation completing assessment"},
		{103, "M", "2024-01-05", "2024-02-05 00:00:00", "An invented school"}}},
	{"Referrals", [][]any{{"Child Unique ID", "Date of Birth", "Date of Referral", "Referral Source", "Referral NFA", "Allocated Team", "Our ref"},
		{101, "2012-05-01", 45325, "6 - Police", "No", "Team 1", "x"}, {104, "01/02/2015", 45326, "e) 2A: Schools", "a) Yes", "#N/A", "y"}}},
	{"Sheet5", [][]any{{"CHILD UNIQUE ID", "Continuous Assessment Start Date", "Child Seen During Continuous Assessment", "Continuous Assessment Date of Authorisation", "Was the child assessed as requiring LA childrens social care support?"},
		{101, "06/02/2024", "Y", "N/A", "a) Yes"}, {105, "06/02/2024", "Y", "", "No"}}},
	{"s47", [][]any{{"Child Unique ID", "Section 47 Enquiry Start Date", "ICPC not required", "Date of ICPC", "Number of ICPCs in the last 12 months"},
		{101, 45330, false, 45340, 1}}},
	{"CIN", [][]any{{"Child Unique ID", "Does the Child have a Disability", "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen", "Case Status"},
		{101, "b) No", 45325, "N1 - Abuse or Neglect", 45345, "b) Child Protection plan"}, {106, "a) Yes", 45000, "N9999", 45344, "c) Child in need plan"}}},
	{"CP", [][]any{{"Child Unique ID", "Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse", "Date of the Last Statutory Visit", "Was the Child Seen Alone?", "Date of latest review conference", "Number of Previous Child Protection Plans"},
		{101, 45340, "a) Neglect", "Emotional abuse", 45349, "Yes", "", 1}}},
	{"LAC", [][]any{{"Child Unique ID", "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))", "Date Started to be Looked After", "Child’s Category of Need", "Start date of current legal status", "Child’s Legal Status", "Date of Latest Statutory Review", "Date of Last Social Work Visit", "Date of Last Health Assessment", "Date of Last Dental Check", "Start Date of Most Recent Placement", "Placement Type", "Placement Provider", "Placement postcode"},
		{107, "a) Yes", 45000, "N8 - Absent parenting", 45000, "V2", 45330, 45340, 45100, "", 45200, "f) U6: Foster placement - not FFA", "b) PR1 - Own provision", "SW2 1RW"},
		{108, "No", "n/a", "N1", "", "C1: ICO", "", "", "", "", "", "", "", ""}}},
	{"Care leavers", [][]any{{"Child Unique ID", "Date of Birth", "Eligibility Category", "LA in Touch", "Type of Accommodation", "Suitability of Accommodation", "Activity Status", "Latest Pathway Plan Review Date"},
		{109, 38000, "Former relevant child", "Yes", "U: Independent living", "a) Suitable", "", 45300}}},
	{"Adoption", [][]any{{"Child Unique ID", "Family identifier", "Date the Child Entered Care", "Date of Decision that Child Should be Placed for Adoption", "Date of Matching Child and Prospective Adopters", "Date of Decision that Child Should No Longer be Placed for Adoption", "Reason Why Child No Longer Placed for Adoption"},
		{110, "F1", 44000, 44500, "", 45000, "RD4"}}},
	{"Adopters", [][]any{{"Individual adopter identifier", "Family identifier", "Date enquiry received", "Date Stage 1 started", "Date Stage 1 ended"},
		{"A1", "F1", 44000, 44030, 44090}, {"A2", "F1", 44000, 44030, 44090}}},
	{"Pivot", [][]any{{"Team", "Children"}, {"Team 1", 5}}},
}

func annexBook(tb testing.TB) string {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for _, s := range annexSheets {
		if _, err := f.NewSheet(s.name); err != nil {
			tb.Fatal(err)
		}
		for i, row := range s.rows {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			if err == nil {
				err = f.SetSheetRow(s.name, cell, &row)
			}
			if err != nil {
				tb.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		tb.Fatal(err)
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		tb.Fatal(err)
	}
	return buf.String()
}

var annexDay = Options{Authority: "990", Today: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)}

func TestAnUntidyWorkbookOfAllListsIsRead(t *testing.T) {
	t.Parallel()
	returns, err := recognise(t, annexDay, tree(t, "inspection/the lists (final 2).xlsx", annexBook(t), "inspection/readme.txt", "hello\n"))
	if err != nil || len(returns) != 1 || returns[0].Kind != annexa.Kind || returns[0].Full || returns[0].Scope != "annexa" {
		t.Fatalf("%+v, %v", returns, err)
	}
	sink := readAll(t, returns)
	counts := map[string]int{}
	for _, r := range sink.Records {
		counts[r.Type]++
	}
	want := map[string]int{
		"child": 10, "disability": 1, "unaccompanied_child": 1, "contact": 1, "early_help": 1, "referral": 2, "assessment": 1,
		"assessment_outcome": 1, "section_47": 1, "initial_conference": 1, "cin_episode": 2, "cin_visit": 1, "cp_plan": 1, "cp_visit": 1,
		"episode": 2, "review": 1, "care_visit": 1, "health_assessment": 1, "care_leaver": 1, "leaving_care_status": 1,
		"pathway_review": 1, "adoption_decision": 1, "adopter_household": 1, "listed_worker": 1,
	}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Error(diff, sink.Lines())
	}
	for _, body := range []string{`"born_on":"2012-05-01"`, `"year_ending_on":"2024-03-31"`, `"accommodation":"U1"`, `"seen_alone":"true"`, `"latest_category":"EMO"`, `"from_on":"2022-01-14"`} {
		if !strings.Contains(strings.ReplaceAll(sink.Bodies(), ":true", `:"true"`), body) {
			t.Errorf("no record has %s: %s", body, sink.Bodies())
		}
	}
	for _, line := range []string{
		"readme.txt", "sheet Pivot:0", "sheet Notes:0",
		"sheet list 1 :6 contact | received_on (Date of Contact) | text of 4 characters | not a date in the calendar | row kept out",
		"sheet list 1 :7  | Child Unique ID | row | a total, a note or a line",
		"sheet Referrals:1  | column 7 | column | its heading is none of List 3",
		"sheet Sheet5:3 assessment | referred_on | reference",
		"sheet CIN:3 cin_episode | primary_need (Primary Need Code) | text of 5 characters",
		"sheet LAC:3 episode | started_on",
	} {
		if !strings.Contains(sink.Lines(), line) {
			t.Errorf("no fault tells %q in\n%s", line, sink.Lines())
		}
	}
	if n := len(sink.Faults); n != 10 {
		t.Errorf("%d faults: %s", n, sink.Lines())
	}
	rows := 0
	for _, p := range returns[0].Parts() {
		rows += p.Rows
	}
	if rows != 18 || sink.Rows != rows || len(returns[0].Parts()) != 11 {
		t.Errorf("%d rows in %d lists, and %d counted", rows, len(returns[0].Parts()), sink.Rows)
	}
}

func TestListsOfOneFolderInCSVAreOneExtract(t *testing.T) {
	t.Parallel()
	dir := tree(t,
		"a/1.csv", "Contacts as at 29/02/2024\n\nChild Unique ID,Gender,Date of Birth,Date of Contact,Contact Source\nC1,F,01/05/2012,01/02/2024,6\n",
		"a/3.csv", "Child Unique ID,Date of referral,Referral Source,Referral NFA?\nC1,02/02/2024,6,No\n",
		"a/4.csv", "Child Unique ID,Continuous Assessment Start Date,Child Seen During Continuous Assessment,Continuous Assessment Date of Authorisation\nC1,03/02/2024,Yes,\n")
	returns, err := recognise(t, annexDay, dir)
	if err != nil || len(returns) != 1 {
		t.Fatalf("%v, %v", scopes(returns), err)
	}
	sink := readAll(t, returns)
	if sink.Count("child") != 1 || sink.Count("assessment") != 1 || sink.Count("contact") != 1 || len(sink.Faults) > 0 {
		t.Errorf("%s%s", sink.Bodies(), sink.Lines())
	}
}

func TestAWorkbookIsReadAlikeInAZipFile(t *testing.T) {
	t.Parallel()
	book := annexBook(t)
	plain, err := recognise(t, annexDay, tree(t, "x/lists.xlsx", book))
	if err != nil {
		t.Fatal(err)
	}
	zipped, err := recognise(t, annexDay, tree(t, "x/lists.zip", zipOf(t, "lists.xlsx", book)))
	if err != nil || len(zipped) != 1 {
		t.Fatalf("%v, %v", scopes(zipped), err)
	}
	if diff := cmp.Diff(readAll(t, plain).Bodies(), readAll(t, zipped).Bodies()); diff != "" {
		t.Error(diff)
	}
	if _, err := recognise(t, Options{Kind: ssd.Kind}, tree(t, "lists.xlsx", book)+"/lists.xlsx"); err == nil {
		t.Error("a workbook is taken for the safeguarding dataset")
	}
}

// The counts were worked out from the workbook's XML by a script of its own, apart from this program.
func TestTheSampleOfAnnexAIsReadWhole(t *testing.T) {
	t.Parallel()
	returns, err := recognise(t, sampleDay, sample(t, "annexa/Annex_A.xlsx"))
	if err != nil || len(returns) != 1 {
		t.Fatalf("%v, %v", scopes(returns), err)
	}
	sink := &intaketest.Collector{}
	if err := returns[0].Read(context.Background(), sink, nil); err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, r := range sink.Records {
		counts[r.Type]++
	}
	want := map[string]int{
		"child": 48, "disability": 29, "contact": 5, "early_help": 5, "referral": 6, "section_47": 1, "initial_conference": 1,
		"cin_episode": 5, "cin_visit": 5, "cp_plan": 7, "cp_visit": 7, "cp_review": 5, "episode": 10, "review": 5, "care_visit": 5,
		"health_assessment": 5, "dental_check": 5, "leaving_care_status": 6, "care_leaver": 6, "activity_status": 5,
		"adoption_decision": 5, "adoption": 5, "adopter_household": 5, "listed_worker": 25, "missing_count": 5,
	}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Error(diff, sink.Lines())
	}
	// Nine contradictions about a child, nine without a referral, one code, two plans before birth and one postcode.
	if len(sink.Faults) != 22 || sink.Rows != 59 {
		t.Errorf("%d faults of %d rows: %s", len(sink.Faults), sink.Rows, sink.Lines())
	}
	if !strings.Contains(sink.Bodies(), `"recorded_on":"2021-03-15"`) {
		t.Error("the day of the extract is not the latest in it")
	}
}

func zipOf(tb testing.TB, name, text string) string {
	tb.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err := errors.Join(err, z.Close()); err != nil {
		tb.Fatal(err)
	}
	return buf.String()
}
