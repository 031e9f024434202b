package web_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

const assessments = "child_id,health_assessment_id,kind,requested_on,held_on,report_received_on,declined_on\n"

// noneWaits fails where an upload still lies on the disk.
func noneWaits(t *testing.T, w *world) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(w.dir, "data", "incoming", "*"))
	if err != nil || len(left) > 0 {
		t.Errorf("uploads lie on the disk still: %v, %v", left, err)
	}
}

func TestAnUploadThatCannotBeTakenChangesNothingAndSaysWhy(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	refusesWhatIsNothingKnown(t, w, heed)
	refusesAFormWithoutAFile(t, w, heed)
	refusesWhoDoesNotKeepTheData(t, w, heed)
}

func refusesWhatIsNothingKnown(t *testing.T, w *world, heed *testkit.Heed) {
	t.Helper()
	analyst := w.as(t, heed.Actor(t, "W13"))
	_, before := analyst.get("/imports")
	for name, files := range map[string]map[string]string{
		"a list of something else": {"cars.csv": "make,colour\nFiat,red\n"},
		"a broken census":          {"census.xml": "<?xml version=\"1.0\"?><Message><Header><CollectionDetails><Collection>CIN</Collection>"},
		"two files of nothing":     {"a.csv": "x\n1\n", "b.bin": "\x00\x01\x02"},
	} {
		status, body := analyst.upload(files)
		page := htmlcheck.Parse(t, body)
		if status != http.StatusUnprocessableEntity || page.One("h1").Text() != "These files cannot be imported yet" {
			t.Errorf("%s: status %d, %q", name, status, page.One("h1").Text())
		}
		if message := page.One(".govuk-error-summary").Text(); !strings.Contains(message, "expected") || strings.Contains(message, w.dir) {
			t.Errorf("%s: the message is %q", name, message)
		}
		if !strings.HasPrefix(page.One("title").Text(), "Error: ") {
			t.Errorf("%s: the title is %q", name, page.One("title").Text())
		}
		if faults := page.Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", name, faults)
		}
		if page.Has("form[novalidate]") {
			t.Errorf("%s can be recorded", name)
		}
		if status, _ := analyst.post(page.One("form[action$='/discard']").Attr("action"), nil); status != http.StatusOK {
			t.Errorf("%s: discarding: status %d", name, status)
		}
	}
	if _, after := analyst.get("/imports"); after != before {
		t.Error("a refused file changed the list of imports")
	}
	noneWaits(t, w)
}

func refusesAFormWithoutAFile(t *testing.T, w *world, heed *testkit.Heed) {
	t.Helper()
	analyst := w.as(t, heed.Actor(t, "W13"))
	status, body := analyst.upload(nil, "kind", "")
	page := htmlcheck.Parse(t, body)
	if status != http.StatusBadRequest || page.One(".govuk-error-summary a[href='#f-files']").Text() != "Choose the files to import" {
		t.Errorf("status %d: %s", status, page.One("main").Text())
	}
	status, body = analyst.upload(map[string]string{"ha.csv": assessments}, "kind", "anything")
	if status != http.StatusBadRequest || !htmlcheck.Parse(t, body).Has(".govuk-error-summary a[href='#f-kind']") {
		t.Errorf("an unknown kind: status %d", status)
	}
	status, body = analyst.upload(map[string]string{"ha.csv": assessments}, "complete_to", "31 March 2099", "complete_from", "soon")
	page = htmlcheck.Parse(t, body)
	if status != http.StatusBadRequest || !page.Has(".govuk-error-summary a[href='#f-complete_to']") || !page.Has(".govuk-error-summary a[href='#f-complete_from']") ||
		page.One("#f-complete_to").Attr("value") != "31 March 2099" {
		t.Errorf("days to come and no day: status %d: %s", status, page.One("main").Text())
	}
	noneWaits(t, w)
}

func refusesWhoDoesNotKeepTheData(t *testing.T, w *world, heed *testkit.Heed) {
	t.Helper()
	for _, who := range []string{"W1", "W8", "member-1", "inspector-1"} {
		browser := w.as(t, heed.Actor(t, who))
		if status, _ := browser.upload(map[string]string{"ha.csv": assessments}); status != http.StatusForbidden {
			t.Errorf("%s imports: status %d", who, status)
		}
		if _, body := browser.get("/imports"); htmlcheck.Parse(t, body).Has("input[type=file]") {
			t.Errorf("%s is offered the form", who)
		}
	}
	noneWaits(t, w)
}

func TestAnImportShowsItsFaultsGroupedAndCanBeWithdrawn(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	_, childBefore := analyst.get("/children/1005")
	var rows strings.Builder
	rows.WriteString(assessments)
	for _, id := range []string{"H7", "H8", "H9"} {
		rows.WriteString("1005," + id + ",initial,2023-05-03,31/02/2023,2023-06-01,\n")
	}
	rows.WriteString("1005,H10,initial,2023-05-03,2023-05-20,2023-06-01,\n")
	status, body := analyst.imported(map[string]string{"../../health assessments.csv": rows.String()}, "complete_to", "18 November 2026")
	page := htmlcheck.Parse(t, body)
	if covers := "Covers health assessment from 1 June 2023 to 18 November 2026. Given at import."; !strings.Contains(page.One("main").Text(), covers) {
		t.Errorf("the page of the import does not say what it covers: %s", page.One("main").Text())
	}
	if status != http.StatusOK || !strings.Contains(page.One("h1").Text(), "CSV lists") {
		t.Fatalf("status %d: %s", status, page.One("main").Text())
	}
	if faults := page.Faults(); len(faults) > 0 {
		t.Errorf("the page of the import: %q", faults)
	}
	group := page.All("section[aria-labelledby=faults] table")[0].Text()
	if !strings.Contains(group, "not a date in the calendar") && !strings.Contains(group, "Not a date in the calendar") {
		t.Errorf("the groups are %q", group)
	}
	total := leading(t, strings.TrimPrefix(page.One("h2#faults").Text(), "What was wrong in the files: "))
	if each := len(page.All("#each + table tbody tr")); each != total || total < 3 {
		t.Errorf("%d faults are listed under a heading of %d", each, total)
	}
	if strings.Contains(page.One("main").Text(), "31/02/2023") {
		t.Error("the page repeats what stood in the file")
	}
	_, childAfter := analyst.get("/children/1005")
	if !strings.Contains(childAfter, "20 May 2023") || strings.Contains(childBefore, "20 May 2023") {
		t.Error("what was imported is not on the child's page")
	}

	_, body = analyst.get(page.One("a[href$='/undo']").Attr("href"))
	confirm := htmlcheck.Parse(t, body)
	if faults := confirm.Faults(); len(faults) > 0 || confirm.One("h1").Text() != "Withdraw this import?" {
		t.Errorf("asking before withdrawing: %q", faults)
	}
	action := confirm.One("main form").Attr("action")
	if status, body := analyst.post(action, url.Values{"decision": {"ask"}, "reason": {"  "}}); status != http.StatusBadRequest || !htmlcheck.Parse(t, body).Has("a[href='#f-reason']") {
		t.Errorf("withdrawing for no reason: status %d", status)
	}
	ask, agree := url.Values{"decision": {"ask"}, "reason": {"Sent in the wrong year"}}, url.Values{"decision": {"agree"}}
	if status, body := analyst.post(action, agree); status != http.StatusBadRequest || !strings.Contains(body, "Nobody asks any more") {
		t.Errorf("agreeing to what nobody asked: status %d", status)
	}
	if status, body := analyst.post(action, ask); status != http.StatusOK || !strings.Contains(body, "Sent in the wrong year") || !strings.Contains(body, "It waits for a second person") {
		t.Fatalf("asking: status %d: %s", status, body)
	}
	if status, body := analyst.post(action, agree); status != http.StatusBadRequest || !strings.Contains(body, "Somebody else must agree: you asked for it") {
		t.Errorf("agreeing to one's own wish: status %d", status)
	}
	if _, body := analyst.get(action); htmlcheck.Parse(t, body).Has("button[value=agree]") || !htmlcheck.Parse(t, body).Has("button[value=keep]") {
		t.Error("who asked is offered to agree, or cannot take it back")
	}
	director := w.as(t, heed.Actor(t, "W8"))
	if status, body := director.post(action, ask); status != http.StatusBadRequest || !strings.Contains(body, "Somebody has asked for it already") {
		t.Errorf("asking twice: status %d", status)
	}
	if status, body := director.post(action, url.Values{"decision": {"keep"}}); status != http.StatusOK || strings.Contains(body, "It waits for a second person") {
		t.Errorf("keeping it: status %d", status)
	}
	if status, body := director.post(action, agree); status != http.StatusBadRequest || !strings.Contains(body, "Nobody asks any more") {
		t.Errorf("agreeing to what was taken back: status %d", status)
	}
	analyst.post(action, ask)
	if _, body := director.get(action); len(htmlcheck.Parse(t, body).Faults()) > 0 || !htmlcheck.Parse(t, body).Has("button[value=agree]") {
		t.Errorf("asking the second person: %s", body)
	}
	if status, body := director.post(action, agree); status != http.StatusOK || !strings.Contains(body, "Sent in the wrong year") {
		t.Fatalf("withdrawing: status %d: %s", status, body)
	}
	_, body = analyst.get("/imports")
	if tags := htmlcheck.Parse(t, body).Texts("tbody .heed-tag"); strings.Join(tags, ", ") != "Withdrawal, Withdrawn, In use" {
		t.Errorf("the imports stand as %q", tags)
	}
	_, childAgain := analyst.get("/children/1005")
	if clocks := "section[aria-labelledby=clocks]"; htmlcheck.Parse(t, childAgain).One(clocks).Text() != htmlcheck.Parse(t, childBefore).One(clocks).Text() {
		t.Error("the child's clocks are not as they were before the import")
	}
	if status, _ := analyst.post(action, ask); status != http.StatusConflict {
		t.Errorf("withdrawing twice: status %d", status)
	}
	noneWaits(t, w)
}

func TestSeveralTablesOfAReturnSentTogetherAreOneReturn(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	big := open(t)
	folder, err := filepath.Glob(filepath.Join(big.dir, "returns", "*", "ssda903"))
	if err != nil || len(folder) == 0 {
		t.Fatalf("no return to send: %v", err)
	}
	files := map[string]string{}
	for _, name := range []string{"header.csv", "episodes.csv"} {
		content, err := os.ReadFile(filepath.Join(folder[0], name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(content)
	}
	status, body := analyst.imported(files)
	page := htmlcheck.Parse(t, body)
	if status != http.StatusOK || !strings.HasPrefix(page.One("h1").Text(), "SSDA903, year to March") {
		t.Errorf("status %d: %s", status, page.One("main").Text()[:200])
	}
	if facts := page.One("dl.heed-facts").Text(); !strings.Contains(facts, "episodes.csv and header.csv") {
		t.Errorf("the import does not go by the names of its files: %s", facts)
	}
}
