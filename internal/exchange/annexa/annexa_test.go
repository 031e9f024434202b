package annexa_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
	"heed/internal/exchange/annexa"
	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
)

func format(tb testing.TB) *annexa.Format {
	tb.Helper()
	once.Do(func() {
		var norm *intake.Normaliser
		cat, norm = intaketest.Catalogue(tb)
		shared, errShared = annexa.New(cat, norm)
	})
	if errShared != nil {
		tb.Fatal(errShared)
	}
	return shared
}

// The format is made once for all tests: it does not change.
var (
	once      sync.Once
	cat       *catalogue.Catalogue
	shared    *annexa.Format
	errShared error
)

// lists reads lists of CSV text, and fails where one is not recognised.
func lists(tb testing.TB, src annexa.Source, texts ...string) (*intaketest.Collector, []intake.Part) {
	tb.Helper()
	f := format(tb)
	var files []annexa.File
	for _, text := range texts {
		g, err := annexa.CSV(strings.NewReader(text), 0, &budget.Meter{})
		if err != nil {
			tb.Fatal(err)
		}
		t := f.Match(g)
		if t == nil {
			tb.Fatalf("no list: %q", text)
		}
		if day := annexa.Stated(g, t); day > src.Stated {
			src.Stated = day
		}
		files = append(files, annexa.File{Name: t.List.Name, Table: t})
	}
	sink := &intaketest.Collector{}
	parts, err := f.Read(context.Background(), files, sink, src)
	if err != nil {
		tb.Fatal(err)
	}
	return sink, parts
}

var may = annexa.Source{Today: intaketest.Today}

// values gives fields of the only record of a type.
func values(tb testing.TB, c *intaketest.Collector, id string, fields ...string) []string {
	tb.Helper()
	format(tb)
	var got []string
	for _, r := range c.Records {
		if r.Type != id {
			continue
		}
		all, err := cat.Type(id).Values(r.Body)
		if err != nil || got != nil {
			tb.Fatalf("more than one %s, or %v: %s", id, err, c.Bodies())
		}
		for _, f := range fields {
			got = append(got, all[cat.Type(id).Index(f)])
		}
	}
	return got
}

func TestHeadingsAreMatchedLoosely(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, heading string
		want          int
	}{
		{"as the template has them", "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,Contact Source", 1},
		{"in capitals and with spaces", " CHILD  UNIQUE ID ,GENDER,ETHNICITY,DATE OF BIRTH,AGE,DATE OF CONTACT,CONTACT SOURCE", 1},
		{"in another order, by other names", "Referral NFA,Date of Referral,Source of referral,DOB,Sex,Child ID", 3},
		{"with slips of the pen", "Child Unique ID,Date of Birth,Assesment start date,Assessment completion dat,Organisation completing assessment", 2},
		{"with a bracket too many", "Child Unique ID,Gender,Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)),Date Started to be Looked After,Placement Type,Child’s Legal Status", 8},
		{"with underscores", "Child_Unique_ID,Gender,CIN_Start_Date,Primary_Need_Code,Case_Status", 6},
		{"of adopters", "Individual adopter identifier,Family identifier,Gender,Date enquiry received,Date Stage 1 started", 11},
		{"without the child", "Gender,Ethnicity,Date of Birth,Date of Contact,Contact Source", 0},
		{"of something else", "Child Unique ID,School,Year group,Teacher,Date of Birth", 0},
		{"of our own list", "child_id,worker_id,role,started_on", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := 0
			if table := format(t).Match(annexa.Grid{Rows: [][]string{strings.Split(tt.heading, ",")}}); table != nil {
				got = table.List.Number
			}
			if got != tt.want {
				t.Errorf("list %d, want %d", got, tt.want)
			}
		})
	}
}

func TestStagesAreNotTakenForEachOther(t *testing.T) {
	t.Parallel()
	sink, _ := lists(t, may, "Individual adopter identifier,Family identifier,Date enquiry received,Date Stage 2 started,Date Stage 2 ended\nA1,F1,01/02/2023,01/06/2023,01/09/2023\n")
	got := values(t, sink, "adopter_household", "accepted_on", "stage_one_decided_on", "stage_two_started_on")
	if diff := cmp.Diff([]string{"", "", "2023-06-01"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestDatesAreReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"31/10/2023": "2023-10-31", "1/2/2023": "2023-02-01", "2023-10-31": "2023-10-31", "45230": "2023-10-31", "45230.75": "2023-10-31",
		"31/10/2023 14:35": "2023-10-31", "2023-10-31T14:35:00": "2023-10-31", "2023-10-31 00:00:00.000": "2023-10-31",
		"31-Oct-2023": "2023-10-31", "31 October 2023": "2023-10-31", "31.10.2023": "2023-10-31",
		"31/02/2023": "", "10/31/2023": "", "31/10/43": "", "12": "", "soon": "", "N/A": "", "#REF!": "",
	} {
		t.Run(written, func(t *testing.T) {
			t.Parallel()
			sink, _ := lists(t, may, "Child Unique ID,Gender,Ethnicity,Date of Contact,Contact Source\nC1,Male,WBRI,"+written+",6: Police\n")
			if want == "" {
				if sink.Count("contact") != 0 || !strings.Contains(sink.Lines(), "Contacts:2 contact | received_on (Date of Contact)") {
					t.Errorf("%s%s", sink.Bodies(), sink.Lines())
				}
				if len(written) > 3 && strings.Contains(sink.Lines(), written) {
					t.Error("a fault holds the value")
				}
				return
			}
			if got := values(t, sink, "contact", "received_on"); !slices.Equal(got, []string{want}) || len(sink.Faults) > 0 {
				t.Errorf("%v, want %s: %s", got, want, sink.Lines())
			}
		})
	}
}

func TestChoicesAreReadWithOrWithoutTheirLetters(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ sex, ethnicity, source, nfa, want string }{
		{"b) Female", "a) WBRI", "q) 6: Police", "a) Yes", "F WBRI 6 true"},
		{"Female", "White British", "Police", "Yes", "F WBRI 6 true"},
		{"f", "wbri", "6", "Y", "F WBRI 6 true"},
		{"1) Male", "k) APKN", "e) 2A: Schools", "No", "M APKN 2A false"},
		{"M", "APKN - Pakistani", "2a", "FALSE", "M APKN 2A false"},
		{"d) Neither", "s) REFU", "u) 10: Unknown", "0", "I REFU 10 false"},
		{"c) Not stated/recorded", "u) UNKNOWN", "10", "c) Unknown", "U  10 "},
	} {
		t.Run(tt.sex, func(t *testing.T) {
			t.Parallel()
			sink, _ := lists(t, may, "Child Unique ID,Gender,Ethnicity,Date of Referral,Referral Source,Referral NFA?\nC1,"+
				strings.Join([]string{tt.sex, tt.ethnicity, "01/02/2024", tt.source, tt.nfa}, ",")+"\n")
			got := strings.Join(append(values(t, sink, "child", "sex", "ethnicity"), values(t, sink, "referral", "source", "no_further_action")...), " ")
			if got != tt.want || len(sink.Faults) > 0 {
				t.Errorf("%q, want %q: %s", got, tt.want, sink.Lines())
			}
		})
	}
}

const referred = "Child Unique ID,Date of Birth,Date of Referral,Referral Source,Referral NFA?\nC1,01/01/2015,01/03/2024,6,No\nC1,01/01/2015,01/12/2023,6,Yes\n"

func TestAssessmentsAndEnquiriesAreTiedToTheLastReferral(t *testing.T) {
	t.Parallel()
	sink, parts := lists(t, may, referred,
		"Child Unique ID,Continuous Assessment Start Date,Child Seen During Continuous Assessment,Continuous Assessment Date of Authorisation,Was the child assessed as requiring LA children's social care support?\nC1,04/03/2024,Yes,,a) Yes\nC2,04/03/2024,Yes,,No\n",
		"Child Unique ID,Section 47 Enquiry Start Date,Date of ICPC,Was an Initial Child Protection Conference deemed unnecessary?,Gender\nC1,20/02/2024,01/03/2024,No,Male\n")
	want := []string{"2024-03-01", "2024-03-04", "", "true", "child in need"}
	got := append(values(t, sink, "assessment", "referred_on", "started_on", "authorised_on"), values(t, sink, "assessment_outcome", "child_seen", "outcome")...)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"2023-12-01", "2024-03-01", "false"}, values(t, sink, "section_47", "referred_on", "conference_held_on", "conference_not_required")); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(sink.Lines(), "Assessments:3 assessment | referred_on | reference | the lists have no referral") {
		t.Errorf("the assessment of no referral is not told: %s", sink.Lines())
	}
	if i := slices.IndexFunc(parts, func(p intake.Part) bool { return p.Name == "List 4, Assessments" }); i < 0 || parts[i].Rows != 2 || len(parts[i].Left) != 1 || parts[i].Left[0].N != 1 {
		t.Errorf("the account of assessments: %+v", parts)
	}
}

func TestCareIsKeptAsEpisodes(t *testing.T) {
	t.Parallel()
	const heading = "Child Unique ID,Gender,Child's Category of Need,Date Started to be Looked After,Start date of current legal status,Child's Legal Status,Start Date of Most Recent Placement,Placement Type,Placement Provider,Placement postcode,Date Ceased to be Looked After,Reason Ceased to be Looked After\n"
	sink, _ := lists(t, may, heading+
		"C1,Male,N1 - Abuse or neglect,01/01/2020,01/06/2021,C2: FCO,01/03/2023,f) U6: Foster placement - not FFA,e) PR4 - Private provision,SW2 1RW,,\n"+
		"C2,Male,N1,01/01/2020,01/01/2020,V2,01/01/2020,K2,PR1,,01/02/2024,a) E4A: Returned home\n")
	var got []string
	for _, r := range sink.Records {
		if r.Type == "episode" {
			all, err := cat.Type("episode").Values(r.Body)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, strings.Join(strings.Fields(strings.Join(all, " ")), " "))
			if r.ID == "C1/2020-01-01" && !slices.Contains(r.Silent, "ended_on") {
				t.Error("the first episode says that it has not ended, which is not known")
			}
		}
	}
	want := []string{
		"C1 2020-01-01 S N1", "C1 2023-03-01 C2 N1 U6 PR4 SW2 1RW", "C2 2020-01-01 S V2 N1 K2 PR1 2024-02-01 E4A",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAChildOfSeveralListsIsOneAndContradictionsAreTold(t *testing.T) {
	t.Parallel()
	sink, _ := lists(t, may, referred,
		"Child Unique ID,Date of Birth,Gender,Ethnicity,Date of Contact,Contact Source\nC1,01/01/2015,b) Female,s) NOBT,01/02/2024,6\n",
		"Child Unique ID,Date of Birth,Gender,Ethnicity,CIN Start Date,Primary Need Code,Case Status,Does the Child have a Disability\nC1,02/01/2015,Male,a) WBRI,01/03/2024,N1,Open assessment,b) No\n")
	if diff := cmp.Diff([]string{"C1", "annexa", "2015-01-01", "F", "WBRI"}, firstChild(t, sink)); diff != "" {
		t.Error(diff)
	}
	for _, field := range []string{"sex (Gender)", "born_on (Date of Birth)"} {
		if !strings.Contains(sink.Lines(), "Children in need:2 child | "+field) {
			t.Errorf("%s is not told: %s", field, sink.Lines())
		}
	}
}

func firstChild(t *testing.T, sink *intaketest.Collector) []string {
	t.Helper()
	only := &intaketest.Collector{}
	for _, r := range sink.Records {
		if r.Type == "child" && r.Subject == "C1" {
			only.Records = append(only.Records, r)
		}
	}
	return values(t, only, "child", "child_id", "reported_by", "born_on", "sex", "ethnicity")
}

func TestTheDayOfTheExtractIsSaidStatedOrTheLatestInIt(t *testing.T) {
	t.Parallel()
	const leavers = "Child Unique ID,Date of Birth,Eligibility Category,LA in Touch,Type of Accommodation,Suitability of Accommodation,Activity Status,Latest Date of Contact\nC1,01/01/2004,b) Former relevant child,a) Yes,U: Independent living,b) Unsuitable,F2: Full time in education,20/02/2024\n"
	for _, tt := range []struct {
		name, above string
		on          time.Time
		want, year  string
	}{
		{"latest", "", time.Time{}, "2024-02-20", "2024-03-31"},
		{"stated", "Leaving care services\nAs at 5th April 2024,,\n\n", time.Time{}, "2024-04-05", "2025-03-31"},
		{"stated in the next cell", "Extract date,45357\n", time.Time{}, "2024-03-06", "2024-03-31"},
		{"said", "As at 5 April 2024\n", time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), "2024-03-01", "2024-03-31"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			src := may
			src.On = tt.on
			sink, _ := lists(t, src, tt.above+leavers)
			got := append(values(t, sink, "activity_status", "recorded_on", "activity"), values(t, sink, "care_leaver", "year_ending_on", "accommodation", "in_touch")...)
			got = append(got, values(t, sink, "leaving_care_status", "from_on", "standing")...)
			if diff := cmp.Diff([]string{tt.want, "F2", tt.year, "U2", "YES", "2022-01-01", "former relevant"}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnAdoptersRowsAreOneHousehold(t *testing.T) {
	t.Parallel()
	sink, _ := lists(t, may, "Individual adopter identifier,Family identifier,Ethnicity,Date enquiry received,Date Stage 1 started,Date application approved,Date Stage 2 ended,Date of leaving adoption process,Reason for leaving adoption process\n"+
		"A1,F1,WBRI,01/02/2023,01/03/2023,,,,\nA2,F1,APKN,02/02/2023,01/03/2023,01/10/2023,,,\n"+
		"A3,,WBRI,01/02/2023,,,,01/06/2023,1 - Adopter withdrew from process\nA4,F4,WBRI,01/02/2023,,,01/09/2023,02/09/2023,3) Application refused\n")
	var got []string
	for _, r := range sink.Records {
		all, err := cat.Type(r.Type).Values(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		line := r.ID
		for _, f := range []string{"enquired_on", "suitability_decided_on", "approved", "withdrawn_on"} {
			line += " " + all[cat.Type(r.Type).Index(f)]
		}
		got = append(got, line)
	}
	want := []string{"F1 2023-02-01 2023-10-01 true ", "A3 2023-02-01   2023-06-01", "F4 2023-02-01 2023-09-01 false "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if want := "Adopters:3 adopter_household | enquired_on (Date enquiry received) | date | differs from the row of the other adopter"; !strings.HasPrefix(sink.Lines(), want) || len(sink.Faults) != 1 {
		t.Errorf("faults: %s", sink.Lines())
	}
}

// A row that cannot be read never takes the rows around it with it, whatever stands in it, and no fault repeats it.
func FuzzBadRowsKeepGoodOnes(f *testing.F) {
	for _, seed := range []string{"C2,Male,WBRI,2026-99-99,6", ",,,,", "Total: 5", "\x00", "C2,\"", "Child Unique ID,Gender,Ethnicity,Date of Contact,Contact Source", "C2,1e300,NaN,-Inf,((("} {
		f.Add(seed)
	}
	shared := format(f)
	f.Fuzz(func(t *testing.T, bad string) {
		if strings.Count(bad, `"`)%2 == 1 {
			t.Skip("a quote that reaches into the next row")
		}
		g, err := annexa.CSV(strings.NewReader("Contacts\nChild Unique ID,Gender,Ethnicity,Date of Contact,Contact Source\nC1,Male,WBRI,01/02/2024,6\n"+bad+"\nC4,Male,WBRI,02/02/2024,6\n"), 0, &budget.Meter{})
		if err != nil {
			t.Skip("no text")
		}
		table := shared.Match(g)
		if table == nil || len(table.List.Name) == 0 {
			t.Skip("the row is a better heading")
		}
		sink := &intaketest.Collector{}
		if _, err := shared.Read(context.Background(), []annexa.File{{Name: "contacts.csv", Table: table}}, sink, may); err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"C1 2024-02-01 6", "C4 2024-02-02 6"} {
			if !strings.Contains(sink.Bodies(), id) {
				t.Errorf("%s is failed: %s%s", id, sink.Bodies(), sink.Lines())
			}
		}
		for _, fault := range sink.Faults {
			if len(bad) > 20 && strings.Contains(fault.Reason+fault.Field+fault.ValueKind, bad) {
				t.Error("a fault holds what stood in the file")
			}
		}
	})
}
