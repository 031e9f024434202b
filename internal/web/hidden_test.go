//go:build !race || long

package web_test

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/testkit"
	"heed/internal/web"
	"heed/rulebook"
)

// whoTheyAre changes of the two restricted children of the small council who they are and who works with them, and nothing that any figure of the whole
// authority counts.
var whoTheyAre = map[string]string{
	"child: 1003,heed,2020-11-30,,F,AIND":                  "1003,heed,2019-04-02,,M,WBRI",
	"child: 1006,heed,2013-08-17,,M,WOTH":                  "1006,heed,2014-02-01,,F,BCRB",
	"child_name: 1003,Meera,Sunderwalla,":                  "1003,Abel,Quillfeather,",
	"child_name: 1006,Aleksy,Zielonka-Hart,":               "1006,Zora,Adderley,",
	"allocation: 1003,W2,social worker,T1,2026-02-02,":     "1003,W3,social worker,T2,2026-02-02,",
	"allocation: 1006,W3,social worker,T2,2025-02-03,":     "1006,W1,social worker,T1,2025-02-03,",
	"allocation: 1006,W9,reviewing officer,T3,2025-02-03,": "1006,W14,family support worker,T1,2025-02-03,",
}

// recordedOfThem is all that is recorded of the two. It is left out of the council in which nothing is known of them but that they are restricted.
var recordedOfThem = []string{
	"allocation: 1003,W2,social worker,T1,2026-02-02,", "allocation: 1003,W10,conference chair,T3,2026-02-02,",
	"allocation: 1006,W3,social worker,T2,2025-02-03,", "allocation: 1006,W9,reviewing officer,T3,2025-02-03,",
	"annual_health: 1006,2026-03-31,true,true,false,false", "assessment: 1003,2026-01-05,2026-01-06,2026-02-12",
	"child: 1003,heed,2020-11-30,,F,AIND", "child: 1006,heed,2013-08-17,,M,WOTH",
	"child_name: 1003,Meera,Sunderwalla,", "child_name: 1006,Aleksy,Zielonka-Hart,", "cin_episode: 1003,2026-01-05,,,N1",
	"cp_plan: 1003,2026-02-02,,EMO,EMO,1,2026-01-05", "cp_review: 1003,2026-02-02,2026-05-20", "cp_visit: 1003,2026-11-12,true,true,true,W2",
	"episode: 1006,2025-02-03,S,C1,N5,U6,PR1,2026-05-04,X1,CARPL", "episode: 1006,2026-05-04,P,C1,N5,U6,PR1,2026-07-06,X1,CARPL",
	"episode: 1006,2026-07-06,P,C1,N5,K2,PR4,,,", "health_assessment: 1006,H2,initial,2025-02-10,2025-03-20,,",
	"initial_conference: 1003,2026-01-05,2026-02-02,false", "referral: 1003,2026-01-05,2A,false", "section_47: 1003,2026-01-05,2026-01-07,2026-02-02,false,,",
}

func nothingKnown() map[string]string {
	change := map[string]string{}
	for _, line := range recordedOfThem {
		change[line] = testkit.NoLine
	}
	return change
}

// countsAll says of a route whether its page counts up the whole authority, every child among them: its figures, and what was imported.
var countsAll = []string{
	"figures", "figure", "breakdown", "breakdown export", "figure export", "figure export workbook", "coverage",
	"imports", "import batch", "import faults", "import faults workbook", "import undo", "access log",
	"who has seen a child", "oddities", "oddity", // which the access log is asked for
}

// asking gives everything that is asked of a route, with every choice of every filter.
func (m matrix) asking(route string, book *rulebook.Book) (list []probe) {
	if probes[route] != nil {
		list = probes[route](m.known)
	}
	every := func(name string, values ...string) {
		for _, value := range values {
			list = append(list, probe{path: m.w.pathOf(route) + "?" + name + "=" + url.QueryEscape(value)})
		}
	}
	ids := func(kind rulebook.Kind) (ids []string) {
		for _, r := range book.Kind(kind) {
			ids = append(ids, r.ID)
		}
		if testing.Short() {
			ids = ids[:5]
		}
		return ids
	}
	var workers []string
	for n := 1; n <= 15; n++ {
		workers = append(workers, fmt.Sprintf("W%d", n))
	}
	teams, statuses := []string{"T1", "T2", "T3"}, []string{"overdue", "due soon", "running", "met", "met late", "missed", "cannot tell", "not known yet", "not owed"}
	switch route {
	case "clocks", "clocks export":
		every("owner", workers...)
		every("team", teams...)
		every("service", "Safeguarding", "Care", "Quality")
		every("status", statuses...)
		every("duty", append(ids(rulebook.Duty), "cp-visit", "lac-review-1", "cp-review", "health-assessment-first")...)
	case "findings", "findings export":
		every("team", teams...)
		every("check", ids(rulebook.Check)...)
		every("fault", rulebook.Faults...)
	case "drift", "drift export":
		every("team", teams...)
		for _, r := range book.Drifts() {
			every("kind", r.Drift.Kind)
		}
	}
	return list
}

// pathOf gives the address of a route that has one of its own.
func (w *world) pathOf(name string) string {
	for _, route := range web.Routes() {
		if route.Name == name {
			return route.Path
		}
	}
	return ""
}

// uploads are the ids of what was uploaded, which no two councils have the same.
var uploads = regexp.MustCompile(`/uploads/[a-z2-7]{10,}`)

// Two councils that differ only in what is recorded of their restricted children answer everybody without a grant alike, byte by byte: in the one the
// children are others and with other people, in the other nothing is known of them at all. Figures of the whole authority, which count every child, are
// compared in the first alone.
func TestNothingThatIsAskedTellsARestrictedChildFromAnotherOrFromNone(t *testing.T) {
	t.Parallel()
	as := newMatrix(t)
	for _, name := range []string{"who they are", "nothing"} { // the first also compares the access log, of which the second asks more
		change := whoTheyAre
		if name == "nothing" {
			change = nothingKnown()
		}
		other := matrixOf(t, testkit.Changed(t, change))
		t.Run(name, func(t *testing.T) {
			for _, who := range as.people {
				if slices.Contains(restrictedTo["1003"], who.ID) {
					continue
				}
				sameAnswers(t, as, other, who, name == "nothing")
			}
		})
	}
}

// leadOn are the routes that in a demonstration lead on to the list of people, or home, of which each is asked by itself.
var leadOn = []string{"sign in", "ask for a code", "ask again"}

// sameAnswers asks two councils the same.
func sameAnswers(t *testing.T, x, y matrix, who door.Actor, known bool) {
	t.Helper()
	one, two := x.w.as(t, who), y.w.as(t, who)
	for _, route := range web.Routes() {
		if route.Method != http.MethodGet || slices.Contains(leadOn, route.Name) || known && (slices.Contains(countsAll, route.Name) || route.Name == "home" && leads(who.Role)) {
			continue
		}
		alike := y.asking(route.Name, y.h.Book())
		for i, p := range x.asking(route.Name, x.h.Book()) {
			status, body := one.ask(route.Method, p.path, p.form)
			otherStatus, otherBody := two.ask(route.Method, alike[i].path, alike[i].form)
			for strings.Contains(body+otherBody, "being worked out") { // both are asked again, so that both logs have as much
				status, body = one.ask(route.Method, p.path, p.form)
				otherStatus, otherBody = two.ask(route.Method, alike[i].path, alike[i].form)
			}
			body, otherBody = uploads.ReplaceAllString(said(t, body), ""), uploads.ReplaceAllString(said(t, otherBody), "")
			if status != otherStatus || body != otherBody {
				t.Errorf("%s, %s: status %d and %d, %s", who.Role, p.path, status, otherStatus, firstDifference(body, otherBody))
			}
		}
	}
}

// leads says whether a role's home shows figures, or what was imported.
func leads(role access.Role) bool {
	return atMost[role] == totals || slices.Contains([]access.Role{access.Director, access.HeadOfService, access.Inspector, access.Analyst}, role)
}

// firstDifference shows where two answers begin to differ.
func firstDifference(x, y string) string {
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	cut := func(s string) string { return html.UnescapeString(s[max(0, i-80):min(len(s), i+80)]) }
	return fmt.Sprintf("%q and %q", strings.Join(strings.Fields(cut(x)), " "), strings.Join(strings.Fields(cut(y)), " "))
}
