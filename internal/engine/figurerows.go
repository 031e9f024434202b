package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"heed/rulebook"
)

// Row is one row of a measure: one thing in the denominator, or one left out.
type Row struct {
	Subject, Occasion string
	On                time.Time
	// Counted is nil where the measure does not count or it cannot be told; Value likewise.
	Counted  *bool
	Value    *float64
	Category string
	// LeftOut says why the row is not counted; blank where it is.
	LeftOut                             string
	AgeBand, Sex, Ethnicity, Disability string
	Team, Placement                     string
}

// RowFilter pages through a figure's rows.
type RowFilter struct {
	Slice         Slice
	Limit, Offset int
	// Only narrows to "yes" (counted), "no" (in the denominator but not counted) or "left out". Blank keeps all.
	Only string
}

// ListRows gives the rows behind a figure: those counted and those left out, which say why.
func (e *Engine) ListRows(ctx context.Context, q Question, id string, f RowFilter) ([]Row, error) {
	r, err := e.rule(id, rulebook.Measure)
	if err != nil {
		return nil, err
	}
	var list []Row
	err = e.askMeasure(ctx, q, r, Dimensions, func(w *workspace) error {
		list, err = remember(e, fmt.Sprintf("rows|%s|%d|%s|%+v", w.name, e.markOf(w, r, Dimensions...), id, f), func() ([]Row, error) {
			return e.readRows(ctx, w, r, spanOf(r, q.AsAt), f)
		})
		return err
	})
	return list, err
}

var onlySQL = map[string]string{
	"yes": " and left_out is null and counted", "no": " and left_out is null and not counted",
	"left out": " and left_out is not null", "counted": " and left_out is null", "": "",
}

func (e *Engine) readRows(ctx context.Context, w *workspace, r *rulebook.Rule, span Span, f RowFilter) (list []Row, err error) {
	where, args, err := spanWhere(span, f.Slice)
	if err != nil {
		return nil, err
	}
	only, ok := onlySQL[f.Only]
	if !ok {
		return nil, fmt.Errorf("%w: rows %q", ErrNotFound, f.Only)
	}
	query := `select subject_id, occasion_id, on_date, counted, value, coalesce(category, ''), coalesce(left_out, ''),
	    age_band, sex, ethnicity, disability, team, placement from ` + e.rowsFor(w, r, Dimensions...) + " where " + where + only +
		" order by counted nulls first, on_date desc, subject_id, occasion_id"
	if f.Limit > 0 {
		query += fmt.Sprintf(" limit %d offset %d", f.Limit, f.Offset)
	}
	rows, err := e.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("listing the rows of %s: %w", r.ID, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var row Row
		var on sql.NullTime
		err := rows.Scan(&row.Subject, &row.Occasion, &on, &row.Counted, &row.Value, &row.Category, &row.LeftOut,
			&row.AgeBand, &row.Sex, &row.Ethnicity, &row.Disability, &row.Team, &row.Placement)
		if err != nil {
			return nil, fmt.Errorf("listing the rows of %s: %w", r.ID, err)
		}
		row.On = on.Time
		list = append(list, row)
	}
	return list, rows.Err()
}

// SliceFigure is a figure for one value of a dimension.
type SliceFigure struct {
	Slice  Slice
	Figure Figure
}

// ListSlices gives a measure's figure for every value of every dimension, from the same rows as the figure itself.
func (e *Engine) ListSlices(ctx context.Context, q Question, id string) ([]SliceFigure, error) {
	r, err := e.rule(id, rulebook.Measure)
	if err != nil {
		return nil, err
	}
	var list []SliceFigure
	err = e.askMeasure(ctx, q, r, Dimensions, func(w *workspace) error {
		list, err = remember(e, fmt.Sprintf("slices|%s|%d|%s", w.name, e.markOf(w, r, Dimensions...), id), func() ([]SliceFigure, error) {
			return e.readSlices(ctx, w, r, spanOf(r, q.AsAt))
		})
		return err
	})
	return list, err
}

// readSlices works out all slices in one query: by each dimension in turn, in the order of Dimensions.
func (e *Engine) readSlices(ctx context.Context, w *workspace, r *rulebook.Rule, span Span) (list []SliceFigure, err error) {
	where, args, err := spanWhere(span, Slice{})
	if err != nil {
		return nil, err
	}
	var known, which, sets []string
	for i, d := range Dimensions {
		known = append(known, sliceColumn(d)+" as "+d)
		which = append(which, fmt.Sprintf("when grouping(%s) = 0 then %d", d, i))
		sets = append(sets, "("+d+")")
	}
	query := "select case " + strings.Join(which, " ") + " end as dimension, coalesce(" + strings.Join(Dimensions, ", ") + ") as slice, " + sums +
		", count(*) filter (where left_out is not null) from (select * replace (" + strings.Join(known, ", ") + ") from " + e.rowsFor(w, r, Dimensions...) +
		") where " + where + " group by grouping sets (" + strings.Join(sets, ", ") + ") order by dimension, slice"
	rows, err := e.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("slicing %s: %w", r.ID, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var t tally
		var dimension, left int
		var value string
		if err := rows.Scan(append(append([]any{&dimension, &value}, t.into()...), &left)...); err != nil {
			return nil, fmt.Errorf("slicing %s: %w", r.ID, err)
		}
		list = append(list, SliceFigure{Slice{Dimensions[dimension], value}, withSpan(r2f(r, t), span, left)})
	}
	return list, rows.Err()
}
