package rulebook_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"heed/catalogue"
	"heed/rulebook"
)

var afterFrom = regexp.MustCompile(`(?i)\b(?:from|join) (\w+)`)

// namedTables stands for the engine's parser in these tests: their SQL has no name
// in it that only a parser could distinguish.
func namedTables(sql string) ([]string, error) {
	if strings.Contains(sql, "broken") {
		return nil, errors.New("broken")
	}
	var names []string
	for _, m := range afterFrom.FindAllStringSubmatch(sql, -1) {
		names = append(names, m[1])
	}
	return names, nil
}

// faultsOf gives the faults that parsing reports or, where it reports none, the findings of linting.
func faultsOf(t *testing.T, fsys fstest.MapFS) []string {
	t.Helper()
	b, err := rulebook.Parse(fsys)
	if err != nil {
		return strings.Split(err.Error(), "\n")
	}
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	var faults []string
	for _, f := range rulebook.Lint(b, c, namedTables) {
		faults = append(faults, f.Error())
	}
	return faults
}

func TestTheGoodBookHasNoFault(t *testing.T) {
	t.Parallel()
	if faults := faultsOf(t, goodBook(t)); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}

// Each file of testdata/bad names a file of the good book (in), a text in it (old;
// blank for the whole file), what to put there (new), and all the faults that must
// then be reported (want).
func TestEveryFaultIsReportedAtItsLine(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of faults: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			part := parts(t, file)
			fsys := goodBook(t)
			text := part["new"]
			if part["old"] != "" {
				before := string(fsys[part["in"]].Data)
				if !strings.Contains(before, part["old"]) {
					t.Fatalf("%s does not hold %q", part["in"], part["old"])
				}
				text = strings.Replace(before, part["old"], text, 1)
			}
			fsys[part["in"]] = &fstest.MapFile{Data: []byte(text)}
			if diff := cmp.Diff(strings.Split(part["want"], "\n"), faultsOf(t, fsys)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// parts reads the sections of a txtar file without the newline each ends in.
func parts(t *testing.T, file string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	part := map[string]string{}
	for _, f := range txtar.Parse(text).Files {
		part[f.Name] = strings.TrimSuffix(string(f.Data), "\n")
	}
	return part
}

func TestTheEmbeddedRulebookParsesAndLints(t *testing.T) {
	t.Parallel()
	b, err := rulebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	// The engine's test checks reads against the tables that the SQL names.
	for _, f := range rulebook.Lint(b, c, nil) {
		t.Error(f)
	}
}

func FuzzParseNeverPanics(f *testing.F) {
	f.Add("/*---\nid: a\nkind: duty\n---*/\nselect 1", "- {name: a, as_at: 2026-01-01, expect: []}")
	f.Add("/*---\nid: a\n", "- [1]")
	f.Fuzz(func(t *testing.T, rule, tests string) {
		fsys := fstest.MapFS{
			"duties/health/a.sql":      &fstest.MapFile{Data: []byte(rule)},
			"duties/health/a_test.yml": &fstest.MapFile{Data: []byte(tests)},
		}
		b, err := rulebook.Parse(fsys)
		if err != nil {
			return
		}
		c, err := catalogue.Load()
		if err != nil {
			t.Fatal(err)
		}
		rulebook.Lint(b, c, nil)
	})
}
