package figures

import (
	"context"
	"fmt"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// Span is the days a figure is counted over.
type Span = engine.Span

// Days gives the span of the days from one to another, both within it.
func Days(from, to time.Time) Span { return engine.Days(from, to) }

// checkDays sees to it that a measure has a figure over the days that are asked about, and that the question is as at the last of them: the rows
// are those that were known to have happened by then.
//
// Who sees totals only may not ask: two periods that lie a day apart would tell one child's outcome.
func checkDays(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, over Span) error {
	if over.IsZero() {
		return nil
	}
	if !in.May(access.ReadFigureRows) {
		return in.Refuse(ctx, access.ReadFigure, "", r.ID+" over days of one's own", "your role sees totals, and two periods that lie a day apart would tell of one child")
	}
	if why := r.RefusesDays(over.From(), over.To); why != "" {
		return fmt.Errorf("%w: %s has no figure of %s: %s", door.ErrInvalid, r.ID, daysWords(over), why)
	}
	if asAt := in.Q.AsAt; !asAt.Equal(over.To) {
		return fmt.Errorf("%w: a figure of %s is as at the last of these days, not as at %s", door.ErrInvalid, daysWords(over), words.LongDate(asAt))
	}
	return nil
}

// part gives the slice of a filter, over the days that it asks about.
func (f Filter) part(in *door.Inquiry, r *rulebook.Rule) engine.Slice {
	part := partOf(in, r, f.Slice)
	part.Over = f.Over
	return part
}

// partOf gives a slice as a reader may see it. A figure of the whole authority counts every child; a part of one, be it a value of a dimension or the
// rows that may be listed, leaves out those whose record is restricted and not open to the reader: it would tell what is not to be told of them.
func partOf(in *door.Inquiry, r *rulebook.Rule, s engine.Slice) engine.Slice {
	if s.Dimension != "" {
		s.Without = hiddenFrom(in, r)
	}
	return s
}

// hiddenFrom names the children of whom no part of a measure may tell the reader anything.
func hiddenFrom(in *door.Inquiry, r *rulebook.Rule) engine.Names {
	if !r.AboutChild() {
		return ""
	}
	return engine.NamesOf(in.Scope.Hidden)
}

// BeginsWords says that the rows of a figure over some days begin within them: of what lies before, nothing is held. It is blank where they begin
// before, where the figure is of the measure's own period, and where the records cover these days: then there was nothing to hold.
func (p Page) BeginsWords() string {
	switch {
	case p.Over.IsZero() || p.Figure.Unknown == "" && !p.Figure.KnownTo.IsZero():
		return ""
	case p.FirstRowOn.IsZero():
		return "Heed has no row of this measure up to " + words.LongDate(p.Over.To)
	case p.FirstRowOn.After(p.Over.From()):
		return "The earliest row that Heed has of this measure is of " + words.LongDate(p.FirstRowOn) + ": of the days before it nothing is held"
	}
	return ""
}

// askedWords says of which days a figure was asked, for the access log: "as at 2026-10-31", "from 2014-10-01 to 2014-12-31".
func askedWords(asAt time.Time, over Span) string {
	if over.IsZero() {
		return "as at " + asAt.Format(time.DateOnly)
	}
	return "from " + over.From().Format(time.DateOnly) + " to " + over.To.Format(time.DateOnly)
}
