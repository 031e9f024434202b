//go:build !race || long

package web_test

import (
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/web/htmlcheck"
)

func TestTheNavigationHoldsAtMostSevenPlacesAndTheFootOfThePageTheRest(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, who := range w.personas(t) {
		browser := w.as(t, who)
		_, body := browser.get("/figures")
		page := htmlcheck.Parse(t, body)
		nav := page.All(".heed-nav a")
		if len(nav) > 7 || len(nav) < 4 {
			t.Errorf("%s: %d places", who.Role, len(nav))
		}
		found := map[string]bool{}
		for _, a := range append(nav, page.All("footer a")...) {
			path, _, _ := strings.Cut(a.Attr("href"), "?")
			if found[path] {
				t.Errorf("%s: %s is offered twice", who.Role, path)
			}
			found[path] = true
			if status, _ := browser.get(a.Attr("href")); status != 200 {
				t.Errorf("%s: %s: status %d", who.Role, a.Attr("href"), status)
			}
		}
		if !found["/"] || !found["/figures"] || !found["/coverage"] || !found["/published"] {
			t.Errorf("%s is offered %v", who.Role, found)
		}
	}
	browser := w.as(t, w.persona(t, access.Analyst))
	_, body := browser.get("/imports")
	if here := htmlcheck.Parse(t, body).One(".heed-nav a[aria-current=page]").Text(); here != "Imports" {
		t.Errorf("on the page of imports the navigation marks %q", here)
	}
}

// What the department publishes is of real councils: the banner of the demonstration, which says that everything is invented, does not stand over it.
func TestTheDemonstrationSaysNothingOfPublishedFigures(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	for path, want := range map[string]bool{"/published": false, "/figures": true, "/": true} {
		_, body := browser.get(path)
		if got := htmlcheck.Parse(t, body).Has(".heed-demo"); got != want {
			t.Errorf("%s: the banner stands there: %t", path, got)
		}
	}
}

func TestLongPagesAreGroupedAndFolded(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Analyst))
	_, body := browser.get("/rules")
	page := htmlcheck.Parse(t, body)
	for _, kind := range page.All("main section") {
		listed := 0
		for _, area := range kind.All("details") {
			rows := area.All("tbody tr")
			if n := leading(t, strings.TrimSpace(area.One("summary").Text()[strings.LastIndex(area.One("summary").Text(), ":")+1:])); n != len(rows) {
				t.Errorf("%q has %d rules", area.One("summary").Text(), len(rows))
			}
			listed += len(rows)
		}
		if n := leading(t, strings.TrimSpace(strings.SplitN(kind.One("h2").Text(), ":", 2)[1])); n != listed || n == 0 {
			t.Errorf("%q lists %d", kind.One("h2").Text(), listed)
		}
	}
	_, body = browser.get("/findings")
	if first := htmlcheck.Parse(t, body).All("section[aria-labelledby=checks] > table tbody tr"); len(first) > 12 {
		t.Errorf("%d checks are listed before the fold", len(first))
	}
	for _, path := range []string{"/rules/iha", "/figures/cin-count", "/findings", "/help", "/coverage"} {
		if _, body := browser.get(path); strings.Contains(strings.ToLower(htmlcheck.Parse(t, body).One("main").Text()), "fingerprint") {
			t.Errorf("%s speaks of a fingerprint", path)
		}
	}
}
