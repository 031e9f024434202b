package door

import (
	"errors"
	"fmt"

	"heed/internal/engine"
	"heed/internal/exchange"
	"heed/internal/ledger"
)

// What callers can tell apart with errors.Is.
var (
	// ErrNotFound says that there is no such child, rule, import or record.
	ErrNotFound = ledger.ErrNotFound
	// ErrForbidden says that the actor may not; a *ForbiddenError says why.
	ErrForbidden = errors.New("not allowed")
	// ErrUnproved says that the actor may, once they have proved again who they are.
	ErrUnproved = errors.New("prove again who you are")
	// ErrInvalid says that what was asked lacks something or contradicts itself.
	ErrInvalid = ledger.ErrInvalid
	// ErrConflict says that somebody else's write came first, or that it has been made already.
	ErrConflict = ledger.ErrConflict
	// ErrBusy says that too much is being worked out at once, so that the same may be asked again a little later.
	ErrBusy = engine.ErrBusy
	// ErrUncertain says that it is not known whether a write was recorded.
	ErrUncertain = ledger.ErrUncertain
	// ErrTooManyWithdrawn says that a full extract lacks too many of the records that the last one held.
	ErrTooManyWithdrawn = ledger.ErrTooManyWithdrawn
	// ErrRefused says that a file is not what it claims to be.
	ErrRefused = exchange.ErrRefused
)

// BrokenError says that a rule could not be evaluated: what it would give is broken, not nought.
type BrokenError = engine.BrokenError

// ForbiddenError says what was refused and why, in words for the person who asked.
type ForbiddenError struct{ Action, Reason string }

// Error gives the action and the reason.
func (e *ForbiddenError) Error() string {
	return fmt.Sprintf("not allowed to %s: %s", e.Action, e.Reason)
}

// Is makes the error an [ErrForbidden].
func (e *ForbiddenError) Is(target error) bool { return target == ErrForbidden }

// ClosedError is the one answer about a child whose record the actor may not open and about one that is not known, so that nobody is told
// which it is.
type ClosedError struct{}

// Error says both.
func (*ClosedError) Error() string {
	return "there is no child of that number, or their record is not open to you"
}

// Is makes the error an [ErrForbidden] and an [ErrNotFound].
func (*ClosedError) Is(target error) bool { return target == ErrForbidden || target == ErrNotFound }

// Tidy turns the engine's word for what is not there into the door's.
func Tidy(err error) error {
	if errors.Is(err, engine.ErrNotFound) && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("%w (%w)", err, ErrNotFound)
	}
	return err
}
