package ledger

import (
	"errors"
	"fmt"
)

// What callers can tell apart with errors.Is.
var (
	// ErrNotFound says that there is no such record or batch.
	ErrNotFound = errors.New("not found")
	// ErrConflict says that somebody else's write came first, or that the write
	// has been made already.
	ErrConflict = errors.New("conflict")
	// ErrInvalid says that a request lacks something or contradicts itself.
	ErrInvalid = errors.New("invalid")
	// ErrUncertain says that it is not known whether a write was recorded: the database
	// failed as it committed, or the caller of LogAccess did not wait. Whoever must know
	// looks for what was written, once the database answers again.
	ErrUncertain = errors.New("it is not known whether this was recorded")
	// ErrClosed says that the store has been closed.
	ErrClosed = errors.New("ledger is closed")
	// ErrNotIntact says that what is stored is not what was written.
	ErrNotIntact = errors.New("ledger is not intact")
	// ErrTooManyWithdrawn is what a [TooManyWithdrawnError] is.
	ErrTooManyWithdrawn = errors.New("too many records would be withdrawn")
)

// TooManyWithdrawnError refuses a full extract that lacks too many of the records
// which the last extract of its scope held: more often a broken extract than the truth.
type TooManyWithdrawnError struct {
	Would int     // records that would be withdrawn
	Of    int     // records that the last extract of the scope held
	Share float64 // Would / Of
	Limit float64 // the batch's MaxWithdrawn
}

// Error gives both counts and the limit.
func (e *TooManyWithdrawnError) Error() string {
	return fmt.Sprintf("%v: %d of the %d records in the last extract (%.1f%%, limit %.1f%%)",
		ErrTooManyWithdrawn, e.Would, e.Of, 100*e.Share, 100*e.Limit)
}

// Is makes the error an [ErrTooManyWithdrawn].
func (e *TooManyWithdrawnError) Is(target error) bool { return target == ErrTooManyWithdrawn }

// LaterImportsError refuses to undo an extract that later ones of its scope have corrected. Batches are those, the latest first: in this
// order they can be undone.
type LaterImportsError struct{ Batches []string }

// Error names the one to undo first.
func (e *LaterImportsError) Error() string {
	return fmt.Sprintf("%v: batch %s is a later extract of the same scope: undo it first", ErrConflict, e.Batches[0])
}

// Is makes the error an [ErrConflict].
func (e *LaterImportsError) Is(target error) bool { return target == ErrConflict }
