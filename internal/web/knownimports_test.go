//go:build !race || long

package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"heed/internal/testkit"
)

// As known at a moment that has passed, the pages speak of the imports of by then and of their faults, and what was withdrawn later stands.
func TestAsKnownThenOnlyWhatHadBeenImportedByThenIsShown(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst, director := w.as(t, heed.Actor(t, "W13")), w.as(t, heed.Actor(t, "W8"))
	at := func(hours int) time.Time { return testkit.Now.Add(time.Duration(hours) * time.Hour) }
	var undo string
	for n, hour := range []int{1, 3} { // the second has the same row twice besides
		heed.SetNow(at(hour))
		rows := strings.Repeat("1005,H7,initial,2023-05-03,31/02/2023,2023-06-01,\n", 1+n)
		_, body := analyst.imported(map[string]string{fmt.Sprintf("ha%d.csv", n): assessments + rows})
		if n == 0 {
			undo = body[strings.Index(body, "/imports/batch-"):]
			undo = undo[:strings.Index(undo, `"`)]
		}
	}
	heed.SetNow(at(5))
	analyst.post(undo, url.Values{"decision": {"ask"}, "reason": {"Sent by mistake"}})
	if status, _ := director.post(undo, url.Values{"decision": {"agree"}}); status != 200 {
		t.Fatalf("withdrawing %s: status %d", undo, status)
	}
	for _, one := range []struct {
		hour   int // of the moment whose knowledge is asked for
		line   string
		listed int
	}{
		{0, "Last import 11:00am todayWhat", 1}, {2, "2 imports that day, 1 fault", 2}, {4, "3 imports that day, 4 faults", 3}, {6, "2 imports that day, 3 faults", 4},
	} {
		known := "?known_at=" + url.QueryEscape(at(one.hour).Format(time.RFC3339))
		for name, browser := range map[string]reader{"the analyst": analyst, "the director": director} {
			page := fetch(t, browser, "/"+known)
			if line := page.One("p.heed-asof").Text(); !strings.Contains(line, one.line) {
				t.Errorf("at %d o'clock %s reads %q, want %q", 12+one.hour, name, line, one.line)
			}
		}
		list := fetch(t, analyst, "/imports"+known)
		if n := len(list.All("section[aria-labelledby=list] tbody tr")); n != one.listed || leading(t, strings.SplitN(list.One("#list").Text(), ": ", 2)[1]) != n {
			t.Errorf("at %d o'clock the page of imports lists %d under %q, want %d", 12+one.hour, n, list.One("#list").Text(), one.listed)
		}
	}
	home := fetch(t, analyst, "/?known_at="+url.QueryEscape(at(2).Format(time.RFC3339)))
	if got := counts(home); got["faults in the 2 imports of 18 November 2026"] != "1" {
		t.Errorf("the analyst's totals are %v", got)
	}
	for _, href := range hrefsOf(home, "main a[href^='/imports']") {
		if !strings.Contains(href, "/imports/") && !strings.Contains(href, "known_at=") && href != "/imports" {
			t.Errorf("%s loses the moment whose knowledge is asked for", href)
		}
	}
}
