//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A list goes in with one good row and one bad, the bad is told by file, line, field and reason, and all of it is taken back.
func TestAnAnalystImportsAListSeesItsFaultAndTakesItBack(t *testing.T) {
	b := open(t)
	b.signIn("Analyst")
	before := b.missing()
	child := b.someChild()
	day := time.Now().UTC().AddDate(0, 0, -1).Format(time.DateOnly) // the last day of which the invented council knows anything
	list := write(t, "missing_episode.csv", "child_id,started_on,kind", child+","+day+",M", child+",the day after,M")

	batch := b.upload(list)
	b.sees("dl.heed-facts", "missing_episode.csv")
	b.saysOf("Rows read", "2")
	b.saysOf("Records added or changed", "1")
	fault := "#each ~ table tbody tr"
	if n := b.count(fault); n != 1 {
		t.Errorf("%d faults are listed, want 1", n)
	}
	for _, words := range []string{"missing_episode.csv, cell B3", "Missing episode: started on", "not a date", "row kept out"} {
		if shown := b.text(fault); !strings.Contains(strings.ToLower(shown), strings.ToLower(words)) {
			t.Errorf("the fault does not say %q: %q", words, shown)
		}
	}
	if shown := b.text("main"); strings.Contains(shown, "the day after") {
		t.Error("the page repeats what stood in the file")
	}
	if after := b.missing(); after != before+1 {
		t.Errorf("with one more missing episode the figure goes from %d to %d", before, after)
	}

	b.must(batch)
	if status := b.follow(batch + "/undo"); status != 200 {
		t.Fatalf("asking to withdraw: status %d", status)
	}
	b.sees("h1", "Withdraw this import?")
	b.fill("#f-reason", "Sent by mistake")
	if status := b.press("main form button"); status != 200 {
		t.Fatalf("asking to withdraw: status %d", status)
	}
	b.agreeToWithdraw(batch)
	b.signIn("Analyst")
	b.must(batch)
	b.sees("h1", "Withdrawn")
	b.saysOf("Why it was withdrawn", "Sent by mistake")
	if after := b.missing(); after != before {
		t.Errorf("after the import was withdrawn the figure is %d, and was %d before it", after, before)
	}
	b.well("as analyst")
}

// agreeToWithdraw agrees, as the director, to what somebody else asked of an import.
func (b *tab) agreeToWithdraw(batch string) {
	b.t.Helper()
	b.signIn("Director")
	b.must(batch + "/undo")
	if status := b.press(`button[value="agree"]`); status != 200 {
		b.t.Fatalf("withdrawing: status %d", status)
	}
}

func TestAFileThatIsNoReturnIsRefusedWholeAndTheRecordsStayAsTheyWere(t *testing.T) {
	b := open(t)
	b.signIn("Analyst")
	b.must("/imports")
	heading := b.text("#list")
	b.send(write(t, "shopping.csv", "milk,eggs", "1,2"))
	b.until("the file is refused", func() bool { return b.count(".govuk-error-summary") == 1 })
	b.sees("h1", "These files cannot be imported yet")
	b.sees(".govuk-error-summary", "shopping.csv")
	if title := ask[string](b, "document.title"); !strings.HasPrefix(title, "Error: ") {
		t.Errorf("the title of the refusal is %q", title)
	}
	b.must("/imports")
	b.sees("#list", heading)
	b.follow(b.links(`section[aria-labelledby=waiting] a`)[0])
	b.press(`form[action$="/discard"] button`)
	if n := b.count("section[aria-labelledby=waiting]"); n != 0 {
		t.Error("what was discarded waits still")
	}

	b.send("") // no file at all
	b.sees(".govuk-error-summary", "Choose the files to import")
	b.well("as analyst")
}

// From the preview of a damaged file to its mended import without leaving the browser: what is wrong with it is read, the mended file is sent in its
// place, what it would do is shown, and it is recorded.
func TestADamagedFileIsMendedAndImportedInTheBrowser(t *testing.T) {
	b := open(t)
	b.signIn("Analyst")
	before := b.missing()
	row := b.someChild() + ",2026-02-03,M"
	b.send(write(t, "missing_episode.csv", "child_id,started_on,started_on", row)) // a column twice
	b.until("the damaged file is refused", func() bool { return b.count(".govuk-error-summary") == 1 })
	b.sees("h1", "These files cannot be imported yet")
	b.sees(".govuk-error-summary", "missing_episode.csv")
	if n := b.count(`button[form="record"]`); n != 0 {
		t.Error("a damaged file can be recorded")
	}
	waits := b.address().Path

	b.do("choosing the mended file", chromedp.SetUploadFiles(chromedp.ID("f-files"), []string{write(t, "missing_episode.csv", "child_id,started_on,kind", row)}))
	b.press(`form[action="` + waits + `/files"] button[type=submit]`)
	b.runs("the mended file is read", "/uploads/")
	b.sees("h1", "Before anything is recorded")
	if at := b.address().Path; at != waits || b.count(".govuk-error-summary") != 0 {
		t.Errorf("the mended file is shown at %s, not %s: %q", at, waits, b.text("main"))
	}
	if after := b.missing(); after != before {
		t.Errorf("before it is recorded the figure goes from %d to %d", before, after)
	}

	b.must(waits)
	b.record()
	b.saysOf("Rows read", "1")
	b.saysOf("Records added or changed", "1")
	if after := b.missing(); after != before+1 {
		t.Errorf("with one more missing episode the figure goes from %d to %d", before, after)
	}
	b.well("as analyst")
}

// A long import says how far it is while it runs, can be left, and is found again from the page of imports.
func TestALongImportSaysHowFarItIsWhileItRuns(t *testing.T) {
	b := open(t)
	b.signIn("Analyst")
	files, err := filepath.Glob(filepath.Join(work, "demo", "returns", "20??", "records", "team.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("the demonstration's own files are not where they were: %v", err)
	}
	list, err := os.ReadFile(files[len(files)-1])
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(list)), "\n")
	again := lines[:1] // what is recorded already, again and again: long to read, and it changes nothing
	for len(again) < 300_000 {
		again = append(again, lines[1:]...)
	}
	b.send(write(t, "team.csv", again...))
	if n := b.count("progress[value][max]"); n != 1 || !strings.HasPrefix(b.address().Path, "/importing/") {
		t.Fatalf("the page of a long import shows %d bars: %q", n, b.text("main"))
	}
	if said := b.text("[role=status]"); said == "" {
		t.Error("it does not say in words what it does")
	}
	b.must("/imports")
	if status := b.press(`main a[href^="/importing/"]`); status != 200 {
		t.Fatalf("going back to the import: status %d", status)
	}
	b.until("the files are read", func() bool { return strings.HasPrefix(b.address().Path, "/uploads/") })
	b.record()
	b.saysOf("Records added or changed", "0")
	b.well("as analyst")
}

// missing gives how many missing episodes there are, by the figure.
func (b *tab) missing() int {
	b.t.Helper()
	b.must("/figures/missing-episodes")
	n := digits(strings.ReplaceAll(b.text(".heed-big"), ",", ""))
	if rows := digits(strings.TrimPrefix(b.text("#rows"), "The rows: ")); rows != n {
		b.t.Errorf("%d missing episodes, and %d rows", n, rows)
	}
	return n
}

// someChild gives the number of a child whom the reader may see, and who is not of a restricted record.
func (b *tab) someChild() string {
	b.t.Helper()
	b.must("/figures/lac-count")
	children := b.links(`#rows ~ table tbody th a[href^="/children/"]`)
	if len(children) == 0 {
		b.t.Fatal("no child is looked after")
	}
	return strings.TrimPrefix(children[0], "/children/")
}

// send chooses a file on the page of imports, or none, and sends it.
func (b *tab) send(file string) {
	b.t.Helper()
	b.must("/imports")
	if file != "" {
		b.do("choosing a file", chromedp.SetUploadFiles(chromedp.ID("f-files"), []string{file}))
	}
	b.press(`form[action="/imports"] button[type=submit]`)
}

// upload sends a file, records it as the page that shows what it would do offers, and gives the address of its import, with that page open.
func (b *tab) upload(file string) string {
	b.t.Helper()
	b.show(file)
	return b.record()
}

// show sends a file and gives the address of the page that shows what importing it would do, with that page open.
func (b *tab) show(file string) string {
	b.t.Helper()
	b.send(file)
	return b.runs("the file is read", "/uploads/")
}

// record presses the button of a page that shows what an import would do, and gives the address of the import.
func (b *tab) record() string {
	b.t.Helper()
	b.press(`button[form="record"]`)
	return b.runs("the import is done", "/imports/")
}

// runs waits until the pages of something that runs lead to an address that begins so. Until then they must say how far it is.
func (b *tab) runs(what, to string) string {
	b.t.Helper()
	b.until(what, func() bool {
		path := b.address().Path
		if strings.HasPrefix(path, "/importing/") && (b.count("progress[value][max]") != 1 || b.text("[role=status]") == "") {
			b.t.Fatalf("%s does not say how far it is: %q", path, b.text("main"))
		}
		return strings.HasPrefix(path, to)
	})
	return b.address().Path
}

// saysOf fails the test where the page does not say a fact so.
func (b *tab) saysOf(label, want string) {
	b.t.Helper()
	facts := strings.Split(b.text("dl.heed-facts"), "\n")
	if i := slices.Index(facts, label); i < 0 || i+1 == len(facts) || strings.TrimSpace(facts[i+1]) != want {
		b.t.Errorf("%s: the page does not say that %q is %s: %q", b.address(), label, want, facts)
	}
}

// until opens the page again and again until something holds of it.
func (b *tab) until(what string, holds func() bool) {
	b.t.Helper()
	at := b.address().Path
	for end := time.Now().Add(patience); !holds(); {
		if time.Now().After(end) {
			b.t.Fatalf("waited in vain until %s: %q", what, b.text("main"))
		}
		time.Sleep(100 * time.Millisecond)
		b.get(at)
	}
}
