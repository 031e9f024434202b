package table

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"heed/catalogue"
)

// Made gives the field that is made where a list of a child's records lacks it: the id of its own by which they are told apart, which many systems do not
// export. has says which fields the list has. It is -1 where the list lacks nothing, or more than that: then, or without whom or a day, its rows cannot be
// told apart.
func Made(t *catalogue.Type, has func(field string) bool) int {
	made, dated := -1, false
	for i, f := range t.Fields {
		switch {
		case f.Type == catalogue.FieldSubject && !has(f.ID):
			return -1
		case f.Type == catalogue.FieldDate || f.Type == catalogue.FieldMoment:
			dated = dated || has(f.ID)
		}
		if !slices.Contains(t.Key, f.ID) || has(f.ID) {
			continue
		}
		if made >= 0 || f.Type != catalogue.FieldID {
			return -1
		}
		made = i
	}
	if t.About != "child" || !dated || len(t.Key) > 1 {
		return -1
	}
	return made
}

// reasonMade says what becomes of a list without the id of its own.
const reasonMade = "the file has no such column, so that each row goes by what it says: one that is corrected later, or that another file has with its id, stands as another, unless the list is whole"

// idOf makes the id of a row of what it says: a row with the same values in the same fields has the same in any file, whatever other fields the type comes to have.
func idOf(t *catalogue.Type, values []string) string {
	var said []string
	for i, v := range values {
		if v != "" {
			said = append(said, t.Fields[i].ID+"="+v)
		}
	}
	slices.Sort(said)
	sum := sha256.Sum256([]byte(strings.Join(said, "\x00")))
	return "row-" + hex.EncodeToString(sum[:8])
}
