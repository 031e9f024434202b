//go:build !race || long

package web

import (
	"maps"
	"reflect"
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
		for name, page := range section.Pages {
			if parsed[name] == nil {
				t.Errorf("there is no template %s.html", name)
			}
			for _, field := range hides(page) {
				t.Errorf("%s.html: its own %s stands in the place of the frame's, which the header and footer show", name, field)
			}
		}
	}
}

// hides gives the fields of a page that have the name of one of its frame's.
func hides(page any) (names []string) {
	of, frame := reflect.TypeOf(page), reflect.TypeFor[kit.Frame]()
	embedded, ok := of.FieldByName("Frame")
	if !ok || embedded.Type != frame {
		return nil
	}
	for _, field := range reflect.VisibleFields(frame) {
		if found, ok := of.FieldByName(field.Name); !ok || len(found.Index) <= len(embedded.Index) {
			names = append(names, field.Name)
		}
	}
	return names
}
