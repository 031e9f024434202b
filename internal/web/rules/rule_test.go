package rules

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"heed/internal/rules"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
	"heed/internal/web/kit"
)

func TestABrokenRuleIsShownAsBroken(t *testing.T) {
	t.Parallel()
	heed := testkit.Empty(t)
	s, err := kit.NewSite(kit.Config{Door: heed.Door, Now: func() time.Time { return testkit.Now }, Log: slog.New(slog.DiscardHandler)}, templates)
	if err != nil {
		t.Fatal(err)
	}
	const reason = "column no_such_column is not in placement"
	rule := heed.Book().Rule("cin-count")
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/rules/cin-count", nil)
	frame := s.Plain(r, "Rules")
	for name, page := range map[string]any{
		"rule":  rulePageOf(s, r, rules.Page{Rule: rule, Broken: reason}),
		"rules": rulesPage{Frame: frame, Total: 1, Broken: 1, Kinds: []ruleKind{{ID: "measure", Title: "Measures", N: 1, Areas: []ruleArea{{Title: "Children in need", Words: "Children in need: 1 rule", Rules: []ruleLine{line(frame, rule, reason)}}}}}},
	} {
		w := httptest.NewRecorder()
		if err := s.Render(w, name, page); err != nil {
			t.Fatal(err)
		}
		body := htmlcheck.Parse(t, w.Body.String())
		if faults := body.Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", name, faults)
		}
		if body.One(".heed-tag--broken").Text() != "Broken" || body.Has(".heed-tag--met") {
			t.Errorf("%s does not say that the rule is broken", name)
		}
		if name == "rule" && !strings.Contains(body.One("main").Text(), reason) {
			t.Errorf("%s does not say why", name)
		}
	}
}

func TestARulesTestsAreTablesOfWords(t *testing.T) {
	t.Parallel()
	heed := testkit.Empty(t)
	for _, rule := range heed.Book().Rules {
		views := testViews(rule, heed.Catalogue())
		if len(views) != len(rule.Tests) {
			t.Errorf("%s: %d tests shown of %d", rule.ID, len(views), len(rule.Tests))
		}
		for i, v := range views {
			given := 0
			for _, rows := range rule.Tests[i].Given {
				given += len(rows)
			}
			shown := 0
			for _, table := range v.Given {
				shown += len(table.Rows)
				for _, row := range table.Rows {
					if len(row) != len(table.Columns) {
						t.Errorf("%s: %q: %d cells under %d columns", rule.ID, v.Name, len(row), len(table.Columns))
					}
				}
			}
			if shown != given {
				t.Errorf("%s: %q shows %d rows of %d given", rule.ID, v.Name, shown, given)
			}
			if v.Nothing != (rule.Tests[i].ExpectSet && len(rule.Tests[i].Expect) == 0) {
				t.Errorf("%s: %q: nothing owed is said wrongly", rule.ID, v.Name)
			}
		}
	}
}
