package about

import (
	"strings"
	"testing"

	"heed/internal/web/kit"
)

func TestHelpSaysWhatEachStatusOfAClockMeans(t *testing.T) {
	t.Parallel()
	help, err := templates.ReadFile("help.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, status := range kit.StatusLabels {
		if entry := `{{template "tag" (tag "` + string(status.Status) + `")}}</dt>`; strings.Count(string(help), entry) != 1 {
			t.Errorf("help does not say once what %q means", status.Status)
		}
	}
}
