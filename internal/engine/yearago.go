package engine

import (
	"context"
	"fmt"

	"heed/rulebook"
)

// FindYearAgo gives the figure of a measure a year earlier, from the same rows as the figure of the question: as the
// records stand now, not as they stood then. For a snapshot it is that of the month end nearest to a year before, as rows
// are kept for month ends only.
func (e *Engine) FindYearAgo(ctx context.Context, q Question, id string, s Slice) (Figure, error) {
	r, err := e.rule(id, rulebook.Measure)
	if err != nil {
		return Figure{}, err
	}
	day := yearBefore(q.AsAt)
	span := spanOf(r, day)
	if r.Period == rulebook.Snapshot {
		end := monthEnd(day, 0)
		if before := monthEnd(day, -1); day.Sub(before) < end.Sub(day) {
			end = before
		}
		span = Span{end.AddDate(0, 0, -1), end}
	}
	var f Figure
	err = e.askMeasure(ctx, q, r, []string{s.Dimension}, func(w *workspace) error {
		f, err = remember(e, fmt.Sprintf("yearago|%s|%d|%s|%+v", w.name, e.markOf(w, r, s.Dimension), id, s), func() (Figure, error) {
			return e.figure(ctx, w, r, span, s)
		})
		return err
	})
	return f, err
}
