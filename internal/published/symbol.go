package published

import (
	"regexp"
	"slices"
	"strings"
)

// Symbol is what stands in a cell in place of a number, and what it means.
type Symbol struct {
	Mark, Meaning string

	kind kind
	// bracketed says that it is a symbol in brackets only: without them the letter may be anything.
	bracketed bool
	// note says that it may stand behind a number.
	note bool
	// also are other ways to write it, in lower case.
	also []string
}

// symbols are in the order of the standard first.
var symbols = []Symbol{
	{Mark: "c", Meaning: "suppressed, so that nobody can be told from a small number", kind: mark, also: []string{"suppressed", "confidential"}},
	{Mark: "x", Meaning: "not available", kind: mark, also: []string{"not available", "unavailable"}},
	{Mark: "z", Meaning: "not applicable", kind: mark, also: []string{"not applicable"}},
	{Mark: "u", Meaning: "of low reliability, so not published", kind: mark, note: true},
	{Mark: "k", Meaning: "rounds to nought, and is not nought", kind: mark},
	{Mark: "low", Meaning: "rounds to nought, and is not nought", kind: mark},
	{Mark: ":", Meaning: "not available", kind: mark},
	{Mark: "..", Meaning: "not available", kind: mark, also: []string{"..."}},
	{Mark: ".", Meaning: "not applicable", kind: mark},
	{Mark: "~", Meaning: "rounds to nought, and is not nought", kind: mark},
	{Mark: "*", Meaning: "suppressed", kind: mark, also: []string{"**", "***"}},
	{Mark: "-", Meaning: "nought or not applicable; the publication says which", kind: mark, also: []string{"--", "---"}},
	{Mark: "NA", Meaning: "not available", kind: soft, also: []string{"#n/a", "nan", "null", "#null!", "#value!", "#div/0!", "#ref!", "no data"}},
	{Mark: "N/A", Meaning: "not available or not applicable; the publication says which", kind: soft, also: []string{"n.a.", "n.a"}},
	{Mark: "not collected", Meaning: "not collected", kind: soft},
	{Mark: "e", Meaning: "an estimate", kind: mark, bracketed: true, note: true},
	{Mark: "p", Meaning: "provisional", kind: mark, bracketed: true, note: true},
	{Mark: "r", Meaning: "revised", kind: mark, bracketed: true, note: true},
	{Mark: "b", Meaning: "a break in the series: it does not compare with what came before", kind: mark, bracketed: true, note: true},
	{Mark: "f", Meaning: "a forecast", kind: mark, bracketed: true, note: true},
	{Mark: "w", Meaning: "none was recorded in the survey", kind: mark, bracketed: true},
	{Mark: "ns", Meaning: "not statistically significant", kind: mark, bracketed: true, note: true},
	{Mark: "s", Meaning: "statistically significant", kind: mark, bracketed: true, note: true},
	{Mark: "er", Meaning: "an error that the publication explains", kind: mark, bracketed: true},
}

// inRange matches what says of a number only where it lies. It may be a label too, such as a span of ages.
var inRange = regexp.MustCompile(`(?i)^(([<>≤≥]=?|under|over|fewer than|less than|more than|up to)\s*\d+(\.\d+)?\s*%?|\d+(\.\d+)?\s*%?\s*(-|to)\s*\d+(\.\d+)?\s*%?|\d+ or (fewer|less|more))$`)

// Symbols are the marks that the files of the Department for Education use, now and in earlier years, with or without brackets around them.
func Symbols() []Symbol { return append([]Symbol{}, symbols...) }

// Meaning says what a symbol stands for. Of a mark that Heed does not know it says so.
func Meaning(mark string) string {
	for _, s := range symbols {
		if strings.EqualFold(s.Mark, mark) {
			return s.Meaning
		}
	}
	if inRange.MatchString(mark) {
		return "the number itself is not given, only where it lies"
	}
	return "a mark that Heed does not know; the publication says what it means"
}

// symbolOf finds the symbol that a cell holds, in brackets or without, in capitals or not.
func symbolOf(as string) (Symbol, bool) {
	inner, bracketed := as, false
	for _, pair := range []string{"[]", "()"} {
		if len(as) > 2 && as[0] == pair[0] && as[len(as)-1] == pair[1] {
			inner, bracketed = strings.TrimSpace(as[1:len(as)-1]), pair == "[]"
		}
	}
	inner = strings.ToLower(inner)
	for _, s := range symbols {
		if s.bracketed && !bracketed {
			continue
		}
		if inner == strings.ToLower(s.Mark) || slices.Contains(s.also, inner) {
			return s, true
		}
	}
	return Symbol{}, false
}

// isNote says whether a mark may stand behind a number.
func isNote(mark string) bool {
	for _, s := range symbols {
		if s.note && strings.EqualFold(s.Mark, mark) {
			return true
		}
	}
	return false
}

// isKnownSymbol says whether a cell holds a symbol in place of a code.
func isKnownSymbol(as string) bool {
	s, ok := symbolOf(strings.TrimSpace(signs.Replace(as)))
	return ok && s.Mark != ""
}

// none says whether a symbol says that there is no number, rather than that it is not shown.
func (v Value) none() bool {
	switch v {
	case "x", "z", ":", "..", ".", "NA", "N/A", "not collected":
		return true
	}
	return false
}
