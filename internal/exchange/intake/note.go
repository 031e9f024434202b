package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"heed/catalogue"
)

// ReasonNote is the fault of a row that is none of its table's.
const ReasonNote = "a total, a note or a line: nothing that can be read stands beside its key"

// remark are the words with which totals and notes begin.
var remark = regexp.MustCompile(`(?i)^\W*(?:(?:grand|overall|sub)[ -]?totals?|totals?|sum|count|end|records?|rows?|number of|report|extract(?:ed)?|` +
	`run|printed|produced|generated|created|exported|prepared|page|as at|data|source|confidential|official|notes?)(?:\W|$)`)

// figure is a cell of a row of totals.
var figure = regexp.MustCompile(`^-?\d[\d.,]* ?%?$`)

// Note says whether a row of a table is a total, a note or a line rather than a row of its own: by the cell that should name what it is about,
// and the other cells. An id alone is none for that.
func Note(id string, others []string) bool {
	plain := trimmed(id)
	if plain != "" && (digits(plain) || mayBeID(plain) && !remark.MatchString(plain)) {
		return false
	}
	filled, numbers := count(others)
	switch {
	case plain == "":
		return filled == 0 && strings.TrimSpace(id) != "" // what ends a file of old
	case !legible(plain):
		return filled == numbers
	case remark.MatchString(plain):
		return filled <= 1 || filled == numbers
	case filled == 0:
		return true // words and nothing else
	default:
		return filled == numbers && strings.IndexFunc(plain, unicode.IsDigit) < 0
	}
}

// count counts the cells that hold anything, and those of them that hold a number.
func count(cells []string) (filled, numbers int) {
	for _, v := range cells {
		if v = trimmed(v); v == "" || Null(v) || !legible(v) {
			continue
		}
		filled++
		if figure.MatchString(v) {
			numbers++
		}
	}
	return filled, numbers
}

// trimmed drops what stands around a value and is none of it.
func trimmed(v string) string {
	if v = strings.TrimSpace(v); v == "" {
		return v
	}
	return trim(v)
}

// legible says whether a value has a letter or a figure.
func legible(v string) bool {
	return strings.IndexFunc(v, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) >= 0
}

// mayBeID says whether a value looks like an id: with a figure, and without a space.
func mayBeID(v string) bool {
	return strings.IndexFunc(v, unicode.IsDigit) >= 0 && strings.IndexFunc(v, unicode.IsSpace) < 0
}

// keyOnly says whether a row fills nothing but an id, though its file has other columns, and is a note: where the id does not look like one, is
// how many rows there are above it, or has other cells beside it of which none can be read. A row that is an id and blanks may be one of the table's,
// such as of a child of whom no more is known. Where the key has another part that can be read, the row says something.
func (t *Table) keyOnly(values []string, faults []catalogue.Fault) bool {
	s := t.shape
	ids, columns, unread := 0, 0, false
	id := ""
	for i, f := range s.Type.Fields {
		switch {
		case i < len(s.Absent) && s.Absent[i], s.Items[i] == "" && (s.keyed[i] || values[i] == ""), f.ID == "reported_by":
		case s.keyed[i]:
			if ids++; isName(f) {
				id = values[i]
			}
		case values[i] == "":
			columns++
		case !slices.ContainsFunc(faults, func(fault catalogue.Fault) bool { return fault.Field == f.ID }):
			return false
		default:
			columns++
			unread = true
		}
	}
	if ids != 1 || columns == 0 || id == "" {
		return false
	}
	return unread || !mayBeID(id) || id == strconv.Itoa(t.rows-1)
}

// prepare reads what stands in a row though it is not as it was: a day with a time is the day, and an id that a spreadsheet has spoilt is
// none, so that the row is kept out where it is of the key.
func (t *Table) prepare(values []string, at Place) (ok bool, err error) {
	s := t.shape
	for _, i := range s.days {
		if len(values[i]) <= 10 && !strings.Contains(values[i], ".") {
			continue
		}
		if day, timed := Day(values[i]); timed {
			values[i] = day
			if err := t.given(i, ReasonTimed, at); err != nil {
				return false, err
			}
		}
	}
	ok = true
	for _, i := range s.names {
		reason := spoilt(values[i])
		if reason == "" {
			continue
		}
		effect := catalogue.EffectBlank
		if s.keyed[i] {
			ok, effect = false, catalogue.EffectKeptOut
		} else {
			values[i] = ""
		}
		if err := t.receiver.Fault(Fault{
			File: at.File, Line: at.line(i), RecordType: s.Type.ID, Field: s.FieldName(i), ValueKind: "number", Reason: reason, Effect: effect,
		}); err != nil {
			return false, err
		}
	}
	if !ok {
		t.Lose()
	}
	return ok, nil
}
