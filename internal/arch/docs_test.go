package arch

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryDecisionIsListed(t *testing.T) {
	t.Parallel()
	list, err := os.ReadFile(filepath.Join(root, "docs/decisions/README.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	walk(t, func(file string, content []byte) {
		name := path.Base(file)
		if path.Dir(file) != "docs/decisions" || name == "README.md" {
			return
		}
		found++
		title, _, _ := strings.Cut(strings.TrimPrefix(string(content), "# "), "\n")
		number, words, _ := strings.Cut(title, ". ")
		if line := number + ". [" + words + "](" + name + ")\n"; !strings.Contains(string(list), line) {
			t.Errorf("docs/decisions/README.md lacks the line %q", line)
		}
		if !strings.HasPrefix(name, strings.Repeat("0", 4-len(number))+number+"-") {
			t.Errorf("%s calls itself decision %s", file, number)
		}
	})
	if found == 0 {
		t.Error("there are no decisions")
	}
}
