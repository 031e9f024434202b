//go:build !race || long

package web_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

func TestAJourneyIsWellMadeAndItsTablesSayAllThatItsPictureShows(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	browser := w.as(t, heed.Actor(t, "W8"))
	seen := 0
	for _, id := range testkit.Children() {
		status, body := browser.get("/children/" + id + "/journey")
		if status == http.StatusForbidden {
			continue
		}
		page := htmlcheck.Parse(t, body)
		if faults := page.Faults(); status != http.StatusOK || len(faults) > 0 {
			t.Errorf("%s: status %d: %q", id, status, faults)
		}
		bars := page.All(".heed-lane rect.s-a, .heed-lane rect.s-b, .heed-lane rect.s-c, .heed-lane rect.s-gap")
		rows := page.All("section[aria-labelledby=bars] > table tbody tr")
		if len(bars) != len(rows) || leading(t, strings.TrimPrefix(page.One("h2#bars").Text(), "The same in words: ")) != len(rows) {
			t.Errorf("%s: %d bars are drawn and %d told", id, len(bars), len(rows))
		}
		if moments := page.All(".heed-lane > svg svg.heed-mark"); len(moments) != len(page.All("#events tbody tr")) {
			t.Errorf("%s: %d events are drawn and %d told", id, len(moments), len(page.All("#events tbody tr")))
		}
		if gaps := leading(t, strings.TrimPrefix(page.One("h2#missing").Text(), "Missing from the record: ")); gaps != len(page.All("section[aria-labelledby=missing] li")) {
			t.Errorf("%s: the heading counts %d gaps", id, gaps)
		}
		seen += len(rows)
	}
	if seen < 20 {
		t.Errorf("only %d bars of all children", seen)
	}
}

func TestAChildsPageLeadsToTheJourneyOfTheSameDay(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	browser := w.as(t, heed.Actor(t, "W3"))
	_, body := browser.get("/children/1004?as_at=31+March+2026")
	href := htmlcheck.Parse(t, body).One("a[href^='/children/1004/journey']").Attr("href")
	_, body = browser.get(href)
	page := htmlcheck.Parse(t, body)
	if !strings.Contains(page.One(".heed-asof").Text(), "As at Tuesday 31 March 2026") || !strings.HasPrefix(page.One("h1").Text(), "Journey: Kit Applethwaite") {
		t.Errorf("%s is headed %q", href, page.One("h1").Text())
	}
	if !strings.Contains(page.One(".heed-lane--axis").Text(), "31 Mar 2026") {
		t.Errorf("the axis ends %q", page.One(".heed-lane--axis").Text())
	}
}

func TestARefusedReaderLearnsNothingFromAJourney(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	for _, who := range []string{"member-1", "partner-1", "W1"} {
		browser := w.as(t, heed.Actor(t, who))
		status, refused := browser.get("/children/1004/journey")
		if _, unknown := browser.get("/children/no-such-child/journey"); status != http.StatusForbidden || unknown != refused {
			t.Errorf("%s: status %d, or the refusal tells who is there", who, status)
		}
	}
}

func TestAChildsWordsStandOnTheJourneyOfThoseWhoWorkWithThem(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	list := filepath.Join(t.TempDir(), "child_view.csv")
	if err := os.WriteFile(list, []byte("child_id,recorded_on,setting,words\n1004,2026-10-10,visit,\"I like <b>Pat</b>, and \"\"Bolinha\"\".\"\n1004,2026-09-01,review,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := imports.Import(t.Context(), heed.Session(door.System(testkit.Authority)), imports.Request{Paths: []string{list}}, nil); err != nil {
		t.Fatal(err)
	}
	_, body := w.as(t, heed.Actor(t, "W3")).get("/children/1004/journey")
	page := htmlcheck.Parse(t, body)
	if got := page.One("blockquote").Text(); got != `I like <b>Pat</b>, and "Bolinha".` || !strings.Contains(page.One("section[aria-labelledby=views]").Text(), "without the words") {
		t.Errorf("the worker reads %q", got)
	}
	_, body = w.as(t, heed.Actor(t, "W8")).get("/children/1004/journey")
	page = htmlcheck.Parse(t, body)
	if strings.Contains(body, "Bolinha") || !strings.Contains(page.One("section[aria-labelledby=views]").Text(), "2 times recorded") {
		t.Errorf("the director reads %q", page.One("section[aria-labelledby=views]").Text())
	}
}
