package intake

import (
	"strings"

	"heed/catalogue"
)

// nothing are the words that programs write where there is nothing, and what a spreadsheet shows where a formula failed.
var nothing = set("null|(null)|<null>|[null]|\\n|nan|nat|<na>|<n/a>|(blank)|<blank>|[blank]|blank|undefined|" + failures)

// failures are what a spreadsheet shows where a formula failed.
const failures = "#n/a|#ref!|#value!|#name?|#div/0!|#num!|#null!|#spill!|#calc!|#error!"

var failed = set(failures)

// empty are the words that people write where there is nothing.
var empty = set("n/a|na|n\\a|n.a.|n.a|n/k|nk|-|--|---|–|—|none|nil|not known|unknown|not recorded|not applicable|not available|not entered|not stated|no data|no value")

// longest is the length of the longest of these words.
const longest = 16

func set(words string) map[string]bool {
	m := map[string]bool{}
	for word := range strings.SplitSeq(words, "|") {
		m[word] = true
	}
	return m
}

// Failed says whether a value is what a spreadsheet shows where a formula failed. It says nothing, not even that there is nothing.
func Failed(v string) bool {
	return v != "" && v[0] == '#' && len(v) <= longest && failed[strings.ToLower(v)]
}

// Null says whether a value is a word that programs write where there is nothing, such as NULL.
func Null(v string) bool { return mayBeBlank(v) && nothing[plainWords(v)] }

// Blank says whether a value of a field stands for nothing: NULL, N/A, none, Not known and the like, in any case. In long text and
// in names only the words of programs do, and not where they are written as a word is: a grandmother is Nan, and a family Null.
// Of a code it cannot be told without the code list, which [Normaliser.Value] has.
func Blank(f *catalogue.Field, v string) bool {
	if !mayBeBlank(v) {
		return false
	}
	word := plainWords(v)
	if f.Type == catalogue.FieldLongText || f.Type == catalogue.FieldText && strings.HasSuffix(f.ID, "name") {
		return nothing[word] && v != "Null" && v != "Nan" && v != "Blank"
	}
	return nothing[word] || empty[word]
}

// mayBeBlank tells most values from the words for nothing at a glance.
func mayBeBlank(v string) bool {
	if v == "" || len(v) > longest {
		return false
	}
	switch v[0] {
	case 'n', 'N', 'u', 'U', 'b', 'B', '#', '<', '(', '[', '\\', '-', 0xE2: // the last begins a dash
		return true
	}
	return false
}

// plainWords writes a value in small letters with one space between words.
func plainWords(v string) string { return strings.Join(strings.Fields(strings.ToLower(v)), " ") }
