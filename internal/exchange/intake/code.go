package intake

import (
	"strings"
	"unicode"

	"heed/catalogue"
)

// codeBook finds the codes of a list by what people write for them.
type codeBook struct {
	codes  map[string]string // by the letters of the code
	labels map[string]string // by the letters of its label, or of both
}

// newCodeBook gives the book of a list. Where two codes would be written alike it has neither.
func newCodeBook(l *catalogue.CodeList) codeBook {
	b := codeBook{codes: map[string]string{}, labels: map[string]string{}}
	add := func(to map[string]string, text, code string) {
		text = letters(text)
		if other, twice := to[text]; twice && other != code {
			code = ""
		}
		to[text] = code
	}
	for _, c := range l.Codes {
		add(b.codes, c.Code, c.Code)
		add(b.labels, c.Label, c.Code)
		add(b.labels, c.Code+" "+c.Label, c.Code)
		add(b.labels, c.Label+" "+c.Code, c.Code)
	}
	return b
}

// letters writes a text in small letters and figures, with one space for whatever stands between them.
func letters(text string) string {
	var b strings.Builder
	space := false
	for _, c := range strings.ToLower(text) {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(c)
		case c == '\'' || c == '’' || c == '‘':
		default:
			space = true
		}
	}
	return b.String()
}

// sexes are the codes of the returns (CIN census: 1, 2, 0 not recorded or unborn,
// 9 indeterminate; SSDA903: 1 and 2) and the words some systems write for them.
var sexes = map[string]string{
	"1": "M", "2": "F", "0": "U", "9": "I", "01": "M", "02": "F", "00": "U", "09": "I", "boy": "M", "girl": "F",
	"unknown": "U", "not known": "U", "not recorded": "U", "not stated": "U", "not stated recorded": "U", "unborn": "U", "neither": "I",
}

// code takes a code in any case or one that a spreadsheet has made a decimal, its label, or both. A word for nothing is a blank unless
// the list has it.
func (n *Normaliser) code(f *catalogue.Field, v string) string {
	l := n.lists[f.Codes]
	if l == nil || l.Has(v) {
		return v
	}
	plain, book := letters(Whole(v)), n.books[f.Codes]()
	if code := book.codes[plain]; code != "" {
		return code
	}
	if Null(v) {
		return ""
	}
	if code := book.labels[plain]; code != "" {
		return code
	}
	if f.Codes == "sex" {
		if code := sexes[plain]; code != "" {
			return code
		}
	}
	if Blank(f, v) {
		return ""
	}
	return v
}

// several takes several codes with semicolons between them, or with commas or bars where each of them is then a code.
func (n *Normaliser) several(f *catalogue.Field, v string) string {
	l := n.lists[f.Codes]
	if l == nil || l.Has(v) {
		return v
	}
	if code := n.code(f, v); code == "" || l.Has(code) {
		return code
	}
	for _, separator := range [...]string{";", "|", ",", "\n"} {
		if codes, ok := n.each(f, l, strings.Split(v, separator)); ok {
			return strings.Join(codes, ";")
		}
	}
	return v
}

func (n *Normaliser) each(f *catalogue.Field, l *catalogue.CodeList, parts []string) ([]string, bool) {
	var codes []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		code := n.code(f, part)
		if !l.Has(code) {
			return nil, false
		}
		codes = append(codes, code)
	}
	return codes, len(codes) > 0
}
