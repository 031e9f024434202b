package arch

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// linesOf are the numbers of the lines of a chapter of OWASP's ASVS 4.0.3 that level 1 or 2 asks for, by the section: from 1 to the last, but those that are for
// level 3 alone or deleted.
var linesOf = []struct {
	section string
	last    int
	without []int
}{
	{"2.1", 12, nil}, {"2.2", 3, nil}, {"2.3", 3, nil}, {"2.4", 6, nil}, {"2.5", 7, nil}, {"2.6", 3, nil}, {"2.7", 6, nil}, {"2.8", 7, nil},
	{"2.9", 3, nil}, {"2.10", 4, nil},
	{"3.1", 1, nil}, {"3.2", 4, nil}, {"3.3", 4, nil}, {"3.4", 5, nil}, {"3.5", 3, nil}, {"3.7", 1, nil},
	{"4.1", 5, []int{4}}, {"4.2", 2, nil}, {"4.3", 3, nil},
	{"7.1", 4, nil}, {"7.2", 2, nil}, {"7.3", 4, []int{2}}, {"7.4", 3, nil},
}

// How a line can stand.
var standings = []string{"met", "met, by the code", "in part", "not met", "does not arise"}

func TestEveryLineOfTheStandardIsAnswered(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(root, "docs/asvs.md"))
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, s := range linesOf {
		for n := range s.last {
			if !slices.Contains(s.without, n+1) {
				want = append(want, fmt.Sprintf("%s.%d", s.section, n+1))
			}
		}
	}
	for _, row := range regexp.MustCompile(`(?m)^\| (\d[\d.]+) \| [^|]+ \| ([^|]+) \| (.+) \|$`).FindAllStringSubmatch(string(text), -1) {
		got = append(got, row[1])
		if !slices.Contains(standings, row[2]) {
			t.Errorf("%s stands as %q", row[1], row[2])
		}
		if row[2] == "met" && !strings.Contains(row[3], "`Test") && !strings.Contains(row[3], "the same") {
			t.Errorf("%s is met, and no test is named", row[1])
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the table has the lines %q, want %q", got, want)
	}
}

// What security.md and the table of the standard say is held by a test, is: there is one of that name.
func TestEveryTestThatTheDocumentsNameIsThere(t *testing.T) {
	t.Parallel()
	there := map[string]bool{}
	walk(t, func(file string, content []byte) {
		if strings.HasSuffix(file, "_test.go") {
			for _, found := range regexp.MustCompile(`(?m)^func (Test\w+)\(t `).FindAllStringSubmatch(string(content), -1) {
				there[found[1]] = true
			}
		}
	})
	for _, name := range []string{"docs/security.md", "docs/asvs.md"} {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		named := regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(string(text), -1)
		if len(named) < 20 {
			t.Errorf("%s names only %d tests", name, len(named))
		}
		for _, test := range named {
			if !there[test[1]] {
				t.Errorf("%s names %s, which is not there", name, test[1])
			}
		}
	}
}
