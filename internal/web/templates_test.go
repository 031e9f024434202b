package web

import (
	"maps"
	"slices"
	"testing"

	"github.com/jba/templatecheck"
)

// pages gives each page's template the struct that its handler gives it.
func pages() map[string]any {
	return map[string]any{
		"accesslog": accessLogPage{}, "child": childPage{}, "breakdown": breakdownPage{}, "figure": figurePage{}, "figures": figuresPage{}, "importbatch": importBatchPage{},
		"importrunning": importRunningPage{}, "imports": importsPage{}, "importundo": importUndoPage{}, "matches": matchesPage{}, "match": matchPage{}, "rule": rulePage{},
		"clock": clockPage{}, "findings": findingsPage{}, "rules": rulesPage{},
		"accessibility": aboutPage{},
		"clocks":        clocksPage{},
		"error":         errorPage{},
		"find":          findPage{},
		"help":          aboutPage{},
		"home_analyst":  analystHomePage{},
		"home_director": directorHomePage{},
		"home_manager":  managerHomePage{},
		"home_member":   memberHomePage{},
		"home_worker":   workerHomePage{},
		"journey":       journeyPage{},
		"drift":         driftPage{},
		"question":      questionPage{},
		"published":     publishedPage{}, "publishedauthority": publishedAuthorityPage{},
		"signin": signInView{},
	}
}

func TestEveryTemplateFitsItsPage(t *testing.T) {
	t.Parallel()
	templates, err := parseTemplates()
	if err != nil {
		t.Fatal(err)
	}
	structs := pages()
	for _, name := range slices.Sorted(maps.Keys(templates)) {
		page, ok := structs[name]
		if !ok {
			t.Errorf("templates/%s.html has no struct in pages()", name)
			continue
		}
		if err := templatecheck.CheckHTML(templates[name], page); err != nil {
			t.Errorf("templates/%s.html: %v", name, err)
		}
	}
	for name := range structs {
		if templates[name] == nil {
			t.Errorf("pages() has %q, and there is no such template", name)
		}
	}
}
