package kit

import "strings"

// Anchor makes the name of a place within a page from words: child protection becomes child-protection.
func Anchor(words string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return '-'
	}, strings.ToLower(words))
}
