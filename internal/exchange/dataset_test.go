package exchange

import (
	"archive/zip"
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"heed/internal/exchange/sheet"
	"heed/internal/exchange/ssd"
)

const extractDir = "ssd/testdata/extract"

var datasetDay = Options{Authority: "990", Today: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)}

// parquetNode gives the type of a column in Parquet: texts for the most part, but days and moments in some objects and
// numbers in others, as systems differ.
func parquetNode(object, column string) parquet.Node {
	dated := strings.HasSuffix(column, "_date") || strings.HasSuffix(column, "_dob")
	switch {
	case dated && (object == "cp_plans" || object == "cla_visits"):
		return parquet.Optional(parquet.Date())
	case dated && (object == "person" || object == "cla_episodes" || object == "cla_placement"):
		return parquet.Optional(parquet.TimestampAdjusted(parquet.Millisecond, false))
	case column == "csdq_sdq_score" || column == "clap_cla_placement_distance":
		return parquet.Optional(parquet.Leaf(parquet.DoubleType))
	}
	return parquet.Optional(parquet.String())
}

func parquetValue(tb testing.TB, n parquet.Node, cell string, column int) parquet.Value {
	tb.Helper()
	if cell == "" {
		return parquet.NullValue().Level(0, 0, column)
	}
	var v parquet.Value
	switch kind := n.Type().String(); {
	case kind == "DATE":
		v = parquet.ValueOf(int32(moment(tb, cell).Unix() / 86_400))
	case strings.HasPrefix(kind, "TIMESTAMP"):
		v = parquet.ValueOf(moment(tb, cell).UnixMilli())
	case kind == "DOUBLE":
		number, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			tb.Fatal(err)
		}
		v = parquet.ValueOf(number)
	default:
		v = parquet.ValueOf(cell)
	}
	return v.Level(0, 1, column)
}

func moment(tb testing.TB, cell string) time.Time {
	tb.Helper()
	for _, form := range []string{"2006-01-02", "2006-01-02 15:04:05", "2006-01-02 15:04:05.000"} {
		if at, err := time.Parse(form, cell); err == nil {
			return at
		}
	}
	tb.Fatalf("a day in no form that the fixture has: %q", cell)
	return time.Time{}
}

// toParquet writes a CSV file of an object as Parquet, its columns in the order of their names as a writer may put them.
func toParquet(tb testing.TB, from, to string) {
	tb.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		tb.Fatal(err)
	}
	object := strings.TrimPrefix(strings.ToLower(strings.TrimSuffix(filepath.Base(from), filepath.Ext(from))), "ssd_")
	in := sheet.New(bytes.NewReader(text))
	heading, err := sheet.Heading(in)
	if err != nil {
		tb.Fatal(err)
	}
	group := parquet.Group{}
	place := map[string]int{}
	for i, name := range heading {
		group[name], place[name] = parquetNode(object, strings.ToLower(name)), i
	}
	var out bytes.Buffer
	w := parquet.NewWriter(&out, parquet.NewSchema(object, group))
	for cells, err := in.Next(); err == nil; cells, err = in.Next() {
		var row parquet.Row
		for c, name := range slices.Sorted(maps.Keys(group)) {
			row = append(row, parquetValue(tb, group[name], cells[place[name]], c))
		}
		if _, err := w.WriteRows([]parquet.Row{row}); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	write(tb, to, out.String())
}

// parquetExtract writes the extract of the fixtures in Parquet.
func parquetExtract(tb testing.TB) string {
	tb.Helper()
	names, err := filepath.Glob(extractDir + "/*")
	if err != nil || len(names) != 48 {
		tb.Fatalf("%d files, %v; want all 48 objects", len(names), err)
	}
	dir := filepath.Join(tb.TempDir(), "extract")
	for _, name := range names {
		base := filepath.Base(name)
		toParquet(tb, name, filepath.Join(dir, strings.TrimSuffix(base, filepath.Ext(base))+".parquet"))
	}
	return dir
}

// everything is all that a reading gives, with the names of the files made alike.
func everything(tb testing.TB, path string) string {
	tb.Helper()
	returns, err := recognise(tb, datasetDay, path)
	if err != nil {
		tb.Fatal(err)
	}
	if len(returns) != 1 || returns[0].Kind != ssd.Kind || returns[0].Scope != "ssd" || !returns[0].Full || !returns[0].Named {
		tb.Fatalf("recognised as %+v", returns)
	}
	sink := readAll(tb, returns)
	lines := strings.NewReplacer(".parquet", "", ".csv", "", ".CSV", "", "extract.zip/", "", "extract/", "").Replace(sink.Lines())
	if len(returns[0].Parts()) != 48 {
		tb.Errorf("%d objects are told of, want all 48", len(returns[0].Parts()))
	}
	return sink.Bodies() + lines
}

func TestADatasetIsTheSameInCSVInParquetAndInAZipFile(t *testing.T) {
	t.Parallel()
	want := everything(t, extractDir)
	if strings.Count(want, "\n") < 120 {
		t.Fatalf("the extract gives only %d lines", strings.Count(want, "\n"))
	}
	inParquet := parquetExtract(t)
	if diff := cmp.Diff(want, everything(t, inParquet)); diff != "" {
		t.Error("in Parquet:", diff)
	}
	if diff := cmp.Diff(want, everything(t, zipFolder(t, extractDir))); diff != "" {
		t.Error("in a zip file:", diff)
	}
	if diff := cmp.Diff(want, everything(t, zipFolder(t, inParquet))); diff != "" {
		t.Error("in Parquet in a zip file:", diff)
	}
}

// zipFolder puts a folder into a zip file.
func zipFolder(tb testing.TB, dir string) string {
	tb.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	if err := z.AddFS(os.DirFS(dir)); err != nil {
		tb.Fatal(err)
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	name := filepath.Join(tb.TempDir(), "extract.zip")
	write(tb, name, out.String())
	return name
}

func TestADatasetStandsBesideOtherReturns(t *testing.T) {
	t.Parallel()
	person, err := os.ReadFile(extractDir + "/ssd_person.csv")
	if err != nil {
		t.Fatal(err)
	}
	dir := tree(t, "2021/header.csv", headerCSV, "2021/episodes.csv", strings.ReplaceAll(episodesCSV, "2020", "2021"), "lists/team.csv", teamCSV,
		"ssd/person.csv", string(person), "ssd/notes.txt", "Invented.\n")
	returns, err := recognise(t, datasetDay, dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"ssda903 2022 2021 [2021/episodes.csv 2021/header.csv]", "ssd ssd [ssd/person.csv]", "csv lists [lists/team.csv]"}
	if diff := cmp.Diff(want, scopes(returns)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"child", "child_name"}, returns[1].Types); diff != "" {
		t.Error("an extract of one object holds all of other types:", diff)
	}
}

func TestADatasetFileThatIsNotOneIsRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"ssd_person.csv":         "name,colour\nx,y\n",
		"ssd_person.parquet":     "PAR1 and nothing else",
		"ssd_cin_episodes.csv":   "",
		"ssd_cla_health.parquet": "PAR1" + strings.Repeat("\x00", 4096) + "PAR1",
	} {
		_, err := recognise(t, datasetDay, tree(t, name, text))
		if err == nil || !strings.Contains(err.Error(), "an object of the safeguarding dataset") {
			t.Errorf("%s: %v, want a refusal that says what it claims to be", name, err)
		}
	}
	two := tree(t, "ssd_department.csv", "dept_team_id,dept_team_name\nT1,North\n")
	toParquet(t, filepath.Join(two, "ssd_department.csv"), filepath.Join(two, "ssd_department.parquet"))
	if _, err := recognise(t, datasetDay, two); err == nil || !strings.Contains(err.Error(), "one file for department") {
		t.Errorf("an object in both forms: %v, want a refusal", err)
	}
}
