package catalogue

import "strings"

const hexDigits = "0123456789abcdef"

// appendJSON writes one canonical value as JSON.
func appendJSON(b []byte, ft FieldType, v string) []byte {
	switch ft {
	case FieldInteger, FieldDecimal, FieldMoney, FieldYesNo:
		return append(b, v...)
	case FieldCodes:
		b = append(b, '[')
		for code := range strings.SplitSeq(v, codeSeparator) {
			if b[len(b)-1] != '[' {
				b = append(b, ',')
			}
			b = appendString(b, code)
		}
		return append(b, ']')
	default:
		return appendString(b, v)
	}
}

// appendString writes valid UTF-8 as a JSON string, escaping only what RFC 8785
// escapes: the quote, the backslash and the control characters.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	plain := 0
	for i := range len(s) {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[plain:i]...)
		b = appendEscape(b, c)
		plain = i + 1
	}
	b = append(b, s[plain:]...)
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
