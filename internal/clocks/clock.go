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
	// Harm is how much a child may come to harm where it is not kept in time, and HarmWhy how.
	Harm    rulebook.Harm
	HarmWhy string
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
	// Late keeps, of what is overdue, only what can still be done or only old gaps.
	Late engine.Late
	// Mine keeps only the actor's own clocks and, of those that nobody is named for, the ones of their role.
	Mine bool
	// DueFrom and DueTo keep only what falls due within these days, both among them.
	DueFrom, DueTo time.Time
	// NoTeam keeps only clocks of children of whom no team is known: nobody is allocated, or whoever is has none.
	NoTeam bool
	// DoneSince leaves out clocks met before a day. Zero keeps all.
	DoneSince time.Time
	// Page counts from 1. PerPage is 50 where it is 0, and all where it is less.
	Page, PerPage int
}

// Page is one page of a list of clocks.
type Page struct {
	Asked  door.Asked
	Filter Filter
	// Counts are by status, within the scope and the other filters. OldGaps is how many of the overdue are old gaps.
	Counts  map[Status]int
	OldGaps int
	Clocks  []Clock
	// Total is how many clocks the list has on all its pages.
	Total int
	// HiddenN is how many clocks on this page say what is sensitive in itself, so that it is not shown whose they are.
	HiddenN                      int
	Duties, Areas, Teams, Owners []listing.Choice
	Services                     []listing.Choice
	// Scope says whose clocks these are: "your cases", "Safeguarding 2", "Brockwell".
	Scope string
	// Reach says whether the records of the one duty that the list is narrowed to cover the day; it is blank where it is of several.
	Reach engine.Reach
}

// List lists the clocks that an actor may see, the most urgent first.
func List(ctx context.Context, s *door.Session, f Filter) (Page, error) {
	if err := s.Allow(ctx, access.ListClocks, "clocks"); err != nil {
		return Page{}, err
	}
	page, err := clockPage(ctx, s, f)
	if err != nil {
		return Page{}, door.Tidy(err)
	}
	detail := fmt.Sprintf("clocks as at %s, %s: %d of %d", page.Asked.AsAt.Format(time.DateOnly), page.filterWords(), len(page.Clocks), page.Total)
	if f.PerPage < 0 { // as good as an export
		return page, s.LogRows(ctx, access.ListClocks, page.subject(), detail, page.children())
	}
	return page, s.Log(ctx, access.ListClocks, page.subject(), detail)
}

// children gives the numbers of the children whose clocks are listed, for the access log.
func (p *Page) children() []string {
	return door.ChildrenOf(p.Clocks, func(c Clock) door.ChildRef { return c.Child })
}

// subject gives, for the access log, whose clocks were asked for. A number of which there are no clocks is as it was typed.
func (p *Page) subject() string {
	if p.Total > 0 {
		return p.Filter.Subject
	}
	return door.TypedNumber(p.Filter.Subject)
}

// filterWords says, for the access log, what the list was narrowed to. A subject is logged by itself.
func (p *Page) filterWords() string {
	f, parts := p.Filter, []string{"all"}
	for _, part := range []struct {
		name, value string
		choices     []listing.Choice
	}{{"duty", f.Duty, p.Duties}, {"area", f.Area, p.Areas}, {"owner", f.Owner, p.Owners}, {"team", f.Team, p.Teams}, {"service", f.Service, p.Services}} {
		if part.value != "" {
			parts = append(parts, part.name+" "+listing.Chosen(part.value, part.choices))
		}
	}
	for _, s := range f.Statuses {
		parts = append(parts, string(s))
	}
	for _, one := range []struct {
		on   bool
		word string
	}{
		{f.Late == engine.LateDue, "can still be done"}, {f.Late == engine.LateGaps, "old gaps"}, {f.Mine, "mine"}, {f.NoTeam, "no team"},
		{!f.DueFrom.IsZero(), "due from " + f.DueFrom.Format(time.DateOnly)}, {!f.DueTo.IsZero(), "due to " + f.DueTo.Format(time.DateOnly)},
	} {
		if one.on {
			parts = append(parts, one.word)
		}
	}
	return strings.Join(parts, ", ")
}

// whose puts into the engine's filter an actor's scope and what no facet counts: whose clocks, and from when to when.
func whose(in *door.Inquiry, f Filter) engine.ClockFilter {
	ef := in.Scope.Clocks()
	ef.Subject, ef.NoTeam, ef.DoneSince, ef.DueFrom, ef.DueTo = in.Scope.People.First(f.Subject), f.NoTeam, f.DoneSince, f.DueFrom, f.DueTo
	if f.Mine {
		ef.Mine = Holder(in)
	}
	return ef
}

// Holder is an actor as the one whose clocks are theirs, or their role's.
func Holder(in *door.Inquiry) engine.Holder {
	return engine.Holder{ID: in.Who.ID, Role: string(in.Who.Role)}
}

// narrow puts a filter and an actor's scope into the engine's filter. The list's own scope is the policy's: whoever it
// lets read a child.
func narrow(in *door.Inquiry, f Filter) engine.ClockFilter {
	ef := whose(in, f)
	ef.Duty, ef.Owner, ef.Team, ef.Service, ef.Statuses, ef.Late = f.Duty, f.Owner, f.Team, f.Service, f.Statuses, f.Late
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
	if f.Subject != "" {
		if err := in.OpenChild(ctx, f.Subject, "clocks of one child"); err != nil {
			return Page{}, err
		}
	}
	page := Page{Asked: in.Asked, Filter: f, Scope: in.ScopeWords()}
	if err := fillFacets(ctx, in, f, &page); err != nil {
		return page, err
	}
	if in.Book().Rule(f.Duty) != nil {
		if page.Reach, err = in.Engine.Reach(ctx, in.Q, f.Duty); err != nil {
			return page, err
		}
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

// Dress dresses one clock. One that says what is sensitive in itself keeps only that something is due, and where.
func Dress(in *door.Inquiry, c engine.Clock) Clock {
	rule := in.Book().Rule(c.Duty)
	dressed := Clock{Clock: c, Child: in.RefOf(rule, c.Subject, in.Q.AsAt), Unit: UnitOf(rule)}
	if rule != nil {
		dressed.DutyTitle, dressed.Area, dressed.Force, dressed.Number, dressed.Why = rule.Title, rule.Area, rule.Force, rule.Number, rule.Why
		dressed.Harm, dressed.HarmWhy = rule.Harm, rule.HarmWhy
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
