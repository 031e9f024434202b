package imports

import (
	"slices"
	"strings"
	"unicode"

	"heed/catalogue"
	"heed/internal/exchange"
)

// childNumbers are what councils' systems call the number of a child.
var childNumbers = []string{
	"child", "child id", "child no", "child number", "child ref", "client id", "client no", "person id", "person no", "person number", "personid", "mosaic id", "mosaic no", "ics id",
	"ics number", "icsnumber", "eclipse id", "liquidlogic id", "la child id", "lachildid", "swift id", "system id", "unique child id",
}

// GuessField gives the field that a heading names, blank where none of a record type is named so. It is a proposal: whoever imports decides.
func GuessField(t *catalogue.Type, heading string) string {
	name := asWords(heading)
	for _, f := range t.Fields {
		if name == asWords(f.ID) || name == asWords(f.Title) {
			return f.ID
		}
	}
	for _, f := range t.Fields {
		for _, item := range f.Maps {
			if strings.EqualFold(strings.TrimSpace(heading), item) {
				return f.ID
			}
		}
	}
	if t.About != childType || !slices.Contains(childNumbers, name) {
		return ""
	}
	for _, f := range t.Fields {
		if f.Type == catalogue.FieldSubject {
			return f.ID
		}
	}
	return ""
}

// asWords writes a name in small letters, with a space for whatever is no letter or figure.
func asWords(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// WordOf is a word that stands under a heading and that Heed does not know as a code of its field.
type WordOf struct {
	// Column is the place of the heading, and Place that of the word among those under it.
	Column, Place int
	Heading, Word string
	Field         *catalogue.Field
}

// UnknownWords lists the words under headings said to be codes that Heed does not know as any. fields are the ids of the headings' fields, in their order.
func UnknownWords(types *catalogue.Catalogue, t *catalogue.Type, fields []string, sample *Sample) ([]WordOf, error) {
	know, err := exchange.NewKnower(types)
	if err != nil {
		return nil, err
	}
	var list []WordOf
	for column, id := range fields {
		i := t.Index(id)
		if i < 0 {
			continue
		}
		for place, word := range sample.Words[column] {
			if !know.Knows(t.Fields[i], word) {
				list = append(list, WordOf{column, place, sample.Headings[column], word, t.Fields[i]})
			}
		}
	}
	return list, nil
}
