package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"heed/rulebook"
)

// Point is a measure's figure for one step of its trend.
type Point struct {
	// On is the last day of the step.
	On     time.Time
	Figure Figure
}

// Trend gives a measure's figures over time, the oldest first, each from the stored rows: month ends for a snapshot,
// months for a yearly flow, year ends for what is returned once a year. A step before anything was recorded is left
// out.
func (e *Engine) Trend(ctx context.Context, q Question, id string, s Slice) ([]Point, error) {
	r, err := e.rule(id, rulebook.Measure)
	if err != nil {
		return nil, err
	}
	var points []Point
	err = e.askMeasure(ctx, q, r, []string{s.Dimension}, func(w *workspace) error {
		points, err = remember(e, fmt.Sprintf("trend|%s|%d|%s|%+v", w.name, e.markOf(w, r, s.Dimension), id, s), func() ([]Point, error) {
			return e.readTrend(ctx, w, r, s, steps(r, w.q.AsAt))
		})
		return err
	})
	return points, err
}

// YearEnds gives a measure's figures as at each 31 March from the one of a first year up to the day asked about, the oldest
// first, each from the stored rows, so that they can stand beside what is published of those days. A year before anything was
// recorded is left out.
func (e *Engine) YearEnds(ctx context.Context, q Question, id string, s Slice, first int) ([]Point, error) {
	r, err := e.rule(id, rulebook.Measure)
	if err != nil {
		return nil, err
	}
	var spans []Span
	for year := first; year <= lastYearEnd(q.AsAt).Year(); year++ {
		spans = append(spans, spanOf(r, time.Date(year, 3, 31, 0, 0, 0, 0, time.UTC)))
	}
	if len(spans) == 0 {
		return nil, nil
	}
	var points []Point
	err = e.askMeasure(ctx, q, r, []string{s.Dimension}, func(w *workspace) error {
		points, err = remember(e, fmt.Sprintf("years|%s|%d|%s|%+v|%d", w.name, e.markOf(w, r, s.Dimension), id, s, first), func() ([]Point, error) {
			return e.readTrend(ctx, w, r, s, spans)
		})
		return err
	})
	return points, err
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
			spans = append(spans, spanOf(r, lastYearEnd(asAt).AddDate(-back, 0, 0)))
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

// monthEnd gives the last day of the month that lies so many months from a day's.
func monthEnd(day time.Time, months int) time.Time {
	return time.Date(day.Year(), day.Month()+time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC)
}

// readTrend works out every step in one query, from the same sums as a single figure.
func (e *Engine) readTrend(ctx context.Context, w *workspace, r *rulebook.Rule, s Slice, spans []Span) (points []Point, err error) {
	values := make([]string, 0, len(spans))
	for i, span := range spans {
		values = append(values, fmt.Sprintf("(%d, date '%s', date '%s')", i, span.After.Format(time.DateOnly), span.To.Format(time.DateOnly)))
	}
	whole := Span{spans[0].After, spans[len(spans)-1].To}
	where, args, err := spanWhere(whole, s)
	if err != nil {
		return nil, err
	}
	rows, err := e.db.QueryContext(ctx, "select step, "+sums+", count(*) filter (where left_out is not null) from "+e.rowsFor(w, r, s.Dimension)+
		" join (values "+strings.Join(values, ", ")+") steps(step, step_after, step_to) on on_date > step_after and on_date <= step_to where "+
		where+" group by step order by step", args...)
	if err != nil {
		return nil, fmt.Errorf("working out the trend of %s: %w", r.ID, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	next := -1
	for rows.Next() {
		var t tally
		var step, left int
		if err := rows.Scan(append(append([]any{&step}, t.into()...), &left)...); err != nil {
			return nil, fmt.Errorf("working out the trend of %s: %w", r.ID, err)
		}
		for ; next >= 0 && next < step; next++ { // a step with no rows between steps that have some
			points = append(points, Point{On: spans[next].To, Figure: withSpan(r2f(r, tally{}), spans[next], 0)})
		}
		next = step + 1
		points = append(points, Point{On: spans[step].To, Figure: withSpan(r2f(r, t), spans[step], left)})
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for ; next >= 0 && next < len(spans); next++ { // steps after the last that has any rows
		points = append(points, Point{On: spans[next].To, Figure: withSpan(r2f(r, tally{}), spans[next], 0)})
	}
	return points, e.rates(ctx, w, r, points, s)
}

func withSpan(f Figure, span Span, left int) Figure {
	f.Span = span
	if left > 0 {
		f.LeftOut = []LeftOut{{Reason: "left out", N: left}}
	}
	return f
}

// rates divides the steps of a rate by the population of their days.
func (e *Engine) rates(ctx context.Context, w *workspace, r *rulebook.Rule, points []Point, s Slice) error {
	if r.Statistic != rulebook.Rate {
		return nil
	}
	for i := range points {
		if err := e.rate(ctx, w, &points[i].Figure, points[i].On, s); err != nil {
			return err
		}
	}
	return nil
}
