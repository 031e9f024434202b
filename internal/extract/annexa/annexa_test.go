package annexa_test

import (
	"encoding/csv"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	reader "heed/internal/exchange/annexa"
	"heed/internal/export"
	"heed/internal/extract/annexa"
)

type rows = map[string][]annexa.Row

// made makes the lists of 31 October 2026. Of a type that covered names, all is known to a day.
func made(held rows, covered map[string]string) annexa.Lists {
	return annexa.Make(annexa.Held{
		Rows:      held,
		CoveredTo: func(recordType, _ string) string { return covered[recordType] },
		Label:     func(_, code string) string { return "words of " + code },
	}, time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC))
}

// cell gives what a list has in a column of its only row, and fails where it has not one.
func cell(t *testing.T, l annexa.Lists, number int, column string) string {
	t.Helper()
	table := l.Tables[number-1]
	if len(table.Rows) != 1 {
		t.Fatalf("list %d has %d rows", number, len(table.Rows))
	}
	for i, c := range table.Columns {
		if c.Heading == column {
			return table.Rows[0][i]
		}
	}
	t.Fatalf("list %d has no column %s", number, column)
	return ""
}

func TestEveryListIsWrittenWithOfstedsHeadingsThoughNothingIsHeld(t *testing.T) {
	t.Parallel()
	l := made(nil, nil)
	if len(l.Tables) != 11 || len(l.Notes) != 11 {
		t.Fatalf("%d lists, %d notes", len(l.Tables), len(l.Notes))
	}
	for i, headings := range reader.Headings() {
		var got []string
		for _, c := range l.Tables[i].Columns {
			got = append(got, c.Heading)
		}
		if diff := cmp.Diff(headings, got); diff != "" || l.Tables[i].Name != "List "+strconv.Itoa(i+1) {
			t.Errorf("%s: %s", l.Tables[i].Name, diff)
		}
		if want := "List " + strconv.Itoa(i+1) + ": nothing that is held, and open to whoever wrote this, belongs in it."; l.Notes[i] != want {
			t.Errorf("%q, want %q", l.Notes[i], want)
		}
	}
}

// The reference of the eleven lists is not part of the project.
func TestTheHeadingsAndKindsAreThoseOfTheReference(t *testing.T) {
	t.Parallel()
	name := filepath.Join("..", "..", "..", "..", "shared", "reference", "annex-a.csv")
	f, err := os.Open(name)
	if err != nil {
		t.Skip("the reference is not there: ", name)
	}
	defer func() { _ = f.Close() }()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	l := made(nil, nil)
	kinds := map[string]export.Kind{"date": export.Days, "integer": export.Wholes}
	for _, line := range lines[1:] {
		list, _ := strconv.Atoi(line[0])
		place, _ := strconv.Atoi(line[3])
		got := l.Tables[list-1].Columns[place-1]
		if got.Heading != line[4] || got.Kind != kinds[line[5]] {
			t.Errorf("list %d: %q of kind %d, want %q, %s", list, got.Heading, got.Kind, line[4], line[5])
		}
	}
}

func TestListsLookBackAsFarAsTheyShould(t *testing.T) {
	t.Parallel()
	one := func(source string, values ...string) rows {
		r := annexa.Row{"subject_id": "C1"}
		for i := 0; i < len(values); i += 2 {
			r[values[i]] = values[i+1]
		}
		return rows{source: {r}}
	}
	for _, tt := range []struct {
		name string
		list int
		held rows
		want int
	}{
		{"a contact on the first of the six months", 1, one("contact", "received_on", "2026-05-01"), 1},
		{"a contact the day before", 1, one("contact", "received_on", "2026-04-30"), 0},
		{"a contact on the day", 1, one("contact", "received_on", "2026-10-31"), 1},
		{"a contact to come", 1, one("contact", "received_on", "2026-11-01"), 0},
		{"early help that goes on, begun long ago", 2, one("early_help", "started_on", "2020-01-01"), 1},
		{"early help that ended, assessed within six months", 2, one("early_help", "started_on", "2026-01-01", "assessed_on", "2026-06-01", "ended_on", "2026-07-01"), 1},
		{"early help that ended, assessed before", 2, one("early_help", "started_on", "2025-01-01", "assessed_on", "2025-06-01", "ended_on", "2026-07-01"), 0},
		{"an assessment authorised within six months", 4, one("assessment", "started_on", "2026-03-01", "authorised_on", "2026-05-02"), 1},
		{"an assessment authorised before", 4, one("assessment", "started_on", "2026-03-01", "authorised_on", "2026-04-02"), 0},
		{"an assessment that goes on", 4, one("assessment", "started_on", "2026-03-01"), 1},
		{"an enquiry within six months", 5, one("section_47", "started_on", "2026-05-01", "ended_on", "2026-05-08"), 1},
		{"an enquiry that ended before", 5, one("section_47", "started_on", "2026-03-01", "ended_on", "2026-03-08"), 0},
		{"a case that is open", 6, one("cin_episode", "referred_on", "2019-03-01"), 1},
		{"a case closed on the first of the six months", 6, one("cin_episode", "referred_on", "2019-03-01", "closed_on", "2026-05-01"), 1},
		{"a case closed before", 6, one("cin_episode", "referred_on", "2019-03-01", "closed_on", "2026-04-30"), 0},
		{"a plan that ended within six months", 7, one("cp_plan", "started_on", "2025-03-01", "ended_on", "2026-05-01"), 1},
		{"a plan that ended before", 7, one("cp_plan", "started_on", "2025-03-01", "ended_on", "2026-04-30"), 0},
		{"a child in care", 8, one("care_spell", "started_on", "2015-03-01"), 1},
		{"a child who left care within six months", 8, one("care_spell", "started_on", "2015-03-01", "ended_on", "2026-05-01"), 1},
		{"a child who left care before", 8, one("care_spell", "started_on", "2015-03-01", "ended_on", "2026-04-30"), 0},
		{"a child who will come into care", 8, one("care_spell", "started_on", "2026-11-02"), 0},
		{"a care leaver", 9, one("care_leaver_as_at", "standing", "former relevant"), 1},
		{"a care leaver who turned 25", 9, one("care_leaver_as_at", "standing", "former relevant", "ended_on", "2026-10-01"), 0},
		{"a child to be placed for adoption, decided long ago", 10, one("adoption_decision", "decided_on", "2022-03-01"), 1},
		{"a decision reversed within twelve months", 10, one("adoption_decision", "decided_on", "2022-03-01", "reversed_on", "2025-11-01"), 1},
		{"a decision reversed before", 10, one("adoption_decision", "decided_on", "2022-03-01", "reversed_on", "2025-10-31"), 0},
		{"adopters who withdrew within twelve months", 11, one("adopter_household", "household_id", "H1", "enquired_on", "2024-01-01", "withdrawn_on", "2025-11-01"), 1},
		{"adopters who withdrew before", 11, one("adopter_household", "household_id", "H1", "enquired_on", "2024-01-01", "withdrawn_on", "2025-10-31"), 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := len(made(tt.held, nil).Tables[tt.list-1].Rows); got != tt.want {
				t.Errorf("%d rows, want %d", got, tt.want)
			}
		})
	}
}

func TestWhatNobodyRecordedIsNotFilledIn(t *testing.T) {
	t.Parallel()
	l := made(rows{"care_spell": {{"subject_id": "C1", "started_on": "2024-03-01", "start_known": "false"}}}, nil)
	for column, want := range map[string]string{
		"Gender": "c) Not stated/recorded", "Ethnicity": "u) UNKNOWN", "Date of Birth": "", "Age of Child (Years)": "",
		"Does the Child have a Disability": "c) Unknown", "Date Started to be Looked After": "", "Number of Placements in the Last 12 months": "",
		"Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)":                  "c) Unknown",
		"Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months": "",
		"Was the child offered a Return Interview after their last missing episode (Y/N)?":           "",
		"Allocated Worker": "", "Placement Type": "", "Placement Location": "",
	} {
		if got := cell(t, l, 8, column); got != want {
			t.Errorf("%s: %q, want %q", column, got, want)
		}
	}
}

func TestTimesMissingAreCountedOnlyWhereTheRecordsAreComplete(t *testing.T) {
	t.Parallel()
	const count = "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months"
	held := func(more rows) rows {
		all := rows{
			"care_spell":      {{"subject_id": "C1", "started_on": "2024-03-01", "start_known": "true"}},
			"missing_episode": {{"subject_id": "C1", "kind": "M", "started_on": "2026-02-01", "ended_on": "2026-02-02"}, {"subject_id": "C1", "kind": "M", "started_on": "2025-10-31", "ended_on": "2025-11-02"}, {"subject_id": "C1", "kind": "A", "started_on": "2026-03-01"}},
		}
		maps.Copy(all, more)
		return all
	}
	for _, tt := range []struct {
		name, to string
		more     rows
		want     string
		noted    string
	}{
		{"complete to the day", "2026-10-31", nil, "1", ""},
		{"complete to a few days before", "2026-10-20", nil, "1", "times missing in the months before 2026-10-31 is known to 2026-10-20"},
		{"complete to half a year before", "2026-04-20", nil, "", "Counts of times missing in twelve months are left blank"},
		{"of which a list of the day says the number", "", rows{"missing_count": {{"subject_id": "C1", "to_on": "2026-10-31", "missing": "4"}}}, "4", ""},
		{"of which a list of another day says the number", "", rows{"missing_count": {{"subject_id": "C1", "to_on": "2026-09-30", "missing": "4"}}}, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := made(held(tt.more), map[string]string{"missing_episode": tt.to})
			if got := cell(t, l, 8, count); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			if !strings.Contains(strings.Join(l.Notes, "\n"), tt.noted) {
				t.Errorf("not noted: %q", l.Notes)
			}
		})
	}
}

func TestTheInterviewAfterTheLastTimeMissingIsSaidAsItWasRecorded(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		recorded []annexa.Row
		want     [2]string
	}{
		{"held", []annexa.Row{{"subject_id": "C1", "missing_started_on": "2026-02-01", "outcome": "held"}}, [2]string{"a) Yes", "a) Yes"}},
		{"declined", []annexa.Row{{"subject_id": "C1", "missing_started_on": "2026-02-01", "outcome": "declined"}}, [2]string{"a) Yes", "b) No"}},
		{"not offered", []annexa.Row{{"subject_id": "C1", "missing_started_on": "2026-02-01", "outcome": "not offered"}}, [2]string{"b) No", ""}},
		{"offered, and no more is known", []annexa.Row{{"subject_id": "C1", "missing_started_on": "2026-02-01", "offered_at": "2026-02-02T10:00:00Z"}}, [2]string{"a) Yes", "c) Unknown"}},
		{"nothing recorded", nil, [2]string{"c) Unknown", "c) Unknown"}},
		{"of an earlier time", []annexa.Row{{"subject_id": "C1", "missing_started_on": "2026-01-01", "outcome": "held"}}, [2]string{"c) Unknown", "c) Unknown"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := made(rows{
				"care_spell":       {{"subject_id": "C1", "started_on": "2024-03-01"}},
				"missing_episode":  {{"subject_id": "C1", "kind": "M", "started_on": "2026-01-01", "ended_on": "2026-01-02"}, {"subject_id": "C1", "kind": "M", "started_on": "2026-02-01", "ended_on": "2026-02-02"}},
				"return_interview": tt.recorded,
			}, nil)
			got := [2]string{
				cell(t, l, 8, "Was the child offered a Return Interview after their last missing episode (Y/N)?"),
				cell(t, l, 8, "Did the child accept a Return Interview after their last missing episode (Y/N)?"),
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestACodeThatTheEditionLacksIsWrittenInHeedsWordsAndTold(t *testing.T) {
	t.Parallel()
	l := made(rows{"contact": {{"subject_id": "C1", "received_on": "2026-06-01", "source": "5D"}}}, nil)
	if got := cell(t, l, 1, "Contact Source"); got != "5D: words of 5D" {
		t.Error(got)
	}
	if want := "\"5D: words of 5D\" is no choice of the edition"; !strings.Contains(l.Notes[0], want) {
		t.Errorf("%q", l.Notes)
	}
}
