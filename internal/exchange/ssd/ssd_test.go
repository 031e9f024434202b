package ssd_test

import (
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/intake/intaketest"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/ssd"
)

var update = flag.Bool("update", false, "write the golden files anew")

// today is the day on which tests import.
var today = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// csv is a file of CSV as rows.
type csv struct {
	*sheet.Reader
	io.Closer
}

func format(tb testing.TB) *ssd.Format {
	tb.Helper()
	cat, norm := intaketest.Catalogue(tb)
	f, err := ssd.New(cat, norm)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// files gives the files of a folder as an extract.
func files(tb testing.TB, f *ssd.Format, dir string) []ssd.File {
	tb.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		tb.Fatal(err)
	}
	var list []ssd.File
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		list = append(list, file(tb, f, filepath.Base(name), string(text)))
	}
	return list
}

// file gives one file of an extract by its text.
func file(tb testing.TB, f *ssd.Format, name, text string) ssd.File {
	tb.Helper()
	heading, err := sheet.Heading(sheet.New(strings.NewReader(text)))
	if err != nil {
		tb.Fatal(err)
	}
	object := f.Match(heading)
	if object == nil {
		tb.Fatalf("%s is recognised as no object", name)
	}
	return ssd.File{Name: name, Object: object, Open: func() (ssd.Rows, error) {
		return csv{sheet.New(strings.NewReader(text)), io.NopCloser(nil)}, nil
	}}
}

// extract writes objects, given as heading and rows in one text each, as an extract and reads it.
func extract(tb testing.TB, texts ...string) (*intaketest.Collector, []ssd.Part) {
	tb.Helper()
	f := format(tb)
	var list []ssd.File
	for _, text := range texts {
		text = strings.TrimLeft(text, "\n")
		prefix := text[:4]
		list = append(list, file(tb, f, prefix+".csv", text))
	}
	return read(tb, f, list)
}

func read(tb testing.TB, f *ssd.Format, list []ssd.File) (*intaketest.Collector, []ssd.Part) {
	tb.Helper()
	sink := &intaketest.Collector{}
	parts, err := f.Read(context.Background(), list, sink, ssd.Source{Today: today})
	if err != nil {
		tb.Fatal(err)
	}
	return sink, parts
}

func TestAWholeExtractBecomesRecords(t *testing.T) {
	t.Parallel()
	f := format(t)
	sink, parts := read(t, f, files(t, f, "testdata/extract"))
	if len(parts) != 48 {
		t.Errorf("%d objects are reported, want all 48", len(parts))
	}
	got := sink.Bodies() + "\nfaults\n" + sink.Lines()
	const golden = "testdata/extract.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryFileNameOfTheStandardIsAnObject(t *testing.T) {
	t.Parallel()
	f := format(t)
	for name, want := range map[string]bool{
		"ssd_cin_episodes.csv": true, "SSD_PERSON.CSV": true, "ssd_s251_finance.parquet": true,
		"cin_episodes.csv": false, "ssd_nothing.csv": false, "header.csv": false,
	} {
		if got := f.Named(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestKnownFaultsOfTheStandardAreTaken(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, column, cell, field, want string }{
		{"a moment for a day", "pers_dob", "2012-03-04 00:00:00.000", "born_on", "2012-03-04"},
		{"a moment with its hour", "pers_dob", "2012-03-04T09:15:00", "born_on", "2012-03-04"},
		{"midnight in London, written in UTC", "pers_dob", "2012-06-03T23:00:00Z", "born_on", "2012-06-04"},
		{"a British moment", "pers_dob", "04/03/2012 00:00", "born_on", "2012-03-04"},
		{"the day that stands for none", "pers_death_date", "1900-01-01", "died_on", ""},
		{"an old code of ethnicity", "pers_ethnicity", "b2", "ethnicity", "MWBA"},
		{"the misspelt code", "pers_ethnicity", "CNHE", "ethnicity", "CHNE"},
		{"the code in full", "pers_ethnicity", "WBRI - White British", "ethnicity", "WBRI"},
		{"a number for the sex", "pers_sex", "02", "sex", "F"},
		{"a word for the sex", "pers_sex", "Female", "sex", "F"},
		{"a yes in another letter", "pers_is_mother", "T", "is_mother", "true"},
		{"a no in a number", "pers_is_mother", "0", "is_mother", "false"},
		{"a placeholder", "pers_upn", "PLACEHOLDER_DATA", "upn", ""},
		{"a database's blank", "pers_upn", "NULL", "upn", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sink, _ := extract(t, "pers_person_id,"+tt.column+"\nC1,"+tt.cell+"\n")
			if sink.Lines() != "" || len(sink.Records) != 1 {
				t.Fatalf("%d records, faults %s", len(sink.Records), sink.Lines())
			}
			cat, _ := intaketest.Catalogue(t)
			child := cat.Type("child")
			values, err := child.Values(sink.Records[0].Body)
			if err != nil || values[child.Index(tt.field)] != tt.want {
				t.Errorf("%s is %q, %v; want %q", tt.field, values[child.Index(tt.field)], err, tt.want)
			}
		})
	}
}

func TestARecordSaysWhatItsSourceIsSilentOf(t *testing.T) {
	t.Parallel()
	sink, _ := extract(t, "pers_person_id,pers_dob,pers_upn,pers_death_date\nC1,2012-03-04,PLACEHOLDER_DATA,\n")
	silent := sink.Records[0].Silent
	for field, want := range map[string]bool{"upn": true, "sex": true, "ethnicity": true, "died_on": false, "born_on": false} {
		if slices.Contains(silent, field) != want {
			t.Errorf("silent of %s: %v, want %v", field, !want, want)
		}
	}
	// Factors stand in an object of their own: without it nothing is said of them.
	sink, _ = extract(t,
		"cine_referral_id,cine_person_id,cine_referral_date\nR1,C1,2026-01-05\n",
		"cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date\nA1,C1,R1,2026-01-06\n")
	if last := sink.Records[len(sink.Records)-1]; last.Type != "assessment" || !slices.Contains(last.Silent, "factors") {
		t.Errorf("%s is silent of %v", last.Type, last.Silent)
	}
}

func TestAReferenceThatLeadsNowhereIsTold(t *testing.T) {
	t.Parallel()
	referrals := "cine_referral_id,cine_person_id,cine_referral_date\nR1,C1,2026-01-05\n"
	for _, tt := range []struct {
		name  string
		texts []string
		want  string
	}{
		{"a referral that is not there", []string{referrals, "cinp_cin_plan_id,cinp_person_id,cinp_referral_id,cinp_cin_plan_start_date\nP1,C1,R9,2026-02-01\n"},
			"cinp.csv:2  | cinp_referral_id | reference | names a referral that cin_episodes does not have: export both from one extract, or mend the id | row kept out\n"},
		{"no referral named", []string{referrals, "cinp_cin_plan_id,cinp_person_id,cinp_referral_id,cinp_cin_plan_start_date\nP1,C1,,2026-02-01\n"},
			"cinp.csv:2  | cinp_referral_id | reference | names no referral: fill it in the case system and export again | row kept out\n"},
		{"no object of referrals", []string{"cinp_cin_plan_id,cinp_person_id,cinp_referral_id,cinp_cin_plan_start_date\nP1,C1,R9,2026-02-01\n"},
			"cinp.csv:2  | cinp_referral_id | reference | the extract has no cin_episodes, by which its day is known: export it too | row kept out\n"},
		{"a review of a plan that is not there", []string{"cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_date\nV1,C1,P9,2026-02-01\n", "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\nP1,C1,2026-01-01\n"},
			"cppr.csv:2  | cppr_cp_plan_id | reference | names a plan that cp_plans does not have: export both from one extract, or mend the id | row kept out\n"},
		{"an episode in a placement that is not there", []string{"clap_cla_placement_id,clap_cla_placement_start_date\nL1,2026-01-01\n", "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_placement_id\nE1,C1,2026-01-01,L9\n"},
			"clae.csv:2 episode | placement_type (clae_cla_placement_id) | reference | names a placement that cla_placement does not have: export both from one extract, or mend the id | field left blank\n"},
		{"a person that is not there", []string{"pers_person_id,pers_dob\nC1,2012-01-01\n", "cinv_cin_visit_id,cinv_person_id,cinv_cin_visit_date\nV1,C9,2026-02-01\nV2,C9,2026-02-02\n"},
			"cinv.csv:2 cin_visit | child_id (cinv_person_id) | reference | names a person that person does not have: export both from one extract | kept as given\n"},
		{"a column that rows cannot do without", []string{"cinv_cin_visit_id,cinv_cin_visit_date\nV1,2026-02-01\n"},
			"cinv.csv:1  | cinv_person_id or cinv_cin_plan_id | column | the file has no such column, and no row can be kept without one of them: export it too | file not read\n"},
		{"JSON that is none", []string{"cont_contact_id,cont_person_id,cont_contact_date,cont_contact_outcome_json\nK1,C1,2026-01-01,{NFA_FLAG\n"},
			"cont.csv:2  | cont_contact_outcome_json | text of 9 characters | not JSON as the dataset has it | field left blank\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sink, _ := extract(t, tt.texts...)
			var lines []string
			for line := range strings.Lines(sink.Lines()) {
				if !strings.Contains(line, "must be filled") && !strings.Contains(line, "can be seen to leave") {
					lines = append(lines, line)
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(lines, "")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A row that cannot be read, or means nothing, never takes the rows around it with it, whatever stands in it.
func FuzzBadRowsKeepGoodOnes(f *testing.F) {
	for _, seed := range []string{"C2,R2,2026-99-99,\"", "\xff\xfe,,", ",,,,,,,", "C2,R2,2026-01-06,{\"NFA_FLAG\":", "\x00", "C2\n\n\"C3"} {
		f.Add(seed)
	}
	format := format(f)
	f.Fuzz(func(t *testing.T, bad string) {
		if strings.ContainsAny(bad, "\x00") || strings.Count(bad, `"`)%2 == 1 {
			t.Skip("a file that is no text, or a quote that reaches into the next row")
		}
		text := "cine_person_id,cine_referral_id,cine_referral_date,cine_referral_outcome_json\nC1,R1,2026-01-05,\n" + bad + "\nC4,R4,2026-01-07,\n"
		list := []ssd.File{file(t, format, "cine.csv", text)}
		sink, _ := read(t, format, list)
		good := map[string]bool{}
		for _, r := range sink.Records {
			good[r.ID] = true
		}
		if !good["C1/2026-01-05"] || !good["C4/2026-01-07"] {
			t.Errorf("a good row is lost: %s", sink.Bodies())
		}
		for _, fault := range sink.Faults {
			if len(bad) > 12 && strings.Contains(fault.Reason+fault.Field+fault.ValueKind, bad) {
				t.Error("a fault holds what stood in the file")
			}
		}
	})
}

func TestPeriodsOfCareAreKeptWhereAnExtractIsCutShort(t *testing.T) {
	t.Parallel()
	const heading = "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_id,clae_entered_care_date,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason\n"
	for name, tt := range map[string]struct {
		rows string
		want int
	}{
		"the first episode is there":    {"E1,C1,2022-02-01,S,K1,2022-02-01,2022-03-01,X1\nE2,C1,2022-03-01,P,K1,2022-02-01,,\n", 0},
		"it is not":                     {"E2,C1,2022-03-01,P,K1,2012-02-01,,\n", 1},
		"it is not, and a later period": {"E2,C1,2022-03-01,P,K1,2012-02-01,2023-01-01,E8\nE3,C1,2024-01-01,S,K2,2024-01-01,,\n", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sink, _ := extract(t, heading+tt.rows)
			if got := sink.Count("period_of_care"); got != tt.want {
				t.Errorf("%d periods of care, want %d: %s", got, tt.want, sink.Bodies())
			}
		})
	}
}
