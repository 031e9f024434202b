//go:build !race || long

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

// Each oddity opens on its entries, and what was found stands beside it once somebody else has signed it.
func TestAnOddityOpensOnItsEntriesAndIsSignedBySomebodyElse(t *testing.T) {
	t.Parallel()
	w, h := smallOwn(t)
	for _, who := range []string{"W1", "W8"} { // at night, after the moment at which the tests ask
		err := h.Session(door.System(testkit.Authority)).Ledger().LogAccess(t.Context(), ledger.Access{
			Authority: testkit.Authority, At: time.Date(2026, 11, 18, 22, 15, 0, 0, time.UTC), Who: who, Role: "social worker", Action: string(access.ReadChild),
			Subject: "1001", Detail: "child as at 2026-11-18", Allowed: true,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	director := w.as(t, h.Actor(t, "W8"))
	_, body := director.get("/access-log/oddities")
	const at = "/access-log/oddities/2026-11-18.out-of-hours.W1"
	if page := htmlcheck.Parse(t, body); len(page.Faults()) > 0 || !strings.Contains(body, `href="`+at+`"`) || !strings.Contains(body, "Left out: director, analyst and inspector") {
		t.Fatalf("%q: the list does not lead on, or does not say who is left out", page.Faults())
	}
	status, body := director.get(at)
	if page := htmlcheck.Parse(t, body); status != http.StatusOK || len(page.Faults()) > 0 || !strings.Contains(body, `href="/children/1001"`) || !strings.Contains(body, "22:15") {
		t.Errorf("status %d, %q: the entry is not there", status, page.Faults())
	}
	status, body = director.post(at, url.Values{"conclusion": {""}, "found": {"A visit"}})
	page := htmlcheck.Parse(t, body)
	if status != http.StatusBadRequest || len(page.Faults()) > 0 || page.One(".govuk-error-summary a").Attr("href") != "#f-conclusion" || !strings.Contains(body, `value="A visit"`) {
		t.Errorf("status %d, %q: the fault is not shown", status, page.Faults())
	}
	if status, body = director.post(at, url.Values{"conclusion": {"no concern"}, "found": {"A visit"}}); status != http.StatusOK || !strings.Contains(body, "Looked into by Ruairi Castellan") {
		t.Errorf("status %d, and nothing of what was found", status)
	}
	const own = "/access-log/oddities/2026-11-18.out-of-hours.W8"
	if _, body := director.get(own); strings.Contains(body, "<button class=\"govuk-button\" type=\"submit\">Record") {
		t.Error("the director is offered to look into their own looks")
	}
	if status, _ := director.post(own, url.Values{"conclusion": {"no concern"}, "found": {"I was on call"}}); status != http.StatusForbidden {
		t.Errorf("the director signs off their own looks: %d", status)
	}
	if status, _ := w.as(t, h.Actor(t, "W13")).post(at, url.Values{"conclusion": {"no concern"}, "found": {"Nothing"}}); status != http.StatusForbidden {
		t.Errorf("the analyst signs: %d", status)
	}
}
