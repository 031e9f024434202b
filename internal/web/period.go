package web

import (
	"time"

	"heed/internal/figures"
	"heed/internal/web/chart"
	"heed/rulebook"
)

// periodWords says in words what days a figure covers, by the last of them.
func periodWords(r *rulebook.Rule, to time.Time) string {
	if to.IsZero() {
		return ""
	}
	switch r.Period {
	case rulebook.Snapshot:
		return "On " + longDate(to)
	case rulebook.YearToMarch:
		return "Year to " + longDate(to)
	case rulebook.ThreeYears:
		return "3 years to " + longDate(to)
	default:
	}
	return capital(string(r.Period)) + " to " + longDate(to)
}

// stepNames are how a step of a trend is named: short for an axis, and in full.
func stepNames(r *rulebook.Rule, on time.Time) (short, full string) {
	switch r.Period {
	case rulebook.YearToMarch:
		return on.Format("2006"), "the year to " + longDate(on)
	case rulebook.ThreeYears:
		return on.Format("2006"), "the 3 years to " + longDate(on)
	case rulebook.Snapshot:
		return on.Format("Jan 06"), longDate(on)
	default:
	}
	return on.Format("Jan 06"), on.Format("January 2006")
}

// series is a measure's trend as a chart draws it, with what it is compared with.
func series(r *rulebook.Rule, trend []figures.Point, comparators []figures.Comparator) chart.Series {
	s := chart.Series{Unit: unitAfter(r)}
	if r.Unit == "%" {
		s.Unit = "%"
	}
	if r.Statistic != rulebook.Count {
		s.Decimals = 1
	}
	for _, p := range trend {
		short, full := stepNames(r, p.On)
		point := chart.Point{Label: short, Name: full}
		if p.Figure.Value != nil {
			point.Value, point.Known = *p.Figure.Value, true
		}
		s.Points = append(s.Points, point)
	}
	for _, c := range comparators {
		if ref, ok := reference(c); ok {
			s.References = append(s.References, ref)
		}
	}
	return s
}
