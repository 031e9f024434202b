package door

import (
	"testing"

	"heed/internal/web/htmlcheck"
	"heed/internal/web/kit"
)

func TestEveryTemplateFitsItsPage(t *testing.T) {
	t.Parallel()
	parsed, err := kit.ParseTemplates(templates)
	if err != nil {
		t.Fatal(err)
	}
	htmlcheck.Templates(t, parsed, map[string]any{"accesslog": accessLogPage{}, "signin": signInView{}})
}
