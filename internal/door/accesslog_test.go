//go:build !race || long

package door_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/export"
	"heed/internal/figures"
	"heed/internal/home"
	"heed/internal/imports"
	"heed/internal/records"
	"heed/internal/rules"
	"heed/internal/testkit"
)

// reads is every way of reading, each done once by somebody.
func reads(t *testing.T, h *testkit.Heed, who door.Actor) map[string]func() error {
	t.Helper()
	ctx, q := t.Context(), door.Question{}
	return map[string]func() error{
		"clocks":  func() error { _, err := clocks.List(ctx, h.Session(who).At(q), clocks.Filter{}); return err },
		"figures": func() error { _, _, err := figures.List(ctx, h.Session(who).At(q)); return err },
		"figure": func() error {
			_, err := figures.Find(ctx, h.Session(who).At(q), "cpp-count", figures.Filter{})
			return err
		},
		"export": func() error {
			return figures.Export(ctx, h.Session(who).At(q), "cpp-count", figures.Filter{}, export.New(&bytes.Buffer{}))
		},
		"export clocks": func() error { return clocks.Export(ctx, h.Session(who).At(q), clocks.Filter{}, &bytes.Buffer{}) },
		"child":         func() error { _, err := children.Find(ctx, h.Session(who).At(q), "1006"); return err },
		"find":          func() error { _, err := children.Search(ctx, h.Session(who), "1001"); return err },
		"worker home":   func() error { _, err := home.Worker(ctx, h.Session(who).At(q)); return err },
		"manager home":  func() error { _, err := home.Manager(ctx, h.Session(who).At(q)); return err },
		"director home": func() error { _, err := home.Director(ctx, h.Session(who).At(q)); return err },
		"service home":  func() error { _, err := home.Service(ctx, h.Session(who).At(q)); return err },
		"partner home":  func() error { _, err := home.Partner(ctx, h.Session(who).At(q)); return err },
		"member home":   func() error { _, err := home.Member(ctx, h.Session(who).At(q)); return err },
		"rules":         func() error { _, _, err := rules.List(ctx, h.Session(who)); return err },
		"rule":          func() error { _, err := rules.Find(ctx, h.Session(who), "cp-visit"); return err },
		"imports":       func() error { _, err := imports.List(ctx, h.Session(who)); return err },
		"import":        func() error { _, err := imports.Find(ctx, h.Session(who), "batch-1", 1); return err },
		"access log":    func() error { _, err := door.AccessLog(ctx, h.Session(who), door.AccessFilter{}); return err },
		"records": func() error {
			_, err := records.List(ctx, h.Session(who), records.Filter{Subject: "1006"})
			return err
		},
		"record": func() error {
			_, err := records.History(ctx, h.Session(who), "referral", "1001/2026-08-03")
			return err
		},
	}
}

func entries(t *testing.T, h *testkit.Heed, who string) []door.AccessEntry {
	t.Helper()
	page, err := door.AccessLog(t.Context(), h.Session(door.System(testkit.Authority)), door.AccessFilter{Who: who, PerPage: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return page.Entries
}

func TestEveryReadIsLoggedOnceAndSoIsEveryRefusal(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	for _, id := range []string{"system", "W8", "W3", "member-1"} {
		who := door.System(testkit.Authority)
		if id != "system" {
			who = h.Actor(t, id)
		}
		for name, read := range reads(t, h, who) {
			before := entries(t, h, id)
			err := read()
			if err != nil && !errors.Is(err, door.ErrForbidden) {
				t.Fatalf("%s by %s: %v", name, id, err)
			}
			after := entries(t, h, id)
			added := len(after) - len(before)
			if id == "system" {
				added-- // the look at the log that counted before
			}
			if added != 1 {
				t.Errorf("%s by %s: %d entries, want 1", name, id, added)
				continue
			}
			entry := after[0]
			if id == "system" && name == "access log" {
				continue
			}
			if entry.Allowed != (err == nil) || entry.Role != string(who.Role) || !entry.At.Equal(testkit.Now) {
				t.Errorf("%s by %s gave %v, and the log says %+v", name, id, err, entry)
			}
			if !entry.Allowed && entry.Reason == "" {
				t.Errorf("%s by %s was refused without a reason", name, id)
			}
		}
	}
}

func TestTheLogSaysWhoseRecordWasOpenedToThoseWhoMayKnow(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	for _, id := range []string{"1004", "1006"} {
		if _, err := children.Find(t.Context(), h.Session(door.System(testkit.Authority)), id); err != nil {
			t.Fatal(err)
		}
	}
	subjects := func(who door.Actor) map[string]bool {
		page, err := door.AccessLog(t.Context(), h.Session(who), door.AccessFilter{})
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, e := range page.Entries {
			found[e.Subject] = true
		}
		return found
	}
	if got := subjects(door.System(testkit.Authority)); !got["1004"] || !got["1006"] {
		t.Errorf("the command line sees %v, want both children", got)
	}
	if got := subjects(h.Persona(t, access.Director)); !got["1004"] || got["1006"] {
		t.Errorf("the director sees %v, want 1004 and not the restricted 1006", got)
	}
}

// A flood of refusals is one entry, and the next look at the log says how many there were. Looking for refusals alone finds nothing else.
func TestRefusalsAreLookedAtByThemselvesAndAFloodOfThemIsCounted(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	ctx := door.At(t.Context(), "page child")
	for range 50 {
		if _, err := children.Find(ctx, h.Session(h.Actor(t, "W8")), "1006"); !errors.Is(err, door.ErrForbidden) {
			t.Fatal(err)
		}
	}
	if _, err := children.Find(ctx, h.Session(h.Actor(t, "W8")), "1004"); err != nil {
		t.Fatal(err)
	}
	page, err := door.AccessLog(t.Context(), h.Session(door.System(testkit.Authority)), door.AccessFilter{Refused: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Entries) != 2 {
		t.Fatalf("%d entries, want the refusal and the count of the others: %+v", len(page.Entries), page.Entries)
	}
	rest, first := page.Entries[0], page.Entries[1]
	if first.Subject != "1006" || first.Detail != "page child: child" || first.Reason == "" || first.Who != "W8" {
		t.Errorf("the refusal is %+v", first)
	}
	if rest.Who != "W8" || rest.Subject != "" || !strings.Contains(rest.Reason, "49 more refusals") {
		t.Errorf("the count is %+v", rest)
	}
	again, err := door.AccessLog(t.Context(), h.Session(door.System(testkit.Authority)), door.AccessFilter{Refused: true})
	if err != nil || len(again.Entries) != 2 {
		t.Errorf("looking again gives %d entries, %v: nothing has been refused since", len(again.Entries), err)
	}
}
