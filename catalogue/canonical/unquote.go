package canonical

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// plain says of each byte whether it stands for itself in a string, as all of ASCII does but what is escaped.
var plain = func() (table [256]bool) {
	for c := 0x20; c < utf8.RuneSelf; c++ {
		table[c] = c != '"' && c != '\\'
	}
	return table
}()

// quoted takes a string, and gives what stands between its quotes as it is written.
func (r *reader) quoted() []byte {
	r.take('"')
	start := r.at
	for r.ok {
		for r.at < len(r.text) && plain[r.text[r.at]] {
			r.at++
		}
		switch c := r.peek(); {
		case c == '"':
			r.at++
			return r.text[start : r.at-1]
		case c == '\\':
			r.at++
			r.escape()
		case c < 0x20:
			r.ok = false // a bare control character, or the end
		default:
			_, size := utf8.DecodeRune(r.text[r.at:])
			r.ok = size > 1
			r.at += size
		}
	}
	return nil
}

// unquote takes a string, and gives the text it stands for.
func (r *reader) unquote() string {
	written := r.quoted()
	next := bytes.IndexByte(written, '\\')
	if next < 0 {
		return string(written)
	}
	in := reader{text: written, ok: true}
	s := make([]byte, 0, len(written))
	for ; next >= 0; next = bytes.IndexByte(written[in.at:], '\\') {
		s = append(s, written[in.at:in.at+next]...)
		in.at += next + 1
		s = utf8.AppendRune(s, in.escape())
	}
	return string(append(s, written[in.at:]...))
}

// escape takes what stands after a backslash, and gives the character it stands for.
func (r *reader) escape() rune {
	c := r.peek()
	r.at++
	switch c {
	case '"', '\\', '/':
		return rune(c)
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'u':
		return r.unicode()
	default:
		r.ok = false
		return utf8.RuneError
	}
}

// unicode takes the four digits of a \u escape, and a second escape where the first is the high half of a pair.
func (r *reader) unicode() rune {
	high := r.hex4()
	if !utf16.IsSurrogate(high) {
		return high
	}
	r.take('\\')
	r.take('u')
	both := utf16.DecodeRune(high, r.hex4())
	r.ok = r.ok && both != utf8.RuneError
	return both
}

func (r *reader) hex4() rune {
	if r.ok = r.ok && r.at+4 <= len(r.text); !r.ok {
		return utf8.RuneError
	}
	n, err := strconv.ParseUint(string(r.text[r.at:r.at+4]), 16, 16)
	r.ok = err == nil
	r.at += 4
	return rune(n)
}
