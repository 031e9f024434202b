package figures

import (
	"context"
	"fmt"
	"slices"
	"time"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// allocations is the record type that says in which service a child was.
const allocations = "allocation"

// FindServiceKey works out one figure of a service: of the rows about children who were with it on the row's day. Where the measure cannot be
// cut so, it is that of the whole authority, and Whose says why.
func FindServiceKey(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, service string) (KeyFigure, error) {
	k, err := FindKey(ctx, in, r)
	if err != nil || k.Broken != "" || k.Figure.Unknown != "" {
		return k, err
	}
	coverage, err := in.Engine.ListCoverage(ctx, in.Q)
	if err != nil {
		return k, err
	}
	if why := uncut(r, k.Figure.Span, coverage); why != "" {
		k.Whose = "Of the whole authority: " + why
		return k, nil
	}
	if k, err = findKey(ctx, in, r, Slice{Dimension: "service", Value: service}); err != nil {
		return k, err
	}
	k.Whose = "Of " + service
	var trend []Point
	for _, p := range k.Trend {
		if Covers(coverage, allocations, p.Figure.Span) {
			trend = append(trend, p)
		}
	}
	k.Trend = trend
	year := k.Figure.Span
	if !Covers(coverage, allocations, Span{After: year.After.AddDate(-1, 0, 0), To: year.To.AddDate(-1, 0, 0)}) {
		k.Change = words.Change{}
	}
	return k, nil
}

// uncut says why a figure over some days cannot be told apart by service, blank where it can.
func uncut(r *rulebook.Rule, over Span, coverage []engine.Coverage) string {
	switch {
	case !r.AboutChild():
		return "it does not count children"
	case r.Statistic == rulebook.Rate:
		return "a service has no population to divide by"
	case len(coverage) > 0 && !Covers(coverage, allocations, over):
		return fmt.Sprintf("the records do not say who worked with whom for all of %s", daysWords(over))
	}
	return ""
}

// Covers says whether the records of a type are complete for all days of a span, by the days of all its sources together. Where nothing is
// known of what records cover, they are.
func Covers(coverage []engine.Coverage, recordType string, over Span) bool {
	var from, to time.Time
	inOrder := slices.SortedFunc(slices.Values(coverage), func(a, b engine.Coverage) int { return a.From.Compare(b.From) })
	for _, c := range inOrder {
		if c.RecordType != recordType {
			continue
		}
		if from.IsZero() || c.From.After(to.AddDate(0, 0, 1)) {
			from, to = c.From, c.To
		} else if c.To.After(to) {
			to = c.To
		}
		if !over.From().Before(from) && !over.To.After(to) {
			return true
		}
	}
	return len(coverage) == 0
}
