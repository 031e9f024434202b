package figures

import (
	"context"
	"slices"

	"heed/internal/disclosure"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
)

// releasedKey fills in a figure of a list for those who see totals only.
func releasedKey(ctx context.Context, in *door.Inquiry, k *KeyFigure) error {
	rel, err := openRelease(ctx, in, k.Rule)
	if err != nil {
		return err
	}
	if k.Figure, k.Hidden, err = rel.figure(ctx); err != nil {
		return err
	}
	k.Trend, k.Sentence, k.Trust = rel.trend(), smallWords, releasedTrust(k.Rule, k.Figure, k.Hidden)
	if !k.Hidden {
		k.Sentence, k.Change = sentence(k.Rule, k.Figure, engine.Span{}), ChangeOf(k.Rule, k.Figure, rel.yearAgo())
	}
	if k.Figure.Unknown != "" {
		k.Comparators = nil // there is nothing to compare
	}
	k.Figure.LeftOut = nil
	return nil
}

// releasedPage fills in the page of a figure, or of a part of it, for those who see totals only. A part has neither trend nor year ago.
func releasedPage(ctx context.Context, in *door.Inquiry, f Filter, page *Page) error {
	r := page.Rule
	rel, err := openRelease(ctx, in, r)
	if err != nil {
		return err
	}
	var hidden bool
	if page.Figure, hidden, err = rel.figure(ctx); err != nil {
		return err
	}
	if page.Slices, err = rel.tables(ctx); err != nil {
		return err
	}
	whole := f.Slice.Dimension == ""
	if !whole && page.Figure.Unknown == "" {
		page.Figure, hidden = rel.part(page.Slices, f.Slice)
	}
	page.Sentence, page.Trust = smallWords, releasedTrust(r, page.Figure, hidden)
	if trust, ok := rel.trusts[f.Slice]; ok && !whole {
		page.Trust = trust
	}
	if !hidden {
		page.Sentence = sentence(r, page.Figure, engine.Span{})
	}
	if page.Figure.Unknown != "" {
		page.Comparators = nil // there is nothing to compare
	}
	if page.Claims, err = listClaims(ctx, in, r, rel.asked(), engine.Span{}, rel); err != nil {
		return err
	}
	if whole {
		page.Trend, page.Alongside = rel.trend(), alongside(ctx, in, r, engine.Span{}, rel.yearEnds())
		if then := rel.yearAgo(); !hidden && page.Figure.Unknown == "" && then.Value != nil {
			page.YearAgo, page.Change = &then, ChangeOf(r, page.Figure, then)
		}
	} else if page.Figure.LastKnown != nil {
		page.Figure.LastKnown = &LastKnown{AsAt: page.Figure.LastKnown.AsAt, Span: page.Figure.LastKnown.Span} // it is the whole's
	}
	page.Figure.LeftOut = nil
	return nil
}

// part gives a part of the figure of the quarter asked about: what its table says of it, and nothing where it is not in its table.
func (rel *release) part(tables []SliceTable, part Slice) (f Figure, hidden bool) {
	f = rel.blank(rel.asked())
	i := slices.IndexFunc(tables, func(t SliceTable) bool { return t.Dimension == part.Dimension })
	if i < 0 {
		return f, true
	}
	for _, row := range tables[i].Rows {
		if row.Value == part.Value && !row.Hidden {
			return row.Figure, false
		}
	}
	return f, true
}

// tables gives the parts of the figure of the quarter asked about, by each dimension. A dimension of which no part may be shown has no table.
func (rel *release) tables(ctx context.Context) (list []SliceTable, err error) {
	var steps []int
	asked := -1
	for _, span := range engine.QuarterSpans(rel.rule, rel.in.Q.AsAt) {
		if i := rel.find(span); i >= 0 && !slices.Contains(steps, i) {
			if sameDays(span, rel.asked()) {
				asked = len(steps)
			}
			steps = append(steps, i)
		}
	}
	if asked < 0 || rel.hidden[steps[asked]] {
		return nil, nil
	}
	found := make([][]engine.SliceFigure, len(steps))
	for i, step := range steps {
		if found[i], err = rel.in.Engine.ListSlices(ctx, rel.in.Q, rel.rule.ID, engine.Slice{Over: rel.over(rel.wholes[step].Figure.Span)}); err != nil {
			return nil, err
		}
	}
	for _, dimension := range engine.Dimensions {
		if !divides(rel.rule, dimension) {
			continue
		}
		if table := rel.table(dimension, steps, asked, found); len(table.Rows) > 0 {
			list = append(list, table)
		}
	}
	return list, nil
}

// over names days to the engine, where they are not the measure's own as at the day of the publication: those are worked out already.
func (rel *release) over(span Span) Span {
	if sameDays(span, engine.SpanOf(rel.rule, rel.in.Q.AsAt)) {
		return Span{}
	}
	return span
}

// table gives the parts by one dimension at the step that is asked about, from the parts at all steps.
func (rel *release) table(dimension string, steps []int, asked int, found [][]engine.SliceFigure) SliceTable {
	table := SliceTable{Dimension: dimension, Title: sliceTitle(rel.rule, dimension)}
	days, whole := make([]disclosure.Days, len(steps)), make([]bool, len(steps))
	var values []string
	figures := map[string][]Figure{}
	for i, step := range steps {
		days[i], whole[i] = daysOf(rel.wholes[step].Figure.Span), rel.hidden[step]
		for _, s := range found[i] {
			if s.Slice.Dimension != dimension {
				continue
			}
			if figures[s.Slice.Value] == nil {
				figures[s.Slice.Value], values = make([]Figure, len(steps)), append(values, s.Slice.Value)
			}
			figures[s.Slice.Value][i] = s.Figure
		}
	}
	cells := make([][]disclosure.Cell, len(values))
	for i, value := range values {
		for _, f := range figures[value] {
			cells[i] = append(cells[i], cellOf(rel.rule, f))
		}
	}
	hidden, dropped := disclosure.Parts(days, whole, cells)
	if dropped[asked] {
		return table
	}
	for i, value := range values {
		f := figures[value][asked]
		if hidden[i][asked] {
			f = rel.blank(rel.asked())
		} else if f.Rows+f.TotalLeftOut() == 0 {
			continue
		}
		part := engine.Slice{Dimension: dimension, Value: value}
		rel.trusts[part] = releasedTrust(rel.rule, f, hidden[i][asked])
		row := SliceRow{Value: value, Label: sliceLabel(rel.in.Catalogue(), rel.rule, part), Figure: stripped(f), Hidden: hidden[i][asked]}
		row.Small = row.Hidden || f.Rows < smallRows && compares(rel.rule)
		table.Rows = append(table.Rows, row)
	}
	slices.SortStableFunc(table.Rows, func(x, y SliceRow) int { return valueOrder(x.Value, x.Label, y.Value, y.Label) })
	return table
}

// besideClaim says what a release holds of the days of a claim: only those that a figure of it is of, as any others could be set against these.
func (rel *release) besideClaim(span Span) (f Figure, text string) {
	switch i := rel.find(span); {
	case i < 0 || rel.wholes[i].On.After(rel.in.Asked.AsAt):
		return f, "Not shown: your role sees the figures of the ends of quarters, and others could be set against them"
	case rel.hidden[i]:
		return f, "Hidden: the numbers are small"
	default:
		return stripped(rel.wholes[i].Figure), ""
	}
}

// groupsHidden says that no group of a dimension may be shown.
func groupsHidden(by string) string {
	return "No group by " + words.LowerFirst(by) + " is shown: the numbers are so small that one from 1 to 5 could be worked out."
}
