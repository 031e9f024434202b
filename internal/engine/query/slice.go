package query

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"heed/internal/engine/eval"
	"heed/rulebook"
)

// SliceFigure is a figure for one value of a dimension.
type SliceFigure struct {
	Slice  Slice
	Figure Figure
}

// ListSlices gives a measure's figure for every value of every dimension, from the same rows as the figure itself: those of some days, or of
// the measure's own period where none are named, without the subjects that are left out. Which value the slice has is of no account.
func (rd *Reader) ListSlices(ctx context.Context, q eval.Question, id string, s Slice) ([]SliceFigure, error) {
	r, err := rd.rules.FindKind(id, rulebook.Measure)
	if err != nil {
		return nil, err
	}
	var list []SliceFigure
	err = rd.askMeasure(ctx, q, r, Dimensions, func(w *eval.Workspace) error {
		list, err = eval.Remember(ctx, w, rd.slicesKeyOf(w, r, s), func() ([]SliceFigure, error) {
			return rd.readSlices(ctx, w, r, s.span(r, q.AsAt), s.Without)
		})
		return err
	})
	return list, err
}

func (rd *Reader) slicesKey(w *eval.Workspace, r *rulebook.Rule) string {
	return fmt.Sprintf("slices|%d|%s", rd.versionOf(w, r, Dimensions...), r.ID)
}

// slicesKeyOf is what the slices of some days, or without some subjects, are cached under.
func (rd *Reader) slicesKeyOf(w *eval.Workspace, r *rulebook.Rule, s Slice) string {
	if s.Over.IsZero() && s.Without == "" {
		return rd.slicesKey(w, r)
	}
	return fmt.Sprintf("%s|%+v|%q", rd.slicesKey(w, r), s.Over, s.Without)
}

// readSlices works out all slices in one query: by each dimension in turn, in the order of Dimensions.
func (rd *Reader) readSlices(ctx context.Context, w *eval.Workspace, r *rulebook.Rule, span Span, without Names) (list []SliceFigure, err error) {
	if why, _ := unknown(w, r, span); why != "" {
		return nil, nil
	}
	where, args, err := spanWhere(span, Slice{Without: without})
	if err != nil {
		return nil, err
	}
	var known, which, sets []string
	for i, d := range Dimensions {
		known = append(known, sliceColumn(d)+" as "+d)
		which = append(which, fmt.Sprintf("when grouping(%s) = 0 then %d", d, i))
		sets = append(sets, "("+d+")")
	}
	query := "select case " + strings.Join(which, " ") + " end as dimension, coalesce(" + strings.Join(Dimensions, ", ") + ") as slice, " + totalsSQL +
		", " + leftOutSQL + " from (select * replace (" + strings.Join(known, ", ") + ") from " + rd.rowsFor(w, r, Dimensions...) +
		") where " + where + " group by grouping sets (" + strings.Join(sets, ", ") + ") order by dimension, slice"
	err = w.Each(ctx, query, args, func(rows *sql.Rows) error {
		var t totals
		var dimension, leftOut int
		var value string
		if err := rows.Scan(append(append([]any{&dimension, &value}, t.into()...), &leftOut)...); err != nil {
			return err
		}
		list = append(list, SliceFigure{Slice{Dimension: Dimensions[dimension], Value: value}, withSpan(w, r, t, span, leftOut)})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("slicing %s: %w", r.ID, err)
	}
	return list, nil
}
