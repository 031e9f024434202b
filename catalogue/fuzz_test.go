package catalogue_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
)

// FuzzParse reads any text as a record type and as a code list of a small sound catalogue.
func FuzzParse(f *testing.F) {
	files := map[string][]byte{}
	for _, pattern := range []string{"testdata/good/types/*/*.yaml", "testdata/good/codes/*.yaml"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			f.Fatalf("no files %s: %v", pattern, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			files[strings.TrimPrefix(filepath.ToSlash(name), "testdata/good/")] = text
			f.Add(string(text))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		const longest = 4 << 10
		if len(text) > longest {
			t.Skip("long")
		}
		for _, path := range []string{"types/care/added.yaml", "codes/added.yaml"} {
			fsys := fstest.MapFS{path: {Data: []byte(text)}}
			for name, data := range files {
				fsys[name] = &fstest.MapFile{Data: data}
			}
			c, err := catalogue.Parse(fsys)
			again, errAgain := catalogue.Parse(fsys)
			if err != nil {
				if diff := cmp.Diff(err.Error(), errAgain.Error()); c != nil || diff != "" {
					t.Fatal("read again it has other faults: ", diff)
				}
				if !strings.Contains(err.Error(), ".yaml:") {
					t.Fatalf("no fault names a file and its line: %v", err)
				}
				continue
			}
			if c.Hash() != again.Hash() || c.Type("added") == nil && c.List("added") == nil {
				t.Fatalf("%s is taken, and nothing is in it", path)
			}
		}
	})
}
