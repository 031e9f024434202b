//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Inspectors and councils open Annex A in whatever spreadsheet they have: LibreOffice must open what is written, and have every row.
func TestAnnexAWrittenFromTheDemonstrationOpensInLibreOffice(t *testing.T) {
	t.Parallel()
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("soffice is not there: apt-get install --no-install-recommends libreoffice-calc")
		}
		t.Skip("soffice is not there: apt-get install --no-install-recommends libreoffice-calc")
	}
	heed(t) // whose data it is
	folder := t.TempDir()
	book := filepath.Join(folder, "annex-a.xlsx")
	done := command(t, "export", "annex-a", "--data", filepath.Join(work, "demo"), "--authority", brockwell, "-o", book)
	if done.code != 0 || !strings.Contains(done.stdout, "holds the eleven lists of Annex A") {
		t.Fatalf("exit %d: %s%s", done.code, done.stdout, done.stderr)
	}
	// The last part of the filter has every sheet written, each to a file of its own, as UTF-8 with cells as they are shown.
	convert := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to",
		"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", folder, book)
	if said, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	for sheet, begins := range map[string]string{
		"Notes":   "\"Annex A, written by Heed from the records of authority 990\"",
		"List 1":  "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,Contact Source",
		"List 8":  "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Unaccompanied Asylum Seeking Child",
		"List 11": "Individual adopter identifier,Family identifier",
	} {
		text, err := os.ReadFile(filepath.Join(folder, "annex-a-"+sheet+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(text), begins) {
			t.Errorf("%s begins %.120q", sheet, text)
		}
		if strings.Count(string(text), "\n") < 2 {
			t.Errorf("%s has no rows", sheet)
		}
		if sheet == "List 1" && !strings.Contains(string(text), "/20") {
			t.Errorf("no day is shown as a day: %.300q", text)
		}
	}
}
