package door

import (
	"cmp"
	"context"
	"fmt"

	"heed/internal/access"
	"heed/internal/ledger"
)

func (who Actor) principal() access.Principal {
	return access.Principal{ID: who.ID, Account: who.Account, By: who.By(), Role: who.Role, Authority: who.Authority, TeamID: who.TeamID, Service: who.Service}
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
	if err := s.LogRefusal(ctx, action, subject, detail, reason); err != nil {
		return err
	}
	return &ForbiddenError{Action: string(action), Reason: reason}
}

// OpenChild asks whether there is a child of a number whose record is open to the person. Where not, that is logged as refused whatever the reason,
// and the answer is always a [ClosedError].
func (in *Inquiry) OpenChild(ctx context.Context, number, detail string) error {
	open := in.Scope.Knows(number)
	if !open && in.Scope.Of(number).Read { // nothing is known of them today, which does not say that nothing was ever recorded
		entries, err := in.Ledger().SubjectEntries(ctx, in.Who.Authority, number)
		if err != nil {
			return err
		}
		open = len(entries) > 0
	}
	switch {
	case !open:
		return in.CloseChild(ctx, number, detail)
	case in.Who.Unproved && in.Scope.Restricted(number):
		return ErrUnproved
	}
	return nil
}

// CloseChild logs that no child's record was opened, and gives the error of it.
func (in *Inquiry) CloseChild(ctx context.Context, number, detail string) error {
	reason := "there is no child of that number"
	if v := in.Scope.Of(number); !v.Read {
		reason = v.Reason
	}
	if err := in.LogRefusal(ctx, access.ReadChild, number, detail, reason); err != nil {
		return err
	}
	return &ClosedError{}
}

// Log writes down, durably, what the person is about to be shown.
func (s *Session) Log(ctx context.Context, action access.Action, subject, detail string) error {
	return s.logAccess(ctx, ledger.Access{Action: string(action), Subject: subject, Detail: detail, Allowed: true})
}

// LogRows writes down, durably, that rows about children are given out, and of which children. It is what every export, and every list that is given
// whole, is logged by, so that whoever asks who has seen a child finds it.
func (s *Session) LogRows(ctx context.Context, action access.Action, subject, detail string, children []string) error {
	return s.logAccess(ctx, ledger.Access{Action: string(action), Subject: subject, Detail: detail, Allowed: true, Held: children})
}

// ChildrenOf gives the numbers of the children whom rows name, for LogRows.
func ChildrenOf[T any](rows []T, ref func(T) ChildRef) []string {
	var list []string
	for _, row := range rows {
		if child := ref(row); child.Kind == "" && !child.Hidden && child.ID != "" {
			list = append(list, child.ID)
		}
	}
	return list
}

// everyAuthority stands in the access log for what is done for no one authority, such as importing published figures.
const everyAuthority = "all"

func (s *Session) logAccess(ctx context.Context, entry ledger.Access) error {
	return s.door.write(ctx, s.entry(entry))
}

// The longest number of a record and the longest words that an entry of the access log keeps. Nothing can be taken out of the log again, so
// that nobody may fill it.
const (
	longestSubject = 64
	longestDetail  = 400
)

// cut gives the beginning of a text that is too long.
func cut(text string, longest int) string {
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest-1]) + "…"
	}
	return text
}

// entry fills in who, and when, and cuts what is too long.
func (s *Session) entry(entry ledger.Access) ledger.Access {
	entry.Subject, entry.Detail = cut(entry.Subject, longestSubject), cut(entry.Detail, longestDetail)
	entry.Authority = cmp.Or(s.Who.Authority, everyAuthority)
	entry.At, entry.Who, entry.Role = s.Now(), s.Who.By(), string(s.Who.Role)
	return entry
}

// write writes an entry of the access log.
func (d *Door) write(ctx context.Context, entry ledger.Access) error {
	if err := d.ledger.LogAccess(ctx, entry); err != nil {
		return fmt.Errorf("writing the access log: %w", err)
	}
	return nil
}

// AllowRecord asks the policy about an action upon a record and, where the record is about a child, whether that child's record
// is open to the person. What gives rights is written by those who decide whether a record opens, who need not open it.
func (s *Session) AllowRecord(ctx context.Context, action access.Action, r access.Record, detail string) error {
	asker := s.door.policy.Asker(s.Who.principal())
	if decision := asker.About(action, r.Ready()); !decision.Allowed {
		return s.Refuse(ctx, action, "", detail, decision.Reason)
	}
	if r.About != aboutChild || action == access.WriteRecord && r.GivesRights {
		return nil
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return err
	}
	if !in.Scope.Of(r.Subject).Read {
		return in.CloseChild(ctx, r.Subject, detail)
	}
	return nil
}

// MayWrite says whether the policy lets the person write records of a type, whomever they are about. It is not logged; writing is.
func (s *Session) MayWrite(recordType string) bool {
	return s.door.policy.Asker(s.Who.principal()).About(access.WriteRecord, s.Record(recordType, "").Ready()).Allowed
}

// aboutChild is the kind of subject that a record about a child has.
const aboutChild = "child"

// Record gives what the policies know of a record of a type about a subject. A type that this Heed no longer knows is taken for
// one about a child that gives rights, so that nobody sees or writes more than they would if it were known.
func (s *Session) Record(recordType, subject string) access.Record {
	t := s.Catalogue().Type(recordType)
	if t == nil {
		return access.Record{Authority: s.Who.Authority, Type: recordType, GivesRights: true, About: aboutChild, Subject: subject}
	}
	return access.Record{
		Authority: s.Who.Authority, Type: recordType, KeptBy: string(t.KeptBy), Restricted: t.Restricted, GivesRights: t.GivesRights,
		About: t.About, Subject: subject,
	}
}

// MayRead says whether the policy lets the person read records of a type, whomever they are about. It is not logged; reading is.
func (s *Session) MayRead(recordType string) bool {
	return s.door.policy.Asker(s.Who.principal()).About(access.ReadRecord, s.Record(recordType, "").Ready()).Allowed
}
