package engine

import (
	"context"
	"fmt"
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
	err = e.askMeasure(ctx, q, r, func(w *workspace) error {
		points, err = remember(e, fmt.Sprintf("trend|%s|%d|%s|%+v", w.name, w.gen.Load(), id, s), func() ([]Point, error) {
			return e.readTrend(ctx, w, r, s)
		})
		return err
	})
	return points, err
}

// steps gives the spans of a trend, the oldest first.
func steps(r *rulebook.Rule, asAt time.Time) []Span {
	var spans []Span
	switch r.Period {
	case "snapshot":
		for back := 24; back > 0; back-- {
			end := monthEnd(asAt, -back)
			spans = append(spans, Span{end.AddDate(0, 0, -1), end})
		}
		return append(spans, Span{asAt.AddDate(0, 0, -1), asAt})
	case "year to 31 March", "3 years":
		for back := 5; back >= 0; back-- {
			spans = append(spans, SpanOf(r, lastYearEnd(asAt).AddDate(-back, 0, 0)))
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

func (e *Engine) readTrend(ctx context.Context, w *workspace, r *rulebook.Rule, s Slice) ([]Point, error) {
	var points []Point
	for _, span := range steps(r, w.q.AsAt) {
		if !span.To.After(span.After) {
			continue
		}
		f, err := e.figure(ctx, w, r, span, s)
		if err != nil {
			return nil, err
		}
		if len(points) == 0 && f.Rows == 0 && f.TotalLeftOut() == 0 {
			continue
		}
		points = append(points, Point{On: span.To, Figure: f})
	}
	return points, nil
}
