//go:build !race || long

package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
	"heed/rulebook"
)

// No row of a share shows one date and "not counted" alone.
func TestEveryRowOfAShareSaysInWordsWhyItCountsOrDoesNot(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	rows, timed, linked := 0, 0, 0
	for _, rule := range testkit.Measures(w.app.Book()) {
		if rule.Statistic != rulebook.Share {
			continue
		}
		_, body := browser.get("/figures/" + rule.ID)
		page := htmlcheck.Parse(t, body)
		if !page.Has(listedRows) {
			continue
		}
		heads := strings.Join(page.One("section[aria-labelledby=rows] thead").Texts("th"), "|")
		if rule.Counts != "" {
			timed++
			if !strings.Contains(heads, "Due|") || !strings.Contains(heads, "How late") {
				t.Errorf("%s judges by a due day, and its rows have the columns %s", rule.ID, heads)
			}
		}
		if text := page.One("section[aria-labelledby=rows]").Text(); !strings.Contains(text, "Each row is "+rule.Row) {
			t.Errorf("%s does not say what each row is", rule.ID)
		}
		for _, row := range page.All(listedRows) {
			rows++
			for _, href := range hrefsOf(row, "a[href^='/clock?']") {
				if linked++; linked%20 == 1 { // some of them
					if status, _ := browser.get(href); status != http.StatusOK {
						t.Errorf("%s: a row leads to a clock that does not open: %s", rule.ID, href)
					}
				}
			}
			text := row.Text()
			for _, tag := range []string{"Not counted", "Counted", "Left out"} {
				if strings.HasSuffix(text, tag) || !row.Has(".heed-sub") && strings.Contains(text, tag) {
					t.Errorf("%s: a row says %q and not why: %s", rule.ID, tag, text)
				}
			}
		}
		if rest := page.One("section[aria-label='The figure']").Text(); strings.Contains(rest, "did not.") {
			t.Errorf("%s: it says %q", rule.ID, rest)
		}
	}
	if rows == 0 || timed == 0 || linked == 0 {
		t.Errorf("%d rows and %d measures of time were looked at, and %d rows lead to their clock", rows, timed, linked)
	}
}

// From each duty that a figure judges, and in a short run from three, to the figure and to England is one click, and back. A clock of three of them
// leads there too.
func TestFromADutyToItsFigureAndToEnglandIsOneClickAndBack(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	few, england := []string{"icpc", "lac-review-1", "rhi-72h"}, 0
	for _, duty := range w.app.Book().Kind(rulebook.Duty) {
		judging, one := w.app.Book().Judging(duty.ID), slices.Contains(few, duty.ID)
		if !one && (testing.Short() || len(judging) == 0) {
			continue
		}
		if len(judging) == 0 {
			t.Fatalf("no measure judges %s", duty.ID)
		}
		from := []string{"/rules/" + duty.ID}
		if one {
			clocks := hrefsOf(fetch(t, browser, "/clocks?duty="+duty.ID+"&status=met&status=met+late&status=overdue"), "tbody td a[href^='/clock?']")
			from = append(from, clocks[:min(1, len(clocks))]...)
		}
		for _, address := range from {
			england += leadsToFigures(t, browser, address, duty.ID, judging)
		}
	}
	if england < len(few) {
		t.Errorf("only %d links lead to what is published of others", england)
	}
}

// leadsToFigures fails the test where a page of a duty does not lead to each figure that judges it, where it leads to what others
// have and the figure's page does not show it, or where a figure does not lead back. It gives how many of its links lead to what others have.
func leadsToFigures(t *testing.T, browser reader, address, duty string, judging []*rulebook.Rule) (england int) {
	t.Helper()
	_, body := browser.get(address)
	hrefs := hrefsOf(htmlcheck.Parse(t, body), "section[aria-labelledby=judged] a")
	for _, measure := range judging {
		figure := "/figures/" + measure.ID
		if !slices.Contains(hrefs, figure) {
			t.Errorf("%s does not lead to the figure %s: %v", address, measure.ID, hrefs)
		}
		page, others := fetch(t, browser, figure), slices.Contains(hrefs, figure+"#others")
		if others {
			england++
		}
		if others && !page.Has("#others") && !page.Has(".heed-big--notyet") {
			t.Errorf("%s leads to what others have on %s, which is not there", address, figure)
		}
		if !slices.Contains(hrefsOf(page, "main a"), "/rules/"+duty) {
			t.Errorf("%s does not lead back to %s", figure, duty)
		}
	}
	return england
}

func hrefsOf(page htmlcheck.Node, selector string) []string {
	var hrefs []string
	for _, link := range page.All(selector) {
		hrefs = append(hrefs, link.Attr("href"))
	}
	return hrefs
}

func TestAClockShowsTheRecordsItLookedAtAndWhereTheyAreFrom(t *testing.T) {
	t.Parallel()
	w := open(t)
	analyst, director := w.as(t, w.persona(t, access.Analyst)), w.as(t, w.persona(t, access.Director))
	_, list := analyst.get("/clocks?status=overdue&status=cannot+tell&status=met+late")
	shown, absent := 0, 0
	for _, href := range hrefsOf(htmlcheck.Parse(t, list), "tbody td a") {
		if !strings.HasPrefix(href, "/clock?") {
			continue
		}
		_, body := analyst.get(href)
		looked := htmlcheck.Parse(t, body).One("section[aria-labelledby=looked]")
		for _, row := range looked.All("tbody tr") {
			cells := row.Texts("td")
			if cells[0] == "None recorded" || cells[1] == "" {
				continue
			}
			shown++
			link := hrefsOf(row, "a")
			if len(link) != 1 || !strings.HasPrefix(link[0], "/imports/") {
				t.Errorf("%s: a record does not lead to its import: %s", href, row.Text())
			}
		}
		absent += len(looked.All(".heed-lead"))
		if strings.Contains(body, "Cannot tell") && !strings.Contains(looked.Text(), "It can be added") && !strings.Contains(looked.Text(), "No source holds") {
			t.Errorf("%s cannot be told, and does not say what is missing: %s", href, looked.Text())
		}
		if status, body := director.get(href); status == http.StatusOK && strings.Contains(htmlcheck.Parse(t, body).One("section[aria-labelledby=looked]").Text(), "born") {
			t.Errorf("%s shows when a child was born", href)
		}
	}
	if shown == 0 || absent == 0 {
		t.Errorf("%d records were shown and %d said to be absent", shown, absent)
	}
}

func TestAMemberIsToldThatTheDayIsTheEndOfAQuarter(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, path := range []string{"/figures/cin-count", "/figures", "/figures/cin-count/breakdown?by=sex", "/"} {
		mark := "?"
		if strings.Contains(path, "?") {
			mark = "&"
		}
		_, body := w.as(t, w.persona(t, access.ElectedMember)).get(path + mark + "as_at=2026-11-10")
		text := htmlcheck.Parse(t, body).One("main").Text()
		for _, says := range []string{"As at Wednesday 30 September 2026", "Your role sees what is published for the end of a quarter"} {
			if !strings.Contains(text, says) {
				t.Errorf("%s does not say %q", path, says)
			}
		}
	}
}
