package kit

import (
	"time"

	"heed/internal/figures"
	"heed/internal/web/chart"
	"heed/internal/words"
	"heed/rulebook"
)

// periodWords says in words what days a figure covers, by the last of them.
func periodWords(r *rulebook.Rule, to time.Time) string {
	if to.IsZero() {
		return ""
	}
	switch r.Period {
	case rulebook.Snapshot:
		return "On " + words.LongDate(to)
	case rulebook.YearToMarch:
		return "Year to " + words.LongDate(to)
	case rulebook.ThreeYears:
		return "3 years to " + words.LongDate(to)
	default:
	}
	return words.Capital(string(r.Period)) + " to " + words.LongDate(to)
}

// StepNames are how a step of a trend is named: short for an axis, and in full.
func StepNames(r *rulebook.Rule, step figures.Point) (short, full string) {
	on := step.On
	switch r.Period {
	case rulebook.YearToMarch:
		return on.Format("2006"), "the year to " + words.LongDate(on)
	case rulebook.ThreeYears:
		return on.Format("2006"), "the 3 years to " + words.LongDate(on)
	case rulebook.Snapshot:
		return on.Format("Jan 06"), words.LongDate(on)
	default:
	}
	if IsRolling(r, step) {
		return on.Format("Jan 06"), "the 12 months to " + words.LongDate(on)
	}
	return on.Format("Jan 06"), on.Format("January 2006")
}

// IsRolling says whether a step of a trend is of the 12 months that a measure counts over, and not of one month by itself.
func IsRolling(r *rulebook.Rule, step figures.Point) bool {
	return r.Period == rulebook.TwelveMonths && step.Figure.Span.To.Sub(step.Figure.Span.After) > 31*24*time.Hour
}

// Series is a measure's trend as a chart draws it, with what it is compared with.
func Series(r *rulebook.Rule, trend []figures.Point, comparators []figures.Comparator) chart.Series {
	s := chart.Series{Unit: UnitAfter(r)}
	if r.Unit == "%" {
		s.Unit = "%"
	}
	if r.Statistic != rulebook.Count {
		s.Decimals = 1
	}
	for _, p := range trend {
		short, full := StepNames(r, p)
		point := chart.Point{Label: short, Name: full}
		if p.Figure.Value != nil {
			point.Value, point.Known = *p.Figure.Value, true
		}
		s.Points = append(s.Points, point)
	}
	for _, c := range comparators {
		if c.Value != nil && c.Note == "" { // a line through the chart would say that it is of the same period
			s.References = append(s.References, chart.Reference{Kind: chart.England, Label: c.Label, Value: *c.Value})
		}
	}
	return s
}
