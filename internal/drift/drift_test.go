package drift_test

import (
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/drift"
	"heed/internal/imports"
	"heed/internal/listing"
	"heed/internal/testkit"
)

// driftLists leave children of the small council waiting: 1001 in proceedings, 1002 on a plan of three years, 1004 under
// section 20, 1006 (whose record is restricted) and 1007 on the way to adoption.
var driftLists = map[string]string{
	"cp_plan.csv":           "child_id,started_on,ended_on,initial_category,latest_category,previous_plans\n1002,2023-10-10,2026-01-11,NEG,NEG,0\n1001,2025-05-10,,NEG,NEG,0\n",
	"court_case.csv":        "child_id,issued_on,kind,final_order_on\n1001,2026-05-01,care,\n1002,2026-05-01,care,2026-10-01\n",
	"care_plan.csv":         "child_id,recorded_on\n1006,2024-02-10\n",
	"adoption_match.csv":    "child_id,panel_minutes_on,decided_on\n1001,2020-02-01,2020-02-10\n", // so that it is known that others have none
	"adoption_decision.csv": "child_id,decided_on,reversed_on,reversed_reason\n1007,2026-03-01,,\n1006,2025-03-01,,\n",
	"episode.csv": "child_id,started_on,start_reason,legal_status,primary_need,placement_type,placement_provider,ended_on,end_reason,placement_change\n" +
		"1007,2025-06-02,S,C2,N1,U6,PR4,2026-05-02,X1,\n1007,2026-05-02,L,E1,N1,U6,PR4,,,\n",
}

var driftCouncil = testkit.Council{Lists: driftLists}

func driftOf(t *testing.T, who string, q door.Question, f drift.Filter) drift.Page {
	t.Helper()
	h := driftCouncil.Open(t)
	page, err := drift.List(t.Context(), h.Session(h.Actor(t, who)).At(q), f)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// waits writes the rows as words: the child, the kind, the stage, the days waited and those beyond the limit.
func waits(page drift.Page) map[string]drift.Row {
	found := map[string]drift.Row{}
	for _, row := range page.Rows {
		found[row.Child.ID+" "+row.Kind.ID] = row
	}
	return found
}

func TestDriftFindsWhoWaitsAndForHowLong(t *testing.T) {
	t.Parallel()
	page := driftOf(t, "W8", door.Question{}, drift.Filter{})
	found := waits(page)
	for key, want := range map[string]struct {
		stage          string
		waited, beyond int
		owner, rule    string
	}{
		"1001 plan":        {"over 18 months", 557, 281, "Dilys Okonjo", "drift_plan"},
		"1002 plan":        {"over 9 months", 310, 37, "Dilys Okonjo", "drift_plan"},
		"1001 proceedings": {"past 26 weeks", 201, 20, "", "care-proceedings-26w"},
		"1004 section-20":  {"no care plan or plan for permanence", 989, 897, "Ayesha Penrose", "drift_section_20"},
		"1007 adoption":    {"placement order to match", 200, 79, "Ayesha Penrose", "a2-121"},
	} {
		row, ok := found[key]
		if !ok || row.Stage != want.stage || row.Waited != want.waited || row.Beyond != want.beyond || row.Owner != want.owner || row.Rule != want.rule {
			t.Errorf("%s: found %t: %s, %d days, %d beyond, %q, by %s", key, ok, row.Stage, row.Waited, row.Beyond, row.Owner, row.Rule)
		}
	}
	everybody, err := drift.List(t.Context(), driftCouncil.Open(t).Session(door.System(testkit.Authority)), drift.Filter{})
	if system := waits(everybody); err != nil || len(system) != len(found)+2 || system["1006 adoption"].Waited != 627 || system["1003 plan"].Child.ID == "" {
		t.Errorf("of %d who wait the director sees %d, want all but the restricted 1003 and 1006: %v", len(system), len(found), err)
	}
	if _, ended := found["1002 proceedings"]; ended {
		t.Error("proceedings that are over are listed")
	}
	for i, row := range page.Rows[1:] {
		if row.Beyond > page.Rows[i].Beyond {
			t.Errorf("row %d lost %d days, and the one before it %d", i+1, row.Beyond, page.Rows[i].Beyond)
		}
	}
}

// ended are the lists of a council whose records of care end in March: 1004 under section 20, and 1007 on the way to adoption.
var ended = map[string]string{
	"cp_plan.csv":   "child_id,started_on,ended_on,initial_category,latest_category,previous_plans\n2001,2025-01-10,,NEG,NEG,0\n2002,2026-01-10,,NEG,NEG,0\n",
	"care_plan.csv": "child_id,recorded_on\n2009,2025-02-10\n",
	"episode.csv": "child_id,started_on,start_reason,legal_status,primary_need,placement_type,placement_provider,ended_on,end_reason,placement_change\n" +
		"2004,2025-06-01,S,V2,N1,U6,PR4,,,\n2009,2025-06-01,S,C2,N1,U6,PR4,,,\n2009,2025-01-01,S,C2,N1,U6,PR4,2025-02-01,E4A,\n",
}

func TestWhatIsBeyondTheRecordsIsCountedToTheirLastDayAndWhatCannotBeToldIsSaid(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	who := door.System(testkit.Authority)
	request := imports.Request{Paths: []string{testkit.Lists(t, ended)}, CompleteFrom: date("2021-04-01"), CompleteTo: date("2026-03-31")}
	if result, err := imports.Import(t.Context(), h.Session(who), request, nil); err != nil || result.Faults > 0 {
		t.Fatal(err, result.FaultList)
	}
	s := h.Session(who).At(door.Question{AsAt: date("2026-11-18")})
	page, err := drift.List(t.Context(), s, drift.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	found := waits(page)
	for key, waited := range map[string]int{"2001 plan": 445, "2004 section-20": 303} {
		if row := found[key]; row.Waited != waited || !row.KnownTo.Equal(date("2026-03-31")) {
			t.Errorf("%s: %d days, known to %s", key, row.Waited, row.KnownTo)
		}
	}
	for kind, want := range map[string]string{
		"plan": "1 as they stood when last known", "section-20": "1 as they stood when last known", "permanence": "no source holds the records it rests on; of 2 it cannot be told", "proceedings": "no source holds the records it rests on",
	} {
		if got := page.UntoldOf(kind).Words(); got != want {
			t.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
	var file strings.Builder
	if err := drift.Export(t.Context(), s, drift.Filter{}, &file); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{",445,", ",2026-03-31,", "of 2 it cannot be told"} {
		if !strings.Contains(file.String(), line) {
			t.Errorf("the file does not say %q:\n%s", line, file.String())
		}
	}
}

func date(text string) time.Time {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return day
}

func TestANextStepIsTheFirstClockOfTheChildThatIsNotDueYet(t *testing.T) {
	t.Parallel()
	h := driftCouncil.Open(t)
	row := waits(driftOf(t, "W8", door.Question{}, drift.Filter{}))["1002 plan"]
	clocks, err := clocks.List(t.Context(), h.Session(h.Actor(t, "W8")), clocks.Filter{
		Subject: "1002", Statuses: []clocks.Status{clocks.Running, clocks.DueSoon}, PerPage: -1,
	})
	if err != nil || len(clocks.Clocks) == 0 || row.Next == nil {
		t.Fatalf("%v, %d clocks, next %v", err, len(clocks.Clocks), row.Next)
	}
	for _, c := range clocks.Clocks {
		if c.Due.Before(row.Next.Due) {
			t.Errorf("%s is due %s, before %s at %s", c.Duty, c.Due, row.Next.Duty, row.Next.Due)
		}
	}
}

func TestDriftIsOfTheDayAskedAbout(t *testing.T) {
	t.Parallel()
	found := waits(driftOf(t, "W8", door.Question{AsAt: time.Date(2026, 1, 10, 0, 0, 0, 0, time.UTC)}, drift.Filter{}))
	if row := found["1002 plan"]; row.Stage != "over 24 months" || row.Beyond != 549 {
		t.Errorf("the plan that ended since: %+v", row)
	}
	for _, key := range []string{"1001 proceedings", "1007 adoption"} {
		if row, ok := found[key]; ok {
			t.Errorf("%s on a day before it was so: %+v", key, row)
		}
	}
}

func TestDriftKeepsToTheReadersScope(t *testing.T) {
	t.Parallel()
	h := driftCouncil.Open(t)
	for who, want := range map[string]string{"W5": "1001", "W6": "1004", "W3": "1007"} {
		page := driftOf(t, who, door.Question{}, drift.Filter{})
		seen := false
		for _, row := range page.Rows {
			seen = seen || row.Child.ID == want
			if _, err := children.Find(t.Context(), h.Session(h.Actor(t, who)), row.Child.ID); err != nil {
				t.Errorf("%s sees %s and may not open it: %v", who, row.Child.ID, err)
			}
		}
		if !seen {
			t.Errorf("%s does not see %s", who, want)
		}
	}
	for _, role := range []access.Role{access.ElectedMember, access.Partner} {
		if _, err := drift.List(t.Context(), h.Session(h.Persona(t, role)), drift.Filter{}); !errors.Is(err, door.ErrForbidden) {
			t.Errorf("a %s: %v", role, err)
		}
		if err := drift.Export(t.Context(), h.Session(h.Persona(t, role)), drift.Filter{}, &strings.Builder{}); !errors.Is(err, door.ErrForbidden) {
			t.Errorf("a %s exports: %v", role, err)
		}
	}
}

func TestEveryChoiceOfAFilterCountsTheListItGives(t *testing.T) {
	t.Parallel()
	all := driftOf(t, "W8", door.Question{}, drift.Filter{PerPage: 1})
	if len(all.Rows) != 1 || all.Total < 5 || all.All != all.Total {
		t.Fatalf("%d rows of %d, %d of all kinds", len(all.Rows), all.Total, all.All)
	}
	check := func(c listing.Choice, f drift.Filter) {
		if got := driftOf(t, "W8", door.Question{}, f); got.Total != c.N {
			t.Errorf("%s counts %d and lists %d", c.Label, c.N, got.Total)
		}
	}
	for _, c := range all.Kinds {
		check(c, drift.Filter{Kind: c.Value})
	}
	for _, c := range all.Stages {
		check(c, drift.Filter{Stage: c.Value})
	}
	for _, c := range all.Teams {
		check(c, drift.Filter{Team: c.Value})
	}
	if past := driftOf(t, "W8", door.Question{}, drift.Filter{Beyond: true}); past.Total != all.Past {
		t.Errorf("%d are past their limit, and the list of them has %d", all.Past, past.Total)
	}
	h := driftCouncil.Open(t)
	if _, err := drift.List(t.Context(), h.Session(h.Actor(t, "W8")), drift.Filter{Kind: "no such"}); !errors.Is(err, door.ErrInvalid) {
		t.Errorf("a kind that is none: %v", err)
	}
}

func TestTheFileOfDriftHoldsTheListByNumberAndNeverByName(t *testing.T) {
	t.Parallel()
	h := driftCouncil.Open(t)
	var file strings.Builder
	if err := drift.Export(t.Context(), h.Session(h.Actor(t, "W5")), drift.Filter{}, &file); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(file.String())).ReadAll()
	rows = slices.DeleteFunc(rows, func(row []string) bool { return row[4] == "" }) // lines that say of which kinds it cannot be told
	if want := driftOf(t, "W5", door.Question{}, drift.Filter{}).Total; err != nil || len(rows) != want+1 {
		t.Errorf("%v: the file has %d rows and the list %d", err, len(rows)-1, want)
	}
	if strings.Contains(file.String(), "Brackenbury") || !strings.Contains(file.String(), ",1001,") {
		t.Errorf("the file:\n%s", file.String())
	}
	var director strings.Builder
	if err := drift.Export(t.Context(), h.Session(h.Actor(t, "W8")), drift.Filter{}, &director); err != nil || strings.Contains(director.String(), "1006") {
		t.Errorf("%v: a restricted child's number is in the file:\n%s", err, director.String())
	}
}
