package door

import (
	"context"
	"time"

	"heed/catalogue"
	"heed/internal/engine"
)

// Rights are the restrictions, grants and openings in an emergency that were ever recorded of an authority. They do not change; what is recorded
// makes others.
type Rights struct {
	restrictions map[string]Restriction
	grants       map[string]Grant
	openings     map[string]Opening
}

// Restriction closes a child's whole record to everybody without a grant by name.
type Restriction struct {
	Child, Reason string
	// From and Until are civil days, Until blank where it has no end: that day it holds no more. ReviewOn is when it is to be looked at again.
	From, Until, ReviewOn string
	// By is who restricted the record, as Actor.By writes it, blank where whoever runs Heed's commands did.
	By string
	// LiftedOn is the day from which it holds no more before its end, once LiftAgreedBy, somebody else than LiftedBy, has agreed.
	LiftedOn, LiftedBy, LiftAgreedBy string
	// Version is that of its record, by which it is told whether somebody else has changed it since.
	Version int
}

// Lifted says whether two people have lifted it.
func (r Restriction) Lifted() bool { return r.LiftedOn != "" && two(r.LiftedBy, r.LiftAgreedBy) }

// Holds says whether it holds on a day.
func (r Restriction) Holds(day string) bool {
	return r.From <= day && (r.Until == "" || r.Until > day) && (!r.Lifted() || r.LiftedOn > day)
}

// Grant opens a child's restricted record to a person.
type Grant struct {
	// Worker is by what the policies know the person: their number in the list of staff or, where they have none, that of their account.
	Child, Worker, Reason string
	// From and Until are civil days, Until blank where it has no end: that day it holds no more.
	From, Until string
	// GivenBy and AgreedBy are who gave it and who agreed to it, as Actor.By writes them; GivenBy is blank where whoever runs Heed's commands did.
	GivenBy, AgreedBy string
	Version           int
}

// Spans says whether a day is in it, whether or not anybody has agreed to it.
func (g Grant) Spans(day string) bool { return g.From <= day && (g.Until == "" || g.Until > day) }

// Agreed says whether it needs nobody's agreement any more. Whoever runs Heed's commands may give it alone.
func (g Grant) Agreed() bool { return g.GivenBy == "" || two(g.GivenBy, g.AgreedBy) }

// Over says whether it is over on a day, or was taken back.
func (g Grant) Over(day string) bool { return g.Until != "" && (g.Until <= day || g.Until <= g.From) }

// Holds says whether it holds on a day.
func (g Grant) Holds(day string) bool { return g.Spans(day) && g.Agreed() }

// two says whether what needs two people was done by two.
func two(one, other string) bool {
	return one != "" && other != "" && PersonOf(one) != PersonOf(other)
}

// rightsOf gives an authority's rights up to the ledger's last entry.
func (d *Door) rightsOf(ctx context.Context, a *authority) (*Rights, error) {
	return a.rights.upTo(ctx, d, a.code, func(after int64, was Rights) (now Rights, changed bool, err error) {
		var some, more, others bool
		if now.restrictions, some, err = latest(ctx, d, a.code, catalogue.RecordRestriction, after, was.restrictions, restrictionOf); err != nil {
			return now, false, err
		}
		if now.grants, more, err = latest(ctx, d, a.code, catalogue.RecordGrant, after, was.grants, grantOf); err != nil {
			return now, false, err
		}
		now.openings, others, err = latest(ctx, d, a.code, catalogue.RecordEmergency, after, was.openings, openingOf)
		return now, some || more || others, err
	})
}

// held is what rights say of one child at a moment.
type held struct {
	restricted bool
	granted    []string
	// opened are those who have the record open in an emergency.
	opened []string
}

// at gives what the rights say on a day and at a moment of it, by the number that each child goes by: a restriction, a grant or an opening under any number
// holds for all of the child's. ends is when the first of the openings ends, the zero time where there is none.
func (r *Rights) at(day, moment time.Time, people *engine.People) (by map[string]held, ends time.Time) {
	civil := day.Format(time.DateOnly)
	by = map[string]held{}
	change := func(child string, change func(*held)) {
		h := by[people.First(child)]
		change(&h)
		by[people.First(child)] = h
	}
	for _, restriction := range r.restrictions {
		if restriction.Holds(civil) {
			change(restriction.Child, func(h *held) { h.restricted = true })
		}
	}
	for _, grant := range r.grants {
		if grant.Holds(civil) {
			change(grant.Child, func(h *held) { h.granted = append(h.granted, grant.Worker) })
		}
	}
	for _, opening := range r.openings {
		if !opening.Holds(moment) {
			continue
		}
		change(opening.Child, func(h *held) { h.opened = append(h.opened, opening.By) })
		if over := opening.Over(); ends.IsZero() || over.Before(ends) {
			ends = over
		}
	}
	return by, ends
}

func restrictionOf(r said) Restriction {
	return Restriction{
		Child: r.Subject, Reason: r.value("reason"), From: r.value("started_on"), Until: r.value("ended_on"), ReviewOn: r.value("review_on"),
		By: r.value("restricted_by"), LiftedOn: r.value("lifted_on"), LiftedBy: r.value("lifted_by"), LiftAgreedBy: r.value("lift_approved_by"),
		Version: r.Version,
	}
}

// byHand is what the ledger says of where a record comes from that whoever runs Heed's commands wrote.
const byHand = "cli"

func grantOf(r said) Grant {
	giver := r.value("granted_by")
	if giver == "" && r.Source != byHand {
		giver = r.RecordedBy
	}
	return Grant{
		Child: r.Subject, Worker: r.value("worker_id"), Reason: r.value("reason"), From: r.value("started_on"), Until: r.value("ended_on"),
		GivenBy: giver, AgreedBy: r.value("approved_by"), Version: r.Version,
	}
}

// Rights gives the rights of the session's authority, for use cases that have asked for permission.
func (s *Session) Rights(ctx context.Context) (*Rights, error) {
	a, err := s.door.authority(ctx, s.Who.Authority)
	if err != nil {
		return nil, err
	}
	return s.door.rightsOf(ctx, a)
}

// Restrictions lists every restriction that was ever recorded, by child and first day.
func (r *Rights) Restrictions() []Restriction {
	return sorted(r.restrictions, func(one Restriction) string { return one.Child + "\x00" + one.From })
}

// Grants lists every grant that was ever recorded, by child, first day and person.
func (r *Rights) Grants() []Grant {
	return sorted(r.grants, func(one Grant) string { return one.Child + "\x00" + one.From + one.Worker })
}
