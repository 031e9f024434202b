package exchange

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
)

// readCase reads a folder of files that went wrong once, which is not part of the project.
func readCase(t *testing.T, name string) *intaketest.Collector {
	t.Helper()
	opt := sampleDay
	opt.Year = 2025
	returns, err := recognise(t, opt, caseOf(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return readAll(t, returns)
}

// keys lists the records of a type, sorted, once each.
func keys(c *intaketest.Collector, typeID string) string {
	set := map[string]bool{}
	for _, r := range c.Records {
		if r.Type == typeID {
			set[r.ID] = true
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(set)), " ")
}

func TestTheCasesOfIDsAreRight(t *testing.T) {
	t.Parallel()
	if got := keys(readCase(t, "03-float-ids"), "child"); got != "810001/ssda903" {
		t.Errorf("810001.0 and 810001 are the children %s", got)
	}
	sci := readCase(t, "24-sci-ids")
	if len(sci.Records) > 0 || strings.Count(sci.Lines(), intake.ReasonScientific) != 3 {
		t.Errorf("%s%s", sci.Bodies(), sci.Lines())
	}
	ids := readCase(t, "10-ids")
	if got := keys(ids, "child"); got != "0810002/ssda903 810001/ssda903 810004/ssda903 810005/ssda903 AB003/ssda903" {
		t.Errorf("the children are %s", got)
	}
	if got := strings.Count(ids.Lines(), intake.ReasonNearly); got != 3 {
		t.Errorf("%d ids are told to be like one in the header, want 3: %s", got, ids.Lines())
	}
}

func TestTheCasesOfDaysAreRight(t *testing.T) {
	t.Parallel()
	care := readCase(t, "11-dates").Bodies()
	if got := strings.Count(care, `"ended_on":"2024-10-31"`); got != 29 {
		t.Errorf("%d episodes end on 31 October 2024, want 29: %s", got, care)
	}
	need := readCase(t, "07-ssd-dates")
	if got := strings.Count(need.Bodies(), `"closed_on":"2025-01-05"`); got != 18 || len(need.Faults) > 0 {
		t.Errorf("%d episodes of need end on 5 January 2025, want 18: %s", got, need.Lines())
	}
	if got := strings.Count(need.Bodies(), `"closed_on"`); got != 18 {
		t.Errorf("%d episodes of need end; 1 January 1900 is no end", got)
	}
	for name, want := range map[string]int{"26-fraction-seconds/903": 3, "26-fraction-seconds/list": 2} {
		if sink := readCase(t, name); len(sink.Records) != want || len(sink.Faults) > 0 {
			t.Errorf("%s: %s%s", name, sink.Bodies(), sink.Lines())
		}
	}
}

func TestTheCasesOfWordsAreRight(t *testing.T) {
	t.Parallel()
	null := readCase(t, "20-null-words/903")
	if got := keys(null, "child"); got != "7101/ssda903 7102/ssda903 7103/ssda903 7104/ssda903" || strings.Contains(null.Bodies(), "upn") ||
		strings.Contains(null.Bodies(), "provider_urn") || strings.Count(null.Lines(), "row kept out") != 2 {
		t.Errorf("%s%s", null.Bodies(), null.Lines())
	}
	if sink := readCase(t, "20-null-words/match"); strings.Contains(sink.Bodies(), "NULL") {
		t.Errorf("%s", sink.Bodies())
	}
	roles := readCase(t, "21-word-codes/allocation.csv")
	if strings.Count(roles.Bodies(), `"role":"social worker"`) != 4 || strings.Count(roles.Bodies(), `"role":"reviewing officer"`) != 1 || len(roles.Faults) > 0 {
		t.Errorf("%s%s", roles.Bodies(), roles.Lines())
	}
	talks := readCase(t, "21-word-codes/return_interview.csv")
	if strings.Count(talks.Bodies(), `"outcome":"declined"`) != 2 || len(talks.Faults) > 0 {
		t.Errorf("%s%s", talks.Bodies(), talks.Lines())
	}
}

func TestTheCasesOfFootersAreRight(t *testing.T) {
	t.Parallel()
	spoilt := readCase(t, "23-footers/nul")
	if !strings.Contains(spoilt.Lines(), "it holds a NUL") || strings.Count(spoilt.Bodies(), `"S"`)+strings.Count(spoilt.Bodies(), `"P"`) != 1 {
		t.Errorf("a row with a NUL: %s%s", spoilt.Bodies(), spoilt.Lines())
	}
	for name, notes := range map[string]int{"23-footers/total": 3, "23-footers/footer2": 2, "23-footers/ctrlz": 0, "23-footers/quote": 0} {
		sink := readCase(t, name)
		for _, r := range sink.Records {
			if r.Subject != "810001" && r.Subject != "810009" {
				t.Errorf("%s: a footer is the child %s", name, r.Subject)
			}
		}
		if got := strings.Count(sink.Lines(), intake.ReasonNote); got < notes {
			t.Errorf("%s: %d notes are told, want %d: %s", name, got, notes, sink.Lines())
		}
	}
}
