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
	case "snapshot":
		return "On " + longDate(to)
	case "year to 31 March":
		return "Year to " + longDate(to)
	case "3 years":
		return "3 years to " + longDate(to)
	case "month":
		return to.Format("January 2006") + ", to " + longDate(to)
	}
	return capital(r.Period) + " to " + longDate(to)
}

// stepNames are how a step of a trend is named: short for an axis, and in full.
func stepNames(r *rulebook.Rule, on time.Time) (short, full string) {
	switch r.Period {
	case "year to 31 March":
		return on.Format("2006"), "the year to " + longDate(on)
	case "3 years":
		return on.Format("2006"), "the 3 years to " + longDate(on)
	case "snapshot":
		return on.Format("Jan 06"), longDate(on)
	}
	return on.Format("Jan 06"), on.Format("January 2006")
}

// series is a measure's trend as a chart draws it, with what it is compared with.
func series(r *rulebook.Rule, trend []figures.Point, comparators []figures.Comparator) chart.Series {
	s := chart.Series{Unit: unitAfter(r)}
	if r.Unit == "%" {
		s.Unit = "%"
	}
	if r.Statistic != "count" {
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
