package exchange

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/intake/intaketest"
)

// casesDay is the day of the import of files that went wrong once.
var casesDay = Options{Authority: "208", Today: whichDay.Today}

func readBook(t *testing.T, name string) *intaketest.Collector {
	t.Helper()
	returns, err := recognise(t, casesDay, caseOf(t, name))
	if err != nil || len(returns) != 1 {
		t.Fatalf("%s: %d returns, %v", name, len(returns), err)
	}
	return readAll(t, returns)
}

func TestTheCasesOfEncodingsReadAlike(t *testing.T) {
	t.Parallel()
	folders, err := os.ReadDir(caseOf(t, "05-encodings"))
	if err != nil {
		t.Fatal(err)
	}
	plain := readBook(t, "05-encodings/quoted").Bodies()
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		sink := readBook(t, "05-encodings/"+folder.Name())
		if diff := cmp.Diff(plain, sink.Bodies()); diff != "" {
			t.Error(folder.Name(), diff)
		}
		if faults := map[string]int{"dupcol": 1}[folder.Name()]; len(sink.Faults) != faults {
			t.Errorf("%s: %s", folder.Name(), sink.Lines())
		}
	}
	if got := readBook(t, "05-encodings/alloc.csv").Bodies(); !strings.Contains(got, `"started_on":"2025-01-01"`) {
		t.Errorf("the list is read as %s", got)
	}
}

func TestTheCasesOfTheCensusAreReadInEveryEncoding(t *testing.T) {
	t.Parallel()
	plain := readBook(t, "12-cin-xml/base.xml").Bodies()
	for _, name := range []string{"bom", "cdata", "comment", "decl-utf16-but-utf8", "doctype", "lead-newline", "lowercollection", "nil", "ns-default", "ns-prefix", "ns-xsi", "utf16"} {
		sink := readBook(t, "12-cin-xml/"+name+".xml")
		if diff := cmp.Diff(plain, sink.Bodies()); diff != "" || len(sink.Faults) > 0 {
			t.Error(name, diff, sink.Lines())
		}
	}
	for name, faults := range map[string]int{"decl-1252": 0, "nodecl-latin1": 1} {
		if sink := readBook(t, "12-cin-xml/"+name+".xml"); !strings.Contains(sink.Bodies(), `"child_id":"Cé1"`) || len(sink.Faults) != faults {
			t.Error(name, sink.Bodies(), sink.Lines())
		}
	}
	all, err := filepath.Glob(filepath.Join(caseOf(t, "12-cin-xml"), "*.xml"))
	if err != nil || len(all) != 36 {
		t.Fatal(len(all), err)
	}
	for _, path := range all {
		if _, err := recognise(t, casesDay, path); err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
}

func TestTheCasesOfAnnexAAreReadFromTheSheetsThatAreShown(t *testing.T) {
	t.Parallel()
	const referral = `referral 2001/2025-09-16 {"child_id":"2001","no_further_action":false,"referred_on":"2025-09-16","source":"6"}`
	for name, rows := range map[string]int{
		"absolute": 1, "backslash": 1, "hidden": 1, "hiddenfirst": 1, "veryhidden": 1, "isodate": 1, "mac1904": 1, "nlheader": 1, "nor": 1, "norrow": 1,
		"partcase": 1, "prefix": 1, "rich": 1, "stacked": 2, "strict": 1, "title": 1, "xescape": 1, "dupcol": 1,
	} {
		sink := readBook(t, "13-annexa/"+name+".xlsx")
		if sink.Rows != rows || !strings.Contains(sink.Bodies(), referral) || sink.Count("child") != 1 {
			t.Errorf("%s: %d rows, %s %s", name, sink.Rows, sink.Bodies(), sink.Lines())
		}
		hidden := slices.ContainsFunc(sink.Faults, func(f Fault) bool { return strings.HasPrefix(f.Reason, "a hidden sheet") })
		if hidden != strings.Contains(name, "hidden") {
			t.Errorf("%s: %s", name, sink.Lines())
		}
	}
	if sink := readBook(t, "13-annexa/stacked.xlsx"); sink.Count("contact") != 1 || sink.Count("referral") != 1 || len(sink.Faults) > 0 {
		t.Errorf("two lists on one sheet: %s %s", sink.Bodies(), sink.Lines())
	}
	if sink := readBook(t, "13-annexa/dupcol2.xlsx"); sink.Count("referral") != 0 || !strings.Contains(sink.Lines(), "stands twice, with two values") {
		t.Errorf("a key with two values: %s %s", sink.Bodies(), sink.Lines())
	}
}
