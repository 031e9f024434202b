package catalogue

import (
	"slices"
	"strings"
)

// Code is one entry of a code list.
type Code struct {
	Code, Label string
	// Group is a wider heading that the code falls under, or blank.
	Group string
	// From and To are the first and last collection year in which the code is valid, each as the year of its 31 March: 2025 is
	// 2024-25. Either is 0 where no source seen tells it.
	From, To int
}

// CodeList is a list of codes with their labels and where they come from.
type CodeList struct {
	ID, Title, Source string
	// Returned says that the codes are those of a return: its makers add to them, so that a code which is not of the list is kept
	// as it was returned. Any other list is closed.
	Returned bool
	Codes    []Code

	labels map[string]string
	place  map[string]int // in Codes
	file   string
}

// unknownCode stands before a code that is not of its list.
const unknownCode = "unknown code "

// Label returns the label of a code. A code that a returned list does not have is said to be unknown; a value that can be no code, or
// that a closed list does not have, is given as it is.
func (l *CodeList) Label(code string) string {
	if label, ok := l.labels[code]; ok {
		return label
	}
	if l.Returned && mayBeCode(code) {
		return unknownCode + code
	}
	return code
}

// Has says whether the list holds exactly this code.
func (l *CodeList) Has(code string) bool {
	_, ok := l.labels[code]
	return ok
}

// Years gives the first and last collection year in which a code is valid, as [Code] has them. Both are 0 for one that is
// not of the list.
func (l *CodeList) Years(code string) (from, to int) {
	i, ok := l.place[code]
	if !ok {
		return 0, 0
	}
	return l.Codes[i].From, l.Codes[i].To
}

// Dated says whether of any code of the list it is held in which years it is valid.
func (l *CodeList) Dated() bool {
	return slices.ContainsFunc(l.Codes, func(c Code) bool { return c.From != 0 || c.To != 0 })
}

// Keeps says whether a value that the list does not have is kept as it was returned: it has the form of a code, and the list is of a return.
func (l *CodeList) Keeps(value string) bool { return l.Returned && mayBeCode(value) }

// longestCode is how long a code may be. Whatever is longer is a text that stands where a code should.
const longestCode = 12

// mayBeCode says whether a value has the form of a code of the returns: letters and digits, and no more than a few of them.
func mayBeCode(v string) bool {
	if v == "" || len(v) > longestCode {
		return false
	}
	for i := range len(v) {
		c := v[i]
		if !isDigit(c) && !isLetter(c) && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

// hasInOrder says whether v is codes of the list already sorted and once each.
func (l *CodeList) hasInOrder(v string) bool {
	last := ""
	for code := range strings.SplitSeq(v, codeSeparator) {
		if code <= last || !l.Has(code) {
			return false
		}
		last = code
	}
	return true
}
