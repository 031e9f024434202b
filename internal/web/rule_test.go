package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/rules"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
	"heed/rulebook"
)

func TestABrokenRuleIsShownAsBrokenAndNeverAsNought(t *testing.T) {
	t.Parallel()
	heed := testkit.Empty(t)
	s, err := New(Config{App: heed.Door, Now: func() time.Time { return testkit.Now }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	const reason = "column no_such_column is not in placement"
	rule := heed.Book().Rule("cin-count")
	asked := door.Asked{AsAt: time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC), Today: true, KnownNow: true}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/figures/cin-count", nil)
	for name, page := range map[string]any{
		"figure": s.figurePage(r, figures.Page{Asked: asked, Rule: rule, Broken: reason}, figureForm{}),
		"rule":   s.rulePage(r, rules.Page{Rule: rule, Broken: reason}),
		"rules":  rulesPage{frame: s.plain(r, "Rules"), Total: 1, Broken: 1, Kinds: []ruleKind{{ID: "measure", Title: "Measures", Rules: []ruleLine{frame{}.line(rule, reason)}}}},
		"figures": figuresPage{frame: s.frame(r, "Figures", asked), Total: 1, Areas: []figureArea{{ID: "a", Title: "A", Figures: frame{}.cards([]figures.KeyFigure{
			{Rule: rule, Broken: reason},
		})}}},
	} {
		w := httptest.NewRecorder()
		if err := s.render(w, name, page); err != nil {
			t.Fatal(err)
		}
		body := htmlcheck.Parse(t, w.Body.String())
		if faults := body.Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", name, faults)
		}
		if body.One(".heed-tag--broken").Text() != "Broken" {
			t.Errorf("%s does not say that the rule is broken", name)
		}
		if body.Has(".heed-big") || body.Has(".heed-tag--met") {
			t.Errorf("%s shows a value, or that the rule works", name)
		}
		if single := name == "figure" || name == "rule"; single && !strings.Contains(body.One("main").Text(), reason) {
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

func TestALocalNumberNeverLooksLikeLaw(t *testing.T) {
	t.Parallel()
	for _, force := range rulebook.Forces {
		want := force == "local" || force == "commitment"
		facts := basisFacts(&rulebook.Rule{Force: "law", Number: force})
		if force != "law" && (len(facts) != 2 || facts[1].Local != want) {
			t.Errorf("a number that rests on %q: %+v", force, facts)
		}
	}
	facts := basisFacts(&rulebook.Rule{Force: "law", Number: "law", Settings: map[string]rulebook.Setting{"visit_days": {Value: "10", Basis: "practice standard"}}})
	if last := facts[len(facts)-1]; !last.Local || last.Extra != "practice standard" {
		t.Errorf("a setting is shown as %+v", last)
	}
}
