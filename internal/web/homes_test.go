//go:build !race || long

package web_test

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

// overseers have homes of more than their own clocks: of a team, a service or the whole council.
var overseers = []access.Role{access.Director, access.HeadOfService, access.TeamManager, access.Inspector, access.Analyst, access.System}

// overdueInWords finds the number in words that name a duty first, which may hold numbers of its own.
var overdueInWords = regexp.MustCompile(`: (\d[\d,]*) overdue`)

var numberInWords = regexp.MustCompile(`(\d[\d,]*)( child\b| children\b)?`)

// counted is a number of a page and the list of clocks that its link opens.
type counted struct {
	words, href string
	n           int
	// ofChildren says that the number counts children and not clocks.
	ofChildren bool
	// reach says that it stands in the line of where the records end, which counts all that the reader may see.
	reach bool
}

// countsOf reads every link of a page to a list of clocks that says a number.
func countsOf(t *testing.T, page htmlcheck.Node) []counted {
	t.Helper()
	var list []counted
	reach := page.All(".heed-reach a[href^='/clocks']")
	for _, a := range page.All("main a[href^='/clocks']") {
		found := overdueInWords.FindStringSubmatch(a.Text())
		if found == nil {
			found = numberInWords.FindStringSubmatch(a.Text())
		}
		if found == nil {
			continue
		}
		n, err := strconv.Atoi(strings.ReplaceAll(found[1], ",", ""))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, counted{words: a.Text(), href: a.Attr("href"), n: n, ofChildren: len(found) > 2 && found[2] != "",
			reach: slices.ContainsFunc(reach, func(other htmlcheck.Node) bool { return other.Attr("href") == a.Attr("href") })})
	}
	return list
}

// clocksAt gives the rows of the list of clocks at an address, as its file has them.
func (r reader) clocksAt(href string) []map[string]string {
	r.t.Helper()
	path, query, _ := strings.Cut(href, "?")
	status, file := r.get(path + ".csv?" + query)
	if status != 200 {
		r.t.Fatalf("%s: status %d", href, status)
	}
	return testkit.ReadCSV(r.t, strings.NewReader(file))
}

func keyOf(row map[string]string) string {
	return row["duty"] + " " + row["about"] + " " + row["subject"] + " " + row["occasion"]
}

// walk opens every list that the page of a path counts, and gives all their clocks by what they are.
func walk(t *testing.T, browser reader, path string) map[string]map[string]string {
	t.Helper()
	status, body := browser.get(path)
	if status != 200 {
		t.Fatalf("%s: status %d", path, status)
	}
	all := map[string]map[string]string{}
	for _, count := range countsOf(t, htmlcheck.Parse(t, body)) {
		rows := browser.clocksAt(count.href)
		children := map[string]bool{}
		for _, row := range rows {
			if !count.reach {
				all[keyOf(row)] = row
			}
			children[row["subject"]] = true
		}
		_, list := browser.get(count.href)
		heading := leading(t, htmlcheck.Parse(t, list).One("h2#list").Text())
		switch {
		case heading != len(rows):
			t.Errorf("%s says %d and its file has %d rows", count.href, heading, len(rows))
		case count.ofChildren && count.n != len(children):
			t.Errorf("%s says %q, and %s has %d children", path, count.words, count.href, len(children))
		case !count.ofChildren && count.n != heading:
			t.Errorf("%s says %q, and %s lists %d", path, count.words, count.href, heading)
		}
	}
	return all
}

// ownOf lists the open clocks that are a person's own or, where nobody is named, their role's, of all that the council has.
func ownOf(t *testing.T, h *testkit.Heed, who door.Actor) map[string]bool {
	t.Helper()
	every, err := clocks.List(t.Context(), h.Session(door.System(testkit.Authority)), clocks.Filter{PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]bool{}
	for _, c := range every.Clocks {
		role := h.Book().Rule(c.Duty).Owner == string(who.Role) &&
			(who.Role != access.TeamManager || c.TeamID == who.TeamID) && (who.Role != access.HeadOfService || c.Service == who.Service)
		if !c.Status.Done() && (c.OwnerID == who.ID || c.OwnerID == "" && role) {
			own[c.Duty+" "+c.About+" "+c.Subject+" "+c.Occasion] = true
		}
	}
	return own
}

func TestEveryNumberOfAHomeIsTheListThatItOpensAndNothingOfTheirOwnIsMissing(t *testing.T) {
	t.Parallel()
	w, h := small(t)
	for _, who := range h.Staff(t) {
		if who.Role != access.System {
			homeOf(t, w, h, who)
		}
	}
}

// The same of every role of the policies and the rulebook, on a council with everything.
func TestEveryRolesHomeIsItsListsOnAWholeCouncil(t *testing.T) {
	t.Parallel()
	h := testkit.Synthetic(t, 100)
	homesOf(t, serve(t, h), h)
}

// The same on a council of which there are only returns.
func TestEveryRolesHomeIsItsListsOnACouncilOfReturns(t *testing.T) {
	t.Parallel()
	w := ofReturns(t)
	homesOf(t, w, &testkit.Heed{Door: w.app})
}

// The same on the council that was inspected in 2015. It is of a size of its own, which takes minutes.
func TestEveryRolesHomeIsItsListsOnTheInspectedCouncil(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes: make test-long runs it")
	}
	t.Parallel()
	h := testkit.Inspected(t)
	homesOf(t, serve(t, h), h)
}

// homesOf walks the home of a person of each role.
func homesOf(t *testing.T, w *world, h *testkit.Heed) {
	t.Helper()
	people, err := h.Personas(t.Context(), testkit.Authority)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range people {
		homeOf(t, w, h, who)
	}
}

// homeOf walks one person's home.
func homeOf(t *testing.T, w *world, h *testkit.Heed, who door.Actor) {
	t.Helper()
	t.Run(who.ID+" "+string(who.Role), func(t *testing.T) {
		found := walk(t, w.as(t, who), "/")
		if !h.Session(who).May(access.ListClocks) {
			return // they see totals, and no clock
		}
		own := ownOf(t, h, who)
		for key := range own {
			if _, ok := found[key]; !ok && !hiddenFrom(t, h, who, key) {
				t.Errorf("the home leads to no list with %s, which is theirs", key)
			}
		}
		if slices.Contains(overseers, who.Role) {
			return
		}
		for key, row := range found {
			open := !slices.Contains([]string{"met", "met late"}, row["status"])
			if open && row["subject"] != "" && !own[key] {
				t.Errorf("the home leads to %s, which is not theirs", key)
			}
		}
	})
}

// hiddenFrom says whether a clock is of a restricted record, which lists count and do not name.
func hiddenFrom(t *testing.T, h *testkit.Heed, who door.Actor, key string) bool {
	t.Helper()
	in, err := h.Session(who).Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Fields(strings.ReplaceAll(key, "carer household", "household"))
	return in.RefOf(h.Book().Rule(parts[0]), parts[2], in.Q.AsAt).Hidden
}

func TestWhoeverOwnsADutyTowardsWhatIsNoChildListsAndOpensItAndNobodyElseWhoSeesSome(t *testing.T) {
	t.Parallel()
	w := open(t)
	every, err := clocks.List(t.Context(), w.app.Session(door.System(brockwell)), clocks.Filter{PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	people, err := w.app.Personas(t.Context(), brockwell)
	if err != nil {
		t.Fatal(err)
	}
	tried := map[string]bool{}
	for _, c := range every.Clocks {
		owner := w.app.Book().Rule(c.Duty).Owner
		if c.About == "child" || tried[c.Duty] || c.Status.Done() {
			continue
		}
		tried[c.Duty] = true
		address := "/clock?" + url.Values{"duty": {c.Duty}, "about": {c.Subject}, "occasion": {c.Occasion}}.Encode()
		i := slices.IndexFunc(people, func(who door.Actor) bool { return string(who.Role) == owner })
		if i < 0 {
			t.Fatalf("nobody is %s", owner)
		}
		browser := w.as(t, people[i])
		if status, _ := browser.get(address); status != 200 {
			t.Errorf("%s: its owner, %s, gets status %d", c.Duty, owner, status)
		}
		if _, list := browser.get("/clocks?mine=yes&duty=" + c.Duty + "&status=" + url.QueryEscape(string(c.Status))); !strings.Contains(list, "about="+url.QueryEscape(c.Subject)) {
			t.Errorf("%s: the list of its owner, %s, does not lead to %s", c.Duty, owner, c.Subject)
		}
		if status, _ := w.as(t, w.persona(t, access.SocialWorker)).get(address); status != 403 {
			t.Errorf("%s: a social worker gets status %d, want a refusal", c.Duty, status)
		}
	}
	if len(tried) < 3 {
		t.Errorf("only %d duties are about what is no child", len(tried))
	}
}
