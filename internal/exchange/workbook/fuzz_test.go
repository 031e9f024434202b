package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
)

// longest is how much text a fuzz target of this package reads at once: what takes more is slow and finds nothing else.
const longest = 32 << 10

// The parts of a small workbook that say what its others are.
const (
	typesPart = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
	rootPart = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	relsPart = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
	bookPart = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
		`<workbookPr date1904="1"/><sheets><sheet name="Contacts" sheetId="1" r:id="rId1"/></sheets></workbook>`
	sheetPart = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` +
		`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Gender</t></is></c></row>` +
		`<row r="3"><c r="A3"><v>45413.375</v></c><c r="C3" t="b"><v>1</v></c><c r="D3" t="e"><v>#N/A</v></c></row></sheetData></worksheet>`
	textsPart = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si><t>Child Unique ID</t></si></sst>`
)

// bookOf puts the parts of a workbook together.
func bookOf(tb testing.TB, book, rels, sheet, texts string) []byte {
	tb.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", typesPart}, {"_rels/.rels", rootPart}, {"xl/workbook.xml", book}, {"xl/_rels/workbook.xml.rels", rels},
		{"xl/worksheets/sheet1.xml", sheet}, {"xl/sharedStrings.xml", texts},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// checkBook reads a workbook twice, and its first rows by themselves, and holds what that gives to what Read promises.
func checkBook(t *testing.T, text []byte) {
	t.Helper()
	var meter budget.Meter
	grids, err := Read(t.Context(), bytes.NewReader(text), 0, &meter)
	if err != nil {
		if !errors.Is(err, ErrUnread) && !errors.Is(err, budget.ErrExceeded) {
			t.Fatalf("neither a workbook that cannot be read nor one that is too much: %v", err)
		}
		return
	}
	again, err := Read(t.Context(), bytes.NewReader(text), 0, &budget.Meter{})
	if diff := cmp.Diff(grids, again); err != nil || diff != "" {
		t.Fatalf("read again it is another: %v\n%s", err, diff)
	}
	const few = 2
	top, err := Read(t.Context(), bytes.NewReader(text), few, &budget.Meter{})
	if err != nil || len(top) != len(grids) || len(grids) > budget.Sheets {
		t.Fatalf("%d of %d sheets have first rows: %v", len(top), len(grids), err)
	}
	for i, g := range grids {
		if diff := cmp.Diff(g.Rows[:min(few, len(g.Rows))], top[i].Rows); diff != "" && len(g.Rows) > 0 {
			t.Fatalf("the first rows of %q are others: %s", g.Name, diff)
		}
		if len(g.Lines) != len(g.Rows) || len(g.Numbers) != len(g.Rows) || !slices.IsSorted(g.Lines) || len(g.Lines) > 0 && g.Lines[0] < 1 {
			t.Fatalf("%d rows stand on the lines %v", len(g.Rows), g.Lines)
		}
		for _, row := range g.Rows {
			if len(row) > budget.Columns {
				t.Fatalf("a row of %d cells", len(row))
			}
		}
	}
}

// FuzzRead reads any file as a workbook.
func FuzzRead(f *testing.F) {
	f.Add(bookOf(f, bookPart, relsPart, sheetPart, textsPart))
	written := excelize.NewFile()
	if err := written.SetSheetRow("Sheet1", "A1", &[]any{"Child Unique ID", 45413, true, 1.5}); err != nil {
		f.Fatal(err)
	}
	whole, err := written.WriteToBuffer()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole.Bytes())
	f.Add([]byte("PK\x05\x06" + string(make([]byte, 18))))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > longest {
			t.Skip("long")
		}
		checkBook(t, text)
	})
}

// FuzzParts reads a sound zip file with any parts of a workbook in it, which a change to a whole file would damage.
func FuzzParts(f *testing.F) {
	f.Add(bookPart, relsPart, sheetPart, textsPart)
	f.Add(`<workbook><sheets><sheet name="A" sheetId="1" state="hidden" r:id="rId1"/><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		relsPart, `<worksheet><sheetData><row><c><v>1</v></c><c r="XFD1"/></row><row r="700"><c r="A700" s="9"><f>1/0</f></c></row></sheetData></worksheet>`, "")
	f.Add(bookPart, `<Relationships><Relationship Id="rId1" Target="/xl/Worksheets/Sheet1.xml" Type="worksheet"/></Relationships>`,
		`<worksheet><sheetData><row r="0"><c r="A0" t="s"><v>-1</v></c></row><row r="x"/></sheetData>`, `<sst><si><r><t>a</t></r><r><t>b</t></r></si><si/></sst>`)
	f.Fuzz(func(t *testing.T, book, rels, sheet, texts string) {
		if len(book)+len(rels)+len(sheet)+len(texts) > longest {
			t.Skip("long")
		}
		checkBook(t, bookOf(t, book, rels, sheet, texts))
	})
}

// FuzzMoment writes any number of a sheet as the moment that it stands for, to the second.
func FuzzMoment(f *testing.F) {
	for _, seed := range []string{"45413", "45414.375", "45414.0", "0", "0.5", "79999.5", "10000", "1e5", "45414.000001", "45414.40625", "45414.999999"} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, v string, epoch1904 bool) {
		g := Grid{Epoch1904: epoch1904}
		day, moment := g.Day(v), g.Moment(v)
		at, err := time.Parse(time.DateTime, moment)
		if err != nil {
			if moment != day {
				t.Fatalf("%q is the day %q and the moment %q", v, day, moment)
			}
			return
		}
		on, err := time.Parse(time.DateOnly, day)
		_, rest, ok := intake.Serial(v, epoch1904)
		if off := at.Sub(on) - time.Duration(rest*float64(24*time.Hour)); ok && (err != nil || off.Abs() > time.Second) {
			t.Fatalf("%q is the day %q and the moment %q", v, day, moment)
		}
		if g.Moment(moment) != moment || g.Day(day) != day {
			t.Fatalf("%q changes again when it has become %q or %q", v, day, moment)
		}
	})
}
