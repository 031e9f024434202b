package store

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"
)

// Shortage is what the system lacked or forbade, where that is why something failed: nothing is wrong with the files themselves.
type Shortage string

// The shortages that there are. Busy says that somebody else had the right to write.
const (
	NoRoom       Shortage = "no room"
	NotAllowed   Shortage = "not allowed"
	TooManyFiles Shortage = "too many files"
	Busy         Shortage = "busy"
)

// shortages are the system's errors, and the words of SQLite for the same. DuckDB gives the system's words and no number.
var shortages = []struct {
	shortage Shortage
	errors   []error
	words    []string
}{
	{NoRoom, []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}, []string{"database or disk is full"}},
	{NotAllowed, []error{fs.ErrPermission, syscall.EROFS, syscall.EACCES}, []string{"attempt to write a readonly database"}},
	{TooManyFiles, []error{syscall.EMFILE, syscall.ENFILE}, nil},
	{Busy, nil, []string{"database is locked"}},
}

// ShortageOf gives the shortage that an error comes from, blank where it comes from none.
func ShortageOf(err error) Shortage {
	if err == nil {
		return ""
	}
	text := strings.ToLower(err.Error())
	for _, s := range shortages {
		for _, one := range s.errors {
			if errors.Is(err, one) || strings.Contains(text, strings.ToLower(one.Error())) {
				return s.shortage
			}
		}
		for _, words := range s.words {
			if strings.Contains(text, words) {
				return s.shortage
			}
		}
	}
	return ""
}
