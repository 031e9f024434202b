package words

import (
	"fmt"
	"strings"
)

// Count says how many: "1 week", "2 weeks". A noun with an irregular plural gives both: child, children.
func Count(n int, one string, many ...string) string {
	switch {
	case n == 1:
		return "1 " + one
	case len(many) > 0:
		return Thousands(n) + " " + many[0]
	}
	return Thousands(n) + " " + one + "s"
}

// smallNumbers are written as words where they begin a heading.
var smallNumbers = []string{"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"}

// CountInWords is like Count, with a word for a small number: "Eight key figures".
func CountInWords(n int, one string, many ...string) string {
	counted := Count(n, one, many...)
	if n < 0 || n >= len(smallNumbers) {
		return counted
	}
	return smallNumbers[n] + strings.TrimPrefix(counted, Thousands(n))
}

// Thousands writes a whole number with its commas.
func Thousands(n int) string {
	if n < 0 {
		return "-" + Thousands(-n)
	}
	if n < 1000 {
		return fmt.Sprintf("%d", n)
	}
	return fmt.Sprintf("%s,%03d", Thousands(n/1000), n%1000)
}
