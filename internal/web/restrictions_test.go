//go:build !race || long

package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
)

// hidden are the fields of the first form of a page that has an address, with what they hold.
func hidden(t *testing.T, body, action string) url.Values {
	t.Helper()
	_, after, found := strings.Cut(body, `action="`+action+`"`)
	if !found {
		t.Fatalf("the page has no form for %s", action)
	}
	form, _, _ := strings.Cut(after, "</form>")
	values := url.Values{}
	for _, field := range regexp.MustCompile(`type="hidden" name="([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(form, -1) {
		values.Set(field[1], field[2])
	}
	return values
}

// opens says whether a child's page opens to a browser.
func (r reader) opens(child string) bool {
	r.t.Helper()
	status, _ := r.get("/children/" + child)
	return status == http.StatusOK
}

func TestARecordIsRestrictedAndOpenedByNameOnPagesFromTheNextRequest(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	director, head := o.in(o.enrolled("Ruairi Castellan", access.Director, "W8")), o.in(o.enrolled("Morag Estevez", access.HeadOfService, "W7"))
	worker := o.in(o.enrolled("Dilys Okonjo", access.SocialWorker, "W1"))
	if _, body := director.get("/children/1002"); !strings.Contains(body, `href="/restrictions/1002">Restrict this record`) {
		t.Error("the child's page leads who decides to no restriction")
	}
	if _, body := worker.get("/children/1002"); strings.Contains(body, "/restrictions") {
		t.Error("the child's page leads somebody to a restriction who does not decide")
	}
	if status, body := director.post("/restrictions/1002", url.Values{}); status != http.StatusBadRequest || !strings.Contains(body, "Say why the record is restricted") {
		t.Errorf("without a reason: %d", status)
	}
	if !worker.opens("1002") {
		t.Fatal("the worker does not open 1002, so that the test proves nothing")
	}
	status, _ := director.post("/restrictions/1002", url.Values{"reason": {"a relative works here"}, "review_on": {"31 March 2027"}})
	if status != http.StatusOK || worker.opens("1002") || director.opens("1002") {
		t.Errorf("a record that was restricted opens: %d", status)
	}
	if status, body := worker.get("/restrictions/1002"); status != http.StatusForbidden || strings.Contains(body, "relative") {
		t.Errorf("a worker asks for what is decided: %d", status)
	}
	if _, body := head.get("/restrictions"); !strings.Contains(body, "a relative works here") || !strings.Contains(body, "To be looked at again on 31 March 2027") {
		t.Error("the list has no restriction that was just made")
	}
	status, body := director.post("/restrictions/1002/grants", url.Values{"worker_id": {"W1"}, "grant_reason": {"works with the child"}, "grant_to": {"31/12/2026"}})
	if status != http.StatusOK || !strings.Contains(body, "Waits for a second person") || worker.opens("1002") {
		t.Errorf("a grant of one person: %d", status)
	}
	which := hidden(t, body, "/restrictions/1002/grants/end")
	if status, body := director.post("/restrictions/1002/grants/agree", which); status != http.StatusBadRequest || !strings.Contains(body, "A second person must agree") {
		t.Errorf("the giver agrees: %d", status)
	}
	if status, _ := head.post("/restrictions/1002/grants/agree", which); status != http.StatusOK || !worker.opens("1002") {
		t.Errorf("a grant to which a second person agreed: %d", status)
	}
	if status, body := director.post("/restrictions/1002/grants", url.Values{"worker_id": {"W8"}, "grant_reason": {"to see"}, "grant_to": {"31/12/2026"}}); status != http.StatusBadRequest ||
		!strings.Contains(body, "Nobody gives a grant to themselves") {
		t.Errorf("a grant to oneself: %d", status)
	}
	_, body = head.get("/restrictions/1002")
	if status, _ := head.post("/restrictions/1002/grants/end", hidden(t, body, "/restrictions/1002/grants/end")); status != http.StatusOK || worker.opens("1002") {
		t.Errorf("a grant that was ended: %d", status)
	}
	_, body = director.post("/restrictions/1002/lift", hidden(t, body, "/restrictions/1002/lift"))
	if worker.opens("1002") || !strings.Contains(body, "has asked to lift it") {
		t.Error("one person lifts a restriction")
	}
	which = hidden(t, body, "/restrictions/1002/lift")
	if status, _ := director.post("/restrictions/1002/lift/agree", which); status != http.StatusBadRequest {
		t.Errorf("who asked agrees: %d", status)
	}
	if status, _ := head.post("/restrictions/1002/lift/agree", which); status != http.StatusOK || !worker.opens("1002") {
		t.Errorf("a restriction that two people lifted holds: %d", status)
	}
}

func TestARestrictedRecordIsOpenedInAnEmergencyAndReviewedOnPages(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	night, worker := o.in(o.enrolled("Nell Harcastle", "emergency duty team", "")), o.in(o.enrolled("Ayesha Penrose", access.SocialWorker, "W3"))
	director := o.in(o.enrolled("Ruairi Castellan", access.Director, "W8"))
	offers := func(r reader, child string) bool {
		status, body := r.get("/children/" + child)
		if status != http.StatusForbidden {
			t.Errorf("%s: %d", child, status)
		}
		return strings.Contains(body, `href="/children/`+child+`/emergency"`)
	}
	if !offers(night, "1006") || !offers(night, "9999") || !offers(night, "1001") || offers(worker, "1006") {
		t.Error("the refusal tells a restricted child from another, or offers an emergency to who is not on duty")
	}
	if status, _ := worker.post("/children/1006/emergency", url.Values{"reason": {"x"}, "hours": {"1"}}); status != http.StatusForbidden || worker.opens("1006") {
		t.Errorf("who is not on duty: %d", status)
	}
	if status, body := night.post("/children/1006/emergency", url.Values{"hours": {"1"}}); status != http.StatusBadRequest || !strings.Contains(body, "Say what the emergency is") {
		t.Errorf("without a reason: %d", status)
	}
	for _, child := range []string{"9999", "1001"} {
		if status, _ := night.post("/children/"+child+"/emergency", url.Values{"reason": {"x"}, "hours": {"1"}}); status != http.StatusForbidden {
			t.Errorf("%s, which is not restricted: %d", child, status)
		}
	}
	if status, body := night.post("/children/1006/emergency", url.Values{"reason": {"found alone"}, "hours": {"2"}}); status != http.StatusOK || !strings.Contains(body, "Aleksy") {
		t.Fatalf("the record does not open: %d", status)
	}
	for _, path := range []string{"/", "/help", "/figures", "/children/1006", "/children/1003"} {
		_, body := night.get(path)
		if !strings.Contains(body, `aria-label="Open in an emergency: 1006"`) || !strings.Contains(body, "Close it now") || !strings.Contains(body, "today</strong>") {
			t.Errorf("%s does not say that a record is open in an emergency", path)
		}
	}
	if _, body := worker.get("/"); strings.Contains(body, "Open in an emergency") {
		t.Error("another person's page says that they have a record open")
	}
	_, body := director.get("/")
	found := regexp.MustCompile(`href="(/emergencies/[A-Za-z0-9]+)">Review it`).FindStringSubmatch(body)
	if found == nil || !strings.Contains(body, "Nell Harcastle, emergency duty team, opened a restricted record") || strings.Contains(body, "found alone") {
		t.Fatal("the home of who answers for it does not say it at once, or says more than that it was")
	}
	if _, body := director.get(found[1]); !strings.Contains(body, "found alone") || !strings.Contains(body, "Close the record now") {
		t.Error("the page of the review does not say why")
	}
	if status, _ := night.get(found[1]); status != http.StatusForbidden {
		t.Errorf("who opened it asks for the review: %d", status)
	}
	if status, _ := night.post(found[1]+"/end", url.Values{}); status != http.StatusOK || night.opens("1006") {
		t.Errorf("it is open after it was closed: %d", status)
	}
	if _, body := night.get("/"); strings.Contains(body, "Open in an emergency") {
		t.Error("a page says that a record is open which is closed")
	}
	if status, body := director.post(found[1], url.Values{"outcome": {"needed"}}); status != http.StatusBadRequest || !strings.Contains(body, "Say what you asked") {
		t.Errorf("a review without notes: %d", status)
	}
	if status, body := director.post(found[1], url.Values{"outcome": {"needed"}, "notes": {"rang the team"}}); status != http.StatusOK || !strings.Contains(body, "It was needed, by Ruairi Castellan") {
		t.Errorf("the review: %d", status)
	}
	if _, body := director.get("/"); strings.Contains(body, "for you to review") {
		t.Error("what was reviewed waits on the home page")
	}
}

func TestWhoHasNotProvedLatelyWhoTheyAreIsAskedBeforeAnEmergencyAndBeforeARestriction(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := o.enrolled("Nell Harcastle", "emergency duty team", "")
	night, director := o.in(p), o.in(o.enrolled("Ruairi Castellan", access.Director, "W8"))
	o.later(16 * time.Minute)
	for _, path := range []string{"/restrictions", "/restrictions/1006"} {
		if _, body := director.get(path); !strings.Contains(body, "Is it you?") {
			t.Errorf("%s opens without proof", path)
		}
	}
	director.post("/restrictions/1002", url.Values{"reason": {"x"}, "review_on": {"31 March 2027"}})
	if !director.opens("1002") {
		t.Error("a record was restricted without proof")
	}
	if _, body := night.get("/children/1006/emergency"); !strings.Contains(body, "Is it you?") {
		t.Error("the form opens without proof")
	}
	night.post("/children/1006/emergency", url.Values{"reason": {"found alone"}, "hours": {"2"}})
	if night.opens("1006") {
		t.Fatal("a record was opened without proof")
	}
	night.post("/confirm", url.Values{"password": {p.password}, "code": {o.code(p)}})
	if status, _ := night.post("/children/1006/emergency", url.Values{"reason": {"found alone"}, "hours": {"2"}}); status != http.StatusOK || !night.opens("1006") {
		t.Errorf("after proof it does not open: %d", status)
	}
}
