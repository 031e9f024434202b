//go:build !race || long

package web_test

import (
	"slices"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/web/htmlcheck"
	"heed/rulebook"
)

// A nurse of a council of returns owes review health assessments of which no source holds any: nothing is counted, and the page says which duties
// nothing feeds, not that nothing of theirs is late.
func TestAHomeNamesTheDutiesThatNothingFeedsAndShowsNoNoughtForThem(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	_, body := w.as(t, personaOf(t, w, access.LookedAfterNurse)).get("/")
	page := htmlcheck.Parse(t, body)
	text := page.One("main").Text()
	if !strings.Contains(text, "have nothing that feeds them") || !page.Has("main a[href^='/rules/rha-5plus']") {
		t.Errorf("the home does not name what nothing feeds: %q", text)
	}
	for _, count := range page.All(".heed-counts .is-overdue, .heed-counts .is-soon") {
		if strings.HasPrefix(strings.TrimSpace(count.Text()), "0") {
			t.Errorf("a nought stands for what nothing feeds: %q", count.Text())
		}
	}
	if strings.Contains(text, "Nothing of yours is known to be late") {
		t.Errorf("the home says that nothing is late: %q", text)
	}
}

// Where no source holds anything that a role owes, so that not one clock arises, its home names all of its duties and shows no nought either.
func TestNoHomeShowsANoughtWhereNothingFeedsAnyDutyOfTheRole(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	people, err := w.app.Personas(t.Context(), brockwell)
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, who := range people {
		duties := unfedDuties(t, w, who)
		if len(duties) == 0 || !w.app.Session(who).May(access.ListClocks) || slices.Contains(overseers, who.Role) {
			continue
		}
		page := fetch(t, w.as(t, who), "/")
		if page.Has(".heed-todo li") {
			continue // of what they owe a clock is shown that cannot be told
		}
		checked++
		for _, r := range duties {
			if !page.Has("main a[href^='/rules/" + r.ID + "']") {
				t.Errorf("%s: the home does not name %s, which nothing feeds", who.Role, r.ID)
			}
		}
		for _, count := range page.All(".heed-counts .is-overdue, .heed-counts .is-soon") {
			t.Errorf("%s: %q stands for what nothing feeds", who.Role, count.Text())
		}
		if strings.Contains(page.One("main").Text(), "Nothing of yours is known to be late") {
			t.Errorf("%s: the home says that nothing is late", who.Role)
		}
	}
	if checked < 10 {
		t.Errorf("of %d roles alone nothing is fed", checked)
	}
}

// unfedDuties gives the duties of somebody's role, none where any source holds what one of them hangs on.
func unfedDuties(t *testing.T, w *world, who door.Actor) []*rulebook.Rule {
	t.Helper()
	in, err := w.app.Session(who).Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	duties := slices.DeleteFunc(in.Book().Kind(rulebook.Duty), func(r *rulebook.Rule) bool { return r.Owner != string(who.Role) })
	for _, r := range duties {
		reach, err := in.Engine.Reach(t.Context(), in.Q, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if reach.Unknown != engine.NothingFeeds {
			return nil
		}
	}
	return duties
}
