//go:build !race || long

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

func TestEveryCountOfDriftOpensAListOfExactlyThatMany(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, role := range []access.Role{access.Director, access.TeamManager, access.ReviewingOfficer} {
		browser := w.as(t, w.persona(t, role))
		for _, path := range []string{"/drift", "/drift?as_at=2026-03-31", "/drift?beyond=yes"} {
			status, body := browser.get(path)
			page := htmlcheck.Parse(t, body)
			if faults := page.Faults(); status != http.StatusOK || len(faults) > 0 {
				t.Fatalf("%s: %s: status %d, %q", role, path, status, faults)
			}
			total := 0
			for _, count := range page.All(".heed-counts a") {
				n := leading(t, count.Text())
				total += n
				_, list := browser.get(count.Attr("href"))
				if got := leading(t, htmlcheck.Parse(t, list).One("h2#list").Text()); got != n {
					t.Errorf("%s: %q, and the list has %d", role, count.Text(), got)
				}
			}
			if got := leading(t, page.One("h2#list").Text()); got != total {
				t.Errorf("%s: %s: the kinds add up to %d and the list has %d", role, path, total, got)
			}
			if role == access.Director && path == "/drift" && total == 0 {
				t.Error("nobody in the whole council waits, so that this test sees nothing")
			}
		}
	}
}

func TestEachRowOfDriftOpensOntoItsRuleAndTheFileHoldsAsMany(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	_, body := browser.get("/drift")
	page := htmlcheck.Parse(t, body)
	seen := map[string]bool{}
	for _, row := range page.All("section[aria-labelledby=list] tbody tr") {
		laws := row.All("a[href^='/rules/']")
		if len(laws) == 0 {
			t.Errorf("%q leads to no rule", row.Text())
			continue
		}
		if href := laws[0].Attr("href"); !seen[href] {
			seen[href] = true
			if status, _ := browser.get(href); status != http.StatusOK {
				t.Errorf("%s: status %d", href, status)
			}
		}
		for _, clock := range row.All("a[href^='/clock?']") {
			if href := clock.Attr("href"); !seen["clock"] {
				seen["clock"] = true
				if status, _ := browser.get(href); status != http.StatusOK {
					t.Errorf("%s: status %d", href, status)
				}
			}
		}
	}
	status, file := browser.get(page.One("a[href^='/drift.csv']").Attr("href"))
	waits, untold := 0, 0
	for _, line := range testkit.ReadCSV(t, strings.NewReader(file)) {
		if line["untold"] == "" {
			waits++
		} else {
			untold++
		}
	}
	if want := leading(t, page.One("h2#list").Text()); status != http.StatusOK || waits != want {
		t.Errorf("status %d: the page has %d waits and the file %d", status, want, waits)
	}
	if said := page.All("section[aria-labelledby=list] .heed-tag--unknown"); len(said) != untold {
		t.Errorf("the page says of %d kinds that some cannot be told, and the file of %d", len(said), untold)
	}
}

func TestDriftIsOnTheHomePagesOfWhoAnswersForIt(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, role := range []access.Role{access.Director, access.HeadOfService, access.TeamManager} {
		_, body := w.as(t, w.persona(t, role)).get("/")
		if !htmlcheck.Parse(t, body).Has("main a[href='/drift']") {
			t.Errorf("the home of a %s does not lead to drift", role)
		}
	}
	for _, role := range aggregate {
		browser := w.as(t, w.persona(t, role))
		_, body := browser.get("/")
		if strings.Contains(body, "/drift") {
			t.Errorf("the home of a %s leads to drift", role)
		}
		if status, _ := browser.get("/drift.csv"); status != http.StatusForbidden {
			t.Errorf("a %s takes the file: status %d", role, status)
		}
	}
}
