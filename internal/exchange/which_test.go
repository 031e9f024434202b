package exchange

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// whichDay is the day of the imports of these tests.
var whichDay = Options{Authority: "208", Today: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)}

// caseOf gives the path of a file that went wrong once, which is not part of the project.
func caseOf(t *testing.T, name string) string {
	t.Helper()
	for up := range 6 {
		path := filepath.Join(strings.Repeat("../", up+1), "shared", "cases", name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	t.Skip("the cases are not there: ", name)
	return ""
}

const (
	header2024   = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n7001,1,04/03/2012,WBRI,UN1,0,\n"
	episodesHead = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
	episodes2024 = episodesHead + "7001,01/06/2023,S,C1,N1,U6,PR1,01/02/2024,X1,LAREQ,,,\n7001,01/02/2024,P,C1,N1,U6,PR1,,,,,,\n"
	episodes2025 = episodesHead + "7001,01/02/2024,P,C1,N1,U6,PR1,10/07/2024,E4A,,,,\n"
	draft2025    = episodesHead + "7001,01/02/2024,P,C1,N1,U6,PR1,,,,,,\n"
	oc3Head      = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n"
	oc3One       = oc3Head + "7002,04/03/2005,YES,F2,Y1\n"
	oc3Other     = oc3Head + "7002,04/03/2005,YES,G5,Y1\n"
)

func TestSeveralYearsInOneFolderAreAReturnEach(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ files, want []string }{
		"by the year in the names": {
			[]string{"SSDA903_2024_episodes.csv", episodes2024, "SSDA903_2024_header.csv", header2024, "SSDA903_2025_episodes.csv", episodes2025, "SSDA903_2025_header.csv", header2024},
			[]string{
				"ssda903 2024 data [SSDA903_2024_episodes.csv SSDA903_2024_header.csv]",
				"ssda903 2025 data [SSDA903_2025_episodes.csv SSDA903_2025_header.csv]",
			},
		},
		"by pairs of two figures": {
			[]string{"oc3_2324.csv", oc3One, "oc3_2425.csv", oc3Other, "903 1920 header.csv", header2024},
			[]string{"ssda903 2020 data [903 1920 header.csv]", "ssda903 2024 data [oc3_2324.csv]", "ssda903 2025 data [oc3_2425.csv]"},
		},
		"by folders within folders": {
			[]string{"2021/22/oc3.csv", oc3One, "2022/23/oc3.csv", oc3Other},
			[]string{"ssda903 2022 2021/22 [2021/22/oc3.csv]", "ssda903 2023 2022/23 [2022/23/oc3.csv]"},
		},
		"by what is in them, beside one whose name tells it": {
			[]string{"a/episodes.csv", episodes2024, "b/episodes.csv", episodes2025, "2022-23/oc3.csv", oc3One},
			[]string{"ssda903 2023 2022-23 [2022-23/oc3.csv]", "ssda903 2024 a [a/episodes.csv]", "ssda903 2025 b [b/episodes.csv]"},
		},
		"a table without a year goes to the only one of its folder": {
			[]string{"header.csv", header2024, "episodes 2024-25.csv", episodes2025},
			[]string{"ssda903 2025 data [episodes 2024-25.csv header.csv]"},
		},
		"tables of one year in several folders": {
			[]string{"2024-25/header/header.csv", header2024, "2024-25/episodes/episodes.csv", episodes2025},
			[]string{"ssda903 2025 2024-25 [2024-25/episodes/episodes.csv 2024-25/header/header.csv]"},
		},
		"in XML": {
			[]string{"ssda903_1819.xml", strings.ReplaceAll(returnXML, "2020", "2018"), "ssda903_2021.xml", returnXML},
			[]string{"ssda903 2019 ssda903_1819.xml [ssda903_1819.xml]", "ssda903 2021 ssda903_2021.xml [ssda903_2021.xml]"},
		},
		"lists of one type": {
			[]string{"team_2023.csv", teamCSV, "team_2024.csv", strings.Replace(teamCSV, "North", "South", 1)},
			[]string{"csv 2023 data [team_2023.csv]", "csv 2024 data [team_2024.csv]"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			returns, err := recognise(t, whichDay, tree(t, tt.files...))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, scopes(returns)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAYearThatNoReturnCanBeOfIsRefused(t *testing.T) {
	t.Parallel()
	for name, files := range map[string][]string{
		"a folder before the Children Act": {"1975/oc3.csv", oc3One},
		"a pair before it":                 {"1985-86/oc3.csv", oc3One},
		"a name of a file":                 {"oc3_1980.csv", oc3One},
		"a year beyond next year":          {"2031/oc3.csv", oc3One},
		"a list":                           {"1975/team.csv", teamCSV},
		"a census":                         {"c.xml", strings.Replace(censusXML, "2021-03-31", "1921-03-31", 1)},
	} {
		_, err := recognise(t, whichDay, tree(t, files...))
		if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "expected a return of a year from 1988-89 to next year") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := recognise(t, whichDay, tree(t, "oc3_2023.csv", oc3One, "oc3_2024.csv", oc3Other, "oc3.csv", oc3Head)); err == nil || !strings.Contains(err.Error(), "oc3.csv is refused: expected a year in its name") {
		t.Errorf("a table of no year among several: %v", err)
	}
}

func TestAYearSaysWhatItWasTakenFrom(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		files      []string
		year       int
		from, note string
	}{
		"a file":           {[]string{"oc3_2324.csv", oc3One}, 2024, "the name of the file, oc3_2324.csv", ""},
		"a folder":         {[]string{"FY19-20/oc3.csv", oc3One}, 2020, "the name of the folder, FY19-20", ""},
		"two folders":      {[]string{"2021/22/oc3.csv", oc3One}, 2022, "the name of the folder, 2021/22", ""},
		"the day of it":    {[]string{"Extract 31032024/oc3.csv", oc3One}, 2024, "the name of the folder, Extract 31032024", ""},
		"content":          {[]string{"mine/episodes.csv", episodes2024}, 2024, "the days in it", ""},
		"a reference date": {[]string{"2020/census.xml", censusXML}, 2021, "its reference date", ""},
		"content, against the folder": {
			[]string{"2020-21/episodes.csv", episodes2024}, 2024, "the days in it, though the name of the folder, 2020-21, says 2020-21", "",
		},
		"content that is later than the name": {
			[]string{"episodes_2022.csv", episodes2024}, 2024, "the days in it, though the name of the file, episodes_2022.csv, says 2021-22",
			"read as the return of 2023-24, though its name says 2021-22: the days in it are of the later year",
		},
		"a name that is later than content": {
			[]string{"episodes_2025.csv", episodes2024}, 2025, "the name of the file, episodes_2025.csv",
			"read as the return of 2024-25, by its name, though the days in it are of 2023-24",
		},
	} {
		returns, err := recognise(t, whichDay, tree(t, tt.files...))
		if err != nil {
			t.Fatal(name, err)
		}
		if r := returns[0]; r.Year != tt.year || r.YearFrom != tt.from {
			t.Errorf("%s: %d by %q, want %d by %q", name, r.Year, r.YearFrom, tt.year, tt.from)
		}
		if lines := readAll(t, returns).Lines(); tt.note != "" != strings.Contains(lines, "read as the return") || !strings.Contains(lines, tt.note) {
			t.Errorf("%s: it is told %s", name, lines)
		}
	}
}

// twofold are returns that hold one thing twice: what they are refused for names both, and a choice settles it.
var twofold = map[string]struct {
	files []string
	names []string
	// take is what to take, and want what is then read.
	take, want string
}{
	"a copy in the folder": {
		[]string{"2024-25/episodes.csv", episodes2025, "2024-25/episodes (1).csv", draft2025, "2024-25/header.csv", header2024},
		[]string{"2024-25/episodes.csv", "2024-25/episodes (1).csv"}, "2024-25/episodes.csv", "[2024-25/episodes.csv 2024-25/header.csv]",
	},
	"a draft and a final": {
		[]string{"2024-25/draft/episodes.csv", draft2025, "2024-25/draft/header.csv", header2024, "2024-25/final/episodes.csv", episodes2025, "2024-25/final/header.csv", header2024},
		[]string{"2024-25/draft/episodes.csv", "2024-25/final/episodes.csv"}, "final", "[2024-25/final/episodes.csv 2024-25/final/header.csv]",
	},
	"the draft, if that is meant": {
		[]string{"2024-25/draft/episodes.csv", draft2025, "2024-25/draft/header.csv", header2024, "2024-25/final/episodes.csv", episodes2025},
		[]string{"draft", "final"}, "*DRAFT*", "[2024-25/draft/episodes.csv 2024-25/draft/header.csv]",
	},
	"an old folder beside the return": {
		[]string{"2024-25/episodes.csv", episodes2025, "2024-25/header.csv", header2024, "2024-25/old/episodes.csv", draft2025},
		[]string{"2024-25/episodes.csv", "2024-25/old/episodes.csv"}, "2024-25/episodes.csv", "[2024-25/episodes.csv 2024-25/header.csv]",
	},
	"the old one keeps what lies around its folder": {
		[]string{"2024-25/episodes.csv", episodes2025, "2024-25/header.csv", header2024, "2024-25/old/episodes.csv", draft2025},
		[]string{"old"}, "old", "[2024-25/header.csv 2024-25/old/episodes.csv]",
	},
	"a name that is part of the other's": {
		[]string{"2024-25/draft 1/episodes.csv", draft2025, "2024-25/draft 10/episodes.csv", episodes2025},
		[]string{"draft 1/", "draft 10/"}, "draft 1", "[2024-25/draft 1/episodes.csv]",
	},
	"two tables in several folders": {
		[]string{"2024-25/oc3.csv", oc3One, "more 2425/oc3.csv", oc3Other},
		[]string{"2024-25/oc3.csv", "more 2425/oc3.csv"}, "more*", "[more 2425/oc3.csv]",
	},
	"a return in XML and another in tables": {
		[]string{"xml/all.xml", returnXML, "csv/episodes.csv", episodesCSV, "csv/header.csv", headerCSV},
		[]string{"xml/all.xml", "csv/episodes.csv"}, "xml", "[xml/all.xml]",
	},
	"the same with the tables taken": {
		[]string{"xml/all.xml", returnXML, "csv/episodes.csv", episodesCSV, "csv/header.csv", headerCSV},
		[]string{"xml/all.xml"}, "csv", "[csv/episodes.csv csv/header.csv]",
	},
	"two returns in XML": {
		[]string{"a.xml", returnXML, "b.xml", strings.Replace(returnXML, "C2", "C1", 1)},
		[]string{"a.xml", "b.xml"}, "b.xml", "[b.xml]",
	},
	"a draft and a final census": {
		[]string{"2021/CIN_draft.xml", censusXML, "2021/CIN_final.xml", strings.Replace(censusXML, "<Sex>1", "<Sex>2", 1)},
		[]string{"2021/CIN_draft.xml", "2021/CIN_final.xml"}, "*final*", "[2021/CIN_final.xml]",
	},
}

func TestAReturnThatHoldsOneThingTwiceIsRefusedWithTheNamesOfBoth(t *testing.T) {
	t.Parallel()
	for name, tt := range twofold {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := tree(t, tt.files...)
			_, err := recognise(t, whichDay, dir)
			refusals := Refusals(err)
			if len(refusals) != 1 || len(refusals[0].Rivals) != 2 {
				t.Fatalf("it is refused for %v", err)
			}
			for _, each := range tt.names {
				if !strings.Contains(err.Error(), each) {
					t.Errorf("%q does not name %s", err, each)
				}
			}
			opt := whichDay
			opt.Take = []string{tt.take}
			returns, err := recognise(t, opt, dir)
			if err != nil || len(returns) != 1 {
				t.Fatalf("with %s: %v, %v", tt.take, scopes(returns), err)
			}
			if got := scopes(returns)[0]; !strings.HasSuffix(got, tt.want) {
				t.Errorf("with %s it is %s, want %s", tt.take, got, tt.want)
			}
			if lines := readAll(t, returns).Lines(); !strings.Contains(lines, "you took") {
				t.Errorf("what is left out is not told: %s", lines)
			}
			for _, rival := range refusals[0].Rivals { // what the page offers settles it too
				opt.Take = []string{rival}
				if _, err := recognise(t, opt, dir); err != nil {
					t.Errorf("taking %s: %v", rival, err)
				}
			}
		})
	}
}

func TestATakeThatFitsBothOrNothingIsRefused(t *testing.T) {
	t.Parallel()
	dir := tree(t, twofold["a draft and a final"].files...)
	for pattern, want := range map[string]string{"*": "fits more than one", "episodes": "fits more than one", "finall": "found none of that name"} {
		opt := whichDay
		opt.Take = []string{pattern}
		if _, err := recognise(t, opt, dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("taking %s: %v", pattern, err)
		}
	}
}

func TestFilesThatAreTheSameByteForByteAreOne(t *testing.T) {
	t.Parallel()
	for name, files := range map[string][]string{
		"a copy":      {"2024/episodes.csv", episodes2024, "2024/episodes (1).csv", episodes2024},
		"two folders": {"2024/a/episodes.csv", episodes2024, "2024/b/episodes.csv", episodes2024},
		"a census":    {"a.xml", censusXML, "b.xml", censusXML},
		"a list":      {"team.csv", teamCSV, "team_copy.csv", teamCSV},
	} {
		returns, err := recognise(t, whichDay, tree(t, files...))
		if err != nil || len(returns) != 1 || len(returns[0].Files) != 1 {
			t.Errorf("%s: %v, %v", name, scopes(returns), err)
			continue
		}
		if lines := readAll(t, returns).Lines(); !strings.Contains(lines, "the same, byte for byte, as "+returns[0].Files[0]) {
			t.Errorf("%s: it is not told: %s", name, lines)
		}
	}
}

func TestWhatIsNamedApartIsLookedAtTogether(t *testing.T) {
	t.Parallel()
	dir := tree(t, "x/final/episodes.csv", episodes2025, "y/draft/episodes.csv", draft2025, "y/draft/header.csv", header2024, "2425/oc3.csv", oc3One)
	_, err := recognise(t, Options{Year: 2025, Today: whichDay.Today}, filepath.Join(dir, "x/final"), filepath.Join(dir, "y/draft"))
	if err == nil || !strings.Contains(err.Error(), "final/episodes.csv") || !strings.Contains(err.Error(), "draft/episodes.csv") {
		t.Errorf("two folders of one year: %v", err)
	}
	zips := []string{zipFolder(t, filepath.Join(dir, "x")), zipFolder(t, filepath.Join(dir, "y"))}
	if _, err := recognise(t, Options{Year: 2025, Today: whichDay.Today}, zips...); err == nil || len(Refusals(err)[0].Rivals) != 2 {
		t.Errorf("two zip files of one year: %v", err)
	}
	returns, err := recognise(t, whichDay, filepath.Join(dir, "x/final"), filepath.Join(dir, "2425"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"ssda903 2025 final [episodes.csv oc3.csv]"}, scopes(returns)); diff != "" {
		t.Error(diff)
	}
}

func TestOfTwoListsOfOneTypeTheNamesDoNotDecide(t *testing.T) {
	t.Parallel()
	const head = "child_id,started_on,legal_status,ended_on\n"
	open, ended := head+"1,2023-05-01,C1,\n", head+"1,2023-05-01,C1,2023-08-01\n"
	var bodies []string
	for _, files := range [][]string{{"a.csv", open, "b.csv", ended}, {"a.csv", ended, "b.csv", open}} {
		opt := whichDay
		opt.Kind = "episode"
		returns, err := recognise(t, opt, tree(t, files...))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(readAll(t, returns).Bodies(), "\n")
		slices.Sort(lines)
		bodies = append(bodies, strings.Join(lines, "\n"))
	}
	if diff := cmp.Diff(bodies[0], bodies[1]); diff != "" {
		t.Error(diff)
	}
}

func TestTheCasesOfWhichReturnItIs(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"01-years-in-one-folder/small": {"ssda903 2024", "ssda903 2025"},
		"01-years-in-one-folder/oc3":   {"ssda903 2024", "ssda903 2025"},
		"02-year-names/1920":           {"ssda903 2020"}, "02-year-names/201920": {"ssda903 2020"}, "02-year-names/FY19-20": {"ssda903 2020"},
		"02-year-names/20-21": {"ssda903 2021"}, "02-year-names/2021": {"ssda903 2021"}, "02-year-names/2122": {"ssda903 2022"},
		"02-year-names/SSDA903 2223": {"ssda903 2023"}, "02-year-names/2019 2020": {"ssda903 2020"}, "02-year-names/903 1920": {"ssda903 2020"},
		"02-year-names/Extract 31032024": {"ssda903 2024"}, "02-year-names/2024-07-01": {"ssda903 2024"}, "02-year-names/2023-24": {"ssda903 2024"},
		"02-year-names": {"ssda903 2020", "ssda903 2021", "ssda903 2022", "ssda903 2023", "ssda903 2024"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			returns, err := recognise(t, whichDay, caseOf(t, name))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range returns {
				got = append(got, r.Scope)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	for name, both := range map[string][2]string{
		"14-zips":                {"old.zip/2024-25/episodes.csv", "old.zip/2024-25/old/episodes.csv"},
		"14-zips/old.zip":        {"old.zip/2024-25/episodes.csv", "old.zip/2024-25/old/episodes.csv"},
		"15-two-of-one-year/a":   {"2024-25/draft/episodes.csv", "2024-25/final/episodes.csv"},
		"15-two-of-one-year/b":   {"2024-25/submission 1 (superseded)/episodes.csv", "2024-25/final/episodes.csv"},
		"15-two-of-one-year/cin": {"2024-25/CIN_draft.xml", "2024-25/CIN_final.xml"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := caseOf(t, name)
			_, err := recognise(t, whichDay, path)
			if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), both[0]) || !strings.Contains(err.Error(), both[1]) {
				t.Fatalf("it is not refused with the names of both: %v", err)
			}
			opt := whichDay
			for _, rival := range Refusals(err)[0].Rivals {
				opt.Take = []string{rival}
				if _, err := recognise(t, opt, path); err != nil {
					t.Errorf("taking %s: %v", rival, err)
				}
			}
		})
	}
}

func TestListsOfNoYearInSeveralFoldersAreOneSet(t *testing.T) {
	t.Parallel()
	const head = "child_id,worker_id,role,started_on,ended_on\n"
	first, second := "1,w1,social worker,2024-01-02,\n", "1,w1,social worker,2024-01-02,2024-05-01\n"
	var bodies []string
	for _, folders := range [][2]string{{"a", "b"}, {"b", "a"}} {
		returns, err := recognise(t, whichDay, tree(t, folders[0]+"/allocation.csv", head+first, folders[1]+"/allocation.csv", head+second))
		if err != nil || len(returns) != 1 {
			t.Fatalf("%v, %v", scopes(returns), err)
		}
		sink := readAll(t, returns)
		if len(sink.Faults) != 1 {
			t.Errorf("two rows of one key are said as %s", sink.Lines())
		}
		bodies = append(bodies, sink.Bodies())
	}
	if bodies[0] != bodies[1] {
		t.Errorf("the names of folders decide: %s and %s", bodies[0], bodies[1])
	}
}
