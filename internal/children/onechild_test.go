package children_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/rules"
	"heed/internal/testkit"
)

// threeReturns writes what three sources say of one child who was referred, had an enquiry and a plan, and came into care.
// The census knows the child by a number that is the caller's choice.
func threeReturns(t *testing.T, number string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{
		"903/header.csv":   "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,2,01/05/2012,WBRI,A100000000001,0,\n",
		"903/episodes.csv": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n1,02/02/2026,S,C1,N1,U6,PR1,,,,SW2 1RW,SW9 8BF,\n",
		"903/reviews.csv":  "CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/05/2012,25/02/2026,PN1\n",
		"cin.xml": `<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails><Source><LEA>990</LEA></Source></Header><Children><Child>
<ChildIdentifiers><LAchildID>` + number + `</LAchildID><UPN>A100000000001</UPN><PersonBirthDate>2012-05-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
<CINdetails><CINreferralDate>2026-01-05</CINreferralDate><ReferralSource>2A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
<Assessments><AssessmentActualStartDate>2026-01-06</AssessmentActualStartDate><AssessmentAuthorisationDate>2026-02-20</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
<Section47><S47ActualStartDate>2026-01-07</S47ActualStartDate><InitialCPCtarget>2026-01-28</InitialCPCtarget><DateOfInitialCPC>2026-01-27</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47>
<ReferralNFA>0</ReferralNFA><ChildProtectionPlans><CPPstartDate>2026-01-27</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>1</NumberOfPreviousCPP></ChildProtectionPlans></CINdetails>
</Child></Children></Message>`,
		"ssd/ssd_person.csv":                "pers_person_id,pers_sex,pers_dob,pers_upn,pers_forename,pers_surname\n1,F,2012-05-01 00:00:00,A100000000001,Invented,Child\n",
		"ssd/ssd_cin_episodes.csv":          "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_source_code,cine_referral_nfa\nR1,1,2026-01-05,N1,2A,N\n",
		"ssd/ssd_cin_assessments.csv":       "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date,cina_assessment_child_seen\nA1,1,R1,2026-01-06,2026-02-20,Y\n",
		"ssd/ssd_s47_enquiry.csv":           "s47e_s47_enquiry_id,s47e_referral_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date,s47e_s47_outcome_json\nS1,R1,1,2026-01-07,2026-01-20,\"{\"\"CP_CONFERENCE_FLAG\"\":\"\"Y\"\"}\"\n",
		"ssd/ssd_initial_cp_conference.csv": "icpc_icpc_id,icpc_s47_enquiry_id,icpc_person_id,icpc_referral_id,icpc_icpc_target_date,icpc_icpc_date\nI1,S1,1,R1,2026-01-28,2026-01-27\n",
		"ssd/ssd_cp_plans.csv":              "cppl_cp_plan_id,cppl_person_id,cppl_referral_id,cppl_cp_plan_start_date,cppl_cp_plan_initial_category,cppl_cp_plan_latest_category\nP1,1,R1,2026-01-27,Neglect,Neglect\n",
		"ssd/ssd_legal_status.csv":          "lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date\nL1,1,C1,2026-02-02\n",
		"ssd/ssd_cla_placement.csv":         "clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_provider,clap_cla_placement_postcode,clap_cla_placement_distance\nPL1,1,2026-02-02,U6,PR1,SW9 8BF,4.5\n",
		"ssd/ssd_cla_episodes.csv":          "clae_cla_episode_id,clae_person_id,clae_cla_placement_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_primary_need_code,clae_cla_id,clae_entered_care_date\nE1,1,PL1,2026-02-02,S,N1,K1,2026-02-02\n",
		"ssd/ssd_cla_reviews.csv":           "clar_cla_review_id,clar_cla_id,clar_cla_review_date,clar_cla_review_participation\nV1,K1,2026-02-25,PN1\n",
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return map[string]string{"903": filepath.Join(dir, "903"), "cin": filepath.Join(dir, "cin.xml"), "ssd": filepath.Join(dir, "ssd")}
}

// answersOf gives the rows of some views and duties after importing returns in an order, without the ids of records.
func answersOf(t *testing.T, returns map[string]string, order ...string) map[string][]string {
	t.Helper()
	h := testkit.Empty(t)
	system := door.System(testkit.Authority)
	for _, name := range order {
		result, err := imports.Import(t.Context(), h.Session(system), imports.Request{Paths: []string{returns[name]}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range result.FaultList {
			if f.ValueKind != "column" {
				t.Errorf("%s: %+v", name, f)
			}
		}
	}
	found := map[string][]string{}
	for _, rule := range []string{"child_as_at", "care_spell", "placement_spell", "legal_spell", "icpc", "lac-review-2", "single-assessment"} {
		rows, err := rules.Run(t.Context(), h.Session(system), rule)
		if err != nil {
			t.Fatal(err)
		}
		found[rule] = []string{}
		for _, row := range rows.Rows {
			var cells []string
			for i, name := range rows.Columns {
				if !strings.HasSuffix(name, "_id") || name == "subject_id" {
					cells = append(cells, name+"="+fmt.Sprint(row[i]))
				}
			}
			found[rule] = append(found[rule], strings.Join(cells, " "))
		}
		slices.Sort(found[rule])
	}
	return found
}

func TestOneChildOfThreeSourcesIsOneWhateverTheOrderAndTheNumber(t *testing.T) {
	t.Parallel()
	same := threeReturns(t, "1")
	want := answersOf(t, same, "903", "cin", "ssd")
	for rule, rows := range want {
		if len(rows) == 0 || len(rows) > 2 {
			t.Errorf("%s gives %d rows of one child: %q", rule, len(rows), rows)
		}
	}
	for _, order := range [][]string{{"ssd", "cin", "903"}, {"cin", "ssd", "903"}, {"ssd", "903", "cin", "ssd"}} {
		if diff := cmp.Diff(want, answersOf(t, same, order...)); diff != "" {
			t.Errorf("in the order %v: %s", order, diff)
		}
	}
	if diff := cmp.Diff(want, answersOf(t, threeReturns(t, "X77"), "903", "cin", "ssd")); diff != "" {
		t.Error("with another number in the census:", diff)
	}
}

func TestAnImportOfADatasetSaysWhatBecameOfEachObject(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	system := door.System(testkit.Authority)
	result, err := imports.Import(t.Context(), h.Session(system), imports.Request{Paths: []string{threeReturns(t, "1")["ssd"]}}, nil)
	if err != nil || len(result.Batches) != 1 || result.Withdrawn != 0 {
		t.Fatalf("%+v, %v", result, err)
	}
	page, err := imports.Find(t.Context(), h.Session(system), result.Batches[0].Batch, 1)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(result.Batches[0].Parts, page.Parts); diff != "" || len(page.Parts) != 10 {
		t.Errorf("%d objects are told of later, want the 10 that were told at once: %s", len(page.Parts), diff)
	}
	rows := 0
	for _, p := range page.Parts {
		rows += p.Rows
		if p.Rows != 1 || len(p.Kept) == 0 || len(p.Left) > 0 {
			t.Errorf("%+v", p)
		}
	}
	if rows != result.RowsRead {
		t.Errorf("the objects have %d rows, the receipt %d", rows, result.RowsRead)
	}
	again, err := imports.Import(t.Context(), h.Session(system), imports.Request{Paths: []string{threeReturns(t, "1")["ssd"]}}, nil)
	if err != nil || again.Appended != 0 || again.Withdrawn != 0 || again.Unchanged != result.Appended {
		t.Errorf("the same extract again: %+v, %v", again, err)
	}
}
