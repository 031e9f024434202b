package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"heed/internal/access"
	"heed/internal/engine"
	"heed/rulebook"
)

// FigureFilter says which part of a figure and which of its rows a page shows.
type FigureFilter struct {
	Slice Slice
	// Only is "yes", "no", "counted" or "left out"; blank keeps all rows.
	Only string
	// Page counts from 1. PerPage is 50 where it is 0, and all where it is less.
	Page, PerPage int
}

// FigurePage is one figure with all that it takes to trust it.
type FigurePage struct {
	Asked

	Rule   *rulebook.Rule
	Figure Figure
	Broken string
	Trend  []Point
	// YearAgo is the figure a year before, by the records as they stand now; nil where nothing was counted then.
	YearAgo *Figure
	// KnownThen is the figure with only what had been recorded by the end of the day asked about, where that differs.
	KnownThen *Figure
	Slices    []SliceTable
	Rows      []FigureRow
	// Total is how many rows the list has on all its pages: those about children within the actor's scope. OutsideN more
	// are counted in the figure and not listed; HiddenN on this page are of restricted records.
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
	Change   string
	// Touched is how many of the figure's rows are about somebody with a finding in a record that the measure reads.
	Touched int
	// Claims are what others said the figure was.
	Claims []ClaimRow
}

// TouchedWords says how many of a figure's rows a finding touches, blank where none does.
func (p FigurePage) TouchedWords() string {
	if p.Touched == 0 {
		return ""
	}
	return fmt.Sprintf("%s of %s looked at touched by a finding in what was recorded", thousands(p.Touched), count(p.Figure.Rows+p.Figure.TotalLeftOut(), "row"))
}

// FigureRow is one row behind a figure, as an actor may see it.
type FigureRow struct {
	engine.Row

	Child ChildRef
	// Result says what the row came to: "Counted", "Not counted", "Left out", "432 days".
	Result        string
	CategoryLabel string
}

// Figure gives one figure and its rows.
func (a *App) Figure(ctx context.Context, who Actor, q Question, id string, f FigureFilter) (FigurePage, error) {
	r, err := a.measure(id)
	if err != nil {
		return FigurePage{}, err
	}
	if err := a.allow(ctx, who, access.ReadFigure, id); err != nil {
		return FigurePage{}, err
	}
	d, err := a.desk(ctx, who, q)
	if err != nil {
		return FigurePage{}, tidy(err)
	}
	page := FigurePage{
		Asked: d.asked, Rule: r, Comparators: a.compare(ctx, r), Follows: a.follows(ctx, r), MayOpenRows: a.May(who, access.ReadFigureRows), Duties: a.linked(r),
	}
	err = a.fillFigure(ctx, d, f, &page)
	if broken, ok := errors.AsType[*engine.BrokenError](err); ok {
		page.Broken, err = broken.Reason, nil
		page.Trust = trust(r, page.Figure, page.Broken)
	}
	if err != nil {
		return FigurePage{}, tidy(err)
	}
	detail := fmt.Sprintf("%s as at %s, %d of %d rows", id, d.q.AsAt.Format(time.DateOnly), len(page.Rows), page.Total)
	action := access.ReadFigure
	if len(page.Rows) > 0 {
		action = access.ReadFigureRows
	}
	return page, a.logShown(ctx, who, action, "", detail)
}

func (a *App) fillFigure(ctx context.Context, d *desk, f FigureFilter, page *FigurePage) error {
	r := page.Rule
	var err error
	if page.Figure, err = d.engine.FindFigure(ctx, d.q, r.ID, f.Slice); err != nil {
		return err
	}
	if page.Trend, err = d.engine.Trend(ctx, d.q, r.ID, f.Slice); err != nil {
		return err
	}
	then, err := d.engine.FindYearAgo(ctx, d.q, r.ID, f.Slice)
	if err != nil {
		return err
	}
	if then.Value != nil {
		page.YearAgo = &then
	}
	if page.KnownThen, err = a.knownThen(ctx, d, r, f.Slice, page.Figure); err != nil {
		return err
	}
	if page.Alongside, err = a.alongside(ctx, d, r, f.Slice, !page.MayOpenRows); err != nil {
		return err
	}
	if page.Slices, err = a.slices(ctx, d, r, page.MayOpenRows); err != nil {
		return err
	}
	if page.Touched, err = d.engine.CountTouched(ctx, d.q, r.ID, f.Slice); err != nil {
		return err
	}
	if page.Claims, err = a.claims(ctx, d, r, page.MayOpenRows); err != nil {
		return err
	}
	page.Sentence, page.Trust, page.Change = sentence(r, page.Figure), trust(r, page.Figure, ""), changeWords(r, page.Figure, then)
	if !page.MayOpenRows {
		hideSmall(page, f.Slice)
		return nil
	}
	return a.fillRows(ctx, d, f, page)
}

// knownThen gives the figure with only what had been recorded when the day asked about ended, where it differs from what
// is known now. Today has not ended.
func (a *App) knownThen(ctx context.Context, d *desk, r *rulebook.Rule, s engine.Slice, now engine.Figure) (*Figure, error) {
	if d.asked.Today || !d.asked.KnownNow {
		return nil, nil //nolint:nilnil // there is nothing to set beside the figure
	}
	q := d.q
	q.KnownAt = d.q.Moment
	then, err := d.engine.FindFigure(ctx, q, r.ID, s)
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

// linked lists the duties whose clocks a measure sums up, as its header names them.
func (a *App) linked(r *rulebook.Rule) []*rulebook.Rule {
	var list []*rulebook.Rule
	for _, id := range r.Duties {
		if duty := a.book.Rule(id); duty != nil {
			list = append(list, duty)
		}
	}
	return list
}

// fillRows lists the rows about children within the actor's scope.
func (a *App) fillRows(ctx context.Context, d *desk, f FigureFilter, page *FigurePage) error {
	all, outside, err := a.rowsWithin(ctx, d, page.Rule, engine.RowFilter{Slice: f.Slice, Only: f.Only})
	if err != nil {
		return err
	}
	page.Total, page.OutsideN = len(all), outside
	for _, row := range onPage(all, f.Page, f.PerPage) {
		dressed := a.figureRow(d, page.Rule, row)
		if dressed.Child.Hidden {
			page.HiddenN++
		}
		page.Rows = append(page.Rows, dressed)
	}
	return nil
}

func (a *App) rowsWithin(ctx context.Context, d *desk, r *rulebook.Rule, f engine.RowFilter) (rows []engine.Row, outside int, err error) {
	all, err := d.engine.ListRows(ctx, d.q, r.ID, f)
	if err != nil || d.sight.subjects == nil {
		return all, 0, err
	}
	for _, row := range all {
		if r.AboutChild() && d.sight.of(row.Subject).within {
			rows = append(rows, row)
		}
	}
	return rows, len(all) - len(rows), nil
}

// figureRow dresses one row. A restricted child's row keeps only what the figure is worked out from.
func (a *App) figureRow(d *desk, r *rulebook.Rule, row engine.Row) FigureRow {
	dressed := FigureRow{Row: row, Child: a.refOf(d.sight, r, row.Subject, row.On), Result: result(r, row)}
	if row.Category != "" {
		dressed.CategoryLabel = a.categoryLabel(r, row.Category)
	}
	if dressed.Child.Hidden {
		dressed.Subject, dressed.Occasion, dressed.Team = "", "", ""
		dressed.AgeBand, dressed.Sex, dressed.Ethnicity, dressed.Disability, dressed.Placement = "", "", "", "", ""
		dressed.Category, dressed.CategoryLabel = "", ""
	}
	return dressed
}

func (a *App) categoryLabel(r *rulebook.Rule, value string) string {
	if list := a.catalogue.List(r.CategoryCodes); list != nil {
		return list.Label(value)
	}
	return value
}

func result(r *rulebook.Rule, row engine.Row) string {
	switch {
	case row.LeftOut != "":
		return "Left out"
	case row.Value != nil:
		return fmt.Sprintf("%s %s", thousands(int(*row.Value+0.5)), r.Unit)
	case row.Counted != nil && !*row.Counted:
		return "Not counted"
	}
	return "Counted"
}
