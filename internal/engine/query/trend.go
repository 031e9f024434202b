package query

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/engine/eval"
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
func (rd *Reader) Trend(ctx context.Context, q eval.Question, id string, s Slice) ([]Point, error) {
	return rd.trend(ctx, q, id, s, kindTrend, func(r *rulebook.Rule) []Span { return steps(r, q.AsAt) })
}

// QuarterTrend gives a measure's figures as at the end of each quarter up to the day asked about, the oldest first, each over the measure's own
// period: rolling years for a yearly flow, single days for a snapshot. No two of them lie so near to each other that they would tell of one child,
// and a year's numbers are large enough to be shown where a month's are not. What is returned once a year has its year ends.
func (rd *Reader) QuarterTrend(ctx context.Context, q eval.Question, id string, s Slice) ([]Point, error) {
	return rd.trend(ctx, q, id, s, kindQuarters, func(r *rulebook.Rule) []Span { return quarters(r, q.AsAt) })
}

// YearEnds gives a measure's figures as at each 31 March from the one of a first year up to the day asked about, the oldest
// first, each from the stored rows, so that they can stand beside what is published of those days. A year before anything was
// recorded is left out.
func (rd *Reader) YearEnds(ctx context.Context, q eval.Question, id string, s Slice, first int) ([]Point, error) {
	points, err := rd.trend(ctx, q, id, s, kindYears, func(r *rulebook.Rule) []Span { return yearEnds(r, q.AsAt) })
	from := slices.IndexFunc(points, func(p Point) bool { return p.On.Year() >= first && p.Figure.Rows+p.Figure.TotalLeftOut() > 0 })
	if from < 0 {
		return nil, err
	}
	return points[from:], err
}

// trend gives a measure's figures over spans of days; kind names the spans.
func (rd *Reader) trend(ctx context.Context, q eval.Question, id string, s Slice, kind string, spansOf func(*rulebook.Rule) []Span) ([]Point, error) {
	r, err := rd.rules.FindKind(id, rulebook.Measure)
	if err != nil {
		return nil, err
	}
	spans := spansOf(r)
	if len(spans) == 0 {
		return nil, nil
	}
	var points []Point
	err = rd.askMeasure(ctx, q, r, []string{s.Dimension}, func(w *eval.Workspace) error {
		points, err = eval.Remember(ctx, w, rd.figureKey(w, kind, r, s), func() ([]Point, error) { return rd.readTrend(ctx, w, r, s, spans) })
		return err
	})
	return points, err
}

// readTrend works out every step in one query, from the same totals as a single figure.
func (rd *Reader) readTrend(ctx context.Context, w *eval.Workspace, r *rulebook.Rule, s Slice, spans []Span) (points []Point, err error) {
	values := make([]string, 0, len(spans))
	for i, span := range spans {
		values = append(values, fmt.Sprintf("(%d, date '%s', date '%s')", i, span.After.Format(time.DateOnly), span.To.Format(time.DateOnly)))
	}
	where, args, err := spanWhere(Span{spans[0].After, spans[len(spans)-1].To}, s)
	if err != nil {
		return nil, err
	}
	found := map[int]Figure{}
	err = w.Each(ctx, "select step, "+totalsSQL+", "+leftOutSQL+" from "+rd.rowsFor(w, r, s.Dimension)+
		" join (values "+strings.Join(values, ", ")+") steps(step, step_after, step_to) on on_date > step_after and on_date <= step_to where "+
		where+" group by step order by step", args, func(rows *sql.Rows) error {
		var t totals
		var step, leftOut int
		if err := rows.Scan(append(append([]any{&step}, t.into()...), &leftOut)...); err != nil {
			return err
		}
		found[step] = withSpan(w, r, t, spans[step], leftOut)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("working out the trend of %s: %w", r.ID, err)
	}
	points = pointsOf(w, r, spans, found)
	return points, rd.divideEach(ctx, w, r, points, s)
}

// pointsOf lines up the figures found of some steps, from the first that has one. A step after it without rows has a figure of none; one
// that the records do not cover is left out.
func pointsOf(w *eval.Workspace, r *rulebook.Rule, spans []Span, found map[int]Figure) (points []Point) {
	for i, span := range spans {
		f, ok := found[i]
		if !ok && len(points) == 0 {
			continue
		}
		if !ok {
			f = withSpan(w, r, totals{}, span, 0)
		}
		if f.Unknown == "" {
			points = append(points, Point{On: span.To, Figure: f})
		}
	}
	return points
}

// divideEach divides the steps of a rate by the population of their days.
func (rd *Reader) divideEach(ctx context.Context, w *eval.Workspace, r *rulebook.Rule, points []Point, s Slice) error {
	if r.Statistic != rulebook.Rate {
		return nil
	}
	for i := range points {
		if err := rd.divide(ctx, w, &points[i].Figure, points[i].On, s); err != nil {
			return err
		}
	}
	return nil
}
