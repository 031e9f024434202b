package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Either gives one of two texts.
func Either(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}

// Capital raises the first letter, of any alphabet.
func Capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// LowerFirst lowers the first letter, but not that of an abbreviation.
func LowerFirst(s string) string {
	if len(s) < 2 || s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// NonBlank leaves out blank texts.
func NonBlank(texts ...string) []string {
	return slices.DeleteFunc(texts, func(w string) bool { return w == "" })
}

// Join joins words with commas and a last "and": a, b and c.
func Join(list []string) string {
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
	return strings.Join(list, "")
}
