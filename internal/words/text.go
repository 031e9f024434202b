package words

import (
	"slices"
	"strings"
)

// Either gives one of two texts.
func Either(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}

// Capitalised raises the first letter, which must be of the Latin alphabet without accents.
func Capitalised(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// LowerFirst lowers the first letter, but not that of an abbreviation.
func LowerFirst(s string) string {
	if len(s) < 2 || s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// UpperFirst raises the first letter, of any alphabet, of words that somebody typed.
func UpperFirst(text string) string {
	if text == "" {
		return text
	}
	first := []rune(text)
	return strings.ToUpper(string(first[:1])) + string(first[1:])
}

// NonBlank leaves out blank texts.
func NonBlank(texts ...string) []string {
	return slices.DeleteFunc(texts, func(w string) bool { return w == "" })
}
