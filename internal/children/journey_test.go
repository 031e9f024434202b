package children_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/children"
	"heed/internal/door"
	"heed/internal/testkit"
)

// journeyLists are what only Heed records of children 1004 and 1005, beside the small council.
var journeyLists = map[string]string{
	"school_place.csv": "child_id,started_on,ended_on,school,full_time\n1004,2024-03-04,2024-07-19,Larkfield Primary,true\n1004,2024-09-03,2026-01-09,Norbury Brook,true\n" +
		"1004,2026-03-02,,Hill House,false\n",
	"social_worker.csv": "child_id,worker_id,started_on,ended_on,change_reason\n1004,W3,2024-03-04,,\n1005,W1,2023-01-02,2023-05-01,\n",
	"child_view.csv":    "child_id,recorded_on,setting,words\n1004,2026-01-10,visit,I want to stay with Pat.\n",
	"decision.csv": "child_id,decided_on,matter,decision,reason,decided_by,role\n1004,2024-03-04,look after the child,Section 20,Nobody at home could care safely,W7,head of service\n" +
		"1004,2025-01-09,move,To long-term carers,,W6,\n",
	"court_case.csv": "child_id,issued_on,kind,final_order_on,outcome\n1004,2026-03-02,care,2026-09-01,care order\n",
	"care_plan.csv":  "child_id,recorded_on\n1004,2024-03-10\n1004,2025-02-01\n",
}

// journeyCouncil is the small council with those lists.
var journeyCouncil = testkit.Council{Lists: journeyLists}

func journeyOf(t *testing.T, who, id string, q door.Question) children.JourneyPage {
	t.Helper()
	h := journeyCouncil.Open(t)
	page, err := children.FindJourney(t.Context(), h.Session(h.Actor(t, who)).At(q), id)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// lane writes a lane's bars as words, one a line.
func lane(page children.JourneyPage, title string) string {
	var lines []string
	for _, l := range page.Lanes {
		if l.Title != title {
			continue
		}
		for _, b := range l.Bars {
			line := b.From.Format("2006-01-02") + ".."
			if !b.To.IsZero() {
				line += b.To.Format("2006-01-02")
			}
			line += " " + b.What
			if b.Moved {
				line += " (moved)"
			}
			if b.Missing != (b.Source.Title == "") {
				line += " (a bar is either missing or from a record)"
			}
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func TestAJourneyHasALaneForEachStrandOfAChildsYears(t *testing.T) {
	t.Parallel()
	page := journeyOf(t, "W3", "1004", door.Question{})
	for title, want := range map[string]string{
		"Legal status": "2024-03-04.. Section 20 accommodation",
		"Placement":    "2024-03-04..2025-01-10 Foster, this council\n2025-01-10.. Foster, long term, this council (moved)",
		"Plan":         "2024-03-10..2025-02-01 Care plan\n2025-02-01.. Care plan, made anew",
		"Worker":       "2024-03-04.. Ayesha Penrose, social worker",
		"School": "2024-03-04..2024-07-19 Larkfield Primary\n2024-09-03..2026-01-09 Norbury Brook\n" +
			"2026-01-09..2026-03-02 No school recorded\n2026-03-02.. Hill House, part time",
	} {
		if got := lane(page, title); got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", title, got, want)
		}
	}
	if !page.From.Equal(time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("the picture begins %s", page.From)
	}
	if page.Workers != (children.WorkerCount{Workers: 1, Months: 32}) || page.Homes != (children.HomeCount{Placements: 2, Periods: 1, InYear: 1}) {
		t.Errorf("counted %+v and %+v", page.Workers, page.Homes)
	}
	want := []string{
		"No school recorded from 9 January 2026 to 2 March 2026, for 52 days",
		"No view of the child’s own is recorded since 10 January 2026, 10 months ago", "1 decision has no reason recorded",
	}
	if !slices.Equal(page.Missing, want) {
		t.Errorf("missing: %q", page.Missing)
	}
}

func TestAJourneyKnowsNothingAfterTheDayAskedAbout(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC)
	page := journeyOf(t, "W3", "1004", door.Question{AsAt: at})
	var words []string
	for _, e := range page.Events {
		if e.On.After(at) {
			t.Errorf("%s on %s", e.What, e.On)
		}
		words = append(words, e.What, e.Detail)
	}
	for _, d := range page.Decisions {
		words = append(words, d.Decision)
	}
	all := strings.Join(words, "; ")
	if strings.Contains(all, "September 2026") || strings.Contains(all, "Outcome") || !strings.Contains(all, "Kind: Care order") {
		t.Errorf("the end of proceedings that go on is told: %q", all)
	}
	early := journeyOf(t, "W3", "1004", door.Question{AsAt: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC)})
	if got := lane(early, "Placement"); got != "2024-03-04.. Foster, this council" {
		t.Errorf("before the move: %q", got)
	}
	if len(early.Views) != 0 || len(early.Decisions) != 1 {
		t.Errorf("%d views and %d decisions before they were made", len(early.Views), len(early.Decisions))
	}
}

func TestAJourneyHoldsOnlyWhatHadBeenRecorded(t *testing.T) {
	t.Parallel()
	page := journeyOf(t, "W3", "1004", door.Question{KnownAt: testkit.Now.Add(-30 * time.Minute)})
	if len(page.Decisions) != 0 || len(page.Views) != 0 || lane(page, "School") != "" { // no list of schools was there, so that a school is not missing
		t.Errorf("what was recorded later is known: %d decisions, school %q", len(page.Decisions), lane(page, "School"))
	}
	if lane(page, "Legal status") == "" {
		t.Error("what had been recorded is not known")
	}
}

func TestTimeWithNobodyIsAGapAndAChangeOfWorkerIsCounted(t *testing.T) {
	t.Parallel()
	page := journeyOf(t, "W8", "1005", door.Question{})
	want := "2023-01-02..2023-05-01 Dilys Okonjo, social worker\n2023-05-01..2026-10-30 Ayesha Penrose, social worker\n2026-10-30.. No worker recorded"
	if got := lane(page, "Worker"); got != want {
		t.Errorf("%s", got)
	}
	if page.Workers != (children.WorkerCount{Workers: 2, Changes: 1, Months: 45}) {
		t.Errorf("counted %+v", page.Workers)
	}
	if !slices.Contains(page.Missing, "No worker recorded since 30 October 2026, for 20 days") {
		t.Errorf("missing: %q", page.Missing)
	}
}

func TestAChildsWordsAreForThoseWhoWorkWithThem(t *testing.T) {
	t.Parallel()
	for who, words := range map[string]string{"W3": "I want to stay with Pat.", "W9": "I want to stay with Pat.", "W8": "", "W13": ""} {
		page := journeyOf(t, who, "1004", door.Question{})
		if len(page.Views) != 1 || page.Views[0].Words != words || page.WordsKept != (words == "") {
			t.Errorf("%s reads %+v", who, page.Views)
		}
	}
	h := journeyCouncil.Open(t)
	for who, words := range map[string]bool{"W3": true, "W8": false} {
		if got := strings.Contains(strings.Join(detail(child(t, h, who, "1004", door.Question{})), " "), "stay with Pat"); got != words {
			t.Errorf("the chronology shows %s the child's words: %t", who, got)
		}
	}
}

func TestARestrictedRecordOfAJourneyKeepsWhatItSays(t *testing.T) {
	t.Parallel()
	page := journeyOf(t, "W8", "1009", door.Question{})
	found := false
	for _, d := range page.Decisions {
		if d.What == "Adoption" {
			found = true
			if strings.Contains(d.Decision, "dopters") || !strings.Contains(d.Decision, "restricted") {
				t.Errorf("the director reads %q", d.Decision)
			}
		}
	}
	if !found {
		t.Errorf("no adoption among %+v", page.Decisions)
	}
}

func TestAJourneyIsForThoseWhoMayOpenTheChildAndIsLogged(t *testing.T) {
	t.Parallel()
	h := journeyCouncil.Open(t)
	for _, who := range []string{"W1", "W5", "member-1", "partner-1"} {
		if _, err := children.FindJourney(t.Context(), h.Session(h.Actor(t, who)), "1004"); !errors.Is(err, door.ErrForbidden) {
			t.Errorf("%s: %v", who, err)
		}
	}
	journeyOf(t, "W9", "1004", door.Question{})
	log, err := door.AccessLog(t.Context(), h.Session(h.Actor(t, "W8")), door.AccessFilter{Subject: "1004", PerPage: 500})
	if err != nil {
		t.Fatal(err)
	}
	shown, refused := false, false
	for _, e := range log.Entries {
		shown = shown || e.Who == "W9" && e.Allowed && strings.HasPrefix(e.Detail, "journey as at")
		refused = refused || e.Who == "W1" && !e.Allowed && e.Detail == "journey"
	}
	if !shown || !refused {
		t.Errorf("the look is logged: %t; the refusal: %t", shown, refused)
	}
}
