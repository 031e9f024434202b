package web_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

// counts gives the totals of a page by what they are of.
func counts(page htmlcheck.Node) map[string]string {
	all := map[string]string{}
	for _, count := range page.All(".heed-counts a") {
		n, label, _ := strings.Cut(count.Text(), " ")
		all[label] = n
	}
	return all
}

// recorded is how many imports there are.
func recorded(t *testing.T, r reader) int {
	t.Helper()
	_, body := r.get("/imports")
	return len(htmlcheck.Parse(t, body).All("section[aria-labelledby=list] tbody tr"))
}

func TestNothingIsRecordedBeforeItHasBeenShown(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	rows := assessments + "1005,H7,initial,2023-05-03,2023-05-20,2023-06-01,\n1005,H8,initial,2023-05-03,31/02/2023,2023-06-01,\nX99,H9,initial,2023-05-03,2023-05-20,,\n"
	status, body := analyst.upload(map[string]string{"Zoë’s (May).csv": rows}, "complete_to", "18 November 2026")
	page := htmlcheck.Parse(t, body)
	if faults := page.Faults(); len(faults) > 0 || status != http.StatusOK {
		t.Fatalf("status %d: %q", status, faults)
	}
	if n := recorded(t, analyst); n != 1 {
		t.Errorf("%d imports are recorded before anybody said so", n)
	}
	main := page.One("main").Text()
	for _, said := range []string{
		"Before anything is recorded: CSV lists", "Of the 2 children that it names, 1 is known to Heed and 1 is new", "Zoë’s (May).csv",
		"It would cover health assessment from 20 May 2023 to 18 November 2026. Given at import.", "cell E3", "Nothing of it is recorded",
	} {
		if !strings.Contains(main, said) {
			t.Errorf("the page does not say %q: %s", said, main)
		}
	}
	if got := counts(page); got["child known to Heed"] != "1" || got["child new"] != "1" || got["records would be new"] == "0" || got["records would be withdrawn"] != "0" {
		t.Errorf("the totals are %v", got)
	}
	if _, body := analyst.get("/imports"); !htmlcheck.Parse(t, body).Has("section[aria-labelledby=waiting] a[href^='/uploads/']") {
		t.Error("the page of imports does not lead back to what waits")
	}
	added := counts(page)["records would be new"]
	status, body = analyst.record(body)
	page = htmlcheck.Parse(t, body)
	if facts := page.One("dl.heed-facts").Text(); status != http.StatusOK || !strings.Contains(facts, "Zoë’s (May).csv") || !strings.Contains(facts, "Records added or changed "+added) {
		t.Errorf("status %d: %s; want %s records", status, facts, added)
	}
	noneWaits(t, w)
}

func TestADamagedFileIsMendedWithoutLeavingTheBrowser(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	good := assessments + "1005,H7,initial,2023-05-03,2023-05-20,2023-06-01,\n"
	broken := "child_id,health_assessment_id,kind,requested_on,held_on,health_assessment_id\n1005,H7,initial,2023-05-03,2023-05-20,H8\n" // two ids
	status, body := analyst.upload(map[string]string{"health_assessment.csv": broken, "team.csv": "team_id,name,service\nT7,North,Care\n"})
	page := htmlcheck.Parse(t, body)
	if status != http.StatusUnprocessableEntity || page.Has("form[novalidate]") || !strings.Contains(page.One(".govuk-error-summary").Text(), "health_assessment.csv") {
		t.Fatalf("status %d: %s", status, page.One("main").Text())
	}
	mend := page.One("form[action$='/files']").Attr("action")
	if status, body := analyst.send(mend, nil); status != http.StatusBadRequest || !htmlcheck.Parse(t, body).Has(".govuk-error-summary a[href='#f-files']") {
		t.Errorf("no file at all: status %d", status)
	}
	status, body = analyst.send(mend, map[string]string{"mended by Ann.csv": good}, "instead", "health_assessment.csv")
	page = htmlcheck.Parse(t, body)
	if sent := page.Texts("details ul.heed-list li"); status != http.StatusOK || len(sent) != 2 || !strings.HasPrefix(sent[0], "mended by Ann.csv") {
		t.Fatalf("status %d, %q", status, sent)
	}
	// A file of the same name takes the place of the other by itself.
	status, body = analyst.send(mend, map[string]string{"team.csv": "team_id,name,service\nT8,South,Care\nT9,East,Care\n"})
	page = htmlcheck.Parse(t, body)
	if sent := page.Texts("details ul.heed-list li"); status != http.StatusOK || len(sent) != 2 {
		t.Fatalf("status %d, %q", status, sent)
	}
	if faults := page.Faults(); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
	out := page.All("form[action$='/leave-out']")[0].Attr("action")
	if status, _ := analyst.post(out, url.Values{"file": {"../upload.json"}}); status != http.StatusNotFound {
		t.Errorf("leaving out what is no file of it: status %d", status)
	}
	status, body = analyst.record(body)
	if status != http.StatusOK || recorded(t, analyst) < 2 || !strings.Contains(body, "mended by Ann.csv") && !strings.Contains(body, "2 returns") {
		t.Errorf("status %d: %s", status, htmlcheck.Parse(t, body).One("main").Text())
	}
	noneWaits(t, w)
}

func TestAFileIsLeftOutAndTheLastEndsTheUpload(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	_, body := analyst.upload(map[string]string{"health_assessment.csv": "x\n", "team.csv": "team_id,name,service\nT7,North,Care\n"})
	form := htmlcheck.Parse(t, body).All("form[action$='/leave-out']")[0].Attr("action")
	leave := func(file string) (int, string) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.server.URL+form, strings.NewReader(url.Values{"file": {file}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return analyst.settled(request)
	}
	if status, body := leave("health_assessment.csv"); status != http.StatusOK || !htmlcheck.Parse(t, body).Has("form[novalidate]") {
		t.Errorf("without the damaged file: status %d", status)
	}
	if status, body := leave("team.csv"); status != http.StatusOK || htmlcheck.Parse(t, body).One("h1").Text() != "Imports" {
		t.Errorf("without the last file: status %d", status)
	}
	noneWaits(t, w)
}

func TestWhatHasChangedSinceItWasShownIsShownAgain(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	row := assessments + "1005,H7,initial,2023-05-03,2023-05-20,2023-06-01,\n"
	_, body := analyst.upload(map[string]string{"mine.csv": row})
	other := imports.Request{Paths: []string{testkit.Lists(t, map[string]string{"theirs.csv": row})}}
	if _, err := imports.Import(t.Context(), heed.Session(door.System(testkit.Authority)), other, nil); err != nil {
		t.Fatal(err)
	}
	before := recorded(t, analyst)
	status, body := analyst.record(body)
	page := htmlcheck.Parse(t, body)
	if status != http.StatusOK || !strings.Contains(page.One("main").Text(), "has changed since you looked") || counts(page)["records would be new"] != "0" || recorded(t, analyst) != before {
		t.Fatalf("status %d: %s", status, page.One("main").Text())
	}
	if status, body := analyst.record(body); status != http.StatusOK || !strings.Contains(body, "mine.csv") {
		t.Errorf("once more: status %d", status)
	}
	noneWaits(t, w)
}

func TestAnotherAuthoritysFileGoesInOnlyWhereTheReaderSaysSo(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	const child = "9001 Ann Example"
	odd := `<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails><Source><LEA>` + child + `</LEA></Source></Header>` +
		`<Children><Child><ChildIdentifiers><LAchildID>9001</LAchildID></ChildIdentifiers></Child></Children></Message>`
	_, body := analyst.upload(map[string]string{"odd.xml": odd})
	if page := htmlcheck.Parse(t, body); strings.Contains(page.One("main").Text(), child) {
		t.Error("what stands in the place of the authority’s code is repeated")
	}
	analyst.post(htmlcheck.Parse(t, body).One("form[action$='/discard']").Attr("action"), nil)
	census := `<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails><Source><LEA>208</LEA></Source></Header>` +
		`<Children><Child><ChildIdentifiers><LAchildID>9001</LAchildID><PersonBirthDate>2012-05-04</PersonBirthDate><Sex>1</Sex></ChildIdentifiers></Child></Children></Message>`
	_, body = analyst.upload(map[string]string{"census.xml": census})
	page := htmlcheck.Parse(t, body)
	if !strings.Contains(page.One("main").Text(), "the file says that it is of Lambeth (208)") || counts(page)["choice to make"] != "1" {
		t.Errorf("the page does not say whose it is: %s", page.One("main").Text())
	}
	status, refused := analyst.record(body)
	page = htmlcheck.Parse(t, refused)
	if status != http.StatusBadRequest || !page.Has(".govuk-error-summary a[href='#f-allow-0']") || len(page.Faults()) > 0 || recorded(t, analyst) != 1 {
		t.Errorf("without a choice: status %d, %q", status, page.Faults())
	}
	if status, _ := analyst.record(refused, "allow-0"); status != http.StatusOK || recorded(t, analyst) != 2 {
		t.Errorf("with the choice made: status %d", status)
	}
	noneWaits(t, w)
}

// Of files sent together only the one that says that it is another authority's has a cross.
func TestACrossIsOfTheFileThatIsAnotherAuthoritys(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	census := func(year int, authority string, children int) string {
		var list strings.Builder
		for i := range children {
			fmt.Fprintf(&list, `<Child><ChildIdentifiers><LAchildID>%d</LAchildID><PersonBirthDate>2012-05-04</PersonBirthDate><Sex>1</Sex></ChildIdentifiers></Child>`, 9001+i)
		}
		return fmt.Sprintf(`<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>%d-03-31</ReferenceDate></CollectionDetails><Source><LEA>%s</LEA></Source></Header><Children>%s</Children></Message>`,
			year, authority, list.String())
	}
	analyst.imported(map[string]string{"ours.xml": census(2024, "990", 2)})
	_, body := analyst.upload(map[string]string{"part.xml": census(2024, "990", 1), "theirs.xml": census(2025, "208", 1)})
	page := htmlcheck.Parse(t, body)
	if counts(page)["choices to make"] != "2" {
		t.Fatalf("the totals are %v", counts(page))
	}
	for class, want := range map[string]string{"is-good": "part.xml", "is-bad": "theirs.xml"} {
		if got := page.Texts("ul.heed-ticks li." + class); len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("%s are %q, want that of %s", class, got, want)
		}
	}
}

func TestAnUploadOutlivesTheServerAndIsNobodyElses(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	_, body := w.as(t, heed.Actor(t, "W13")).upload(map[string]string{"team.csv": "team_id,name,service\nT7,North,Care\n"})
	action := htmlcheck.Parse(t, body).One("form[novalidate]").Attr("action")
	next := serveWith(t, heed, w.jobs) // clears what was cut off
	analyst := next.as(t, heed.Actor(t, "W13"))
	status, again := analyst.get(action)
	if status != http.StatusOK || !htmlcheck.Parse(t, again).Has("form[novalidate]") {
		t.Fatalf("after a restart: status %d", status)
	}
	for _, who := range []string{"W8", "W1", "inspector-1"} {
		browser := next.as(t, heed.Actor(t, who))
		if status, _ := browser.get(action); status != http.StatusForbidden {
			t.Errorf("%s opens it: status %d", who, status)
		}
		if status, _ := browser.post(action, nil); status != http.StatusForbidden {
			t.Errorf("%s records it: status %d", who, status)
		}
	}
	if status, _ := analyst.record(again); status != http.StatusOK {
		t.Errorf("recording it: status %d", status)
	}
	if status, _ := analyst.post(action, nil); status != http.StatusNotFound {
		t.Errorf("recording it twice: status %d", status)
	}
	noneWaits(t, next)
}

func TestAnUploadOfYesterdayIsGone(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	_, body := analyst.upload(map[string]string{"team.csv": "team_id,name,service\nT7,North,Care\n"})
	action := htmlcheck.Parse(t, body).One("form[novalidate]").Attr("action")
	heed.SetNow(testkit.Now.Add(25 * time.Hour))
	if status, _ := analyst.get(action); status != http.StatusNotFound {
		t.Errorf("status %d", status)
	}
	serve(t, heed)
	noneWaits(t, w)
}

func TestFaultsCanBeTakenAsAFileBeforeAndAfterTheImport(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	_, body := analyst.upload(map[string]string{"ha.csv": assessments + "1005,H7,initial,2023-05-03,31/02/2023,2023-06-01,\n1005,H8,initial,soon,2023-05-20,,\n"})
	files := func(page htmlcheck.Node) (rows [][]string) {
		for _, link := range page.Links() {
			if !strings.Contains(link, "/faults.") {
				continue
			}
			status, text := analyst.get(link)
			read, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if strings.HasSuffix(link, ".xlsx") {
				book, errOpen := excelize.OpenReader(strings.NewReader(text))
				if errOpen != nil {
					t.Fatal(errOpen)
				}
				read, err = book.GetRows("Faults")
			}
			if status != http.StatusOK || err != nil || len(read) < 3 {
				t.Fatalf("%s: status %d, %v, %q", link, status, err, read)
			}
			if rows != nil && fmt.Sprint(rows) != fmt.Sprint(read) {
				t.Errorf("%s differs from the other: %q and %q", link, rows, read)
			}
			rows = read
		}
		return rows
	}
	before := files(htmlcheck.Parse(t, body))
	_, body = analyst.record(body)
	after := files(htmlcheck.Parse(t, body))
	if fmt.Sprint(before) != fmt.Sprint(after) || before[1][0] != "ha.csv" || before[1][3] != "E2" || before[1][5] != "Held on" {
		t.Errorf("before %q, after %q", before, after)
	}
	if status, _ := w.as(t, heed.Actor(t, "W1")).get("/imports/batch-1/faults.csv"); status != http.StatusForbidden {
		t.Errorf("a social worker takes the faults: status %d", status)
	}
}

func TestAnUndoSaysWhichImportMustGoFirst(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	child := `<Child><ChildIdentifiers><LAchildID>%d</LAchildID><PersonBirthDate>2014-05-02</PersonBirthDate><Sex>1</Sex></ChildIdentifiers></Child>`
	var pages []string
	children := ""
	for n := range 3 { // each changes nothing of the one before, and adds a child
		children += fmt.Sprintf(child, 1001+n)
		file := `<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails><Source><LEA>990</LEA></Source></Header><Children>` +
			children + `</Children></Message>`
		_, body := analyst.imported(map[string]string{fmt.Sprintf("census %d.xml", n): file})
		pages = append(pages, htmlcheck.Parse(t, body).One("a[href$='/undo']").Attr("href"))
	}
	status, body := analyst.get(pages[0])
	page := htmlcheck.Parse(t, body)
	later := page.Texts("main ol li")
	if said := page.One("main").Text(); !strings.Contains(said, "builds on this one") || strings.Contains(said, "changed what this one recorded") {
		t.Error(said)
	}
	if status != http.StatusConflict || len(later) != 2 || !strings.Contains(later[0], "census 2.xml") || !strings.Contains(later[1], "census 1.xml") || page.Has("form[action$='/undo']") {
		t.Fatalf("status %d, %q", status, later)
	}
	if faults := page.Faults(); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
	if link := page.All("main ol a")[0].Attr("href"); link+"/undo" != pages[2] {
		t.Errorf("the first leads to %s, want that of %s", link, pages[2])
	}
	director := w.as(t, heed.Actor(t, "W8"))
	ask := url.Values{"decision": {"ask"}, "reason": {"The wrong census"}}
	if status, _ := analyst.post(pages[0], ask); status != http.StatusConflict {
		t.Errorf("all the same: status %d", status)
	}
	for _, undo := range slices.Backward(pages) {
		analyst.post(undo, ask)
		if status, body := director.post(undo, url.Values{"decision": {"agree"}}); status != http.StatusOK || !strings.Contains(body, "The wrong census") {
			t.Errorf("in their order: status %d", status)
		}
	}
}

// U21: the faults of a morning are those of all its imports.
func TestHomeCountsEveryImportOfTheDayAndLeadsToTheFindings(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	for i := range 3 {
		analyst.imported(map[string]string{fmt.Sprintf("ha%d.csv", i): assessments + fmt.Sprintf("1005,H%d,initial,2023-05-03,31/02/2023,2023-06-01,\n", i)})
	}
	for who, may := range map[string]bool{"W13": true, "W8": true} {
		_, body := w.as(t, heed.Actor(t, who)).get("/")
		page := htmlcheck.Parse(t, body)
		line := page.One("p.heed-asof")
		if said := line.Text(); !strings.Contains(said, "4 imports that day, 3 faults") {
			t.Errorf("%s reads %q", who, said)
		}
		if line.Has("a[href='/imports#list']") != may || line.Has("a[href='/findings']") != may {
			t.Errorf("%s is led to %q", who, line.Links())
		}
	}
	_, body := w.as(t, heed.Actor(t, "W13")).get("/")
	if got := counts(htmlcheck.Parse(t, body)); got["faults in the 4 imports of 18 November 2026"] != "3" {
		t.Errorf("the analyst's totals are %v", got)
	}
	heed.SetNow(testkit.Now.Add(24 * time.Hour))
	analyst.imported(map[string]string{"ha9.csv": assessments + "1005,H9,initial,2023-05-03,31/02/2023,2023-06-01,\n"})
	_, body = analyst.get("/")
	if said := htmlcheck.Parse(t, body).One("p.heed-asof").Text(); !strings.Contains(said, ", 1 fault") || strings.Contains(said, "imports that day") {
		t.Errorf("the day after: %q", said)
	}
}

func TestWhichOfTwoFilesIsMeantIsChosenOnThePage(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	const census = `<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails><Source><LEA>990</LEA></Source></Header>` +
		`<Children><Child><ChildIdentifiers><LAchildID>1005</LAchildID><Sex>1</Sex></ChildIdentifiers></Child>%s</Children></Message>`
	more := `<Child><ChildIdentifiers><LAchildID>X98</LAchildID><Sex>1</Sex></ChildIdentifiers></Child>`
	before := recorded(t, analyst)
	status, body := analyst.upload(map[string]string{"CIN_draft.xml": fmt.Sprintf(census, ""), "CIN_final.xml": fmt.Sprintf(census, more)})
	page := htmlcheck.Parse(t, body)
	summary := page.One(".govuk-error-summary").Text()
	if status != http.StatusUnprocessableEntity || !strings.Contains(summary, "CIN_draft.xml") || !strings.Contains(summary, "CIN_final.xml") {
		t.Fatalf("status %d: %s", status, page.One("main").Text())
	}
	if n := len(page.All("form[action$='/take'] input[type=radio][name=take-0]")); n != 2 {
		t.Fatalf("%d buttons to choose by, want one for each file", n)
	}
	form := page.One("form[action$='/take']").Attr("action")
	for name, sent := range map[string]url.Values{"nothing": {}, "what is not offered": {"take-0": {"../upload.json"}}} {
		if status, body := analyst.post(form, sent); status != http.StatusBadRequest || !htmlcheck.Parse(t, body).Has(".govuk-error-summary a[href='#f-take-0']") {
			t.Errorf("choosing %s: status %d", name, status)
		}
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.server.URL+form, strings.NewReader(url.Values{"take-0": {"CIN_final.xml"}}.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	status, body = analyst.settled(request)
	page = htmlcheck.Parse(t, body)
	main := page.One("main").Text()
	for _, said := range []string{"Children in need census, year to March 2024", "The year is told by its reference date.", "Read from CIN_final.xml.", "You took CIN_final.xml in its place"} {
		if !strings.Contains(main, said) {
			t.Errorf("status %d, the page does not say %q: %s", status, said, main)
		}
	}
	if recorded(t, analyst) != before {
		t.Error("something was recorded before the reader said so")
	}
	// A file that is sent or left out asks again: what was chosen was of those files.
	_, body = analyst.send(page.One("form[action$='/files']").Attr("action"), map[string]string{"team.csv": "team_id,name,service\nT7,North,Care\n"})
	page = htmlcheck.Parse(t, body)
	if !page.Has("form[action$='/take']") {
		t.Error("other files are taken by the choice of before")
	}
	if status, _ := analyst.post(page.One("form[action$='/discard']").Attr("action"), nil); status != http.StatusOK {
		t.Errorf("discarding: status %d", status)
	}
	noneWaits(t, w)
}
