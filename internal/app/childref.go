package app

import (
	"fmt"
	"time"

	"heed/catalogue"
	"heed/internal/engine"
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
}

// ref names a child, as old as on a day.
func (s *Scope) ref(subject string, asAt time.Time) ChildRef {
	v := s.of(subject)
	if !v.read {
		return ChildRef{Hidden: true}
	}
	p, _ := s.people.Find(subject)
	ref := ChildRef{ID: subject, Age: age(p, asAt)}
	if v.name {
		ref.Name = p.Name
	}
	return ref
}

// RefOf names whom a rule's row is about. What is about no child is shown to those who see every child's record.
// A row of a rule that reads what is sensitive in itself is hidden from those who may not.
func (in *Inquiry) RefOf(r *rulebook.Rule, subject string, asAt time.Time) ChildRef {
	switch {
	case r != nil && r.AboutChild() && in.Sealed(r) && !in.Scope.sensitive(subject):
		return ChildRef{Hidden: true}
	case r == nil || r.AboutChild():
		return in.Scope.ref(subject, asAt)
	case !in.Scope.stranger.within:
		return ChildRef{Kind: r.Subject, Hidden: true}
	}
	return ChildRef{Kind: r.Subject, ID: subject}
}

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

// age says how old a child is on a day: in years from two on, in months or weeks before, and when an unborn child is due.
func age(p engine.Person, on time.Time) string {
	switch {
	case p.BornOn.IsZero() && p.DueOn.IsZero(), p.BornOn.IsZero() && p.DueOn.Before(on.AddDate(0, -1, 0)):
		return ""
	case p.BornOn.IsZero():
		return "due " + p.DueOn.Format("January 2006")
	case p.BornOn.After(on):
		return "not yet born"
	}
	months := monthsBetween(p.BornOn, on)
	switch {
	case months >= 24:
		return fmt.Sprintf("%d", months/12)
	case months >= 3:
		return fmt.Sprintf("%d months", months)
	default:
		return count(int(on.Sub(p.BornOn).Hours()/24/7), "week")
	}
}

func monthsBetween(from, to time.Time) int {
	months := 12*(to.Year()-from.Year()) + int(to.Month()) - int(from.Month())
	if to.Day() < from.Day() {
		months--
	}
	return months
}

// count says how many: "1 week", "2 weeks".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%s %ss", thousands(n), noun)
}

// thousands writes a whole number with its commas.
func thousands(n int) string {
	if n < 0 {
		return "-" + thousands(-n)
	}
	if n < 1000 {
		return fmt.Sprintf("%d", n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
