//go:build !race || long

package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/web/htmlcheck"
)

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
	for _, role := range []access.Role{access.Director, access.Inspector} {
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
		if role == access.Director && len(unknown) < 4 {
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

// Who sees totals only is shown the last quarter that the records cover, whatever later day is asked about.
func TestAMemberIsShownTheLastQuarterThatTheRecordsCover(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	browser := w.as(t, personaOf(t, w, access.ElectedMember))
	for _, path := range []string{"/", "/figures", "/figures/cin-count", "/figures/cin-count/breakdown?by=sex"} {
		for _, asked := range []string{"", today} {
			page := fetch(t, browser, path+map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")]+asked)
			if text := page.One(".heed-asof").Text(); !strings.Contains(text, "31 March 2026") {
				t.Errorf("%s asked for %q is %s", path, asked, text)
			}
			if page.Has("input[name=known_at]") {
				t.Errorf("%s asks a member which knowledge to use", path)
			}
		}
	}
	if value := fetch(t, browser, "/figures/cin-count?"+today).One(".heed-big").Text(); value == "Not known yet" {
		t.Errorf("the figure of the quarter is %q", value)
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
			if id := count.Attr("href"); strings.HasPrefix(id, "#") && !page.Has(id) {
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
	noNoughtsOfDrift(t, page)
	for _, kind := range []string{"pre-proceedings", "proceedings", "section-20"} {
		alone := fetch(t, browser, "/drift?kind="+kind+"&"+today)
		noNoughtsOfDrift(t, alone)
		if text := alone.One("section[aria-labelledby=list]").Text(); !strings.Contains(text, "Who waits cannot be told") || !strings.Contains(text, "No source holds the records it rests on.") {
			t.Errorf("%s: the list says %q", kind, text)
		}
	}
	if _, file := browser.get("/drift.csv?" + today); !strings.Contains(file, "no source holds the records it rests on") || !strings.Contains(file, "Nothing feeds this") {
		t.Errorf("the file does not say that nothing feeds a kind:\n%s", file)
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

// noNoughtsOfDrift says of each kind of drift that shows 0 that the records of this council, which are its returns, cannot tell that.
func noNoughtsOfDrift(t *testing.T, page htmlcheck.Node) {
	t.Helper()
	for _, count := range page.All(".heed-counts a") {
		if value := count.One("b").Text(); value == "0" {
			t.Errorf("drift shows %q", count.Text())
		}
	}
	for _, option := range page.All("select[name=kind] option") {
		if strings.HasSuffix(option.Text(), "(0)") && option.Attr("value") != "" {
			t.Errorf("drift offers %q", option.Text())
		}
	}
}

// Of what no return holds, such as visits, schools and what children say, a child's page and journey say that nothing feeds it, not that it is missing.
func TestAChildsPagesDoNotMissWhatNothingFeeds(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	browser := w.as(t, personaOf(t, w, access.Inspector))
	seen := 0
	for _, href := range distinct(fetch(t, browser, "/clocks?status=not+known+yet&"+today).All("tbody th a[href^='/children/']")) {
		path, _, _ := strings.Cut(href, "?")
		for _, at := range []string{path + "?" + today, path + "/journey?" + today, path} {
			page := fetch(t, browser, at)
			seen++
			for _, never := range []string{"No worker recorded", "Nobody", "No school recorded", "No view of the child", "no health assessment is recorded by"} {
				if text := page.One("section[aria-labelledby=missing]").Text(); strings.Contains(text, never) {
					t.Errorf("%s says %q", at, text)
				}
			}
		}
		page := fetch(t, browser, path+"?"+today)
		facts := page.One("dl.heed-facts").Text()
		if strings.Contains(facts, "Yes, since") && !strings.Contains(facts, "when last known, 31 March 2026") {
			t.Errorf("%s says of a day that the records do not reach: %q", href, facts)
		}
		if strings.Contains(facts, "Last seen") && !strings.Contains(facts, "no source holds") && strings.Contains(facts, "Child in need") {
			t.Errorf("%s says of visits, which no return holds: %q", href, facts)
		}
	}
	if seen == 0 {
		t.Error("no child is listed, so that this test sees nothing")
	}
}

// distinct gives the first few addresses that links lead to.
func distinct(links []htmlcheck.Node) (list []string) {
	for _, link := range links {
		if href := link.Attr("href"); !slices.Contains(list, href) && len(list) < 5 {
			list = append(list, href)
		}
	}
	return list
}

// Each thing that must come next says how many clocks and figures wait for it, and opens onto exactly those.
func TestWhoMustSendWhatNextOpensOntoWhatWaits(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	for _, role := range []access.Role{access.Inspector, access.ElectedMember} {
		browser := w.as(t, personaOf(t, w, role))
		rows := fetch(t, browser, "/coverage").All("section[aria-labelledby=next] tbody tr")
		if len(rows) < 2 {
			t.Fatalf("%s: %d things must come next; want the SSDA903 and the census", role, len(rows))
		}
		for _, row := range rows {
			if text := row.Text(); !strings.Contains(text, "2026-27") || !strings.Contains(text, "31 March 2027") || !strings.Contains(text, "31 March 2026") {
				t.Errorf("%s: %q", role, text)
			}
			page := fetch(t, browser, row.One("th a").Attr("href"))
			if text := page.One("main").Text(); !strings.Contains(text, "is listed once, under what brings the one that ends first") {
				t.Errorf("%s is not told that what waits for two is listed under one: %s", role, text)
			}
			counts := row.All("td.heed-num a")
			figures := counts[len(counts)-1]
			if got := len(page.All("section[aria-labelledby=figures] li")); got != leading(t, figures.Text()) || got == 0 {
				t.Errorf("%s: %q, and %d figures are listed", role, figures.Text(), got)
			}
			if role == access.ElectedMember { // no clock is counted for who lists none, and no nought stands for them
				if len(counts) != 1 || page.Has("section[aria-labelledby=duties]") {
					t.Errorf("%s sees numbers of clocks: %q, %q", role, row.Text(), page.One("main").Text())
				}
				continue
			}
			sum := 0
			for i, link := range page.All("section[aria-labelledby=duties] td a") {
				n := leading(t, link.Text())
				sum += n
				if i > 2 {
					continue
				}
				if got := leading(t, fetch(t, browser, link.Attr("href")).One("h2#list").Text()); got != n {
					t.Errorf("%s lists %d clocks, and %d wait", link.Attr("href"), got, n)
				}
			}
			if sum != leading(t, counts[0].Text()) || sum == 0 {
				t.Errorf("%s: %q, and the duties add up to %d", role, counts[0].Text(), sum)
			}
		}
		unfed := fetch(t, browser, "/coverage?"+today).All("section[aria-labelledby=unfed] td.heed-num a")
		if len(unfed) == 0 {
			t.Fatal("nothing is said to be fed by nothing")
		}
		if page := fetch(t, browser, unfed[0].Attr("href")); len(page.All("section[aria-labelledby=duties] tbody tr")) != leading(t, unfed[0].Text()) {
			t.Errorf("%q: %s", unfed[0].Text(), page.One("main").Text())
		}
	}
	browser := w.as(t, personaOf(t, w, access.Inspector))
	if status, _ := browser.get("/coverage/none"); status != http.StatusNotFound {
		t.Errorf("what is none: status %d", status)
	}
}

// reachOf gives the line of a page that says where the records end, once it says how many clocks are not known yet: no page waits until they
// are counted.
func reachOf(t *testing.T, browser reader, path string) htmlcheck.Node {
	t.Helper()
	for range 600 {
		if line := fetch(t, browser, path).One(".heed-reach"); len(line.All("a[href^='/clocks']")) > 0 {
			return line
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s never says how many clocks are not known yet", path)
	return htmlcheck.Node{}
}

// Where the records end before today each home and list says so in one line: to which day, how many clocks are not known yet, and the way to today.
func TestEachHomeAndListSaysInOneLineWhereTheRecordsEnd(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	browser := w.as(t, personaOf(t, w, access.Inspector))
	for _, path := range []string{"/", "/clocks", "/drift", "/figures", "/findings"} {
		line := reachOf(t, browser, path)
		if text := line.Text(); !strings.Contains(text, "Your returns run to 31 March 2026.") || !strings.Contains(text, "What fell due since is not known yet:") {
			t.Errorf("%s says %q", path, text)
		}
		links := line.All("a")
		if len(links) != 3 || !strings.Contains(links[1].Attr("href"), today) || !strings.HasPrefix(links[2].Attr("href"), "/coverage") {
			t.Errorf("%s: %d links of %q", path, len(links), line.Text())
			continue
		}
		if got := leading(t, fetch(t, browser, links[0].Attr("href")).One("h2#list").Text()); got != leading(t, links[0].Text()) || got == 0 {
			t.Errorf("%s: %q, and the list has %d", path, links[0].Text(), got)
		}
	}
	member := w.as(t, personaOf(t, w, access.ElectedMember))
	if line := fetch(t, member, "/").One(".heed-reach"); len(line.All("a[href^='/clocks']")) != 0 || !strings.Contains(line.Text(), "not known yet.") {
		t.Errorf("a member, who lists no clocks, reads %q", line.Text())
	}
}

// A list or a page of a child shows no nought of a day that no records reach, nor of a duty that nothing feeds.
func TestNoCountOfClocksIsNoughtWhereTheRecordsCannotTell(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	browser := w.as(t, personaOf(t, w, access.Inspector))
	children := fetch(t, browser, "/clocks?status=not+known+yet&"+today).All("tbody th a[href^='/children/']")
	if len(children) == 0 {
		t.Fatal("no child is listed, so that this test sees nothing")
	}
	for _, path := range []string{"/clocks?" + today, children[0].Attr("href"), "/clocks?duty=cp-visit", "/clocks?duty=pre-proceedings-end"} {
		for _, count := range fetch(t, browser, path).All(".heed-counts a") {
			text := count.Text()
			for _, claim := range []string{"0 overdue", "0 due soon", "0 running", "0 met"} {
				if strings.HasPrefix(text, claim) {
					t.Errorf("%s shows %q", path, text)
				}
			}
		}
	}
	if text := fetch(t, browser, "/clocks?duty=pre-proceedings-end").One("section[aria-labelledby=list]").Text(); !strings.Contains(text, "That does not mean that nothing is late: No source holds the records it rests on.") {
		t.Errorf("the list of a duty that nothing feeds says %q", text)
	}
}

// A check that reads visits finds nothing where there are none: the page of what the checks found says so.
func TestChecksOfWhatNothingFeedsAreNotTakenAsClean(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	browser := w.as(t, personaOf(t, w, access.Inspector))
	page := fetch(t, browser, "/findings")
	if text := page.One("section[aria-labelledby=checks]").Text(); !strings.Contains(text, "checks that read kinds of record of which there is none found nothing") {
		t.Errorf("the page says %q", text)
	}
}

// The line that says how far the records run counts what fell due since, up to today: not what falls due later, of which nothing is late.
func TestTheLineOfWhereTheRecordsEndCountsWhatFellDueSince(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	browser := w.as(t, personaOf(t, w, access.Inspector))
	link := reachOf(t, browser, "/figures").One("a[href^='/clocks']")
	rows := browser.clocksAt(link.Attr("href"))
	_, list := browser.get(link.Attr("href"))
	if n := leading(t, link.Text()); n != len(rows) || n == 0 || n != leading(t, htmlcheck.Parse(t, list).One("h2#list").Text()) {
		t.Errorf("the line says %d clocks, and %s lists %d", n, link.Attr("href"), len(rows))
	}
	today := w.app.Today().Format(time.DateOnly)
	for _, row := range rows {
		if due := row["due"][:len(time.DateOnly)]; row["status"] != string(clocks.NotKnownYet) || due > today || due <= "2026-03-31" {
			t.Errorf("%s of %s is %s and due %s", row["duty"], row["subject"], row["status"], due)
		}
	}
}

// Months after the last return the page of what the records cover says what must come next, without being asked for another day.
func TestWhatMustComeNextIsSaidAsAtToday(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	browser := w.as(t, personaOf(t, w, access.Inspector))
	_, home := browser.get("/")
	link := htmlcheck.Parse(t, home).One(".heed-reach a[href^='/coverage']").Attr("href")
	for _, address := range []string{link, "/coverage"} {
		_, body := browser.get(address)
		if text := htmlcheck.Parse(t, body).One("main").Text(); !strings.Contains(text, "Who must send what next") || !strings.Contains(text, "SSDA903") {
			t.Errorf("%s does not say who must send what next", address)
		}
	}
}
