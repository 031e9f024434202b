package query

import (
	"context"
	"fmt"
	"slices"
	"time"

	"heed/internal/engine/eval"
	"heed/rulebook"
)

// LastKnown is what a figure was when it could last be told.
type LastKnown struct {
	// AsAt is the last day for which it could.
	AsAt time.Time
	// Span is the days of the measure's own period as at that day.
	Span Span
	// Value, Numerator and Denominator are those of the figure as at that day.
	Value, Numerator, Denominator *float64
	// Rows is how many rows it counted, and Subjects how many different children or others they were about.
	Rows, Subjects int
}

// contains says whether days hold all of a span.
func contains(d eval.Days, s Span) bool {
	return s.After.AddDate(0, 0, 1).Compare(d.From) >= 0 && !s.To.After(d.To)
}

// unknown says why nothing can be told of a span by a rule, such as a measure's figure of it, blank where the records cover all of it. knownTo is the last day that
// they cover, zero where that is not known.
func unknown(w *eval.Workspace, r *rulebook.Rule, span Span) (why string, knownTo time.Time) {
	days, all := w.Covered(r)
	if all {
		return "", time.Time{}
	}
	if len(days) == 0 {
		return w.Unfed(r), time.Time{}
	}
	span.After = lookedBack(r, span.After)
	knownTo = days[len(days)-1].To
	for _, d := range days {
		if contains(d, span) {
			return "", knownTo
		}
	}
	if span.To.After(knownTo) {
		return eval.NotKnownYet, knownTo
	}
	return eval.BeforeRecords, knownTo
}

// Reach says to which day the records that a rule hangs on run.
type Reach struct {
	// Unknown says why they tell nothing of the days asked about: not known yet, before the records, nothing feeds this. It is blank where
	// they cover it.
	Unknown string
	// KnownTo is the last day that they cover, up to the one asked about, zero where there is none.
	KnownTo time.Time
}

// Reach gives the reach of a duty or a view with drift on the day asked about, or of a measure in the days that its figure is of.
func (rd *Reader) Reach(ctx context.Context, q eval.Question, id string) (reach Reach, err error) {
	r := rd.rules.Find(id)
	if r == nil {
		return reach, fmt.Errorf("%w: rule %q", eval.ErrNotFound, id)
	}
	span := Days(q.AsAt, q.AsAt)
	if r.Kind == rulebook.Measure {
		span = spanOf(r, q.AsAt)
	}
	err = rd.eval.Ask(ctx, q, nil, func(w *eval.Workspace) error {
		reach.Unknown, reach.KnownTo = unknown(w, r, span)
		return nil
	})
	return reach, err
}

// lookedBack gives the day from which a measure's rows look at what happened, for a figure whose own days begin after another.
func lookedBack(r *rulebook.Rule, after time.Time) time.Time {
	switch n := r.LooksBack.N; r.LooksBack.Unit {
	case rulebook.Months:
		return after.AddDate(0, -n, 0)
	case rulebook.Weeks:
		return after.AddDate(0, 0, -7*n)
	default:
		return after.AddDate(0, 0, -n)
	}
}

// withCoverage takes from a figure the value that its records cannot tell, and says to which day they run. Its rows stay, each with why
// it is not counted.
func withCoverage(w *eval.Workspace, r *rulebook.Rule, f Figure) Figure {
	if f.Unknown, f.KnownTo = unknown(w, r, f.Span); f.Unknown != "" {
		f.Value, f.Numerator, f.Denominator = nil, nil, nil
	}
	return f
}

// lastKnownOn gives the latest day for which a measure's figure could be told, zero where there is none.
func lastKnownOn(w *eval.Workspace, r *rulebook.Rule) time.Time {
	days, _ := w.Covered(r)
	for _, d := range slices.Backward(days) {
		to := d.To
		span := spanOf(r, to)
		span.After = lookedBack(r, span.After)
		if contains(d, span) {
			return to
		}
	}
	return time.Time{}
}

// withLastKnown gives a figure that cannot be told what it was when it last could.
func (rd *Reader) withLastKnown(ctx context.Context, q eval.Question, r *rulebook.Rule, s Slice, f Figure) (Figure, error) {
	if f.Unknown == "" {
		return f, nil
	}
	var on time.Time
	err := rd.eval.Ask(ctx, q, nil, func(w *eval.Workspace) error {
		on = lastKnownOn(w, r)
		return nil
	})
	if err != nil || on.IsZero() {
		return f, err
	}
	other := eval.Question{AsAt: on, Moment: eval.EndOfDay(on), KnownAt: q.KnownAt}
	then, err := rd.findFigure(ctx, other, r.ID, s, kindFigure, func(r *rulebook.Rule) Span { return spanOf(r, on) })
	if err != nil {
		return f, err
	}
	f.LastKnown = &LastKnown{AsAt: on, Span: then.Span, Value: then.Value, Numerator: then.Numerator, Denominator: then.Denominator, Rows: then.Rows, Subjects: then.Subjects}
	return f, nil
}
