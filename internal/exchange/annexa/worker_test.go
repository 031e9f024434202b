package annexa_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/annexa"
	"heed/internal/exchange/intake/intaketest"
)

const careHeading = "As at 1 April 2024\nChild Unique ID,Date of Birth,Date Started to be Looked After,Start date of current legal status,Child's Legal Status,Start Date of Most Recent Placement,Placement Type,Date Ceased to be Looked After,Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months,Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months,Was the child offered a Return Interview after their last missing episode (Y/N)?,Did the child accept a Return Interview after their last missing episode (Y/N)?,Allocated Team,Allocated Worker\n"

func TestTheWorkerAndTeamOfEveryListAreRead(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		want       []string // for, began, listed, worker, team, open
	}{
		{"of a referral", "As at 1 April 2024\nChild Unique ID,Date of Birth,Date of Referral,Referral Source,Referral NFA?,Allocated Team,Allocated Worker\nC1,01/01/2015,01/03/2024,6,b) No,East,W7.0\n",
			[]string{"referral", "2024-03-01", "2024-04-01", "W7.0", "East", ""}},
		{"of a child in need, whose number a spreadsheet has made a fraction", "As at 1 April 2024\nChild Unique ID,Date of Birth,CIN Start Date,Primary Need Code,Case Status,CIN Closure Date,Team,Allocated Social Worker\nC1,01/01/2015,01/03/2024,N1,Open assessment,,East,107.0\n",
			[]string{"need", "2024-03-01", "2024-04-01", "107", "East", "true"}},
		{"of a case that is closed", "As at 1 April 2024\nChild Unique ID,Date of Birth,CIN Start Date,Primary Need Code,Case Status,CIN Closure Date,Team,Allocated Social Worker\nC1,01/01/2015,01/03/2024,N1,Open assessment,20/03/2024,East,Ada Worker\n",
			[]string{"need", "2024-03-01", "2024-04-01", "Ada Worker", "East", "false"}},
		{"of a plan that is to end", "As at 1 April 2024\nChild Unique ID,Date of Birth,Child Protection Plan Start Date,Initial Category of Abuse,Latest Category of Abuse,Child Protection Plan End Date,Allocated Worker\nC1,01/01/2015,01/03/2024,a) Neglect,a) Neglect,02/04/2024,Ada Worker\n",
			[]string{"protection", "2024-03-01", "2024-04-01", "Ada Worker", "", "true"}},
		{"of a child in care", careHeading + "C1,01/01/2015,01/03/2024,01/03/2024,C2,05/03/2024,U6,,,,,,East,Ada Worker\n",
			[]string{"care", "2024-03-01", "2024-04-01", "Ada Worker", "East", "true"}},
		{"of a care leaver", "As at 1 April 2024\nChild Unique ID,Date of Birth,Eligibility Category,LA in Touch,Activity Status,Allocated Team,Allocated Worker\nC1,01/01/2004,b) Former relevant child,a) Yes,F2,Leaving care,Ada Worker\n",
			[]string{"leaving care", "2024-04-01", "2024-04-01", "Ada Worker", "Leaving care", "true"}},
		{"of a care leaver, who has an adviser", "As at 1 April 2024\nChild Unique ID,Date of Birth,Eligibility Category,LA in Touch,Activity Status,Allocated Team,Allocated Personal Adviser\nC1,01/01/2004,b) Former relevant child,a) Yes,F2,,Bo Adviser\n",
			[]string{"adviser", "2024-04-01", "2024-04-01", "Bo Adviser", "", "true"}},
		{"where there is none", careHeading + "C1,01/01/2015,01/03/2024,01/03/2024,C2,05/03/2024,U6,,,,,,N/A,\n", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sink, parts := lists(t, may, tt.text)
			if diff := cmp.Diff(tt.want, values(t, sink, "listed_worker", "listed_for", "began_on", "listed_on", "worker", "team", "still_open")); diff != "" {
				t.Error(diff)
			}
			for _, column := range []string{"Allocated Team", "Allocated Worker", "Allocated Personal Advisor"} {
				if slices.Contains(parts[0].Unkept, column) {
					t.Errorf("%s is said not to be kept", column)
				}
			}
			if len(sink.Faults) > 0 {
				t.Error(sink.Lines())
			}
		})
	}
}

func TestAssessmentsAndEnquiriesNameTheirWorker(t *testing.T) {
	t.Parallel()
	sink, _ := lists(t, may,
		"As at 1 April 2024\nChild Unique ID,Date of Birth,Date of Referral,Referral Source,Referral NFA?\nC1,01/01/2015,01/03/2024,6,b) No\n",
		"Child Unique ID,Date of Birth,Continuous Assessment Start Date,Child Seen During Continuous Assessment,Allocated Worker\nC1,01/01/2015,02/03/2024,a) Yes,W1\n",
		"Child Unique ID,Date of Birth,Section 47 Enquiry Start Date,Date of Initial Child Protection Conference,Allocated Worker\nC1,01/01/2015,03/03/2024,,W2\n")
	var got []string
	for _, r := range sink.Records {
		if r.Type == "listed_worker" {
			got = append(got, r.ID)
		}
	}
	if diff := cmp.Diff([]string{"C1/assessment/2024-03-02/2024-04-01", "C1/section 47/2024-03-03/2024-04-01"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTimesMissingAndTheInterviewAreRead(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, cells string
		want        []string
		faults      int
	}{
		{"missing, offered and declined", "2,1,a) Yes,b) No", []string{"2024-04-01", "2", "1", "true", "false"}, 0},
		{"missing, of which nothing more is known", "1.0,0,c) Unknown,c) Unknown", []string{"2024-04-01", "1", "0", "", ""}, 0},
		{"never missing", "0,0,N/A,n/a", []string{"2024-04-01", "0", "0", "", ""}, 0},
		{"nothing said", ",,,", nil, 0},
		{"no number", "some,0,,", []string{"2024-04-01", "", "0", "", ""}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sink, parts := lists(t, may, careHeading+"C1,01/01/2015,01/03/2024,01/03/2024,C2,05/03/2024,U6,,"+tt.cells+",,\n")
			if diff := cmp.Diff(tt.want, values(t, sink, "missing_count", "to_on", "missing", "away", "interview_offered", "interview_accepted")); diff != "" {
				t.Error(diff)
			}
			if len(sink.Faults) != tt.faults || len(parts[0].Unkept) > 0 {
				t.Errorf("faults %s, not kept %q", sink.Lines(), parts[0].Unkept)
			}
		})
	}
}

// A count of times missing has no days: no episode may come of it, for each would have a time limit of its own.
func TestNoEpisodeComesOfACountOfTimesMissing(t *testing.T) {
	t.Parallel()
	var sink *intaketest.Collector
	sink, _ = lists(t, annexa.Source{Today: intaketest.Today}, careHeading+"C1,01/01/2015,01/03/2024,01/03/2024,C2,05/03/2024,U6,,3,0,a) Yes,a) Yes,East,Ada Worker\n")
	for _, r := range sink.Records {
		if r.Type == "missing_episode" || r.Type == "return_interview" || r.Type == "allocation" {
			t.Errorf("a %s is recorded", r.Type)
		}
	}
}
