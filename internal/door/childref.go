package door

import (
	"fmt"
	"time"

	"heed/catalogue"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// ChildRef names a child as an actor may see them.
type ChildRef struct {
	// Kind is what it is where it is no child: a carer household, a body or the authority. Such a one has no page.
	Kind string
	// ID is the record number; Name is blank for all but those who work with the child.
	ID, Name string
	// Age is "11", "3 months" or "due January 2027", and blank where no date of birth is known.
	Age string
	// Hidden says that the record is restricted: neither id, name nor age is given.
	Hidden bool
	// WorkerUnknown says that the records do not cover who works with the child on the day, so that nobody can be said to have no worker.
	WorkerUnknown bool
}

// Ref names a child, as old as on a day.
func (s *Scope) Ref(subject string, asAt time.Time) ChildRef {
	v := s.Of(subject)
	if !v.Read {
		return ChildRef{Hidden: true}
	}
	p, _ := s.People.Find(subject)
	ref := ChildRef{ID: subject, Age: Age(p, asAt)}
	if v.Name {
		ref.Name = p.Name
	}
	return ref
}

// RefOf names whom a rule's row is about. What is about no child is shown to those whom the policy lets read such a subject.
// A row of a rule that reads what is sensitive in itself is hidden from those who may not.
func (in *Inquiry) RefOf(r *rulebook.Rule, subject string, asAt time.Time) ChildRef {
	switch {
	case r != nil && r.AboutChild() && in.Sealed(r) && !in.Scope.Sensitive(subject):
		return ChildRef{Hidden: true}
	case r == nil || r.AboutChild():
		ref := in.Scope.Ref(subject, asAt)
		ref.WorkerUnknown = !in.Asked.WorkersKnown
		return ref
	case !in.Scope.ReadsOther(r):
		return ChildRef{Kind: r.Subject, Hidden: true}
	}
	return ChildRef{Kind: r.Subject, ID: subject}
}

// Ref names a child, as old as on the day asked about.
func (in *Inquiry) Ref(subject string) ChildRef { return in.RefOf(nil, subject, in.Q.AsAt) }

// sealedRules lists the rules whose SQL names a restricted record type: a clock of waiting for mental health services says
// as much as the referral. What a view has made of such a type, as the days of an adoption, is not sealed.
func sealedRules(book *rulebook.Book, types *catalogue.Catalogue) map[string]bool {
	sealed := map[string]bool{}
	if book == nil || types == nil {
		return sealed // opening says what is wrong with them
	}
	for _, r := range book.Rules {
		for _, name := range r.Reads {
			if t := types.Type(name); t != nil && t.Restricted && r.Kind != rulebook.View {
				sealed[r.ID] = true
			}
		}
	}
	return sealed
}

// Age says how old a child is on a day: in years from two on, in months or weeks before, and when an unborn child is due.
func Age(p engine.Person, on time.Time) string {
	switch {
	case p.BornOn.IsZero() && p.DueOn.IsZero(), p.BornOn.IsZero() && p.DueOn.Before(on.AddDate(0, -1, 0)):
		return ""
	case p.BornOn.IsZero():
		return "due " + p.DueOn.Format("January 2006")
	case p.BornOn.After(on):
		return "not yet born"
	}
	months := words.MonthsBetween(p.BornOn, on)
	switch {
	case months >= 24:
		return fmt.Sprintf("%d", months/12)
	case months >= 3:
		return fmt.Sprintf("%d months", months)
	default:
		return words.Count(int(on.Sub(p.BornOn).Hours()/24/7), "week")
	}
}
