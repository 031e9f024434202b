package ssd_test

import (
	"strings"
	"testing"
)

// What a row says that has no id of its own is of no other row, even one that names none.
func TestARowWithoutAnIDIsNamedByNoOther(t *testing.T) {
	t.Parallel()
	sink, _ := extract(t,
		"cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_ola\n,C1,2026-01-01,N\nP2,C2,2026-01-02,N\n",
		"cppv_cp_visit_id,cppv_person_id,cppv_cp_plan_id,cppv_cp_visit_date\nV1,,,2026-02-01\nV2,C3,,2026-02-02\nV3,,P2,2026-02-03\n",
		"send_table_id,send_person_id,send_upn\n,C1,A1\n",
		"ehcr_ehcp_request_id,ehcr_send_table_id,ehcr_ehcp_req_date,ehcr_ehcp_req_outcome_date,ehcr_ehcp_req_outcome\nQ1,,2026-02-01,,\n",
	)
	for _, body := range []string{"cp_visit C3/2026-02-02 ", "cp_visit C2/2026-02-03 "} {
		if !strings.Contains(sink.Bodies(), body) {
			t.Errorf("no %s in %s", body, sink.Bodies())
		}
	}
	if sink.Count("cp_visit") != 2 || sink.Count("ehc_request") != 0 {
		t.Errorf("a row that names nobody is somebody's: %s", sink.Bodies())
	}
	for _, line := range []string{"cppv.csv:2  | cppv_cp_plan_id | reference | names no plan", "ehcr.csv:2  | ehcr_send_table_id | reference | names no record of special needs"} {
		if !strings.Contains(sink.Lines(), line) {
			t.Errorf("no fault %q in %s", line, sink.Lines())
		}
	}
}

// The visits of a plan that names no child are of a child all the same, where they say which.
func TestAPlanThatNamesNobodyIsNotAnotherAuthoritys(t *testing.T) {
	t.Parallel()
	sink, _ := extract(t,
		"cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_ola\nP1,,2026-01-01,N\nP2,C2,2026-01-02,Y\n",
		"cppv_cp_visit_id,cppv_person_id,cppv_cp_plan_id,cppv_cp_visit_date\nV1,C1,P1,2026-02-01\nV2,C2,P2,2026-02-02\n",
	)
	if !strings.Contains(sink.Bodies(), "cp_visit C1/2026-02-01 ") || sink.Count("cp_visit") != 1 {
		t.Errorf("%s%s", sink.Bodies(), sink.Lines())
	}
}

// A day that is none begins no period of care, and moves none of those around it.
func TestAnEpisodeWithoutADayBeginsNoPeriodOfCare(t *testing.T) {
	t.Parallel()
	const episodes = "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_id,clae_entered_care_date,clae_cla_primary_need_code\n"
	sink, _ := extract(t, episodes+"E2,C1,2026-01-01,,L1,2025-05-01,N8\nE3,C1,31/02/2026,2026-03-01,L1,not yet,N2\nE1,C1,2025-11-01,2026-01-01,L1,,N1\n")
	if got := sink.Bodies(); !strings.Contains(got, `period_of_care C1/2025-05-01 {"child_id":"C1","primary_need":"N1","started_on":"2025-05-01"}`) {
		t.Errorf("%s%s", got, sink.Lines())
	}
	for _, line := range []string{"clae.csv:3 episode | started_on", "clae.csv:3  | clae_entered_care_date | text of 7 characters | not a date in the calendar | field left blank"} {
		if !strings.Contains(sink.Lines(), line) {
			t.Errorf("no fault %q in %s", line, sink.Lines())
		}
	}
}

func TestAWordIsNoKindOfAccommodation(t *testing.T) {
	t.Parallel()
	sink, _ := extract(t,
		"addr_table_id,addr_person_id,addr_address_start_date,addr_address_end_date\n1,C1,2025-01-01,\n2,C2,2025-01-01,\n",
		"clea_table_id,clea_person_id,clea_care_leaver_in_touch,clea_care_leaver_accommodation,clea_care_leaver_accom_suitable\nL1,C1,YES,Unknown,1\nL2,C2,YES,u,1\n")
	if got := sink.Bodies(); strings.Contains(got, `accommodation C1/2025-01-01 {"child_id":"C1","kind"`) || !strings.Contains(got, `"kind":"independent"`) {
		t.Errorf("%s%s", got, sink.Lines())
	}
}
