package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/engine"
	"heed/rulebook"
)

// Clock is one occasion of a duty for one child, as an actor may see it.
type Clock struct {
	engine.Clock

	Child                  ChildRef
	DutyTitle, Area, Force string
	// Number is what the number rests on, which may be weaker than Force.
	Number string
	// Unit is what the duty counts in: hours, working days or days.
	Unit string
	// When says in plain words how it stands; Why is why it matters to the child.
	When, Why string
}

// ClockFilter narrows a list of clocks. A blank field does not narrow.
type ClockFilter struct {
	Duty, Area, Subject, Owner, Team, Service string
	Statuses                                  []Status
	// Unallocated keeps only clocks of children who have no worker.
	Unallocated bool
	// MetSince leaves out clocks met before a day. Zero keeps all.
	MetSince time.Time
	// Page counts from 1. PerPage is 50 where it is 0, and all where it is less.
	Page, PerPage int
}

// Choice is one value of a filter, with how many clocks of the list it would keep.
type Choice struct {
	Value, Label string
	N            int
}

// ClockPage is one page of a list of clocks.
type ClockPage struct {
	Asked  Asked
	Filter ClockFilter
	// Counts are by status, within the scope and the other filters.
	Counts map[Status]int
	Clocks []Clock
	// Total is how many clocks the list has on all its pages.
	Total int
	// HiddenN is how many clocks on this page are of restricted records, shown without saying whose they are.
	HiddenN                      int
	Duties, Areas, Teams, Owners []Choice
	Services                     []Choice
	// Scope says whose clocks these are: "your cases", "Safeguarding 2", "Brockwell".
	Scope string
}

// Clocks lists the clocks that an actor may see, the most urgent first.
func (a *App) Clocks(ctx context.Context, who Actor, q Question, f ClockFilter) (ClockPage, error) {
	if err := a.allow(ctx, who, access.ListClocks, filterWords(f)); err != nil {
		return ClockPage{}, err
	}
	page, err := a.clockPage(ctx, who, q, f)
	if err != nil {
		return ClockPage{}, tidy(err)
	}
	detail := fmt.Sprintf("clocks as at %s, %s: %d of %d", page.Asked.AsAt.Format(time.DateOnly), filterWords(f), len(page.Clocks), page.Total)
	return page, a.logShown(ctx, who, access.ListClocks, f.Subject, detail)
}

// filterWords says, for the access log, what a list was narrowed to. A subject is logged by itself.
func filterWords(f ClockFilter) string {
	words := []string{"all"}
	for _, part := range [][2]string{{"duty", f.Duty}, {"area", f.Area}, {"owner", f.Owner}, {"team", f.Team}, {"service", f.Service}} {
		if part[1] != "" {
			words = append(words, part[0]+" "+part[1])
		}
	}
	for _, s := range f.Statuses {
		words = append(words, string(s))
	}
	if f.Unallocated {
		words = append(words, "unallocated")
	}
	return strings.Join(words, ", ")
}

// desk is what reading lists needs: the authority's engine, the question, and what the actor may see.
type desk struct {
	*house

	who   Actor
	q     engine.Question
	sight *sight
	asked Asked
}

func (a *App) desk(ctx context.Context, who Actor, q Question) (*desk, error) {
	h, err := a.house(ctx, who.Authority)
	if err != nil {
		return nil, err
	}
	d := &desk{house: h, who: who, q: a.engineQuestion(q)}
	if d.sight, err = a.sight(ctx, h, who); err != nil {
		return nil, err
	}
	d.asked, err = a.asked(ctx, h, d.q)
	return d, err
}

// narrow puts a filter and an actor's scope into the engine's filter. The list's own scope is the policy's: whoever it
// lets read a child.
func (a *App) narrow(d *desk, f ClockFilter) engine.ClockFilter {
	ef := engine.ClockFilter{
		Duty: f.Duty, Subject: d.sight.people.First(f.Subject), Owner: f.Owner, Team: f.Team, Service: f.Service, Statuses: f.Statuses,
		MetSince: f.MetSince, Unallocated: f.Unallocated, Subjects: d.sight.subjects,
	}
	if f.Area != "" {
		ef.Duties = []string{}
		for _, r := range a.book.Kind(rulebook.Duty) {
			if r.Area == f.Area {
				ef.Duties = append(ef.Duties, r.ID)
			}
		}
	}
	return ef
}

func (a *App) clockPage(ctx context.Context, who Actor, q Question, f ClockFilter) (ClockPage, error) {
	d, err := a.desk(ctx, who, q)
	if err != nil {
		return ClockPage{}, err
	}
	if v := d.sight.of(f.Subject); f.Subject != "" && !v.read {
		return ClockPage{}, a.refuse(ctx, who, access.ReadChild, f.Subject, "clocks of one child", v.reason)
	}
	page := ClockPage{Asked: d.asked, Filter: f, Scope: d.scope()}
	if err := a.facets(ctx, d, f, &page); err != nil {
		return page, err
	}
	ef := a.narrow(d, f)
	ef.Limit, ef.Offset = window(f.Page, f.PerPage)
	page.Clocks, err = a.listClocks(ctx, d, ef)
	for _, c := range page.Clocks {
		if c.Child.Hidden {
			page.HiddenN++
		}
	}
	return page, err
}

// listClocks lists clocks with what the actor may know of whose they are.
func (a *App) listClocks(ctx context.Context, d *desk, f engine.ClockFilter) ([]Clock, error) {
	found, err := d.engine.ListClocks(ctx, d.q, f)
	if err != nil {
		return nil, err
	}
	list := make([]Clock, 0, len(found))
	for _, c := range found {
		list = append(list, a.clock(d, c))
	}
	return list, nil
}

// clock dresses one clock. A restricted child's clock keeps only what says that something is due, and where.
func (a *App) clock(d *desk, c engine.Clock) Clock {
	rule := a.book.Rule(c.Duty)
	dressed := Clock{Clock: c, Child: a.refOf(d.sight, rule, c.Subject, d.q.AsAt), Unit: unitOf(rule)}
	if rule != nil {
		dressed.DutyTitle, dressed.Area, dressed.Force, dressed.Number, dressed.Why = rule.Title, rule.Area, rule.Force, rule.Number, rule.Why
	}
	dressed.When = a.whenWords(c, dressed.Unit, d.q)
	if dressed.Child.Hidden {
		dressed.Subject, dressed.Occasion, dressed.Detail, dressed.OwnerID, dressed.Owner, dressed.Excused = "", "", "", "", "", ""
		if c.Status == engine.Excused {
			dressed.When = "Excused"
		}
	}
	return dressed
}

// scope says in words whose children an actor's lists are about.
func (d *desk) scope() string {
	switch d.who.Role {
	case access.TeamManager:
		return d.who.Team
	case access.HeadOfService:
		return d.who.Service
	case access.LookedAfterNurse:
		return "looked-after children"
	case access.MissingCoordinator:
		return "children missing within the last twelve months"
	case access.SocialWorker, access.PersonalAdviser, access.FamilySupportWorker, access.ReviewingOfficer, access.ConferenceChair:
		return "your cases"
	default:
	}
	if d.who.AuthorityName != "" {
		return d.who.AuthorityName
	}
	return d.who.Authority
}
