package htmlcheck

import (
	"html/template"
	"maps"
	"slices"
	"testing"

	"github.com/jba/templatecheck"
)

// Templates fails where a template asks for what its page does not have. Pages gives each template the struct that its handler
// gives it, so that a template without one, and a struct without its template, fail too.
func Templates(t *testing.T, templates map[string]*template.Template, pages map[string]any) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(templates)) {
		page, ok := pages[name]
		if !ok {
			t.Errorf("no struct is given for %s.html", name)
			continue
		}
		if err := templatecheck.CheckHTML(templates[name], page); err != nil {
			t.Errorf("%s.html: %v", name, err)
		}
	}
	for name := range pages {
		if templates[name] == nil {
			t.Errorf("there is no template %s.html", name)
		}
	}
}
