package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"regexp"
	"strings"

	"heed/internal/exchange/budget"
)

var target = regexp.MustCompile(`Target\s*=\s*["']([^"']+)["']`)

// centralHeader begins what the list of a zip file says of one of its files: so many bytes, and then its name.
const (
	centralHeader = "PK\x01\x02"
	centralSize   = 46
)

// matchNames writes the names of sheets in the list of a zip file as the workbook calls them. Spreadsheet programs take capitals for small
// letters there, and the library that reads workbooks does not: to it such a sheet would be a blank one.
func matchNames(z *zip.Reader, text []byte) error {
	wanted := map[string]string{}
	for _, part := range z.File {
		name := strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
		if path.Dir(path.Dir(name)) != "xl" || !strings.HasPrefix(path.Base(name), "workbook") || path.Ext(name) != ".rels" {
			continue
		}
		in, err := part.Open()
		if err != nil {
			return err
		}
		list, err := io.ReadAll(io.LimitReader(in, budget.SmallBytes))
		if err != nil {
			return err
		}
		for _, m := range target.FindAllSubmatch(list, -1) {
			called := strings.TrimPrefix(path.Join("/xl", string(m[1])), "/")
			if strings.HasPrefix(string(m[1]), "/") {
				called = path.Clean(string(m[1][1:]))
			}
			wanted[strings.ToLower(called)] = called
		}
	}
	for _, part := range z.File {
		called := wanted[strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))]
		if called == "" || called == part.Name || len(called) != len(part.Name) {
			continue
		}
		rename(text, part.Name, called)
	}
	return nil
}

// rename writes another name of the same length into the list of a zip file.
func rename(text []byte, name, as string) {
	for at := 0; ; at += len(name) {
		i := bytes.Index(text[at:], []byte(name))
		if i < 0 {
			return
		}
		at += i
		if begin := at - centralSize; begin >= 0 && string(text[begin:begin+len(centralHeader)]) == centralHeader {
			copy(text[at:], as)
		}
	}
}
