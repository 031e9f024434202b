package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/format"
)

// covered reads all returns at a path and lists what they cover.
func covered(tb testing.TB, opt Options, paths ...string) string {
	tb.Helper()
	returns, err := recognise(tb, opt, paths...)
	if err != nil {
		tb.Fatal(err)
	}
	return readAll(tb, returns).Covered()
}

func day(text string) time.Time {
	on, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return on
}

// zipped puts the files of a tree into one zip file.
func zipped(tb testing.TB, files ...string) string {
	tb.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return filepath.Join(tree(tb, "sent.zip", out.String()), "sent.zip")
}

const (
	doloCSV        = "CHILD,DOB,DOLO_START,DOLO_END\n"
	emptyReviews   = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
	healthAnswered = "CHILD,DOB,SDQ_SCORE,CONVICTED,HEALTH_ASSESSMENT\n1,01/05/2010,3,0,1\n"
)

func TestAnSSDA903CoversItsCollectionYearForTheTablesItHas(t *testing.T) {
	t.Parallel()
	const want = "child 2020-04-01 to 2021-03-31 | SSDA903 2020-21 | The return covers its collection year\n" +
		"episode 2020-04-01 to 2021-03-31 | SSDA903 2020-21 | The return covers its collection year\n"
	opt := Options{Today: day("2021-06-01"), CompleteTo: day("2021-05-01")}
	files := []string{"2021/header.csv", headerCSV, "2021/episodes.csv", episodesCSV}
	for name, path := range map[string]string{
		"in CSV":                   tree(t, files...),
		"in a zip file":            zipped(t, files...),
		"in XML":                   tree(t, "2021/return.xml", returnXML),
		"in zipped XML":            zipped(t, "2021/return.xml", returnXML),
		"with no review filled in": tree(t, append(files, "2021/reviews.csv", emptyReviews)...),
	} {
		if diff := cmp.Diff(want, covered(t, opt, path)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAnEmptyTableSaysThatThereWasNoneUnlessItIsOfNearlyEveryChild(t *testing.T) {
	t.Parallel()
	got := covered(t, Options{Today: day("2021-06-01")}, tree(t, "2021/header.csv", headerCSV, "2021/episodes.csv", episodesCSV,
		"2021/reviews.csv", emptyReviews, "2021/dolo.csv", doloCSV))
	if strings.Contains(got, "review ") || !strings.Contains(got, "deprivation_of_liberty 2020-04-01 to 2021-03-31") {
		t.Errorf("it covers\n%s", got)
	}
}

func TestAYearlyAnswerCoversNoHealthAssessment(t *testing.T) {
	t.Parallel()
	got := covered(t, Options{Today: day("2021-06-01")}, tree(t, "2021/header.csv", headerCSV, "2021/episodes.csv", episodesCSV, "2021/oc2.csv", healthAnswered))
	if !strings.Contains(got, "annual_health 2020-04-01 to 2021-03-31") || strings.Contains(got, "health_assessment") || strings.Contains(got, "sdq") {
		t.Errorf("it covers\n%s", got)
	}
}

func TestAReturnOfAYearThatRunsCoversNoDayToCome(t *testing.T) {
	t.Parallel()
	dir := tree(t, "2021/header.csv", headerCSV, "2021/episodes.csv", episodesCSV)
	for _, tt := range []struct {
		name, today, complete, want string
	}{
		{"to the last day recorded", "2020-11-29", "", "2020-08-14 | SSDA903 2020-21 | Its collection year has not ended: to the last day recorded in it, assumed (assumed)"},
		{"the same a month later", "2020-12-29", "", "2020-08-14 | SSDA903 2020-21 | Its collection year has not ended: to the last day recorded in it, assumed (assumed)"},
		{"to the day given", "2020-11-29", "2020-10-31", "2020-10-31 | SSDA903 2020-21 | Given at import"},
	} {
		opt := Options{Today: day(tt.today)}
		if tt.complete != "" {
			opt.CompleteTo = day(tt.complete)
		}
		want := "child 2020-04-01 to " + tt.want + "\nepisode 2020-04-01 to " + tt.want + "\n"
		if diff := cmp.Diff(want, covered(t, opt, dir)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
	returns, err := recognise(t, Options{Today: day("2020-11-29"), CompleteTo: day("2020-08-01")}, dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := returns[0].Read(t.Context(), &countSink{}, nil); !errors.Is(err, ErrRefused) {
		t.Errorf("a day before what is recorded: %v", err)
	}
}

func TestACensusCoversItsYearForTheModulesItHasAndNoVisits(t *testing.T) {
	t.Parallel()
	text := strings.Replace(censusXML, "</Child>", "<CINdetails><CINreferralDate>2021-01-01</CINreferralDate><ReferralSource>1A</ReferralSource></CINdetails></Child>", 1)
	const from = " 2020-04-01 to 2021-03-31 | Children in need census 2020-21 | The return covers its collection year\n"
	got := covered(t, Options{Today: day("2021-07-31")}, tree(t, "c.xml", text))
	if diff := cmp.Diff("child"+from+"referral"+from+"cin_episode"+from, got); diff != "" {
		t.Error(diff)
	}
	early := strings.Replace(text, "</LEA>", "</LEA><DateTime>2021-02-01T10:00:00</DateTime>", 1)
	got = covered(t, Options{Today: day("2021-07-31")}, tree(t, "c.xml", early))
	if want := "child 2020-04-01 to 2021-02-01 | Children in need census 2020-21 | The return was written on 1 February 2021, before its collection year ended\n"; !strings.HasPrefix(got, want) {
		t.Errorf("written before its year ended it covers\n%s", got)
	}
	stale := strings.Replace(text, "</LEA>", "</LEA><DateTime>2011-02-01T10:00:00</DateTime>", 1)
	if got = covered(t, Options{Today: day("2021-07-31")}, tree(t, "c.xml", stale)); !strings.HasPrefix(got, "child"+from) {
		t.Errorf("with a header of another year it covers\n%s", got)
	}
}

func TestADatasetCoversFromItsFirstDayToItsOwn(t *testing.T) {
	t.Parallel()
	visits := "clav_person_id,clav_cla_id,clav_cla_visit_id,clav_cla_visit_date,clav_cla_visit_seen\n1,P1,V1,2024-02-01,Y\n1,P1,V2,2026-10-01,Y\n"
	files := []string{
		"ssd_person.csv", "pers_person_id,pers_sex,pers_dob\n1,F,2012-03-04\n",
		"ssd_cla_visits.csv", visits,
		"ssd_missing.csv", "miss_person_id,miss_missing_episode_id,miss_missing_episode_start_date,miss_missing_rhi_offered\n1,M1,2025-05-05,N\n",
		"ssd_care_leavers.csv", "clea_care_leaver_id,clea_person_id,clea_care_leaver_in_touch,clea_care_leaver_latest_contact\nL1,1,YES,2026-09-01\n",
	}
	for name, tt := range map[string]struct {
		opt        Options
		to, reason string
	}{
		"assumed":           {Options{Today: day("2026-11-21")}, "2026-10-01", "The last day recorded in the extract: assumed (assumed)"},
		"given as its day":  {Options{Today: day("2026-11-21"), On: day("2026-11-15")}, "2026-11-15", "Given at import"},
		"given as complete": {Options{Today: day("2026-11-21"), CompleteTo: day("2026-11-15")}, "2026-11-15", "Given at import"},
	} {
		line := func(id, from string) string {
			return fmt.Sprintf("%s %s to %s | Safeguarding dataset | %s\n", id, from, tt.to, tt.reason)
		}
		want := line("care_leaver", tt.to) + line("adviser_contact", tt.to) + line("child", tt.to) + line("care_visit", "2024-02-01") +
			line("missing_episode", "2025-05-05")
		if diff := cmp.Diff(want, covered(t, tt.opt, tree(t, files...))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAnnexACoversItsMonthsAndOfTheLatestItsOwnDay(t *testing.T) {
	t.Parallel()
	got := covered(t, annexDay, tree(t, "lists.xlsx", annexBook(t)))
	for _, want := range []string{
		"child 2024-02-29 to 2024-02-29 | Annex A | As at 29 February 2024 in its title\n", "contact 2023-08-29 to 2024-02-29 |",
		"referral 2023-08-29 to 2024-02-29", "cp_plan 2023-08-29 to 2024-02-29", "cp_visit 2024-02-29 to 2024-02-29",
		"review 2024-02-29 to 2024-02-29", "episode 2024-02-29 to 2024-02-29", "health_assessment 2024-02-29 to 2024-02-29",
		"adoption_decision 2023-02-28 to 2024-02-29", "adopter_household 2023-02-28 to 2024-02-29",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it does not cover %s:\n%s", want, got)
		}
	}
	for _, none := range []string{"disability", "dental_check", "return_interview"} {
		if strings.Contains(got, none) {
			t.Errorf("it covers %s", none)
		}
	}
	on := annexDay
	on.On = day("2024-04-30")
	if got := covered(t, on, tree(t, "lists.xlsx", annexBook(t))); !strings.Contains(got, "contact 2023-10-30 to 2024-04-30 | Annex A | Given at import\n") {
		t.Errorf("of a day given it covers\n%s", got)
	}
}

func TestMonthsBeforeADayEndWithTheMonth(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]string{"2024-08-31": "2024-02-29", "2026-03-31": "2025-09-30", "2026-05-15": "2025-11-15", "": ""} {
		if got := format.Before(day, 6); got != want {
			t.Errorf("six months before %s is %s, want %s", day, got, want)
		}
	}
}
