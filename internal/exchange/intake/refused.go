package intake

import "errors"

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
}

// Error gives the whole message in one line.
func (r *Refused) Error() string {
	return r.File + " is refused: expected " + r.Expected + ", found " + r.Found + ". " + r.Do
}

// Unwrap makes errors.Is(err, ErrRefused) true.
func (r *Refused) Unwrap() error { return ErrRefused }
