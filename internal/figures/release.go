package figures

import (
	"context"
	"slices"
	"time"

	"heed/internal/disclosure"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// release is all that those who see totals only can be shown of one measure in a publication, on whatever page and of whatever quarter they ask. It is
// the one way to a figure for them: what it hides is decided over all of it together, by package disclosure.
type release struct {
	in   *door.Inquiry
	rule *rulebook.Rule
	// wholes are the figures of the whole, those of the quarters and of the year ends, the oldest first, each of other days; hidden says which are not
	// shown.
	wholes []Point
	hidden []bool
	// trusts says how far each part can be relied on that a table shows.
	trusts map[engine.Slice]Trust
}

// releases says whether the person sees only what a release holds.
func releases(in *door.Inquiry) bool { return in.Asked.Quarterly }

// openRelease works out the figures of the whole and which of them are hidden.
func openRelease(ctx context.Context, in *door.Inquiry, r *rulebook.Rule) (*release, error) {
	rel := &release{in: in, rule: r, trusts: map[engine.Slice]Trust{}}
	quarters, err := in.Engine.QuarterTrend(ctx, in.Q, r.ID, engine.Slice{})
	if err != nil {
		return nil, err
	}
	years, err := in.Engine.YearEnds(ctx, in.Q, r.ID, engine.Slice{}, 0)
	if err != nil {
		return nil, err
	}
	for _, p := range slices.Concat(quarters, years) {
		rel.add(p)
	}
	for _, span := range engine.QuarterSpans(r, in.Q.AsAt) { // a trend begins with the first figure that has rows: what is none before tells something too
		if rel.find(span) >= 0 {
			continue
		}
		f, err := in.Engine.FindFigure(ctx, in.Q, r.ID, engine.Slice{Over: span})
		if err != nil {
			return nil, err
		}
		if f.Unknown == "" {
			rel.add(Point{On: span.To, Figure: f})
		}
	}
	slices.SortFunc(rel.wholes, func(a, b Point) int { return a.On.Compare(b.On) })
	days, cells := make([]disclosure.Days, len(rel.wholes)), make([]disclosure.Cell, len(rel.wholes))
	for i, p := range rel.wholes {
		days[i], cells[i] = daysOf(p.Figure.Span), cellOf(r, p.Figure)
	}
	rel.hidden = disclosure.Steps(days, cells)
	return rel, nil
}

func (rel *release) add(p Point) {
	if rel.find(p.Figure.Span) < 0 {
		rel.wholes = append(rel.wholes, p)
	}
}

// find gives the place of the figure of some days, less than nought where the records do not tell it.
func (rel *release) find(span Span) int {
	return slices.IndexFunc(rel.wholes, func(p Point) bool { return sameDays(p.Figure.Span, span) })
}

func sameDays(a, b Span) bool { return a.After.Equal(b.After) && a.To.Equal(b.To) }

// asked gives the days of the figure of the quarter that is asked about.
func (rel *release) asked() Span { return engine.SpanOf(rel.rule, rel.in.Asked.AsAt) }

// blank is a figure of some days that is not shown.
func (rel *release) blank(span Span) Figure { return Figure{Measure: rel.rule.ID, Span: span} }

// figure gives the figure of the quarter that is asked about, and whether it is hidden.
func (rel *release) figure(ctx context.Context) (f Figure, hidden bool, err error) {
	span := rel.asked()
	var part engine.Slice
	if !sameDays(span, engine.SpanOf(rel.rule, rel.in.Q.AsAt)) {
		part.Over = span
	}
	if f, err = rel.in.Engine.FindFigure(ctx, rel.in.Q, rel.rule.ID, part); err != nil {
		return f, false, err
	}
	if f.Unknown != "" {
		f.Rows, f.Subjects, f.LeftOut, f.LastKnown = 0, 0, nil, rel.lastKnown()
		return f, false, nil
	}
	if i := rel.find(span); i < 0 || rel.hidden[i] {
		return rel.blank(span), true, nil
	}
	if !disclosure.Repeats(f.Rows, f.Subjects) {
		f.Subjects = f.Rows
	}
	return f, false, nil
}

// yearAgo gives the figure of a year before, with no value where none is shown.
func (rel *release) yearAgo() Figure {
	span := engine.SpanOf(rel.rule, rel.in.Asked.AsAt.AddDate(-1, 0, 0))
	if i := rel.find(span); i >= 0 && !rel.hidden[i] {
		return stripped(rel.wholes[i].Figure)
	}
	return rel.blank(span)
}

// stripped takes from a figure what is not told of any but that of the quarter asked about: how many different children its rows are about, and how
// many are left out.
func stripped(f Figure) Figure {
	f.Subjects, f.LeftOut = f.Rows, nil
	return f
}

// lastKnown gives the last figure before the quarter asked about that the records tell, nil where there is none.
func (rel *release) lastKnown() *LastKnown {
	for i, p := range slices.Backward(rel.wholes) {
		if p.On.After(rel.in.Asked.AsAt) {
			continue
		}
		f := p.Figure
		if rel.hidden[i] {
			f = rel.blank(f.Span)
		}
		return &LastKnown{AsAt: p.On, Span: f.Span, Value: f.Value, Numerator: f.Numerator, Denominator: f.Denominator, Rows: f.Rows, Subjects: f.Rows}
	}
	return nil
}

// trend gives the figures of the quarters up to the one asked about, the oldest first, those that are hidden without numbers.
func (rel *release) trend() []Point {
	spans := engine.QuarterSpans(rel.rule, rel.in.Q.AsAt)
	return rel.shown(func(p Point) bool {
		return slices.ContainsFunc(spans, func(s Span) bool { return sameDays(s, p.Figure.Span) })
	})
}

// yearEnds gives the figures of each 31 March up to the quarter asked about in the same way, from the first year that has any rows.
func (rel *release) yearEnds() []Point {
	return rel.shown(func(p Point) bool { return p.On.Month() == time.March })
}

func (rel *release) shown(keep func(Point) bool) (list []Point) {
	for i, p := range rel.wholes {
		if p.On.After(rel.in.Asked.AsAt) || !keep(p) || len(list) == 0 && p.Figure.Rows+p.Figure.TotalLeftOut() == 0 {
			continue
		}
		if p.Figure = stripped(p.Figure); rel.hidden[i] {
			p.Figure = rel.blank(p.Figure.Span)
		}
		list = append(list, p)
	}
	return list
}

// daysOf gives the days of a span as the whole numbers that disclosure reckons with.
func daysOf(s Span) disclosure.Days {
	const day = 24 * time.Hour
	return disclosure.Days{After: int(s.After.Unix() / int64(day.Seconds())), To: int(s.To.Unix() / int64(day.Seconds()))}
}

// cellOf gives the counts that a figure tells. What is about the authority itself is about no child.
func cellOf(r *rulebook.Rule, f Figure) disclosure.Cell {
	if r.Subject == "authority" {
		return disclosure.Cell{}
	}
	c := disclosure.Cell{Counts: []int{f.Rows}, People: f.Subjects}
	if r.Statistic == rulebook.Share && f.Numerator != nil {
		yes := int(*f.Numerator)
		c.Counts = append(c.Counts, yes, f.Rows-yes)
	}
	return c
}

const smallWords = "The numbers are small, from 1 to 5, or such a number could be worked out from them, and are hidden so that no child can be told by them."

// releasedTrust says how far a figure can be relied on, without saying how many are left out: so few may be that a child could be told by them.
func releasedTrust(r *rulebook.Rule, f Figure, hidden bool) Trust {
	left := f.TotalLeftOut()
	switch trust := TrustOf(r, f, ""); {
	case hidden:
		return Trust{Care, "Small numbers are hidden."}
	case f.Unknown != "" || left == 0:
		return trust
	case disclosure.Few(left):
		return Trust{Care, leftOutWords(f)}
	default:
		return Trust{trust.Level, leftOutWords(f)}
	}
}

func leftOutWords(f Figure) string {
	var reasons []string
	for _, l := range f.LeftOut {
		if l.Reason != engine.AnyReason {
			reasons = append(reasons, l.Reason)
		}
	}
	slices.Sort(reasons)
	text := "Some of those looked at are left out"
	if len(reasons) > 0 {
		text += ": " + words.Join(reasons)
	}
	return text + ". How many is not shown with totals."
}
