package hostile

import (
	"fmt"
	"io"
	"strings"
)

// workbooks are workbooks, most with the heading of a list of Annex A.
func workbooks() []File {
	const heading = `<row r="1"><c r="A1" t="inlineStr"><is><t>Child Unique ID</t></is></c><c r="B1" t="inlineStr"><is><t>Gender</t></is></c><c r="C1" t="inlineStr"><is><t>Ethnicity</t></is></c>` +
		`<c r="D1" t="inlineStr"><is><t>Date of Contact</t></is></c><c r="E1" t="inlineStr"><is><t>Contact Source</t></is></c></row>`
	sheet := func(name, want string, slow bool, write func(io.Writer) error) File {
		return File{Says: name, Name: "annexa.xlsx", Want: want, Slow: slow, write: book(part{"xl/worksheets/sheet1.xml", write})}
	}
	return []File{
		sheet("a stray cell in the last column of 60,000 rows", "more than 5,000,000 cells", true, numbered(sheetBegin+heading, `<row r="%[1]d"><c r="A%[1]d"><v>1</v></c><c r="XFD%[1]d"><v>1</v></c></row>`, 60_000, sheetEnd)),
		sheet("30 million cells in a row", "more than 128 megabytes", true, repeat(sheetBegin+heading+`<row r="2">`, "<c/>", 34_000_000, "</row>"+sheetEnd)),
		sheet("20 million cells in a row", "more than 5,000,000 cells", true, repeat(sheetBegin+heading+`<row r="2">`, "<c/>", 20_000_000, "</row>"+sheetEnd)),
		sheet("a million merged cells", "", true, repeat(sheetBegin+heading+"</sheetData><mergeCells>", `<mergeCell ref="A1:B2"/>`, 1_000_000, "</mergeCells></worksheet>")),
		sheet("a dimension of the whole sheet", "", false, repeat(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>`+heading, "", 0, sheetEnd)),
		sheet("a row far below", "", false, repeat(sheetBegin+heading+`<row r="1048576"><c r="A1048576"><v>1</v></c></row>`, "", 0, sheetEnd)),
		{Says: "220 kilobytes of empty texts", Name: "annexa.xlsx", Want: "more than 2,000,000 tags", write: book(
			part{"xl/worksheets/sheet1.xml", repeat(sheetBegin+`<row r="1"><c r="A1" t="s"><v>1</v></c></row>`, "", 0, sheetEnd)},
			part{"xl/sharedStrings.xml", repeat(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`, "<si/>", 24_000_000, "</sst>")})},
		{Says: "as many empty texts as may be", Name: "annexa.xlsx", Slow: true, Want: "no sheet has the heading", write: book(
			part{"xl/worksheets/sheet1.xml", repeat(sheetBegin+`<row r="1"><c r="A1" t="s"><v>1</v></c></row>`, "", 0, sheetEnd)},
			part{"xl/sharedStrings.xml", repeat(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`, "<si/>", 1_900_000, "</sst>")})},
		{Says: "a million sheets", Name: "annexa.xlsx", Want: "more than 20,000 tags in a list of its parts", write: bookOf(
			repeat(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>`,
				`<sheet name="a" sheetId="1" r:id="rId1"/>`, 1_000_000, "</sheets></workbook>"), relations)},
		{Says: "a thousand sheets", Name: "annexa.xlsx", Want: "more than 500 sheets", write: bookOf(
			numbered(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>`,
				`<sheet name="a%[1]d" sheetId="%[1]d" r:id="rId1"/>`, 1_000, "</sheets></workbook>"), relations,
			part{"xl/worksheets/sheet1.xml", repeat(sheetBegin+heading, "", 0, sheetEnd)})},
		{Says: "a million relations", Name: "annexa.xlsx", Want: "more than 20,000 tags in a list of its parts", write: bookOf(workbook,
			repeat(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`,
				`<Relationship Id="a" Type="b" Target="c"/>`, 1_000_000, "</Relationships>"))},
		{Says: "10,000 parts", Name: "annexa.xlsx", Want: "more than 5,000 parts", write: book(manyParts(10_000)...)},
	}
}

const (
	sheetBegin = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	sheetEnd   = "</sheetData></worksheet>"
)

func workbook(w io.Writer) error {
	_, err := io.WriteString(w, `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="List 1" sheetId="1" r:id="rId1"/></sheets></workbook>`)
	return err
}

func relations(w io.Writer) error {
	_, err := io.WriteString(w, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`)
	return err
}

// book makes a workbook of one sheet.
func book(parts ...part) func(io.Writer) error { return bookOf(workbook, relations, parts...) }

func bookOf(workbook, relations func(io.Writer) error, parts ...part) func(io.Writer) error {
	types := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
	root := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	return zipped(append([]part{
		{"[Content_Types].xml", repeat(types, "", 0, "")}, {"_rels/.rels", repeat(root, "", 0, "")},
		{"xl/workbook.xml", workbook}, {"xl/_rels/workbook.xml.rels", relations},
	}, parts...)...)
}

func numbered(begin, form string, times int, end string) func(io.Writer) error {
	return func(w io.Writer) error {
		var b strings.Builder
		b.WriteString(begin)
		for i := range times {
			fmt.Fprintf(&b, form, i+2)
		}
		b.WriteString(end)
		_, err := io.WriteString(w, b.String())
		return err
	}
}

func manyParts(n int) []part {
	parts := make([]part, n)
	for i := range parts {
		parts[i] = part{fmt.Sprintf("xl/media/%d.xml", i), repeat("<a/>", "", 0, "")}
	}
	return parts
}
