package kit

import (
	"net/url"

	"heed/internal/door"
)

// LogSubject gives the words for whom an entry of the access log is about, and the address of their page: of a child for those who may open the record, of
// an account for those who manage accounts, and of nothing else.
func (f Frame) LogSubject(about door.LogSubject, managesAccounts bool) (words, href string) {
	switch {
	case about.Kind == "child" && about.Open:
		href = f.Child(about.ID)
	case about.Kind == "account" && managesAccounts:
		href = "/accounts/" + url.PathEscape(about.ID)
	}
	return about.Words(), href
}

// LogName names somebody who stands in the access log: by name or, where none is known, by their number.
func LogName(name, id string) string {
	if name == "" {
		return "Not on the list of staff: " + id
	}
	return name
}
