//go:build !race || long

package web_test

import (
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

func TestAFigureOverDaysOfOnesOwnKeepsThemOnEveryLinkOfItself(t *testing.T) {
	t.Parallel()
	w := open(t)
	director := w.persona(t, access.Director)
	browser := w.as(t, director)
	status, body := browser.get("/figures/re-referral-12m?from=1+October+2025&to=31+December+2025")
	page := htmlcheck.Parse(t, body)
	if faults := page.Faults(); status != 200 || len(faults) > 0 {
		t.Fatalf("status %d, %q", status, faults)
	}
	to := time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)
	found, err := figures.Find(t.Context(), w.app.Session(director).At(door.Question{AsAt: to}), "re-referral-12m", figures.Filter{Over: figures.Days(time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC), to)})
	if err != nil {
		t.Fatal(err)
	}
	text := page.One("main").Text()
	if !strings.Contains(text, found.Sentence) || !strings.Contains(text, "from 1 October 2025 to 31 December 2025") || !strings.Contains(text, "and not over the period that this figure has of itself") {
		t.Errorf("the page does not say %q over its days", found.Sentence)
	}
	links := 0
	for _, a := range page.All("main a") {
		href := a.Attr("href")
		if !strings.HasPrefix(href, "/figures/re-referral-12m") || a.Text() == "Show its own period" || strings.Contains(a.Text(), "Back to the latest day") || strings.Contains(a.Text(), "The latest day, all that is known") {
			continue
		}
		links++
		if !strings.Contains(href, "from=2025-10-01") || !strings.Contains(href, "to=2025-12-31") {
			t.Errorf("%q leads to %s", a.Text(), href)
		}
		if strings.Contains(href, "known_at") {
			continue
		}
		if status, _ := browser.get(href); status != 200 {
			t.Errorf("%s: status %d", href, status)
		}
	}
	if links < 8 {
		t.Errorf("only %d links keep the days", links)
	}
	_, file := browser.get("/figures/re-referral-12m/rows.csv?from=2025-10-01&to=2025-12-31")
	rows := testkit.ReadCSV(t, strings.NewReader(file))
	if len(rows) != found.Total {
		t.Errorf("%d rows in the file, %d on the page", len(rows), found.Total)
	}
	for _, row := range rows {
		if row["on_date"] < "2025-10-01" || row["on_date"] > "2025-12-31" {
			t.Errorf("a row of %s is in the file", row["on_date"])
		}
	}
}

func TestDaysThatCannotBeAskedAreRefusedPlainlyAndWithoutANumber(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	for address, want := range map[string]string{
		"icpc-15wd?from=1+October+2025":                                    "The last day is missing: enter it too",
		"icpc-15wd?from=soon&to=31+December+2025":                          "The first day must be a date, such as 31 October 2026",
		"icpc-15wd?from=1+October+2025&to=31+December+2027":                "The last day must be today or in the past",
		"icpc-15wd?from=1+January+2026&to=31+December+2025":                "The first day must not be after the last day",
		"icpc-15wd?from=2025-10-01&to=2025-12-31&as_at=2026-01-31":         "A figure over some days is as at the last of them: leave the day asked about blank, or make it 31 December 2025",
		"cpp-count?from=2025-10-01&to=2025-12-31":                          "There is no figure of these days: the measure says how things stood at the end of one day, and has no period: ask for a day instead",
		"annual-health?from=2025-10-01&to=2025-12-31":                      "There is no figure of these days: each of its rows is of a whole year to 31 March, so that other days have no figure: ask for 1 April 2025 to 31 March 2026",
		"annual-health/breakdown?by=sex&from=2025-10-01&to=2025-12-31":     "There is no figure of these days: each of its rows is of a whole year to 31 March, so that other days have no figure: ask for 1 April 2025 to 31 March 2026",
		"annual-health/rows.csv?from=2025-10-01&to=2025-12-31":             "There is no figure of these days: each of its rows is of a whole year to 31 March, so that other days have no figure: ask for 1 April 2025 to 31 March 2026",
		"annual-health/breakdown.csv?by=sex&from=2025-10-01&to=2025-12-31": "There is no figure of these days: each of its rows is of a whole year to 31 March, so that other days have no figure: ask for 1 April 2025 to 31 March 2026",
	} {
		status, body := browser.get("/figures/" + address)
		page := htmlcheck.Parse(t, body)
		if faults := page.Faults(); status != 400 || len(faults) > 0 {
			t.Fatalf("%s: status %d, %q", address, status, faults)
		}
		if got := page.One(".govuk-error-summary a").Text(); got != want {
			t.Errorf("%s: it says %q, want %q", address, got, want)
		}
		if field := strings.TrimPrefix(page.One(".govuk-error-summary a").Attr("href"), "#"); !page.Has("input[id=" + field + "]") {
			t.Errorf("%s: the summary leads to no field %q", address, field)
		}
		if page.Has(".heed-big") {
			t.Errorf("%s shows a number", address)
		}
	}
}

func TestWhoSeesTotalsOnlyIsNotAskedForDaysOfTheirOwn(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.ElectedMember))
	if _, body := browser.get("/figures/icpc-15wd"); htmlcheck.Parse(t, body).Has("input[name=from]") {
		t.Error("a member is asked for days")
	}
	if status, _ := browser.get("/figures/icpc-15wd?from=2025-10-01&to=2025-12-31"); status != 403 {
		t.Errorf("a member who asks over days: status %d", status)
	}
}

func TestEveryComparatorOnACardNamesItsYear(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	cards := 0
	for _, address := range []string{"/", "/?as_at=2025-04-30"} {
		status, body := browser.get(address)
		if status != 200 {
			t.Fatalf("%s: status %d", address, status)
		}
		for _, card := range htmlcheck.Parse(t, body).All("li.heed-figure") {
			for _, pair := range card.All("dl") {
				text := pair.Text()
				if strings.Contains(text, "not published") {
					continue
				}
				cards++
				if !strings.Contains(text, "20") {
					t.Errorf("%s: a card says %q without its year", address, text)
				}
				if address == "/" && strings.Contains(text, "31 March 2025") && !strings.Contains(text, "Heed has nothing published for 2025-26; the nearest is 2024-25") {
					t.Errorf("a card of November 2026 says %q as if of the same year", text)
				}
			}
		}
	}
	if cards == 0 {
		t.Error("no card has anything beside it")
	}
}
