package clocks

import (
	"context"
	"fmt"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/listing"
	"heed/internal/words"
	"heed/rulebook"
)

// Clock is one occasion of a duty for one child, as an actor may see it.
type Clock struct {
	engine.Clock

	Child                  door.ChildRef
	DutyTitle, Area, Force string
	// Number is what the number rests on, which may be weaker than Force.
	Number string
	// Unit is what the duty counts in: hours, working days or days.
	Unit string
	// When says in plain words how it stands, and Brief the same without the status, for beside its tag. Why is why it matters
	// to the child.
	When, Brief, Why string
	// DaysLate is for how many days it went unkept, nil where it is not late.
	DaysLate *int
	// DueToday says that it falls due on the very day asked about.
	DueToday bool
}

// Filter narrows a list of clocks. A blank field does not narrow.
type Filter struct {
	Duty, Area, Subject, Owner, Team, Service string
	Statuses                                  []Status
	// Unallocated keeps only clocks of children who have no worker.
	Unallocated bool
	// DoneSince leaves out clocks met before a day. Zero keeps all.
	DoneSince time.Time
	// Page counts from 1. PerPage is 50 where it is 0, and all where it is less.
	Page, PerPage int
}

// Page is one page of a list of clocks.
type Page struct {
	Asked  door.Asked
	Filter Filter
	// Counts are by status, within the scope and the other filters.
	Counts map[Status]int
	Clocks []Clock
	// Total is how many clocks the list has on all its pages.
	Total int
	// HiddenN is how many clocks on this page are of restricted records, shown without saying whose they are.
	HiddenN                      int
	Duties, Areas, Teams, Owners []listing.Choice
	Services                     []listing.Choice
	// Scope says whose clocks these are: "your cases", "Safeguarding 2", "Brockwell".
	Scope string
}

// List lists the clocks that an actor may see, the most urgent first.
func List(ctx context.Context, s *door.Session, f Filter) (Page, error) {
	if err := s.Allow(ctx, access.ListClocks, filterWords(f)); err != nil {
		return Page{}, err
	}
	page, err := clockPage(ctx, s, f)
	if err != nil {
		return Page{}, door.Tidy(err)
	}
	detail := fmt.Sprintf("clocks as at %s, %s: %d of %d", page.Asked.AsAt.Format(time.DateOnly), filterWords(f), len(page.Clocks), page.Total)
	return page, s.Log(ctx, access.ListClocks, f.Subject, detail)
}

// filterWords says, for the access log, what a list was narrowed to. A subject is logged by itself.
func filterWords(f Filter) string {
	parts := []string{"all"}
	for _, part := range [][2]string{{"duty", f.Duty}, {"area", f.Area}, {"owner", f.Owner}, {"team", f.Team}, {"service", f.Service}} {
		if part[1] != "" {
			parts = append(parts, part[0]+" "+part[1])
		}
	}
	for _, s := range f.Statuses {
		parts = append(parts, string(s))
	}
	if f.Unallocated {
		parts = append(parts, "unallocated")
	}
	return strings.Join(parts, ", ")
}

// narrow puts a filter and an actor's scope into the engine's filter. The list's own scope is the policy's: whoever it
// lets read a child.
func narrow(in *door.Inquiry, f Filter) engine.ClockFilter {
	ef := engine.ClockFilter{
		Duty: f.Duty, Subject: in.Scope.People.First(f.Subject), Owner: f.Owner, Team: f.Team, Service: f.Service, Statuses: f.Statuses,
		DoneSince: f.DoneSince, Unallocated: f.Unallocated, Subjects: in.Scope.Subjects,
	}
	if f.Area != "" {
		ef.Duties = []string{}
		for _, r := range in.Book().Kind(rulebook.Duty) {
			if r.Area == f.Area {
				ef.Duties = append(ef.Duties, r.ID)
			}
		}
	}
	return ef
}

func clockPage(ctx context.Context, s *door.Session, f Filter) (Page, error) {
	in, err := s.Open(ctx)
	if err != nil {
		return Page{}, err
	}
	if v := in.Scope.Of(f.Subject); f.Subject != "" && !v.Read {
		return Page{}, s.Refuse(ctx, access.ReadChild, f.Subject, "clocks of one child", v.Reason)
	}
	page := Page{Asked: in.Asked, Filter: f, Scope: in.ScopeWords()}
	if err := fillFacets(ctx, in, f, &page); err != nil {
		return page, err
	}
	ef := narrow(in, f)
	ef.Limit, ef.Offset = listing.Window(f.Page, f.PerPage)
	page.Clocks, err = Within(ctx, in, ef)
	for _, c := range page.Clocks {
		if c.Child.Hidden {
			page.HiddenN++
		}
	}
	return page, err
}

// Within lists clocks with what the actor may know of whose they are.
func Within(ctx context.Context, in *door.Inquiry, f engine.ClockFilter) ([]Clock, error) {
	found, err := in.Engine.ListClocks(ctx, in.Q, f)
	if err != nil {
		return nil, err
	}
	list := make([]Clock, 0, len(found))
	for _, c := range found {
		list = append(list, Dress(in, c))
	}
	return list, nil
}

// Dress dresses one clock. A restricted child's clock keeps only what says that something is due, and where.
func Dress(in *door.Inquiry, c engine.Clock) Clock {
	rule := in.Book().Rule(c.Duty)
	dressed := Clock{Clock: c, Child: in.RefOf(rule, c.Subject, in.Q.AsAt), Unit: UnitOf(rule)}
	if rule != nil {
		dressed.DutyTitle, dressed.Area, dressed.Force, dressed.Number, dressed.Why = rule.Title, rule.Area, rule.Force, rule.Number, rule.Why
	}
	dressed.When, dressed.Brief = WhenWords(in.Calendar(), c, dressed.Unit, in.Q)
	if days, late := c.DaysLate(in.Q); late {
		dressed.DaysLate = &days
	}
	dressed.DueToday = c.Status == engine.DueSoon && !door.Civil(c.Due, c.Timed).After(in.Q.AsAt)
	if dressed.Child.Hidden {
		dressed.Subject, dressed.Occasion, dressed.Detail, dressed.OwnerID, dressed.Owner = "", "", "", "", ""
		dressed.Excused, dressed.StoppedWhy, dressed.Missing = "", "", ""
		switch c.Status {
		case engine.Excused, engine.NotOwed, engine.Missed, engine.CannotTell:
			dressed.When, dressed.Brief = words.Capital(string(c.Status)), ""
		case engine.Met, engine.MetLate, engine.Overdue, engine.DueSoon, engine.Running, engine.NotKnownYet, engine.BeforeRecords:
		}
	}
	return dressed
}
