package published_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/published"
)

// unusual is an invented file, of no publication that there is: its columns stand in an order of their own, years span two
// calendar years, one filter is a number, names hold commas, and places are known by their newer code only.
const unusual = "\ufeff" + `geographic_level,age,new_la_code,la_name,kite_type,time_period,time_identifier,kites_flown,country_code,country_name,region_name,region_code,kites_lost_percent,school_name
National,8,,,Box kite,202223,Academic year,"1,200",E92000001,England,,,12.5,
National,9,,,Box kite,202223,Academic year,1300,E92000001,England,,,11,
National,8,,,Delta,202223,Academic year,900,E92000001,England,,,9,
National,9,,,Delta,202223,Academic year,800,E92000001,England,,,low,
Regional,8,,,Box kite,202223,Academic year,150,E92000001,England,Inner London,E13000001,10,
Local authority,8,E09000022,Lambeth,Box kite,202223,Academic year,12,E92000001,England,Inner London,E13000001,c,
Local authority,8,E09000022,Lambeth,Box kite,202324,Academic year,14,E92000001,England,Inner London,E13000001,z,
Local authority,8,E09000022,Lambeth,Delta,202324,Academic year,n<3,E92000001,England,Inner London,E13000001,x,
Local authority,8,E06000054,"Wiltshire, all of it",Delta,202324,Academic year,7,E92000001,England,South West,E12000009,:,
School,8,,,Box kite,202223,Academic year,2,E92000001,England,,,0,Kite Hill
Local authority,8,E09000022,Lambeth,Delta,2023/25,Academic year,7,E92000001,England,Inner London,E13000001,1,
Local authority,9,E09000022,Lambeth,Delta,202324,Academic year,7
`

func readUnusual(t *testing.T) (*published.Set, published.Report) {
	t.Helper()
	set, report, err := published.Read("kites_2022_to_2024.csv", strings.NewReader(unusual))
	if err != nil {
		t.Fatal(err)
	}
	return set, report
}

func TestAFileNeverSeenBeforeIsReadByWhatItHolds(t *testing.T) {
	t.Parallel()
	set, report := readUnusual(t)
	want := published.Report{
		File: "kites_2022_to_2024.csv", Rows: 12, Kept: 9, Filters: []string{"age", "kite_type"}, Indicators: []string{"kites_flown", "kites_lost_percent"},
		Symbols: map[string]int{"c": 1, "z": 1, "x": 1, ":": 1, "low": 1, "n<3": 1}, OtherLevels: map[string]int{"School": 1}, FaultN: 3,
		Faults: []published.Fault{
			{12, "time_period", `"2023/25" is no time period: it is four digits, such as 2014, or two years in a row, such as 201314 or 2013/14`},
			{13, "", "the row has 8 columns and the heading 14"},
			{9, "kites_flown", `"n<3" is neither a number nor a symbol that Heed knows; it is kept as it stands`},
		},
	}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("the report (-want +got):\n%s", diff)
	}
	table := published.NewTable(set)
	s := table.Find("kites-8-box-kite-kites-lost-percent")
	if s == nil {
		t.Fatalf("there is no such series; there are %v", ids(table))
	}
	if s.Title != "8, Box kite: Kites lost percent" || s.Unit != "%" {
		t.Errorf("the series is called %q, in %q", s.Title, s.Unit)
	}
	if got := []published.Value{s.At(published.England, 0), s.At("E13000001", 0), s.At("208", 0), s.At("208", 1), s.At("208", 0)}; !cmp.Equal(got, []published.Value{"12.5", "10", "c", "z", "c"}) {
		t.Errorf("the values are %q", got)
	}
	if n, known := table.Find("kites-8-box-kite-kites-flown").At(published.England, 0).Number(); !known || n != 1200 {
		t.Errorf("1,200 is read as %v, %t", n, known)
	}
	if area, _ := table.Area("865"); area.Name != "Wiltshire, all of it" {
		t.Errorf("an area known by its newer code is %+v", area)
	}
}

func ids(table *published.Table) []string {
	var list []string
	for _, s := range table.Series {
		list = append(list, s.ID)
	}
	return list
}

func TestAYearIsTheOneInWhichItEnds(t *testing.T) {
	t.Parallel()
	set, _ := readUnusual(t)
	if p := set.Periods[0]; p.Ending() != 2023 || p.Label() != "2022/23" {
		t.Errorf("%+v ends in %d and reads %q", p, p.Ending(), p.Label())
	}
	for _, c := range []struct {
		period published.Period
		ending int
		label  string
	}{
		{published.Period{Code: "201314", Identifier: "Financial year"}, 2014, "2013/14"},
		{published.Period{Code: "2014", Identifier: "Reporting year"}, 2014, "2014"},
		{published.Period{Code: "199900", Identifier: "Academic year"}, 2000, "1999/00"},
		{published.Period{Code: "2024", Identifier: "Week 12"}, 2024, "2024 Week 12"},
	} {
		if c.period.Ending() != c.ending || c.period.Label() != c.label {
			t.Errorf("%+v ends in %d and reads %q, want %d and %q", c.period, c.period.Ending(), c.period.Label(), c.ending, c.label)
		}
	}
}

func TestASymbolIsNeverANumber(t *testing.T) {
	t.Parallel()
	for _, s := range published.Symbols() {
		v := published.Value(s.Mark)
		if _, number := v.Number(); number || !v.IsSymbol() || s.Meaning == "" {
			t.Errorf("%q is taken for a number or has no meaning", s.Mark)
		}
	}
	for _, word := range []published.Value{"inf", "NaN", "Infinity", "nan", "+Inf", "1e999", "0x1p4z", "12:60"} {
		if n, number := word.Number(); number {
			t.Errorf("%q is taken for the number %v", word, n)
		}
	}
	for v, want := range map[published.Value]float64{"00:10": 10, "02:03": 27, "7.5": 7.5, "-3": -3, "0": 0} {
		if n, number := v.Number(); !number || n != want {
			t.Errorf("%q is %v, %t, want %v", v, n, number, want)
		}
	}
}

func TestAFileThatIsNoneOfTheDepartmentsSaysWhy(t *testing.T) {
	t.Parallel()
	const head = "time_period,time_identifier,geographic_level,country_code,country_name,n\n"
	for name, c := range map[string]struct{ text, want string }{
		"an empty file":                {"", "kites.csv is empty"},
		"a list of something else":     {"id,name\n1,x\n", "line 1 has no column time_period"},
		"a column twice":               {"time_period,time_identifier,geographic_level,n,N\n", `line 1 names "N" twice, in columns 4 and 5`},
		"a column without a name":      {"time_period,time_identifier,geographic_level,,n\n", "line 1, column 4 has no name"},
		"only schools":                 {head + "2024,Calendar year,School,E92000001,England,3\n", "has no row of England, a region or an authority"},
		"no number":                    {head + "2024,Calendar year,National,E92000001,England,none\n", "has no column of numbers"},
		"a quotation that never ends":  {head + "2024,Calendar year,National,E92000001,\"England,3\n", "line 2"},
		"bytes of no encoding":         {head + "2024,Calendar year,National,E92000001,Engl\x81nd,3\n", "line 2 is neither UTF-8 nor Windows-1252: save the file as CSV (UTF-8)"},
		"a workbook":                   {"PK\x03\x04...", "kites.csv is a workbook or an archive: save the sheet as CSV (UTF-8)"},
		"a page that was saved":        {"<!DOCTYPE html><html>", "kites.csv is a web page: download the CSV file of the data set"},
		"the description of columns":   {"col_name,col_type,label\nn,Indicator,Number\n", "it describes the columns of one: give the file of the same name without .meta"},
		"a row without a place's code": {head + "2024,Calendar year,National,,England,3\n", `line 2: the row is of level "National" and has no code of one`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := published.Read("/home/somebody/kites.csv", strings.NewReader(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "somebody") {
				t.Errorf("the error is %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestARowThatContradictsAnEarlierOneIsAFaultAndTheEarlierIsKept(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("time_period,time_identifier,geographic_level,country_code,country_name,n\n")
	for _, row := range []string{"2020", "2021", "2022", "2023", "2024"} {
		b.WriteString(row + ",Calendar year,National,E92000001,England," + row[3:] + "\n")
	}
	b.WriteString("2024,Calendar year,National,E92000001,England,9\n2024,Calendar year,National,E92000001,England,4\n")
	set, report, err := published.Read("n.csv", strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if got := set.Series[0].At(published.England, 4); got != "4" {
		t.Errorf("the value is %q", got)
	}
	want := []published.Fault{{7, "n", "it differs from line 6, which is of the same place, time and filters; that one is kept"}}
	if diff := cmp.Diff(want, report.Faults); diff != "" {
		t.Errorf("the faults (-want +got):\n%s", diff)
	}
}

// originals are the department's own files, which are beside the project and no part of it.
func originals(t *testing.T) []*published.Set {
	t.Helper()
	paths, err := filepath.Glob("../../../shared/published/*.csv")
	if err != nil || len(paths) == 0 {
		t.Skip("the department's files are not here: ../shared/published")
	}
	var sets []*published.Set
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		set, report, err := published.Read(path, file)
		_ = file.Close()
		if err != nil {
			t.Fatal(err)
		}
		if report.FaultN > 0 || report.Kept != report.Rows {
			t.Errorf("%s: %d of %d rows are kept, %+v", set.File, report.Kept, report.Rows, report.Faults)
		}
		sets = append(sets, set)
	}
	return sets
}

func TestTheShippedTableIsMadeOfTheDepartmentsFilesAndNothingElse(t *testing.T) {
	t.Parallel()
	built, err := published.Build(originals(t))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := published.Encode(&text, built); err != nil {
		t.Fatal(err)
	}
	shipped, err := os.ReadFile("shipped.csv")
	if err != nil {
		t.Fatal(err)
	}
	if text.String() != string(shipped) {
		t.Error("shipped.csv differs from what heed published build makes: make it again, as docs/published.md says")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(unusual)
	f.Add("time_period,time_identifier,geographic_level,country_code,a,b\n2024,Calendar year,National,E92000001,1,x\n")
	f.Fuzz(func(t *testing.T, text string) {
		set, report, err := published.Read("fuzz.csv", strings.NewReader(text))
		if err != nil {
			return
		}
		if report.Kept > report.Rows || len(set.Series) == 0 || len(set.Periods) == 0 {
			t.Errorf("%d of %d rows kept in %d series and %d periods", report.Kept, report.Rows, len(set.Series), len(set.Periods))
		}
		var out strings.Builder
		if err := published.Encode(&out, []*published.Set{set}); err != nil {
			t.Fatal(err)
		}
		if _, err := published.Decode(strings.NewReader(out.String())); err != nil {
			t.Errorf("what was written cannot be read: %v", err)
		}
	})
}
