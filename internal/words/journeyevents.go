package words

import (
	"strings"
)

// upperFirst raises the first letter of words that somebody typed.
func UpperFirst(words string) string {
	if words == "" {
		return words
	}
	first := []rune(words)
	return strings.ToUpper(string(first[:1])) + string(first[1:])
}
