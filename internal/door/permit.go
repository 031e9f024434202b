package door

import (
	"cmp"
	"context"
	"fmt"

	"heed/internal/access"
	"heed/internal/ledger"
)

func (who Actor) principal() access.Principal {
	return access.Principal{ID: who.ID, Role: who.Role, Authority: who.Authority, TeamID: who.TeamID, Service: who.Service}
}

// May says whether the policy allows an actor an action upon their authority's data, so that a page offers nothing it
// would refuse. It is not logged; doing it is.
func (d *Door) May(who Actor, action access.Action) bool {
	return d.policy.Allows(who.principal(), action, who.Authority).Allowed
}

// Allow asks the policy about an action upon the authority's data. A refusal is logged; what is allowed is logged by whoever
// does it, when it is known what was shown.
func (s *Session) Allow(ctx context.Context, action access.Action, detail string) error {
	decision := s.door.policy.Allows(s.Who.principal(), action, s.Who.Authority)
	if decision.Allowed {
		return nil
	}
	return s.Refuse(ctx, action, "", detail, decision.Reason)
}

// Refuse logs a refusal and gives the error of it.
func (s *Session) Refuse(ctx context.Context, action access.Action, subject, detail, reason string) error {
	if err := s.logAccess(ctx, ledger.Access{Action: string(action), Subject: subject, Detail: detail, Reason: reason}); err != nil {
		return err
	}
	return &ForbiddenError{Action: string(action), Reason: reason}
}

// Log writes down, durably, what the person is about to be shown.
func (s *Session) Log(ctx context.Context, action access.Action, subject, detail string) error {
	return s.logAccess(ctx, ledger.Access{Action: string(action), Subject: subject, Detail: detail, Allowed: true})
}

// everyAuthority stands in the access log for what is done for no one authority, such as importing published figures.
const everyAuthority = "all"

func (s *Session) logAccess(ctx context.Context, entry ledger.Access) error {
	entry.Authority = cmp.Or(s.Who.Authority, everyAuthority)
	entry.At, entry.Who, entry.Role = s.Now(), s.Who.ID, string(s.Who.Role)
	if err := s.door.ledger.LogAccess(ctx, entry); err != nil {
		return fmt.Errorf("writing the access log: %w", err)
	}
	return nil
}

// AllowRecord asks the policy about an action upon a record and, where the record is about a child, whether that child's record
// is open to the person.
func (s *Session) AllowRecord(ctx context.Context, action access.Action, r access.Record, detail string) error {
	asker := s.door.policy.Asker(s.Who.principal())
	if decision := asker.About(action, r.Ready()); !decision.Allowed {
		return s.Refuse(ctx, action, "", detail, decision.Reason)
	}
	if r.About != aboutChild {
		return nil
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return err
	}
	if v := in.Scope.Of(r.Subject); !v.Read {
		return s.Refuse(ctx, access.ReadChild, r.Subject, detail, v.Reason)
	}
	return nil
}

// aboutChild is the kind of subject that a record about a child has.
const aboutChild = "child"

// Record gives what the policies know of a record of a type about a subject. A type that this Heed no longer knows is taken for
// one about a child, so that nobody sees more than they would if it were known.
func (s *Session) Record(recordType, subject string) access.Record {
	r := access.Record{Authority: s.Who.Authority, Type: recordType, About: aboutChild, Subject: subject}
	if t := s.Catalogue().Type(recordType); t != nil {
		r.KeptBy, r.Restricted, r.About = string(t.KeptBy), t.Restricted, t.About
	}
	return r
}
