package outline

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// resolve gives text as UTF-8 with its entities resolved: the five that XML has,
// and characters by their number.
func (t *tokens) resolve(text []byte, line int) ([]byte, error) {
	text, err := t.decode(text, line)
	if err != nil || bytes.IndexByte(text, '&') < 0 {
		return text, err
	}
	t.plain = t.plain[:0]
	for {
		before, after, ok := bytes.Cut(text, []byte("&"))
		t.plain = append(t.plain, before...)
		if !ok {
			return t.plain, nil
		}
		name, rest, ok := bytes.Cut(after, []byte(";"))
		r := rune(-1)
		if ok {
			r = entity(string(name))
		}
		if r < 0 {
			reason := "an & that begins no entity"
			if ok && t.doctype {
				reason = "an entity of the document type, which is never expanded"
			}
			return nil, &SyntaxError{line, reason}
		}
		t.plain = utf8.AppendRune(t.plain, r)
		text = rest
	}
}

// entity gives the character of an entity, -1 where there is none of that name.
func entity(name string) rune {
	switch name {
	case "amp":
		return '&'
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "apos":
		return '\''
	case "quot":
		return '"'
	}
	if len(name) < 2 || name[0] != '#' {
		return -1
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return -1
	}
	return rune(n)
}
