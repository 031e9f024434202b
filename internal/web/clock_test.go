//go:build !race || long

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"heed/internal/web/htmlcheck"
)

func TestAClockOpensFromItsListAndSaysWhyByWhatLawAndWhoseItIs(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	director := w.as(t, heed.Actor(t, "W8"))
	_, list := director.get("/clocks?status=overdue&status=met&status=met+late&status=running&status=due+soon&status=cannot+tell&status=excused")
	opened := 0
	for _, link := range htmlcheck.Parse(t, list).All("tbody td a") {
		href := link.Attr("href")
		if !strings.HasPrefix(href, "/clock?") {
			continue
		}
		opened++
		status, body := director.get(href)
		if status != http.StatusOK {
			t.Fatalf("%s: status %d", href, status)
		}
		page := htmlcheck.Parse(t, body)
		for _, id := range []string{"stands", "why", "law", "looked"} {
			if !page.Has("#" + id) {
				t.Errorf("%s has no section %s", href, id)
			}
		}
		if heading := page.One("h1").Text(); heading != link.Text() {
			t.Errorf("the list names %q and the page %q", link.Text(), heading)
		}
		if who := page.One("header").Text(); !strings.Contains(who, "director") {
			t.Errorf("the header says %q of who is signed in", who)
		}
	}
	if opened == 0 {
		t.Error("no clock of the list opens")
	}
}

func TestAClockOfARecordThatMayNotBeOpenedIsRefused(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	for who, child := range map[string]string{"W8": "1006", "W3": "1002"} { // restricted; another worker's
		status, body := w.as(t, heed.Actor(t, who)).get("/clock?duty=lac-review-1&about=" + child)
		if status != http.StatusForbidden {
			t.Errorf("%s opens a clock of %s: status %d", who, child, status)
		}
		if strings.Contains(htmlcheck.Parse(t, body).One("main").Text(), child) {
			t.Errorf("%s is refused with the number of %s", who, child)
		}
	}
	if status, _ := w.as(t, heed.Actor(t, "W8")).get("/clock?duty=no-such-duty&about=1007"); status != http.StatusNotFound {
		t.Errorf("a duty that there is not: status %d", status)
	}
}
