//go:build !race || long

package web_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

// unasked is the small council, in which nobody has asked two children who were found last week what happened.
var unasked = testkit.Council{Lists: map[string]string{
	"missing_episode.csv": "child_id,started_on,kind,ended_on,started_at,found_at\n" +
		"1004,2026-11-07,M,2026-11-08,2026-11-07T20:00:00Z,2026-11-08T09:00:00Z\n" +
		"1002,2026-11-09,M,2026-11-10,2026-11-09T20:00:00Z,2026-11-10T09:00:00Z\n",
}}

// From the home of whoever may see an overdue interview that can still be held to its page, which says why it is owed, by what law and whose it is, is
// two clicks: a link of the home, and one of the page that it opens.
func TestFromHomeToAnOverdueInterviewIsTwoClicks(t *testing.T) {
	t.Parallel()
	h := unasked.Open(t)
	tried := map[access.Role]bool{}
	for _, w := range []*world{serve(t, h), open(t)} {
		for _, day := range []string{"", "2026-03-31"} {
			for _, who := range w.personas(t) {
				if toInterview(t, w, who, day) {
					tried[who.Role] = true
				}
			}
		}
	}
	for _, role := range []access.Role{access.SocialWorker, access.TeamManager, access.HeadOfService, access.Director, access.Inspector, access.ReviewingOfficer} {
		if !tried[role] {
			t.Errorf("no %s may see an overdue interview, so that this test sees nothing of their home", role)
		}
	}
}

// toInterview looks for the way from a person's home to an overdue interview, and says whether there is an interview that they may see.
func toInterview(t *testing.T, w *world, who door.Actor, day string) bool {
	t.Helper()
	s := w.app.Session(who)
	if !s.May(access.ListClocks) {
		return false
	}
	home := "/"
	if day != "" {
		asAt, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		s, home = s.At(door.Question{AsAt: asAt}), "/?as_at="+day
	}
	late, err := clocks.List(t.Context(), s, clocks.Filter{Duty: "rhi-72h", Statuses: []clocks.Status{clocks.Overdue}, Late: clocks.LateDue, PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(late.Clocks, func(c clocks.Clock) bool { return !c.Child.Hidden }) {
		return false
	}
	browser := w.as(t, who)
	var first []string
	for _, href := range hrefsOf(fetch(t, browser, home), "main a, .heed-nav a") {
		if path, _, _ := strings.Cut(href, "?"); !slices.Contains(first, href) && slices.Contains([]string{"/clocks", "/clock"}, path) {
			first = append(first, href)
		}
	}
	for _, href := range first {
		second := []string{href}
		if strings.HasPrefix(href, "/clocks") {
			second = hrefsOf(fetch(t, browser, href), "main a[href^='/clock?']")
		}
		for _, clock := range second {
			if strings.Contains(clock, "duty=rhi-72h") && saysAll(t, fetch(t, browser, clock)) {
				return true
			}
		}
	}
	t.Errorf("%s (%s): two clicks from %s lead to none of %d overdue interviews", who.ID, who.Role, home, late.Total)
	return true
}

// saysAll says whether the page of a clock is of an overdue one, and fails the test where that does not say why, by what law and whose it is.
func saysAll(t *testing.T, page htmlcheck.Node) bool {
	t.Helper()
	stands := page.One("section[aria-labelledby=stands]").Text()
	if !strings.Contains(stands, "Overdue") {
		return false
	}
	_, owner, _ := strings.Cut(stands, "Whose it is ")
	if owner == "" || !strings.Contains(stands, "Why it matters.") {
		t.Errorf("it does not say whose it is, or why it matters: %s", stands)
	}
	if why := page.One("section[aria-labelledby=why]").Text(); !strings.Contains(why, "2026") && !strings.Contains(why, "2025") {
		t.Errorf("it does not say when it arose: %s", why)
	}
	if law := page.One("section[aria-labelledby=law]").Text(); !strings.Contains(law, "Statutory guidance on children who run away or go missing") {
		t.Errorf("it does not say by what law: %s", law)
	}
	return true
}
