package annexa

import (
	_ "embed"
	"fmt"
	"strings"
)

// choicesText has the choices of the lists in Ofsted's own words, by Heed's code list: the edition of 2021 to 2024, as the public tools of
// councils have it.
//
//go:embed choices.txt
var choicesText string

var choices = readChoices(choicesText)

func readChoices(text string) map[string]map[string]string {
	all := map[string]map[string]string{}
	var of map[string]string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "# "); ok {
			of = map[string]string{}
			all[name] = of
			continue
		}
		if code, words, ok := strings.Cut(line, " | "); ok {
			of[code] = words
		}
	}
	return all
}

// choice writes a code in Ofsted's words. A newer code, for which the lists have no words, is written with Heed's, and told.
func (w *writer) choice(list, code string) string {
	if code == "" {
		return ""
	}
	if words, ok := choices[list][code]; ok {
		return words
	}
	words := code
	if label := w.Label(list, code); label != "" {
		words = code + ": " + label
	}
	w.note(fmt.Sprintf("%q is no choice of the edition of Annex A that Heed knows: it is written in Heed’s words.", words))
	return words
}

// The answers of the lists.
const (
	yes     = "a) Yes"
	no      = "b) No"
	unknown = "c) Unknown"
)

// answer writes true and false as the lists do, and what is neither as Unknown.
func answer(v string) string {
	switch v {
	case "true":
		return yes
	case "false":
		return no
	default:
		return unknown
	}
}

// maybe writes an answer that may be left blank.
func maybe(v string) string {
	if v == "" {
		return ""
	}
	return answer(v)
}
