//go:build e2e

package e2e

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A social worker's own work by urgency, on a page and a half at most, their overdue clocks, and a day in the past that goes with them
// from page to page.
func TestASocialWorkerSeesTheirWorkByUrgencyAndFiltersTheirClocks(t *testing.T) {
	b := open(t)
	b.signIn("Social worker")
	day := b.dayWithWork()

	b.chooseDays(".heed-asof-change", day.Format("2 January 2006"), "")
	b.sees(".heed-asof", "As at "+day.Format("Monday 2 January 2006"))
	late := b.count("section[aria-labelledby=late] .heed-todo > li")
	heading := b.text("#late")
	n := digits(strings.TrimPrefix(heading, "Late and can still be done: "))
	if late == 0 || n < late || n != digits(b.text(".heed-counts a.is-overdue")) {
		t.Errorf("%q stands over %d clocks, and the page counts %q", heading, late, b.text(".heed-counts a.is-overdue"))
	}
	if height := ask[int](b, "document.documentElement.scrollHeight"); height >= 2500 {
		t.Errorf("the home of the busiest social worker is %d pixels high", height)
	}

	b.follow(b.linkTo("nav a", "/clocks"))
	b.sees(".heed-asof", "As at "+day.Format("Monday 2 January 2006"))
	b.do("choosing the statuses", chromedp.Evaluate[chromedp.Void](`document.querySelectorAll(".heed-fold input[name=status]:checked").forEach(e => e.click())`),
		chromedp.Click(chromedp.CSS(`.heed-fold input[name=status][value="overdue"]`)))
	if status := b.press(".heed-fold button[type=submit]"); status != 200 {
		t.Fatalf("filtering the clocks: status %d", status)
	}
	asked := b.address().Query()
	if got := asked["status"]; len(got) != 1 || got[0] != "overdue" {
		t.Errorf("the address holds the statuses %q, want only overdue: %s", got, b.address())
	}
	heading = b.text("#list")
	rows := b.rowsOnAllPages("section[aria-labelledby=list]")
	if said := digits(heading); rows == 0 || said != rows {
		t.Errorf("%q stands over %d rows", heading, rows)
	}
	if not := ask[int](b, `[...document.querySelectorAll("section[aria-labelledby=list] tbody .heed-tag")].filter(e => e.innerText.trim() !== "Overdue").length`); not > 0 {
		t.Errorf("%d rows of the overdue clocks are not overdue", not)
	}
	b.must(b.address().String()) // an address that is sent to a colleague shows the same list
	if again := b.text("#list"); again != heading {
		t.Errorf("the same address shows %q and then %q", heading, again)
	}
	b.well("as social worker")
}

// A figure as at one day and known at another says so, and so does everything it leads to.
func TestTheDayAskedAboutAndWhatWasKnownGoFromPageToPage(t *testing.T) {
	b := open(t)
	b.signIn("Team manager")
	asAt, knownAt := "31 March 2025", "31 December 2025"
	b.must("/figures/cin-count")
	b.chooseDays(".heed-asof-change", asAt, knownAt)
	if q := b.address().Query(); q.Get("as_at") == "" || q.Get("known_at") == "" {
		t.Errorf("the address does not hold both days: %s", b.address())
	}
	shown := func() {
		t.Helper()
		b.sees(".heed-asof", "As at Monday 31 March 2025")
		b.sees(".heed-asof", "Known at the end of 31 December 2025")
	}
	shown()
	b.sees(".heed-big ~ p strong", b.text(".heed-big")+" on 31 March 2025")
	for _, place := range []string{"nav a", `main a[href*="only=yes"]`} {
		for _, link := range b.links(place) {
			u, err := url.Parse(link)
			if err != nil || u.Query().Get("as_at") == "" || u.Query().Get("known_at") == "" {
				t.Errorf("a link does not keep the days: %s", link)
			}
		}
	}
	figure := b.address().String()
	b.follow(b.linkTo("nav a", "/clocks"))
	shown()
	b.must(figure)
	if child := b.links(`#rows ~ table tbody th a[href^="/children/"]`); len(child) > 0 {
		b.follow(child[0])
		shown()
	} else {
		t.Errorf("%s: no row leads to a child", figure)
	}
	b.must(figure)
	b.press(".heed-asof a[href='/figures/cin-count']")
	b.sees(".heed-asof", "Known at now, all that is recorded")
	if text := b.text(".heed-asof"); strings.Contains(text, asAt) {
		t.Errorf("back at the latest day the page is still as at %s: %s", asAt, text)
	}
	b.well("as team manager")
}

// dayWithWork is today where the worker has something overdue, otherwise the latest of the days before on which they had: what an
// invented council owes depends on the day on which it is invented.
func (b *tab) dayWithWork() time.Time {
	b.t.Helper()
	for weeks := range 100 {
		day := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -7*weeks)
		b.must("/?as_at=" + day.Format(time.DateOnly))
		if digits(b.text(".heed-counts a.is-overdue")) > 0 {
			b.must("/")
			return day
		}
	}
	b.t.Fatal("the social worker has had nothing overdue in two years")
	return time.Time{}
}

// chooseDays fills in the form that changes the day asked about and what was known, and sends it.
func (b *tab) chooseDays(form, asAt, knownAt string) {
	b.t.Helper()
	b.unfold(form)
	b.fill(form+" input[name=as_at]", asAt)
	b.fill(form+" input[name=known_at]", knownAt)
	if status := b.press(form + " button[type=submit]"); status != 200 {
		b.t.Fatalf("choosing %s and %s: status %d", asAt, knownAt, status)
	}
}

// linkTo gives the whole address of the link to a path.
func (b *tab) linkTo(selector, path string) string {
	b.t.Helper()
	for _, link := range b.links(selector) {
		if u, err := url.Parse(link); err == nil && u.Path == path {
			return link
		}
	}
	b.t.Fatalf("%s: %s does not lead to %s", b.address(), selector, path)
	return ""
}

// digits is the number that words begin with, 0 where they begin with none.
func digits(words string) int {
	end := strings.IndexFunc(words, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(words)
	}
	n, _ := strconv.Atoi(words[:end])
	return n
}
