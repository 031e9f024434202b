package figures

import (
	"context"
	"errors"
	"fmt"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// Filter says which part of a figure and which of its rows a page shows.
type Filter struct {
	Slice Slice
	// Over are the days asked about instead of the measure's own period, zero for its own. The question is as at the last of them.
	Over Span
	// Only is "yes", "no", "counted" or "left out"; blank keeps all rows.
	Only string
	// Page counts from 1. PerPage is 50 where it is 0, and all where it is less.
	Page, PerPage int
}

// Page is one figure with all that it takes to trust it.
type Page struct {
	door.Asked

	Rule *rulebook.Rule
	// Over are the days that were asked about instead of the measure's own period, zero for its own; FirstRowOn is then the day of the earliest
	// row that the measure has, zero where it has none.
	Over       Span
	FirstRowOn time.Time
	Figure     Figure
	Broken     string
	Trend      []Point
	// YearAgo is the figure a year before, by the records as they stand now; nil where nothing was counted then.
	YearAgo *Figure
	// KnownThen is the figure with only what had been recorded by the end of the day asked about, where that differs.
	KnownThen *Figure
	Slices    []SliceTable
	Rows      []Row
	// Total is how many rows the list has on all its pages: those about children whose record the actor may open. OutsideN more
	// are counted in the figure and not listed; HiddenN on this page say what is sensitive in itself, and not of whom.
	Total, OutsideN, HiddenN int
	MayOpenRows              bool
	Trust                    Trust
	Comparators              []Comparator
	// Follows names the published series that the measure follows, blank where its header does not say.
	Follows string
	// Alongside is what is published of others, nil where nothing is.
	Alongside *Alongside
	// Duties are the duties whose clocks the figure counts up.
	Duties   []*rulebook.Rule
	Sentence string
	// Change sets the figure beside a year ago.
	Change words.Change
	// Touched is how many of the figure's rows are about somebody with a finding in a record that the measure reads.
	Touched int
	// Claims are what others said that the figure of this authority was.
	Claims []ClaimRow
}

// TouchedWords says how many of a figure's rows a finding touches, blank where none does.
func (p Page) TouchedWords() string {
	if p.Touched == 0 {
		return ""
	}
	return fmt.Sprintf("%s of %s looked at touched by a finding in what was recorded", words.Thousands(p.Touched), words.Count(p.Figure.Rows+p.Figure.TotalLeftOut(), "row"))
}

// Find gives one figure and its rows.
func Find(ctx context.Context, s *door.Session, id string, f Filter) (Page, error) {
	r, err := Measure(s.Book(), id)
	if err != nil {
		return Page{}, err
	}
	if err := s.Allow(ctx, access.ReadFigure, id); err != nil {
		return Page{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return Page{}, door.Tidy(err)
	}
	if err := checkDays(ctx, in, r, f.Over); err != nil {
		return Page{}, err
	}
	page := Page{
		Asked: in.Asked, Rule: r, Over: f.Over, Comparators: Comparators(ctx, s, r, in.Asked.AsAt, f.Over), Follows: FollowsWords(ctx, s, r), MayOpenRows: !releases(in), Duties: linkedDuties(s.Book(), r),
	}
	fill := fillFigure
	if releases(in) {
		fill = releasedPage
	}
	err = fill(ctx, in, f, &page)
	if broken, ok := errors.AsType[*engine.BrokenError](err); ok {
		page.Broken, err = broken.Reason, nil
		page.Trust = TrustOf(r, page.Figure, page.Broken)
	}
	if err != nil {
		return Page{}, door.Tidy(err)
	}
	detail := fmt.Sprintf("%s %s, %d of %d rows", id, askedWords(in.Asked.AsAt, f.Over), len(page.Rows), page.Total)
	action := access.ReadFigure
	if len(page.Rows) > 0 {
		action = access.ReadFigureRows
	}
	if f.PerPage < 0 { // as good as an export
		return page, s.LogRows(ctx, action, "", detail, childrenOf(r, page.Rows))
	}
	return page, s.Log(ctx, action, "", detail)
}

// childrenOf gives the numbers of the children whom rows name, for the access log.
func childrenOf(r *rulebook.Rule, rows []Row) []string {
	if !r.AboutChild() {
		return nil
	}
	return door.ChildrenOf(rows, func(row Row) door.ChildRef { return row.Child })
}

// Warm works out what the page of a measure shows, so that whoever opens it first need not wait. That a rule is broken is said there.
func Warm(ctx context.Context, in *door.Inquiry, r *rulebook.Rule) error {
	fill := fillFigure
	if releases(in) {
		fill = releasedPage
	}
	err := fill(ctx, in, Filter{}, &Page{Rule: r})
	if _, broken := errors.AsType[*engine.BrokenError](err); err != nil && !broken {
		return fmt.Errorf("working out the page of %s: %w", r.ID, err)
	}
	return nil
}

// fillFigure fills in the page of a figure for those who may see its rows.
func fillFigure(ctx context.Context, in *door.Inquiry, f Filter, page *Page) error {
	r, part := page.Rule, f.part(in, page.Rule)
	var err error
	if page.Figure, err = in.Engine.FindFigure(ctx, in.Q, r.ID, part); err != nil {
		return err
	}
	if !f.Over.IsZero() {
		if page.FirstRowOn, err = in.Engine.FirstRow(ctx, in.Q, r.ID); err != nil {
			return err
		}
	}
	if page.Trend, err = in.Engine.Trend(ctx, in.Q, r.ID, partOf(in, r, f.Slice)); err != nil {
		return err
	}
	then, err := in.Engine.FindYearAgo(ctx, in.Q, r.ID, part)
	if err != nil {
		return err
	}
	switch {
	case page.Figure.Unknown != "":
		page.Comparators = nil // there is nothing to compare
	case then.Value != nil:
		page.YearAgo = &then
	}
	if page.KnownThen, err = knownThen(ctx, in, r, part, page.Figure); err != nil {
		return err
	}
	if part.Dimension == "" { // no part of a figure is published
		years, err := in.Engine.YearEnds(ctx, in.Q, r.ID, engine.Slice{}, 0)
		if err != nil {
			return err
		}
		page.Alongside = alongside(ctx, in, r, f.Over, years)
	}
	if page.Slices, err = sliceTables(ctx, in, r, f.Over); err != nil {
		return err
	}
	touched := part
	touched.Without = hiddenFrom(in, r)
	if page.Touched, err = in.Engine.CountTouched(ctx, in.Q, r.ID, touched); err != nil {
		return err
	}
	if page.Claims, err = listClaims(ctx, in, r, page.Figure.Span, f.Over, nil); err != nil {
		return err
	}
	page.Sentence, page.Trust, page.Change = sentence(r, page.Figure, f.Over), TrustOf(r, page.Figure, ""), ChangeOf(r, page.Figure, then)
	return fillRows(ctx, in, f, page)
}

// knownThen gives the figure with only what had been recorded when the day asked about ended, where it differs from what
// is known now. Today has not ended.
func knownThen(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, s engine.Slice, now engine.Figure) (*Figure, error) {
	if in.Asked.Today || !in.Asked.KnownNow || now.Unknown != "" {
		return nil, nil //nolint:nilnil // there is nothing to set beside the figure
	}
	q := in.Q
	q.KnownAt = in.Q.Moment
	then, err := in.Engine.FindFigure(ctx, q, r.ID, s)
	if _, ok := errors.AsType[*engine.BrokenError](err); ok {
		return nil, nil //nolint:nilnil // it is broken as known now, or of no use
	}
	if err != nil {
		return nil, err
	}
	if same(then.Value, now.Value) && then.Rows == now.Rows && then.TotalLeftOut() == now.TotalLeftOut() {
		return nil, nil //nolint:nilnil // it does not differ
	}
	return &then, nil
}

func same(x, y *float64) bool {
	if x == nil || y == nil {
		return x == y
	}
	return *x == *y
}

// linkedDuties lists the duties whose clocks a measure sums up, as its header names them.
func linkedDuties(book *rulebook.Book, r *rulebook.Rule) []*rulebook.Rule {
	var list []*rulebook.Rule
	for _, id := range r.Duties {
		if duty := book.Rule(id); duty != nil {
			list = append(list, duty)
		}
	}
	return list
}
