package imports

import (
	"net/http"
	"strings"
	"testing"
)

func TestAnUploadThatIsTooLargeIsTheReadersToMend(t *testing.T) {
	t.Parallel()
	faults, err := uploadFaults(&http.MaxBytesError{Limit: uploadLimit})
	if err != nil || !strings.Contains(faults.On("files"), "512 MB") {
		t.Errorf("%q, %v", faults, err)
	}
}

func TestWhatIsSaidOfFaultsIsOfThoseThatAreListed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n, listed, kinds  int
		heading, download string
	}{
		{0, 0, 0, "Faults: none", ""},
		{1, 1, 1, "Faults: 1, in 1 kind", "every fault"},
		{20_000, 20_000, 3, "Faults: 20,000, in 3 kinds", "every fault"},
		{25_000, 20_000, 3, "Faults: 25,000; the first 20,000 are of 3 kinds", "the first 20,000 faults"},
	} {
		if heading, download := faultsWords(c.n, c.listed, c.kinds); heading != c.heading || download != c.download {
			t.Errorf("%d faults, %d of them listed: %q and %q", c.n, c.listed, heading, download)
		}
	}
}

func TestFaultsThatAreOnlyCountedAreSpokenOf(t *testing.T) {
	t.Parallel()
	if got := notKeptWords(20_000, 20_000); got != "" {
		t.Errorf("all are kept: %q", got)
	}
	want := "20,000 of them are kept and listed. The other 5,000 were counted: Heed keeps no more of one import. Correct those that are listed and import the files again to see the others."
	if got := notKeptWords(25_000, 20_000); got != want {
		t.Errorf("got %q", got)
	}
}
