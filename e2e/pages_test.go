//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"heed/internal/testkit"
	"heed/internal/web"
	"heed/internal/web/kit"
	"heed/rulebook"
)

// sample fills the places in the paths of routes with things that are there. A route with a place that is not here fails the
// tests, so that none escapes them.
type sample struct {
	child, batch, undone string
	// shown and refused are uploads that wait.
	shown, refused      string
	figure, rule, clock string
}

// paths gives the addresses at which a role opens a route: with one thing, or each of several, in its place, and with the
// questions and filters that change how the page looks.
func (s sample) paths(t *testing.T, route kit.Route) []string {
	t.Helper()
	var found []string
	add := func(more ...string) { found = append(found, more...) }
	switch route.Path {
	case "/{$}":
		add("/", "/?as_at=2025-03-31&known_at=2025-12-31")
	case "/clocks":
		add("/clocks", "/clocks?status=overdue&status=met+late&as_at=2026-03-31", "/clocks?as_at=31+June+2026")
	case "/figures/{id}":
		add("/figures/"+s.figure, "/figures/cin-count?as_at=2025-03-31&known_at=2025-12-31&part=sex%3DF&only=yes", "/figures/cin-count?known_at=soon")
	case "/figures/{id}/breakdown":
		add("/figures/cin-count/breakdown?by=ethnicity", "/figures/cpp-over-2y/breakdown?by=sex&as_at=2025-03-31")
	case "/clock":
		add(s.clock, "/clock?duty=rhi-72h&about=none&occasion=none")
	case "/coverage/{id}":
		add("/coverage/nothing") // what waits hangs on the day
	case "/rules/{id}":
		add("/rules/" + s.rule)
	case "/children/{id}":
		add("/children/"+s.child, "/children/"+s.child+"?as_at=2026-06-30&events=all", "/children/none")
	case "/children/{id}/journey":
		add("/children/" + s.child + "/journey")
	case "/children/{id}/seen":
		add("/children/" + s.child + "/seen")
	case "/access-log/oddities/{id}":
		add("/access-log/oddities/none")
	case "/access-log":
		add("/access-log", "/access-log?from=today+or+so&to=31+June+2026")
	case "/importing/{id}":
		add("/importing/none") // one that is done leads on, and one that runs is looked at by itself
	case "/uploads/{id}":
		add(s.shown, s.refused)
	case "/uploads/{id}/columns":
		add(s.refused+"/columns?file=shopping.csv", s.refused+"/columns?file=shopping.csv&type=cp_visit")
	case "/imports/{id}":
		add("/imports/"+s.batch, "/imports/"+s.undone)
	case "/imports/{id}/undo":
		add("/imports/" + s.batch + "/undo")
	case "/exports":
		add("/exports", "/exports?what=records&type=placement&as_at=31+June+2026")
	case "/exports/file":
		add("/exports/file?what=ssda903&year=soon&form=parquet") // a file where nothing is wrong with what is asked for, and a page where something is
	case "/accounts/{id}":
		add("/accounts/none") // nobody has an account in a demonstration: see the test of signing in
	case "/restrictions/{id}":
		add("/restrictions/"+s.child, "/restrictions/none")
	case "/emergencies/{id}":
		add("/emergencies/none") // nothing has been opened in an emergency in a demonstration
	case "/children/{id}/emergency":
		add("/children/none/emergency")
	case "/link/{token}", "/link/{token}/codes":
		add(strings.ReplaceAll(route.Path, "{token}", "none"))
	case "/link/{token}/picture.png", "/sign-in/code":
		break // a picture, and a page that leads on where no sign-in is under way
	case "/published":
		add("/published", "/published?q=north")
	case "/published/{code}":
		add("/published/208")
	case "/published/{code}/{file}":
		add("/published/208/nothing") // a page is there once a file has been imported
	case "/published-files/{id}":
		add("/published-files/nothing") // what was sent is its sender's own
	default:
		if strings.HasSuffix(route.Path, ".csv") || strings.HasSuffix(route.Path, ".xlsx") {
			break // a file, not a page
		}
		if strings.Contains(route.Path, "{") {
			t.Errorf("%s: this test does not know what to put in its place: add a sample", route.Path)
		}
		add(route.Path)
	}
	return found
}

// Every page that each role can open, and every refusal, with axe at the widest and the narrowest, and without scrolling sideways at every width.
func TestEveryPageOfEveryRoleIsAccessibleAndFits(t *testing.T) {
	source, err := axeSource()
	need(t, err)
	b := open(t)
	s := b.samples()
	for _, role := range b.roles() {
		t.Run(role, func(t *testing.T) {
			t.Parallel()
			b := open(t)
			b.signIn(role)
			here := s
			here.child = b.childOf(s.child)
			b.inspectAll(source, role, here)
		})
	}
	t.Run("nobody", func(t *testing.T) {
		t.Parallel()
		b := open(t)
		for _, path := range []string{"/sign-in", "/published", "/published/208", "/help", "/accessibility", "/nowhere", "/clocks"} {
			b.get(path)
			b.inspect(source, "nobody: "+path)
		}
	})
}

// Every figure and every rule, once; in a short run some of each kind. What differs between roles is looked at with one of each,
// above.
func TestEveryFigureAndRuleIsAccessibleAndFits(t *testing.T) {
	source, err := axeSource()
	need(t, err)
	for i, list := range []string{"/figures", "/rules"} {
		t.Run(list[1:], func(t *testing.T) {
			t.Parallel()
			b := open(t)
			b.signIn("Director")
			for n, id := range sampled(t, b.ids(list)) {
				b.must(list + "/" + id)
				b.inspectAt(source, list+"/"+id, []int64{wide, narrow}[(i+n)%2])
			}
		})
	}
}

// sampled keeps those figures or rules that a run goes through.
func sampled(t *testing.T, ids []string) []string {
	t.Helper()
	book, err := rulebook.Load()
	need(t, err)
	kept := map[string]bool{}
	for _, r := range testkit.Rules(book) {
		kept[r.ID] = true
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return !kept[id] })
	if len(ids) < 10 {
		t.Fatalf("only %q are looked at", ids)
	}
	return ids
}

// ids are the figures or the rules that the page of them all leads to.
func (b *tab) ids(list string) []string {
	b.t.Helper()
	b.must(list)
	var found []string
	for _, link := range b.links(`main a[href^="` + list + `/"]`) {
		u, err := url.Parse(link)
		if id := strings.TrimPrefix(u.Path, list+"/"); err == nil && !slices.Contains(found, id) {
			found = append(found, id)
		}
	}
	if len(found) < 10 {
		b.t.Fatalf("%s leads only to %q", list, found)
	}
	return found
}

// opened counts how many roles have opened a page.
var opened struct {
	sync.Mutex
	times map[string]int
}

// widths are those at which axe looks at a page: as wide as a desk and as the smallest phone for the first role that opens it, and in a short
// run at one of them in turn for the others.
func widths(page string) []int64 {
	opened.Lock()
	defer opened.Unlock()
	if opened.times == nil {
		opened.times = map[string]int{}
	}
	both, n := []int64{wide, narrow}, opened.times[page]
	opened.times[page]++
	if n == 0 || !testing.Short() {
		return both
	}
	return both[n%2 : n%2+1]
}

// inspectAll opens every route that is a page and looks at each, though at the same refusal only once.
func (b *tab) inspectAll(source, role string, s sample) {
	b.t.Helper()
	seen := map[int]int{}
	for _, route := range web.Routes() {
		if route.Method != http.MethodGet {
			continue
		}
		for i, path := range s.paths(b.t, route) {
			status := b.get(path)
			seen[status]++
			switch status {
			case 200, 400, 422:
			case 403, 404:
				if seen[status] > 1 {
					b.well(role + ": " + path)
					continue
				}
			default:
				b.t.Errorf("%s: %s: status %d", role, path, status)
			}
			b.inspectAt(source, role+": "+path, widths(fmt.Sprint(route.Name, i))...)
		}
	}
	if b.get("/nowhere") != 404 {
		b.t.Errorf("%s: a path that is none is not answered with 404", role)
	}
	b.inspectForms(source, role)
	b.t.Logf("pages by status: %v", seen)
}

// inspectForms looks at the pages that come of a form sent blank, or with words that are not found.
func (b *tab) inspectForms(source, role string) {
	b.t.Helper()
	if b.get("/find") == 200 {
		button := "main form button[type=submit]"
		b.press(button)
		b.sees(".govuk-error-summary", "Enter a child")
		b.inspect(source, role+": /find, sent blank")
		b.fill("#f-q", "5003")
		b.press(button)
		b.inspect(source, role+": /find, with a number begun")
	}
	if b.get("/exports") == 200 {
		b.press("main form button[type=submit]")
		b.sees(".govuk-error-summary", "Choose what to download")
		b.inspect(source, role+": /exports, sent blank")
	}
	if b.get("/imports") == 200 && b.count("#f-files") > 0 {
		b.send("")
		b.sees(".govuk-error-summary", "Choose the files")
		b.inspect(source, role+": /imports, sent blank")
	}
}

// samples finds what the pages are tried with, as an analyst who imports a list with a fault, takes it back, and is refused a file
// that is none.
func (b *tab) samples() sample {
	b.t.Helper()
	var s sample
	b.signIn("Analyst")
	s.child, s.figure, s.rule = b.someChild(), b.ids("/figures")[0], b.ids("/rules")[0]
	b.must("/clocks")
	s.clock = b.links(`main table a[href^="/clock?"]`)[0]
	list := write(b.t, "missing_episode.csv", "child_id,started_on,kind", s.child+",2026-01-05,M", s.child+",never,M", s.child+",2026-01-09,X")
	s.undone = strings.TrimPrefix(b.upload(list), "/imports/")
	b.must("/imports/" + s.undone + "/undo")
	b.fill("#f-reason", "Sent by mistake")
	b.press("main form button")
	b.agreeToWithdraw("/imports/" + s.undone)
	b.signIn("Analyst")
	s.batch = strings.TrimPrefix(b.upload(list), "/imports/")
	s.shown = b.show(list)
	s.refused = b.show(write(b.t, "shopping.csv", "milk,eggs", "1,2"))
	b.well("finding samples")
	return s
}

// childOf gives a child whom the reader may open, or otherwise one whom they are refused.
func (b *tab) childOf(other string) string {
	b.t.Helper()
	for _, page := range []string{"/clocks?status=overdue&status=due+soon&status=cannot+tell&status=running&status=met", "/figures/lac-count", "/figures/cin-count"} {
		if b.get(page) != 200 {
			continue
		}
		for _, link := range b.links(`main table th a[href^="/children/"]`) {
			return strings.TrimPrefix(link, "/children/")
		}
	}
	return other
}
