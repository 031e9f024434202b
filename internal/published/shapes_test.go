package published_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"heed/internal/published"
)

// plainRows is an invented file in the shape that the department writes. Every shape below is of the same rows.
const plainRows = `time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,kite_type,kites_flown,kites_lost_percent
202223,Financial year,National,E92000001,England,,,,,,Total,3023,12.5
202223,Financial year,Regional,E92000001,England,E13000001,Inner London,,,,Total,803,11.25
202223,Financial year,Local authority,E92000001,England,E13000001,Inner London,E09000022,208,Lambeth,Total,101,c
202223,Financial year,Local authority,E92000001,England,E12000005,West Midlands,E08000025,330,Birmingham,Total,1200,z
202324,Financial year,National,E92000001,England,,,,,,Total,3024,8.25
202324,Financial year,Regional,E92000001,England,E13000001,Inner London,,,,Total,804,10
202324,Financial year,Local authority,E92000001,England,E13000001,Inner London,E09000022,208,Lambeth,Total,102,low
202324,Financial year,Local authority,E92000001,England,E12000005,West Midlands,E08000025,330,Birmingham,Total,1201,x
`

// wanted is what every shape of these rows gives.
const wanted = `kites_flown E92000001 3023 3024
kites_flown E13000001 803 804
kites_flown 208 101 102
kites_flown 330 1200 1201
kites_lost_percent E92000001 12.5 8.25
kites_lost_percent E13000001 11.25 10
kites_lost_percent 208 c low
kites_lost_percent 330 z x
`

// said writes what a set holds of the areas of plainRows.
func said(set *published.Set) string {
	var b strings.Builder
	for _, s := range set.Series {
		for _, area := range []string{published.England, "E13000001", "208", "330"} {
			fmt.Fprint(&b, strings.ToLower(strings.ReplaceAll(s.Indicator, " ", "_")), " ", area)
			for i := range s.Periods {
				fmt.Fprint(&b, " ", s.At(area, i))
			}
			fmt.Fprintln(&b)
		}
	}
	return b.String()
}

func wide(order binary.ByteOrder, mark bool) func(string) string {
	return func(text string) string {
		if mark {
			text = "\ufeff" + text
		}
		var b bytes.Buffer
		for _, unit := range utf16.Encode([]rune(text)) {
			_ = binary.Write(&b, order, unit)
		}
		return b.String()
	}
}

func swap(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }

func TestTheSameRowsReadTheSameWhateverTheShape(t *testing.T) {
	t.Parallel()
	for name, shape := range map[string]func(string) string{
		"as the department writes it": func(s string) string { return s },
		"with a mark of UTF-8":        func(s string) string { return "\ufeff" + s },
		"UTF-16, little end first":    wide(binary.LittleEndian, true),
		"UTF-16, big end first":       wide(binary.BigEndian, true),
		"UTF-16 without a mark":       wide(binary.LittleEndian, false),
		"Windows-1252":                swap("Total", "Children\x92s"),
		"lines of Windows":            swap("\n", "\r\n"),
		"lines of an old Macintosh":   swap("\n", "\r"),
		"semicolons":                  swap(",", ";"),
		"tabs":                        swap(",", "\t"),
		"upright strokes":             swap(",", "|"),
		"sep= above the headings":     func(s string) string { return "sep=;\n" + strings.ReplaceAll(s, ",", ";") },
		"title rows":                  func(s string) string { return "Kites in England\n\"Table 1, of 2\"\n\n" + s },
		"padded title rows": func(s string) string {
			return "Kites" + strings.Repeat(",", 12) + "\n" + strings.Repeat(",", 12) + "\n" + s
		},
		"empty columns behind": swap("\n", ",,\n"),
		"empty rows between":   swap("\n", "\n,,,,,,,,,,,,\n"),
		"empty lines between":  swap("\n", "\n\n"),
		"headings in capitals": func(s string) string { a, b, _ := strings.Cut(s, "\n"); return strings.ToUpper(a) + "\n" + b },
		"headings in words": func(s string) string {
			a, b, _ := strings.Cut(s, "\n")
			return strings.ReplaceAll(strings.ReplaceAll(a, "new_la_code", "LA code"), "_", " ") + "\n" + b
		},
		"levels in small letters":           swap("National", "national", "Local authority", "local authority", "Regional", "regional"),
		"levels as codes":                   swap("National", "NAT", "Local authority", "LA", "Regional", "REG"),
		"a slash between years":             swap("202223", "2022/23", "202324", "2023/24"),
		"a dash between years":              swap("202223", "2022-23", "202324", "2023-24"),
		"years in full":                     swap("202223", "2022-2023", "202324", "2023/2024"),
		"years as a spreadsheet has them":   swap("202223", "202223.0", "202324", "202324.0"),
		"codes with a point and a nought":   swap(",208,", ",208.0,", ",330,", ",330.0,"),
		"codes with noughts before":         swap(",208,", ",0208,", ",330,", ",0330,"),
		"codes in small letters":            swap("E0", "e0", "E9", "e9", "E1", "e1"),
		"no older codes":                    swap(",208,", ",,", ",330,", ",z,"),
		"no newer codes":                    swap("E09000022,", "z,", "E08000025,", ":,"),
		"codes in each other's column":      swap("E09000022,208", "208,E09000022", "E08000025,330", "330,E08000025"),
		"no code of a region but a mark":    swap("E13000001", "z", "E12000005", "z"),
		"no code of England but a mark":     swap("E92000001", "z"),
		"marks in brackets":                 swap(",c\n", ",[c]\n", ",z\n", ",[z]\n", ",x\n", ",[x]\n", ",low\n", ",[low]\n"),
		"marks in round brackets":           swap(",c\n", ",(c)\n", ",z\n", ",(z)\n", ",x\n", ",(x)\n", ",low\n", ",(low)\n"),
		"marks in capitals":                 swap(",c\n", ",C\n", ",z\n", ",Z\n", ",x\n", ",[X]\n", ",low\n", ",Low\n"),
		"marks in words":                    swap(",c\n", ",Suppressed\n", ",z\n", ",not applicable\n", ",x\n", ",Not available\n"),
		"marks with spaces":                 swap(",c\n", ", c \n", ",z\n", ",[ z ]\n", ",x\n", ",x\u00a0\n"),
		"numbers with spaces":               swap("12.5", " 12.5 ", "3023", "\u00a03023", "101", "101 "),
		"a sign for per cent":               swap("12.5", "12.5%", "8.25", "8.25 %", "11.25", "11.25%", ",10\n", ",10%\n"),
		"a sign for pounds":                 swap("3023", "£3023", "803", "£803", ",1200,", `,"£1,200",`, ",101,", ",£101,", "3024", "£3024", "804", "£804", ",1201,", `,"£1,201",`, ",102,", ",£102,"),
		"commas between thousands":          swap("3023", `"3,023"`, ",1200,", `,"1,200",`, ",1201,", `,"1,201",`, "3024", `"3,024"`),
		"spaces between thousands":          swap("3023", "3 023", ",1200,", ",1\u00a0200,", ",1201,", ",1\u202f201,", "3024", "3\u2009024"),
		"numbers as a spreadsheet has them": swap(",1200,", ",1.2E+03,"),
		"a spreadsheet's sign for text":     swap("3023", "'3023", "101", "'101"),
		"quotes around everything": func(s string) string {
			return `"` + strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(s), ",", `","`), "\n", "\"\n\"") + `"`
		},
		"a line end within a cell": swap("Total", "\"Total\nchildren\""),
		"a column that nobody filled": func(s string) string {
			a, b, _ := strings.Cut(s, "\n")
			return a + ",note\n" + strings.ReplaceAll(b, "\n", ",\n")
		},
		"one note a place": func(s string) string {
			a, b, _ := strings.Cut(s, "\n")
			return a + ",note\n" + strings.NewReplacer(",c\n", ",c,see page 1\n", ",z\n", ",z,see page 2\n", "\n", ",\n").Replace(b)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set, report, err := published.Read("kites.csv", strings.NewReader(shape(plainRows)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(wanted, said(set)); diff != "" {
				t.Errorf("(-want +got):\n%s\n%+v", diff, report)
			}
			faults := slices.DeleteFunc(report.Faults, func(f published.Fault) bool { return f.Column == "note" })
			if report.Kept != 8 || len(faults) > 0 || len(report.Filters) != 1 || len(report.Indicators) != 2 {
				t.Errorf("%+v", report)
			}
		})
	}
}

// aColumn is rows of two years and three authorities, with one more column than the count.
func aColumn(cells ...string) string {
	var b strings.Builder
	b.WriteString("time_period,time_identifier,geographic_level,old_la_code,la_name,kites,more\n")
	for i, cell := range cells {
		fmt.Fprintf(&b, "%d,Calendar year,Local authority,%s,A,%d,%s\n", 2023+i/3, []string{"208", "210", "330"}[i%3], 100+i, cell)
	}
	return b.String()
}

func TestAColumnIsAnIndicatorWhereItsOtherCellsAreNumbersWhateverMarksStandAmongThem(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		cells  string
		want   string // as said
		filter bool
		left   string
		faults int
	}{
		"marks in brackets":                        {cells: "[c] 12.5 [x] [z] 8.25 [low]", want: "c 12.5 x z 8.25 low"},
		"more marks than numbers":                  {cells: "[c] [c] [x] [z] 8 [c]", want: "c c x z 8 c"},
		"nothing but marks in brackets":            {cells: "[c] [x] [c] [x] [c] [x]", want: "c x c x c x"},
		"nothing but points":                       {cells: ". . . . . .", want: ". . . . . ."},
		"nothing but two points":                   {cells: ".. .. .. .. .. ..", want: ".. .. .. .. .. .."},
		"nothing but dashes":                       {cells: "- – — - - -", want: "- - - - - -"},
		"nothing but one mark":                     {cells: "z z z z z z", want: "z z z z z z"},
		"points among numbers":                     {cells: ". 12.5 . 12.5 : 12.5", want: ". 12.5 . 12.5 : 12.5"},
		"less than five":                           {cells: "<5 12 <5 12 <5 13", want: "<5 12 <5 12 <5 13"},
		"from one to five":                         {cells: "1-5 12.5 1-5 12.5 1-5 12.5", want: "1-5 12.5 1-5 12.5 1-5 12.5"},
		"N/A":                                      {cells: "N/A 12.5 n/a 12 #N/A 12.5", want: "N/A 12.5 N/A 12 NA 12.5"},
		"NULL":                                     {cells: "NULL 12 NULL 12 NULL 12", want: "NA 12 NA 12 NA 12"},
		"words in which nobody gave a number":      {cells: "not_collected 12.5 closed 12.5 not_collected 1", want: "not_collected 12.5 closed 12.5 not_collected 1", faults: 3},
		"more words than numbers, place by place":  {cells: "closed closed 3 closed 5 closed", want: "closed closed 3 closed 5 closed", faults: 4},
		"numbers below nought":                     {cells: "-1.5 −2.5 -1.5 2.5 +3 -.5", want: "-1.5 -2.5 -1.5 2.5 3 -.5"},
		"an estimate and a revised number":         {cells: "12.5[e] 12 13 [c] 14 15[r]", want: "12.5 [e] 12 13 c 14 15 [r]"},
		"numbers for which nobody says what is it": {cells: "12,5 13,5 14,5 15,5 16,5 17,5", left: "more", faults: 1},
		"an opinion of each place":                 {cells: "Good Poor Good Fair Good Good", left: "more", faults: 1},
		"what was counted from when":               {cells: "old old old new new new", filter: true},
		"one word for all":                         {cells: "Total Total Total Total Total Total", filter: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cells := strings.Fields(c.cells)
			for i, cell := range cells {
				cells[i] = `"` + strings.ReplaceAll(cell, "[", " [") + `"`
			}
			set, report, err := published.Read("kites.csv", strings.NewReader(aColumn(cells...)))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, s := range set.Series {
				for i := range s.Periods {
					for _, area := range []string{"208", "210", "330"} {
						if s.Indicator == "more" {
							got += " " + string(s.At(area, i))
						}
					}
				}
			}
			if strings.TrimSpace(got) != c.want || report.FaultN != c.faults {
				t.Errorf("the values are %q, want %q; %+v", got, c.want, report)
			}
			if slices.Contains(report.Filters, "more") != c.filter || c.left != "" != (len(report.LeftOut) == 1) {
				t.Errorf("%+v", report)
			}
			if c.left == "" && !c.filter && len(set.Series) != 2 {
				t.Errorf("there are %d series", len(set.Series))
			}
		})
	}
}

func TestANumberWithANoteIsTheNumberAndAMarkIsNeverNought(t *testing.T) {
	t.Parallel()
	v := published.Value("12.5 [e]")
	if n, ok := v.Number(); !ok || n != 12.5 || v.Note() != "e" || v.IsSymbol() {
		t.Errorf("%q is %v, %t, %q", v, n, ok, v.Note())
	}
	for _, mark := range []published.Value{"[c]", "c", "low", "<5", "1-5", "N/A", ".", "-", "c [e]", "[e]"} {
		if n, ok := mark.Number(); ok || mark.Note() != "" {
			t.Errorf("%q is taken for %v", mark, n)
		}
	}
}

func TestWhoKnowsBetterSaysWhatAColumnIs(t *testing.T) {
	t.Parallel()
	text := aColumn("Good", "Poor", "Good", "Fair", "Good", "Good")
	set, report, err := published.ReadAs("kites.csv", strings.NewReader(text), published.Choice{Filters: []string{"MORE"}})
	if err != nil || !slices.Contains(report.Filters, "more") || len(set.Series) != 3 {
		t.Errorf("%+v, %v", report, err)
	}
	if _, _, err := published.ReadAs("kites.csv", strings.NewReader(text), published.Choice{Indicators: []string{"none"}}); err == nil || !strings.Contains(err.Error(), `no column "none"`) {
		t.Errorf("a column that is not there: %v", err)
	}
	_, report, err = published.ReadAs("kites.csv", strings.NewReader(text), published.Choice{LeaveOut: []string{"more"}})
	if err != nil || report.FaultN > 0 || len(report.LeftOut) != 1 {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestARowOfTwoAuthoritiesAndANoteBelowAreKeptOutAndTold(t *testing.T) {
	t.Parallel()
	text := plainRows + "202324,Financial year,Local authority,E92000001,England,E13000001,Inner London,E09000028,208,Lambeth,Total,9,9\n" +
		"Source: somebody\n" + "Notes" + strings.Repeat(",", 11) + ",1\n"
	set, report, err := published.Read("kites.csv", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []published.Fault{
		{10, "geographic_level", "the row's codes are of two authorities: 208 is Lambeth and E09000028 is Southwark"},
		{11, "", "the row has 1 columns and the heading 13"},
		{12, "geographic_level", "the row has no geographic level: it is a note or a total and no figure of a place"},
	}
	if diff := cmp.Diff(want, report.Faults); diff != "" || said(set) != wanted {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAFileIsTakenOutOfItsArchive(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write([]byte(plainRows))
	_ = w.Close()
	parts, err := published.Unpack("kites.csv.gz", &packed)
	if err != nil || len(parts) != 1 || parts[0].Name != "kites.csv" || string(parts[0].Text) != plainRows {
		t.Errorf("%d parts, %v", len(parts), err)
	}
}

// TestEveryCaseIsRead reads the inputs beside the project, each of which gives eight rows of one count and one percentage.
func TestEveryCaseIsRead(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("../../../shared/cases/16-ees/*")
	if err != nil || len(paths) == 0 {
		t.Skip("the cases are not here: ../shared/cases/16-ees")
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			file, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			parts, err := published.Unpack(path, file)
			if err != nil || len(parts) != 1 {
				t.Fatalf("%d parts, %v", len(parts), err)
			}
			set, report, err := published.Read(parts[0].Name, bytes.NewReader(parts[0].Text))
			if err != nil {
				t.Fatal(err)
			}
			indicators := 2
			if filepath.Base(path) == "allblank.csv" {
				indicators = 1
			}
			if report.Kept != 8 || len(report.Indicators) != indicators || len(report.Filters) != 1 || len(set.Series) != indicators {
				t.Errorf("%+v", report)
			}
		})
	}
}

func FuzzReadFile(f *testing.F) {
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	for _, name := range []string{"data/kites.csv", "data-guidance/data-guidance.txt", "data/kites.meta.csv"} {
		if w, err := archive.Create(name); err == nil {
			_, _ = w.Write([]byte(plainRows))
		}
	}
	_ = archive.Close()
	f.Add(packed.String())
	f.Add("\x1f\x8b\x08")
	f.Add(wide(binary.LittleEndian, true)(plainRows))
	f.Add("sep=;\n" + strings.ReplaceAll(plainRows, ",", ";"))
	f.Fuzz(func(t *testing.T, text string) {
		results, err := published.ReadFile("fuzz.zip", strings.NewReader(text), published.Choice{LeaveOut: []string{"kite_type"}})
		if err != nil {
			return
		}
		for _, r := range results {
			if (r.Refused == nil) != (r.Set != nil && len(r.Set.Series) > 0) || r.Kept > r.Rows {
				t.Errorf("%+v, %v", r.Report, r.Refused)
			}
		}
	})
}

func TestAZipFileGivesItsDataAndNotWhatExplainsIt(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	for name, text := range map[string]string{"data/kites.csv": plainRows, "data/kites.meta.csv": "col_name\n", "data-guidance/data-guidance.csv": "x\n", "__MACOSX/data/._kites.csv": "x", "data/other.csv": "id,name\n1,x\n"} {
		w, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(text))
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	results, err := published.ReadFile("release.zip", &packed, published.Choice{})
	if err != nil || len(results) != 2 {
		t.Fatalf("%d results, %v", len(results), err)
	}
	for _, r := range results {
		switch {
		case r.File == "kites.csv" && (r.Refused != nil || said(r.Set) != wanted):
			t.Errorf("%+v, %v", r.Report, r.Refused)
		case r.File == "other.csv" && r.Refused == nil:
			t.Error("a list of something else is taken")
		}
	}
}
