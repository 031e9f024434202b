package catalogue_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// fixture reads the small sound catalogue of testdata/good.
func fixture(tb testing.TB) *catalogue.Catalogue {
	tb.Helper()
	c, err := catalogue.Parse(os.DirFS("testdata/good"))
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// TestEveryFaultOfACatalogueFileIsReportedWithItsLine lays each file of testdata/bad
// over the good catalogue at the path its first line names. The comments at its
// end are the faults expected, no more and no fewer.
func TestEveryFaultOfACatalogueFileIsReportedWithItsLine(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no bad files: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		t.Run(strings.ReplaceAll(name, "-", " "), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			bad := readBad(t, string(text))
			got := bad.faults(t)
			if *update {
				bad.rewrite(t, file, got)
				return
			}
			if len(bad.want) == 0 {
				t.Fatal("the file expects no fault")
			}
			if diff := cmp.Diff(bad.want, got); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}

type badFile struct {
	at, text string
	want     []string
}

func readBad(t *testing.T, text string) badFile {
	t.Helper()
	first, _, _ := strings.Cut(text, "\n")
	b := badFile{at: strings.TrimPrefix(first, "# at: "), text: text}
	if b.at == first {
		t.Fatal("the first line names no path: # at: <path>")
	}
	for line := range strings.Lines(text) {
		if want, ok := strings.CutPrefix(line, "# want: "); ok {
			b.want = append(b.want, strings.TrimSuffix(want, "\n"))
		}
	}
	return b
}

func (b badFile) faults(t *testing.T) []string {
	t.Helper()
	files := goodFiles(t)
	files[b.at] = &fstest.MapFile{Data: []byte(b.text)}
	_, err := catalogue.Parse(files)
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

func (b badFile) rewrite(t *testing.T, file string, got []string) {
	t.Helper()
	text, _, _ := strings.Cut(b.text, "# want: ")
	for _, fault := range got {
		text += "# want: " + fault + "\n"
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// goodFiles reads testdata/good into memory, to be changed by a test.
func goodFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	good := os.DirFS("testdata/good")
	err := fs.WalkDir(good, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(good, path)
		files[path] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
