package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"heed/internal/exchange/intake/intaketest"
)

// in16 writes a text as UTF-16 without a mark.
func in16(order binary.ByteOrder, text string) string {
	var b []byte
	for _, c := range utf16.Encode([]rune(text)) {
		b = append(b, 0, 0)
		order.PutUint16(b[len(b)-2:], c)
	}
	return string(b)
}

// cells are a table with its heading first.
type cells [][]string

// with writes a table with something between its cells, in quotes where a cell holds that.
func (c cells) with(separator, end string) string {
	var b strings.Builder
	for _, row := range c {
		for i, cell := range row {
			if i > 0 {
				b.WriteString(separator)
			}
			if strings.ContainsAny(cell, separator+"\"\n") {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteString(end)
	}
	return b.String()
}

// each gives a table with its heading written otherwise.
func (c cells) heading(as func(string) string) cells {
	changed := slices.Clone(c)
	changed[0] = nil
	for _, cell := range c[0] {
		changed[0] = append(changed[0], as(cell))
	}
	return changed
}

func (c cells) quoted() string {
	var b strings.Builder
	for _, row := range c {
		b.WriteString(`"` + strings.Join(row, `","`) + "\"\n")
	}
	return b.String()
}

// shapes are the ways in which systems and people write a table.
var shapes = map[string]func(c cells) string{
	"Windows line ends":                  func(c cells) string { return c.with(",", "\r\n") },
	"line ends of old Macintoshes":       func(c cells) string { return c.with(",", "\r") },
	"blank lines between":                func(c cells) string { return c.with(",", "\r\r\n") },
	"no end of the last line":            func(c cells) string { return strings.TrimSuffix(c.with(",", "\n"), "\n") },
	"tabs":                               func(c cells) string { return c.with("\t", "\n") },
	"semicolons":                         func(c cells) string { return c.with(";", "\r\n") },
	"upright strokes":                    func(c cells) string { return c.with("|", "\n") },
	"a separator that is named":          func(c cells) string { return "sep=,\r\n" + c.with(",", "\r\n") },
	"another separator that is named":    func(c cells) string { return "\ufeffsep=;\r\n" + c.with(";", "\r\n") },
	"a byte order mark before quotes":    func(c cells) string { return "\ufeff" + c.quoted() },
	"everything in quotes":               func(c cells) string { return c.quoted() },
	"UTF-16, as Windows writes it":       func(c cells) string { return "\xff\xfe" + in16(binary.LittleEndian, c.with("\t", "\r\n")) },
	"UTF-16, the high byte first":        func(c cells) string { return "\xfe\xff" + in16(binary.BigEndian, c.with(",", "\n")) },
	"UTF-16 without a mark":              func(c cells) string { return in16(binary.LittleEndian, c.with(",", "\n")) },
	"UTF-16, high first, without a mark": func(c cells) string { return in16(binary.BigEndian, c.with(",", "\r")) },
	"titles above": func(c cells) string {
		return "Report, of a table; 2024/25\nRun on:,01/05/2025,09:00\n,,,\n" + c.with(",", "\n")
	},
	"a broken title above":               func(c cells) string { return "The \"last\" 5\" report\n" + c.with(",", "\n") },
	"titles above tabs":                  func(c cells) string { return "Report, of a table\r\n\r\n" + c.with("\t", "\r\n") },
	"blank cells at the end of each row": func(c cells) string { return c.with(",", ",,,\n") },
	"a heading in small letters":         func(c cells) string { return c.heading(strings.ToLower).with(",", "\n") },
	"a heading with spaces": func(c cells) string {
		return c.heading(func(h string) string { return "\u00a0 " + strings.ReplaceAll(h, "_", " ") + " " }).with(",", "\n")
	},
	"the heading again":    func(c cells) string { return c.with(",", "\n") + "\ufeff" + c[:1].with(",", "\n") },
	"control-Z at the end": func(c cells) string { return c.with(",", "\r\n") + "\x1a" },
}

// ofShapes are the formats that are written as tables of text.
var ofShapes = map[string]map[string]cells{
	"SSDA903": {
		"2024-25/header.csv": {{"CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"}, {"1", "1", "01/05/2010", "WBRI", "UN1", "", ""}, {"2", "2", "01/06/2011", "WBRI", "UN1", "", ""}},
		"2024-25/episodes.csv": {
			{"CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"},
			{"1", "01/05/2024", "S", "C2", "N1", "U4", "PR1", "14/08/2024", "E8", "", "", "", ""}, {"2", "01/06/2024", "S", "C2", "N1", "U4", "PR1", "", "", "", "", "", ""},
		},
	},
	"a list of Heed's": {
		"team.csv":       {{"team_id", "name", "service"}, {"t1", "North, and the café", "Care"}, {"t2", "South; or | not", "Care"}},
		"allocation.csv": {{"child_id", "worker_id", "role", "started_on"}, {"1", "w1", "social worker", "2024-01-02"}, {"2", "w2", "social worker", "2024-01-03"}},
	},
	"the safeguarding dataset": {
		"ssd_person.csv": {{"pers_person_id", "pers_sex", "pers_gender", "pers_ethnicity", "pers_dob"}, {"1", "M", "01", "A1", "2015-01-02"}, {"2", "F", "02", "A1", "2016-01-02"}},
	},
	"Annex A": {
		"contacts.csv": {{"Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Date of Contact", "Contact Source"}, {"1", "b) Female", "a) WBRI", "01/05/2012", "02/02/2024", "q) 6: Police"}, {"2", "a) Male", "a) WBRI", "01/06/2012", "03/02/2024", "q) 6: Police"}},
	},
}

func TestATableReadsAlikeInEveryShape(t *testing.T) {
	t.Parallel()
	for format, files := range ofShapes {
		as := func(t *testing.T, shape func(cells) string) *intaketest.Collector {
			t.Helper()
			var tree1 []string
			for _, name := range slices.Sorted(maps.Keys(files)) {
				tree1 = append(tree1, name, shape(files[name]))
			}
			returns, err := recognise(t, whichDay, tree(t, tree1...))
			if err != nil || len(returns) != 1 {
				t.Fatalf("%d returns, %v", len(returns), err)
			}
			return readAll(t, returns)
		}
		plain := as(t, func(c cells) string { return c.with(",", "\n") })
		if len(plain.Records) < 2 {
			t.Fatalf("%s has only %s", format, plain.Bodies())
		}
		for name, shape := range shapes {
			t.Run(format+" with "+name, func(t *testing.T) {
				t.Parallel()
				got := as(t, shape)
				if diff := cmp.Diff(plain.Bodies(), got.Bodies()); diff != "" {
					t.Error(diff, got.Lines())
				}
				if plain.Rows != got.Rows || len(plain.Faults) != len(got.Faults) {
					t.Errorf("%d rows and faults %s, where there were %d and %s", got.Rows, got.Lines(), plain.Rows, plain.Lines())
				}
			})
		}
	}
}

func TestAFaultOfAnyShapeIsOnTheLineThatAnEditorShows(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"line ends of old Macintoshes": "team_id,name,service\rt1,North,Care\r\rt2,South\r",
		"a named separator":            "sep=;\nteam_id;name;service\nt1;North;Care\nt2;South\n",
		"UTF-16":                       "\xff\xfe" + in16(binary.LittleEndian, "team_id\tname\tservice\r\nt1\tNorth\tCare\r\n\r\nt2\tSouth\r\n"),
		"titles":                       "Teams of 2024\n\nteam_id,name,service\nt2,South\n",
		"a cell over two lines":        "team_id,name,service\rt1,\"North\rEast\",Care\rt2,South\r",
	} {
		returns, err := recognise(t, whichDay, tree(t, "team.csv", text))
		if err != nil {
			t.Fatal(name, err)
		}
		if got := readAll(t, returns).Lines(); !strings.HasPrefix(got, "team.csv:4 team |  | row | fewer values than the heading has columns | row kept out\n") {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

func TestAColumnThatStandsTwiceIsReadWhereBothSayTheSame(t *testing.T) {
	t.Parallel()
	const heading = "team_id,name,service,Name\n"
	returns, err := recognise(t, whichDay, tree(t, "team.csv", heading+"t1,North,Care, North\nt2,South,Care,East\n"))
	if err != nil {
		t.Fatal(err)
	}
	sink := readAll(t, returns)
	want := `team t1 {"name":"North","service":"Care","team_id":"t1"}` + "\n" + `team t2 {"service":"Care","team_id":"t2"}` + "\n"
	if diff := cmp.Diff(want, sink.Bodies()); diff != "" {
		t.Error(diff)
	}
	for _, line := range []string{
		"team.csv:1 team | name | column | the column stands twice: it is read where both say the same | kept as given",
		"team.csv:3 team | name | two values | the column name stands twice, with two values | field left blank",
	} {
		if !strings.Contains(sink.Lines(), line) {
			t.Errorf("no fault %q in %s", line, sink.Lines())
		}
	}
	for text, found := range map[string]string{
		"team_id,name,service,team_id\nt1,North,Care,t1\nt2,South,Care,t3\n": "the column team_id twice, with two values on line 3",
		"team_id,name,service,team_id\n":                                     "the column team_id twice.",
	} {
		returns, err := recognise(t, whichDay, tree(t, "team.csv", text))
		if err != nil {
			t.Fatal(err)
		}
		if err := returns[0].Read(t.Context(), &intaketest.Collector{}, nil); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), found) {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func TestASecondTableInOneFileIsNotReadAsTheFirst(t *testing.T) {
	t.Parallel()
	text := headerCSV + strings.ReplaceAll(episodesCSV, "2020", "2024")
	returns, err := recognise(t, whichDay, tree(t, "2024-25/header.csv", text, "2024-25/episodes.csv", strings.ReplaceAll(episodesCSV, "2020", "2024")))
	if err != nil {
		t.Fatal(err)
	}
	sink := readAll(t, returns)
	if sink.Count("child") != 1 || sink.Count("episode") != 1 || !strings.Contains(sink.Lines(), "2024-25/header.csv:3 child |  | row | the heading of another table or list: put each into a file or sheet of its own | not read") {
		t.Errorf("records %s, faults %s", sink.Bodies(), sink.Lines())
	}
}

func TestXMLIsReadInEveryEncodingAndWhateverItSays(t *testing.T) {
	t.Parallel()
	latin := func(text string) string {
		out, err := charmap.Windows1252.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for name, text := range map[string]string{"cin.xml": censusXML, "903.xml": returnXML} {
		text = strings.Replace(strings.Replace(text, "<LAchildID>1<", "<LAchildID>é1<", 1), "<CHILDID>1<", "<CHILDID>é1<", 1)
		const says = `<?xml version="1.0" encoding="`
		var plain string
		for _, tt := range []struct{ shape, file, fault string }{
			{"UTF-8", text, ""},
			{"a byte order mark", "\ufeff" + says + `utf-8"?>` + text, ""},
			{"a blank line and a mark above", "\r\n\ufeff" + says + `utf-8"?>` + text + "\r\n\x1a", ""},
			{"UTF-16 that says so", "\xff\xfe" + in16(binary.LittleEndian, says+`utf-16"?>`+text), ""},
			{"UTF-16, the high byte first", "\xfe\xff" + in16(binary.BigEndian, text), ""},
			{"UTF-16 without a mark", in16(binary.LittleEndian, says+`utf-16"?>`+text), ""},
			{"UTF-16 that says UTF-8", "\xff\xfe" + in16(binary.LittleEndian, says+`utf-8"?>`+text), ""},
			{"UTF-8 that says UTF-16", says + `utf-16"?>` + text, ""},
			{"UTF-8 that says Windows-1252", says + `windows-1252"?>` + text, "read as UTF-8"},
			{"Windows-1252 that says so", says + `windows-1252"?>` + latin(text), ""},
			{"Windows-1252 that says UTF-8", says + `utf-8"?>` + latin(text), "read as Windows-1252"},
			{"Windows-1252 that says nothing", latin(text), "read as Windows-1252"},
			{"a document type that names a file", says + `utf-8"?><!DOCTYPE Message SYSTEM "file:///etc/passwd">` + text, ""},
			{"a document type that declares entities", `<!DOCTYPE Message [<!ENTITY x SYSTEM "http://127.0.0.1:1/x">]>` + text, ""},
			{"line ends of old Macintoshes", strings.ReplaceAll(text, "><", ">\r<"), ""},
		} {
			returns, err := recognise(t, whichDay, tree(t, "2020-21/"+name, tt.file))
			if err != nil {
				t.Errorf("%s as %s: %v", name, tt.shape, err)
				continue
			}
			sink := readAll(t, returns)
			if plain == "" {
				plain = sink.Bodies()
			}
			if diff := cmp.Diff(plain, sink.Bodies()); diff != "" || !strings.Contains(plain, `"child_id":"é1"`) {
				t.Errorf("%s as %s: %s", name, tt.shape, diff)
			}
			if got := strings.Contains(sink.Lines(), "bytes of another encoding"); got != (tt.fault != "") || !strings.Contains(sink.Lines(), tt.fault) {
				t.Errorf("%s as %s: the faults are %s, want %q", name, tt.shape, sink.Lines(), tt.fault)
			}
		}
	}
}

func TestNoEntityOfADocumentTypeIsExpanded(t *testing.T) {
	t.Parallel()
	for _, doctype := range []string{
		`<!DOCTYPE Message [<!ENTITY x "C9">]>`, `<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/hostname">]>`,
		`<!DOCTYPE Message [<!ENTITY a "99"><!ENTITY x "&a;&a;">]>`,
	} {
		text := doctype + strings.Replace(censusXML, "<LAchildID>1<", "<LAchildID>&x;<", 1)
		returns, err := recognise(t, Options{}, tree(t, "cin.xml", text))
		if err == nil {
			err = returns[0].Read(t.Context(), &intaketest.Collector{}, nil)
		}
		if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "never expanded") || strings.Contains(err.Error(), "CSV") {
			t.Errorf("%s: got %v", doctype, err)
		}
	}
}

// openDocument writes what LibreOffice's own workbooks begin with.
func openDocument(tb testing.TB) string {
	tb.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, part := range [][2]string{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}, {"META-INF/manifest.xml", "<x/>"}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(w, part[1])
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return buf.String()
}

func TestWhatCannotBeReadIsRefusedWithTheRemedyForItsKind(t *testing.T) {
	t.Parallel()
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)
	for _, tt := range []struct{ name, file, text, found, do string }{
		{"an old workbook", "episodes.xls", ole, "an old Excel workbook (.xls), or one that is protected by a password", "save it as .xlsx"},
		{"a workbook under a password", "Annex A.xlsx", ole, "protected by a password", "without a password"},
		{"a workbook of OpenDocument", "lists.zip", openDocument(t), "OpenDocument format (.ods)", "save it as .xlsx"},
		{"a web page that is called a workbook", "report.xls", "<html><head><meta charset='utf-8'></head><body><table></table></body></html>", "a web page (HTML)", "save it as .xlsx"},
		{"a workbook of 2003", "report.xls", `<?xml version="1.0"?><Workbook/>`, "a workbook of the XML format of 2003", "save it as .xlsx"},
		{"a PDF", "episodes.pdf", "%PDF-1.7\n\x00", "a PDF document", "Export the return or list itself"},
		{"XML that is cut off in UTF-16", "cin.xml", "\xff\xfe<\x00M\x00e", "XML without a root element", "as XML"},
		{"what is called XML and is none", "cin.xml", "\x00\x01\x02", "binary data", "as XML"},
		{"what is called a workbook and is none", "lists.xlsx", "\x00\x01\x02", "binary data", "save it as .xlsx"},
		{"binary data", "reviews.csv", "CHILD\x00\x00,", "binary data", "Save it as CSV (UTF-8)"},
	} {
		for _, path := range []string{"", tt.file} {
			_, err := recognise(t, Options{}, filepath.Join(tree(t, tt.file, tt.text), path))
			if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), tt.found) || !strings.Contains(err.Error(), tt.do) {
				t.Errorf("%s, named as %q: got %v, want it to say %q and %q", tt.name, path, err, tt.found, tt.do)
			}
		}
	}
	returns, err := recognise(t, whichDay, tree(t, "2024-25/header.csv", headerCSV, "2024-25/oc2.xls", ole, "2024-25/episodes.csv", strings.ReplaceAll(episodesCSV, "2020", "2024")))
	if err != nil {
		t.Fatal(err)
	}
	if got := readAll(t, returns).Lines(); !strings.Contains(got, "2024-25/oc2.xls:0") || !strings.Contains(got, "save it as .xlsx") {
		t.Errorf("an old workbook beside others: %s", got)
	}
}
