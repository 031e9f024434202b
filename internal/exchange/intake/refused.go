package intake

import (
	"errors"

	"heed/internal/exchange/budget"
)

// ErrRefused is what errors.Is finds in a *Refused.
var ErrRefused = errors.New("refused")

// Refused says why a file is not taken at all: it is not what it claims to be, or
// reading it would be unsafe. It never holds a value of the file.
type Refused struct { //nolint:errname // named for what the file is
	// File is the file as the user named it.
	File string
	// Expected, Found and Do are phrases: what the file should be, what it is, and
	// what to do about it.
	Expected, Found, Do string
	// Type is the id of the record type for which the file is refused, where no file of the user's may bring in records of it.
	Type string
	// TooMuch says that it holds more than a limit of package budget allows.
	TooMuch bool `json:",omitempty"`
	// Rivals are the files or folders, by their names, of which one must be chosen, where they are what it is refused for.
	Rivals []string `json:",omitempty"`
}

// Error gives the whole message in one line.
func (r *Refused) Error() string {
	return r.File + " is refused: expected " + r.Expected + ", found " + r.Found + ". " + r.Do
}

// Unwrap makes errors.Is(err, ErrRefused) true, and for what is too much errors.Is(err, budget.ErrExceeded) too.
func (r *Refused) Unwrap() []error {
	if r.TooMuch {
		return []error{ErrRefused, budget.ErrExceeded}
	}
	return []error{ErrRefused}
}

// Refuse makes a refusal of the error that reading a file gave. What is too much says itself what to do about it, anything else is
// for do. What is a refusal already is given as it is.
func Refuse(file, expected string, err error, do string) *Refused {
	if already, ok := errors.AsType[*Refused](err); ok {
		return already
	}
	r := &Refused{File: file, Expected: expected, Found: err.Error(), Do: do}
	if over, ok := errors.AsType[*budget.ExceededError](err); ok {
		r.Found, r.Do, r.TooMuch = over.What, over.Do, true
	}
	return r
}
