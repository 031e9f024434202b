package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/rulebook"
)

// Slice keeps only the rows that have a value in a dimension. The zero Slice keeps all.
type Slice struct{ Dimension, Value string }

// Span is the days a figure is counted over, the first left out of it and the last within it. A snapshot's span is
// its one day.
type Span struct{ After, To time.Time }

// LeftOut is how many rows a figure leaves out for one reason.
type LeftOut struct {
	Reason string
	N      int
}

// Figure is the value of a measure for a period and a slice. It is worked out from the measure's stored rows and from
// nothing else.
type Figure struct {
	Measure string
	// Value is nil where nothing was counted, so that there is nothing to divide by.
	Value *float64
	// Numerator and Denominator are what the value was divided from; Denominator is nil for a count, Numerator is the
	// sum for a mean.
	Numerator, Denominator *float64
	// Rows is how many rows are counted; LeftOut says how many are not, and why.
	Rows    int
	LeftOut []LeftOut
	// Subjects is how many different children or others the counted rows are about.
	Subjects int
	Span     Span
	// PopulationSource says where the population of a rate comes from.
	PopulationSource string
}

// TotalLeftOut is the number of rows left out for any reason.
func (f Figure) TotalLeftOut() int {
	n := 0
	for _, l := range f.LeftOut {
		n += l.N
	}
	return n
}

// spanOf gives the days that a measure's figure covers as at a day.
func spanOf(r *rulebook.Rule, asAt time.Time) Span {
	switch r.Period {
	case rulebook.Snapshot:
		return Span{asAt.AddDate(0, 0, -1), asAt}
	case rulebook.YearToMarch:
		end := lastYearEnd(asAt)
		return Span{end.AddDate(0, 0, -1), end}
	case rulebook.ThreeYears:
		end := lastYearEnd(asAt)
		return Span{end.AddDate(-3, 0, 0), end}
	default:
		return Span{yearBefore(asAt), asAt}
	}
}

// yearBefore gives the same day a year earlier; for 29 February that is 28 February.
func yearBefore(day time.Time) time.Time {
	before := day.AddDate(-1, 0, 0)
	if before.Day() != day.Day() {
		return before.AddDate(0, 0, -before.Day())
	}
	return before
}

// lastYearEnd gives the latest 31 March on or before a day.
func lastYearEnd(day time.Time) time.Time {
	end := time.Date(day.Year(), 3, 31, 0, 0, 0, 0, time.UTC)
	if end.After(day) {
		end = end.AddDate(-1, 0, 0)
	}
	return end
}

// FindFigure gives the figure of a measure as at a day. A broken rule is a BrokenError, never nought.
func (e *Engine) FindFigure(ctx context.Context, q Question, id string, s Slice) (Figure, error) {
	r, err := e.rule(id, rulebook.Measure)
	if err != nil {
		return Figure{}, err
	}
	var f Figure
	err = e.askMeasure(ctx, q, r, []string{s.Dimension}, func(w *workspace) error {
		f, err = remember(e, fmt.Sprintf("figure|%s|%d|%s|%+v", w.name, e.markOf(w, r, s.Dimension), id, s), func() (Figure, error) {
			return e.figure(ctx, w, r, spanOf(r, q.AsAt), s)
		})
		return err
	})
	return f, err
}

// askMeasure reads a measure's rows with some dimensions, once all that they are read from is evaluated and none is broken.
func (e *Engine) askMeasure(ctx context.Context, q Question, r *rulebook.Rule, dimensions []string, read func(*workspace) error) error {
	want := e.wanted(r, dimensions...)
	return e.ask(ctx, q, want, func(w *workspace) error {
		for _, one := range want {
			if err := w.isBroken(one.ID); err != nil {
				return err
			}
		}
		return read(w)
	})
}

// spanWhere gives the condition and arguments for rows in a span and slice.
func spanWhere(span Span, s Slice) (string, []any, error) {
	where := "on_date > $after and on_date <= $to"
	args := []any{sql.Named("after", span.After), sql.Named("to", span.To)}
	if s.Dimension != "" {
		if !slices.Contains(Dimensions, s.Dimension) {
			return "", nil, fmt.Errorf("%w: slice %q; the slices are %s", ErrNotFound, s.Dimension, strings.Join(Dimensions, ", "))
		}
		where += " and " + sliceColumn(s.Dimension) + " = $slice"
		args = append(args, sql.Named("slice", s.Value))
	}
	return where, args, nil
}

func sliceColumn(dimension string) string { return "coalesce(" + dimension + ", 'Not known')" }

// sums are what every statistic is worked out from. A sum is rounded to a billionth, so that it does not hang on the order in
// which rows were added up.
const sums = `count(*) filter (where left_out is null) as n,
    count(*) filter (where left_out is null and counted) as yes,
    coalesce(round(fsum(value) filter (where left_out is null), 9), 0) as total,
    median(value) filter (where left_out is null) as middle,
    count(distinct subject_id) filter (where left_out is null) as subjects`

type tally struct {
	n, yes, subjects int
	total            float64
	middle           sql.NullFloat64
}

func (t *tally) into() []any { return []any{&t.n, &t.yes, &t.total, &t.middle, &t.subjects} }

func (e *Engine) figure(ctx context.Context, w *workspace, r *rulebook.Rule, span Span, s Slice) (Figure, error) {
	where, args, err := spanWhere(span, s)
	if err != nil {
		return Figure{}, err
	}
	var t tally
	err = e.db.QueryRowContext(ctx, "select "+sums+" from "+e.rowsFor(w, r, s.Dimension)+" where "+where, args...).Scan(t.into()...)
	if err != nil {
		return Figure{}, fmt.Errorf("working out %s: %w", r.ID, err)
	}
	f := r2f(r, t)
	f.Span = span
	if r.Statistic == rulebook.Rate {
		if err := e.rate(ctx, w, &f, span.To, s); err != nil {
			return Figure{}, err
		}
	}
	f.LeftOut, err = e.leftOut(ctx, e.rowsFor(w, r, s.Dimension), where, args)
	return f, err
}

// r2f works out a statistic from its sums. The rate still lacks its population.
func r2f(r *rulebook.Rule, t tally) Figure {
	f := Figure{Measure: r.ID, Rows: t.n, Subjects: t.subjects}
	n, yes, total := float64(t.n), float64(t.yes), t.total
	switch r.Statistic {
	case rulebook.Share:
		f.Numerator, f.Denominator = &yes, &n
		if t.n > 0 {
			share := 100 * yes / n
			f.Value = &share
		}
	case rulebook.Mean, rulebook.Median:
		f.Numerator, f.Denominator = &total, &n
		if t.n > 0 {
			mean := total / n
			f.Value = &mean
			if r.Statistic == rulebook.Median {
				f.Numerator, f.Value = nil, &t.middle.Float64
			}
		}
	case rulebook.Sum:
		f.Numerator, f.Value = &total, &total
	case rulebook.Count:
		f.Numerator, f.Value = &n, &n
	case rulebook.Rate:
		f.Numerator = &n
	}
	return f
}

// rate divides by the population of the figure's day. A slice of a rate has no population to divide by.
func (e *Engine) rate(ctx context.Context, w *workspace, f *Figure, day time.Time, s Slice) error {
	if s.Dimension != "" {
		return nil
	}
	persons, source, err := e.population(ctx, w, day)
	if err != nil || persons == 0 {
		return err
	}
	value := 10_000 * *f.Numerator / persons
	f.Denominator, f.Value, f.PopulationSource = &persons, &value, source
	return nil
}

func (e *Engine) leftOut(ctx context.Context, table, where string, args []any) (list []LeftOut, err error) {
	rows, err := e.db.QueryContext(ctx, "select left_out, count(*) from "+table+" where "+where+
		" and left_out is not null group by left_out order by 2 desc, 1", args...)
	if err != nil {
		return nil, fmt.Errorf("listing what is left out: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var l LeftOut
		if err := rows.Scan(&l.Reason, &l.N); err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	return list, rows.Err()
}
