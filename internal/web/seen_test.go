//go:build !race || long

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

// The page says who looked by name, and a child's page leads to it for those who may ask.
func TestWhoHasSeenARecordIsAPageForThoseWhoReadTheLog(t *testing.T) {
	t.Parallel()
	w, h := smallOwn(t)
	if status, _ := w.as(t, h.Actor(t, "W3")).get("/children/1004"); status != http.StatusOK {
		t.Fatal(status)
	}
	director := w.as(t, h.Actor(t, "W8"))
	_, child := director.get("/children/1004")
	if !strings.Contains(child, `href="/children/1004/seen"`) {
		t.Error("the child's page does not lead on")
	}
	status, body := director.get("/children/1004/seen")
	page := htmlcheck.Parse(t, body)
	if faults := page.Faults(); status != http.StatusOK || len(faults) > 0 {
		t.Fatalf("status %d, %q", status, faults)
	}
	for _, want := range []string{"Ayesha Penrose", "Allocated as social worker since 4 March 2024", "Ruairi Castellan", "None recorded", "Allocated on 18 November 2026, and not among those who looked", "Soledad Whitcombe"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(body, ">W3<") || strings.Contains(body, "W3,") {
		t.Error("the page shows a number beside a name")
	}
	worker := w.as(t, h.Actor(t, "W3"))
	if _, child := worker.get("/children/1004"); strings.Contains(child, "/seen") {
		t.Error("a social worker is led on to a page that is refused")
	}
	if status, _ := worker.get("/children/1004/seen"); status != http.StatusForbidden {
		t.Errorf("a social worker gets %d", status)
	}
}

// The log shows no number where there is a name, and says of an account whose it is.
func TestTheAccessLogShowsAccountsByNameAndNoChildOfTheirNumber(t *testing.T) {
	t.Parallel()
	w, h := smallOwn(t)
	testkit.Put(t, h, "account", map[string]string{"account_id": "Aone", "name": "Tunde Farquhar", "email": "t@brockwell.example", "worker_id": "W6", "started_on": "2026-01-05"})
	status, body := w.as(t, h.Actor(t, "W8")).get("/access-log")
	if status != http.StatusOK || !strings.Contains(body, "Tunde Farquhar") {
		t.Errorf("status %d, and no name of the account", status)
	}
	for _, wrong := range []string{"Child Aone", "/children/Aone", "/accounts/Aone", "System, system"} { // the director keeps no accounts
		if strings.Contains(body, wrong) {
			t.Errorf("the log shows %q", wrong)
		}
	}
}
