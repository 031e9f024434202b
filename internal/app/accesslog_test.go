package app_test

import (
	"bytes"
	"errors"
	"testing"

	"heed/internal/access"
	"heed/internal/app"
	"heed/internal/testkit"
)

// reads is every way of reading, each done once by somebody.
func reads(t *testing.T, h *testkit.Heed, who app.Actor) map[string]func() error {
	t.Helper()
	ctx, q := t.Context(), app.Question{}
	return map[string]func() error{
		"clocks":        func() error { _, err := h.Clocks(ctx, who, q, app.ClockFilter{}); return err },
		"figures":       func() error { _, _, err := h.Figures(ctx, who, q); return err },
		"figure":        func() error { _, err := h.Figure(ctx, who, q, "cpp-count", app.FigureFilter{}); return err },
		"export":        func() error { return h.ExportFigure(ctx, who, q, "cpp-count", app.Slice{}, &bytes.Buffer{}) },
		"export clocks": func() error { return h.ExportClocks(ctx, who, q, app.ClockFilter{}, &bytes.Buffer{}) },
		"child":         func() error { _, err := h.Child(ctx, who, "1006", q); return err },
		"find":          func() error { _, err := h.FindChildren(ctx, who, "1001"); return err },
		"worker home":   func() error { _, err := h.WorkerHome(ctx, who, q); return err },
		"manager home":  func() error { _, err := h.ManagerHome(ctx, who, q); return err },
		"director home": func() error { _, err := h.DirectorHome(ctx, who, q); return err },
		"member home":   func() error { _, err := h.MemberHome(ctx, who, q); return err },
		"rules":         func() error { _, _, err := h.Rules(ctx, who); return err },
		"rule":          func() error { _, err := h.Rule(ctx, who, "cp-visit"); return err },
		"imports":       func() error { _, err := h.Imports(ctx, who); return err },
		"import":        func() error { _, err := h.ImportBatch(ctx, who, "batch-1", 1); return err },
		"access log":    func() error { _, err := h.AccessLog(ctx, who, app.AccessFilter{}); return err },
		"records":       func() error { _, err := h.Records(ctx, who, app.RecordFilter{Subject: "1006"}); return err },
		"record":        func() error { _, err := h.Record(ctx, who, "referral", "1001/2026-08-03"); return err },
	}
}

func entries(t *testing.T, h *testkit.Heed, who string) []app.AccessEntry {
	t.Helper()
	page, err := h.AccessLog(t.Context(), app.System(testkit.Authority), app.AccessFilter{Who: who, PerPage: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return page.Entries
}

func TestEveryReadIsLoggedOnceAndSoIsEveryRefusal(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	for _, id := range []string{"system", "W8", "W3", "member-1"} {
		who := app.System(testkit.Authority)
		if id != "system" {
			who = h.Actor(t, id)
		}
		for name, read := range reads(t, h, who) {
			before := entries(t, h, id)
			err := read()
			if err != nil && !errors.Is(err, app.ErrForbidden) {
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
		if _, err := h.Child(t.Context(), app.System(testkit.Authority), id, app.Question{}); err != nil {
			t.Fatal(err)
		}
	}
	subjects := func(who app.Actor) map[string]bool {
		page, err := h.AccessLog(t.Context(), who, app.AccessFilter{})
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, e := range page.Entries {
			found[e.Subject] = true
		}
		return found
	}
	if got := subjects(app.System(testkit.Authority)); !got["1004"] || !got["1006"] {
		t.Errorf("the command line sees %v, want both children", got)
	}
	if got := subjects(h.Persona(t, access.Director)); !got["1004"] || got["1006"] {
		t.Errorf("the director sees %v, want 1004 and not the restricted 1006", got)
	}
}
