//go:build !race || long

package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/web"
	"heed/internal/web/htmlcheck"
	"heed/internal/web/kit"
)

// mayOpen says who may open a route whose policy is not one of access's own, by the sign-in that it asks.
func mayOpen(t *testing.T, w *world, route kit.Route, role access.Role) bool {
	t.Helper()
	if route.May == kit.Anyone || route.May == kit.SignedIn {
		return true
	}
	for _, who := range w.personas(t) {
		if who.Role == role {
			return w.app.May(who, route.May)
		}
	}
	t.Fatalf("no persona is a %s", role)
	return false
}

// aggregate are the roles that see totals and never a child.
var aggregate = []access.Role{access.ElectedMember, access.Partner}

func TestEachRoleOpensTheRoutesItMayAndNoOthers(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, who := range w.personas(t) {
		t.Run(string(who.Role), func(t *testing.T) {
			t.Parallel()
			browser := w.as(t, who)
			for _, route := range web.Routes() {
				if route.Method != http.MethodGet {
					continue
				}
				path := w.example(t, route.Path)
				status, body := browser.get(path)
				if allowed := mayOpen(t, w, route, who.Role); !allowed {
					if status != http.StatusForbidden {
						t.Errorf("%s: status %d, want a refusal", path, status)
					}
				} else if status != http.StatusOK && status != http.StatusForbidden && status != http.StatusNotFound {
					t.Errorf("%s: status %d", path, status)
				}
				if strings.HasPrefix(body, "<!DOCTYPE html>") {
					if faults := htmlcheck.Parse(t, body).Faults(); len(faults) > 0 {
						t.Errorf("%s: %q", path, faults)
					}
				}
				if slices.Contains(aggregate, who.Role) && strings.Contains(body, `href="/children/`) {
					t.Errorf("%s: a link to a child is shown to a %s", path, who.Role)
				}
			}
		})
	}
}

// example fills the place of a route's path with something that is there.
func (w *world) example(t *testing.T, pattern string) string {
	t.Helper()
	id := "nothing"
	switch {
	case strings.HasPrefix(pattern, "/figures/"):
		id = "cpp-count"
	case strings.HasPrefix(pattern, "/rules/"):
		id = "icpc"
	case strings.HasPrefix(pattern, "/imports/"):
		id = "batch-1"
	case strings.HasPrefix(pattern, "/published/"):
		id = "208"
	case strings.HasPrefix(pattern, "/children/"):
		id = w.child(t)
	}
	path := strings.ReplaceAll(pattern, "{$}", "")
	if path == "/exports/file" {
		path += "?what=records&type=team"
	}
	if from := strings.Index(path, "{"); from >= 0 {
		to := strings.Index(path, "}")
		path = path[:from] + id + path[to+1:]
	}
	return path
}

// child is the number of a child whom the director may read.
func (w *world) child(t *testing.T) string {
	t.Helper()
	for _, who := range w.personas(t) {
		if who.Role != access.Director {
			continue
		}
		_, body := w.as(t, who).get("/clocks")
		for _, link := range htmlcheck.Parse(t, body).Links() {
			if id, ok := strings.CutPrefix(link, "/children/"); ok {
				return id
			}
		}
	}
	t.Fatal("the director's list links to no child")
	return ""
}

func TestNoListLinksToAChildWhomTheReaderIsRefused(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, who := range w.personas(t) {
		t.Run(string(who.Role), func(t *testing.T) {
			t.Parallel()
			browser := w.as(t, who)
			children := map[string]string{}
			for _, path := range []string{"/", "/clocks", "/clocks?status=running&status=met&status=excused", "/figures/cpp-count", "/figures/lac-count"} {
				_, body := browser.get(path)
				for _, link := range htmlcheck.Parse(t, body).Links() {
					if strings.HasPrefix(link, "/children/") {
						children[link] = path
					}
				}
			}
			if len(children) == 0 && !slices.Contains(aggregate, who.Role) && who.Role != access.FamilySupportWorker {
				t.Logf("no list of a %s links to a child", who.Role)
			}
			tried := 0
			for link, from := range children {
				if tried++; tried > 40 {
					break
				}
				if status, _ := browser.get(link); status != http.StatusOK {
					t.Errorf("%s links to %s, which answers %d", from, link, status)
				}
			}
		})
	}
}
