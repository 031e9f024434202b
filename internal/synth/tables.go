package synth

// kind is what a column holds, which says what faults it can have.
type kind int

const (
	plain kind = iota
	code
	onDay
	birth
	start
	end
)

type column struct {
	name string
	kind kind
}

// spec is one CSV file of a return: where it lies and what its columns are.
type spec struct {
	path       string
	recordType string
	dated      string // how dates are written: "iso" or "slashed"
	firstYear  int    // the first return that has this file, 0 for all
	wholeYear  bool   // left out of the part year
	columns    []column
}

// The CSV files of a return, in the order of fileSpecs.
const (
	fileHeader = iota
	fileEpisodes
	fileReviews
	fileUASC
	fileMissing
	fileOC2
	fileOC3
	fileAD1
	filePlaced
	filePermanence
	fileSocialWorkers
	fileNames
	fileTeams
	fileWorkers
	fileAllocations
	fileVisits
	fileInterviews
	fileHealth
	fileOutcomes
	fileMissingHome
	fileSettings
	filePopulation
	fileCount
)

var child903 = []column{{"CHILD", plain}, {"DOB", birth}}

func with903(columns ...column) []column { return append(append([]column{}, child903...), columns...) }

var fileSpecs = [fileCount]spec{
	fileHeader: {"ssda903/header.csv", "child", "slashed", 0, false, []column{
		{"CHILD", plain}, {"SEX", code}, {"DOB", birth}, {"ETHNIC", code}, {"UPN", plain}, {"MOTHER", plain}, {"MC_DOB", onDay},
	}},
	fileEpisodes: {"ssda903/episodes.csv", "episode", "slashed", 0, false, []column{
		{"CHILD", plain}, {"DECOM", start}, {"RNE", code}, {"LS", code}, {"CIN", code}, {"PLACE", code}, {"PLACE_PROVIDER", code},
		{"DEC", end}, {"REC", code}, {"REASON_PLACE_CHANGE", code}, {"HOME_POST", plain}, {"PL_POST", plain}, {"URN", plain},
	}},
	fileReviews: {"ssda903/reviews.csv", "review", "slashed", 0, false, with903(column{"REVIEW", onDay}, column{"REVIEW_CODE", code})},
	fileUASC: {"ssda903/uasc.csv", "unaccompanied_child", "slashed", 0, false, []column{
		{"CHILD", plain}, {"SEX", code}, {"DOB", birth}, {"DUC", onDay},
	}},
	fileMissing: {"ssda903/missing.csv", "missing_episode", "slashed", 0, false, with903(
		column{"MISSING", code}, column{"MIS_START", start}, column{"MIS_END", end})},
	fileOC2: {"ssda903/oc2.csv", "annual_health", "slashed", 0, true, with903(
		column{"SDQ_SCORE", plain}, column{"SDQ_REASON", code}, column{"CONVICTED", plain}, column{"HEALTH_CHECK", plain},
		column{"IMMUNISATIONS", plain}, column{"TEETH_CHECK", plain}, column{"HEALTH_ASSESSMENT", plain},
		column{"SUBSTANCE_MISUSE", plain}, column{"INTERVENTION_RECEIVED", plain}, column{"INTERVENTION_OFFERED", plain})},
	fileOC3: {"ssda903/oc3.csv", "care_leaver", "slashed", 0, true, with903(
		column{"IN_TOUCH", code}, column{"ACTIV", code}, column{"ACCOM", code})},
	fileAD1: {"ssda903/ad1.csv", "adoption", "slashed", 0, false, with903(
		column{"DATE_INT", onDay}, column{"DATE_MATCH", onDay}, column{"FOSTER_CARE", plain}, column{"NB_ADOPTR", plain},
		column{"SEX_ADOPTR", code}, column{"LS_ADOPTR", code})},
	filePlaced: {"ssda903/placed_for_adoption.csv", "adoption_decision", "slashed", 0, false, with903(
		column{"DATE_PLACED", start}, column{"DATE_PLACED_CEASED", end}, column{"REASON_PLACED_CEASED", code})},
	filePermanence: {"ssda903/previous_permanence.csv", "previous_permanence", "slashed", 0, false, with903(
		column{"PREV_PERM", code}, column{"LA_PERM", plain}, column{"DATE_PERM", plain})},
	fileSocialWorkers: {"ssda903/sw_episodes.csv", "social_worker", "slashed", 2024, false, with903(
		column{"SW_ID", plain}, column{"SW_DECOM", start}, column{"SW_DEC", end}, column{"SW_REASON", code})},
	fileNames: {"records/child_name.csv", "child_name", "iso", 0, false, []column{
		{"child_id", plain}, {"given_name", plain}, {"family_name", plain},
	}},
	fileTeams: {"records/team.csv", "team", "iso", 0, false, []column{{"team_id", plain}, {"name", plain}, {"service", plain}}},
	fileWorkers: {"records/worker.csv", "worker", "iso", 0, false, []column{
		{"worker_id", plain}, {"name", plain}, {"role", code}, {"team_id", plain}, {"started_on", start}, {"left_on", end},
	}},
	fileAllocations: {"records/allocation.csv", "allocation", "iso", 0, false, []column{
		{"child_id", plain}, {"worker_id", plain}, {"role", code}, {"team_id", plain}, {"started_on", start}, {"ended_on", end},
	}},
	fileVisits: {"records/cp_visit.csv", "cp_visit", "iso", 0, false, []column{
		{"child_id", plain}, {"visited_on", onDay}, {"seen", plain}, {"seen_alone", plain}, {"bedroom_seen", plain}, {"worker_id", plain},
	}},
	fileInterviews: {"records/return_interview.csv", "return_interview", "iso", 0, false, []column{
		{"child_id", plain}, {"missing_started_on", onDay}, {"offered_at", plain}, {"held_at", plain}, {"outcome", code}, {"worker_id", plain},
	}},
	fileHealth: {"records/health_assessment.csv", "health_assessment", "iso", 0, false, []column{
		{"child_id", plain}, {"health_assessment_id", plain}, {"kind", code}, {"requested_on", onDay}, {"held_on", onDay},
		{"report_received_on", onDay}, {"declined_on", onDay},
	}},
	fileOutcomes: {"records/section_47_outcome.csv", "section_47_outcome", "iso", 0, false, []column{
		{"child_id", plain}, {"started_on", start}, {"concluded_on", onDay}, {"outcome", code},
	}},
	fileMissingHome: {"records/missing_episode.csv", "missing_episode", "iso", 0, false, []column{
		{"child_id", plain}, {"started_on", start}, {"kind", code}, {"ended_on", end}, {"started_at", plain}, {"found_at", plain},
	}},
	fileSettings: {"records/setting.csv", "setting", "iso", 0, false, []column{{"name", plain}, {"value", plain}, {"basis", plain}}},
	filePopulation: {"records/population.csv", "population", "iso", 0, false, []column{
		{"counted_on", plain}, {"age_from", plain}, {"age_to", plain}, {"persons", plain}, {"source", plain},
	}},
}

// ofTheLists says whether a file is one of those that begin with the first census.
func ofTheLists(file int) bool { return file >= fileAllocations && file <= fileMissingHome }

// faultless are the files that stay whole: few rows, on which the rest depends.
func faultless(file int) bool {
	switch file {
	case fileTeams, fileSettings, filePopulation, fileWorkers:
		return true
	}
	return false
}
