package figures

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// Breakdown is a figure by the groups of one dimension: how much of it is theirs and, where it is known how many children
// of each group live in the area, how much more often it is theirs than others'.
type Breakdown struct {
	door.Asked

	Rule *rulebook.Rule
	// Over are the days that were asked about instead of the measure's own period, zero for its own.
	Over Span
	// By is the dimension and Title its name; Others are the dimensions that the measure can be broken down by.
	By, Title string
	Others    []SliceTable
	Figure    Figure
	Sentence  string
	Broken    string
	// Hidden says that the whole figure is of numbers too small to be shown to this actor.
	Hidden bool
	Rows   []BreakdownRow
	// Rated says that the rows have rates of a population; Gaps, that they have gaps to the whole.
	Rated, Gaps bool
	Population  *Populace
	// Notes say what to mind when the rows are read.
	Notes []string
}

// BreakdownRow is one group. A number that is nil is not known, or is not shown.
type BreakdownRow struct {
	Value, Label string
	Figure       Figure
	// Hidden says that its numbers are not shown to this actor, as a child could be told by them.
	Hidden bool
	// Share is its share of all rows in the figure, per cent; PopulationShare that of the children who live in the area.
	Share, Persons, PopulationShare *float64
	// Rate is its rows for each 10,000 children of the group; Times, how many times the rate of all others it is.
	Rate, Times *float64
	// Gap is how far its value is from the whole figure's.
	Gap *float64
	// Warning says that the numbers are too small to read anything into; Words says in a sentence what they mean.
	Warning, Words string
}

// FindDimension gives the dimension that a reader names, by its own name or as people say it.
func FindDimension(name string) (string, bool) {
	switch name {
	case "age":
		name = "age_band"
	case "placement type":
		name = "placement"
	}
	return name, slices.Contains(engine.Dimensions, name)
}

// FindBreakdown gives a figure by the groups of a dimension, over some days where they are named.
func FindBreakdown(ctx context.Context, s *door.Session, id, by string, over Span) (Breakdown, error) {
	if err := s.Allow(ctx, access.ReadFigure, "a figure by groups"); err != nil {
		return Breakdown{}, err
	}
	b, err := buildBreakdown(ctx, s, id, by, over)
	if err != nil {
		return Breakdown{}, door.Tidy(err)
	}
	return b, s.Log(ctx, access.ReadFigure, "", fmt.Sprintf("%s by %s %s", id, b.By, askedWords(b.AsAt, over)))
}

func buildBreakdown(ctx context.Context, s *door.Session, id, by string, over Span) (Breakdown, error) {
	r, err := Measure(s.Book(), id)
	if err != nil {
		return Breakdown{}, err
	}
	dimension, ok := FindDimension(by)
	if !ok || !divides(r, dimension) {
		return Breakdown{}, fmt.Errorf("%w: %s cannot be broken down by %q", door.ErrNotFound, id, by)
	}
	in, err := s.Open(ctx)
	if err != nil {
		return Breakdown{}, err
	}
	if err := checkDays(ctx, in, r, over); err != nil {
		return Breakdown{}, err
	}
	b := Breakdown{Asked: in.Asked, Rule: r, Over: over, By: dimension, Title: sliceTitle(r, dimension)}
	err = fillBreakdown(ctx, in, &b)
	if broken, ok := errors.AsType[*engine.BrokenError](err); ok {
		b.Broken, err = broken.Reason, nil
	}
	return b, err
}

func fillBreakdown(ctx context.Context, in *door.Inquiry, b *Breakdown) error {
	if err := b.findTables(ctx, in); err != nil {
		return err
	}
	b.Sentence = sentence(b.Rule, b.Figure, b.Over)
	switch {
	case b.Hidden:
		b.Sentence = smallWords
		return nil
	case b.Figure.Unknown != "":
		b.note(UnknownWords(b.Figure))
		return nil
	}
	for _, table := range b.Others {
		if table.Dimension != b.By {
			continue
		}
		for _, row := range table.Rows {
			b.Rows = append(b.Rows, BreakdownRow{Value: row.Value, Label: row.Label, Figure: row.Figure, Hidden: row.Hidden})
		}
	}
	if IsRelative(b.Rule) && b.Rule.Statistic != rulebook.Rate {
		b.setGaps()
		return nil
	}
	return setRates(ctx, in, b)
}

// findTables finds the figure and its parts, for those who see totals only as far as they are released.
func (b *Breakdown) findTables(ctx context.Context, in *door.Inquiry) (err error) {
	if !releases(in) {
		if b.Figure, err = in.Engine.FindFigure(ctx, in.Q, b.Rule.ID, engine.Slice{Over: b.Over}); err != nil || b.Figure.Unknown != "" {
			return err
		}
		b.Others, err = sliceTables(ctx, in, b.Rule, b.Over)
		return err
	}
	rel, err := openRelease(ctx, in, b.Rule)
	if err != nil {
		return err
	}
	if b.Figure, b.Hidden, err = rel.figure(ctx); err != nil || b.Hidden || b.Figure.Unknown != "" {
		return err
	}
	b.Figure.LeftOut = nil
	b.Others, err = rel.tables(ctx)
	if b.Figure.Rows > 0 && !slices.ContainsFunc(b.Others, func(t SliceTable) bool { return t.Dimension == b.By }) {
		b.note(groupsHidden(b.Title))
	}
	return err
}

// setRates sets each group beside how many children of it live in the area.
func setRates(ctx context.Context, in *door.Inquiry, b *Breakdown) error {
	b.setShares()
	if b.Rule.Statistic == rulebook.Sum || b.Figure.Rows > 0 && len(b.Rows) == 0 || !slices.Contains(populated, b.By) {
		return nil
	}
	if why := b.grownWords(); why != "" {
		b.note(why)
		return nil
	}
	people, err := populaceOf(ctx, in, b.By, b.Figure.Span.To)
	if err != nil {
		return err
	}
	if people == nil || people.Persons == 0 {
		b.note("No population is known for any group: none by " + words.LowerFirst(b.Title) + " has been recorded up to " + words.LongDate(b.Figure.Span.To) + ", so there is no rate and no comparison.")
		return nil
	}
	b.Population, b.Rated = people, true
	addUncounted(in.Catalogue(), b)
	b.rate()
	return nil
}

// grownWords says that more than one in twenty of those counted may have been 18 or over, so that there is no rate, blank where none or few were. A
// few turn 18 within a year; a figure of care leavers is another thing. Where the ages are hidden, that there is a rate would tell something of them.
func (b *Breakdown) grownWords() string {
	const known = "The population that is known is of children under 18, and "
	i := slices.IndexFunc(b.Others, func(t SliceTable) bool { return t.Dimension == "age_band" })
	if i < 0 && b.Figure.Rows == 0 {
		return ""
	}
	if i < 0 {
		return known + "the ages of those counted here are hidden, so there is no rate."
	}
	for _, row := range b.Others[i].Rows {
		switch {
		case row.Value != rulebook.Adult:
		case row.Hidden:
			return known + "how many of those counted here are 18 or over is hidden, so there is no rate."
		case 20*row.Figure.Rows > b.Figure.Rows:
			return known + "many of those counted here are 18 or over, so there is no rate."
		}
	}
	return ""
}

// addUncounted adds the groups that live in the area and have nobody in the figure: that says something too.
func addUncounted(types *catalogue.Catalogue, b *Breakdown) {
	for group := range b.Population.groups {
		if !slices.ContainsFunc(b.Rows, func(row BreakdownRow) bool { return row.Value == group }) {
			s := engine.Slice{Dimension: b.By, Value: group}
			b.Rows = append(b.Rows, BreakdownRow{Value: group, Label: sliceLabel(types, b.Rule, s), Figure: Figure{Measure: b.Rule.ID, Span: b.Figure.Span}, Share: new(float64)})
		}
	}
	slices.SortStableFunc(b.Rows, func(x, y BreakdownRow) int { return valueOrder(x.Value, x.Label, y.Value, y.Label) })
}

func (b *Breakdown) note(words string) { b.Notes = append(b.Notes, words) }

// hides says whether the numbers of any group are hidden.
func (b *Breakdown) hides() bool {
	return slices.ContainsFunc(b.Rows, func(row BreakdownRow) bool { return row.Hidden })
}
