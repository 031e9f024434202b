//go:build !race || long

package web

import (
	"maps"
	"slices"
	"testing"

	"github.com/jba/templatecheck"

	"heed/internal/web/imports"
	"heed/internal/web/kit"
)

func TestEveryTemplateFitsItsPage(t *testing.T) {
	t.Parallel()
	own := kit.Section{Templates: templates, Pages: map[string]any{"error": errorPage{}, "question": kit.QuestionPage{}}}
	for _, section := range append(sections(new(imports.Pages)), own) {
		parsed, err := kit.ParseTemplates(section.Templates)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range slices.Sorted(maps.Keys(parsed)) {
			page, ok := section.Pages[name]
			if !ok {
				t.Errorf("no struct is given for %s.html", name)
				continue
			}
			if err := templatecheck.CheckHTML(parsed[name], page); err != nil {
				t.Errorf("%s.html: %v", name, err)
			}
		}
		for name := range section.Pages {
			if parsed[name] == nil {
				t.Errorf("there is no template %s.html", name)
			}
		}
	}
}
