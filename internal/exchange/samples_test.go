package exchange

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
	"heed/internal/exchange/intake/intaketest"
)

// sample gives the path of a real-format sample, which is not part of the project.
func sample(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "samples", name)
	if _, err := os.Stat(path); err != nil {
		t.Skip("the samples are not there: ", path)
	}
	return path
}

var sampleDay = Options{Authority: "208", Today: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)}

func readSample(t *testing.T, name string) (Return, *intaketest.Collector) {
	t.Helper()
	returns, err := recognise(t, sampleDay, sample(t, name))
	if err != nil {
		t.Fatal(err)
	}
	if len(returns) != 1 {
		t.Fatalf("%d returns", len(returns))
	}
	return returns[0], readAll(t, returns)
}

// lines counts the lines of a file after its heading that are not blank: the
// samples have no quotes.
func lines(t *testing.T, path string) int {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := -1
	for s := bufio.NewScanner(f); s.Scan(); {
		if strings.Contains(s.Text(), `"`) {
			t.Fatalf("%s has quotes, so its lines are not its rows", path)
		}
		if strings.TrimSpace(s.Text()) != "" {
			n++
		}
	}
	return n
}

func TestSampleSSDA903GoesInRowForRow(t *testing.T) {
	t.Parallel()
	r, sink := readSample(t, "ssda903")
	if r.Scope != "ssda903 2018" || !r.Full || len(r.Types) != 12 {
		t.Errorf("scope %q, full %v, types %v", r.Scope, r.Full, r.Types)
	}
	keptOut := map[string]int{}
	for _, f := range sink.Faults {
		if f.Effect == catalogue.EffectKeptOut {
			keptOut[f.File]++
		}
	}
	total := 0
	for file, typeID := range map[string]string{
		"header.csv": "child", "episodes.csv": "episode", "reviews.csv": "review", "uasc.csv": "unaccompanied_child",
		"missing.csv": "missing_episode", "oc2.csv": "annual_health", "oc3.csv": "care_leaver", "ad1.csv": "adoption",
		"placed_for_adoption.csv": "adoption_decision", "previous_permanence.csv": "previous_permanence",
		"sw_episodes.csv": "social_worker", "DoLo.csv": "deprivation_of_liberty",
	} {
		rows := lines(t, filepath.Join(sample(t, "ssda903"), file))
		total += rows
		if got := sink.Count(typeID) + keptOut[file]; got != rows {
			t.Errorf("%s has %d rows, but %d went in or were kept out", file, rows, got)
		}
	}
	if sink.Rows != total {
		t.Errorf("%d rows were read of %d", sink.Rows, total)
	}
}

// repeats counts the rows of reviews.csv whose child and day have stood before.
func repeats(t *testing.T, path string) int {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	seen, n := map[string]bool{}, 0
	for line := range strings.SplitSeq(string(text), "\n") {
		cells := strings.Split(line, ",")
		if len(cells) != 4 {
			continue
		}
		key := cells[0] + " " + cells[2]
		if seen[key] {
			n++
		}
		seen[key] = true
	}
	return n
}

func TestSampleSSDA903ListsItsFaults(t *testing.T) {
	t.Parallel()
	_, sink := readSample(t, "ssda903")
	got := map[string]int{}
	for _, f := range sink.Faults {
		reason := f.Reason
		if strings.HasPrefix(reason, "differs from the row") || strings.HasPrefix(reason, "the same row twice") {
			reason = "repeats"
		}
		got[f.File+" "+reason]++
	}
	dir := sample(t, "ssda903")
	want := map[string]int{
		"DoLo.csv no child of this id is in the header":                                     1,
		"sw_episodes.csv no child of this id is in the header":                              1,
		"sw_episodes.csv unknown code: the list worker-change does not have it":             1,
		"oc3.csv unknown code: the list accommodation does not have it":                     strings.Count(text(t, filepath.Join(dir, "oc3.csv")), ",01\n") + strings.Count(text(t, filepath.Join(dir, "oc3.csv")), ",02\n"),
		"placed_for_adoption.csv unknown code: the list adoption-reversed does not have it": strings.Count(text(t, filepath.Join(dir, "placed_for_adoption.csv")), ",XXX\n"),
		"episodes.csv a code that the list episode-end has from 2018-19 only":               laterCodes(t, filepath.Join(dir, "episodes.csv"), 8, "E45", "E46", "E47", "E48"),
		"episodes.csv a code that the list placement-change has from 2018-19 only":          laterCodes(t, filepath.Join(dir, "episodes.csv"), 9, "CUSTOD"),
		"reviews.csv repeats":       repeats(t, filepath.Join(dir, "reviews.csv")),
		"reviews.csv in the future": future(t, filepath.Join(dir, "reviews.csv")),
		"SSDA903_schema_2023.yml not a file of a return, nor a list":                                                                        1,
		"SSDA903_schema_2024.yml not a file of a return, nor a list":                                                                        1,
		"ssda903.xml the SSDA903 of a year whose CSV tables are in the same folder, which are read; to read this file, import it by itself": 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// laterCodes counts the rows with one of some codes in a column.
func laterCodes(t *testing.T, path string, column int, codes ...string) int {
	t.Helper()
	n := 0
	for line := range strings.SplitSeq(text(t, path), "\n") {
		if cells := strings.Split(line, ","); len(cells) > column && slices.Contains(codes, cells[column]) {
			n++
		}
	}
	return n
}

// future counts the different child and day pairs of reviews.csv after sampleDay.
func future(t *testing.T, path string) int {
	t.Helper()
	days := map[string]bool{}
	for line := range strings.SplitSeq(text(t, path), "\n") {
		cells := strings.Split(line, ",")
		if len(cells) != 4 {
			continue
		}
		if d, err := time.Parse("02/01/2006", cells[2]); err == nil && d.After(sampleDay.Today) {
			days[cells[0]+cells[2]] = true
		}
	}
	return len(days)
}

func text(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}

// filled counts the elements of a name with something in them.
func filled(xml, name string) int {
	return len(regexp.MustCompile(`<`+name+`>[^<]+</`+name+`>`).FindAllString(xml, -1))
}

func TestSampleSSDA903InXMLGoesInElementForElement(t *testing.T) {
	t.Parallel()
	r, sink := readSample(t, "ssda903/ssda903.xml")
	if r.Scope != "ssda903 2018" {
		t.Errorf("scope %q", r.Scope)
	}
	doc := text(t, sample(t, "ssda903/ssda903.xml"))
	for typeID, element := range map[string]string{
		"child": "CHILDID", "episode": "DECOM", "review": "REVIEW", "missing_episode": "MIS_START", "annual_health": "CONVICTED",
		"previous_permanence": "PREV_PERM", "unaccompanied_child": "DUC", "care_leaver": "IN_TOUCH", "adoption": "DATE_INT",
		"adoption_decision": "DATE_PLACED",
	} {
		if got, want := sink.Count(typeID), filled(doc, element); got != want {
			t.Errorf("%d records of %s, but %d elements %s", got, typeID, want, element)
		}
	}
}

func TestSampleCensusGoesInElementForElement(t *testing.T) {
	t.Parallel()
	r, sink := readSample(t, "cin/fake_CIN_data.xml")
	if r.Scope != "cin 2022" || r.Authority != "975" {
		t.Errorf("scope %q, authority %q", r.Scope, r.Authority)
	}
	doc := text(t, sample(t, "cin/fake_CIN_data.xml"))
	repeated := 0
	for _, list := range regexp.MustCompile(`(?s)<Disabilities>.*?</Disabilities>`).FindAllString(doc, -1) {
		codes := regexp.MustCompile(`<Disability>(\w+)<`).FindAllString(list, -1)
		slices.Sort(codes)
		repeated += len(codes) - len(slices.Compact(codes))
	}
	nfa := filled(doc, "ReferralNFA") - strings.Count(doc, "<ReferralNFA>false<")
	for typeID, want := range map[string]int{
		"child": filled(doc, "LAchildID"), "referral": filled(doc, "CINreferralDate"), "initial_conference": filled(doc, "DateOfInitialCPC"),
		"disability": filled(doc, "Disability") - repeated, "cin_episode": filled(doc, "CINreferralDate") - nfa,
	} {
		if got := sink.Count(typeID); got != want {
			t.Errorf("%d records of %s, want %d", got, typeID, want)
		}
	}
}

func TestSampleCensusOf2026ListsEveryFault(t *testing.T) {
	t.Parallel()
	_, sink := readSample(t, "cin/CIN_Census_2026.xml")
	want := `CIN_Census_2026.xml:10  | LEA | number | the file says authority 201, it was imported into 208 | kept as given
CIN_Census_2026.xml:5  | Year | number | not the year of the ReferenceDate, which is used | kept as given
CIN_Census_2026.xml:23  | ChildIdentifiers | text | stray text in ChildIdentifiers | not read
CIN_Census_2026.xml:45 assessment | factors (AssessmentFactors) | text of 8 characters | unknown code: the list assessment-factor does not have it | kept as given
CIN_Census_2026.xml:42 assessment | started_on (AssessmentActualStartDate) | date | in the future | kept as given
CIN_Census_2026.xml:43 assessment | authorised_on (AssessmentAuthorisationDate) | date | before started_on (AssessmentActualStartDate) | kept as given
CIN_Census_2026.xml:78 pre_proceedings | decided_on (StepDecisionDate) | date | in the future | kept as given
CIN_Census_2026.xml:80 pre_proceedings | court_application_on (CourtAppDate) | date | in the future | kept as given
CIN_Census_2026.xml:81 pre_proceedings | letter_initiating_on (LetterInitCPDate) | date | in the future | kept as given
`
	if diff := cmp.Diff(want, sink.Lines()); diff != "" {
		t.Error(diff)
	}
	if got := sink.Count("referral") + sink.Count("cin_episode"); got != 4 {
		t.Errorf("%d referrals and episodes of need, want 2 of each", got)
	}
}

func TestOtherSampleCensusesAreRead(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"cin/CIN_Census_2024.xml", "cin/cin-2022.xml"} {
		_, sink := readSample(t, name)
		if got, want := sink.Count("referral"), filled(text(t, sample(t, name)), "CINreferralDate"); got != want {
			t.Errorf("%s: %d referrals, want %d", name, got, want)
		}
		for _, f := range sink.Faults {
			if strings.HasPrefix(f.Reason, "unknown element") {
				t.Error(intaketest.Line(f))
			}
		}
	}
}
