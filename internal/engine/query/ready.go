package query

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/engine/eval"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// atOnce is how many measures are worked out in one query. More take more memory and hardly less time.
const atOnce = 8

// The kinds of figures that are cached.
const (
	kindFigure   = "figure"
	kindYearAgo  = "yearago"
	kindTrend    = "trend"
	kindYears    = "years"
	kindQuarters = "quarters"
)

// ReadyFigures works out the figures of measures, those of a year ago, the trends, the year ends and the quarters, of all that are not cached at once: a query for
// each takes longer to plan than to run. A broken measure is left out.
func (rd *Reader) ReadyFigures(ctx context.Context, q eval.Question, measures []*rulebook.Rule) error {
	return rd.ready(ctx, q, measures, nil, func(w *eval.Workspace, r *rulebook.Rule) string { return rd.figureKey(w, kindFigure, r, Slice{}) }, rd.readFigures)
}

// ReadySlices does the same for the parts of measures, by every dimension, and for the rows that findings touch.
func (rd *Reader) ReadySlices(ctx context.Context, q eval.Question, measures []*rulebook.Rule) error {
	err := rd.ready(ctx, q, measures, Dimensions, rd.slicesKey, rd.readAllSlices)
	if err != nil {
		return err
	}
	touched := func(w *eval.Workspace, r *rulebook.Rule) string { return rd.touchedKey(w, r, Slice{}) }
	return rd.ready(ctx, q, append(slices.Clone(measures), rd.checks()...), nil, touched, rd.readAllTouched)
}

// Warm makes ready what pages ask first of a day: everything about every measure, the clocks of all and who is known.
func (rd *Reader) Warm(ctx context.Context, q eval.Question) error {
	measures := rd.rules.Kind(rulebook.Measure)
	for _, work := range []func() error{
		func() error { return rd.ReadyFigures(ctx, q, measures) },
		func() error { return rd.ReadySlices(ctx, q, measures) },
		func() error { return rd.ready(ctx, q, measures, nil, measuredKey, rd.readAllMeasured) },
		func() error { _, err := rd.CountClocks(ctx, q, ClockFilter{}); return err },
		func() error {
			_, err := rd.CountClocks(ctx, q, ClockFilter{DoneSince: q.AsAt.AddDate(0, 0, -openDays)})
			return err
		},
		func() error { _, err := rd.People(ctx, q); return err },
	} {
		if err := work(); err != nil {
			return err
		}
	}
	return nil
}

// ready has those measures worked out together whose answers are not cached. Of rules that are no measures only the rows are made
// sure of.
func (rd *Reader) ready(ctx context.Context, q eval.Question, rules []*rulebook.Rule, dimensions []string, key func(*eval.Workspace, *rulebook.Rule) string,
	read func(context.Context, *eval.Workspace, []*rulebook.Rule) error,
) error {
	var want []*rulebook.Rule
	for _, r := range rules {
		want = append(want, measureSources(rd.rules, r, dimensions...)...)
	}
	slices.SortFunc(want, func(a, b *rulebook.Rule) int { return strings.Compare(a.ID, b.ID) })
	return rd.eval.Ask(ctx, q, slices.Compact(want), func(w *eval.Workspace) error {
		var missing []*rulebook.Rule
		var keys []string
		for _, r := range rules {
			if r.Kind != rulebook.Measure || anyBroken(w, measureSources(rd.rules, r, dimensions...)) != nil {
				continue
			}
			k := key(w, r)
			if _, cached := eval.Recall[any](w, k); !cached {
				missing, keys = append(missing, r), append(keys, k)
			}
		}
		if len(missing) == 0 {
			return nil
		}
		_, err := eval.Together(ctx, w, "ready|"+strings.Join(keys, "|"), func() (bool, error) {
			for some := range slices.Chunk(missing, atOnce) {
				if err := read(ctx, w, some); err != nil {
					return false, err
				}
			}
			return true, nil
		})
		return err
	})
}

// allRows is the rows of measures in one, each with the place of its measure, of the days that its measure looks at.
func allRows(w *eval.Workspace, measures []*rulebook.Rule, days func(*rulebook.Rule) Span) string {
	parts := make([]string, 0, len(measures))
	for i, r := range measures {
		span := days(r)
		parts = append(parts, fmt.Sprintf("select %d as measure, %t as about_child, * from %s where on_date > %s and on_date <= %s",
			i, r.AboutChild(), w.Measured(r.ID), dateSQL(span.After), dateSQL(span.To)))
	}
	return "(" + strings.Join(parts, " union all ") + ")"
}

func dateSQL(day time.Time) string { return "date " + store.Text(day.Format(time.DateOnly)) }

// spansOf lists the days that the figures of a measure are counted over: the figure, that of a year ago, then the steps of its trend,
// its year ends and its quarters.
func spansOf(r *rulebook.Rule, asAt time.Time) []Span {
	return slices.Concat([]Span{spanOf(r, asAt), yearAgo(r, asAt)}, steps(r, asAt), yearEnds(r, asAt), quarters(r, asAt))
}

// outer gives the days from the first to the last of some spans.
func outer(spans []Span) Span {
	o := spans[0]
	for _, s := range spans[1:] {
		if s.After.Before(o.After) {
			o.After = s.After
		}
		if s.To.After(o.To) {
			o.To = s.To
		}
	}
	return o
}

// readFigures works out figures in one query, and in another what they leave out.
func (rd *Reader) readFigures(ctx context.Context, w *eval.Workspace, measures []*rulebook.Rule) error {
	asAt := w.Question().AsAt
	var values []string
	found := make([]map[int]Figure, len(measures))
	for i, r := range measures {
		found[i] = map[int]Figure{}
		for j, span := range spansOf(r, asAt) {
			values = append(values, fmt.Sprintf("(%d, %d, %s, %s)", i, j, dateSQL(span.After), dateSQL(span.To)))
		}
	}
	rows := "from " + allRows(w, measures, func(r *rulebook.Rule) Span { return outer(spansOf(r, asAt)) }) +
		" m join (values " + strings.Join(values, ", ") + ") s(measure, step, step_after, step_to) on s.measure = m.measure and on_date > step_after and on_date <= step_to"
	err := w.Each(ctx, "select m.measure, step, "+totalsSQL+", "+leftOutSQL+" "+rows+" group by all", nil, func(rows *sql.Rows) error {
		var t totals
		var i, step, leftOut int
		err := rows.Scan(append(append([]any{&i, &step}, t.into()...), &leftOut)...)
		if err == nil {
			found[i][step] = withSpan(w, measures[i], t, spansOf(measures[i], asAt)[step], leftOut)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("working out figures: %w", err)
	}
	if err := readAllLeftOut(ctx, w, rows, found); err != nil {
		return err
	}
	for i, r := range measures {
		if err := rd.cacheFigures(ctx, w, r, found[i]); err != nil {
			return err
		}
	}
	return nil
}

// readAllLeftOut gives the figures, and those of a year ago, what they leave out by the reason.
func readAllLeftOut(ctx context.Context, w *eval.Workspace, rows string, found []map[int]Figure) error {
	list := map[[2]int][]LeftOut{}
	err := w.Each(ctx, "select m.measure, step, left_out, count(*) "+rows+" where step < 2 and left_out is not null group by all order by 1, 2, 4 desc, 3", nil, func(rows *sql.Rows) error {
		var i, step int
		var l LeftOut
		err := rows.Scan(&i, &step, &l.Reason, &l.N)
		list[[2]int{i, step}] = append(list[[2]int{i, step}], l)
		return err
	})
	if err != nil {
		return fmt.Errorf("listing what is left out: %w", err)
	}
	for at, reasons := range list {
		f := found[at[0]][at[1]]
		f.LeftOut = reasons
		found[at[0]][at[1]] = f
	}
	return nil
}

// cacheFigures keeps a measure's figure, that of a year ago, its trend, its year ends and its quarters.
func (rd *Reader) cacheFigures(ctx context.Context, w *eval.Workspace, r *rulebook.Rule, found map[int]Figure) error {
	spans := spansOf(r, w.Question().AsAt)
	for i, kind := range []string{kindFigure, kindYearAgo} {
		f, ok := found[i]
		if !ok {
			f = withSpan(w, r, totals{}, spans[i], 0)
		}
		if r.Statistic == rulebook.Rate {
			if err := rd.divide(ctx, w, &f, spans[i].To, Slice{}); err != nil {
				return err
			}
		}
		eval.Cache(w, rd.figureKey(w, kind, r, Slice{}), f)
	}
	asAt := w.Question().AsAt
	trend := 2 + len(steps(r, asAt))
	years := trend + len(yearEnds(r, asAt))
	for kind, at := range map[string][2]int{kindTrend: {2, trend}, kindYears: {trend, years}, kindQuarters: {years, len(spans)}} {
		some := map[int]Figure{}
		for i := at[0]; i < at[1]; i++ {
			if f, ok := found[i]; ok {
				some[i-at[0]] = f
			}
		}
		points := pointsOf(w, r, spans[at[0]:at[1]], some)
		if err := rd.divideEach(ctx, w, r, points, Slice{}); err != nil {
			return err
		}
		eval.Cache(w, rd.figureKey(w, kind, r, Slice{}), points)
	}
	return nil
}

// readAllSlices works out the slices of measures in one query.
func (rd *Reader) readAllSlices(ctx context.Context, w *eval.Workspace, measures []*rulebook.Rule) error {
	asAt := w.Question().AsAt
	var columns, which, sets []string
	views := map[string]bool{}
	var joins strings.Builder
	for i, d := range dimensions {
		given := "m." + d.name
		if d.view != "" {
			given = "'Not known'"
			if rd.rules.View(d.view) != nil {
				given = "case when m.about_child then " + d.sqlIn(w) + " else 'Not known' end"
				if !views[d.view] {
					views[d.view] = true
					joins.WriteString(joinOf(w, d.view))
				}
			}
		}
		columns = append(columns, "coalesce("+given+", 'Not known') as "+d.name)
		which = append(which, fmt.Sprintf("when grouping(%s) = 0 then %d", d.name, i))
		sets = append(sets, "(measure, "+d.name+")")
	}
	rows := allRows(w, measures, func(r *rulebook.Rule) Span { return spanOf(r, asAt) })
	query := "select measure, case " + strings.Join(which, " ") + " end as dimension, coalesce(" + strings.Join(Dimensions, ", ") + ") as slice, " + totalsSQL + ", " + leftOutSQL +
		" from (select m.measure, m.subject_id, m.counted, m.value, m.left_out, " + strings.Join(columns, ", ") + " from " + rows + " m" + joins.String() +
		") group by grouping sets (" + strings.Join(sets, ", ") + ") order by dimension, slice"
	lists := make([][]SliceFigure, len(measures))
	err := w.Each(ctx, query, nil, func(rows *sql.Rows) error {
		var t totals
		var i, dimension, leftOut int
		var value string
		err := rows.Scan(append(append([]any{&i, &dimension, &value}, t.into()...), &leftOut)...)
		if why, _ := unknown(w, measures[i], spanOf(measures[i], asAt)); err == nil && why == "" {
			lists[i] = append(lists[i], SliceFigure{Slice{Dimension: Dimensions[dimension], Value: value}, withSpan(w, measures[i], t, spanOf(measures[i], asAt), leftOut)})
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("slicing figures: %w", err)
	}
	for i, r := range measures {
		eval.Cache(w, rd.slicesKey(w, r), lists[i])
	}
	return nil
}

// readAllTouched counts for measures the rows that findings touch, in one query.
func (rd *Reader) readAllTouched(ctx context.Context, w *eval.Workspace, measures []*rulebook.Rule) error {
	asAt := w.Question().AsAt
	var types []string
	for i, r := range measures {
		for _, recordType := range rd.RecordTypes(r) {
			types = append(types, fmt.Sprintf("(%d, %s)", i, store.Text(recordType)))
		}
	}
	if len(types) == 0 { // so that nothing could have a finding
		types = []string{"(null, null)"}
	}
	counts := make([]int, len(measures))
	query := "select m.measure, count(*) from " + allRows(w, measures, func(r *rulebook.Rule) Span { return spanOf(r, asAt) }) +
		" m semi join (select distinct t.measure, f.subject_id from " + w.Findings() + " f join (values " + strings.Join(types, ", ") +
		") t(measure, record_type) using (record_type)) x on x.measure = m.measure and x.subject_id = m.subject_id group by m.measure"
	err := w.Each(ctx, query, nil, func(rows *sql.Rows) error {
		var i, n int
		err := rows.Scan(&i, &n)
		counts[i] = n
		return err
	})
	if err != nil {
		return fmt.Errorf("counting the rows that findings touch: %w", err)
	}
	for i, r := range measures {
		eval.Cache(w, rd.touchedKey(w, r, Slice{}), counts[i])
	}
	return nil
}

// readAllMeasured lists whom measures count, in one query.
func (rd *Reader) readAllMeasured(ctx context.Context, w *eval.Workspace, measures []*rulebook.Rule) error {
	asAt := w.Question().AsAt
	counted := make([]map[string]bool, len(measures))
	for i := range counted {
		counted[i] = map[string]bool{}
	}
	query := "select measure, subject_id from " + allRows(w, measures, func(r *rulebook.Rule) Span { return spanOf(r, asAt) }) + " where subject_id is not null group by all"
	err := w.Each(ctx, query, nil, func(rows *sql.Rows) error {
		var i int
		var subject string
		err := rows.Scan(&i, &subject)
		counted[i][subject] = true
		return err
	})
	if err != nil {
		return fmt.Errorf("listing whom measures count: %w", err)
	}
	for i, r := range measures {
		eval.Cache(w, measuredKey(w, r), counted[i])
	}
	return nil
}
