package exchange

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"heed/catalogue"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
)

// valuesDay is the day of import of the files of one row.
var valuesDay = Options{Authority: "208", Year: 2025, Today: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)}

// rowFormat writes a file of children in one format. Its columns are named by the fields that they fill.
type rowFormat struct {
	name string
	// fields are what the columns fill, and columns their names in the format.
	fields, columns []string
	file            string
	write           func(tb testing.TB, columns []string, rows [][]string) string
	tabular         bool
}

// rowFormats are all formats that Heed reads children from.
var rowFormats = []rowFormat{
	{"SSDA903 in CSV", []string{"child_id", "sex", "born_on", "ethnicity", "upn", "is_mother"}, []string{"CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER"},
		"2025/header.csv", csvText, true},
	{"SSDA903 in XML", []string{"child_id", "sex", "born_on", "ethnicity", "upn", "is_mother"}, []string{"CHILDID", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER"},
		"2025/return.xml", xmlText("<EXPSSDA903>", "<CHILD><HEADER>", "</HEADER></CHILD>", "</EXPSSDA903>"), false},
	{"census", []string{"child_id", "sex", "born_on", "upn"}, []string{"LAchildID", "Sex", "PersonBirthDate", "UPN"}, "cin.xml",
		xmlText("<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails></Header><Children>",
			"<Child><ChildIdentifiers>", "</ChildIdentifiers></Child>", "</Children></Message>"), false},
	{"safeguarding dataset in CSV", []string{"child_id", "sex", "born_on", "ethnicity", "upn", "is_mother"},
		[]string{"pers_person_id", "pers_sex", "pers_dob", "pers_ethnicity", "pers_upn", "pers_is_mother"}, "extract/ssd_person.csv", csvText, true},
	{"safeguarding dataset in Parquet", []string{"child_id", "sex", "born_on", "ethnicity", "upn", "is_mother"},
		[]string{"pers_person_id", "pers_sex", "pers_dob", "pers_ethnicity", "pers_upn", "pers_is_mother"}, "extract/ssd_person.parquet", parquetText, true},
	{"Annex A in CSV", []string{"child_id", "sex", "born_on", "ethnicity"}, []string{"Child Unique ID", "Gender", "Date of Birth", "Ethnicity"},
		"lists/contacts.csv", csvText, true},
	{"Annex A as a workbook", []string{"child_id", "sex", "born_on", "ethnicity"}, []string{"Child Unique ID", "Gender", "Date of Birth", "Ethnicity"},
		"lists/annex.xlsx", bookText, true},
	{"list", []string{"child_id", "sex", "born_on", "ethnicity", "upn", "is_mother"}, []string{"child_id", "sex", "born_on", "ethnicity", "upn", "is_mother"},
		"child.csv", csvText, true},
}

func csvText(tb testing.TB, columns []string, rows [][]string) string {
	tb.Helper()
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(append([][]string{columns}, rows...)); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

func xmlText(begin, each, end, last string) func(testing.TB, []string, [][]string) string {
	return func(tb testing.TB, columns []string, rows [][]string) string {
		tb.Helper()
		b := bytes.NewBufferString(begin + "\n")
		for _, row := range rows {
			b.WriteString(each)
			for i, name := range columns {
				b.WriteString("<" + name + ">")
				if err := xml.EscapeText(b, []byte(row[i])); err != nil {
					tb.Fatal(err)
				}
				b.WriteString("</" + name + ">")
			}
			b.WriteString(end + "\n")
		}
		return b.String() + last
	}
}

func parquetText(tb testing.TB, columns []string, rows [][]string) string {
	tb.Helper()
	group := parquet.Group{}
	for _, name := range columns {
		group[name] = parquet.Optional(parquet.String())
	}
	sorted := slices.Sorted(slices.Values(columns))
	var b bytes.Buffer
	w := parquet.NewWriter(&b, parquet.NewSchema("person", group))
	for _, cells := range rows {
		var row parquet.Row
		for c, name := range sorted {
			row = append(row, parquetValue(tb, group[name], cells[slices.Index(columns, name)], c))
		}
		if _, err := w.WriteRows([]parquet.Row{row}); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

func bookText(tb testing.TB, columns []string, rows [][]string) string {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range append([][]string{columns}, rows...) {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow("Sheet1", cell, &row)
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// has says whether the format has a column that fills a field.
func (f rowFormat) has(field string) bool { return slices.Contains(f.fields, field) }

// children reads a file of children, each with what is given for its fields. A list of Annex A needs a day and a source in
// each row.
func (f rowFormat) children(tb testing.TB, rows ...map[string]string) *intaketest.Collector {
	tb.Helper()
	columns := slices.Clone(f.columns)
	annex := strings.HasPrefix(f.name, "Annex A")
	if annex {
		columns = append(columns, "Date of Contact", "Contact Source")
	}
	var cells [][]string
	for _, row := range rows {
		var line []string
		for _, field := range f.fields {
			line = append(line, row[field])
		}
		if annex && row["note"] == "" {
			line = append(line, "2025-03-01", "6: Police")
		} else if annex {
			line = append(line, "", "")
		}
		cells = append(cells, line)
	}
	dir := tree(tb, f.file, f.write(tb, columns, cells))
	returns, err := recognise(tb, valuesDay, dir)
	if err != nil || len(returns) != 1 {
		tb.Fatalf("%d returns, %v", len(returns), err)
	}
	return readAll(tb, returns)
}

// child gives what the records say of a field of the child of an id; ok is false where there is no such child.
func childValue(tb testing.TB, c *intaketest.Collector, id, field string) (value string, ok bool) {
	tb.Helper()
	cat, _ := intaketest.Catalogue(tb)
	typ := cat.Type("child")
	for _, r := range c.Records {
		if r.Type != "child" || r.Subject != id {
			continue
		}
		values, err := typ.Values(r.Body)
		if err != nil {
			tb.Fatal(err)
		}
		return values[typ.Index(field)], true
	}
	return "", false
}

// valueShapes are the shapes of values, by the field of a child that has one, and what is read of each. A blank is read without a fault, none is
// kept out of the record with one, and timed is read with a fault.
var valueShapes = []struct{ field, shape, want, how string }{
	{"born_on", "2015-01-05", "2015-01-05", ""},
	{"born_on", "05/01/2015", "2015-01-05", ""},
	{"born_on", "5/1/2015", "2015-01-05", ""},
	{"born_on", "05-01-2015", "2015-01-05", ""},
	{"born_on", "5.1.2015", "2015-01-05", ""},
	{"born_on", "5.1.15", "2015-01-05", ""},
	{"born_on", "05/01/15", "2015-01-05", ""},
	{"born_on", "05 01 2015", "2015-01-05", ""},
	{"born_on", "2015/01/05", "2015-01-05", ""},
	{"born_on", "20150105", "2015-01-05", ""},
	{"born_on", "20150105000000", "2015-01-05", ""},
	{"born_on", "20150105T000000Z", "2015-01-05", ""},
	{"born_on", "42009", "2015-01-05", ""},
	{"born_on", "42009.0", "2015-01-05", ""},
	{"born_on", "'05/01/2015", "2015-01-05", ""},
	{"born_on", " 05/01/2015\u00a0", "2015-01-05", ""},
	{"born_on", "Mon 05/01/2015", "2015-01-05", ""},
	{"born_on", "Monday, 5 January 2015", "2015-01-05", ""},
	{"born_on", "5th January 2015", "2015-01-05", ""},
	{"born_on", "5 Jan 2015", "2015-01-05", ""},
	{"born_on", "05-JAN-15", "2015-01-05", ""},
	{"born_on", "05-Jan-2015", "2015-01-05", ""},
	{"born_on", "05/Jan/2015", "2015-01-05", ""},
	{"born_on", "05JAN2015", "2015-01-05", ""},
	{"born_on", "Jan 5 2015", "2015-01-05", ""},
	{"born_on", "January 5, 2015", "2015-01-05", ""},
	{"born_on", "2015-Jan-05", "2015-01-05", ""},
	{"born_on", "16-Sept-2015", "2015-09-16", ""},
	{"born_on", "16 sept. 2015", "2015-09-16", ""},
	{"born_on", "Jan  5 2015 12:00AM", "2015-01-05", ""},
	{"born_on", "Jan  5 2015 12:00:00:000AM", "2015-01-05", ""},
	{"born_on", "05-JAN-15 00.00.00.000000000", "2015-01-05", ""},
	{"born_on", "05-JAN-15 12.00.00.000000 AM", "2015-01-05", ""},
	{"born_on", "05JAN2015:00:00:00", "2015-01-05", ""},
	{"born_on", "05/01/2015 00:00", "2015-01-05", ""},
	{"born_on", "5/1/2015 0:00", "2015-01-05", ""},
	{"born_on", "05/01/2015 00:00:00", "2015-01-05", ""},
	{"born_on", "05/01/2015 12:00:00 AM", "2015-01-05", ""},
	{"born_on", "5-Jan-2015 00:00:00", "2015-01-05", ""},
	{"born_on", "2015-01-05 00:00:00", "2015-01-05", ""},
	{"born_on", "2015-01-05 00:00:00.000", "2015-01-05", ""},
	{"born_on", "2015-01-05T00:00:00", "2015-01-05", ""},
	{"born_on", "2015-01-05T00:00:00.0000000", "2015-01-05", ""},
	{"born_on", "2015-01-05T00:00:00Z", "2015-01-05", ""},
	{"born_on", "2015-01-05 00:00:00+00", "2015-01-05", ""},
	{"born_on", "2015-01-05 00:00:00 +0000", "2015-01-05", ""},
	{"born_on", "2015-01-05T00:00:00.000+00:00", "2015-01-05", ""},
	{"born_on", "2015-01-05T00:00:00+01:00", "2015-01-05", ""},
	{"born_on", "2015-07-01T23:00:00Z", "2015-07-02", ""}, // midnight in London
	{"born_on", "05/01/2015 09:30", "2015-01-05", "timed"},
	{"born_on", "2015-01-05T23:30:00.000+00:00", "2015-01-05", "timed"},
	{"born_on", "42009.5", "2015-01-05", "timed"},
	{"born_on", "1900-01-01", "", ""},
	{"born_on", "01/01/1900 00:00:00", "", ""},
	{"born_on", "00/01/1900", "", ""},
	{"born_on", "01-JAN-1900", "", ""},
	{"born_on", "0", "", ""},
	{"born_on", "01/31/2015", "", "none"},   // the order of the United States
	{"born_on", "01-31-2015", "", "none"},   // the same
	{"born_on", "Jan 31 15", "", "none"},    // which is the year?
	{"born_on", "15-01-05", "", "none"},     // databases write the year first, people last
	{"born_on", "05/01/45", "", "none"},     // programs differ on the century
	{"born_on", "31/02/2015", "", "none"},   // not in the calendar
	{"born_on", "31 Sept 2015", "", "none"}, // nor this
	{"born_on", "05/01/2015 25:00", "", "none"},
	{"born_on", "soon", "", "none"},

	{"upn", "A123456789012", "A123456789012", ""},
	{"upn", "123456.0", "123456", ""},
	{"upn", "0123456.00", "0123456", ""},
	{"upn", " x1 ", "x1", ""},
	{"upn", "1.23457E+11", "", "none"},
	{"upn", "1.23457e11", "", "none"},
	{"upn", "12345678901234500000", "", "none"},
	{"upn", "########", "", "none"},

	{"is_mother", "Y", "true", ""},
	{"is_mother", "yes", "true", ""},
	{"is_mother", "TRUE", "true", ""},
	{"is_mother", "1.0", "true", ""},
	{"is_mother", "No", "false", ""},
	{"is_mother", "f", "false", ""},
	{"is_mother", "0", "false", ""},
	{"is_mother", "perhaps", "", "none"},

	{"ethnicity", "WBRI", "WBRI", ""},
	{"ethnicity", "wbri", "WBRI", ""},
	{"ethnicity", "refused to say", "REFU", ""},
	{"ethnicity", "REFUSED  TO SAY", "REFU", ""},
	{"ethnicity", "REFU - Refused to say", "REFU", ""},
	{"ethnicity", "refused to say (REFU)", "REFU", ""},
	{"ethnicity", "Not yet obtained", "NOBT", ""},

	{"sex", "1", "M", ""},
	{"sex", "2.0", "F", ""},
	{"sex", "FEMALE", "F", ""},
	{"sex", "male", "M", ""},
	{"sex", "indeterminate", "I", ""},
	{"sex", "Not known", "U", ""},
}

// blankWords are words for nothing.
var blankWords = []string{
	"NULL", "null", "Null", "(null)", "<NULL>", "\\N", "N/A", "n/a", "NA", "#N/A", "#REF!", "#VALUE!", "None", "none", "NONE", "-", "--", "–",
	"Not known", "NOT KNOWN", "not  known", "Unknown", "Not recorded", "Not applicable", "nan", "NaN", "NaT", "<NA>", "(blank)", "(Blank)", "nil",
}

func TestEveryShapeOfAValueIsReadAlikeInEveryFormat(t *testing.T) {
	t.Parallel()
	all := slices.Clone(valueShapes)
	for _, word := range blankWords {
		for _, field := range []string{"born_on", "upn", "is_mother", "ethnicity"} {
			all = append(all, struct{ field, shape, want, how string }{field, word, "", ""})
		}
	}
	for _, f := range rowFormats {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			var rows []map[string]string
			for i, tt := range all {
				if f.has(tt.field) {
					row := map[string]string{"child_id": "C" + strconv.Itoa(i), "sex": "F", "born_on": "2015-01-05"}
					row[tt.field] = tt.shape
					rows = append(rows, row)
				}
			}
			sink := f.children(t, rows...)
			faulty := map[string]bool{}
			for _, fault := range sink.Faults {
				field, _, _ := strings.Cut(fault.Field, " ")
				faulty[field+" "+strconv.Itoa(fault.Line)] = true
			}
			line := 1
			for i, tt := range all {
				if !f.has(tt.field) {
					continue
				}
				line++
				if got, ok := childValue(t, sink, "C"+strconv.Itoa(i), tt.field); !ok || got != tt.want {
					t.Errorf("%s %q is read as %q, want %q", tt.field, tt.shape, got, tt.want)
				}
				// The datasets carry times with their days, so that there they are no fault.
				dataset := strings.HasPrefix(f.name, "safeguarding") || strings.HasPrefix(f.name, "Annex A")
				want := tt.how == "none" || tt.how == "timed" && !dataset
				if got := faulty[tt.field+" "+strconv.Itoa(line)]; got != want {
					t.Errorf("%s %q on line %d is told: %v, want %v", tt.field, tt.shape, line, got, want)
				}
			}
			if t.Failed() {
				t.Log(sink.Lines())
			}
		})
	}
}

func TestAnIDIsReadAlikeInEveryFormat(t *testing.T) {
	t.Parallel()
	ids := [][2]string{
		{"810001", "810001"}, {"810002.0", "810002"}, {" 810003 ", "810003"}, {"810004.00", "810004"}, {"0810001", "0810001"}, {"ab003", "ab003"},
		{"AB003", "AB003"}, {"12E3", "12E3"}, {"810,001", "810,001"}, {"\u00a0810005", "810005"}, {"T1.5", "T1.5"},
	}
	for _, f := range rowFormats {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			var rows []map[string]string
			for _, id := range ids {
				rows = append(rows, map[string]string{"child_id": id[0], "sex": "F", "born_on": "2015-01-05"})
			}
			sink := f.children(t, rows...)
			for _, id := range ids {
				if _, ok := childValue(t, sink, id[1], "sex"); !ok {
					t.Errorf("%q is not read as %q: %s", id[0], id[1], sink.Lines())
				}
			}
		})
	}
}

func TestARowWithoutAnIDThatCanBeReadIsKeptOutInEveryFormat(t *testing.T) {
	t.Parallel()
	spoilt := []string{"1.23457E+11", "8.10001E+05", "1E+11", "12345678901234500000", "######"}
	for _, f := range rowFormats {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			var rows []map[string]string
			for _, given := range append(slices.Clone(spoilt), blankWords...) {
				rows = append(rows, map[string]string{"child_id": given, "sex": "F", "born_on": "2015-01-05"})
			}
			sink := f.children(t, append(rows, map[string]string{"child_id": "C2", "sex": "F", "born_on": "2015-01-05"})...)
			if n := sink.Count("child"); n != 1 {
				t.Errorf("%d children: %s%s", n, sink.Bodies(), sink.Lines())
			}
			out, advice := map[int]bool{}, map[int]bool{}
			for _, fault := range sink.Faults {
				out[fault.Line] = out[fault.Line] || fault.Effect == catalogue.EffectKeptOut
				advice[fault.Line] = advice[fault.Line] || strings.Contains(fault.Reason, "export again")
			}
			for i, row := range rows {
				if !out[i+2] || advice[i+2] != (i < len(spoilt)) {
					t.Errorf("%q on line %d is not told, or not as it should be: %s", row["child_id"], i+2, sink.Lines())
				}
			}
		})
	}
}

func TestTotalsAndNotesBelowATableAreKeptOutAsOneKindOfFault(t *testing.T) {
	t.Parallel()
	for _, f := range rowFormats {
		if !f.tabular {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			notes := slices.Clone(notes)
			if !strings.HasPrefix(f.name, "Annex A") { // where a child is put together from several lists
				notes = append(notes, map[string]string{"child_id": "1", "born_on": "rows"})
			}
			rows := []map[string]string{{"child_id": "C1", "sex": "F", "born_on": "2015-01-05", "ethnicity": "WBRI"}}
			for _, note := range notes {
				note = maps.Clone(note)
				note["note"] = "yes"
				rows = append(rows, note)
			}
			sink := f.children(t, rows...)
			if n := sink.Count("child"); n != 1 {
				t.Errorf("%d children: %s", n, sink.Bodies())
			}
			for i, note := range notes {
				if !slices.ContainsFunc(sink.Faults, func(fault Fault) bool { return fault.Line == i+3 && fault.Reason == intake.ReasonNote }) {
					t.Errorf("%q on line %d is not told: %s", note["child_id"], i+3, sink.Lines())
				}
			}
		})
	}
}

func TestTheCountOfRowsBelowATableIsNoChild(t *testing.T) {
	t.Parallel()
	for _, f := range rowFormats {
		if !f.tabular {
			continue
		}
		sink := f.children(t, map[string]string{"child_id": "C1", "sex": "F", "born_on": "2015-01-05"},
			map[string]string{"child_id": "C2", "sex": "F", "born_on": "2015-01-05"}, map[string]string{"child_id": "2", "note": "yes"})
		if n := sink.Count("child"); n != 2 || !strings.Contains(sink.Lines(), intake.ReasonNote) {
			t.Errorf("%s: %d children: %s", f.name, n, sink.Lines())
		}
	}
}

// notes are what stands below tables.
var notes = []map[string]string{
	{"child_id": "Total", "sex": "2"},
	{"child_id": "TOTAL", "born_on": "2"},
	{"child_id": "Grand Total: 2"},
	{"child_id": "Sub-total", "sex": "2", "born_on": "2", "ethnicity": "2"},
	{"child_id": "Total children:", "sex": "1"},
	{"child_id": "Number of children", "sex": "2"},
	{"child_id": "Children", "sex": "2"},
	{"child_id": "Report generated 01/05/2025 09:00"},
	{"child_id": "Report generated", "sex": "01/05/2025 09:00"},
	{"child_id": "Run by: Analyst A on 01/05/2025"},
	{"child_id": "*** END ***"},
	{"child_id": "End of report"},
	{"child_id": "-----", "sex": "---", "born_on": "----------", "ethnicity": "---"},
	{"child_id": "=====", "sex": "===", "born_on": "==="},
	{"child_id": "(2 rows affected)"},
	{"child_id": "2 rows selected."},
	{"child_id": "OFFICIAL-SENSITIVE"},
	{"child_id": "Page 1 of 1"},
	{"child_id": "Prepared by the performance team"},
	{"child_id": "\x1a"},
}

func TestAChildOfWhomNoMoreIsKnownIsNoNote(t *testing.T) {
	t.Parallel()
	for _, f := range rowFormats {
		if strings.HasPrefix(f.name, "Annex A") { // where every row has a day
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			sink := f.children(t, map[string]string{"child_id": "810001"}, map[string]string{"child_id": "AB", "sex": "F", "born_on": "2015-01-05"},
				map[string]string{"child_id": "Total1", "sex": "F", "born_on": "2015-01-05"})
			if n := sink.Count("child"); n != 3 {
				t.Errorf("%d children: %s", n, sink.Lines())
			}
		})
	}
}
