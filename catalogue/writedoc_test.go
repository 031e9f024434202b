package catalogue_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
)

// goldenDoc holds a file to what WriteDoc gives, or rewrites it with -update.
func goldenDoc(t *testing.T, c *catalogue.Catalogue, path string) {
	t.Helper()
	var got bytes.Buffer
	if err := catalogue.WriteDoc(&got, c); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test ./catalogue -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s is out of date; run go test ./catalogue -update (-file +now):\n%s", path, diff)
	}
}

func TestTheDocumentationOfASmallCatalogueIsAsKept(t *testing.T) {
	t.Parallel()
	goldenDoc(t, fixture(t), "testdata/good.md")
}

func TestTheCataloguePageInDocsIsCurrent(t *testing.T) {
	t.Parallel()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	goldenDoc(t, c, "../docs/catalogue.md")
}
