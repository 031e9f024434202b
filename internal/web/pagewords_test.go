//go:build !race || long

package web_test

import (
	"regexp"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/testkit"
	"heed/rulebook"
)

// Where nothing of what the reader sees fell due since the records end, the line that says where they end says so, and leads to no list of none.
func TestTheLineOfWhereTheRecordsEndCountsNoNought(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	none := 0
	people, err := w.app.Personas(t.Context(), brockwell)
	if err != nil {
		t.Fatal(err)
	}
	reachOf(t, w.as(t, personaOf(t, w, access.Inspector)), "/figures") // what is not known yet is counted from then on
	for _, who := range people {
		if who.Role == access.Administrator { // whose home lists accounts
			continue
		}
		line := fetch(t, w.as(t, who), "/").One(".heed-reach")
		if strings.Contains(line.Text(), " 0 clocks") {
			t.Errorf("%s reads %q", who.Role, line.Text())
		}
		if strings.Contains(line.Text(), "Nothing that you see fell due since.") {
			none++
			if n, counted, err := w.app.Session(who).NotKnownYet(t.Context()); n > 0 || !counted || err != nil {
				t.Errorf("%s is told that nothing fell due: %d, %t, %v", who.Role, n, counted, err)
			}
		}
	}
	if none == 0 {
		t.Error("of every role something fell due")
	}
}

// A list that holds nothing says so of the records open to the reader, as it leaves out whoever is not, and the foot of every page says that it does.
func TestAnEmptyListIsOfTheRecordsOpenToTheReader(t *testing.T) {
	t.Parallel()
	w, _ := small(t)
	director := w.as(t, personaOf(t, w, access.Director))
	for _, path := range []string{"/clocks?status=excused", "/drift?team=T3", "/findings?fault=stale&team=T3"} {
		page := fetch(t, director, path)
		if text := page.One("main").Text(); !strings.Contains(text, "open to you") {
			t.Errorf("%s says %q", path, text)
		}
		if text := page.One("footer").Text(); !strings.Contains(text, "leave out restricted records that are not open to you") {
			t.Errorf("%s ends with %q", path, text)
		}
	}
	if text := fetch(t, director, "/access-log").One("main").Text(); strings.Contains(text, "Everything") || !strings.Contains(text, "not open to you is not shown") {
		t.Errorf("the access log says that it shows all: %q", text)
	}
}

var bareScope = regexp.MustCompile(`\b(csv|cin|ssda903|ssd|annexa) 20\d\d\b`)

// An analyst's home names what was imported in words, as the list of imports does, and not by the code of its kind.
func TestAnAnalystsHomeNamesImportsInWords(t *testing.T) {
	t.Parallel()
	w := open(t)
	page := fetch(t, w.as(t, w.persona(t, access.Analyst)), "/")
	text := page.One("section[aria-labelledby=imports]").Text()
	if found := bareScope.FindString(text); found != "" {
		t.Errorf("the home names an import %q", found)
	}
}

// A figure asks for days of one's own or, where it is of a single day, says why there are none to ask for.
func TestEveryFigureAsksForDaysOrSaysWhyItHasNone(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	ofOneDay := 0
	for _, r := range testkit.Measures(w.app.Book()) {
		page := fetch(t, browser, "/figures/"+r.ID)
		asks, says := page.Has("#f-from"), strings.Contains(page.One("main").Text(), "so it has no days from and to")
		if asks == says || says != (r.Period == rulebook.Snapshot) {
			t.Errorf("%s (%s): asks for days: %t, says why not: %t", r.ID, r.Period, asks, says)
		}
		if says {
			ofOneDay++
		}
	}
	if ofOneDay == 0 {
		t.Error("no figure is of a single day")
	}
}
