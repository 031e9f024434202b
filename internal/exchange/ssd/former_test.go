package ssd_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
	"heed/internal/exchange/ssd"
)

func TestColumnsAreReadByTheirFormerNames(t *testing.T) {
	t.Parallel()
	const referral = "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date\nR1,C1,2024-01-05,\n"
	for _, tt := range []struct {
		name  string
		texts []string
		want  string
	}{
		{"episodes before August 2025", []string{"clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_primary_need,clae_cla_episode_ceased,clae_cla_episode_ceased_reason\nE1,C1,2024-12-10,N1,2025-02-01,E4A\n"},
			`{"child_id":"C1","end_reason":"E4A","ended_on":"2025-02-01","primary_need":"N1","started_on":"2024-12-10"}`},
		{"episodes of the first drafts", []string{"clae_cla_episode_id,clae_person_id,clae_cla_episode_start,clae_cla_episode_ceased,clae_cla_episode_cease_reason\nE1,C1,2024-12-10,2025-02-01,E4A\n"},
			`{"child_id":"C1","end_reason":"E4A","ended_on":"2025-02-01","started_on":"2024-12-10"}`},
		{"referrals", []string{"cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need,cine_referral_source,cine_clos_reason,cine_close_date\nR1,C1,2024-01-05,N1,6,RC8,2024-02-05\n"},
			`{"child_id":"C1","closed_on":"2024-02-05","closure_reason":"RC8","primary_need":"N1","referred_on":"2024-01-05"}`},
		{"plans of children in need", []string{referral, "cin_plan_id,cinp_referral_id,cinp_person_id,cinp_cin_plan_start,cinp_cin_plan_end\nP1,R1,C1,2024-02-01,2024-05-01\n"},
			`{"child_id":"C1","ended_on":"2024-05-01","referred_on":"2024-01-05","started_on":"2024-02-01"}`},
		{"times missing", []string{"miss_table_id,miss_la_person_id,miss_mis_epi_start,miss_mis_epi_type,miss_mis_epi_end\nM1,C1,2024-03-01,M,2024-03-02\n"},
			`{"child_id":"C1","ended_on":"2024-03-02","kind":"M","started_on":"2024-03-01"}`},
		{"visits under a plan", []string{"cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start,cppl_cp_plan_end\nP1,C1,2024-02-01,\n", "cppv_visit_id,cppv_cp_plan_id,cppv_casenote_date\nV1,P1,2024-02-09\n"},
			`{"child_id":"C1","visited_on":"2024-02-09"}`},
		{"contacts", []string{"cont_contact_id,cont_person_id,cont_contact_start,cont_contact_source\nK1,C1,2024-02-01,6\n"},
			`{"child_id":"C1","contact_id":"K1","received_on":"2024-02-01","source":"6"}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sink, _ := extract(t, tt.texts...)
			if !strings.Contains(sink.Bodies(), tt.want) {
				t.Errorf("got %s, want %s", sink.Bodies(), tt.want)
			}
			if faults := sink.Lines(); strings.Contains(faults, "not a column") || strings.Contains(faults, "can be seen to leave") {
				t.Error(faults)
			}
		})
	}
}

func TestAFormerNameBesideThePresentOneIsNoColumn(t *testing.T) {
	t.Parallel()
	sink, _ := extract(t, "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased,clae_cla_episode_ceased_date\nE1,C1,2024-12-10,2025-01-01,2025-02-01\n")
	if !strings.Contains(sink.Bodies(), `"ended_on":"2025-02-01"`) || !strings.Contains(sink.Lines(), "clae_cla_episode_ceased | column | not a column of cla_episodes") {
		t.Errorf("got %s, told %s", sink.Bodies(), sink.Lines())
	}
}

// The extract that the standard gives for Mosaic names plans and referrals where others name children.
func TestAChildIsFoundByWhatARowNames(t *testing.T) {
	t.Parallel()
	const (
		referral = "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date\nR1,C1,2025-02-03,\n"
		plan     = "cin_plan_id,cinp_referral_id,cinp_person_id,cinp_cin_plan_start_date,cinp_cin_plan_end_date\nP1,R1,C1,2025-03-01,\n"
		visits   = "cinv_cin_visit_id,cinv_cin_plan_id,cinv_cin_visit_date,cinv_cin_visit_seen\n"
		workers  = "invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_professional_team,invo_referral_id,invo_involvement_start_date,invo_involvement_end_date\n"
	)
	for _, tt := range []struct {
		name        string
		texts       []string
		want, fault string
	}{
		{"a visit by its plan", []string{referral, plan, visits + "V1,P1,2025-03-10 14:30:00.000,Y\n"}, `cin_visit C1/2025-03-10 {"child_id":"C1","seen":true,"visited_on":"2025-03-10"}`, ""},
		{"a visit of no plan", []string{referral, plan, visits + "V1,P9,2025-03-10,Y\n"}, "", "names a plan that cin_plans does not have"},
		{"a worker by the referral", []string{referral, workers + "I1,W1,Allocated Worker,T1,R1,2025-02-04,\n"},
			`{"child_id":"C1","role":"social worker","started_on":"2025-02-04","team_id":"T1","worker_id":"W1"}`, ""},
		{"a worker of no referral", []string{referral, workers + "I1,W1,CW,T1,R9,2025-02-04,\n"}, "", "names a referral that cin_episodes does not have"},
		{"immunisations without a day", []string{referral, "clai_person_id,clai_immunisations_status\nC1,Y\n"},
			`immunisation_status C1/2025-02-03 {"child_id":"C1","stated_on":"2025-02-03","up_to_date":true}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sink, _ := extract(t, tt.texts...)
			if !strings.Contains(sink.Bodies(), tt.want) || tt.fault == "" && sink.Lines() != "" || !strings.Contains(sink.Lines(), tt.fault) {
				t.Errorf("got %s, told %s", sink.Bodies(), sink.Lines())
			}
		})
	}
}

func TestImmunisationsWithoutADayAreOfTheDayOfTheExtract(t *testing.T) {
	t.Parallel()
	f := format(t)
	list := []ssd.File{
		file(t, f, "cine.csv", "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date\nR1,C1,2025-02-03,\n"),
		file(t, f, "clai.csv", "clai_person_id,clai_immunisations_status\nC1,N\n"),
	}
	sink := &intaketest.Collector{}
	own := func(string) (intake.Span, error) { return intake.Span{To: "2025-06-30"}, nil }
	if _, err := f.Read(context.Background(), list, sink, ssd.Source{Today: today, Own: own}); err != nil {
		t.Fatal(err)
	}
	if want := `immunisation_status C1/2025-06-30 {"child_id":"C1","stated_on":"2025-06-30","up_to_date":false}`; !strings.Contains(sink.Bodies(), want) {
		t.Errorf("got %s", sink.Bodies())
	}
}

func TestAnObjectWithoutItsEndDateIsTold(t *testing.T) {
	t.Parallel()
	const heading = "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_entered_care_date"
	f := format(t)
	for _, tt := range []struct {
		name, text string
		fault      bool
	}{
		{"with it", heading + ",clae_cla_episode_ceased_date\nE2,C1,2024-12-10,2020-01-01,\n", false},
		{"by its former name", heading + ",clae_cla_episode_ceased\nE2,C1,2024-12-10,2020-01-01,\n", false},
		{"without it", heading + "\nE2,C1,2024-12-10,2020-01-01\n", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sink := &intaketest.Collector{}
			own := func(last string) (intake.Span, error) { return intake.Span{To: last}, nil }
			list := []ssd.File{file(t, f, "clae.csv", tt.text)}
			if _, err := f.Read(context.Background(), list, sink, ssd.Source{Today: today, Own: own}); err != nil {
				t.Fatal(err)
			}
			faults := strings.Contains(sink.Lines(), "clae.csv:1  | clae_cla_episode_ceased_date | column | the file has no such column, so that nobody in it can be seen to leave")
			if faults != tt.fault {
				t.Errorf("told: %v, in %s", faults, sink.Lines())
			}
			for _, r := range sink.Records {
				if silent := slices.Contains(r.Silent, "ended_on"); silent != tt.fault {
					t.Errorf("%s is silent of its end: %v", r.Type, silent)
				}
			}
			for _, c := range sink.Covers {
				if c.RecordType == "episode" && slices.Contains(c.Lacks, "ended_on") != tt.fault {
					t.Errorf("what is covered of episodes lacks %v", c.Lacks)
				}
			}
			if sink.Count("period_of_care") != 1 {
				t.Errorf("got %s", sink.Bodies())
			}
		})
	}
}
