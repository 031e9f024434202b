package query

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"heed/internal/engine/eval"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// Slice keeps only the rows that have a value in a dimension. The zero Slice keeps all of the measure's own period.
type Slice struct {
	Dimension, Value string
	// Without names subjects whose rows are left out, as Names writes them. It changes the whole measure as it does a part.
	Without Names
	// Over are the days that are asked about instead of the measure's own period; zero for its own. They change which of the rows
	// of the question are counted, and nothing else. A trend has its own steps and looks past it.
	Over Span
}

// Names are ids, in order, in a form that can be compared and is empty where there are none.
type Names string

// NamesOf writes ids as Names.
func NamesOf(ids []string) Names {
	if len(ids) == 0 {
		return ""
	}
	return Names(store.List(slices.Sorted(slices.Values(ids))))
}

// Span is the days a figure is counted over, the first left out of it and the last within it. A snapshot's span is
// its one day.
type Span struct{ After, To time.Time }

// Days gives the span of the days from one to another, both within it.
func Days(from, to time.Time) Span { return Span{from.AddDate(0, 0, -1), to} }

// IsZero says whether no days are named.
func (s Span) IsZero() bool { return s.After.IsZero() && s.To.IsZero() }

// From gives the first day of the span.
func (s Span) From() time.Time { return s.After.AddDate(0, 0, 1) }

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
	// Unknown says why the figure cannot be told, in the words of a clock's status; blank where it can. Value, Numerator and Denominator
	// are then nil.
	Unknown string
	// KnownTo is the last day, up to the one asked about, that the records it rests on cover; zero where nothing says.
	KnownTo time.Time
	// LastKnown is what a figure that cannot be told was when it last could, nil where it never could.
	LastKnown *LastKnown
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

// FindFigure gives the figure of a measure as at a day. A broken rule is a BrokenError, never nought.
func (rd *Reader) FindFigure(ctx context.Context, q eval.Question, id string, s Slice) (Figure, error) {
	f, err := rd.findFigure(ctx, q, id, s, kindFigure, func(r *rulebook.Rule) Span { return s.span(r, q.AsAt) })
	if err != nil {
		return f, err
	}
	return rd.withLastKnown(ctx, q, rd.rules.Find(id), s, f)
}

// FindYearAgo gives the figure of a measure a year earlier, from the same rows as the figure of the question: as the
// records stand now, not as they stood then. For a snapshot it is that of the month end nearest to a year before, as rows
// are kept for month ends only.
func (rd *Reader) FindYearAgo(ctx context.Context, q eval.Question, id string, s Slice) (Figure, error) {
	return rd.findFigure(ctx, q, id, s, kindYearAgo, func(r *rulebook.Rule) Span {
		if !s.Over.IsZero() {
			return Span{yearBefore(s.Over.After), yearBefore(s.Over.To)}
		}
		return yearAgo(r, q.AsAt)
	})
}

// FindFigureOf gives the figure of a measure as at another day than the question's, over the days of a slice where it names some, and keeps
// it for as long as the measure's rows for the question stand: the other day need not be kept ready.
func (rd *Reader) FindFigureOf(ctx context.Context, q, other eval.Question, id string, s Slice) (Figure, error) {
	r, err := rd.rules.FindKind(id, rulebook.Measure)
	if err != nil {
		return Figure{}, err
	}
	var key string
	var known bool
	var f Figure
	remembered := func(w *eval.Workspace) error {
		key = rd.figureKey(w, "as at "+other.AsAt.Format(time.DateOnly), r, s)
		f, known = eval.Recall[Figure](w, key)
		return nil
	}
	if err := rd.eval.Ask(ctx, q, []*rulebook.Rule{r}, remembered); err != nil || known {
		return f, err
	}
	if f, err = rd.FindFigure(ctx, other, id, s); err != nil {
		return f, err
	}
	return f, rd.eval.Ask(ctx, q, nil, func(w *eval.Workspace) error {
		eval.Cache(w, key, f)
		return nil
	})
}

// findFigure gives the figure of a measure over a span of days; kind names the span.
func (rd *Reader) findFigure(ctx context.Context, q eval.Question, id string, s Slice, kind string, span func(*rulebook.Rule) Span) (Figure, error) {
	r, err := rd.rules.FindKind(id, rulebook.Measure)
	if err != nil {
		return Figure{}, err
	}
	var f Figure
	err = rd.askMeasure(ctx, q, r, []string{s.Dimension}, func(w *eval.Workspace) error {
		f, err = eval.Remember(ctx, w, rd.figureKey(w, kind, r, s), func() (Figure, error) { return rd.readFigure(ctx, w, r, span(r), s) })
		return err
	})
	return f, err
}

// figureKey is what figures of a measure are cached under.
func (rd *Reader) figureKey(w *eval.Workspace, kind string, r *rulebook.Rule, s Slice) string {
	return fmt.Sprintf("%s|%d|%s|%+v", kind, rd.versionOf(w, r, s.Dimension), r.ID, s)
}

// askMeasure reads a measure's rows with some dimensions, once all that they are read from is evaluated and none is broken.
func (rd *Reader) askMeasure(ctx context.Context, q eval.Question, r *rulebook.Rule, dimensions []string, read func(*eval.Workspace) error) error {
	want := measureSources(rd.rules, r, dimensions...)
	return rd.eval.Ask(ctx, q, want, func(w *eval.Workspace) error {
		if err := anyBroken(w, want); err != nil {
			return err
		}
		return read(w)
	})
}

func (rd *Reader) readFigure(ctx context.Context, w *eval.Workspace, r *rulebook.Rule, span Span, s Slice) (Figure, error) {
	where, args, err := spanWhere(span, s)
	if err != nil {
		return Figure{}, err
	}
	var t totals
	var leftOut int
	table := rd.rowsFor(w, r, s.Dimension)
	err = w.One(ctx, "select "+totalsSQL+", "+leftOutSQL+" from "+table+" where "+where, args, append(t.into(), &leftOut)...)
	if err != nil {
		return Figure{}, fmt.Errorf("working out %s: %w", r.ID, err)
	}
	f := figureOf(r, t)
	f.Span = span
	f = withCoverage(w, r, f)
	if r.Statistic == rulebook.Rate {
		if err := rd.divide(ctx, w, &f, span.To, s); err != nil {
			return Figure{}, err
		}
	}
	if leftOut > 0 {
		f.LeftOut, err = rd.readLeftOut(ctx, w, table, where, args)
	}
	return f, err
}

// divide divides a rate by the population of the figure's day. A slice of a rate has no population to divide by.
func (rd *Reader) divide(ctx context.Context, w *eval.Workspace, f *Figure, day time.Time, s Slice) error {
	if s.Dimension != "" || f.Unknown != "" {
		return nil
	}
	persons, source, err := rd.population(ctx, w, day)
	if err != nil || persons == 0 {
		return err
	}
	value := 10_000 * *f.Numerator / persons
	f.Denominator, f.Value, f.PopulationSource = &persons, &value, source
	return nil
}

func (rd *Reader) readLeftOut(ctx context.Context, w *eval.Workspace, table, where string, args []any) (list []LeftOut, err error) {
	err = w.Each(ctx, "select left_out, count(*) from "+table+" where "+where+
		" and left_out is not null group by left_out order by 2 desc, 1", args, func(rows *sql.Rows) error {
		var l LeftOut
		err := rows.Scan(&l.Reason, &l.N)
		list = append(list, l)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing what is left out: %w", err)
	}
	return list, nil
}
