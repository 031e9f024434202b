package exchange

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/intake/intaketest"
)

const (
	headerCSV   = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/05/2010,WBRI,A000000000001,,\n"
	episodesCSV = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n1,01/05/2020,S,C2,N1,U4,PR1,14/08/2020,E8,,,,\n"
	teamCSV     = "team_id,name,service\nt1,North,Care\n"
	censusXML   = "<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>2021-03-31</ReferenceDate></CollectionDetails><Source><LEA>990</LEA></Source></Header>" +
		"<Children><Child><ChildIdentifiers><LAchildID>1</LAchildID><Sex>1</Sex></ChildIdentifiers></Child></Children></Message>"
	returnXML = "<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><SEX>1</SEX></HEADER><EPISODE><DECOM>01/05/2020</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL><DEC>01/06/2020</DEC></EPISODE></CHILD></EXPSSDA903>"
)

// tree writes files, given as path then text, and gives the folder.
func tree(tb testing.TB, files ...string) string {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "data")
	for i := 0; i < len(files); i += 2 {
		write(tb, filepath.Join(dir, files[i]), files[i+1])
	}
	return dir
}

func recognise(tb testing.TB, opt Options, paths ...string) ([]Return, error) {
	tb.Helper()
	cat, _ := intaketest.Catalogue(tb)
	return Recognise(context.Background(), cat, paths, opt)
}

// readAll reads every return into one collector.
func readAll(tb testing.TB, returns []Return) *intaketest.Collector {
	tb.Helper()
	sink := &intaketest.Collector{}
	for _, r := range returns {
		if err := r.Read(context.Background(), sink, nil); err != nil {
			tb.Fatal(err)
		}
	}
	return sink
}

// scopes gives each return as its scope, name and files.
func scopes(returns []Return) []string {
	var all []string
	for _, r := range returns {
		all = append(all, r.Scope+" "+r.Name+" ["+strings.Join(r.Files, " ")+"]")
	}
	return all
}

func TestRecogniseWalksATreeOldestYearFirst(t *testing.T) {
	t.Parallel()
	dir := tree(t,
		"2022/records/team.csv", teamCSV,
		"2022/cin.xml", strings.Replace(censusXML, "2021-03-31", "2022-03-31", 1),
		"2022/ssda903/header.csv", headerCSV,
		"2022/ssda903/episodes.csv", strings.ReplaceAll(episodesCSV, "2020", "2021"),
		"2021/ssda903/episodes.csv", episodesCSV, // ends in the year to 31 March 2021
		"2021/ssda903/header.csv", headerCSV,
		"2021/cin.xml", censusXML,
		"2021/records/team.csv", teamCSV,
		"2021/records/setting.csv", "name,value,basis\nvisit_days,28,Team plan\n",
		"records/team.csv", teamCSV,
		"README.txt", "Hello, this is not a return.\n",
		"2021/ssda903/notes.yml", "a: b\n",
		".git/config", "x",
	)
	returns, err := recognise(t, Options{}, dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"ssda903 2021 2021/ssda903 [2021/ssda903/episodes.csv 2021/ssda903/header.csv]",
		"cin 2021 2021/cin.xml [2021/cin.xml]",
		"csv 2021 2021/records [2021/records/setting.csv 2021/records/team.csv]",
		"ssda903 2022 2022/ssda903 [2022/ssda903/episodes.csv 2022/ssda903/header.csv]",
		"cin 2022 2022/cin.xml [2022/cin.xml]",
		"csv 2022 2022/records [2022/records/team.csv]",
		"csv records [records/team.csv]",
	}
	if diff := cmp.Diff(want, scopes(returns)); diff != "" {
		t.Error(diff)
	}
	first := readAll(t, returns[:1])
	if diff := cmp.Diff("2021/ssda903/notes.yml:0  |  | file | not a file of a return, nor a list | file not read\n", first.Lines()); diff != "" {
		t.Error(diff)
	}
	if got := first.Bodies(); !strings.HasPrefix(got, "child 1/ssda903 ") {
		t.Errorf("the header is not read first: %s", got)
	}
	all := readAll(t, returns).Lines()
	for _, note := range []string{"README.txt:0", ".git:0  |  | file | a hidden folder"} {
		if !strings.Contains(all, note) {
			t.Errorf("no fault tells of %s", note)
		}
	}
}

func TestRecogniseSaysWhatAReturnIs(t *testing.T) {
	t.Parallel()
	dir := tree(t, "2021/header.csv", headerCSV, "2021/Episodes of ours.csv", episodesCSV,
		"2021/cin.xml", strings.Replace(censusXML, "</LEA>", "</LEA><DateTime>2021-05-01T10:00:00</DateTime>", 1), "2021/team.csv", teamCSV)
	returns, err := recognise(t, Options{Full: true}, dir)
	if err != nil {
		t.Fatal(err)
	}
	nine, census, lists := returns[0], returns[1], returns[2]
	if diff := cmp.Diff([]string{"child", "episode"}, nine.Types); diff != "" || !nine.Full || nine.Year != 2021 {
		t.Errorf("the SSDA903: %s, full %v, year %d", diff, nine.Full, nine.Year)
	}
	written := time.Date(2021, 5, 1, 10, 0, 0, 0, time.UTC)
	if len(census.Types) != 10 || census.Authority != "990" || !census.RecordedOn.Equal(written) {
		t.Errorf("the census: %v of %s on %v", census.Types, census.Authority, census.RecordedOn)
	}
	if diff := cmp.Diff([]string{"team"}, lists.Types); diff != "" || !lists.Full || lists.Year != 2021 {
		t.Errorf("the lists: %s, full %v, year %d", diff, lists.Full, lists.Year)
	}
}

func TestACensusWithPreProceedingsHoldsThem(t *testing.T) {
	t.Parallel()
	file := filepath.Join(tree(t, "c.xml", strings.Replace(censusXML, "</Child>",
		"<CINdetails><CINreferralDate>2021-01-01</CINreferralDate><PreProceedingsandFGDM/></CINdetails></Child>", 1)), "c.xml")
	returns, err := recognise(t, Options{}, file)
	if err != nil {
		t.Fatal(err)
	}
	if got := returns[0].Types; got[len(got)-1] != "pre_proceedings" {
		t.Errorf("types %v", got)
	}
}

func TestYearOfAReturnThatDoesNotTellIt(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, path string
		year, want int
	}{
		{"the folder", "2023-24/header.csv", 0, 2024},
		{"a folder of one year", "return 2022/header.csv", 2019, 2022},
		{"the nearest folder", "2020/2021-2022 final/header.csv", 0, 2022},
		{"the user", "mine/header.csv", 2019, 2019},
	} {
		returns, err := recognise(t, Options{Year: tt.year}, tree(t, tt.path, headerCSV))
		if err != nil {
			t.Fatal(err)
		}
		if got := returns[0].Year; got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
	if _, err := recognise(t, Options{}, tree(t, "mine/header.csv", headerCSV)); !errors.Is(err, ErrRefused) {
		t.Errorf("a return whose year nothing tells: %v", err)
	}
}

func TestYearOfTablesWithoutEpisodes(t *testing.T) {
	t.Parallel()
	const reviewsCSV = "CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/02/2010,30/08/2017,PN1\n1,01/02/2010,30/08/2031,PN1\n"
	const oc2CSV = "CHILD,DOB,SDQ_SCORE,CONVICTED\n1,01/02/2010,3,0\n"
	today := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name, path, text string
		want             int
	}{
		{"the folder before what is dated in it", "2016/reviews.csv", reviewsCSV, 2016},
		{"the latest that is dated and not to come", "mine/reviews.csv", reviewsCSV, 2018},
		{"the year of the import, where nothing in it is of a year", "mine/header.csv", headerCSV, 2027},
	} {
		returns, err := recognise(t, Options{Today: today}, tree(t, tt.path, tt.text))
		if err != nil {
			t.Fatal(tt.name, err)
		}
		if got := returns[0].Year; got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
	if _, err := recognise(t, Options{Today: today}, tree(t, "mine/oc2.csv", oc2CSV)); !errors.Is(err, ErrRefused) {
		t.Errorf("a table about a year that nothing tells: %v", err)
	}
}

func TestYearOfAReturnInWhichNothingEnded(t *testing.T) {
	t.Parallel()
	open := strings.Replace(episodesCSV, "14/08/2020,E8", ",", 1) // from 1 May 2020 on
	for _, tt := range []struct {
		name, path string
		year, want int
	}{
		{"the folder", "2023/episodes.csv", 0, 2023},
		{"the user", "mine/episodes.csv", 2024, 2024},
		{"the latest start", "mine/episodes.csv", 0, 2021},
		{"the latest start, before which no return can be", "2019/episodes.csv", 2018, 2021},
	} {
		returns, err := recognise(t, Options{Year: tt.year}, tree(t, tt.path, open))
		if err != nil {
			t.Fatal(err)
		}
		if got := returns[0].Year; got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestTablesAndXMLOfOneYearAreOneReturn(t *testing.T) {
	t.Parallel()
	dir := tree(t, "header.csv", headerCSV, "episodes.csv", episodesCSV, "all.xml", returnXML, "old.xml", strings.ReplaceAll(returnXML, "2020", "2018"))
	returns, err := recognise(t, Options{}, dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"ssda903 2019 old.xml [old.xml]", "ssda903 2021 data [episodes.csv header.csv]"}, scopes(returns)); diff != "" {
		t.Error(diff)
	}
	if got := readAll(t, returns).Lines(); !strings.Contains(got, "all.xml:0  |  | file | the SSDA903 of a year whose CSV tables") {
		t.Errorf("nothing tells of all.xml: %s", got)
	}
	returns, err = recognise(t, Options{}, filepath.Join(dir, "all.xml"))
	if err != nil || len(returns) != 1 || readAll(t, returns).Count("episode") != 1 {
		t.Errorf("all.xml by itself: %v, %v", scopes(returns), err)
	}
}

func TestFilesNamedTogetherAreOneReturn(t *testing.T) {
	t.Parallel()
	dir := tree(t, "header.csv", headerCSV, "episodes.csv", episodesCSV)
	returns, err := recognise(t, Options{}, filepath.Join(dir, "header.csv"), filepath.Join(dir, "episodes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"ssda903 2021 data [header.csv episodes.csv]"}, scopes(returns)); diff != "" {
		t.Error(diff)
	}
}

func TestRecogniseOpensZipFiles(t *testing.T) {
	t.Parallel()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range [][2]string{{"r/header.csv", headerCSV}, {"r/episodes.csv", "\ufeff" + episodesCSV}, {"inner.zip", "PK\x03\x04"}, {"../../up.csv", "a,b\n"}} {
		w, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	dir := tree(t, "in/return.zip", buf.String(), "in/book.xlsx", anyWorkbook(t))
	returns, err := recognise(t, Options{}, dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"ssda903 2021 in/return.zip/r [in/return.zip/r/episodes.csv in/return.zip/r/header.csv]"}
	if diff := cmp.Diff(want, scopes(returns)); diff != "" {
		t.Error(diff)
	}
	sink := readAll(t, returns)
	if sink.Count("episode") != 1 || sink.Count("child") != 1 {
		t.Errorf("records: %s", sink.Bodies())
	}
	for _, note := range []string{"inner.zip", "book.xlsx", "up.csv"} {
		if !strings.Contains(sink.Lines(), note) {
			t.Errorf("no fault tells of %s in %s", note, sink.Lines())
		}
	}
}

func anyWorkbook(tb testing.TB) string {
	tb.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	if _, err := z.Create("[Content_Types].xml"); err != nil {
		tb.Fatal(err)
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return buf.String()
}

func TestAZipMadeToFillAMachineIsRefused(t *testing.T) {
	t.Parallel()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	w, err := z.Create("header.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(headerCSV + strings.Repeat("\n", 20<<20))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = recognise(t, Options{}, filepath.Join(tree(t, "bomb.zip", buf.String()), "bomb.zip"))
	if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "200 times") {
		t.Errorf("got %v", err)
	}
}

func TestRecogniseRefusesWhatIsNotWhatItClaims(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, file, text, kind, want string
	}{
		{"a table's name on something else", "episodes.csv", "a,b\n1,2\n", "", "expected a table of the SSDA903 in CSV, found a first row of 2 cells"},
		{"a table without a heading", "header.csv", "1,1,01/05/2010,WBRI\n", "", "expected a table of the SSDA903 in CSV, found a first row of 4 cells"},
		{"a list's name on something else", "allocation.csv", "a,b\n1,2\n", "", "expected a list of the record type allocation"},
		{"an empty table", "reviews.csv", "", "", "found an empty file"},
		{"UTF-16", "reviews.csv", "\xff\xfeC\x00", "", "found a first row of 1 cells"},
		{"UTF-16 that is cut off", "reviews.csv", "\xff\xfeC", "", "found UTF-16 text that is damaged. Save it as CSV (UTF-8)"},
		{"a table without its key", "reviews.csv", "CHILD,DOB,REVIEW_CODE\n1,01/01/2010,PN1\n", "", "no column REVIEW"},
		{"another census", "school.xml", "<Message><Header><CollectionDetails><Collection>SCH</Collection></CollectionDetails></Header></Message>", "", "found the census of another collection"},
		{"other XML", "x.xml", "<Workbook/>", "", "found XML that is no return asked for"},
		{"a census that is cut off", "cin.xml", censusXML[:len(censusXML)-40], "", "found a file that ends in the middle"},
		{"an SSDA903 that is cut off", "r.xml", returnXML[:len(returnXML)-40], "", "found a file that ends in the middle"},
		{"another kind than was said", "cin.xml", censusXML, "ssda903", "expected an SSDA903 return, found XML that is no return asked for"},
		{"a list that is not of the type said", "team.csv", teamCSV, "worker", "expected a list of the record type worker"},
		{"a kind that there is not", "team.csv", teamCSV, "teams", "teams is no kind of return"},
		{"a heading of several types", "x.csv", "child_id,started_on,ended_on\n1,2024-01-01,\n", "", "a heading that could be of"},
		{"a broken zip file", "x.zip", "PK\x03\x04nothing", "", "expected a zip file of a return"},
		{"a workbook that is damaged", "x.xlsx", anyWorkbook(t), "", "found a workbook or document that cannot be read"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			opt := Options{Kind: tt.kind, Year: 2024}
			returns, err := recognise(t, opt, filepath.Join(tree(t, tt.file, tt.text), tt.file))
			for _, r := range returns {
				err = errors.Join(err, r.Read(context.Background(), &intaketest.Collector{}, nil))
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if _, err := recognise(t, Options{}, tree(t, "README.txt", "hello\n")); !errors.Is(err, ErrRefused) {
		t.Errorf("a folder with nothing in it: %v", err)
	}
	if _, err := recognise(t, Options{}, filepath.Join(t.TempDir(), "nowhere")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a path that is not there: %v", err)
	}
}

func TestErrorsShowNoChild(t *testing.T) {
	t.Parallel()
	dir := tree(t, "header.csv", "1001,Secretname,01/05/2010\n", "episodes.csv", "AB1 2CD,1001\n", "child_name.csv", "1001,Secretname,Other\n")
	_, err := recognise(t, Options{}, dir)
	if err == nil {
		t.Fatal("taken")
	}
	for _, secret := range []string{"1001", "Secretname", "2010", "AB1"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error shows %s: %v", secret, err)
		}
	}
	if n := strings.Count(err.Error(), "is refused"); n != 3 {
		t.Errorf("%d of 3 faulty files are told: %v", n, err)
	}
}

func TestKindDecidesWhatAHeadingLeavesOpen(t *testing.T) {
	t.Parallel()
	file := filepath.Join(tree(t, "x.csv", "child_id,started_on,ended_on\n1,2024-01-01,\n"), "x.csv")
	returns, err := recognise(t, Options{Kind: "period_of_care"}, file)
	if err != nil || readAll(t, returns).Count("period_of_care") != 1 {
		t.Errorf("%v, %v", scopes(returns), err)
	}
}

func TestReadTellsItsProgressAndMayBeRepeated(t *testing.T) {
	t.Parallel()
	dir := tree(t, "header.csv", headerCSV, "episodes.csv", episodesCSV)
	returns, err := recognise(t, Options{}, dir)
	if err != nil {
		t.Fatal(err)
	}
	want := int64(len(headerCSV) + len(episodesCSV))
	for range 2 {
		var last int64
		progress := func(done, total int64) {
			if done < last || total != want {
				t.Errorf("%d of %d after %d", done, total, last)
			}
			last = done
		}
		sink := &intaketest.Collector{}
		if err := returns[0].Read(context.Background(), sink, progress); err != nil || last != want || sink.Rows != 2 {
			t.Errorf("ended at %d of %d with %d rows, %v", last, want, sink.Rows, err)
		}
	}
}
