package ssda903_test

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/ssda903"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func newFormat(tb testing.TB) *ssda903.Format {
	tb.Helper()
	f, err := ssda903.New(intaketest.Catalogue(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// readCSV reads tables given as file name, then text.
func readCSV(tb testing.TB, files ...string) (*intaketest.Collector, error) {
	tb.Helper()
	f := newFormat(tb)
	var all []ssda903.File
	for i := 0; i < len(files); i += 2 {
		heading, err := sheet.Heading(sheet.New(strings.NewReader(files[i+1])))
		if err != nil {
			tb.Fatal(err)
		}
		table := f.Match(heading)
		if table == nil {
			tb.Fatalf("%s is not recognised", files[i])
		}
		open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(files[i+1])), nil }
		all = append(all, ssda903.File{Name: files[i], Table: table, Open: open})
	}
	sink := &intaketest.Collector{}
	err := f.ReadCSV(context.Background(), all, 2024, intake.NewReceiver(sink, intaketest.Today, 0))
	return sink, err
}

func TestMatchTellsTablesByTheirColumns(t *testing.T) {
	t.Parallel()
	f := newFormat(t)
	for heading, want := range map[string]string{
		"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB": "header",
		"upn, dob ,Child,ethnic":                 "header",
		"CHILD,SEX,DOB,DUC":                      "uasc",
		"CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC":   "episodes",
		"DECOM,RNE,LS":                           "episodes",
		"CHILD,DOB,REVIEW,REVIEW_CODE":           "reviews",
		"CHILD,DOB,MISSING,MIS_START,MIS_END":    "missing",
		"CHILD,DOB,SDQ_SCORE,CONVICTED":          "oc2",
		"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM":         "oc3",
		"CHILD,DOB,DATE_INT,DATE_MATCH":          "ad1",
		"CHILD,DOB,DATE_PLACED":                  "placed_for_adoption",
		"CHILD,DOB,PREV_PERM":                    "previous_permanence",
		"CHILD,DOB,SW_ID,SW_DECOM":               "sw_episodes",
		"CHILD,DOB,DOLO_START,DOLO_END":          "dolo",
		"CHILD,DOB,SEX":                          "",
		"REVIEW,NAME":                            "",
		"child_id,reviewed_on,participation":     "",
	} {
		got := ""
		if table := f.Match(strings.Split(heading, ",")); table != nil {
			got = table.Name
		}
		if got != want {
			t.Errorf("%s is %q, want %q", heading, got, want)
		}
	}
}

func TestNamedKnowsWhatANameClaims(t *testing.T) {
	t.Parallel()
	f := newFormat(t)
	for name, want := range map[string]bool{
		"header.csv": true, "SSDA903_Episodes.csv": true, "Placed for Adoption.csv": true, "oc2-2024.csv": true,
		"notes.csv": false, "headers of all.csv": false,
	} {
		if got := f.Named(name); got != want {
			t.Errorf("Named(%q) = %v, want %v", name, got, want)
		}
	}
}

const (
	header   = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/05/2010,WBRI,A1,,\n"
	episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
)

func TestReadCSVTellsFaults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, file, text, want string }{
		{
			"an unknown column", "r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE,MOOD\n1,01/05/2010,01/06/2023,PN1,good\n",
			"r.csv:1 review | MOOD | column | not a column of the reviews table of the SSDA903 | column not read\n",
		},
		{
			"a column without a heading", "r.csv", "CHILD,,REVIEW,REVIEW_CODE\n1,x,01/06/2023,PN1\n",
			"r.csv:1 review | column 2 | column | the column has no heading | column not read\n",
		},
		{
			"a column missing", "r.csv", "CHILD,DOB,REVIEW\n1,01/05/2010,01/06/2023\n",
			"r.csv:1 review | participation (REVIEW_CODE) | column | the file has no such column | field left blank\n",
		},
		{
			"a row too short", "r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/05/2010,01/06/2023\n",
			"r.csv:2 review |  | row | fewer values than the heading has columns | row kept out\n",
		},
		{
			"a row with a stray comma", "r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/05/2010,01/06/2023,PN1,x\n",
			"r.csv:2 review |  | row | more values than the heading has columns | row kept out\n",
		},
		{
			"a row of nothing", "r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n,,,\n",
			"r.csv:2 review |  | row | the row is empty | row kept out\n",
		},
		{
			"an open quote", "r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n1,\"01/05/2010,01/06/2023,PN1\n",
			"r.csv:2 review |  | row | a quote is opened and not closed | row kept out\n",
		},
		{
			"another date of birth", "r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n1,02/05/2010,01/06/2023,PN1\n",
			"r.csv:2 review | born_on (DOB) | date | not the date of birth in the header | kept as given\n",
		},
		{
			"a date of birth that is none, of a child the header does not list", "r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n7,31/02/2010,01/06/2023,PN1\n",
			"r.csv:2 review | born_on (DOB) | text of 10 characters | not a date in the calendar | not read\n" +
				"r.csv:2 review | child_id (CHILD) | subject | no child of this id is in the header | kept as given\n",
		},
		{
			"another sex", "u.csv", "CHILD,SEX,DOB,DUC\n1,2,01/05/2010,01/05/2028\n",
			"u.csv:2 unaccompanied_child | sex (SEX) | text of 1 character | not the sex in the header | kept as given\n",
		},
		{
			"an id that is blank", "r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n,01/05/2010,01/06/2023,PN1\n",
			"r.csv:2 review | child_id (CHILD) | blank | must be filled | row kept out\n",
		},
		{
			"Windows-1252", "m.csv", "CHILD,DOB,PREV_PERM,LA_PERM\n1,01/05/2010,Z1,Caf\xe9\n",
			"m.csv:1 previous_permanence | ordered (DATE_PERM) | column | the file has no such column | field left blank\n" +
				"m.csv:2 previous_permanence |  | bytes that are not UTF-8 | not UTF-8; this line, and each like it after, is read as Windows-1252 | kept as given\n",
		},
		{
			"the alternate name of a column", "e.csv", strings.Replace(episodes, "PLACE,", "PL,", 1) + "1,01/05/2023,S,C2,N1,U4,PR1,,,,,,\n", "",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sink, err := readCSV(t, tt.file, tt.text, "header.csv", header)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, sink.Lines()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadCSVRefusesAFileWithoutItsKey(t *testing.T) {
	t.Parallel()
	for text, found := range map[string]string{
		"DOB,REVIEW,REVIEW_CODE\n":          "no column CHILD",
		"CHILD,REVIEW,REVIEW_CODE,REVIEW\n": "the column REVIEW twice",
		"CHILD,DOB,REVIEW_CODE\n":           "no column REVIEW",
	} {
		_, err := readCSV(t, "r.csv", text)
		var refused *intake.Refused
		if !errors.As(err, &refused) || refused.Found != found {
			t.Errorf("%q: got %v, want it refused for %s", text, err, found)
		}
	}
}

func TestReadCSVMakesRecordsOfEveryTable(t *testing.T) {
	t.Parallel()
	var files []string
	paths, err := filepath.Glob("testdata/return/*.csv")
	if err != nil || len(paths) != 12 {
		t.Fatal(paths, err)
	}
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, filepath.Base(p), string(text))
	}
	sink, err := readCSV(t, files...)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/return.golden", sink.Bodies()+"\n"+sink.Lines())
}

// golden holds text to a file.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestYearIsWhereMostEpisodesEnd(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, rows string
		want       int
		sure       bool
	}{
		{"the year of most ends", "1,,01/05/2020\n2,,31/03/2021\n3,,01/04/2021\n4,01/01/2024,\n", 2021, true},
		{"the later of two alike", "1,,01/05/2020\n2,,01/05/2021\n", 2022, true},
		{"not an end in the future", "1,01/05/2020,01/05/2021\n2,,01/05/2051\n3,,02/05/2051\n", 2022, true},
		{"the latest start where none has ended", "1,01/05/2020,\n2,31/03/2022,\n", 2022, false},
		{"none", "1,,\n2,bad,32/13/2020\n", 0, false},
	} {
		years := newFormat(t).NewYears(time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC))
		years.AddCSV(strings.NewReader("CHILD,DECOM,DEC\n" + tt.rows))
		if got, sure := years.Year(); got != tt.want || sure != tt.sure {
			t.Errorf("%s: %d, sure %v, want %d, %v", tt.name, got, sure, tt.want, tt.sure)
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{header, episodes + "1,01/05/2023,S,C2,N1,U4,PR1,01/04/2023,X1,,EH1 1AA,,\n", "CHILD,DUC\n\"", "CHILD,DOB,REVIEW\n1,x,y\n"} {
		f.Add(seed)
	}
	format := newFormat(f)
	f.Fuzz(func(t *testing.T, text string) {
		heading, err := sheet.Heading(sheet.New(strings.NewReader(text)))
		if err != nil {
			return
		}
		table := format.Match(heading)
		if table == nil {
			return
		}
		sink := &intaketest.Collector{}
		open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
		err = format.ReadCSV(context.Background(), []ssda903.File{{Name: "f", Table: table, Open: open}}, 2024, intake.NewReceiver(sink, intaketest.Today, 0))
		if err != nil {
			intaketest.CheckRefused(t, err)
		}
		intaketest.CheckRows(t, sink)
		intaketest.CheckSound(t, sink)
	})
}
