package query

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"heed/internal/engine/eval"
	"heed/rulebook"
)

// Row is one row of a measure: one thing in the denominator, or one left out.
type Row struct {
	Subject, Occasion string
	On                time.Time
	// Counted is nil where the measure does not count or a date or answer is missing; Value likewise.
	Counted  *bool
	Value    *float64
	Category string
	// LeftOut says why the row is not counted; blank where it is.
	LeftOut string
	// Arose, Due and Met are what the row was judged by, as of a clock: moments where the measure is timed, otherwise civil days; zero where the
	// measure has none or it is not recorded. Detail says in words what else there is to know.
	Arose, Due, Met                     time.Time
	Detail                              string
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
func (rd *Reader) ListRows(ctx context.Context, q eval.Question, id string, f RowFilter) ([]Row, error) {
	r, err := rd.rules.FindKind(id, rulebook.Measure)
	if err != nil {
		return nil, err
	}
	var list []Row
	err = rd.askMeasure(ctx, q, r, Dimensions, func(w *eval.Workspace) error {
		key := fmt.Sprintf("rows|%d|%s|%+v", rd.versionOf(w, r, Dimensions...), id, f)
		list, err = eval.Remember(ctx, w, key, func() ([]Row, error) { return rd.readRows(ctx, w, r, f.Slice.span(r, q.AsAt), f) })
		return err
	})
	return list, err
}

var onlySQL = map[string]string{
	"yes": " and left_out is null and counted", "no": " and left_out is null and not counted",
	"left out": " and left_out is not null", "counted": " and left_out is null", "": "",
}

func (rd *Reader) readRows(ctx context.Context, w *eval.Workspace, r *rulebook.Rule, span Span, f RowFilter) (list []Row, err error) {
	where, args, err := spanWhere(span, f.Slice)
	if err != nil {
		return nil, err
	}
	only, ok := onlySQL[f.Only]
	if !ok {
		return nil, fmt.Errorf("%w: rows %q", eval.ErrNotFound, f.Only)
	}
	query := `select subject_id, occasion_id, on_date, counted, value, coalesce(category, ''), coalesce(left_out, ''), ` + judgedColumns(r) + `,
	    coalesce(detail, ''), age_band, sex, ethnicity, disability, team, placement from ` + rd.rowsFor(w, r, Dimensions...) + " where " + where + only +
		" order by counted nulls first, on_date desc, subject_id, occasion_id"
	if f.Limit > 0 {
		query += fmt.Sprintf(" limit %d offset %d", f.Limit, f.Offset)
	}
	err = w.Each(ctx, query, args, func(rows *sql.Rows) error {
		var row Row
		var on, arose, due, met sql.NullTime
		err := rows.Scan(&row.Subject, &row.Occasion, &on, &row.Counted, &row.Value, &row.Category, &row.LeftOut, &arose, &due, &met,
			&row.Detail, &row.AgeBand, &row.Sex, &row.Ethnicity, &row.Disability, &row.Team, &row.Placement)
		row.On, row.Arose, row.Due, row.Met = on.Time, arose.Time, due.Time, met.Time
		list = append(list, row)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing the rows of %s: %w", r.ID, err)
	}
	return list, nil
}

// judgedColumns names what a measure's rows were judged by.
func judgedColumns(r *rulebook.Rule) string {
	if r.Timed {
		return "arose_at, due_at, met_at"
	}
	return "arose_on, due_on, met_on"
}

// FirstRow gives the day of the earliest row that a measure has for a question, counted or left out; zero where it has none.
func (rd *Reader) FirstRow(ctx context.Context, q eval.Question, id string) (time.Time, error) {
	r, err := rd.rules.FindKind(id, rulebook.Measure)
	if err != nil {
		return time.Time{}, err
	}
	var first time.Time
	err = rd.askMeasure(ctx, q, r, nil, func(w *eval.Workspace) error {
		first, err = eval.Remember(ctx, w, rd.figureKey(w, "first row", r, Slice{}), func() (time.Time, error) {
			var on sql.NullTime
			err := w.One(ctx, "select min(on_date) from "+w.Measured(r.ID), nil, &on)
			return on.Time, err
		})
		return err
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("finding the earliest row of %s: %w", id, err)
	}
	return first, nil
}
