package app

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/engine"
	"heed/rulebook"
)

// DriftKind is one way in which a child can be left to wait.
type DriftKind struct {
	ID, Title string
	// rule is where it comes from: a view by its rows, or a duty by its overdue clocks.
	rule *rulebook.Rule
}

// driftKinds lists the kinds that the rulebook has, in the order of a child's journey.
func driftKinds(book *rulebook.Book) (kinds []DriftKind) {
	for _, r := range book.Drifts() {
		kinds = append(kinds, DriftKind{ID: r.Drift.Kind, Title: r.Drift.Title, rule: r})
	}
	return kinds
}

// Drift is one child left to wait.
type Drift struct {
	Child ChildRef
	Kind  DriftKind
	Stage string
	// Since is when the waiting began. Limit is when it should have ended, zero where nobody has set that.
	Since, Limit time.Time
	// Waited is how many days; Beyond is how many of them came after the limit, 0 where none did.
	Waited, Beyond int
	Owner, Team    string
	// OwnerRole is whose it is where no person is named.
	OwnerRole string
	// Rule is where the limit comes from; Clock is the duty's own clock, with a blank duty where a view found the child.
	Rule  string
	Clock ClockRef
	// Next is the child's next clock, nil where none is running.
	Next *Clock

	teamID, subject string
}

// DriftFilter narrows the list. A blank field does not narrow.
type DriftFilter struct {
	Kind, Stage, Team string
	// Beyond keeps only those past their limit.
	Beyond bool
	// Page counts from 1. PerPage is 50 where it is 0, and all where it is less.
	Page, PerPage int
}

// DriftPage is one page of the list, the most time lost first.
type DriftPage struct {
	Asked  Asked
	Filter DriftFilter
	Rows   []Drift
	// Total is how many the list has on all its pages, and Past how many of them are past their limit.
	Total, Past int
	// Kinds, Stages and Teams are the filters' choices, each with how many the list would have with it, the other filters as they
	// are. A choice of kind lets go of the stage, which belongs to one kind.
	Kinds, Stages, Teams []Choice
	// All is how many there are whatever the kind.
	All int
	// Broken names the kinds that could not be worked out.
	Broken  []string
	HiddenN int
	Scope   string
}

// DriftList finds children left to wait among those within an actor's scope.
func (a *App) DriftList(ctx context.Context, who Actor, q Question, f DriftFilter) (DriftPage, error) {
	if err := a.allow(ctx, who, access.ListClocks, "drift"); err != nil {
		return DriftPage{}, err
	}
	page, err := a.driftPage(ctx, who, q, f)
	if err != nil {
		return DriftPage{}, tidy(err)
	}
	detail := fmt.Sprintf("drift as at %s, %s: %d of %d", page.Asked.AsAt.Format(time.DateOnly), f.words(), len(page.Rows), page.Total)
	return page, a.logShown(ctx, who, access.ListClocks, "", detail)
}

func (f DriftFilter) words() string {
	words := nonBlank(f.Kind, f.Stage, f.Team)
	if f.Beyond {
		words = append(words, "past their limit")
	}
	return cmp.Or(strings.Join(words, ", "), "all")
}

func (a *App) driftPage(ctx context.Context, who Actor, q Question, f DriftFilter) (DriftPage, error) {
	kinds := driftKinds(a.book)
	if f.Kind != "" && !slices.ContainsFunc(kinds, func(k DriftKind) bool { return k.ID == f.Kind }) {
		return DriftPage{}, fmt.Errorf("%w: there is no kind of drift %q", ErrInvalid, f.Kind)
	}
	d, err := a.desk(ctx, who, q)
	if err != nil {
		return DriftPage{}, err
	}
	page := DriftPage{Asked: d.asked, Filter: f, Scope: d.scope()}
	all, err := a.drifting(ctx, d, kinds, &page)
	if err != nil {
		return page, err
	}
	page.choose(all, kinds)
	page.Rows = onPage(page.Rows, f.Page, f.PerPage)
	if err := a.nextSteps(ctx, d, page.Rows); err != nil {
		return page, err
	}
	for i := range page.Rows {
		page.HiddenN += page.Rows[i].hide()
	}
	return page, nil
}

// choose counts the choices of each filter and keeps the rows that the filter lets through, the most time lost first.
func (p *DriftPage) choose(all []Drift, of []DriftKind) {
	f := p.Filter
	var kinds, stages, teams tally
	for _, k := range of {
		kinds.add(k.ID, k.Title, 0)
	}
	for _, row := range all {
		if f.Beyond && row.Beyond == 0 {
			continue
		}
		kind, team := f.Kind == "" || f.Kind == row.Kind.ID, f.Team == "" || f.Team == row.teamID
		stage := f.Stage == "" || f.Stage == row.Stage
		if team {
			kinds.add(row.Kind.ID, row.Kind.Title, 1)
			p.All++
		}
		if kind && team {
			stages.add(row.Stage, row.Kind.Title+": "+row.Stage, 1)
		}
		if kind && stage && row.teamID != "" {
			teams.add(row.teamID, row.Team, 1)
		}
		if kind && stage && team {
			p.Rows = append(p.Rows, row)
			if row.Beyond > 0 {
				p.Past++
			}
		}
	}
	p.Total, p.Stages, p.Teams = len(p.Rows), stages.list(), teams.list()
	for _, k := range of {
		p.Kinds = append(p.Kinds, Choice{Value: k.ID, Label: k.Title, N: kinds.n[k.ID]})
	}
	slices.SortStableFunc(p.Rows, func(x, y Drift) int {
		return cmp.Or(cmp.Compare(y.Beyond, x.Beyond), cmp.Compare(y.Waited, x.Waited), strings.Compare(x.subject, y.subject), strings.Compare(x.Kind.ID, y.Kind.ID))
	})
}

// hide takes away what says whose a restricted record's row is. It gives 1 where there was something to hide.
func (r *Drift) hide() int {
	if !r.Child.Hidden {
		return 0
	}
	r.Owner, r.Clock, r.Next, r.subject = "", ClockRef{}, nil, ""
	return 1
}

// ExportDrift writes the whole list as CSV, whatever page is shown: record numbers, never names.
func (a *App) ExportDrift(ctx context.Context, who Actor, q Question, f DriftFilter, w io.Writer) error {
	if err := a.allow(ctx, who, access.Export, "drift"); err != nil {
		return err
	}
	f.PerPage = -1
	page, err := a.driftPage(ctx, who, q, f)
	if err != nil {
		return tidy(err)
	}
	detail := fmt.Sprintf("drift as at %s, %s: %d rows", page.Asked.AsAt.Format(time.DateOnly), f.words(), len(page.Rows))
	if err := a.logShown(ctx, who, access.Export, "", detail); err != nil {
		return err
	}
	out := newSheet(w)
	out.row("kind", "stage", "as_at", "known_at", "child", "since", "limit", "days_waited", "days_beyond", "owner", "team", "next_step", "next_due", "rule")
	for _, row := range page.Rows {
		next, due := "", ""
		if row.Next != nil {
			next, due = row.Next.DutyTitle, stamp(row.Next.Due, row.Next.Timed)
		}
		out.row(row.Kind.Title, row.Stage, iso(page.Asked.AsAt), moment(page.Asked.KnownAt), row.Child.ID, iso(row.Since), iso(row.Limit),
			strconv.Itoa(row.Waited), strconv.Itoa(row.Beyond), cmp.Or(row.Owner, row.OwnerRole), row.Team, next, due, row.Rule)
	}
	return out.flush()
}

// nextSteps finds for each row the child's next clock: the one that is due first of those not due yet.
func (a *App) nextSteps(ctx context.Context, d *desk, rows []Drift) error {
	subjects := []string{}
	for _, row := range rows {
		subjects = append(subjects, row.subject)
	}
	slices.Sort(subjects)
	clocks, err := a.listClocks(ctx, d, engine.ClockFilter{
		Subjects: slices.Compact(subjects), Statuses: []Status{engine.DueSoon, engine.Running},
	})
	if err != nil {
		return err
	}
	next := map[string]*Clock{}
	for i, c := range clocks {
		if best := next[c.Subject]; !c.Child.Hidden && (best == nil || c.Due.Before(best.Due)) {
			next[c.Subject] = &clocks[i]
		}
	}
	for i := range rows {
		rows[i].Next = next[rows[i].subject]
	}
	return nil
}
