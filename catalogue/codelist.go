package catalogue

import "strings"

// Code is one entry of a code list.
type Code struct {
	Code, Label string
	// Group is a wider heading that the code falls under, or blank.
	Group string
}

// CodeList is a closed list of codes with their labels and where they come from.
type CodeList struct {
	ID, Title, Source string
	Codes             []Code

	labels map[string]string
	file   string
}

// Label returns the label of a code, or the code itself where the list has none.
func (l *CodeList) Label(code string) string {
	if label, ok := l.labels[code]; ok {
		return label
	}
	return code
}

// Has says whether the list holds exactly this code.
func (l *CodeList) Has(code string) bool {
	_, ok := l.labels[code]
	return ok
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
