package query

import (
	"database/sql"

	"heed/internal/engine/eval"
	"heed/rulebook"
)

// totalsSQL is what every statistic is worked out from. A sum is rounded to a billionth, so that it does not hang on the order in
// which rows were added up.
const totalsSQL = `count(*) filter (where left_out is null) as n,
    count(*) filter (where left_out is null and counted) as yes,
    coalesce(round(fsum(value) filter (where left_out is null), 9), 0) as total,
    median(value) filter (where left_out is null) as middle,
    count(distinct subject_id) filter (where left_out is null) as subjects`

// leftOutSQL counts the rows that are left out.
const leftOutSQL = `count(*) filter (where left_out is not null)`

// totals are what totalsSQL gives.
type totals struct {
	n, yes, subjects int
	total            float64
	middle           sql.NullFloat64
}

func (t *totals) into() []any { return []any{&t.n, &t.yes, &t.total, &t.middle, &t.subjects} }

// figureOf works out a measure's statistic from its totals. The rate still lacks its population.
func figureOf(r *rulebook.Rule, t totals) Figure {
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

// AnyReason stands for the reasons for which rows are left out where nobody looked for them.
const AnyReason = "left out"

// withSpan works out a figure of some days from its totals, where the records cover them, with how many rows it leaves out.
func withSpan(w *eval.Workspace, r *rulebook.Rule, t totals, span Span, leftOut int) Figure {
	f := figureOf(r, t)
	f.Span = span
	f = withCoverage(w, r, f)
	if leftOut > 0 {
		f.LeftOut = []LeftOut{{Reason: AnyReason, N: leftOut}}
	}
	return f
}
