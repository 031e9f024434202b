package published

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// layout is a file as text, from its headings on.
type layout struct {
	text []byte
	// comma stands between two cells; line is the line of the headings.
	comma rune
	line  int
}

func (l layout) reader() *csv.Reader {
	in := csv.NewReader(bytes.NewReader(l.text))
	in.FieldsPerRecord, in.Comma = -1, l.comma
	return in
}

// shift gives an error of the reader the lines of the file.
func (l layout) shift(err error) error {
	if at, ok := errors.AsType[*csv.ParseError](err); ok {
		moved := *at
		moved.StartLine, moved.Line = at.StartLine+l.line-1, at.Line+l.line-1
		return &moved
	}
	return err
}

// layOut finds how a file is written: its encoding, its line ends, what stands between cells, and which line has the headings.
func layOut(file string, raw []byte, report *Report) (layout, error) {
	if what := otherKind(raw); what != "" {
		return layout{}, fmt.Errorf("%s is %s", file, what)
	}
	text, err := decodeText(file, raw, report)
	if err != nil {
		return layout{}, err
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return layout{}, fmt.Errorf("%s is empty", file)
	}
	l, ok := findHeadings(text)
	if !ok {
		return layout{text, ',', 1}, nil // the headings say what they lack
	}
	if l.line > 1 {
		report.Notes = append(report.Notes, fmt.Sprintf("The headings are on line %d; what stands above them is not read.", l.line))
	}
	if l.comma != ',' {
		report.Notes = append(report.Notes, "Cells are parted by "+map[rune]string{';': "semicolons", '\t': "tabs", '|': "upright strokes"}[l.comma]+", not by commas.")
	}
	return l, nil
}

// otherKind says what a file is that is no text at all, and what to do.
func otherKind(raw []byte) string {
	begins := func(with ...string) bool {
		for _, w := range with {
			if len(raw) >= len(w) && strings.EqualFold(string(raw[:len(w)]), w) {
				return true
			}
		}
		return false
	}
	switch {
	case begins("PK\x03\x04"), begins("\xd0\xcf\x11\xe0"):
		return "a workbook or an archive: save the sheet as CSV (UTF-8), or take the CSV file out of it"
	case begins("%PDF"):
		return "a PDF: download the CSV file of the data set instead"
	case begins("<!doctype html", "<html"):
		return "a web page: download the CSV file of the data set instead of saving the page"
	}
	return ""
}

// decodeText gives a file as UTF-8 with one kind of line end.
func decodeText(file string, raw []byte, report *Report) ([]byte, error) {
	note := func(encoding string) {
		report.Notes = append(report.Notes, "The file is written in "+encoding+" and was read so.")
	}
	var text []byte
	switch order, wide := utf16Order(raw); {
	case wide:
		note("UTF-16")
		text = fromUTF16(raw, order)
	case utf8.Valid(raw):
		text = bytes.TrimPrefix(raw, []byte("\ufeff"))
	default:
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(raw)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return nil, fmt.Errorf("%s: line %d is neither UTF-8 nor Windows-1252: save the file as CSV (UTF-8)", file, notUTF8(raw))
		}
		note("Windows-1252, not in UTF-8,")
		text = decoded
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, fmt.Errorf("%s is no text: give the CSV file of the data set", file)
	}
	if bytes.Count(text, []byte("\r"))-bytes.Count(text, []byte("\r\n")) > bytes.Count(text, []byte("\n")) {
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	return bytes.TrimRight(text, "\x1a"), nil // the end of file of an older age
}

// notUTF8 gives the first line that is not UTF-8, or 0.
func notUTF8(text []byte) int {
	line := 0
	for one := range bytes.Lines(text) {
		if line++; !utf8.Valid(one) {
			return line
		}
	}
	return 0
}

// utf16Order tells text in UTF-16, by its mark or, without one, by every other byte of its beginning being nought.
func utf16Order(raw []byte) (binary.ByteOrder, bool) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		return binary.LittleEndian, true
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		return binary.BigEndian, true
	}
	const looked = 200
	var nought [2]int
	for i, b := range raw[:min(len(raw), looked)] {
		if b == 0 {
			nought[i%2]++
		}
	}
	half := min(len(raw), looked) / 2
	switch {
	case half > 4 && nought[0] == 0 && nought[1] > half*3/4:
		return binary.LittleEndian, true
	case half > 4 && nought[1] == 0 && nought[0] > half*3/4:
		return binary.BigEndian, true
	}
	return nil, false
}

func fromUTF16(raw []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, 0, len(raw)/2)
	for ; len(raw) > 1; raw = raw[2:] {
		units = append(units, order.Uint16(raw))
	}
	return []byte(strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff"))
}

// titleRows is in how many lines headings are looked for, as titles and notes may stand above them, and headingBytes how long they may be.
const (
	titleRows    = 60
	headingBytes = 1 << 20
)

// findHeadings finds the line that names the columns which every file has, and what stands between its cells.
func findHeadings(text []byte) (layout, bool) {
	rest := text
	for line := 1; line <= titleRows && len(rest) > 0; line++ {
		for _, comma := range ",;\t|" {
			in := layout{rest[:min(len(rest), headingBytes)], comma, line}.reader()
			row, err := in.Read()
			if err != nil || !isHeading(row) {
				continue
			}
			if on, _ := in.FieldPos(0); on == 1 { // it passes over empty lines
				return layout{rest, comma, line}, true
			}
		}
		_, rest, _ = bytes.Cut(rest, []byte("\n"))
	}
	return layout{}, false
}
