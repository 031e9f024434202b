package query

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/engine/eval"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// spanOf gives the days that a measure's figure covers as at a day.
func spanOf(r *rulebook.Rule, asAt time.Time) Span {
	switch r.Period {
	case rulebook.Snapshot:
		return Span{asAt.AddDate(0, 0, -1), asAt}
	case rulebook.YearToMarch:
		end := LastYearEnd(asAt)
		return Span{end.AddDate(0, 0, -1), end}
	case rulebook.ThreeYears:
		end := LastYearEnd(asAt)
		return Span{end.AddDate(-3, 0, 0), end}
	default:
		return Span{yearBefore(asAt), asAt}
	}
}

// span gives the days that are asked about: those that the slice names, else the measure's own as at a day.
func (s Slice) span(r *rulebook.Rule, asAt time.Time) Span {
	if !s.Over.IsZero() {
		return s.Over
	}
	return spanOf(r, asAt)
}

// SpanOf gives the days that a measure's figure covers as at a day.
func SpanOf(r *rulebook.Rule, asAt time.Time) Span { return spanOf(r, asAt) }

// QuarterSpans gives the days of the figures that QuarterTrend gives, the oldest first, those of which it gives none among them.
func QuarterSpans(r *rulebook.Rule, asAt time.Time) []Span { return quarters(r, asAt) }

// yearBefore gives the same day a year earlier; for 29 February that is 28 February.
func yearBefore(day time.Time) time.Time {
	before := day.AddDate(-1, 0, 0)
	if before.Day() != day.Day() {
		return before.AddDate(0, 0, -before.Day())
	}
	return before
}

// LastYearEnd gives the latest 31 March on or before a day.
func LastYearEnd(day time.Time) time.Time {
	end := time.Date(day.Year(), 3, 31, 0, 0, 0, 0, time.UTC)
	if end.After(day) {
		end = end.AddDate(-1, 0, 0)
	}
	return end
}

// yearAgo gives the days that a measure's figure of a year before a day covers.
func yearAgo(r *rulebook.Rule, asAt time.Time) Span {
	day := yearBefore(asAt)
	if r.Period != rulebook.Snapshot {
		return spanOf(r, day)
	}
	end := monthEnd(day, 0)
	if before := monthEnd(day, -1); day.Sub(before) < end.Sub(day) {
		end = before
	}
	return Span{end.AddDate(0, 0, -1), end}
}

// steps gives the spans of a trend, the oldest first.
func steps(r *rulebook.Rule, asAt time.Time) []Span {
	var spans []Span
	switch r.Period {
	case rulebook.Snapshot:
		for back := 24; back > 0; back-- {
			end := monthEnd(asAt, -back)
			spans = append(spans, Span{end.AddDate(0, 0, -1), end})
		}
		return append(spans, Span{asAt.AddDate(0, 0, -1), asAt})
	case rulebook.YearToMarch, rulebook.ThreeYears:
		for back := 5; back >= 0; back-- {
			spans = append(spans, spanOf(r, LastYearEnd(asAt).AddDate(-back, 0, 0)))
		}
		return spans
	default:
		for back := 23; back >= 0; back-- {
			spans = append(spans, Span{monthEnd(asAt, -back-1), monthEnd(asAt, -back)})
		}
		spans[len(spans)-1].To = asAt
		return spans
	}
}

// quarters gives the spans of a measure's figures as at each quarter's end in two years, the oldest first; the steps of its trend where they are
// year ends.
func quarters(r *rulebook.Rule, asAt time.Time) []Span {
	if r.Period == rulebook.YearToMarch || r.Period == rulebook.ThreeYears {
		return steps(r, asAt)
	}
	var spans []Span
	for back := 24; back >= 0; back-- {
		if end := monthEnd(asAt, -back); end.Month()%3 == 0 && !end.After(asAt) {
			spans = append(spans, spanOf(r, end))
		}
	}
	return spans
}

// firstYearEnd is the first year whose end a measure's figure is worked out for: no series that Heed has begins before it.
const firstYearEnd = 1995

// yearEnds gives the spans of a measure's figures as at each 31 March, the oldest first.
func yearEnds(r *rulebook.Rule, asAt time.Time) []Span {
	var spans []Span
	for year := firstYearEnd; year <= LastYearEnd(asAt).Year(); year++ {
		spans = append(spans, spanOf(r, time.Date(year, 3, 31, 0, 0, 0, 0, time.UTC)))
	}
	return spans
}

// monthEnd gives the last day of the month that lies so many months from a day's.
func monthEnd(day time.Time, months int) time.Time {
	return time.Date(day.Year(), day.Month()+time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC)
}

// spanWhere gives the condition and arguments for rows in a span and slice.
func spanWhere(span Span, s Slice) (string, []any, error) {
	where := "on_date > $after and on_date <= $to"
	args := []any{sql.Named("after", span.After), sql.Named("to", span.To)}
	if s.Dimension != "" {
		if !slices.Contains(Dimensions, s.Dimension) {
			return "", nil, fmt.Errorf("%w: slice %q; the slices are %s", eval.ErrNotFound, s.Dimension, strings.Join(Dimensions, ", "))
		}
		where += " and " + sliceColumn(s.Dimension) + " = $slice"
		args = append(args, sql.Named("slice", s.Value))
	}
	if s.Without != "" {
		where += " and " + outside
		args = append(args, sql.Named("without", string(s.Without)))
	}
	return where, args, nil
}

// outside is the condition that a row is about none of the subjects in the list bound to the parameter "without".
var outside = "coalesce(not (" + store.Among("subject_id", "without") + "), true)"

func sliceColumn(dimension string) string { return "coalesce(" + dimension + ", 'Not known')" }
