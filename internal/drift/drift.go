package drift

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
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/export"
	"heed/internal/listing"
	"heed/internal/words"
	"heed/rulebook"
)

// Kind is one way in which a child can be left to wait.
type Kind struct {
	ID, Title string
	// rule is where it comes from: a view by its rows, or a duty by its overdue clocks.
	rule *rulebook.Rule
}

// driftKinds lists the kinds that the rulebook has, in the order of a child's journey.
func driftKinds(book *rulebook.Book) (kinds []Kind) {
	for _, r := range book.Drifts() {
		kinds = append(kinds, Kind{ID: r.Drift.Kind, Title: r.Drift.Title, rule: r})
	}
	return kinds
}

// Row is one child left to wait.
type Row struct {
	Child door.ChildRef
	Kind  Kind
	Stage string
	// Since is when the waiting began. Limit is when it should have ended, zero where nobody has set that.
	Since, Limit time.Time
	// Waited is how many days; Beyond is how many of them came after the limit, 0 where none did.
	Waited, Beyond int
	// KnownTo is the last day that the records cover where that is before the day asked about, zero elsewhere: the wait was so long then, and
	// whether it went on is not known.
	KnownTo time.Time
	// Missing names the day that is not recorded, so that no limit can be told and the wait is at least what is shown; blank where none is.
	Missing     string
	Owner, Team string
	// OwnerRole is whose it is where no person is named.
	OwnerRole string
	// Rule is where the limit comes from; Clock is the duty's own clock, with a blank duty where a view found the child.
	Rule  string
	Clock clocks.Ref
	// Next is the child's next clock, nil where none is running.
	Next *clocks.Clock

	teamID, subject string
}

// Filter narrows the list. A blank field does not narrow.
type Filter struct {
	Kind, Stage, Team string
	// Beyond keeps only those past their limit.
	Beyond bool
	// Page counts from 1. PerPage is 50 where it is 0, and all where it is less.
	Page, PerPage int
}

// Page is one page of the list, the most time lost first.
type Page struct {
	Asked  door.Asked
	Filter Filter
	Rows   []Row
	// Total is how many the list has on all its pages, and Past how many of them are past their limit.
	Total, Past int
	// Kinds, Stages and Teams are the filters' choices, each with how many the list would have with it, the other filters as they
	// are. A choice of kind lets go of the stage, which belongs to one kind.
	Kinds, Stages, Teams []listing.Choice
	// All is how many there are whatever the kind.
	All int
	// Broken names the kinds that could not be worked out.
	Broken []string
	// Untold says, for every kind, whether its records cover the day and of how many it cannot be told.
	Untold []Untold
	Scope  string
}

// List finds children left to wait among those within an actor's scope.
func List(ctx context.Context, s *door.Session, f Filter) (Page, error) {
	if err := s.Allow(ctx, access.ListDrift, "drift"); err != nil {
		return Page{}, err
	}
	page, err := driftPage(ctx, s, f)
	if err != nil {
		return Page{}, door.Tidy(err)
	}
	detail := fmt.Sprintf("drift as at %s, %s: %d of %d", page.Asked.AsAt.Format(time.DateOnly), page.words(), len(page.Rows), page.Total)
	return page, s.Log(ctx, access.ListDrift, "", detail)
}

// words says, for the access log, what the list was narrowed to.
func (p *Page) words() string {
	f := p.Filter
	text := words.NonBlank(listing.Chosen(f.Kind, p.Kinds), listing.Chosen(f.Stage, p.Stages), listing.Chosen(f.Team, p.Teams))
	if f.Beyond {
		text = append(text, "past their limit")
	}
	return cmp.Or(strings.Join(text, ", "), "all")
}

func driftPage(ctx context.Context, s *door.Session, f Filter) (Page, error) {
	kinds := driftKinds(s.Book())
	if f.Kind != "" && !slices.ContainsFunc(kinds, func(k Kind) bool { return k.ID == f.Kind }) {
		return Page{}, fmt.Errorf("%w: there is no kind of drift %q", door.ErrInvalid, f.Kind)
	}
	in, err := s.Open(ctx)
	if err != nil {
		return Page{}, err
	}
	page := Page{Asked: in.Asked, Filter: f, Scope: in.ScopeWords()}
	all, err := findDrift(ctx, in, kinds, &page)
	if err != nil {
		return page, err
	}
	page.choose(all, kinds)
	page.Rows = listing.Cut(page.Rows, f.Page, f.PerPage)
	return page, nextSteps(ctx, in, page.Rows)
}

// choose counts the choices of each filter and keeps the rows that the filter lets through, the most time lost first.
func (p *Page) choose(all []Row, of []Kind) {
	f := p.Filter
	var kinds, stages, teams listing.Tally
	for _, k := range of {
		kinds.Add(k.ID, k.Title, 0)
	}
	for _, row := range all {
		if f.Beyond && row.Beyond == 0 {
			continue
		}
		kind, team := f.Kind == "" || f.Kind == row.Kind.ID, f.Team == "" || f.Team == row.teamID
		stage := f.Stage == "" || f.Stage == row.Stage
		if team {
			kinds.Add(row.Kind.ID, row.Kind.Title, 1)
			p.All++
			p.countUntold(row)
		}
		if kind && team {
			stages.Add(row.Stage, row.Kind.Title+": "+row.Stage, 1)
		}
		if kind && stage && row.teamID != "" {
			teams.Add(row.teamID, row.Team, 1)
		}
		if kind && stage && team {
			p.Rows = append(p.Rows, row)
			if row.Beyond > 0 {
				p.Past++
			}
		}
	}
	p.Total, p.Stages, p.Teams = len(p.Rows), stages.List(), teams.List()
	for _, k := range of {
		p.Kinds = append(p.Kinds, listing.Choice{Value: k.ID, Label: k.Title, N: kinds.N[k.ID], Instead: p.UntoldOf(k.ID).instead(kinds.N[k.ID])})
	}
	slices.SortStableFunc(p.Rows, func(x, y Row) int {
		return cmp.Or(cmp.Compare(y.Beyond, x.Beyond), cmp.Compare(y.Waited, x.Waited), strings.Compare(x.subject, y.subject), strings.Compare(x.Kind.ID, y.Kind.ID))
	})
}

// Export writes the whole list as CSV, whatever page is shown: record numbers, never names.
func Export(ctx context.Context, s *door.Session, f Filter, w io.Writer) error {
	if err := s.Allow(ctx, access.Export, "drift"); err != nil {
		return err
	}
	f.PerPage = -1
	page, err := driftPage(ctx, s, f)
	if err != nil {
		return door.Tidy(err)
	}
	detail := fmt.Sprintf("drift as at %s, %s: %d rows", page.Asked.AsAt.Format(time.DateOnly), page.words(), len(page.Rows))
	if err := s.LogRows(ctx, access.Export, "", detail, door.ChildrenOf(page.Rows, func(row Row) door.ChildRef { return row.Child })); err != nil {
		return err
	}
	out := export.New(w)
	out.Row("kind", "stage", "as_at", "known_at", "child", "since", "limit", "days_waited", "days_beyond", "owner", "team", "next_step", "next_due", "rule", "known_to", "missing", "untold")
	for _, row := range page.Rows {
		next, due := "", ""
		if row.Next != nil {
			next, due = row.Next.DutyTitle, export.Stamp(row.Next.Due, row.Next.Timed)
		}
		out.Row(row.Kind.Title, row.Stage, export.Day(page.Asked.AsAt), export.Moment(page.Asked.KnownAt), row.Child.ID, export.Day(row.Since), export.Day(row.Limit),
			strconv.Itoa(row.Waited), strconv.Itoa(row.Beyond), cmp.Or(row.Owner, row.OwnerRole), row.Team, next, due, ruleTitle(s.Book(), row.Rule), export.Day(row.KnownTo), row.Missing, "")
	}
	page.exportUntold(out)
	return out.Flush()
}

// ruleTitle gives the title of a rule, its id where the rulebook has it no more.
func ruleTitle(book *rulebook.Book, id string) string {
	if r := book.Rule(id); r != nil {
		return r.Title
	}
	return id
}

// nextSteps finds for each row the child's next clock: the one that is due first of those not due yet.
func nextSteps(ctx context.Context, in *door.Inquiry, rows []Row) error {
	subjects := []string{}
	for _, row := range rows {
		subjects = append(subjects, row.subject)
	}
	slices.Sort(subjects)
	open, err := clocks.Within(ctx, in, engine.ClockFilter{
		Subjects: slices.Compact(subjects), Statuses: []clocks.Status{engine.DueSoon, engine.Running},
	})
	if err != nil {
		return err
	}
	next := map[string]*clocks.Clock{}
	for i, c := range open {
		if best := next[c.Subject]; !c.Child.Hidden && (best == nil || c.Due.Before(best.Due)) {
			next[c.Subject] = &open[i]
		}
	}
	for i := range rows {
		rows[i].Next = next[rows[i].subject]
	}
	return nil
}
