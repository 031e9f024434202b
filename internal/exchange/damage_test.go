package exchange_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/catalogue"
	"heed/internal/exchange"
	"heed/internal/exchange/intake/intaketest"
)

// content is the kind of a file, or several kinds.
type content int

const (
	asText content = 1 << iota
	asXML
	asBook
	asParquet

	// asTable are the kinds of file whose rows can be laid out anew.
	asTable = asText | asBook | asParquet
	asAny   = asTable | asXML
)

// damage is one way in which people and programs damage a file.
type damage struct {
	name string
	// of are the kinds of file for which it makes sense.
	of content
	// harmless says that the file still says the same: it is read, and gives the very same records.
	harmless bool
	// local says that it is of one row or element, so that the records of all other children are the same.
	local bool
	// spoil damages the file in hand, and says whether there was anything in it to damage.
	spoil func(d *drawn) bool
}

// damages are all of them.
var damages = slices.Concat(damagesOfText, damagesOfRows, damagesOfCells, damagesOfValues, damagesOfXML, damagesOfBooks, damagesOfFiles)

// drawn is a file drawn by chance to be damaged, of a return whose files are its own to change.
type drawn struct {
	*rand.Rand

	cat    *catalogue.Catalogue
	files  []*file
	file   *file
	format string // of the catalogue's maps, blank for Heed's own lists
	// secrets are what names children.
	secrets []string
	// touched are the children whose rows or elements are damaged, where that is of one.
	touched map[string]bool
}

// touch notes the children that a row names.
func (d *drawn) touch(row ...string) {
	for _, cell := range row {
		d.touched[strings.TrimSpace(cell)] = true
	}
}

// invented are the returns that are damaged, by the form in which they are written.
var invented = []struct {
	name  string
	write func(t *testing.T, seed uint64) *written
}{
	{"ssda903 in CSV", tablesOf903},
	{"ssda903 in XML", xmlOf903},
	{"cin in XML", xmlOfCensus},
	{"ssd in CSV", datasetInCSV},
	{"ssd in Parquet", datasetInParquet},
	{"annexa in a workbook", annexAInBook},
	{"annexa in CSV", annexAInCSV},
	{"lists in CSV", listsInCSV},
	{"lists in a workbook", listsInBook},
}

// importedOn is the day on which the returns are imported, two months after their year.
var importedOn = time.Date(2026, 5, 31, 0, 0, 0, 0, time.UTC)

var importedAs = exchange.Options{Authority: "990", Today: importedOn, Year: 2026}

// A return of random records is damaged in one of many ways and imported. Either it is refused, with a refusal that says what the file
// is, should be and what to do; or it is read, and then
//
//   - its rows are as many as were recorded, had been there already or were kept out, as each format counts them: see checkCount,
//   - each row that is kept out has a fault with file, line and reason,
//   - no record holds a value that was not in the file: see held.hold, and made for what the formats add of their own,
//   - nothing that is said of it names a child,
//   - where the damage changes nothing of what the file says the records are the same,
//   - and where it is of one row or element the records of all other children are.
//
// No reader panics at any of them. In short every eighth damage is tried on each form, and another eighth on the
// next.
func TestADamagedReturnIsReadRightOrRefused(t *testing.T) {
	t.Parallel()
	first, seeds, share := 1, 1, 8
	if !testing.Short() {
		seeds, share = 12, 1
	}
	if *damageSeed > 0 {
		first, seeds, share = *damageSeed, *damageSeed, 1
	}
	if len(damages) < 40 {
		t.Fatalf("%d damages, want 40 at least", len(damages))
	}
	for n, form := range invented {
		t.Run(form.name, func(t *testing.T) {
			t.Parallel()
			tried, done := map[string]bool{}, map[string]bool{}
			for seed := first; seed <= seeds; seed++ {
				whole := form.write(t, uint64(seed))
				whole.read(t)
				for i, d := range damages {
					if (i+n)%share == 0 {
						tried[d.name] = d.of&kinds(form.name) != 0 && !rare[form.name+": "+d.name]
						done[d.name] = trial(t, whole, d, uint64(seed<<16+i)) || done[d.name]
					}
				}
			}
			for name, wanted := range tried {
				if wanted && !done[name] {
					t.Errorf("%s: nothing of that kind was damaged", name)
				}
			}
		})
	}
}

// damageSeed asks for all damages with one seed, to look for more.
var damageSeed = flag.Int("damage.seed", 0, "the seed of the returns to damage, instead of those of every run")

// kinds are what the files of a form are.
func kinds(form string) content {
	switch {
	case strings.HasSuffix(form, "XML"):
		return asXML
	case strings.HasSuffix(form, "CSV"):
		return asText
	case strings.HasSuffix(form, "Parquet"):
		return asParquet
	default:
		return asBook
	}
}

// rare are damages for which a form has nothing to damage, though its files are of the kind.
var rare = map[string]bool{
	// Its lists have labels.
	"annexa in CSV: labels for codes": true, "annexa in CSV: codes with their labels": true, "annexa in CSV: codes in other letters": true,
	"annexa in a workbook: labels for codes": true, "annexa in a workbook: codes with their labels": true, "annexa in a workbook: codes in other letters": true,
}

// trial damages a return in one way and reads it. It says whether there was anything to damage.
func trial(t *testing.T, whole *written, how damage, seed uint64) bool {
	t.Helper()
	d := whole.draw(t, how, seed)
	if d == nil {
		return false
	}
	label := fmt.Sprintf("%s: %s, seed %d, %s", whole.form, how.name, seed, d.file.name)
	dir := d.save(t)
	defer os.RemoveAll(dir)
	records, err := importAll(t, dir, label, d)
	if err != nil {
		checkRefusal(t, label, err, whole.secrets)
		if how.harmless {
			t.Errorf("%s: it says the same as before, and is refused: %v", label, err)
		}
		return true
	}
	if want, got := bodies(whole.records), bodies(records); how.harmless && got != want {
		t.Errorf("%s: the records are not the same:\n%s", label, firstDifference(want, got))
	}
	if want, got := bodies(d.others(whole.records)), bodies(d.others(records)); how.local && got != want {
		t.Errorf("%s: the records of others than %v are not the same:\n%s", label, slices.Sorted(maps.Keys(d.touched)), firstDifference(want, got))
	}
	return true
}

// ofTheExtract are the record types that hold the day of an extract, which one row may move.
var ofTheExtract = []string{"listed_worker", "care_leaver", "activity_status", "missing_count", "immunisation_status"}

// others gives the records of children whose rows are not damaged.
func (d *drawn) others(records []catalogue.Record) []catalogue.Record {
	var some []catalogue.Record
	for _, r := range records {
		if d.cat.Type(r.Type).About == "child" && !d.touched[r.Subject] && !slices.Contains(ofTheExtract, r.Type) {
			some = append(some, r)
		}
	}
	return some
}

// draw draws a file of the return that the damage makes sense for, and damages it. It gives nil where there is none.
func (w *written) draw(t *testing.T, how damage, seed uint64) *drawn {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 11))
	for _, i := range random.Perm(len(w.files)) {
		if w.files[i].of&how.of == 0 {
			continue
		}
		d := &drawn{Rand: random, cat: w.cat, format: w.format, secrets: w.secrets, touched: map[string]bool{}}
		for n, f := range w.files {
			if n == i {
				f = f.clone()
				d.file = f
			}
			d.files = append(d.files, f)
		}
		if how.spoil(d) {
			return d
		}
	}
	return nil
}

// save writes the files to a folder.
func (d *drawn) save(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "from", "the council", "returns") // names that tell no year
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, f := range d.files {
		name := filepath.Join(dir, f.name)
		if err := os.WriteFile(name, f.bytes(t), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// importAll reads every return in a folder, each into a collector of its own, and checks what it gives.
func importAll(t *testing.T, dir, label string, d *drawn) ([]catalogue.Record, error) {
	t.Helper()
	cat, _ := intaketest.Catalogue(t)
	returns, err := exchange.Recognise(t.Context(), cat, []string{dir}, importedAs)
	if err != nil {
		return nil, err
	}
	var all []catalogue.Record
	in := d.cells(t)
	for _, r := range returns {
		sink := &tally{}
		if err := r.Read(t.Context(), sink, nil); err != nil {
			return nil, err
		}
		checkCount(t, label, r, sink)
		checkFaults(t, label, sink.Faults, d)
		for _, record := range sink.Records {
			if (r.Kind == "cin" || r.Kind == "csv") && !slices.Contains(r.Types, record.Type) {
				t.Errorf("%s: a record of %s, of which the return is said to hold none", label, record.Type)
			}
			if in != nil {
				checkValues(t, label, r.Kind, cat.Type(record.Type), record, in)
			}
		}
		all = append(all, sink.Records...)
	}
	return all, nil
}

// checkRefusal fails the test unless every part of an error says of a file what it is, what it should be and what to do, and names no child.
func checkRefusal(t *testing.T, label string, err error, secrets []string) {
	t.Helper()
	if panicked, ok := errors.AsType[*exchange.PanicError](err); ok {
		t.Errorf("%s: a reader panicked: %s", label, panicked.Detail())
	}
	all := exchange.Refusals(err)
	if len(all) == 0 {
		t.Errorf("%s: an error that is no refusal: %v", label, err)
	}
	for _, r := range all {
		if r.File == "" || r.Expected == "" || r.Found == "" || r.Do == "" {
			t.Errorf("%s: a refusal that does not say all: %+v", label, *r)
		}
		checkSecrets(t, label, r.Error(), secrets)
	}
}

// checkSecrets fails the test where a text names a child.
func checkSecrets(t *testing.T, label, text string, secrets []string) {
	t.Helper()
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			t.Errorf("%s: %q holds what is a child's", label, text)
		}
	}
}

// bodies lists records sorted, a line each.
func bodies(records []catalogue.Record) string {
	lines := make([]string, len(records))
	for i, r := range records {
		lines[i] = r.Type + " " + r.ID + " " + string(r.Body)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// firstDifference gives the lines that only one of two texts has, a few of each.
func firstDifference(want, got string) string {
	const most = 4
	count := func(text string) map[string]int {
		lines := map[string]int{}
		for line := range strings.SplitSeq(text, "\n") {
			lines[line]++
		}
		return lines
	}
	was, is := count(want), count(got)
	var out []string
	for _, side := range []struct {
		sign          string
		lines, others map[string]int
	}{{"-", was, is}, {"+", is, was}} {
		n := 0
		for _, line := range slices.Sorted(maps.Keys(side.lines)) {
			if n < most && side.lines[line] > side.others[line] {
				out = append(out, side.sign+" "+line)
				n++
			}
		}
	}
	return strings.Join(out, "\n")
}
