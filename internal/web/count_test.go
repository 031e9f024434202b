//go:build !race || long

package web_test

import (
	"slices"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/web/htmlcheck"
)

// persona is the person of a role whom anyone may choose to be.
func (w *world) persona(t *testing.T, role access.Role) door.Actor {
	t.Helper()
	people := w.personas(t)
	i := slices.IndexFunc(people, func(p door.Actor) bool { return p.Role == role })
	if i < 0 {
		t.Fatalf("nobody is a %s", role)
	}
	return people[i]
}

func TestEveryCountOpensAListOfExactlyThatMany(t *testing.T) {
	t.Parallel()
	w := open(t)
	tables := "table a[href*='status=overdue'], table a[href*='status=due'], table a[href*='status=cannot']"
	for role, where := range map[access.Role][]string{
		access.Director: {"/", "/?as_at=2026-03-31"}, access.HeadOfService: {"/"}, access.TeamManager: {"/", "/clocks"}, access.Analyst: {"/"},
		access.SocialWorker: {"/", "/?as_at=2026-01-31&known_at=2026-06-30"}, access.ReviewingOfficer: {"/", "/clocks?status=running"},
		access.Inspector: {"/", "/clocks?duty=iha"},
	} {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			browser := w.as(t, w.persona(t, role))
			checked := 0
			for _, path := range where {
				status, body := browser.get(path)
				if status != 200 {
					t.Fatalf("%s: status %d", path, status)
				}
				for _, count := range htmlcheck.Parse(t, body).All(".heed-counts a[href^='/clocks'], " + tables) {
					href, want := count.Attr("href"), leading(t, count.Text())
					_, list := browser.get(href)
					if got := leading(t, htmlcheck.Parse(t, list).One("h2#list").Text()); got != want {
						t.Errorf("%s says %q, and %s lists %d", path, count.Text(), href, got)
					}
					checked++
				}
			}
			if checked < 1 {
				t.Error("there is no count on the page")
			}
		})
	}
}

func TestAListAndItsFileHoldTheSameClocks(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	_, body := browser.get("/clocks?status=overdue&status=due+soon")
	page := htmlcheck.Parse(t, body)
	want := leading(t, page.One("h2#list").Text())
	status, file := browser.get(page.One("a[href^='/clocks.csv']").Attr("href"))
	if status != 200 {
		t.Fatalf("status %d", status)
	}
	if got := strings.Count(file, ",overdue,") + strings.Count(file, ",due soon,"); got != want {
		t.Errorf("the page has %d clocks and the file %d:\n%s", want, got, file[:min(len(file), 800)])
	}
}

func TestAListSaysWhichDayItIsAboutAndItsLinksKeepIt(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.TeamManager))
	for _, path := range []string{"/", "/clocks", "/figures", "/figures/cpp-count"} {
		_, body := browser.get(path + "?as_at=31+March+2026&known_at=30/6/2026")
		page := htmlcheck.Parse(t, body)
		for _, words := range []string{"As at Tuesday 31 March 2026", "Known at the end of 30 June 2026", "Back to the latest day"} {
			if !strings.Contains(page.One(".heed-asof").Text(), words) {
				t.Errorf("%s says %q, not %q", path, page.One(".heed-asof").Text(), words)
			}
		}
		for _, a := range page.All(".heed-nav a, table a[href^='/children'], .heed-counts a") {
			if !strings.Contains(a.Attr("href"), "as_at=31+March+2026") || !strings.Contains(a.Attr("href"), "known_at=30%2F6%2F2026") {
				t.Errorf("%s: the link to %s loses the day", path, a.Attr("href"))
			}
		}
	}
}

func TestADayThatCannotBeReadShowsNoNumbers(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	for _, path := range []string{"/", "/clocks", "/clocks.csv", "/figures", "/figures/cpp-count"} {
		status, body := browser.get(path + "?as_at=32+March+2026&team=T1")
		page := htmlcheck.Parse(t, body)
		if status != 400 || page.Has("table") || page.Has(".heed-figure") {
			t.Errorf("%s: status %d, with a table or a figure", path, status)
		}
		if faults := page.Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", path, faults)
		}
		if page.One("input#f-as_at").Attr("value") != "32 March 2026" || page.One("form.heed-filter input[name=team]").Attr("value") != "T1" {
			t.Errorf("%s: what was typed is lost", path)
		}
	}
}

func TestAChildIsFoundByNameOnlyByWhoWorksWithThemAndTheNameIsInNoLogLine(t *testing.T) {
	t.Parallel()
	w := open(t)
	worker := w.as(t, w.persona(t, access.SocialWorker))
	_, body := worker.get("/")
	link := htmlcheck.Parse(t, body).All(".heed-todo strong a")[0]
	name, _, _ := strings.Cut(link.Text(), ",")
	find := func(browser reader) htmlcheck.Node {
		_, body := browser.post("/find", map[string][]string{"q": {name}})
		return htmlcheck.Parse(t, body)
	}
	if found := find(worker); !slices.Contains(found.Links(), link.Attr("href")) {
		t.Errorf("the worker does not find %s", link.Attr("href"))
	}
	if found := find(w.as(t, w.persona(t, access.Director))); slices.Contains(found.Links(), link.Attr("href")) {
		t.Error("the director finds a child by name")
	}
	for word := range strings.FieldsSeq(name) {
		if strings.Contains(w.log.String(), word) {
			t.Errorf("%q is in the log", word)
		}
	}
	if !strings.Contains(w.log.String(), `route="find by"`) {
		t.Error("the log does not hold the request at all")
	}
}

func TestFindingSaysWhatIsWrongWithWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.TeamManager))
	for _, typed := range []string{"", " ", "x", strings.Repeat("x", 101)} {
		status, body := browser.post("/find", map[string][]string{"q": {typed}})
		page := htmlcheck.Parse(t, body)
		if status != 400 || !page.Has(".govuk-error-summary a[href='#f-q']") {
			t.Errorf("%q: status %d", typed, status)
		}
		if faults := page.Faults(); len(faults) > 0 {
			t.Errorf("%q: %q", typed, faults)
		}
	}
}

func TestWhoSignsOutIsNobody(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	if _, body := browser.get("/"); !strings.Contains(body, "Sign out") {
		t.Fatal("not signed in")
	}
	browser.post("/sign-out", nil)
	if _, body := browser.get("/clocks"); htmlcheck.Parse(t, body).One("h1").Text() != "Choose who to be" {
		t.Error("still signed in")
	}
}
