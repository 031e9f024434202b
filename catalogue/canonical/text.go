package canonical

import "unicode/utf8"

const hexDigits = "0123456789abcdef"

// AppendString appends a text as a JSON string with the shortest escapes (RFC 8785, section 3.2.2.2): the quote, the
// backslash and the control characters below U+0020 are escaped and nothing else is. Each byte that is not UTF-8 is
// written as U+FFFD, so whoever must tell such texts apart checks them first.
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0 // where what has not been appended yet begins
	for i := 0; i < len(s); {
		c := s[i]
		if plain[c] {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			b = appendEscape(append(b, s[from:i]...), c)
			i++
			from = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			b = append(append(b, s[from:i]...), "\ufffd"...)
			from = i + 1
		}
		i += size
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\b':
		return append(b, `\b`...)
	case '\t':
		return append(b, `\t`...)
	case '\n':
		return append(b, `\n`...)
	case '\f':
		return append(b, `\f`...)
	case '\r':
		return append(b, `\r`...)
	default:
		return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
	}
}
