package kit

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"heed/internal/words"

	"github.com/dustin/go-humanize"
)

// Number prints a whole number as people read it: 1,412.
func Number(n int) string { return humanize.Comma(int64(n)) }

// Decimal prints a number to so many decimals, with commas, rounded as words round it.
func Decimal(v float64, decimals int) string { return words.Decimal(v, decimals) }

// InUnit prints a value of a measure: 79.3%, 4, 12.5, 61.2, £2,000.
func InUnit(v float64, unit string) string { return words.InUnit(v, unit) }

// Plural prints a count with its noun: 1 clock, 2 clocks. A noun with an irregular plural gives both: child children.
func Plural(n int, one string, many ...string) string {
	word := one
	if n != 1 {
		word = one + "s"
		if len(many) > 0 {
			word = many[0]
		}
	}
	return Number(n) + " " + word
}

// smallNumbers are written as words where they begin a heading.
var smallNumbers = []string{"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"}

// InWords is like plural, with a word for a small number: Eight key figures.
func InWords(n int, one string, many ...string) string {
	words := Plural(n, one, many...)
	if n < 0 || n >= len(smallNumbers) {
		return words
	}
	return smallNumbers[n] + strings.TrimPrefix(words, Number(n))
}

// Capital raises the first letter.
func Capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// asString prints a word of any type made of text.
func asString(v any) string { return fmt.Sprint(v) }

// LowerFirst lowers the first letter, for a title within a sentence.
func LowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToLower(r)) + s[size:]
}
