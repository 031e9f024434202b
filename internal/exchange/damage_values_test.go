package exchange_test

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"heed/catalogue"
)

// cells are what stands in a file, found without the readers: every piece of text between any two signs that may part cells.
type cells struct {
	words   map[string]bool // each as plain writes it
	letters map[string]bool // each by its letters and figures
	numbers map[string]bool // each that is a number, as Go writes it
	whole   string          // all of it
}

// held are the cells of all files of a return.
type held []*cells

func (in held) word(text string) bool {
	return slices.ContainsFunc(in, func(of *cells) bool { return of.words[text] })
}

func (in held) lettered(text string) bool {
	return slices.ContainsFunc(in, func(of *cells) bool { return of.letters[text] })
}

func (in held) number(n float64) bool {
	return slices.ContainsFunc(in, func(of *cells) bool { return of.numbers[strconv.FormatFloat(n, 'f', -1, 64)] })
}

func (in held) contains(text string) bool {
	return slices.ContainsFunc(in, func(of *cells) bool { return strings.Contains(of.whole, text) })
}

// cells gives what stands in the files, nil where it cannot be known.
func (d *drawn) cells(t *testing.T) held {
	t.Helper()
	var in held
	files := d.files
	if files[0].inside != nil {
		files = files[0].inside
	}
	for _, f := range files {
		if f.unknown {
			return nil
		}
		if f.in == nil {
			f.in = f.cells(t)
		}
		in = append(in, f.in)
	}
	return in
}

func (f *file) cells(t *testing.T) *cells {
	t.Helper()
	in := &cells{words: map[string]bool{}, letters: map[string]bool{}, numbers: map[string]bool{}}
	switch f.of {
	case asXML:
		text := decoded(f.content(t))
		for _, piece := range strings.FieldsFunc(text, func(c rune) bool { return c == '<' || c == '>' }) {
			in.add(html.UnescapeString(strings.TrimSuffix(strings.TrimPrefix(piece, "![CDATA["), "]]")))
		}
		in.addText(text)
		return in
	case asText:
		in.addText(decoded(f.content(t)))
		return in
	default:
	}
	for _, g := range f.grids {
		for _, row := range g.rows {
			for _, cell := range row {
				if plain(cell) == "" || in.words[plain(cell)] {
					continue
				}
				in.addText(cell)
				in.add(cell)
				if n := serialOf(cell); n > 0 && f.of == asBook {
					in.add(strconv.Itoa(n)) // as the workbook has it
				}
			}
		}
	}
	return in
}

// plain writes a cell in small letters with one space between words.
func plain(cell string) string {
	cell = strings.Map(func(c rune) rune {
		if c == '\u00a0' || c == '\ufeff' || c == '\u200b' || c == '\x1a' {
			return ' '
		}
		return c
	}, cell)
	return strings.Join(strings.Fields(strings.ToLower(cell)), " ")
}

// lettersOf gives the letters and figures of a text, with a space for whatever stands between them.
func lettersOf(text string) string {
	text = strings.NewReplacer("'", "", "’", "", "‘", "").Replace(strings.ToLower(text))
	return strings.Join(strings.FieldsFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }), " ")
}

// choice is the letter before a choice of Annex A: b) Female.
var choice = regexp.MustCompile(`^[a-z0-9]{1,2}\) *`)

// add adds a cell, with what it is without the letter of a choice, the sign of a text, or the time after a day.
func (in *cells) add(cell string) {
	cell = plain(cell)
	if cell == "" || in.words[cell] {
		return
	}
	in.words[cell] = true
	in.letters[lettersOf(cell)] = true
	if cell[0] == '\'' || strings.Contains(cell, ")") {
		for _, also := range []string{choice.ReplaceAllString(cell, ""), strings.TrimPrefix(cell, "'")} {
			in.words[also], in.letters[lettersOf(also)] = true, true
		}
	}
	if len(cell) > 10 && unicode.IsDigit(rune(cell[0])) && strings.Contains(cell, ":") {
		in.words[cell[:10]] = true
	}
	if before, _, pair := strings.Cut(cell, ": "); pair { // U6: Foster placement
		in.letters[lettersOf(before)] = true
	}
	if before, _, pair := strings.Cut(cell, " - "); pair {
		in.letters[lettersOf(before)] = true
	}
	if n, err := strconv.ParseFloat(strings.NewReplacer(",", "", "£", "").Replace(cell), 64); err == nil {
		in.numbers[strconv.FormatFloat(n, 'f', -1, 64)] = true
	}
}

// addText adds every cell of a text, whatever parts its cells.
func (in *cells) addText(text string) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	in.whole += plain(strings.ReplaceAll(html.UnescapeString(text), `"`, "")) + "\n"
	for _, piece := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("\n,;\t|\"<>[]{}", c) }) {
		in.add(html.UnescapeString(piece))
	}
	for line := range strings.SplitSeq(text, "\n") {
		for _, comma := range ",;\t|" {
			for cell := range strings.SplitSeq(line, string(comma)) {
				in.add(cell)
			}
		}
	}
	if !strings.Contains(text, `"`) {
		return
	}
	for _, comma := range ",;\t|" {
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
		rows, _ := r.ReadAll() // as far as it goes
		for _, row := range rows {
			for _, cell := range row {
				in.add(cell)
			}
		}
	}
}

// decoded gives bytes as text: UTF-16 by its mark or its noughts, UTF-8, and each line that is not that as Windows-1252.
func decoded(raw []byte) string {
	var order binary.ByteOrder
	noughts := bytes.Count(raw, []byte{0})
	switch {
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}):
		order = binary.LittleEndian
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		order = binary.BigEndian
	case noughts > len(raw)/3 && len(raw) > 1 && raw[1] == 0:
		order = binary.LittleEndian
	case noughts > len(raw)/3:
		order = binary.BigEndian
	}
	if order != nil {
		units := make([]uint16, len(raw)/2)
		for i := range units {
			units[i] = order.Uint16(raw[2*i:])
		}
		return string(utf16.Decode(units))
	}
	var out strings.Builder
	for line := range bytes.Lines(raw) {
		if !utf8.Valid(line) {
			latin, _ := charmap.Windows1252.NewDecoder().Bytes(line)
			out.Write(latin)
			out.WriteByte('\n')
		}
		out.Write(line)
	}
	return out.String()
}

// checkValues fails the test where a record holds a value that was not in the files.
func checkValues(t *testing.T, label, kind string, of *catalogue.Type, record catalogue.Record, in held) {
	t.Helper()
	values, err := of.Values(record.Body)
	if err != nil {
		t.Errorf("%s: %v", label, err)
		return
	}
	for i, f := range of.Fields {
		v := values[i]
		if v == "" || in.hold(f, v) {
			continue
		}
		if add := made[kind+" "+of.ID+"."+f.ID]; add != nil && add(f, v, in) {
			continue
		}
		if add := made[kind+" "+f.ID]; add != nil && add(f, v, in) {
			continue
		}
		t.Errorf("%s: %s.%s of %s is %q, which was not in the file", label, of.ID, f.ID, record.ID, v)
	}
}

// hold says whether a value, as records have it, stands in the files in any form of a value of its field.
func (in held) hold(f *catalogue.Field, v string) bool {
	if in.word(plain(v)) {
		return true
	}
	switch f.Type {
	case catalogue.FieldDate:
		return in.holdDay(v)
	case catalogue.FieldMoment:
		return in.holdMoment(v)
	case catalogue.FieldYesNo:
		return in.any(map[string]string{"true": "1 t yes y 1.0", "false": "0 f no n 0.0"}[v])
	case catalogue.FieldCode:
		return in.holdCode(f.List(), v)
	case catalogue.FieldCodes:
		return !slices.ContainsFunc(strings.Split(v, ";"), func(code string) bool { return !in.holdCode(f.List(), code) })
	case catalogue.FieldInteger, catalogue.FieldDecimal, catalogue.FieldMoney:
		n, err := strconv.ParseFloat(v, 64)
		return err == nil && in.number(n)
	case catalogue.FieldPostcode:
		return in.contains(plain(v)) || in.contains(strings.ReplaceAll(plain(v), " ", ""))
	case catalogue.FieldText, catalogue.FieldLongText:
		return in.word(plain(v)+".0") || len(v) > 3 && in.contains(plain(strings.ReplaceAll(v, `"`, "")))
	default:
		return in.word(plain(v)+".0") || in.word(plain(v)+".00")
	}
}

// any says whether one of some words stands in the files.
func (in held) any(words string) bool {
	return slices.ContainsFunc(strings.Fields(words), func(word string) bool { return in.word(word) })
}

// formsOfDays are those in which a day may be written, and formsOfTimes those of the time after it.
var (
	formsOfDays = []string{
		"02/01/2006", "2/1/2006", "02/01/06", "02-01-2006", "02.01.2006", "2006/01/02", "20060102", "2 January 2006", "2 Jan 2006", "02-Jan-2006", "02-Jan-06",
		"Monday 2 January 2006", "Mon 2 Jan 2006", "January 2, 2006", "2006-01-02T00:00:00", "2006-01-02 00:00:00",
	}
	formsOfMoments = []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "02/01/2006 15:04:05", "02/01/2006 15:04"}
)

func (in held) holdDay(v string) bool {
	on, err := time.Parse(time.DateOnly, v)
	if err != nil {
		return false
	}
	n := strconv.Itoa(serialOf(v))
	return in.word(n) || in.word(n+".0") || in.contains(strings.ToLower(on.Format("2 January 2006"))) || // in a title
		slices.ContainsFunc(formsOfDays, func(form string) bool { return in.word(strings.ToLower(on.Format(form))) })
}

func (in held) holdMoment(v string) bool {
	at, err := time.Parse(time.RFC3339, v)
	if err != nil {
		return false
	}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		return false
	}
	return slices.ContainsFunc(formsOfMoments, func(form string) bool {
		return in.word(strings.ToLower(at.UTC().Format(form)+"z")) || in.word(strings.ToLower(at.In(london).Format(form)))
	})
}

// sexes are what returns write for a sex.
var sexes = map[string]string{"M": "1 m male boy 01", "F": "2 f female girl 02", "U": "0 u unknown", "I": "9 i"}

// holdCode says whether a code, its label or both stand in the files.
func (in held) holdCode(list *catalogue.CodeList, code string) bool {
	if in.lettered(lettersOf(code)) || in.lettered(lettersOf(code)+" 0") {
		return true
	}
	if list == nil {
		return false
	}
	label := list.Label(code)
	return in.lettered(lettersOf(label)) || in.lettered(lettersOf(code+" "+label)) || list.ID == "sex" && in.any(sexes[code])
}
