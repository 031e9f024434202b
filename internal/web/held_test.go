//go:build !race || long

package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/ledger"
	"heed/internal/rules"
	"heed/internal/testkit"
	"heed/internal/web"
)

// Every file that is given out stands in the log with the children whom it names, all of them and no others.
func TestTheLogSaysOfEveryExportWhichChildrenItHeld(t *testing.T) {
	t.Parallel()
	m := newMatrix(t)
	files := map[string]int{}
	for _, id := range []string{"W13", "W7"} { // the analyst, and a head of service
		who := m.h.Actor(t, id)
		browser := m.w.as(t, who)
		for _, route := range web.Routes() {
			if route.May != access.Export || route.Method != http.MethodGet {
				continue
			}
			for _, p := range probes[route.Name](m.known) {
				status, body := browser.get(p.path)
				if status != http.StatusOK || strings.HasPrefix(body, "<!DOCTYPE html>") {
					continue
				}
				named := childToken.FindAllString(said(t, body), -1)
				slices.Sort(named)
				named = slices.Compact(named)
				entries, err := m.h.Session(who).Ledger().ListAccess(t.Context(), ledger.AccessFilter{Authority: testkit.Authority, Who: who.By(), Limit: 1})
				if err != nil || len(entries) != 1 || entries[0].Action != string(access.Export) {
					t.Fatalf("%s: the last entry is %+v, %v", p.path, entries, err)
				}
				held, err := m.h.Session(who).Ledger().ListHeld(t.Context(), testkit.Authority, entries[0].Seq)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(named, held); diff != "" {
					t.Errorf("%s, %s: the file names and the log holds: %s", who.Role, p.path, diff)
				}
				if len(named) > 0 {
					files[route.Name]++
				}
			}
		}
	}
	for _, route := range []string{"clocks export", "findings export", "drift export", "figure export", "figure export workbook", "export file"} {
		if files[route] == 0 {
			t.Errorf("no file of the route %s names a child", route)
		}
	}
}

// What the command line prints whole stands in the log with its children, as a file does.
func TestTheLogSaysOfListsThatAreGivenWholeWhichChildrenTheyHeld(t *testing.T) {
	t.Parallel()
	_, h := smallOwn(t)
	s := h.Session(door.System(testkit.Authority))
	for name, give := range map[string]func() error{
		"clocks": func() error { _, err := clocks.List(t.Context(), s, clocks.Filter{PerPage: -1}); return err },
		"a figure's rows": func() error {
			_, err := figures.Find(t.Context(), s, "lac-count", figures.Filter{PerPage: -1})
			return err
		},
		"a rule's rows": func() error { _, err := rules.Run(t.Context(), s, "lac-count"); return err },
	} {
		if err := give(); err != nil {
			t.Fatal(err)
		}
		entries, err := s.Ledger().ListAccess(t.Context(), ledger.AccessFilter{Authority: testkit.Authority, Limit: 1})
		if err != nil || len(entries) != 1 {
			t.Fatal(entries, err)
		}
		if held, err := s.Ledger().ListHeld(t.Context(), testkit.Authority, entries[0].Seq); err != nil || !slices.Contains(held, "1004") {
			t.Errorf("%s held %q, %v", name, held, err)
		}
	}
	_, err := clocks.List(t.Context(), s, clocks.Filter{}) // a page of a list is no export
	entries, errList := s.Ledger().ListAccess(t.Context(), ledger.AccessFilter{Authority: testkit.Authority, Limit: 1})
	if err != nil || errList != nil {
		t.Fatal(err, errList)
	}
	if held, err := s.Ledger().ListHeld(t.Context(), testkit.Authority, entries[0].Seq); err != nil || held != nil {
		t.Errorf("a page of clocks held %q, %v", held, err)
	}
}
