//go:build !race || long

package web_test

import (
	"encoding/csv"
	"net/url"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/figures"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
	"heed/internal/words"
)

const listedRows = "section[aria-labelledby=rows] tbody tr"

// listed counts the rows of a list over all its pages.
func (r reader) listed(href string) int {
	r.t.Helper()
	n := 0
	for href != "" {
		status, body := r.get(href)
		if status != 200 {
			r.t.Fatalf("%s: status %d", href, status)
		}
		page := htmlcheck.Parse(r.t, body)
		n += len(page.All(listedRows))
		href = ""
		if page.Has("section[aria-labelledby=rows] a[rel=next]") {
			href = page.One("section[aria-labelledby=rows] a[rel=next]").Attr("href")
		}
	}
	return n
}

func TestAFigurePageShowsTheAppsFigureAndListsExactlyItsRows(t *testing.T) {
	t.Parallel()
	w := open(t)
	director := w.persona(t, access.Director)
	for _, rule := range testkit.Measures(w.app.Book()) {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()
			browser := w.as(t, director)
			want, err := figures.Find(t.Context(), w.app.Session(director), rule.ID, figures.Filter{PerPage: -1})
			if err != nil {
				t.Fatal(err)
			}
			_, body := browser.get("/figures/" + rule.ID)
			page := htmlcheck.Parse(t, body)
			if got := page.One(".heed-big").Text(); !strings.EqualFold(got, words.ValueWords(rule, want.Figure.Value)) {
				t.Errorf("the page says %q and the app %q", got, words.ValueWords(rule, want.Figure.Value))
			}
			all := want.Figure.Rows + want.Figure.TotalLeftOut()
			if got := browser.listed("/figures/" + rule.ID); got != all {
				t.Errorf("%d rows are listed, and the figure looked at %d", got, all)
			}
			for _, choice := range page.All("section[aria-labelledby=rows] .heed-links a") {
				words := choice.Text()
				n := leading(t, strings.TrimSuffix(words[strings.LastIndex(words, "(")+1:], ")"))
				if got := browser.listed(choice.Attr("href")); got != n {
					t.Errorf("%q opens a list of %d", words, got)
				}
			}
			_, file := browser.get(page.One("a[href*='rows.csv']").Attr("href"))
			lines, err := csv.NewReader(strings.NewReader(file)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if got := len(lines) - 1; got != all {
				t.Errorf("the file has %d rows, and the figure looked at %d", got, all)
			}
		})
	}
}

func TestAPartOfAFigureIsWhatTheTableOfPartsSays(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Analyst))
	checked := 0
	for _, id := range []string{"cin-count", "assessment-45", "lac-count"} {
		_, body := browser.get("/figures/" + id)
		for _, row := range htmlcheck.Parse(t, body).All("section[aria-labelledby=parts] tbody tr") {
			_, part := browser.get(row.One("a").Attr("href"))
			page := htmlcheck.Parse(t, part)
			if got, want := page.One(".heed-big").Text(), row.One("td.heed-num strong").Text(); got != want {
				t.Errorf("%s: the table says %q for %q and its page %q", id, want, row.One("th").Text(), got)
			}
			if !strings.Contains(page.One("main").Text(), "Show the whole figure") {
				t.Errorf("%s: the page of %q does not say that it is a part", id, row.One("th").Text())
			}
			checked++
		}
	}
	if checked < 15 {
		t.Errorf("only %d parts were looked at", checked)
	}
}

func TestEveryDrawnTrendStandsBesideItsTable(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	for _, rule := range testkit.Measures(w.app.Book()) {
		_, body := browser.get("/figures/" + rule.ID)
		page := htmlcheck.Parse(t, body)
		if !page.Has(".heed-chart") {
			continue
		}
		want, err := figures.Find(t.Context(), w.app.Session(w.persona(t, access.Director)), rule.ID, figures.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(page.All("section[aria-labelledby=trend] tbody tr")); got != len(want.Trend) {
			t.Errorf("%s: %d steps in the table and %d in the trend", rule.ID, got, len(want.Trend))
		}
	}
}

func TestAnElectedMemberSeesAFigureWithoutItsRowsAndWithoutNoughtsForWhatIsHidden(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.ElectedMember))
	hidden := 0
	for _, rule := range testkit.Measures(w.app.Book()) {
		_, body := browser.get("/figures/" + rule.ID)
		page := htmlcheck.Parse(t, body)
		if page.Has(listedRows) || page.Has("a[href*='rows.csv']") || strings.Contains(body, `href="/children/`) {
			t.Errorf("%s: rows or a file are offered", rule.ID)
		}
		if strings.Contains(body, "Nothing a year ago") {
			t.Errorf("%s: a year ago is said to have had nothing, and may only be hidden", rule.ID)
		}
		for _, row := range page.All("section[aria-labelledby=trend] tbody tr") {
			words := row.Texts("td")
			if words[len(words)-1] != "[c]" {
				continue
			}
			hidden++
			for _, cell := range words {
				if cell != "[c]" {
					t.Errorf("%s: %s: %q beside what is hidden", rule.ID, row.One("th").Text(), cell)
				}
			}
		}
		if status, _ := browser.get("/figures/" + rule.ID + "/rows.csv"); status != 403 {
			t.Errorf("%s: the file is given: status %d", rule.ID, status)
		}
	}
	if hidden == 0 {
		t.Error("nothing was hidden, so nothing was tested")
	}
}

func TestAFigureAsKnownThenIsOfferedAndIsWhatItSays(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	checked, read := 0, 0
	for _, rule := range testkit.Measures(w.app.Book()) {
		_, body := browser.get("/figures/" + rule.ID + "?as_at=2026-10-31")
		for _, link := range htmlcheck.Parse(t, body).All("a") {
			if link.Text() != "See the figure as it was known then" {
				continue
			}
			checked++
			address, err := url.Parse(link.Attr("href"))
			if err != nil || address.Query().Get("known_at") == "" {
				t.Errorf("%s: %q says nothing of what was known", rule.ID, link.Attr("href"))
			}
			_, then := browser.get(link.Attr("href"))
			value := htmlcheck.Parse(t, then).One(".heed-big").Text()
			if value == "No figure" {
				continue
			}
			read++
			says := "it read " + value
			if htmlcheck.Parse(t, then).Has(".heed-big--notyet") {
				says = "it could not be told"
			}
			if !strings.Contains(htmlcheck.Parse(t, body).One("section[aria-label='The figure']").Text(), says) {
				t.Errorf("%s: it was %q then, and the page does not say that %s", rule.ID, value, says)
			}
		}
	}
	if checked == 0 || read == 0 {
		t.Error("no figure was known otherwise then, so nothing was tested")
	}
}
