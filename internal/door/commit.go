package door

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"heed/internal/access"
	"heed/internal/ledger"
)

// failed is what the access log says of a write of which nothing, or not all, was recorded.
const failed = "it failed"

// Write is one change to what is recorded.
type Write struct {
	Action access.Action
	// Subject is whom it is about, blank where it is about nobody; Detail says in the access log what is to be done, without
	// names or values.
	Subject, Detail string
	// Records are what is to be written, where it is known beforehand. The policy is asked about each.
	Records []access.Record
	// Append puts it into the ledger. It says in the access log's words what became of it, and whether anything was recorded:
	// true beside an error where part of it was.
	Append func(ctx context.Context) (outcome string, recorded bool, err error)
}

// CommittedError says that a change was recorded, in whole or in part, and that something failed afterwards. Nothing of what
// was recorded is lost.
type CommittedError struct{ Err error }

// Error says what failed.
func (e *CommittedError) Error() string { return "it is recorded, but: " + e.Err.Error() }

// Unwrap gives what failed.
func (e *CommittedError) Unwrap() error { return e.Err }

// Commit is the one way to write. It asks the policy, writes down what is about to be done, does it, and then, whatever has
// become of the caller, writes down what became of it and brings the engine up to the ledger's last entry. Where the engine cannot be
// brought up it is recorded all the same, which [Lacks] notes: the next question tries again. A [CommittedError]
// says that it was recorded and [ErrUncertain] that nobody knows; after any other error nothing was recorded.
func (s *Session) Commit(ctx context.Context, w Write) error {
	if err := s.allowWrite(ctx, w); err != nil {
		return err
	}
	if err := s.Log(ctx, w.Action, w.Subject, w.Detail); err != nil {
		return err
	}
	done, err := s.beginWrite(ctx)
	if err != nil {
		return err
	}
	defer done()
	outcome, recorded, err := w.Append(ctx)
	ctx = context.WithoutCancel(ctx)
	if errors.Is(err, ErrUncertain) {
		return errors.Join(err, s.logOutcome(ctx, w, "it is not known whether it was recorded", err), s.follow(ctx))
	}
	if !recorded {
		return errors.Join(err, s.logOutcome(ctx, w, cmp.Or(outcome, "nothing recorded"), err))
	}
	if unfollowed := s.follow(ctx); unfollowed != nil {
		s.Logger().ErrorContext(ctx, "it is recorded, and the tables are not up to date yet", "err", unfollowed.Error())
		LacksOf(ctx).NoteStale()
	}
	if err := errors.Join(err, s.logOutcome(ctx, w, outcome, err)); err != nil {
		return &CommittedError{err}
	}
	return nil
}

// beginWrite says that the authority's engine will be brought up by this write. The caller calls done when it has been.
func (s *Session) beginWrite(ctx context.Context) (done func(), err error) {
	if s.Who.Authority == "" {
		return func() {}, nil
	}
	a, err := s.door.authority(ctx, s.Who.Authority)
	if err != nil {
		return nil, err
	}
	a.writing.Add(1)
	return func() { a.writing.Add(-1) }, nil
}

// follow brings the authority's engine up. What is of no authority, such as published figures, is in no engine.
func (s *Session) follow(ctx context.Context) error {
	if s.Who.Authority == "" {
		return nil
	}
	return s.door.Follow(ctx, s.Who.Authority)
}

// allowWrite asks the policy about the action and about every record.
func (s *Session) allowWrite(ctx context.Context, w Write) error {
	if len(w.Records) == 0 {
		return s.Allow(ctx, w.Action, w.Detail)
	}
	for _, r := range w.Records {
		if err := s.AllowRecord(ctx, w.Action, r, w.Detail); err != nil {
			return err
		}
	}
	return nil
}

// logOutcome writes down what became of a write. Why one failed is not kept: an error may speak of a file.
func (s *Session) logOutcome(ctx context.Context, w Write, outcome string, err error) error {
	entry := ledger.Access{Action: string(w.Action), Subject: w.Subject, Detail: w.Detail + ": " + outcome, Allowed: true}
	switch {
	case errors.Is(err, context.Canceled):
		entry.Reason = "it was stopped before its end"
	case err != nil:
		entry.Reason = failed
	}
	if err := s.logAccess(ctx, entry); err != nil {
		return fmt.Errorf("after %s: %w", w.Action, err)
	}
	return nil
}
