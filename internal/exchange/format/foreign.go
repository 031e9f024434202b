package format

import (
	"bytes"
	"strings"

	"heed/internal/exchange/workbook"
)

// foreign are files that no format reads, by what they begin with: what each is, and what to do about it.
var foreign = []struct{ begins, is, do string }{
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Excel workbook (.xls), or one that is protected by a password", workbook.DoSave},
	{"%PDF", "a PDF document", doTables},
	{`{\rtf`, "a document of a word processor", doTables},
	{"\x1F\x8B", "a file that is packed (.gz)", doUnpack},
	{"7z\xBC\xAF", "a file that is packed (.7z)", doUnpack},
	{"Rar!", "a file that is packed (.rar)", doUnpack},
	{"\x89PNG", "a picture", doTables},
	{"\xFF\xD8\xFF", "a picture", doTables},
	{"SQLite format 3", "a database", doTables},
}

const (
	doTables = "Export the return or list itself, as CSV (UTF-8) or as a workbook (.xlsx), and import that."
	doUnpack = "Unpack it, and import what is in it, in a folder or a .zip file."
)

// openDocument stands near the beginning of every file of the OpenDocument formats, and of no other.
const openDocument = "mimetypeapplication/vnd.oasis.opendocument."

// Foreign says what a file is that no format reads, and what to do about it, by the bytes it begins with. Both are blank where it may be read.
func (f *File) Foreign() (is, do string, err error) {
	head, err := f.Head()
	if err != nil {
		return "", "", err
	}
	for _, kind := range foreign {
		if bytes.HasPrefix(head, []byte(kind.begins)) {
			return kind.is, kind.do, nil
		}
	}
	if IsZip(head) && (bytes.Contains(head[:min(len(head), 512)], []byte(openDocument)) || f.Ext() == ".ods" || f.Ext() == ".fods") {
		return "a workbook or document of the OpenDocument format (.ods)", workbook.DoSave, nil
	}
	return "", "", nil
}

// DoAgain says what to do about a file that cannot be read, by what its name says it is.
func (f *File) DoAgain() string {
	switch f.Ext() {
	case ".xml":
		return "Export it from the case system again, as XML, and import the new file."
	case ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods":
		return workbook.DoSave
	case ".parquet":
		return "Export it again, as Parquet or as CSV (UTF-8), and import the new file."
	}
	return DoUTF8
}

// pages are the root elements of what some systems call a workbook (.xls) and is none.
var pages = map[string]string{
	"html": "a web page (HTML)", "table": "a web page (HTML)", "body": "a web page (HTML)", "head": "a web page (HTML)",
	"workbook": "a workbook of the XML format of 2003", "document": "an OpenDocument file in XML",
}

// Page says what XML is that no format reads but a spreadsheet opens, by its root element, and what to do about it. Both are blank for other XML.
func Page(root string) (is, do string) {
	if is = pages[strings.ToLower(root)]; is != "" {
		do = workbook.DoSave
	}
	return is, do
}
