package published

import (
	"fmt"
	"strings"

	"heed/rulebook"
)

// None begins what a measure's header says of its published series where there is none.
const None = "none"

// Unknown lists the measures whose header names a published series that is neither in the table nor quoted, and does not say
// that there is none.
func Unknown(book *rulebook.Book, t *Table, quoted map[string][]Quoted) []rulebook.Finding {
	var found []rulebook.Finding
	for _, r := range book.Rules {
		id := r.Published.Series
		if id == "" || IsNone(id) || t.Find(id) != nil || quoted[id] != nil {
			continue
		}
		found = append(found, rulebook.Finding{File: r.File, Line: 1, ID: r.ID, Message: fmt.Sprintf("the published series %.40q is none that Heed has: heed published series lists them; say %q and why where there is none", id, None)})
	}
	return found
}

// IsNone tells whether a header says in words that there is no published series, and does not name one.
func IsNone(series string) bool {
	return series == None || strings.HasPrefix(series, None+" ") || strings.HasPrefix(series, None+";") || strings.HasPrefix(series, None+":")
}
