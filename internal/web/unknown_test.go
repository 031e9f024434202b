package web_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/synth"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

// ofReturns is a server over a council that has its yearly returns and nothing else, which run to 31 March: today lies beyond them.
func ofReturns(t *testing.T) *world {
	t.Helper()
	h := testkit.Empty(t)
	tree := filepath.Join(h.Dir, "returns")
	until := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	council, err := synth.Write(t.Context(), tree, synth.Options{Children: 150, Seed: 5, Until: until, Years: 2}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, year := range council.Years {
		dir := filepath.Join(tree, year.Dir)
		request := imports.Request{Paths: []string{filepath.Join(dir, "cin.xml"), filepath.Join(dir, "ssda903")}, MaxWithdrawn: 1}
		if _, err := imports.Import(t.Context(), h.Session(door.System(brockwell)), request, nil); err != nil {
			t.Fatal(err)
		}
	}
	return serve(t, h)
}

// personaOf finds who has a role among the few that a council without a list of its staff has.
func personaOf(t *testing.T, w *world, role access.Role) door.Actor {
	t.Helper()
	people, err := w.app.Personas(t.Context(), brockwell)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range people {
		if who.Role == role {
			return who
		}
	}
	t.Fatalf("there is no %s", role)
	return door.Actor{}
}

const today = "as_at=2026-11-18"

func fetch(t *testing.T, r reader, path string) htmlcheck.Node {
	t.Helper()
	status, body := r.get(path)
	page := htmlcheck.Parse(t, body)
	if faults := page.Faults(); status != http.StatusOK || len(faults) > 0 {
		t.Fatalf("%s: status %d, %q", path, status, faults)
	}
	return page
}

func TestNoPageShowsANumberOfADayThatTheRecordsDoNotReach(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	for _, role := range []access.Role{access.ElectedMember, access.Inspector} {
		browser := w.as(t, personaOf(t, w, role))
		var unknown []string
		for _, card := range fetch(t, browser, "/?"+today).All(".heed-figure--notyet") {
			unknown = append(unknown, card.One("h3 a").Attr("href"))
			value, all := card.One(".heed-figure__value").Text(), card.Text()
			if value != "Not known yet" && value != "Nothing feeds this" {
				t.Errorf("%s: a card shows %q", role, value)
			}
			for _, never := range []string{"Sound", "England", "a year ago", "0 of 0", "Weak"} {
				if strings.Contains(all, never) {
					t.Errorf("%s: a card says %q: %s", role, never, all)
				}
			}
		}
		if role == access.ElectedMember && len(unknown) < 4 {
			t.Errorf("only %d cards of eight are not known yet", len(unknown))
		}
		for _, row := range fetch(t, browser, "/figures?"+today).All("tbody tr") {
			if text := row.Text(); strings.Contains(text, "Not known yet") && (strings.Contains(text, "Sound") || strings.Contains(text, "year ago") || strings.Contains(text, "England")) {
				t.Errorf("%s: %s", role, text)
			}
		}
		for _, href := range append(unknown, "/figures/cin-count?"+today, "/figures/lac-count?"+today) {
			figureSaysItIsNotKnown(t, browser, href)
		}
	}
}

func figureSaysItIsNotKnown(t *testing.T, browser reader, href string) {
	t.Helper()
	page := fetch(t, browser, href)
	value, main := page.One(".heed-big").Text(), page.One("main").Text()
	if value != "Not known yet" && value != "Nothing feeds this" {
		t.Errorf("%s shows %q", href, value)
	}
	for _, never := range []string{"Sound.", "Weak.", "a year ago", "The year to set beside this figure", "The rows: 0 rows in the figure", "Not counted ("} {
		if strings.Contains(main, never) {
			t.Errorf("%s says %q", href, never)
		}
	}
	for _, trend := range page.All("section[aria-labelledby=trend]") {
		if text := trend.Text(); strings.Contains(text, "as-at day") || !strings.Contains(text, "Nothing is drawn after 31 March 2026") && !strings.Contains(text, "Nothing is drawn after 28 February 2026") {
			t.Errorf("%s: its trend says %q", href, text)
		}
	}
	if !page.Has("main a[href^='/coverage']") {
		t.Errorf("%s does not lead to what the records cover", href)
	}
	if value == "Not known yet" && !strings.Contains(page.One(".heed-trust").Text(), "Not known yet. The records it rests on run to 31 March 2026.") {
		t.Errorf("%s says of trust %q", href, page.One(".heed-trust").Text())
	}
	by := strings.Replace(href, "?", "/breakdown?by=sex&", 1)
	if text := fetch(t, browser, by).One("main").Text(); !strings.Contains(text, value+":") || strings.Contains(text, "Nothing was counted") {
		t.Errorf("%s says %q", by, text)
	}
}

func TestAClockBeyondTheRecordsSaysWhatTheyCover(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	browser := w.as(t, personaOf(t, w, access.Inspector))
	list := fetch(t, browser, "/clocks?status=not+known+yet&"+today)
	links := list.All("tbody a[href^='/clock?']")
	if len(links) == 0 {
		t.Fatal("no clock is not known yet, so that this test sees nothing")
	}
	page := fetch(t, browser, links[0].Attr("href"))
	covers := page.One("section[aria-labelledby=covers]")
	if !strings.Contains(covers.Text(), "to 31 March 2026") || !covers.Has("a[href^='/coverage']") {
		t.Errorf("it says %q", covers.Text())
	}
	if why := page.One("section[aria-labelledby=why]").Text(); !strings.Contains(why, "Not known yet: the records end before its due day") {
		t.Errorf("it says %q", why)
	}
}

func TestWhatTheRecordsCoverIsShownToAll(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	for _, role := range []access.Role{access.ElectedMember, access.Inspector} {
		page := fetch(t, w.as(t, personaOf(t, w, role)), "/coverage?"+today)
		for _, count := range page.All(".heed-counts a") {
			if id := count.Attr("href"); !page.Has(id) {
				t.Errorf("%s: %q leads to %s, which is not on the page", role, count.Text(), id)
			}
		}
		if lanes := page.All("section[aria-labelledby=bars] .s-notyet"); len(lanes) == 0 {
			t.Errorf("%s: no lane says that it is not known yet", role)
		}
		if text := page.One("main").Text(); !strings.Contains(text, "end before this day or have a gap inside") {
			t.Errorf("%s: %s", role, text)
		}
	}
}

func TestOfDriftItIsSaidOfHowManyItCannotBeTold(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	browser := w.as(t, personaOf(t, w, access.Inspector))
	page := fetch(t, browser, "/drift?"+today)
	said := false
	for _, count := range page.All(".heed-counts a") {
		said = said || strings.Contains(count.Text(), "it cannot be told")
	}
	if !said {
		t.Errorf("no count of drift says that some cannot be told: %s", page.One("main").Text())
	}
	for _, link := range page.All("section[aria-labelledby=list] a[href^='/clocks?']") {
		if list := fetch(t, browser, link.Attr("href")); len(list.All("section[aria-labelledby=list] tbody tr")) == 0 {
			t.Errorf("%s lists nothing", link.Attr("href"))
		}
	}
}

// A council whose records do not say who works with whom has nobody of whom it could be said that they have no worker.
func TestNobodyIsSaidToHaveNoWorkerWhereTheRecordsDoNotSayWhoWorksWithWhom(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	browser := w.as(t, personaOf(t, w, access.Inspector))
	for _, path := range []string{"/", "/clocks", "/clocks?status=running", "/figures/cpp-count"} {
		text := strings.ToLower(fetch(t, browser, path).One("main").Text())
		for _, words := range []string{"not allocated", "no allocated worker"} {
			if strings.Contains(text, words) {
				t.Errorf("%s says %q", path, words)
			}
		}
	}
}
