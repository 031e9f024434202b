//go:build !race || long

package web_test

import (
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/figures"
	"heed/internal/web/htmlcheck"
)

func TestABreakdownPageShowsTheAppsGroups(t *testing.T) {
	t.Parallel()
	w := open(t)
	director := w.persona(t, access.Director)
	browser := w.as(t, director)
	for _, id := range []string{"cin-count", "assessment-45", "cpp-over-2y"} {
		for _, by := range []string{"ethnicity", "age", "placement"} {
			status, body := browser.get("/figures/" + id + "/breakdown?by=" + by)
			page := htmlcheck.Parse(t, body)
			if faults := page.Faults(); status != 200 || len(faults) > 0 {
				t.Fatalf("%s by %s: status %d, %q", id, by, status, faults)
			}
			want, err := figures.FindBreakdown(t.Context(), w.app.Session(director), id, by, figures.Span{})
			if err != nil {
				t.Fatal(err)
			}
			rows := page.All("section[aria-labelledby=groups] tbody tr")
			if len(rows) != len(want.Rows) {
				t.Fatalf("%s by %s: %d groups on the page and %d in the app", id, by, len(rows), len(want.Rows))
			}
			for i, row := range rows {
				if got := row.One("th").Text(); got != want.Rows[i].Label {
					t.Errorf("%s by %s: group %d is %q and not %q", id, by, i, got, want.Rows[i].Label)
				}
			}
		}
	}
	// There is no such dimension, and an authority has no sex.
	for _, page := range []string{"/figures/cin-count/breakdown?by=moon", "/figures/minority-ethnic-share/breakdown?by=sex"} {
		if status, _ := browser.get(page); status != 404 {
			t.Errorf("%s: status %d", page, status)
		}
	}
}

func TestTheInventedCouncilIsShownNothingThatWasSaidOfAnother(t *testing.T) {
	t.Parallel()
	w := open(t)
	browser := w.as(t, w.persona(t, access.Director))
	for _, id := range []string{"minority-ethnic-share", "cpp-count", "icpc-15wd"} {
		_, body := browser.get("/figures/" + id)
		if page := htmlcheck.Parse(t, body); page.Has("section[aria-labelledby=said]") || strings.Contains(page.One("main").Text(), "Lambeth Council") {
			t.Errorf("%s shows what was said of another authority", id)
		}
	}
}
