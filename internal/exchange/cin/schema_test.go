package cin

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"heed/internal/exchange/outline"
)

// TestEveryElementOfTheSchemasIsKnown holds the outline to the DfE's schemas, which
// are not part of the project.
func TestEveryElementOfTheSchemasIsKnown(t *testing.T) {
	t.Parallel()
	schemas, _ := filepath.Glob(filepath.Join("..", "..", "..", "..", "shared", "samples", "cin", "CIN_schema_*.xsd"))
	if len(schemas) == 0 {
		t.Skip("the schemas are not there")
	}
	e := newElements()
	known := slices.Clone(e.numbers.Names)
	var add func(g *outline.Group)
	add = func(g *outline.Group) {
		known = append(known, g.Name)
		for _, inner := range g.Groups {
			add(inner)
		}
	}
	add(e.message)
	name := regexp.MustCompile(`<xs:element name="(\w+)"`)
	for _, schema := range schemas {
		text, err := os.ReadFile(schema)
		if err != nil {
			t.Fatal(err)
		}
		found := name.FindAllStringSubmatch(string(text), -1)
		if len(found) < 50 {
			t.Errorf("%s has only %d elements", schema, len(found))
		}
		for _, m := range found {
			if !slices.Contains(known, m[1]) {
				t.Errorf("%s has the element %s, which is not read", filepath.Base(schema), m[1])
			}
		}
	}
}
