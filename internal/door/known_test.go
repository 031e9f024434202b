//go:build !race || long

package door_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/imports"
	"heed/internal/records"
	"heed/internal/rules"
	"heed/internal/synth"
	"heed/internal/testkit"
)

// answers asks every rule for its rows, and every measure for its figure and duty for its clocks as people see them.
func answers(t *testing.T, h *testkit.Heed, q door.Question) map[string][]string {
	t.Helper()
	who := door.System(testkit.Authority)
	all := map[string][]string{}
	areas, _, err := figures.List(t.Context(), h.Session(who).At(q))
	if err != nil {
		t.Fatal(err)
	}
	for _, area := range areas {
		for _, f := range area.Figures {
			all["figure "+f.Rule.ID] = []string{text(t, f.Figure)}
		}
	}
	page, err := clocks.List(t.Context(), h.Session(who).At(q), clocks.Filter{PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range page.Clocks {
		all["clocks"] = append(all["clocks"], text(t, c))
	}
	for _, r := range testkit.Rules(h.Book()) {
		rows, err := rules.Run(t.Context(), h.Session(who).At(q), r.ID)
		if err != nil {
			t.Fatal(r.ID, err)
		}
		list := []string{fmt.Sprint(rows.Columns)}
		for _, row := range rows.Rows {
			list = append(list, text(t, row))
		}
		slices.Sort(list[1:])
		all[string(r.Kind)+" "+r.ID] = list
	}
	return all
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestEveryAnswerAsKnownBeforeAnImportIsWhatItWasThen asks everything, brings in another year and some records by hand, takes
// one away, and asks again with the knowledge of before.
func TestEveryAnswerAsKnownBeforeAnImportIsWhatItWasThen(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	who := door.System(testkit.Authority)
	tree := filepath.Join(h.Dir, "returns")
	children := 150
	if testing.Short() {
		children = 60
	}
	made, err := synth.Write(t.Context(), tree, synth.Options{Children: children, Seed: 5, Until: time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC), Years: 2}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, y := range made.Years[:len(made.Years)-1] {
		at := time.Date(2026, 4, 1+i, 9, 0, 0, 0, time.UTC)
		h.SetNow(at)
		if _, err := imports.Import(t.Context(), h.Session(who), imports.Request{Paths: []string{filepath.Join(tree, y.Dir)}}, nil); err != nil {
			t.Fatal(err)
		}
	}
	knownAt := h.Now()
	days := []time.Time{time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)}
	if testing.Short() {
		days = days[:1] // each day is worked out three times
	}
	was := map[time.Time]map[string][]string{}
	for _, day := range days {
		was[day] = answers(t, h, door.Question{AsAt: day})
	}

	h.SetNow(knownAt.Add(48 * time.Hour))
	result, err := imports.Import(t.Context(), h.Session(who), imports.Request{Paths: []string{filepath.Join(tree, made.Years[len(made.Years)-1].Dir)}}, nil)
	if err != nil || result.Appended == 0 {
		t.Fatal(result.Appended, err)
	}
	testkit.Put(t, h, "cp_plan", map[string]string{"child_id": "1", "started_on": "2025-01-06", "initial_category": "PHY", "latest_category": "PHY"})
	testkit.Put(t, h, "review", map[string]string{"child_id": "1", "reviewed_on": "2025-02-03", "participation": "PN1"})
	if err := records.Withdraw(t.Context(), h.Session(who), "review", "1/2025-02-03", "for another child"); err != nil {
		t.Fatal(err)
	}
	if _, err := imports.Undo(t.Context(), h.Session(who), lastFull(t, h), "a mistake"); err != nil {
		t.Fatal(err)
	}

	for _, day := range days {
		then := answers(t, h, door.Question{AsAt: day, KnownAt: knownAt})
		for name, want := range was[day] {
			if diff := cmp.Diff(want, then[name]); diff != "" {
				t.Errorf("%s as at %s differs from what it was then (-was +as known then):\n%s", name, day.Format(time.DateOnly), diff)
			}
		}
		if len(then) != len(was[day]) {
			t.Errorf("%d answers as known then, %d at the time", len(then), len(was[day]))
		}
		if now := answers(t, h, door.Question{AsAt: day}); cmp.Equal(now, was[day]) {
			t.Errorf("what came in since changed nothing as at %s, so the test proves nothing", day.Format(time.DateOnly))
		}
	}
}

// lastFull gives the latest import that a census made.
func lastFull(t *testing.T, h *testkit.Heed) string {
	t.Helper()
	list, err := imports.List(t.Context(), h.Session(door.System(testkit.Authority)))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range list {
		if b.Kind == "cin" {
			return b.ID
		}
	}
	t.Fatal("no census was imported")
	return ""
}
