package imports

import (
	"net/http"
	"strings"
	"testing"
)

func TestANameFromABrowserCannotLeadOutOfTheUpload(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		"episodes.csv": "episodes.csv", "../../etc/passwd": "passwd", `C:\Users\ann\Header 2018.CSV`: "Header 2018.CSV", "..": "file", "/": "_",
		".hidden": "hidden", "Zoë's list.csv": "Zo__s list.csv", "a\x00b\n.csv": "a_b_.csv", "": "file",
	} {
		if got := safeName(sent); got != want {
			t.Errorf("%q becomes %q, want %q", sent, got, want)
		}
	}
	form := importForm{Files: []string{"/x/a.csv", "/x/A-2.csv"}}
	if got := form.free("A.csv"); got != "A-3.csv" {
		t.Errorf("a third file of one name is kept as %q", got)
	}
}

func TestAnUploadThatIsTooLargeIsTheReadersToMend(t *testing.T) {
	t.Parallel()
	faults, err := uploadFaults(&http.MaxBytesError{Limit: uploadLimit})
	if err != nil || !strings.Contains(faults.On("files"), "512 MB") {
		t.Errorf("%q, %v", faults, err)
	}
}
